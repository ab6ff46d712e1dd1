#include "uncertainty/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "numerics/philox.hpp"
#include "numerics/special.hpp"
#include "numerics/sums.hpp"
#include "uncertainty/check.hpp"

namespace alioth::uncertainty {
namespace {

using namespace forms;

struct Moments {
    double mean, sd;
};

// Each form answers the same three questions; the overloads are chosen by std::visit.

Moments moments(const Constant& form) {
    return {form.value, 0};
}
double quantile_of(const Constant& form, double) {
    return form.value;
}
double cdf_of(const Constant& form, double x) {
    return x < form.value ? 0 : 1;
}

Moments moments(const Normal& form) {
    return {form.mean, form.sd};
}
double quantile_of(const Normal& form, double p) {
    return form.mean + form.sd * numerics::normal_quantile(p);
}
double cdf_of(const Normal& form, double x) {
    return numerics::normal_cdf((x - form.mean) / form.sd);
}

/// The standardised bounds, reflected to the left where they lie right of the centre: probabilities in the
/// lower tail keep their digits, those near 1 lose them.
struct StandardBounds {
    double low, high;
    bool reflected;

    explicit StandardBounds(const TruncatedNormal& form)
        : low((form.low - form.location) / form.scale),
          high((form.high - form.location) / form.scale),
          reflected(low > 0) {
        if (reflected) low = -std::exchange(high, -low);
    }
    double probability() const { return numerics::normal_cdf(high) - numerics::normal_cdf(low); }
};

/// x times the standard normal density, 0 at infinity.
double density_moment(double x) {
    return std::isinf(x) ? 0 : x * numerics::normal_density(x);
}

/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), equations 13.134-13.135.
Moments moments(const TruncatedNormal& form) {
    const StandardBounds bounds(form);
    const double probability = bounds.probability();
    const double shift =
        (numerics::normal_density(bounds.low) - numerics::normal_density(bounds.high)) / probability;
    const double spread = (density_moment(bounds.low) - density_moment(bounds.high)) / probability;
    const double variance = std::max(0.0, 1 + spread - shift * shift);
    const double mean = form.location + form.scale * (bounds.reflected ? -shift : shift);
    return {std::clamp(mean, form.low, form.high), form.scale * std::sqrt(variance)};
}

double quantile_of(const TruncatedNormal& form, double p) {
    const StandardBounds bounds(form);
    const double share = bounds.reflected ? 1 - p : p;
    const double z =
        numerics::normal_quantile(numerics::normal_cdf(bounds.low) + share * bounds.probability());
    const double x = form.location + form.scale * (bounds.reflected ? -z : z);
    return std::clamp(x, form.low, form.high);
}

double cdf_of(const TruncatedNormal& form, double x) {
    if (x <= form.low) return 0;
    if (x >= form.high) return 1;
    const StandardBounds bounds(form);
    const double z = (x - form.location) / form.scale;
    const double below = numerics::normal_cdf(bounds.reflected ? -z : z) - numerics::normal_cdf(bounds.low);
    const double share = below / bounds.probability();
    return bounds.reflected ? 1 - share : share;
}

Moments moments(const Lognormal& form) {
    const double variance = form.log_sd * form.log_sd;
    const double mean = std::exp(form.log_median + variance / 2);
    return {mean, mean * std::sqrt(std::expm1(variance))};
}
double quantile_of(const Lognormal& form, double p) {
    return std::exp(form.log_median + form.log_sd * numerics::normal_quantile(p));
}
double cdf_of(const Lognormal& form, double x) {
    return x <= 0 ? 0 : numerics::normal_cdf((std::log(x) - form.log_median) / form.log_sd);
}

/// The height of the flat part.
double height(const Trapezoid& form) {
    return 2 / ((form.d - form.a) + (form.c - form.b));
}

/// Moments about the left edge, so that a support far from zero costs no digits. Kacker and Lawrence,
/// Metrologia 44 (2007) 117-127.
Moments moments(const Trapezoid& form) {
    const double b = form.b - form.a, c = form.c - form.a, d = form.d - form.a;
    const double first = height(form) / 6 * (d * d + d * c + c * c - b * b);
    const double second = height(form) / 12 * (d * d * d + d * d * c + d * c * c + c * c * c - b * b * b);
    return {form.a + first, std::sqrt(second - first * first)};
}

double quantile_of(const Trapezoid& form, double p) {
    const double top = height(form);
    const double rising = top * (form.b - form.a) / 2, falling = top * (form.d - form.c) / 2;
    if (p < rising) return form.a + std::sqrt(2 * p * (form.b - form.a) / top);
    if (1 - p < falling) return form.d - std::sqrt(2 * (1 - p) * (form.d - form.c) / top);
    return form.b + (p - rising) / top;
}

double cdf_of(const Trapezoid& form, double x) {
    if (x <= form.a) return 0;
    if (x >= form.d) return 1;
    const double top = height(form);
    if (x < form.b) return top / 2 * (x - form.a) * (x - form.a) / (form.b - form.a);
    if (x > form.c) return 1 - top / 2 * (form.d - x) * (form.d - x) / (form.d - form.c);
    return top / 2 * ((x - form.a) + (x - form.b));
}

Moments moments(const Beta& form) {
    const double sum = form.alpha + form.beta, width = form.high - form.low;
    return {form.low + width * form.alpha / sum, width / sum * std::sqrt(form.alpha * form.beta / (sum + 1))};
}
double quantile_of(const Beta& form, double p) {
    return form.low + (form.high - form.low) * numerics::beta_quantile(form.alpha, form.beta, p);
}
double cdf_of(const Beta& form, double x) {
    const double share = std::clamp((x - form.low) / (form.high - form.low), 0.0, 1.0);
    return numerics::beta_cdf(form.alpha, form.beta, share);
}

Moments moments(const Gamma& form) {
    return {form.shape * form.scale, std::sqrt(form.shape) * form.scale};
}
double quantile_of(const Gamma& form, double p) {
    return form.scale * numerics::gamma_quantile(form.shape, p);
}
double cdf_of(const Gamma& form, double x) {
    return x <= 0 ? 0 : numerics::gamma_cdf(form.shape, x / form.scale);
}

Moments moments(const Student& form) {
    return {form.location, form.scale * std::sqrt(form.freedom / (form.freedom - 2))};
}
double quantile_of(const Student& form, double p) {
    return form.location + form.scale * numerics::student_quantile(form.freedom, p);
}
double cdf_of(const Student& form, double x) {
    return numerics::student_cdf(form.freedom, (x - form.location) / form.scale);
}

Moments moments(const Discrete& form) {
    return {form.mean, form.sd};
}
double quantile_of(const Discrete& form, double p) {
    const auto found = std::lower_bound(form.cumulative.begin(), form.cumulative.end(), p);
    return form.values[static_cast<std::size_t>(found - form.cumulative.begin())];
}
double cdf_of(const Discrete& form, double x) {
    const auto above = std::upper_bound(form.values.begin(), form.values.end(), x);
    return above == form.values.begin() ? 0 : form.cumulative[above - form.values.begin() - 1];
}

void require_rising(std::string_view subject, std::string_view name, double value, double at_least) {
    if (!std::isfinite(value) || value < at_least) {
        reject(subject, name, value, "a finite number not below " + std::to_string(at_least));
    }
}

/// Checks finite edges of positive width.
void require_support(std::string_view subject, double low, double high, std::string_view low_name,
                     std::string_view high_name) {
    require_finite(subject, low_name, low);
    require_rising(subject, high_name, high, low);
    if (!(high > low)) reject(subject, high_name, high, "more than " + std::string(low_name));
}

void require_points(std::string_view subject, std::size_t count) {
    if (count == 0) reject(subject, "number of values", 0, "at least one value");
}

TruncatedNormal checked(const TruncatedNormal& form) {
    constexpr std::string_view subject = "truncated normal distribution";
    require_finite(subject, "location", form.location);
    require_positive(subject, "scale", form.scale);
    if (std::isnan(form.low)) reject(subject, "low", form.low, "a number or minus infinity");
    if (!(form.high > form.low)) reject(subject, "high", form.high, "more than low");
    // Beyond this the differences of the normal distribution function have no digits left.
    constexpr double least_probability = 1e-9;
    const double held = StandardBounds(form).probability();
    if (held < least_probability) {
        reject(subject, "probability between low and high", held, "at least 1e-9 of the untruncated normal");
    }
    return form;
}

}  // namespace

