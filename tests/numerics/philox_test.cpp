#include "numerics/philox.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace alioth::numerics {
namespace {

using Counter = std::array<std::uint32_t, 4>;

// kat_vectors of Random123 (Salmon et al. 2011), lines "philox4x32 10".
TEST(Philox, AgreesWithTheKnownAnswersOfRandom123) {
    EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(philox4x32({ones, ones, ones, ones}, {ones, ones}),
              (Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, DrawIsTheDocumentedFunctionOfSeedParameterAndSample) {
    const auto block = philox4x32({0x55667788, 0x11223344, 0xddeeff00, 0x99aabbcc}, {0x89abcdef, 0x01234567});
    EXPECT_EQ(random_bits(0x0123456789abcdef, 0x99aabbccddeeff00, 0x1122334455667788),
              (std::uint64_t{block[1]} << 32) | block[0]);
}

TEST(OpenUnit, NeverReachesZeroOrOne) {
    EXPECT_EQ(open_unit(0), 0x1p-53);
    EXPECT_EQ(open_unit(~std::uint64_t{0}), 1 - 0x1p-53);
    EXPECT_LT(open_unit(~std::uint64_t{0}), 1.0);
}

// Published FNV-1a 64 test vectors (Noll; RFC 9923, appendix).
TEST(ParameterId, IsFnv1a) {
    EXPECT_EQ(parameter_id(""), 0xcbf29ce484222325);
    EXPECT_EQ(parameter_id("a"), 0xaf63dc4c8601ec8c);
    EXPECT_EQ(parameter_id("foobar"), 0x85944171f73967e8);
    EXPECT_NE(component_id(parameter_id("a"), 0), component_id(parameter_id("a"), 1));
}

// Mean 1/2 +- 4/sqrt(12 M), variance 1/12 +- 4 sqrt(1/180/M), lag and cross correlation +- 4/sqrt(M): four
// sigma.
TEST(Uniform, HasTheMomentsOfIndependentUniforms) {
    constexpr int count = 200'000;
    const std::uint64_t first = parameter_id("coal"), second = parameter_id("gas");
    for (const std::uint64_t seed : {1U, 2U, 20240229U}) {
        double sum = 0, squares = 0, lag = 0, cross = 0;
        for (int i = 0; i < count; ++i) {
            const double x = uniform(seed, first, i) - 0.5;
            sum += x;
            squares += x * x;
            lag += x * (uniform(seed, first, i + 1) - 0.5);
            cross += x * (uniform(seed, second, i) - 0.5);
        }
        EXPECT_NEAR(sum / count, 0, 4 / std::sqrt(12.0 * count));
        EXPECT_NEAR(squares / count, 1.0 / 12, 4 * std::sqrt(1.0 / 180 / count));
        EXPECT_NEAR(12 * lag / count, 0, 4 / std::sqrt(double{count}));
        EXPECT_NEAR(12 * cross / count, 0, 4 / std::sqrt(double{count}));
    }
}

}  // namespace
}  // namespace alioth::numerics
