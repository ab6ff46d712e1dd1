#include "database/fusion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"

namespace alioth::database {
namespace {

std::string why_not(const FusionProblem& problem, Fault expected) {
    try {
        reconcile(problem);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), expected) << error.what();
        return error.parts().where;
    }
    ADD_FAILURE() << "reconciled";
    return {};
}

TEST(Fusion, TwoSourcesGiveTheInverseVarianceMean) {
    const FusionResult result = reconcile({{"CHN CO2"}, {{0, "A", 10, 1}, {0, "B", 13, 2}}, {}});
    EXPECT_DOUBLE_EQ(result.values[0], 10.6);  // (10 + 13/4)/(1 + 1/4)
    EXPECT_DOUBLE_EQ(result.sds[0], 1 / std::sqrt(1.25));
    EXPECT_DOUBLE_EQ(result.chi_square, 9.0 / 5);  // (13 - 10)^2/(1 + 4)
    EXPECT_EQ(result.degrees_of_freedom, 1U);
    EXPECT_NEAR(result.p_value, std::erfc(std::sqrt(0.9)), 1e-14);
    EXPECT_NEAR(result.residuals[0].z, -3 / std::sqrt(5.0), 1e-13);
    EXPECT_NEAR(result.residuals[1].z, 3 / std::sqrt(5.0), 1e-13);
    EXPECT_TRUE(result.conflicts.empty());
}

// One exact constraint: the gap of 6 is shared by variance, 1 : 4 : 1 (the total, with the other sign).
TEST(Fusion, ConstraintSharesTheGapByVariance) {
    const FusionProblem problem{{"coal", "gas", "total"},
                                {{0, "A", 40, 1}, {1, "A", 20, 2}, {2, "B", 66, 1}},
                                {{"fuels", {{0, 1}, {1, 1}, {2, -1}}, 0, 0}}};
    const FusionResult result = reconcile(problem, {.threshold = 3, .covariance = true});
    EXPECT_NEAR(result.values[0], 41, 1e-12);
    EXPECT_NEAR(result.values[1], 24, 1e-12);
    EXPECT_NEAR(result.values[2], 65, 1e-12);
    EXPECT_NEAR(result.values[0] + result.values[1] - result.values[2], 0, 1e-12 * 65);
    EXPECT_NEAR(result.sds[0], std::sqrt(1 - 1 / 6.0), 1e-14);  // V - V^2/(sum V)
    EXPECT_NEAR(result.sds[1], std::sqrt(4 - 16 / 6.0), 1e-14);
    EXPECT_NEAR(result.chi_square, 6, 1e-12);  // gap^2/(sum V)
    EXPECT_EQ(result.degrees_of_freedom, 1U);
    for (const Residual& residual : result.residuals)
        EXPECT_NEAR(std::abs(residual.z), std::sqrt(6.0), 1e-12);
    // The covariance is that of figures that add up exactly.
    ASSERT_EQ(result.covariance.size(), 9U);
    const auto covariance = [&](int i, int j) { return result.covariance[3 * i + j]; };
    EXPECT_NEAR(covariance(0, 1), -4 / 6.0, 1e-14);
    for (int j = 0; j < 3; ++j) EXPECT_NEAR(covariance(0, j) + covariance(1, j) - covariance(2, j), 0, 1e-14);
    EXPECT_TRUE(result.conflicts.empty());  // z = 2.45 < 3
}

TEST(Fusion, ConflictsAreListedWithBothSidesNotAveragedAway) {
    const FusionResult result = reconcile({{"coal", "gas"},
                                           {{0, "A", 10, 1}, {0, "B", 20, 1}, {1, "A", 5, 1}},
                                           {{"total", {{0, 1}, {1, 1}}, 40, 0}}});
    ASSERT_EQ(result.conflicts.size(), 5U);  // the constraint, the pair and three observations
    const Conflict& worst = result.conflicts.front();
    EXPECT_EQ(worst.kind, Conflict::Kind::constraint);
    EXPECT_EQ(worst.subject, "total");
    EXPECT_DOUBLE_EQ(worst.first_value, 20);
    EXPECT_DOUBLE_EQ(worst.second_value, 40);
    EXPECT_NEAR(worst.z, -20 / std::sqrt(1.5), 1e-12);
    const auto pair = std::find_if(result.conflicts.begin(), result.conflicts.end(),
                                   [](const Conflict& one) { return one.kind == Conflict::Kind::pair; });
    ASSERT_NE(pair, result.conflicts.end());
    EXPECT_EQ(pair->subject, "coal");
    EXPECT_EQ(pair->first_source + "|" + pair->second_source, "A|B");
    EXPECT_EQ(pair->first_value, 10);
    EXPECT_EQ(pair->second_value, 20);
    EXPECT_NEAR(pair->z, -10 / std::sqrt(2.0), 1e-13);
    EXPECT_LT(result.p_value, 1e-6);
}

TEST(Fusion, UnobservedQuantityComesFromTheConstraint) {
    const FusionResult result = reconcile({{"coal", "other", "total"},
                                           {{0, "A", 40, 3}, {2, "B", 65, 4}},
                                           {{"sum", {{0, 1}, {1, 1}, {2, -1}}, 0, 0}}},
                                          {.covariance = true});
    EXPECT_NEAR(result.values[1], 25, 1e-12);
    EXPECT_NEAR(result.sds[1], 5, 1e-12);
    EXPECT_NEAR(result.sds[0], 3, 1e-12);  // nothing is learnt of the others
    EXPECT_NEAR(result.covariance[3 * 1 + 0], -9, 1e-12);
    EXPECT_NEAR(result.covariance[3 * 1 + 1], 25, 1e-12);
    EXPECT_NEAR(result.covariance[3 * 2 + 1], 16, 1e-12);
    EXPECT_EQ(result.degrees_of_freedom, 0U);
    EXPECT_NEAR(result.chi_square, 0, 1e-20);
    EXPECT_EQ(result.residuals[0].z, 0);
}

