#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// Production and consumption from 1990 on, one small picture for each of the largest; the reason when they
/// could not be had; empty for a year before.
std::string series_charts(const Data& data);

}  // namespace alioth::cli::report
