#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// The world coloured by what consumption changes against production; by production per person where there is
/// no consumption. Drawing, legend and caption.
std::string world_map(const Data& data);

/// Whether world_map() shows consumption against production.
bool maps_adjustment(const Data& data);

}  // namespace alioth::cli::report
