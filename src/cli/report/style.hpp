#pragma once

#include <string_view>

namespace alioth::cli::report {

/// The style sheet of the page: light and dark, from a telephone to a wall, and for print.
extern const std::string_view style_sheet;

}  // namespace alioth::cli::report
