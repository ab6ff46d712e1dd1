#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

std::string page_title(const Data& data);

/// The head of the page: what is asked, the answer in one sentence, the World's numbers.
std::string page_header(const Data& data);

}  // namespace alioth::cli::report
