#include "uncertainty/sampling.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include "core/error.hpp"
#include "numerics/philox.hpp"

namespace alioth::uncertainty {
namespace {

TEST(LatinHypercube, HasOnePointInEachStratum) {
    const UnitPoints points = latin_hypercube(100, 3, 7);
    for (std::size_t d = 0; d < 3; ++d) {
        std::set<int> strata;
        for (std::size_t i = 0; i < 100; ++i) strata.insert(static_cast<int>(points(i, d) * 100));
        EXPECT_EQ(strata.size(), 100U);
    }
}

TEST(LatinHypercube, IsReproducibleAndGrowsByDimension) {
    const UnitPoints two = latin_hypercube(50, 2, 7), three = latin_hypercube(50, 3, 7);
    for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(two(i, 1), three(i, 1));
    EXPECT_NE(latin_hypercube(50, 2, 8).values, two.values);
}

// The order is a random permutation: columns correlate by less than 4/sqrt(n).
TEST(LatinHypercube, DimensionsAreUnrelated) {
    const UnitPoints points = latin_hypercube(10'000, 2, 3);
    double cross = 0;
    for (std::size_t i = 0; i < points.count; ++i) cross += (points(i, 0) - 0.5) * (points(i, 1) - 0.5);
    EXPECT_NEAR(12 * cross / 10'000, 0, 4 / std::sqrt(10'000.0));
}

TEST(Sobol, BeginsAsJoeAndKuo) {
    const UnitPoints points = sobol(4, 3);
    EXPECT_EQ(points.values, (std::vector<double>{0, 0, 0, .5, .5, .5, .75, .25, .25, .25, .75, .75}));
    EXPECT_EQ(sobol(2, 3, {.skip = 2}).values, (std::vector{.75, .25, .25, .25, .75, .75}));
    EXPECT_EQ(sobol(1, 3, {.skip = 1}).values, (std::vector{.5, .5, .5}));
}

// scipy 1.15 stats.qmc.Sobol(64, scramble=False), which reads new-joe-kuo-6.21201: points 5, 100 and 777 in
// dimensions 2, 6, 21, 41 and 64 (counted from 1). Dyadic fractions, hence exact.
TEST(Sobol, AgreesWithScipyInSixtyFourDimensions) {
    const UnitPoints points = sobol(1024, 64);
    const std::size_t dimensions[] = {1, 5, 20, 40, 63};
    const std::pair<std::size_t, std::array<double, 5>> rows[] = {
        {5, {0.875, 0.625, 0.625, 0.375, 0.625}},
        {100, {0.2578125, 0.7421875, 0.7578125, 0.7109375, 0.6484375}},
        {777, {0.9365234375, 0.3564453125, 0.2373046875, 0.7216796875, 0.4267578125}}};
    for (const auto& [point, coordinates] : rows) {
        for (std::size_t k = 0; k < 5; ++k) EXPECT_EQ(points(point, dimensions[k]), coordinates[k]);
    }
}

TEST(Sobol, DigitalShiftKeepsOnePointInEachStratum) {
    const UnitPoints points = sobol(256, 5, {.skip = 0, .shift_seed = 11});
    for (std::size_t d = 0; d < 5; ++d) {
        std::set<int> strata;
        for (std::size_t i = 0; i < 256; ++i) {
            EXPECT_GT(points(i, d), 0);
            EXPECT_LT(points(i, d), 1);
            strata.insert(static_cast<int>(points(i, d) * 256));
        }
        EXPECT_EQ(strata.size(), 256U);
    }
}

TEST(Sobol, RefusesTooManyDimensions) {
    EXPECT_NO_THROW(sobol(1, sobol_dimensions));
    EXPECT_THROW(sobol(1, sobol_dimensions + 1), Error);
    EXPECT_THROW(sobol(0, 1), Error);
}

// Golden: Dirichlet(2, 3, 5) has means .2 .3 .5, variances .01454545 .01909091 .02272727, cov12 -.00545455.
// Means within 4 sd/sqrt(M). A share has a kurtosis below 3.2, so variances within 4 var sqrt(2.2/M), and the
// covariance within 4 sqrt(2 var1 var2/M).
TEST(Dirichlet, HasItsMoments) {
    constexpr int count = 20'000;
    const double concentrations[] = {2, 3, 5}, mean[] = {0.2, 0.3, 0.5};
    const double variance[] = {0.014545454545454545, 0.019090909090909092, 0.022727272727272728};
    double sum[3] = {}, squares[3] = {}, cross = 0;
    for (int i = 0; i < count; ++i) {
        const auto shares = dirichlet(concentrations, 5, numerics::parameter_id("fuel mix"), i);
        EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1, 4e-16);
        for (int k = 0; k < 3; ++k) {
            sum[k] += shares[k] - mean[k];
            squares[k] += (shares[k] - mean[k]) * (shares[k] - mean[k]);
        }
        cross += (shares[0] - mean[0]) * (shares[1] - mean[1]);
    }
    for (int k = 0; k < 3; ++k) {
        EXPECT_NEAR(sum[k] / count, 0, 4 * std::sqrt(variance[k] / count));
        EXPECT_NEAR(squares[k] / count, variance[k], 4 * variance[k] * std::sqrt(2.2 / count));
    }
    EXPECT_NEAR(cross / count, -0.005454545454545455, 4 * std::sqrt(2 * variance[0] * variance[1] / count));
}

TEST(Dirichlet, SurvivesVerySmallConcentrations) {
    const double concentrations[] = {1e-4, 1e-4};
    for (int i = 0; i < 100; ++i) {
        const auto shares = dirichlet(concentrations, 1, 2, i);
        EXPECT_NEAR(shares[0] + shares[1], 1, 1e-15);
    }
}

TEST(DirichletConcentration, HitsTheTargetCv) {
    const double share = 0.2, cv = 0.3, c = dirichlet_concentration(share, cv);
    EXPECT_NEAR(std::sqrt(share * (1 - share) / (c + 1)) / share, cv, 1e-15);
    EXPECT_THROW(dirichlet_concentration(0.5, 1), Error);
    EXPECT_THROW(dirichlet_concentration(1, 0.1), Error);
    EXPECT_THROW(dirichlet({}, 1, 1, 1), Error);
}

// Golden: at rho .6 Kendall's tau is .40966553 and Spearman's rho .58192010.
TEST(RankCorrelation, AgreesWithTheGoldenFile) {
    EXPECT_NEAR(normal_correlation_from_kendall(0.40966552939826684), 0.6, 1e-15);
    EXPECT_NEAR(normal_correlation_from_spearman(0.5819201041240697), 0.6, 1e-15);
    EXPECT_THROW(normal_correlation_from_kendall(1.1), Error);
}

// Uniforms correlate by Spearman's rho; of products of centred uniforms the sd is below 1/12, hence
// 4/sqrt(M).
TEST(GaussianCopula, GivesTheRankCorrelation) {
    const double matrix[] = {1, 0.6, -0.5, 0.6, 1, 0, -0.5, 0, 1};
    const GaussianCopula copula(matrix);
    constexpr int count = 50'000;
    double products[3] = {};
    for (int i = 0; i < count; ++i) {
        double u[3];
        for (int k = 0; k < 3; ++k) u[k] = numerics::uniform(9, k, i);
        copula.correlate(u);
        products[0] += (u[0] - 0.5) * (u[1] - 0.5);
        products[1] += (u[0] - 0.5) * (u[2] - 0.5);
        products[2] += (u[1] - 0.5) * (u[2] - 0.5);
    }
    const auto spearman = [](double rho) { return 6 / std::numbers::pi * std::asin(rho / 2); };
    const double tolerance = 4 / std::sqrt(double{count});
    EXPECT_NEAR(12 * products[0] / count, spearman(0.6), tolerance);
    EXPECT_NEAR(12 * products[1] / count, spearman(-0.5), tolerance);
    EXPECT_NEAR(12 * products[2] / count, 0, tolerance);
}

TEST(GaussianCopula, AllowsFullCorrelation) {
    const double matrix[] = {1, 1, -1, 1, 1, -1, -1, -1, 1};
    double u[] = {0.3, 0.9, 0.1};
    GaussianCopula(matrix).correlate(u);
    EXPECT_NEAR(u[0], 0.3, 1e-15);
    EXPECT_NEAR(u[1], 0.3, 1e-15);
    EXPECT_NEAR(u[2], 0.7, 1e-15);
}

TEST(GaussianCopula, RefusesWhatIsNoCorrelationMatrix) {
    const double impossible[] = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
    const double singular[] = {1, 1, 0.5, 1, 1, 0, 0.5, 0, 1};
    const double skew[] = {1, 0.1, 0.2, 1}, variance[] = {2, 0, 0, 1}, ragged[] = {1, 0};
    for (const std::span<const double> matrix :
         {std::span<const double>(impossible), std::span<const double>(singular),
          std::span<const double>(skew), std::span<const double>(variance),
          std::span<const double>(ragged)}) {
        EXPECT_THROW(GaussianCopula{matrix}, Error);
    }
    double one[] = {0.5};
    const double identity[] = {1, 0, 0, 1};
    EXPECT_THROW(GaussianCopula(identity).correlate(one), Error);
}

// Higham (2002), section 4: the matrix tridiag(1, 1, 1) of order 3; off-diagonals .7607 and .1573 as printed.
TEST(NearestCorrelation, AgreesWithHigham) {
    const double given[] = {1, 1, 0, 1, 1, 1, 0, 1, 1};
    const RepairedCorrelation repaired = nearest_correlation(given);
    EXPECT_NEAR(repaired.matrix[1], 0.7607, 5e-5);
    EXPECT_NEAR(repaired.matrix[5], 0.7607, 5e-5);
    EXPECT_NEAR(repaired.matrix[2], 0.1573, 5e-5);
    EXPECT_NEAR(repaired.distance, 0.5278, 5e-5);
    EXPECT_NEAR(repaired.largest_change, 1 - 0.7607, 5e-5);
    EXPECT_NO_THROW(GaussianCopula{repaired.matrix});
}

// A large inconsistent matrix, as pairwise expert judgements give: the repaired one is singular, and usable.
TEST(NearestCorrelation, RepairsALargeMatrixForUse) {
    constexpr int n = 40;
    std::vector<double> guessed(n * n, 1.0);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < i; ++j) {
            guessed[i * n + j] = guessed[j * n + i] = 2 * numerics::uniform(3, 4, i * n + j) - 1;
        }
    }
    EXPECT_THROW(GaussianCopula{guessed}, Error);
    const RepairedCorrelation repaired = nearest_correlation(guessed);
    EXPECT_GT(repaired.distance, 0.1);
    EXPECT_NO_THROW(GaussianCopula{repaired.matrix});
}

TEST(NearestCorrelation, LeavesACorrelationMatrixAlone) {
    const std::vector<double> fine{1, 0.5, 0.5, 1};
    const RepairedCorrelation repaired = nearest_correlation(fine);
    EXPECT_LT(repaired.distance, 1e-14);
    EXPECT_EQ(repaired.matrix[0], 1);
}

}  // namespace
}  // namespace alioth::uncertainty
