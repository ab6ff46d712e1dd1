#include "uncertainty/propagate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

#include "core/error.hpp"
#include "numerics/special.hpp"

namespace alioth::uncertainty {
namespace {

const Model total = [](std::span<const double> x) { return std::accumulate(x.begin(), x.end(), 0.0); };

std::vector<Input> four(const Distribution& distribution) {
    return {{"x1", distribution}, {"x2", distribution}, {"x3", distribution}, {"x4", distribution}};
}

// 4 sqrt(p(1-p)/M)/f(q) with the density f of the sum at its 97.5 % quantile.
double quantile_tolerance(double p, double density, std::size_t samples) {
    return 4 * std::sqrt(p * (1 - p) / static_cast<double>(samples)) / density;
}

// JCGM 101:2008, 9.2.2: exactly u = 2, 95 % interval +-3.919928. Mean 4u/sqrt(M), u 4u/sqrt(2M).
TEST(Propagate, FourNormals) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Summary sum =
            propagate(total, four(Distribution::normal(0, 1)), {.seed = seed, .samples = 100'000});
        EXPECT_NEAR(sum.mean, 0, 8 / std::sqrt(1e5));
        EXPECT_NEAR(sum.sd, 2, 8 / std::sqrt(2e5));
        const double tolerance = quantile_tolerance(0.025, numerics::normal_density(1.959964) / 2, 100'000);
        EXPECT_NEAR(sum.interval.low, -3.9199279690801085, tolerance);
        EXPECT_NEAR(sum.interval.high, 3.9199279690801085, tolerance);
        EXPECT_NEAR(sum.quantiles[2], 3.9199279690801085, tolerance);
        EXPECT_LE(sum.shortest.high - sum.shortest.low, sum.interval.high - sum.interval.low);
    }
}

// 9.2.3: exactly +-2 sqrt(3) (2 - (3/5)^(1/4)). Near its end the density of the sum of four rectangles of
// half-width sqrt(3) is (4 sqrt(3) - x)^3/(6 (2 sqrt(3))^4).
TEST(Propagate, FourRectangles) {
    const double exact = 2 * std::sqrt(3.0) * (2 - std::pow(0.6, 0.25)), edge = std::sqrt(3.0);
    const Summary sum = propagate(total, four(Distribution::uniform(-edge, edge)), {.samples = 100'000});
    const double density = std::pow(4 * edge - exact, 3) / (6 * std::pow(2 * edge, 4));
    EXPECT_NEAR(sum.sd, 2, 8 / std::sqrt(2e5));
    EXPECT_NEAR(sum.interval.low, -exact, quantile_tolerance(0.025, density, 100'000));
    EXPECT_NEAR(sum.interval.high, exact, quantile_tolerance(0.025, density, 100'000));
}

// Ishigami, a = 7, b = 0.1: mean 3.5, variance 13.844587940719254 (uncertainty_golden.json).
TEST(Propagate, Ishigami) {
    constexpr double pi = 3.14159265358979323846;
    const std::vector<Input> inputs = {{"a", Distribution::uniform(-pi, pi)},
                                       {"b", Distribution::uniform(-pi, pi)},
                                       {"c", Distribution::uniform(-pi, pi)}};
    const Model ishigami = [](std::span<const double> x) {
        return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
    };
    const Summary result = propagate(ishigami, inputs, {.samples = 50'000});
    const double u = std::sqrt(13.844587940719254);
    EXPECT_NEAR(result.mean, 3.5, 4 * u / std::sqrt(5e4));
    EXPECT_NEAR(result.sd, u, 4 * u / std::sqrt(2 * 5e4));
}

TEST(Propagate, DoesNotDependOnThreadsToTheLastBit) {
    const auto inputs = four(Distribution::lognormal_from_mean_cv(5, 0.4));
    const Summary one = propagate(total, inputs, {.samples = 10'001, .threads = 1});
    for (const unsigned threads : {2U, 3U, 8U}) {
        const Summary many = propagate(total, inputs, {.samples = 10'001, .threads = threads});
        EXPECT_EQ(many.mean, one.mean);
        EXPECT_EQ(many.sd, one.sd);
        EXPECT_EQ(many.interval, one.interval);
        EXPECT_EQ(many.shortest, one.shortest);
        EXPECT_EQ(many.quantiles, one.quantiles);
    }
}

TEST(Propagate, OneNameIsOneDrawInEveryModel) {
    const auto normal = Distribution::normal(1, 1);
    const std::vector<Input> alone = {{"factor", normal}},
                             with_others = {{"other", normal}, {"factor", normal}};
    const Model first = [](std::span<const double> x) { return x[0]; };
    const Model second = [](std::span<const double> x) { return x[1]; };
    EXPECT_EQ(propagate(first, alone).mean, propagate(second, with_others).mean);
    EXPECT_NE(propagate(first, alone).mean, propagate(first, alone, {.seed = 2}).mean);
}

TEST(Propagate, SeveralOutputsShareTheirSamples) {
    const VectorModel model = [](std::span<const double> x, std::span<double> y) {
        y[0] = x[0];
        y[1] = 2 * x[0] + 1;
    };
    const std::vector<Input> inputs = {{"x", Distribution::normal(3, 1)}};
    const auto results = propagate(model, 2, inputs, {.samples = 1000});
    EXPECT_NEAR(results[1].mean, 2 * results[0].mean + 1, 1e-12);
    EXPECT_NEAR(results[1].sd, 2 * results[0].sd, 1e-12);
    EXPECT_DOUBLE_EQ(results[1].interval.low, 2 * results[0].interval.low + 1);
}

// Fully correlated: u = 3 + 4; opposed: 4 - 3; at rho 0.5 sqrt(9 + 16 + 12).
TEST(Propagate, TakesACorrelation) {
    const std::vector<Input> inputs = {{"a", Distribution::normal(0, 3)}, {"b", Distribution::normal(0, 4)}};
    for (const double rho : {1.0, -1.0, 0.5}) {
        const double exact = std::sqrt(25 + 24 * rho);
        const Summary sum = propagate(total, inputs, {.samples = 40'000, .correlation = {1, rho, rho, 1}});
        EXPECT_NEAR(sum.sd, exact, 4 * exact / std::sqrt(8e4));
    }
}

TEST(Propagate, AdaptsUntilTheDigitsAreStable) {
    const auto inputs = four(Distribution::normal(0, 1));
    const Summary coarse = propagate(total, inputs, {.significant_digits = 1});
    EXPECT_TRUE(coarse.stable);
    EXPECT_EQ(coarse.samples % 10'000, 0U);
    EXPECT_NEAR(coarse.sd, 2, 0.5);  // delta of one digit of 2
    const Summary cut = propagate(total, inputs, {.significant_digits = 3, .max_samples = 20'000});
    EXPECT_FALSE(cut.stable);
    EXPECT_EQ(cut.samples, 20'000U);
    const Summary certain = propagate(total, four(Distribution::constant(2)), {.significant_digits = 2});
    EXPECT_TRUE(certain.stable);
    EXPECT_EQ(certain.sd, 0);
}

TEST(Propagate, CanBeInterrupted) {
    std::size_t calls = 0;
    const PropagateOptions options{.samples = 100'000,
                                   .progress = [&calls](std::size_t done, std::size_t all) {
                                       EXPECT_LE(done, all);
                                       return ++calls < 3;
                                   }};
    // Slow enough that the other threads cannot finish before the calling thread's third block.
    const Model slow = [](std::span<const double> x) {
        std::this_thread::sleep_for(std::chrono::microseconds(10));
        return x[0];
    };
    try {
        propagate(slow, four(Distribution::normal(0, 1)), options);
        FAIL() << "not interrupted";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::interrupted);
    }
    EXPECT_EQ(calls, 3U);
}

TEST(Propagate, NamesTheFirstBadSampleForAnyNumberOfThreads) {
    const Model root = [](std::span<const double> x) { return std::sqrt(x[0]); };
    const std::vector<Input> inputs = {{"x", Distribution::normal(3, 1)}};
    std::string first;
    for (const unsigned threads : {1U, 2U, 4U}) {
        try {
            propagate(root, inputs, {.samples = 20'000, .threads = threads});
            FAIL() << "a NaN was averaged";
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::input);
            if (first.empty()) first = error.what();
            EXPECT_EQ(error.what(), first);
        }
    }
}

TEST(Propagate, RefusesWrongUsage) {
    const auto normal = Distribution::normal(0, 1);
    const std::vector<Input> twice = {{"x", normal}, {"x", normal}}, once = {{"x", normal}};
    EXPECT_THROW(propagate(total, twice), Error);
    EXPECT_THROW(propagate(total, once, {.samples = 39}), Error);
    EXPECT_THROW(propagate(total, once, {.coverage = 1}), Error);
    EXPECT_THROW(propagate(total, once, {.quantiles = {0}}), Error);
    EXPECT_THROW(propagate(total, once, {.correlation = {1, 0, 0, 1}}), Error);
    EXPECT_THROW(propagate(total, once, {.significant_digits = 0}), Error);
    EXPECT_THROW(propagate(VectorModel{}, 0, once), Error);
}

// JCGM 101, 7.7: M = 100, p = 0.95: q = 95, r = 3 (half of 5, rounded), from the 3rd to the 98th value.
TEST(Summarise, ReadsTheIntervalsOffTheOrderStatistics) {
    std::vector<double> values(100);
    std::iota(values.rbegin(), values.rend(), 1.0);
    const double quartiles[] = {0.25, 0.5};
    const Summary plain = summarise(values, 0.95, quartiles);
    EXPECT_EQ(plain.mean, 50.5);
    EXPECT_DOUBLE_EQ(plain.sd, std::sqrt(100 * 101 / 12.0));
    EXPECT_EQ(plain.interval, (Interval{3, 98}));
    EXPECT_EQ(plain.quantiles, (std::vector{25.75, 50.5}));
    values[0] = 1e6;  // the largest, 100, far out: the shortest interval leaves it and ties keep the lowest
    EXPECT_EQ(summarise(values, 0.95, {}).shortest, (Interval{1, 96}));
    EXPECT_THROW(summarise(std::vector{1.0, 2.0}, 0.95, {}), Error);
}

}  // namespace
}  // namespace alioth::uncertainty
