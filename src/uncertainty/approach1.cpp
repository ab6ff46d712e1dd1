#include "uncertainty/approach1.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "numerics/sums.hpp"
#include "uncertainty/check.hpp"

namespace alioth::uncertainty {
namespace {

/// The total, or nothing when what is left of it is rounding.
std::optional<double> nonzero_total(std::span<const double> figures) {
    constexpr double rounding = 1e-12;
    numerics::CompensatedSum total, magnitude;
    for (const double figure : figures) {
        total.add(figure);
        magnitude.add(std::abs(figure));
    }
    if (std::abs(total.value()) <= rounding * magnitude.value()) return std::nullopt;
    return total.value();
}

void require_length(std::string_view name, std::size_t found, std::size_t expected) {
    if (found != expected) {
        reject("Approach 1", name, static_cast<double>(found),
               std::to_string(expected) + ", as many as figures ask for");
    }
}

/// The half-widths U x / 100, in the unit of the figures.
std::vector<double> half_widths(std::span<const double> figures,
                                std::span<const double> uncertainties_percent) {
    require_length("number of uncertainties", uncertainties_percent.size(), figures.size());
    std::vector<double> widths(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
        require_finite("Approach 1", "figure " + std::to_string(i), figures[i]);
        require_not_negative("Approach 1", "uncertainty " + std::to_string(i), uncertainties_percent[i]);
        widths[i] = figures[i] * uncertainties_percent[i] / 100;
    }
    return widths;
}

void require_correlation(std::span<const double> correlation, std::size_t n) {
    require_length("size of the correlation matrix", correlation.size(), n * n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            const double found = correlation[i * n + j];
            const std::string cell = "correlation " + std::to_string(i) + "," + std::to_string(j);
            if (!(std::abs(found) <= 1)) reject("Approach 1", cell, found, "a number from -1 to 1");
            if (found != correlation[j * n + i]) reject("Approach 1", cell, found, "a symmetric matrix");
            if (i == j && found != 1) reject("Approach 1", cell, found, "1 on the diagonal");
        }
    }
}

void check(const Approach1Category& category) {
    require_finite(category.name, "base year emissions", category.base_year);
    require_finite(category.name, "current year emissions", category.current_year);
    require_not_negative(category.name, "activity uncertainty", category.activity_percent);
    require_not_negative(category.name, "factor uncertainty", category.factor_percent);
}

/// Column I: the change of the trend, in percentage points, when this category is 1 % higher in both years.
double type_a(const Approach1Category& category, double base_total, double current_total) {
    const double base = base_total + 0.01 * category.base_year;
    const double current = current_total + 0.01 * category.current_year;
    return std::abs((current - base) / base - (current_total - base_total) / base_total) * 100;
}

TrendColumns trend_columns(const Approach1Category& category, double base_total, double current_total) {
    const double a = type_a(category, base_total, current_total);
    const double b = std::abs(category.current_year / base_total);
    const auto contribution = [&](double uncertainty, bool correlated) {
        return correlated ? a * uncertainty : b * uncertainty * std::numbers::sqrt2;
    };
    const double factor = contribution(category.factor_percent, category.factor_correlated);
    const double activity = contribution(category.activity_percent, category.activity_correlated);
    return {a, b, factor, activity, factor * factor + activity * activity};
}

Approach1Row row(const Approach1Category& category, std::optional<double> base_total,
                 std::optional<double> current_total) {
    Approach1Row result{std::hypot(category.activity_percent, category.factor_percent), {}, {}};
    if (current_total) {
        const double share = result.combined_percent * category.current_year / *current_total;
        result.variance_contribution = share * share;
    }
    if (base_total) result.trend = trend_columns(category, *base_total, current_total.value_or(0));
    return result;
}

void warn(Approach1Table& table, std::span<const Approach1Category> categories) {
    std::size_t wide = 0;
    for (const Approach1Row& entry : table.rows) wide += entry.combined_percent > 30;
    if (wide > 0) {
        table.warnings.push_back(
            std::to_string(wide) + " of " + std::to_string(categories.size()) +
            " categories have an uncertainty above 30 %, where Approach 1 assumes small normal "
            "errors: compare with Monte Carlo (Approach 2)");
    }
    if (!table.level_percent)
        table.warnings.emplace_back("the total of the year is zero: no relative uncertainty");
    if (!table.trend_percent) table.warnings.emplace_back("the total of the base year is zero: no trend");
}

}  // namespace