// A total with an error is one more observation: x0 = 10 +- 1 against 13 +- 2.
TEST(Fusion, UncertainConstraintIsAnObservation) {
    const FusionResult result = reconcile({{"x"}, {{0, "A", 10, 1}}, {{"sum", {{0, 1}}, 13, 2}}});
    EXPECT_NEAR(result.values[0], 10.6, 1e-13);
    EXPECT_NEAR(result.sds[0], 1 / std::sqrt(1.25), 1e-14);
    EXPECT_NEAR(result.chi_square, 1.8, 1e-12);
    EXPECT_EQ(result.degrees_of_freedom, 1U);
}

TEST(Fusion, RepeatedConstraintChangesNothing) {
    FusionProblem problem{{"a", "b"}, {{0, "A", 4, 1}, {1, "A", 5, 2}}, {{"sum", {{0, 1}, {1, 1}}, 10, 0}}};
    const FusionResult once = reconcile(problem);
    problem.constraints.push_back({"sum again", {{0, 2}, {1, 2}}, 20, 0});
    const FusionResult twice = reconcile(problem);
    for (int j = 0; j < 2; ++j) {
        EXPECT_NEAR(twice.values[j], once.values[j], 1e-12);
        EXPECT_NEAR(twice.sds[j], once.sds[j], 1e-12);
    }
    EXPECT_EQ(twice.degrees_of_freedom, once.degrees_of_freedom);
}

// 300 countries in tonnes (up to 1e9), a world and a region total. Closure is exact to 1e-12; and totals
// known to 1e-7 instead of exactly, which pass through the other branch of the solver, give the same values
// to 1e-6.
TEST(Fusion, ManyQuantitiesCloseExactly) {
    FusionProblem problem;
    SumConstraint world{"world", {}, 0, 0}, region{"region", {}, 0, 0};
    double sum = 0;
    for (std::size_t j = 0; j < 300; ++j) {
        const double value = 1e6 * static_cast<double>((j * 7919) % 1000 + 1);
        problem.quantities.push_back("country " + std::to_string(j));
        problem.observations.push_back({j, "A", value, 0.05 * value});
        if (j % 2 == 0) problem.observations.push_back({j, "B", 1.04 * value, 0.1 * value});
        world.terms.push_back({j, 1});
        if (j < 50) region.terms.push_back({j, 1});
        sum += value;
    }
    world.total = 1.02 * sum;
    region.total = 0.15 * sum;
    problem.constraints = {world, region};
    const FusionResult exact = reconcile(problem);
    EXPECT_NEAR(std::accumulate(exact.values.begin(), exact.values.end(), 0.0), world.total,
                1e-12 * world.total);
    EXPECT_NEAR(std::accumulate(exact.values.begin(), exact.values.begin() + 50, 0.0), region.total,
                1e-12 * region.total);
    EXPECT_EQ(exact.degrees_of_freedom, 152U);

    for (SumConstraint& rule : problem.constraints) rule.sd = 1e-7 * rule.total;
    const FusionResult almost = reconcile(problem);
    for (std::size_t j = 0; j < 300; ++j)
        EXPECT_NEAR(almost.values[j], exact.values[j], 1e-6 * exact.values[j]);
}

TEST(Fusion, NamesTheQuantityThatNothingDetermines) {
    EXPECT_EQ(why_not({{"coal", "peat"}, {{0, "A", 1, 1}}, {}}, Fault::no_solution), "peat");
    EXPECT_EQ(why_not({{"coal", "peat"}, {{0, "A", 1, 1}}, {{"c", {{0, 1}}, 1, 0}}}, Fault::no_solution),
              "peat");
    const std::string one_of_two =
        why_not({{"coal", "peat", "wood"}, {{0, "A", 1, 1}}, {{"c", {{0, 1}, {1, 1}, {2, 1}}, 3, 0}}},
                Fault::no_solution);
    EXPECT_TRUE(one_of_two == "peat" || one_of_two == "wood") << one_of_two;
}

TEST(Fusion, NamesExactConstraintsThatContradict) {
    const FusionProblem problem{{"a", "b"},
                                {{0, "A", 4, 1}, {1, "A", 5, 1}},
                                {{"ten", {{0, 1}, {1, 1}}, 10, 0}, {"eleven", {{0, 1}, {1, 1}}, 11, 0}}};
    const std::string where = why_not(problem, Fault::no_solution);
    EXPECT_TRUE(where == "constraint ten" || where == "constraint eleven") << where;
}

TEST(Fusion, RefusesMalformedProblems) {
    why_not({{}, {}, {}}, Fault::input);
    why_not({{"a"}, {{1, "A", 1, 1}}, {}}, Fault::input);
    EXPECT_EQ(why_not({{"a"}, {{0, "EDGAR", 1, 0}}, {}}, Fault::input), "observation from EDGAR");
    why_not({{"a"}, {{0, "A", std::nan(""), 1}}, {}}, Fault::input);
    why_not({{"a"}, {{0, "A", 1, 1}}, {{"empty", {}, 1, 0}}}, Fault::input);
    why_not({{"a"}, {{0, "A", 1, 1}}, {{"c", {{0, 1}}, 1, -1}}}, Fault::input);
}

}  // namespace
}  // namespace alioth::database
