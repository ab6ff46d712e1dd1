#include "uncertainty/interval.hpp"

#include <cmath>

#include "numerics/special.hpp"
#include "uncertainty/check.hpp"

namespace alioth::uncertainty {

Interval interval95(double mean, double sd) {
    require_finite("95 % interval", "mean", mean);
    require_not_negative("95 % interval", "sd", sd);
    constexpr double largest_normal = 0.30;
    const double half_width = numerics::normal_975 * sd;
    if (mean <= 0 || half_width <= largest_normal * mean) return {mean - half_width, mean + half_width};
    const double cv = sd / mean;
    const double log_variance = std::log1p(cv * cv);
    const double log_median = std::log(mean) - log_variance / 2;
    const double log_half_width = numerics::normal_975 * std::sqrt(log_variance);
    return {std::exp(log_median - log_half_width), std::exp(log_median + log_half_width)};
}

}  // namespace alioth::uncertainty
