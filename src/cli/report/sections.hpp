#pragma once

#include <string>
#include <vector>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// One part of the page. All texts are HTML.
struct Section {
    std::string id, short_title, title, lead, body;
};

/// The parts that the answer has something for, in the order of the page.
std::vector<Section> sections(const Data& data);

}  // namespace alioth::cli::report
