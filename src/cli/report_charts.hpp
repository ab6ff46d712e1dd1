#pragma once

#include <string>

#include "cli/report_data.hpp"

namespace alioth::cli::report {

/// Production and consumption of the twenty largest, side by side with error bars. Bars stand in a table, so
/// that the numbers are read aloud and the page bends to any width.
std::string largest_chart(const Data& data);

/// The largest land sources and sinks, with error bars; empty when there is no land.
std::string land_chart(const Data& data);

/// Production and consumption from 1990 on, one small picture for each of the largest.
std::string series_charts(const Data& data);

/// Published adjustments beside ours on one scale; empty when nothing is published for the year.
std::string comparison_chart(const Data& data);

}  // namespace alioth::cli::report
