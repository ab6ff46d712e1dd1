#include "uncertainty/budget.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "numerics/philox.hpp"

namespace alioth::uncertainty {
namespace {

constexpr std::uint64_t coal = numerics::parameter_id("coal factor");
constexpr std::uint64_t gas = numerics::parameter_id("gas factor");

TEST(ErrorBudget, AddsOneSourceLinearlyAndDifferentSourcesInQuadrature) {
    ErrorBudget budget;
    EXPECT_EQ(budget.sd(), 0);
    budget.add(coal, 1);
    budget.add(coal, 2);
    budget.add(gas, 4);
    EXPECT_EQ(budget.sd(), 5);
    EXPECT_EQ(budget.contribution(coal), 3);
    EXPECT_EQ(budget.contribution(7), 0);
}

TEST(ErrorBudget, KeepsTheSign) {
    ErrorBudget production, exports;
    production.add(coal, 3);
    production.add(gas, 4);
    exports.add(coal, 3);
    production.add(exports, -1);
    EXPECT_EQ(production.sd(), 4);
    production.add(production);
    EXPECT_EQ(production.sd(), 8);
}

TEST(ErrorBudget, GoesOnBeyondItsInlineSources) {
    ErrorBudget budget;
    for (std::uint64_t round = 0; round < 2; ++round) {
        for (std::uint64_t source = 0; source < 100; ++source) budget.add(source, 0.5);
    }
    EXPECT_EQ(budget.sources(), 100U);
    EXPECT_EQ(budget.sd(), 10);
    EXPECT_EQ(budget.contribution(99), 1);
    ErrorBudget twice = budget;
    twice.add(budget);
    EXPECT_EQ(twice.sd(), 20);
}

TEST(SdOfSum, IsTheClosedForm) {
    const LinearTerm terms[] = {{coal, 2, 1}, {coal, -1, 5}, {gas, 0.5, 8}};
    EXPECT_EQ(sd_of_sum(terms), 5);  // (2 - 5)^2 + 4^2
}

}  // namespace
}  // namespace alioth::uncertainty