Distribution Distribution::constant(double value) {
    require_finite("constant", "value", value);
    return {"constant", Constant{value}};
}

Distribution Distribution::normal(double mean, double sd) {
    require_finite("normal distribution", "mean", mean);
    require_not_negative("normal distribution", "sd", sd);
    if (sd == 0) return {"normal", Constant{mean}};
    return {"normal", Normal{mean, sd}};
}

Distribution Distribution::truncated_normal(double location, double scale, double low, double high) {
    return {"truncated_normal", checked({location, scale, low, high})};
}

Distribution Distribution::truncated_normal_keeping_mean(double mean, double scale, double low, double high) {
    constexpr std::string_view subject = "truncated normal distribution";
    require_finite(subject, "mean", mean);
    require_positive(subject, "scale", scale);
    if (!(mean > low && mean < high)) reject(subject, "mean", mean, "a number between low and high");
    // The mean after truncation rises with the location; outside +-6 scales of the bounds nothing is left of
    // it.
    constexpr double reach = 6;
    const auto mean_at = [&](double location) {
        return moments(TruncatedNormal{location, scale, low, high}).mean;
    };
    double left = std::isfinite(low) ? low - reach * scale : mean;
    double right = std::isfinite(high) ? high + reach * scale : mean;
    if (mean < mean_at(left) || mean > mean_at(right)) {
        reject(subject, "mean", mean, "a mean farther from the bounds, or a smaller scale");
    }
    for (double middle = std::midpoint(left, right); middle > left && middle < right;
         middle = std::midpoint(left, right)) {
        (mean_at(middle) < mean ? left : right) = middle;
    }
    return {"truncated_normal", checked({right, scale, low, high})};
}

