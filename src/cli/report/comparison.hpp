#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// Published adjustments beside ours on one scale; empty when nothing is published for the year.
std::string comparison_chart(const Data& data);

}  // namespace alioth::cli::report
