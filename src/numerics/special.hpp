#pragma once

namespace alioth::numerics {

/// The 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval in sds.
inline constexpr double normal_975 = 1.959963984540054;

/// Density of the standard normal distribution.
double normal_density(double x) noexcept;

/// Probability that a standard normal variable is at most `x`; accurate in the lower tail.
double normal_cdf(double x) noexcept;

/// Inverse of normal_cdf for `p` in [0, 1] (infinite at the ends, NaN outside), to about 1e-16.
/// M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.
double normal_quantile(double p) noexcept;

/// Regularised lower incomplete gamma function P(shape, x), shape > 0, x >= 0; and its inverse in x, p in [0,
/// 1]. These and the functions below are Boost.Math in double precision; std::domain_error outside the
/// domain.
double gamma_cdf(double shape, double x);
double gamma_quantile(double shape, double p);

/// Regularised incomplete beta function I_x(a, b), a, b > 0, x in [0, 1]; and its inverse in x.
double beta_cdf(double a, double b, double x);
double beta_quantile(double a, double b, double p);

/// Student's t with `freedom` > 0 degrees of freedom; p in (0, 1).
double student_cdf(double freedom, double x);
double student_quantile(double freedom, double p);

/// Probability that chi-square with `freedom` > 0 degrees of freedom exceeds `x` >= 0.
double chi_square_exceedance(double freedom, double x);

}  // namespace alioth::numerics
