#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// The table of the answer as asked, with intervals, and what its columns mean.
std::string answer_table(const Data& data);

/// All countries and lines of the world in the year of the page: the figures of the map.
std::string world_table(const Data& data);

/// Identities with their gaps, and the differences between sources.
std::string closure_tables(const Data& data);

/// Citations and licences of what the figures rest on.
std::string source_list(const Data& data);

/// The command that makes the page again, the state of the data, and how to trace a figure.
std::string again(const Data& data);

}  // namespace alioth::cli::report
