#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// Production and consumption of the twenty largest, side by side with error bars. Bars stand in a table, so
/// that the numbers are read aloud and the page bends to any width.
std::string largest_chart(const Data& data);

/// The largest land sources and sinks, with error bars; empty when there is no land.
std::string land_chart(const Data& data);

}  // namespace alioth::cli::report
