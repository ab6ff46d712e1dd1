#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "uncertainty/interval.hpp"

namespace alioth::uncertainty {

namespace forms {

struct Constant {
    double value;
};
struct Normal {
    double mean, sd;
};
/// A normal(location, scale) cut to [low, high].
struct TruncatedNormal {
    double location, scale, low, high;
};
struct Lognormal {
    double log_median, log_sd;
};
/// Density rising from a to b, flat to c, falling to d. The triangular (b = c) and the uniform (a = b, c = d)
/// too.
struct Trapezoid {
    double a, b, c, d;
};
/// The standard beta stretched from [0, 1] to [low, high].
struct Beta {
    double alpha, beta, low, high;
};
struct Gamma {
    double shape, scale;
};
struct Student {
    double freedom, location, scale;
};
/// Values ascending, and the probability of at most each of them.
struct Discrete {
    std::vector<double> values, cumulative;
    double mean, sd;
};

}  // namespace forms

/// What is known of an uncertain figure: a probability distribution in the unit of the figure. An immutable
/// value that answers mean, sd, quantile and probability exactly. It can only be made by the functions below,
/// which throw Fault::input naming the parameter, what was found and what was expected. The choice of forms
/// is that of IPCC 2006 Vol. 1 ch. 3 (3.2.2.4), JCGM 101 (6.4) and ecoinvent.
class Distribution {
  public:
    static Distribution constant(double value);
    static Distribution normal(double mean, double sd);
    /// A normal(location, scale) conditioned on [low, high]: mean() and sd() are those after truncation.
    /// The bounds must hold at least 1e-9 of the probability; they may be infinite.
    static Distribution truncated_normal(double location, double scale, double low, double high);
    /// The truncated normal whose mean after truncation is `mean`, inside (low, high); the scale is as given.
    static Distribution truncated_normal_keeping_mean(double mean, double scale, double low, double high);

    /// ln X has variance ln(1 + cv^2), mean ln(mean) - variance/2. `cv` = sd/mean, a fraction.
    static Distribution lognormal_from_mean_cv(double mean, double cv);
    /// `gsd` = exp(sd of ln X) >= 1. The 95 % interval is about [median/gsd^2, median gsd^2].
    static Distribution lognormal_from_median_gsd(double median, double gsd);
    /// The lognormal whose equal-tailed interval of this coverage is [low, high], 0 < low < high.
    static Distribution lognormal_from_interval(double low, double high, double coverage = 0.95);

    /// `min` and `max` are the edges of the support, not percentiles.
    static Distribution triangular(double min, double mode, double max);
    /// Beta(1 + 4(mode-min)/(max-min), 1 + 4(max-mode)/(max-min)) on [min, max] (Malcolm et al. 1959).
    static Distribution pert(double min, double mode, double max);
    static Distribution uniform(double low, double high);
    static Distribution trapezoid(double a, double b, double c, double d);
    static Distribution beta(double alpha, double beta, double low = 0, double high = 1);
    static Distribution gamma(double shape, double scale);
    static Distribution gamma_from_mean_cv(double mean, double cv);
    /// location + scale t, with more than 2 degrees of freedom, so that mean and sd exist.
    static Distribution student(double freedom, double location = 0, double scale = 1);

    /// Values with probabilities that sum to 1 (to 1e-9: never normalised silently).
    static Distribution discrete(std::span<const double> values, std::span<const double> probabilities);
    /// Each of the observed values equally likely (the bootstrap); sd() is that of the values, divisor n.
    static Distribution empirical(std::span<const double> values);

    /// "normal", "lognormal", "pert", ...: the name under which it was made.
    std::string_view form() const noexcept { return form_; }
    double mean() const;
    double sd() const;
    /// The smallest x with cdf(x) >= p, for p in (0, 1); throws Fault::input outside.
    double quantile(double p) const;
    /// The probability of at most `x`.
    double cdf(double x) const;
    /// The equal-tailed interval of this coverage, in (0, 1).
    Interval interval(double coverage = 0.95) const;
    /// The draw of `parameter` in sample `sample`: quantile(numerics::uniform(seed, parameter, sample)).
    double sample(std::uint64_t seed, std::uint64_t parameter, std::uint64_t sample) const;

  private:
    using Form = std::variant<forms::Constant, forms::Normal, forms::TruncatedNormal, forms::Lognormal,
                              forms::Trapezoid, forms::Beta, forms::Gamma, forms::Student, forms::Discrete>;

    Distribution(std::string_view name, Form parameters) : form_(name), parameters_(std::move(parameters)) {}

    static Distribution weighted(std::string_view name, std::vector<std::pair<double, double>> points);

    std::string_view form_;
    Form parameters_;
};

/// The normal for a statement such as "+-5 % (95 %)": `relative_half_width` is a fraction of |mean|,
/// `coverage` what the half-width covers. The sd is relative_half_width |mean| / z; for 95 % z = 1.959964
/// (IPCC rounds to 1.96).
Distribution normal_from_half_width(double mean, double relative_half_width, double coverage = 0.95);

/// The same where the relative half-width is one standard deviation ("5 %, one sigma").
Distribution normal_from_relative_sd(double mean, double relative_sd);

}  // namespace alioth::uncertainty