double combine_product(std::span<const double> uncertainties_percent) {
    numerics::CompensatedSum squares;
    for (const double uncertainty : uncertainties_percent) {
        require_not_negative("Approach 1", "uncertainty", uncertainty);
        squares.add(uncertainty * uncertainty);
    }
    return std::sqrt(squares.value());
}

std::optional<double> combine_sum(std::span<const double> figures,
                                  std::span<const double> uncertainties_percent) {
    numerics::CompensatedSum squares;
    for (const double width : half_widths(figures, uncertainties_percent)) squares.add(width * width);
    const auto total = nonzero_total(figures);
    if (!total) return std::nullopt;
    return std::sqrt(squares.value()) / std::abs(*total) * 100;
}

std::optional<double> combine_sum(std::span<const double> figures,
                                  std::span<const double> uncertainties_percent,
                                  std::span<const double> correlation) {
    const std::size_t n = figures.size();
    const std::vector<double> widths = half_widths(figures, uncertainties_percent);
    require_correlation(correlation, n);
    numerics::CompensatedSum squares, magnitude;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) squares.add(correlation[i * n + j] * widths[i] * widths[j]);
        magnitude.add(widths[i] * widths[i]);
    }
    // Rounding may leave a little below zero where the errors cancel; more than that is not a correlation
    // matrix.
    if (squares.value() < -1e-9 * magnitude.value()) {
        reject("Approach 1", "variance of the sum", squares.value(),
               "a positive semidefinite correlation matrix");
    }
    const auto total = nonzero_total(figures);
    if (!total) return std::nullopt;
    return std::sqrt(std::max(0.0, squares.value())) / std::abs(*total) * 100;
}

double corrected_uncertainty(double uncertainty_percent, const std::array<double, 4>& coefficients) {
    require_not_negative("equation 3.3", "uncertainty", uncertainty_percent);
    if (uncertainty_percent < 100) return uncertainty_percent;
    if (uncertainty_percent > 230) {
        reject("equation 3.3", "uncertainty", uncertainty_percent, "at most 230 %; beyond it, Monte Carlo");
    }
    double polynomial = 0;
    for (std::size_t i = coefficients.size(); i-- > 0;) {
        polynomial = polynomial * uncertainty_percent + coefficients[i];
    }
    const double root = polynomial / uncertainty_percent;
    return uncertainty_percent * root * root;
}

LognormalBounds lognormal_bounds(double mean, double uncertainty_percent) {
    require_positive("equation 3.5", "mean", mean);
    require_not_negative("equation 3.5", "uncertainty", uncertainty_percent);
    // As printed: half-width/2 stands for the sd, and 1.96 for the quantile.
    const double cv = uncertainty_percent / 200;
    const double log_variance = std::log1p(cv * cv);
    const double log_sd = std::sqrt(log_variance);
    const auto bound = [&](double sign) {
        return 100 * std::expm1(-log_variance / 2 + sign * 1.96 * log_sd);
    };
    return {mean * std::exp(-log_variance / 2), std::exp(log_sd), bound(-1), bound(+1)};
}

Approach1Table approach1(std::span<const Approach1Category> categories) {
    std::vector<double> base, current;
    for (const Approach1Category& category : categories) {
        check(category);
        base.push_back(category.base_year);
        current.push_back(category.current_year);
    }
    const auto base_total = nonzero_total(base), current_total = nonzero_total(current);

    Approach1Table table{{}, base_total.value_or(0), current_total.value_or(0), {}, {}, {}, {}};
    numerics::CompensatedSum level, trend;
    for (const Approach1Category& category : categories) {
        const Approach1Row& entry = table.rows.emplace_back(row(category, base_total, current_total));
        if (entry.variance_contribution) level.add(*entry.variance_contribution);
        if (entry.trend) trend.add(entry.trend->contribution);
    }
    if (current_total) table.level_percent = std::sqrt(level.value());
    if (base_total) {
        table.trend_percent = (table.current_total - table.base_total) / std::abs(table.base_total) * 100;
        table.trend_uncertainty = std::sqrt(trend.value());
    }
    warn(table, categories);
    return table;
}

}  // namespace alioth::uncertainty
