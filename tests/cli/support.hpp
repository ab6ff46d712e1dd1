#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "operations/catalogue.hpp"
#include "support/data_folder.hpp"
#include "support/program.hpp"

namespace alioth::cli::testing {

using namespace alioth::testing;

/// The program in the home that the tests of this executable share; they only read it.
inline Outcome alioth_in_shared_home(std::vector<std::string> words, Environment more = {}) {
    more.try_emplace("ALIOTH_HOME", ShippedHome::get().path().string());
    more.try_emplace("ALIOTH_DATA", ShippedHome::data().string());
    return run_alioth(std::move(words), more);
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The words of an operation's name: "data sql" is two.
inline std::vector<std::string> words_of(const std::string& name) {
    std::istringstream in(name);
    return {std::istream_iterator<std::string>(in), {}};
}

}  // namespace alioth::cli::testing
