#include "core/units.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "core/error.hpp"

namespace alioth {
namespace {

template <typename Call>
std::string usage_error(Call call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        return error.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

void expect_inner(std::string_view unit, std::string_view gas, double factor, std::string_view inner) {
    const InnerUnit found = to_inner(unit, gas);
    EXPECT_DOUBLE_EQ(found.factor, factor) << unit << " of " << gas;
    EXPECT_EQ(found.unit, inner) << unit << " of " << gas;
}

TEST(Units, ConvertsMassEnergyAndArea) {
    EXPECT_EQ(convert(1, "Mt", "kg"), 1e9);
    EXPECT_EQ(convert(1, "kt", "t"), 1e3);
    EXPECT_EQ(convert(1, "Gt", "Pg"), 1.0);
    EXPECT_EQ(convert(1, "kWh", "MJ"), 3.6);
    EXPECT_EQ(convert(2, "km2", "ha"), 200.0);
    EXPECT_DOUBLE_EQ(convert(1, "g/kWh", "kg/MWh"), 1.0);
    // One IT British thermal unit is 1055.05585262 J (ISO 31-4).
    EXPECT_DOUBLE_EQ(convert(1, "MMBtu", "GJ"), 1.05505585262);
    // IEA: 1 toe = 41.868 GJ; GB/T 2589: 1 tce = 29.3076 GJ.
    EXPECT_DOUBLE_EQ(convert(1, "Mtoe", "PJ"), 41.868);
    EXPECT_DOUBLE_EQ(convert(1, "tce", "GJ"), 29.3076);
    EXPECT_NEAR(convert(1, "degC", "K"), 274.15, 1e-9);
}

TEST(Units, KilotonneIsNoKnot) {
    EXPECT_DOUBLE_EQ(convert(1, "kt CO2", "Mt CO2"), 1e-3);
    EXPECT_DOUBLE_EQ(convert(1, "ktCO2", "t CO2"), 1e3);
    usage_error([] { convert(1, "kt", "m/s"); });
}

TEST(Units, PublishedFigureComesBackBitForBit) {
    const double china_2022 = 11347.468757;  // Mt CO2, Global Carbon Budget 2023
    EXPECT_EQ(china_2022 * to_inner("Mt", "CO2").factor / 1e9, china_2022);
    EXPECT_EQ(convert(convert(china_2022, "Mt", "kg"), "kg", "Mt"), china_2022);
}

TEST(Units, CarbonIsCo2ByTheFactorOfTheGlobalCarbonBudget) {
    EXPECT_DOUBLE_EQ(convert(1, "MtC", "Mt CO2"), 3.664);
    EXPECT_DOUBLE_EQ(convert(1, "PgC", "Gt CO2"), 3.664);
    expect_inner("MtC", "CO2", 3.664e9, "kg");
    expect_inner("GtC", "CO2", 3.664e12, "kg");
    expect_inner("Mt C", "CO2", 3.664e9, "kg");
    EXPECT_NE(usage_error([] { to_inner("MtC", "CH4"); }).find("CO2"), std::string::npos);
}

TEST(Units, InnerUnitsOfTheTables) {
    expect_inner("Mt", "CO2", 1e9, "kg");
    expect_inner("Mt CO2", "CO2", 1e9, "kg");
    expect_inner("MtCO2", "CO2", 1e9, "kg");
    expect_inner("person", "", 1, "person");
    expect_inner("1000 person", "", 1e3, "person");
    expect_inner("km2", "", 1e6, "m2");
    expect_inner("1", "", 1, "1");
    expect_inner("kg/t", "", 1e-3, "1");
    expect_inner("USD_2011", "", 1, "USD_2011");
    expect_inner("MEUR_2015", "", 1e6, "EUR_2015");
    expect_inner("g/kWh", "CO2e", 1e-3 / 3.6e6, "kg/J");
    expect_inner("g CO2/kWh", "CO2", 1e-3 / 3.6e6, "kg/J");
    expect_inner("t/ha", "", 0.1, "kg/m2");
}

TEST(Units, EquivalentsGoBackToMass) {
    // GWP-100 of CH4 28 and N2O 265: AR5 WGI Table 8.A.1; GWP-20 of fossil CH4 82.5: AR6 WGI Table 7.15.
    expect_inner("Mt CO2e(AR5)", "CH4", 1e9 / 28, "kg");
    expect_inner("MtCO2e(AR5)", "N2O", 1e9 / 265, "kg");
    expect_inner("Mt CO2e(AR6,20)", "CH4-fossil", 1e9 / 82.5, "kg");
    expect_inner("Mt CO2e(AR5)", "CO2", 1e9, "kg");
}

TEST(Units, BasketStaysALump) {
    expect_inner("Mt CO2e(AR5)", "F-gases", 1e9, "kg CO2e");
    EXPECT_NE(usage_error([] { to_inner("Mt CO2e(AR4)", "F-gases"); }).find("AR5-100"), std::string::npos);
    EXPECT_NE(usage_error([] { to_inner("Mt", "F-gases"); }).find("CO2e(AR5)"), std::string::npos);
}

TEST(Units, EquivalentNeedsItsSet) {
    EXPECT_NE(usage_error([] { to_inner("Mt CO2e", "CH4"); }).find("GWP set"), std::string::npos);
    EXPECT_NE(usage_error([] { to_inner("Mt CO2e(AR7)", "CH4"); }).find("AR6"), std::string::npos);
    usage_error([] { to_inner("Mt CO2e(AR5)", ""); });
    usage_error([] { to_inner("Mt CO2e(AR5,)", "CH4"); });
}

TEST(Units, NothingConvertsAcrossWhatItIsOf) {
    usage_error([] { convert(1, "kg CO2", "kg CH4"); });
    usage_error([] { convert(1, "kg CO2e(AR5)", "kg CO2e(AR6)"); });
    usage_error([] { convert(1, "USD_2011", "USD_2015"); });
    usage_error([] { convert(1, "EUR", "USD"); });
    usage_error([] { convert(1, "person", "1"); });
    usage_error([] { convert(1, "J/kg", "kg/J"); });
    usage_error([] { to_inner("Mt CO2", "CH4"); });
    const std::string text = usage_error([] { convert(1, "kg", "J"); });
    EXPECT_NE(text.find("kg (kg)"), std::string::npos) << text;
    EXPECT_NE(text.find("J (m2.kg.s-2)"), std::string::npos) << text;
}

TEST(Units, UnknownUnitNamesTheNearest) {
    EXPECT_NE(usage_error([] { convert(1, "kWhh", "J"); }).find("kWh?"), std::string::npos);
    EXPECT_NE(usage_error([] { to_inner("Mt", "CO3"); }).find("CO2"), std::string::npos);
    usage_error([] { convert(1, "", "kg"); });
    usage_error([] { to_inner("", ""); });
    usage_error([] { to_inner("degC", ""); });
}

TEST(Units, ConverterIsSharedByThreads) {
    const UnitConverter to_gigajoules("MMBtu", "GJ");
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&to_gigajoules, thread] {
            for (int i = 0; i < 200; ++i) {
                EXPECT_DOUBLE_EQ(to_gigajoules(i), i * 1.05505585262);
                const std::string money = "USD_" + std::to_string(1990 + (i + thread) % 30);
                EXPECT_EQ(convert(1, "M" + money, money), 1e6);
            }
        });
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace alioth