Distribution Distribution::lognormal_from_mean_cv(double mean, double cv) {
    require_positive("lognormal distribution", "mean", mean);
    require_not_negative("lognormal distribution", "cv", cv);
    if (cv == 0) return {"lognormal", Constant{mean}};
    const double variance = std::log1p(cv * cv);
    return {"lognormal", Lognormal{std::log(mean) - variance / 2, std::sqrt(variance)}};
}

Distribution Distribution::lognormal_from_median_gsd(double median, double gsd) {
    require_positive("lognormal distribution", "median", median);
    require_rising("lognormal distribution", "gsd", gsd, 1);
    if (gsd == 1) return {"lognormal", Constant{median}};
    return {"lognormal", Lognormal{std::log(median), std::log(gsd)}};
}

Distribution Distribution::lognormal_from_interval(double low, double high, double coverage) {
    constexpr std::string_view subject = "lognormal distribution";
    require_positive(subject, "low", low);
    require_support(subject, low, high, "low", "high");
    require_probability(subject, "coverage", coverage);
    const double z = numerics::normal_quantile((1 + coverage) / 2);
    const double log_low = std::log(low), log_high = std::log(high);
    return {"lognormal", Lognormal{(log_low + log_high) / 2, (log_high - log_low) / (2 * z)}};
}

Distribution Distribution::triangular(double min, double mode, double max) {
    constexpr std::string_view subject = "triangular distribution";
    require_support(subject, min, max, "min", "max");
    if (!(mode >= min && mode <= max)) reject(subject, "mode", mode, "a number from min to max");
    return {"triangular", Trapezoid{min, mode, mode, max}};
}

Distribution Distribution::pert(double min, double mode, double max) {
    constexpr std::string_view subject = "PERT distribution";
    require_support(subject, min, max, "min", "max");
    if (!(mode >= min && mode <= max)) reject(subject, "mode", mode, "a number from min to max");
    const double width = max - min;
    return {"pert", Beta{1 + 4 * (mode - min) / width, 1 + 4 * (max - mode) / width, min, max}};
}

Distribution Distribution::uniform(double low, double high) {
    require_support("uniform distribution", low, high, "low", "high");
    return {"uniform", Trapezoid{low, low, high, high}};
}

Distribution Distribution::trapezoid(double a, double b, double c, double d) {
    constexpr std::string_view subject = "trapezoidal distribution";
    require_support(subject, a, d, "a", "d");
    require_rising(subject, "b", b, a);
    require_rising(subject, "c", c, b);
    require_rising(subject, "d", d, c);
    return {"trapezoid", Trapezoid{a, b, c, d}};
}

Distribution Distribution::beta(double alpha, double beta, double low, double high) {
    constexpr std::string_view subject = "beta distribution";
    require_positive(subject, "alpha", alpha);
    require_positive(subject, "beta", beta);
    require_support(subject, low, high, "low", "high");
    return {"beta", Beta{alpha, beta, low, high}};
}

