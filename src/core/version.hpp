#pragma once

#include <string_view>

namespace alioth {

/// Version of the program; part of the ID of every figure.
std::string_view program_version();

}  // namespace alioth
