#include "numerics/sums.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace alioth::numerics {
namespace {

TEST(CompensatedSum, KeepsWhatCancellationWouldLose) {
    EXPECT_EQ(compensated_sum(std::vector{1.0, 1e100, 1.0, -1e100}), 2.0);  // Neumaier's own example
    EXPECT_EQ(compensated_sum(std::vector{1e16, 1.0, -1e16}), 1.0);
    EXPECT_EQ(compensated_sum({}), 0.0);
}

TEST(CompensatedSum, OfManyTenthsIsExact) {
    const std::vector<double> tenths(1'000'000, 0.1);
    EXPECT_EQ(compensated_sum(tenths), 100'000.0);  // the plain sum is 100000.00000133288
}

TEST(PairwiseSum, OfIntegersIsExact) {
    std::vector<double> integers;
    for (int i = 1; i <= 100'001; ++i) integers.push_back(i);
    EXPECT_EQ(pairwise_sum(integers), 100'001.0 * 50'001.0);
    EXPECT_EQ(pairwise_sum({}), 0.0);
}

TEST(PairwiseSum, ErrorGrowsWithTheLogarithm) {
    const std::vector<double> tenths(1'000'000, 0.1);
    // Higham: (leaf + log2(n/leaf)) units of rounding, here 128 + 13.
    EXPECT_NEAR(pairwise_sum(tenths), 100'000.0, 141 * 1e5 * std::numeric_limits<double>::epsilon());
}

}  // namespace
}  // namespace alioth::numerics
