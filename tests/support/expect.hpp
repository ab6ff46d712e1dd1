#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace alioth::testing {

/// Expects Error(fault) whose sentence holds all the pieces.
template <class Call>
void expect_error(Fault fault, Call&& call, const std::vector<std::string>& pieces = {}) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(static_cast<int>(error.fault()), static_cast<int>(fault)) << error.what();
        for (const auto& piece : pieces)
            EXPECT_NE(std::string_view(error.what()).find(piece), std::string_view::npos)
                << "no \"" << piece << "\" in: " << error.what();
        return;
    }
    ADD_FAILURE() << "no error; expected one with \"" << (pieces.empty() ? "" : pieces.front()) << "\"";
}

}  // namespace alioth::testing
