#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alioth::uncertainty {

// Approach 1 (error propagation) of IPCC 2006, Vol. 1 ch. 3. As there, an uncertainty U is half the 95 %
// interval in percent of the figure. Figures of one call share a unit; removals are negative.

/// Equation 3.1: the uncertainty (%) of a product of independent figures, sqrt(sum U^2).
double combine_product(std::span<const double> uncertainties_percent);

/// Equation 3.2: the uncertainty (%) of the sum of independent figures, sqrt(sum (U x)^2)/|sum x|. Nothing
/// when the total is zero (to 1e-12 of the sum of magnitudes): a percentage of nothing is undefined.
std::optional<double> combine_sum(std::span<const double> figures,
                                  std::span<const double> uncertainties_percent);

/// The same for correlated figures, sqrt(sum_ij rho_ij (U x)_i (U x)_j)/|sum x|. `correlation` is row-major,
/// n x n, symmetric with ones on the diagonal. Throws Fault::input when it is none.
std::optional<double> combine_sum(std::span<const double> figures,
                                  std::span<const double> uncertainties_percent,
                                  std::span<const double> correlation);

/// Coefficients (ascending powers of U) of the correction of equation 3.3. These are the ones in circulation;
/// we have not checked them against the printed guidelines, hence a parameter.
inline constexpr std::array<double, 4> correction_coefficients{-0.720, 1.0921, -1.63e-3, 1.11e-5};

/// Equations 3.3 and 3.4: the corrected uncertainty U F_C, F_C = [polynomial(U)/U]^2, for a multiplicative
/// model whose U by error propagation is 100 to 230 %; below 100 % U itself. Throws Fault::input above 230 %,
/// where the guidelines give no correction: use Monte Carlo (propagate).
double corrected_uncertainty(double uncertainty_percent,
                             const std::array<double, 4>& coefficients = correction_coefficients);

/// Equations 3.5 to 3.7: the asymmetric 95 % bounds of a lognormal figure with symmetric uncertainty U.
struct LognormalBounds {
    double geometric_mean;  ///< 3.5, unit of the mean
    double geometric_sd;    ///< 3.6
    double low_percent;     ///< 3.7, below 0
    double high_percent;    ///< 3.7, above 0
};
LognormalBounds lognormal_bounds(double mean, double uncertainty_percent);

/// A line of Table 3.2: columns A to F, and which of the two inputs carry the same error in both years.
struct Approach1Category {
    std::string name;             ///< A
    std::string gas;              ///< B
    double base_year = 0;         ///< C, emissions in the base year
    double current_year = 0;      ///< D, emissions in year t
    double activity_percent = 0;  ///< E
    double factor_percent = 0;    ///< F
    bool activity_correlated = false;
    bool factor_correlated = true;
};

/// Columns I to M: the part of a category in the uncertainty of the trend, in percentage points.
struct TrendColumns {
    double type_a_sensitivity;     ///< I
    double type_b_sensitivity;     ///< J
    double factor_contribution;    ///< K: I F, or J F sqrt(2) where the years are independent
    double activity_contribution;  ///< L: J E sqrt(2), or I E where the years are correlated
    double contribution;           ///< M = K^2 + L^2
};

struct Approach1Row {
    double combined_percent;                      ///< G = sqrt(E^2 + F^2)
    std::optional<double> variance_contribution;  ///< H = (G D)^2/(sum D)^2; nothing when year t sums to zero
    std::optional<TrendColumns> trend;            ///< nothing when the base year sums to zero
};

/// Table 3.2. `rows` are in the order of the categories.
struct Approach1Table {
    std::vector<Approach1Row> rows;
    double base_total;
    double current_total;
    std::optional<double> level_percent;      ///< sqrt(sum H)
    std::optional<double> trend_percent;      ///< the trend itself, (sum D - sum C)/|sum C| 100
    std::optional<double> trend_uncertainty;  ///< sqrt(sum M), percentage points
    std::vector<std::string> warnings;        ///< where the assumptions of Approach 1 are left
};

/// Throws Fault::input for a figure that is not finite or an uncertainty below 0, naming the category.
Approach1Table approach1(std::span<const Approach1Category> categories);

}  // namespace alioth::uncertainty
