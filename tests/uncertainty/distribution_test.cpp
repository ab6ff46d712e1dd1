#include "uncertainty/distribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>

#include "core/error.hpp"
#include "numerics/philox.hpp"

namespace alioth::uncertainty {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Known {
    Distribution distribution;
    double mean, sd, q025, q25, q50, q75, q975;
};

// OpenTURNS 1.20, shared/data/golden/dev/openturns_distributions.csv. Its PERT is our pert; its log-normal is
// named with mu and sigma rounded to four digits, hence the median and the GSD here.
const Known known[] = {
    {Distribution::normal(10, 2), 10, 2, 6.0800720309198919, 8.6510204996078368, 10, 11.348979500392163,
     13.919927969080108},
    {Distribution::lognormal_from_median_gsd(std::exp(0.8513), std::exp(0.7033)), 3.0000094690106147,
     2.3998066158310571, 0.59028921319747885, 1.4578042403398159, 2.3426903706920639, 3.7647017487437222,
     9.2974732558720525},
    {Distribution::truncated_normal(1, 0.6, 0, 10), 1.0626818720206348, 0.54165405093966934,
     0.12159393603242263, 0.66065747235701267, 1.0359593097254707, 1.427548840878921, 2.1884972452517082},
    {Distribution::triangular(0, 1, 4), 1.6666666666666667, 0.84983658559879749, 0.31622776601683794, 1,
     1.5505102572168221, 2.2679491924311228, 3.4522774424948337},
    {Distribution::uniform(-1, 3), 1, 1.1547005383792517, -0.9, 0, 1, 2, 2.9},
    {Distribution::beta(2, 3), 0.4, 0.2, 0.067585986488542943, 0.24302208375607628, 0.38572756813238951,
     0.54367828541908025, 0.80587955031675651},
    {Distribution::gamma(4, 0.5), 2, 1, 0.54493268681316254, 1.2676601059500465, 1.836030374425448,
     2.5547137425616899, 4.3836365348711626},
    {Distribution::student(5), 0, 1.2909944487358056, -2.5705818356363155, -0.72668684380042259, 0,
     0.72668684380042259, 2.5705818356363146},
    {Distribution::trapezoid(0, 1, 2, 4), 1.8, 0.85244745683629486, 0.35355339059327379, 1.125, 1.75,
     2.41886116991581, 3.5},
    {Distribution::pert(0, 1, 4), 1.3333333333333333, 0.71269664509979835, 0.21097980210526762,
     0.7750544382158846, 1.2552406818227897, 1.8167222590944629, 2.8656717444723578},
};

// The closed forms agree to rounding; iterated inverses (beta, gamma, Student) to a few units more.
TEST(Distribution, AgreesWithOpenTurns) {
    constexpr double tolerance = 1e-13;
    for (const Known& row : known) {
        SCOPED_TRACE(std::string(row.distribution.form()));
        EXPECT_NEAR(row.distribution.mean(), row.mean, tolerance);
        EXPECT_NEAR(row.distribution.sd(), row.sd, tolerance);
        const std::pair<double, double> quantiles[] = {
            {0.025, row.q025}, {0.25, row.q25}, {0.5, row.q50}, {0.75, row.q75}, {0.975, row.q975}};
        for (const auto& [p, x] : quantiles) {
            EXPECT_NEAR(row.distribution.quantile(p), x, tolerance * std::max(1.0, std::abs(x)));
            EXPECT_NEAR(row.distribution.cdf(x), p, tolerance);
        }
        EXPECT_NEAR(row.distribution.interval().low, row.q025, tolerance);
        EXPECT_NEAR(row.distribution.interval().high, row.q975, tolerance * row.q975);
    }
}

// shared/data/golden/dev/uncertainty_golden.json.
TEST(Distribution, AgreesWithTheGoldenFile) {
    const auto narrow = Distribution::lognormal_from_mean_cv(10, 0.1);
    EXPECT_NEAR(narrow.mean(), 10, 1e-13);
    EXPECT_NEAR(narrow.sd(), 1, 1e-13);
    EXPECT_NEAR(narrow.quantile(0.5), 9.95037190209989, 1e-13);
    EXPECT_NEAR(narrow.quantile(0.025), 8.183344120211215, 1e-13);
    const auto wide = Distribution::lognormal_from_mean_cv(3, 0.8);
    EXPECT_NEAR(wide.quantile(0.025), 0.5902143156546242, 1e-14);
    EXPECT_NEAR(wide.quantile(0.975), 9.297986735482837, 1e-13);

    const auto cut = Distribution::truncated_normal(10, 5, 0, 15);
    EXPECT_NEAR(cut.mean(), 8.851814104543354, 1e-13);
    EXPECT_NEAR(cut.sd(), 3.6047279342952288, 1e-13);
    EXPECT_NEAR(cut.quantile(0.025), 1.4273108246447046, 1e-13);
    EXPECT_NEAR(cut.quantile(0.975), 14.593617273046673, 1e-13);

    const auto left = Distribution::triangular(-1, 0.5, 1);
    EXPECT_NEAR(left.mean(), 1.0 / 6, 1e-15);
    EXPECT_NEAR(left.sd(), 0.42491829279939874, 1e-15);
    EXPECT_NEAR(left.quantile(0.025), -0.7261387212474169, 1e-15);
    EXPECT_NEAR(left.quantile(0.975), 0.841886116991581, 1e-15);
}

TEST(Lognormal, FromIntervalHasThatInterval) {
    const Interval interval = Distribution::lognormal_from_interval(2, 18).interval();
    EXPECT_NEAR(interval.low, 2, 1e-14);
    EXPECT_NEAR(interval.high, 18, 1e-13);
    EXPECT_NEAR(Distribution::lognormal_from_interval(2, 18, 0.9).quantile(0.05), 2, 1e-14);
}

// Far in the upper tail the plain difference of distribution functions would have no digits.
TEST(TruncatedNormal, TailIsTheMirrorImageOfTheOtherTail) {
    const auto upper = Distribution::truncated_normal(0, 1, 5, infinity);
    const auto lower = Distribution::truncated_normal(0, 1, -infinity, -5);
    EXPECT_DOUBLE_EQ(upper.mean(), -lower.mean());
    EXPECT_DOUBLE_EQ(upper.quantile(0.25), -lower.quantile(0.75));
    EXPECT_NEAR(upper.mean(), 5.186503967125859, 1e-9);  // phi(5)/Phi(-5)
    EXPECT_NEAR(upper.cdf(upper.quantile(0.3)), 0.3, 1e-9);
}

TEST(TruncatedNormal, CanKeepItsMean) {
    for (const auto& [mean, scale, low, high] : {std::tuple{10.0, 6.0, 0.0, infinity},
                                                 {1.0, 1.0, 0.0, 10.0},
                                                 {-3.0, 2.0, -infinity, -1.0},
                                                 {0.9, 0.3, 0.0, 1.0},
                                                 {4.0, 1.0, -infinity, infinity}}) {
        const auto kept = Distribution::truncated_normal_keeping_mean(mean, scale, low, high);
        EXPECT_NEAR(kept.mean(), mean, 1e-12);
        EXPECT_GE(kept.quantile(1e-9), low);
        EXPECT_LE(kept.quantile(1 - 1e-9), high);
    }
    EXPECT_THROW(Distribution::truncated_normal_keeping_mean(0.001, 1, 0, infinity), Error);
}

TEST(Discrete, JumpsAtItsValues) {
    const double values[] = {3, 1, 2}, probabilities[] = {0.5, 0.2, 0.3};
    const auto drawn = Distribution::discrete(values, probabilities);
    EXPECT_DOUBLE_EQ(drawn.mean(), 2.3);
    EXPECT_DOUBLE_EQ(drawn.sd(), std::sqrt(0.61));
    EXPECT_EQ(drawn.quantile(0.2), 1);
    EXPECT_EQ(drawn.quantile(0.2000001), 2);
    EXPECT_EQ(drawn.quantile(0.99), 3);
    EXPECT_DOUBLE_EQ(drawn.cdf(2.5), 0.5);
    EXPECT_EQ(drawn.cdf(0), 0);
    EXPECT_EQ(drawn.cdf(3), 1);
}

TEST(Empirical, GivesBackItsSample) {
    const double values[] = {4, 1, 1, 2};
    const auto seen = Distribution::empirical(values);
    EXPECT_DOUBLE_EQ(seen.mean(), 2);
    EXPECT_DOUBLE_EQ(seen.sd(), std::sqrt(1.5));
    EXPECT_DOUBLE_EQ(seen.cdf(1), 0.5);
    EXPECT_EQ(seen.quantile(0.75), 2);
}

TEST(NormalFromHalfWidth, CoversWhatItSays) {
    const auto five_percent = normal_from_half_width(-200, 0.05);
    EXPECT_NEAR(five_percent.interval().low, -210, 1e-12);
    EXPECT_NEAR(five_percent.interval().high, -190, 1e-12);
    EXPECT_NEAR(normal_from_half_width(200, 0.05, 0.9).interval(0.9).high, 210, 1e-12);
    EXPECT_EQ(normal_from_relative_sd(200, 0.05).sd(), 10);
}

TEST(Distribution, WithoutSpreadIsAConstant) {
    for (const auto& certain :
         {Distribution::constant(7), Distribution::normal(7, 0), Distribution::lognormal_from_mean_cv(7, 0),
          Distribution::lognormal_from_median_gsd(7, 1)}) {
        EXPECT_EQ(certain.mean(), 7);
        EXPECT_EQ(certain.sd(), 0);
        EXPECT_EQ(certain.quantile(0.01), 7);
    }
}

// Mean within 4 sd/sqrt(M); sd within 4 sd sqrt((kurtosis - 1)/(4 M)), here with a kurtosis of at most 60
// (the log-normal; the others are below 10); quartiles within 4 sqrt(p (1 - p)/M) in probability.
TEST(Distribution, SamplesHaveItsMoments) {
    constexpr int count = 20'000;
    const std::uint64_t parameter = numerics::parameter_id("emission factor");
    for (const Known& row : known) {
        SCOPED_TRACE(std::string(row.distribution.form()));
        double sum = 0, squares = 0;
        int below = 0;
        for (int i = 0; i < count; ++i) {
            const double x = row.distribution.sample(42, parameter, i);
            sum += x - row.mean;
            squares += (x - row.mean) * (x - row.mean);
            below += x <= row.q25;
        }
        EXPECT_NEAR(sum / count, 0, 4 * row.sd / std::sqrt(double{count}));
        EXPECT_NEAR(std::sqrt(squares / count), row.sd, 4 * row.sd * std::sqrt(59.0 / 4 / count));
        EXPECT_NEAR(below / double{count}, 0.25, 4 * std::sqrt(0.25 * 0.75 / count));
    }
}

TEST(Distribution, RefusesWhatIsNoDistributionAndSaysWhy) {
    const double values[] = {1, 2}, short_of_one[] = {0.5, 0.4}, negative[] = {1.5, -0.5};
    EXPECT_THROW(Distribution::constant(std::nan("")), Error);
    EXPECT_THROW(Distribution::lognormal_from_mean_cv(-1, 0.1), Error);
    EXPECT_THROW(Distribution::lognormal_from_median_gsd(1, 0.9), Error);
    EXPECT_THROW(Distribution::lognormal_from_interval(2, 2), Error);
    EXPECT_THROW(Distribution::triangular(0, 5, 4), Error);
    EXPECT_THROW(Distribution::pert(1, 1, 1), Error);
    EXPECT_THROW(Distribution::uniform(1, 1), Error);
    EXPECT_THROW(Distribution::trapezoid(0, 2, 1, 3), Error);
    EXPECT_THROW(Distribution::beta(0, 1), Error);
    EXPECT_THROW(Distribution::gamma(1, -1), Error);
    EXPECT_THROW(Distribution::student(2), Error);
    EXPECT_THROW(Distribution::truncated_normal(0, 1, 20, 21), Error);
    EXPECT_THROW(Distribution::discrete(values, short_of_one), Error);
    EXPECT_THROW(Distribution::discrete(values, negative), Error);
    EXPECT_THROW(Distribution::empirical({}), Error);
    EXPECT_THROW(Distribution::uniform(0, 1).quantile(1), Error);
    EXPECT_THROW(Distribution::uniform(0, 1).interval(1), Error);
    try {
        Distribution::normal(3, -2);
        FAIL() << "a negative sd was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::input);
        EXPECT_EQ(error.parts().where, "sd");
        EXPECT_EQ(error.parts().found, "-2");
        EXPECT_EQ(error.parts().expected, "a number not below 0");
    }
}

TEST(Interval95, IsNormalUpToThirtyPercentAndLognormalAbove) {
    EXPECT_NEAR(interval95(100, 10).low, 100 - 19.59963984540054, 1e-12);
    EXPECT_NEAR(interval95(100, 10).high, 100 + 19.59963984540054, 1e-12);
    EXPECT_LT(interval95(-10, 20).low, -49);  // a sink has no lognormal
    EXPECT_EQ(interval95(0, 0), (Interval{0, 0}));
    const Interval wide = interval95(3, 2.4),
                   lognormal = Distribution::lognormal_from_mean_cv(3, 0.8).interval();
    EXPECT_NEAR(wide.low, lognormal.low, 1e-14);
    EXPECT_NEAR(wide.high, lognormal.high, 1e-13);
    EXPECT_GT(interval95(1, 5).low, 0);
    EXPECT_THROW(interval95(1, -1), Error);
    EXPECT_THROW(interval95(infinity, 1), Error);
}

}  // namespace
}  // namespace alioth::uncertainty
