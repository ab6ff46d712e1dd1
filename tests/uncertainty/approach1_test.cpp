#include "uncertainty/approach1.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace alioth::uncertainty {
namespace {

// shared/data/golden/dev/approach1_synthetic.json, by an independent script from the formulas of Table 3.2.
const std::vector<Approach1Category> synthetic = {
    {"A CO2 coal", "CO2", 100000, 80000, 2, 3},    {"B CO2 gas", "CO2", 40000, 60000, 1.5, 2},
    {"C CH4 enteric", "CH4", 9000, 8500, 10, 30},  {"D N2O soils", "N2O", 7000, 6500, 25, 150},
    {"E CH4 landfill", "CH4", 8000, 3000, 30, 50}, {"F HFC", "HFC", 0, 4000, 15, 25}};

constexpr double rounding = 1e-11;  // percent; column I is a difference of nearly equal ratios times 100

TEST(Approach1, AgreesWithTheGoldenTable) {
    const Approach1Table table = approach1(synthetic);
    EXPECT_NEAR(table.level_percent.value(), 6.759699658689703, rounding);
    EXPECT_NEAR(table.trend_uncertainty.value(), 2.967811270266628, rounding);
    EXPECT_NEAR(table.trend_percent.value(), -200.0 / 164, rounding);
    const Approach1Row& soils = table.rows[3];
    EXPECT_NEAR(soils.combined_percent, 152.0690632574555, rounding);
    EXPECT_NEAR(soils.variance_contribution.value(), 37.22874752324341, rounding);
    EXPECT_NEAR(soils.trend->type_a_sensitivity, 0.002527178316215517, rounding);
    EXPECT_NEAR(soils.trend->type_b_sensitivity, 0.039634146341463415, rounding);
    EXPECT_NEAR(soils.trend->factor_contribution, 0.37907674743232755, rounding);
    EXPECT_NEAR(soils.trend->activity_contribution, 1.4012786822294387, rounding);
    EXPECT_NEAR(soils.trend->contribution, 2.107281125714545, rounding);
    EXPECT_EQ(table.warnings.size(), 1U);  // three categories above 30 %
}

TEST(Approach1, AgreesWithEveryCellOfTheGoldenFile) {
    const std::filesystem::path path =
        ALIOTH_SOURCE_DIR "/../shared/data/golden/dev/approach1_synthetic.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not on this machine";
    std::ifstream file(path);
    const auto golden = nlohmann::json::parse(file);
    std::vector<Approach1Category> categories;
    for (const auto& row : golden["rows"]) {
        categories.push_back({row["name"], "", row["C"], row["D"], row["E"], row["F"]});
    }
    const Approach1Table table = approach1(categories);
    for (std::size_t i = 0; i < categories.size(); ++i) {
        SCOPED_TRACE(categories[i].name);
        const auto& expected = golden["rows"][i];
        const Approach1Row& row = table.rows[i];
        EXPECT_NEAR(row.combined_percent, expected["G"], rounding);
        EXPECT_NEAR(row.variance_contribution.value(), expected["H"], rounding);
        EXPECT_NEAR(row.trend->type_a_sensitivity, expected["I"], rounding);
        EXPECT_NEAR(row.trend->type_b_sensitivity, expected["J"], rounding);
        EXPECT_NEAR(row.trend->factor_contribution, expected["K"], rounding);
        EXPECT_NEAR(row.trend->activity_contribution, expected["L"], rounding);
        EXPECT_NEAR(row.trend->contribution, expected["M"], rounding);
    }
}

TEST(Approach1, OneCategoryIsItsOwnUncertainty) {
    const Approach1Table table = approach1(std::vector<Approach1Category>{{"only", "CO2", 50, 70, 3, 4}});
    EXPECT_DOUBLE_EQ(table.level_percent.value(), 5);
    EXPECT_DOUBLE_EQ(table.rows[0].variance_contribution.value(), 25);
}

TEST(Approach1, IdenticalGrowthHasNoTypeASensitivity) {
    auto categories = synthetic;
    for (auto& category : categories) category.current_year = 1.25 * category.base_year;
    for (const auto& row : approach1(categories).rows)
        EXPECT_NEAR(row.trend->type_a_sensitivity, 0, rounding);
}

TEST(Approach1, PercentagesDoNotDependOnTheUnit) {
    auto categories = synthetic;
    for (auto& category : categories) {
        category.base_year *= 1e6;
        category.current_year *= 1e6;
    }
    const Approach1Table scaled = approach1(categories), plain = approach1(synthetic);
    EXPECT_NEAR(*scaled.level_percent, *plain.level_percent, rounding);
    EXPECT_NEAR(*scaled.trend_uncertainty, *plain.trend_uncertainty, rounding);
}

TEST(Approach1, CorrelationFlagsChooseTheColumns) {
    auto category = synthetic[1];
    category.factor_correlated = false;
    category.activity_correlated = true;
    const auto columns = *approach1(std::vector{synthetic[0], category}).rows[1].trend;
    EXPECT_NEAR(columns.factor_contribution, columns.type_b_sensitivity * 2 * std::sqrt(2.0), rounding);
    EXPECT_NEAR(columns.activity_contribution, columns.type_a_sensitivity * 1.5, rounding);
}

TEST(Approach1, NetSinkUsesTheMagnitudeOfTheTotal) {
    const double figures[] = {10, -30}, uncertainties[] = {10, 20};
    EXPECT_DOUBLE_EQ(combine_sum(figures, uncertainties).value(), std::sqrt(1.0 + 36) / 20 * 100);
}

TEST(Approach1, ZeroTotalIsUndefinedNotInfinite) {
    const double figures[] = {0.1, 0.2, -0.3},
                 uncertainties[] = {5, 5, 5};  // 0.1 + 0.2 - 0.3 leaves rounding
    EXPECT_FALSE(combine_sum(figures, uncertainties));
    const Approach1Table table = approach1(
        std::vector<Approach1Category>{{"source", "CO2", 0, 5, 1, 1}, {"sink", "CO2", 0, -5, 1, 1}});
    EXPECT_FALSE(table.level_percent);
    EXPECT_FALSE(table.trend_percent);
    EXPECT_FALSE(table.trend_uncertainty);
    EXPECT_FALSE(table.rows[0].variance_contribution);
    EXPECT_FALSE(table.rows[0].trend);
    EXPECT_EQ(table.warnings.size(), 2U);
    EXPECT_FALSE(approach1({}).level_percent);
}

TEST(CombineProduct, IsQuadrature) {
    const double uncertainties[] = {3, 4, 12};
    EXPECT_DOUBLE_EQ(combine_product(uncertainties), 13);
}

TEST(CombineSum, TakesACorrelationMatrix) {
    const double figures[] = {60, 40}, uncertainties[] = {5, 10};  // half-widths 3 and 4 of 100
    const double independent[] = {1, 0, 0, 1}, together[] = {1, 1, 1, 1}, opposed[] = {1, -1, -1, 1};
    EXPECT_DOUBLE_EQ(combine_sum(figures, uncertainties).value(), 5);
    EXPECT_DOUBLE_EQ(combine_sum(figures, uncertainties, independent).value(), 5);
    EXPECT_DOUBLE_EQ(combine_sum(figures, uncertainties, together).value(), 7);
    EXPECT_DOUBLE_EQ(combine_sum(figures, uncertainties, opposed).value(), 1);
}

// shared/data/golden/dev/uncertainty_golden.json, ipcc_eq_3_5_to_3_7.
TEST(LognormalBounds, AgreeWithTheGoldenFile) {
    const struct {
        double u, mu, sigma, low, high;
    } cases[] = {{10, 0.9987523388778448, 1.0512382890788499, -9.442689716075348, 10.151928241516938},
                 {50, 0.970142500145332, 1.2791818284939318, -40.124623247766245, 57.18923564904716},
                 {100, 0.8944271909999159, 1.6038078805900067, -64.56386064023494, 125.75822718101652},
                 {200, 0.7071067811865476, 2.299184767425278, -86.17069961209842, 261.55118912408597}};
    for (const auto& [u, mu, sigma, low, high] : cases) {
        const LognormalBounds bounds = lognormal_bounds(1, u);
        EXPECT_NEAR(bounds.geometric_mean, mu, 1e-15);
        EXPECT_NEAR(bounds.geometric_sd, sigma, 1e-15);
        EXPECT_NEAR(bounds.low_percent, low, 1e-12);
        EXPECT_NEAR(bounds.high_percent, high, 1e-12);
    }
}

// The same file, ipcc_eq_3_3_FC_UNCERTAIN: the arithmetic of the coefficients in circulation.
TEST(CorrectedUncertainty, AgreesWithTheGoldenFile) {
    EXPECT_NEAR(corrected_uncertainty(100), 106.68824100000003, 1e-11);
    EXPECT_NEAR(corrected_uncertainty(150), 179.04982537499998, 1e-11);
    EXPECT_NEAR(corrected_uncertainty(230), 389.4535848960436, 1e-11);
    EXPECT_EQ(corrected_uncertainty(99), 99);
    EXPECT_EQ(corrected_uncertainty(150, {0, 1, 0, 0}), 150);
    EXPECT_THROW(corrected_uncertainty(231), Error);
}

TEST(Approach1, RefusesBadInput) {
    const double figures[] = {1, 2}, one[] = {5}, negative[] = {5, -5}, fine[] = {5, 5};
    const double skew[] = {1, 0.5, 0.4, 1}, large[] = {1, 2, 2, 1}, diagonal[] = {0.9, 0, 0, 1};
    EXPECT_THROW(combine_sum(figures, one), Error);
    EXPECT_THROW(combine_sum(figures, negative), Error);
    for (const std::span<const double> matrix :
         {std::span<const double>(skew), std::span<const double>(large), std::span<const double>(diagonal),
          std::span<const double>(one)}) {
        EXPECT_THROW(combine_sum(figures, fine, matrix), Error);
    }
    EXPECT_THROW(lognormal_bounds(-1, 50), Error);
    EXPECT_THROW(approach1(std::vector<Approach1Category>{{"x", "CO2", 1, 1, -1, 1}}), Error);
    EXPECT_THROW(approach1(std::vector<Approach1Category>{{"x", "CO2", std::nan(""), 1, 1, 1}}), Error);
}

}  // namespace
}  // namespace alioth::uncertainty
