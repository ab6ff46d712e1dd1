#pragma once

#include <filesystem>

#include "cli/arguments.hpp"
#include "operations/answer.hpp"

namespace alioth::cli {

/// Writes report.html (self-contained: no script or font from elsewhere), panorama.csv and panorama.json of
/// an answer into the folder asked for, each whole. Returns the path of the page.
std::filesystem::path write_report(operations::Context& context, const operations::Answer& answer,
                                   const CommonOptions& options);

}  // namespace alioth::cli
