#include "numerics/special.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alioth::numerics {
namespace {

// scipy 1.15 special.ndtri. AS 241 states about 1 in 10^16; the last digits also feel the rounding of p.
TEST(NormalQuantile, AgreesWithCephes) {
    const struct {
        double p, x;
    } cases[] = {{1e-300, -37.0470962993612}, {1e-20, -9.262340089798409},  {1e-5, -4.264890793922825},
                 {0.01, -2.3263478740408408}, {0.075, -1.4395314709384563}, {0.2, -0.8416212335729142},
                 {0.9, 1.2815515655446004},   {0.99999, 4.264890793923841}, {0.975, 1.959963984540054}};
    for (const auto& [p, x] : cases) EXPECT_NEAR(normal_quantile(p), x, 2e-15 * std::abs(x)) << p;
    EXPECT_EQ(normal_quantile(0.5), 0.0);
    EXPECT_DOUBLE_EQ(normal_quantile(0.975), normal_975);
}

TEST(NormalQuantile, IsInfiniteAtTheEndsAndNanOutside) {
    EXPECT_EQ(normal_quantile(0), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(normal_quantile(1), std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(normal_quantile(-0.1)));
    EXPECT_TRUE(std::isnan(normal_quantile(std::nan(""))));
}

TEST(NormalCdf, InvertsTheQuantile) {
    for (const double p : {1e-12, 0.001, 0.3, 0.5, 0.8, 0.999}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 4e-15 * p * std::max(1.0, -std::log(p)));
    }
}

TEST(ChiSquare, TwoDegreesOfFreedomAreExponential) {
    EXPECT_NEAR(chi_square_exceedance(2, 5), std::exp(-2.5), 1e-15);
}

}  // namespace
}  // namespace alioth::numerics
