#include "core/gases.hpp"

#include <gtest/gtest.h>

#include <string>

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

TEST(Gases, HundredYearPotentials) {
    // AR5 WGI Table 8.A.1, the metric of the enhanced transparency framework (decision 18/CMA.1, annex,
    // paragraph 37).
    EXPECT_EQ(gwp("CH4"), 28);
    EXPECT_EQ(gwp("N2O"), 265);
    EXPECT_EQ(gwp("SF6"), 23500);
    EXPECT_EQ(gwp("NF3"), 16100);
    EXPECT_EQ(gwp("HFC-134a"), 1300);
    EXPECT_EQ(gwp("CF4"), 6630);
    EXPECT_EQ(gwp("C2F6"), 11100);
    // SAR WGI Table 2.9, TAR WGI Table 6.7, AR4 WGI Table 2.14, AR5 WGI Table 8.7.
    EXPECT_EQ(gwp("CH4", "SAR"), 21);
    EXPECT_EQ(gwp("N2O", "SAR"), 310);
    EXPECT_EQ(gwp("CH4", "TAR"), 23);
    EXPECT_EQ(gwp("CH4", "AR4"), 25);
    EXPECT_EQ(gwp("N2O", "AR4"), 298);
    EXPECT_EQ(gwp("CH4", "AR5CCF"), 34);
}

TEST(Gases, OtherHorizons) {
    EXPECT_EQ(gwp("CH4", "SAR", 20), 56);      // SAR WGI Table 2.9
    EXPECT_EQ(gwp("CH4", "AR4", 20), 72);      // AR4 WGI Table 2.14
    EXPECT_EQ(gwp("N2O", "AR4", 500), 153);    // AR4 WGI Table 2.14
    EXPECT_EQ(gwp("SF6", "AR4", 500), 32600);  // AR4 WGI Table 2.14
    EXPECT_EQ(gwp("CH4", "AR5", 20), 84);      // AR5 WGI Table 8.A.1
    EXPECT_EQ(gwp("N2O", "AR6", 20), 273);     // AR6 WGI Table 7.SM.7
}

TEST(Gases, MethaneOfTheSixthReport) {
    // AR6 WGI Table 7.15: the two differ by the CO2 from oxidation, 2.8 at every horizon.
    EXPECT_EQ(gwp("CH4-fossil", "AR6", 20), 82.5);
    EXPECT_EQ(gwp("CH4-fossil", "AR6", 100), 29.8);
    EXPECT_EQ(gwp("CH4-biogenic", "AR6", 100), 27.0);
    for (const int horizon : {20, 100, 500})
        EXPECT_NEAR(gwp("CH4-fossil", "AR6", horizon) - gwp("CH4-biogenic", "AR6", horizon), 2.8, 1e-9);
    EXPECT_EQ(gwp("CH4", "AR6"), 27.9);  // AR6 WGI Table 7.SM.7
}

TEST(Gases, CarbonDioxideIsTheUnit) {
    for (const auto set : gwp_sets())
        for (const int horizon : {20, 100, 500}) EXPECT_EQ(gwp("CO2", set, horizon), 1) << set << horizon;
    EXPECT_EQ(gwp_sets().size(), 6u);
}

TEST(Gases, SpellingIsLoose) {
    EXPECT_EQ(find_gas("hfc134a")->id, "HFC-134a");
    EXPECT_EQ(find_gas("HFC4310mee")->id, "HFC-43-10mee");
    EXPECT_EQ(find_gas("cC4F8")->id, "c-C4F8");
    EXPECT_EQ(find_gas("xenon"), nullptr);
}

TEST(Gases, MolarMasses) {
    EXPECT_NEAR(gas_of("CO2").molar_mass, 44.009, 1e-9);
    EXPECT_NEAR(gas_of("HFC-134a").molar_mass, 102.032, 1e-3);
    EXPECT_EQ(gas_of("GHG").molar_mass, 0);
    EXPECT_EQ(gas_of("CH4").name_zh, "甲烷");
}

TEST(Gases, BasketIsALumpOfOneSet) {
    EXPECT_TRUE(gas_of("F-gases").is_basket());
    EXPECT_EQ(gwp("F-gases"), 1);
    EXPECT_NE(usage_error([] { gwp("F-gases", "AR6"); }).find("AR5-100"), std::string::npos);
}

TEST(Gases, MissingValueNamesWhatThereIs) {
    const std::string text = usage_error([] { gwp("CH4", "AR5", 500); });
    EXPECT_NE(text.find("AR5 at 500 years"), std::string::npos) << text;
    EXPECT_NE(text.find("AR5-20, AR5-100"), std::string::npos) << text;
    EXPECT_NE(usage_error([] { gwp("CO", "AR5"); }).find("none"), std::string::npos);
}

TEST(Gases, UnknownWordsNameTheNearest) {
    EXPECT_NE(usage_error([] { gwp("HFC-134b"); }).find("HFC-134"), std::string::npos);
    EXPECT_NE(usage_error([] { gwp("CH4", "AR7"); }).find("AR4"), std::string::npos);
}

}  // namespace
}  // namespace alioth