Distribution Distribution::gamma(double shape, double scale) {
    require_positive("gamma distribution", "shape", shape);
    require_positive("gamma distribution", "scale", scale);
    return {"gamma", Gamma{shape, scale}};
}

Distribution Distribution::gamma_from_mean_cv(double mean, double cv) {
    require_positive("gamma distribution", "mean", mean);
    require_positive("gamma distribution", "cv", cv);
    return {"gamma", Gamma{1 / (cv * cv), mean * cv * cv}};
}

Distribution Distribution::student(double freedom, double location, double scale) {
    constexpr std::string_view subject = "Student distribution";
    if (!(std::isfinite(freedom) && freedom > 2)) {
        reject(subject, "freedom", freedom, "more than 2 degrees of freedom, so that the sd exists");
    }
    require_finite(subject, "location", location);
    require_positive(subject, "scale", scale);
    return {"student", Student{freedom, location, scale}};
}

Distribution Distribution::discrete(std::span<const double> values, std::span<const double> probabilities) {
    constexpr std::string_view subject = "discrete distribution";
    require_points(subject, values.size());
    if (probabilities.size() != values.size()) {
        reject(subject, "number of probabilities", static_cast<double>(probabilities.size()),
               "one for each of the " + std::to_string(values.size()) + " values");
    }
    std::vector<std::pair<double, double>> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        require_finite(subject, "value " + std::to_string(i), values[i]);
        require_not_negative(subject, "probability " + std::to_string(i), probabilities[i]);
        if (probabilities[i] > 0) points.emplace_back(values[i], probabilities[i]);
    }
    const double sum = numerics::compensated_sum(probabilities);
    if (std::abs(sum - 1) > 1e-9) reject(subject, "sum of probabilities", sum, "1");
    return weighted("discrete", std::move(points));
}

Distribution Distribution::empirical(std::span<const double> values) {
    require_points("empirical distribution", values.size());
    std::vector<std::pair<double, double>> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        require_finite("empirical distribution", "value " + std::to_string(i), values[i]);
        points.emplace_back(values[i], 1.0 / static_cast<double>(values.size()));
    }
    return weighted("empirical", std::move(points));
}

Distribution Distribution::weighted(std::string_view name, std::vector<std::pair<double, double>> points) {
    std::sort(points.begin(), points.end());
    Discrete form{};
    numerics::CompensatedSum total, first, second;
    for (const auto& [value, probability] : points) {
        total.add(probability);
        first.add(probability * value);
        form.values.push_back(value);
        form.cumulative.push_back(total.value());
    }
    form.cumulative.back() = 1;  // rounding must not leave a quantile without a value
    form.mean = first.value();
    for (const auto& [value, probability] : points) {
        second.add(probability * (value - form.mean) * (value - form.mean));
    }
    form.sd = std::sqrt(second.value());
    return {name, std::move(form)};
}

double Distribution::mean() const {
    return std::visit([](const auto& form) { return moments(form).mean; }, parameters_);
}

double Distribution::sd() const {
    return std::visit([](const auto& form) { return moments(form).sd; }, parameters_);
}

double Distribution::quantile(double p) const {
    require_probability("quantile", "p", p);
    return std::visit([p](const auto& form) { return quantile_of(form, p); }, parameters_);
}

double Distribution::cdf(double x) const {
    return std::visit([x](const auto& form) { return cdf_of(form, x); }, parameters_);
}

Interval Distribution::interval(double coverage) const {
    require_probability("interval", "coverage", coverage);
    return {quantile((1 - coverage) / 2), quantile((1 + coverage) / 2)};
}

double Distribution::sample(std::uint64_t seed, std::uint64_t parameter, std::uint64_t sample) const {
    return quantile(numerics::uniform(seed, parameter, sample));
}

Distribution normal_from_half_width(double mean, double relative_half_width, double coverage) {
    constexpr std::string_view subject = "normal distribution";
    require_not_negative(subject, "relative half-width", relative_half_width);
    require_probability(subject, "coverage", coverage);
    const double z = numerics::normal_quantile((1 + coverage) / 2);
    return Distribution::normal(mean, std::abs(mean) * relative_half_width / z);
}

Distribution normal_from_relative_sd(double mean, double relative_sd) {
    require_not_negative("normal distribution", "relative sd", relative_sd);
    return Distribution::normal(mean, std::abs(mean) * relative_sd);
}

}  // namespace alioth::uncertainty
