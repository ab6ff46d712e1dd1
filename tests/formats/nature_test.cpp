#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "formats/detect.hpp"
#include "formats/fra.hpp"
#include "formats/gfed.hpp"
#include "support.hpp"

namespace alioth::formats {
namespace {

using testing::expect_input_error;
using testing::find_row;
using testing::value_of;

const std::string fra_head =
    "\xEF\xBB\xBFregions,iso3,name,year,1a_forestArea,1a_otherWoodedLand,1a_landArea,1b_"
    "naturallyRegeneratingForest,"
    "1b_plantedForest,2a_gs_ha_forest,2a_gs_tot_forest,2c_agb,2c_bgb,2c_dwb,2d_carbon_agb,2d_carbon_bgb,2d_"
    "carbon_dw,"
    "2d_carbon_litter,2d_carbon_soil,2d_soil_depth_cm\n";

SeriesTable fra(const std::string& rows) {
    auto reader = CsvReader::from_text(fra_head + rows, "FRA_Years_2025_07_14.csv");
    return read_fra(reader);
}

TEST(Fra, MakesOneSeriesOfEachColumn) {
    const auto table =
        fra("Europe,FIN,Finland,2000,22445.64,,,,,92.58,2078,,,,24.57,,,,166.46,30\n"
            "Europe,FIN,Finland,1990,21875.33,,,,,,,,,,21.93,,,,,\n"
            "Europe,AND,Andorra,2000,16,,,,,,,,,,,,,,,\n");
    EXPECT_EQ(table.years, (std::vector<int>{1990, 2000}));
    const auto& area = find_row(table, "forest_area", "FIN", "total");
    EXPECT_EQ(area.values, (std::vector<double>{21875.33, 22445.64}));
    EXPECT_EQ(area.unit, "1000 ha");
    EXPECT_EQ(area.locator, "FRA_Years_2025_07_14.csv lines of FIN, column 1a_forestArea");
    EXPECT_EQ(find_row(table, "growing_stock", "FIN", "total").unit, "1e6 m3");
    const auto& soil = find_row(table, "carbon_stock", "FIN", "soil");
    EXPECT_TRUE(std::isnan(soil.values[0]));
    EXPECT_EQ(soil.unit, "t/ha");
    EXPECT_EQ(soil.gas, "");
    EXPECT_THROW(find_row(table, "carbon_stock", "AND", "soil"), std::runtime_error);
}

TEST(Fra, RefusesWrongFiles) {
    const std::string row = "Europe,FIN,Finland,2000,1,,,,,,,,,,,,,,,\n";
    expect_input_error([&] { fra(row + row); }, {"line 3", "FIN 2000, already on line 2"});
    expect_input_error([&] { fra("Europe,Fi,Finland,2000,1,,,,,,,,,,,,,,,\n"); }, {"not a country code"});
    expect_input_error([&] { fra(""); }, {"the table is empty"});
    expect_input_error(
        [] {
            auto r = CsvReader::from_text("iso3,year,1a_forestarea\n", "t");
            read_fra(r);
        },
        {"missing column", "did you mean \"1a_forestarea\"?"});
    testing::expect_survives_damage(fra_head + row, "f.csv", 5, [](const auto& path) { read_fra(path); });
}

TEST(Fra, RealFile) {
    const auto path = testing::shared_file("fao_fra/FRA_Years_2025_07_14.csv");
    if (!path) GTEST_SKIP() << "needs ../shared/data";
    const auto table = read_fra(*path);
    EXPECT_EQ(table.years, (std::vector<int>{1990, 2000, 2010, 2015, 2020}));
    const auto value = [&](const char* variable, const char* item, int year) {
        return value_of(table, find_row(table, variable, "FIN", item), year);
    };
    EXPECT_EQ(value("carbon_stock", "above_ground", 2020), 29.88);
    // The units hold together: million m3 over 1000 ha is the density in m3/ha.
    EXPECT_NEAR(value("growing_stock", "total", 1990) * 1e6 / (value("forest_area", "total", 1990) * 1e3),
                value("growing_stock_density", "total", 1990), 0.01);
    EXPECT_EQ(detect(*path).format, FileFormat::fra_years);
    EXPECT_EQ(detect(*path).edition, "2025-07-14");
}

const char* const titles[] = {
    "All fire types combined",   "Savanna, grassland, and shrubland fires", "Boreal forest fires",
    "Temperate forest fires",    "Tropical deforestation & degradation",    "Peat fires",
    "Agricultural waste burning"};

std::string gfed_text(const std::string& unit = "1E13 g CO2", std::size_t sections = 7) {
    std::string text =
        "# Global Fire Emissions Database version 4.1 including small fire burned area (GFED4s)\n\n"
        "# CO2 emissions estimates in " +
        unit + " for the globe, different regions\n\n";
    for (std::size_t i = 0; i < sections; ++i) {
        text += std::string(titles[i]) + ": \n\n";
        if (i == 0) text += "      Year   (Beta)  '97-'20\nRegion   2016   2017 |   Mean\n";
        text += "BONA      8    " + std::to_string(28 + i) + " |     20\nGlobal    9     30 |     21\n\n";
    }
    return text;
}

TEST(Gfed, ReadsEveryTable) {
    const auto table = read_gfed_text(gfed_text(), "GFED4.1s_CO2.txt");
    EXPECT_EQ(table.years, (std::vector<int>{2016, 2017}));
    EXPECT_EQ(table.rows.size(), 14u);
    const auto& row = find_row(table, "fire_emission", "GFED:BONA", "peat");
    EXPECT_EQ(row.values, (std::vector<double>{80, 330}));
    EXPECT_EQ(row.unit, "Mt");
    EXPECT_EQ(row.gas, "CO2");
    EXPECT_EQ(row.note, "whole numbers of 1E13 g CO2 in the source; 2017-2017 beta");
    EXPECT_EQ(table.rows[0].locator, "GFED4.1s_CO2.txt line 9");
    EXPECT_EQ(find_row(table, "fire_emission", "WLD", "all").values[0], 90);
}

TEST(Gfed, ScalesTheStatedUnit) {
    const auto first = [](const std::string& unit) {
        return read_gfed_text(gfed_text(unit), "g").rows.at(0);
    };
    EXPECT_EQ(first("1E12 g C").values[0], 8);
    EXPECT_EQ(first("1E12 g C").unit, "Mt");
    EXPECT_EQ(first("1E10 g CH4").values[0], 80);
    EXPECT_EQ(first("1E10 g CH4").unit, "kt");
    EXPECT_EQ(first("1E11 g CO").values[0], 800);
    EXPECT_EQ(first("1E9 g N2O").unit, "kt");
    expect_input_error([&] { first("Tg CO2"); }, {"line 3", "unknown unit"});
    expect_input_error([&] { first("1E15 g C"); }, {"unknown unit"});
    expect_input_error([&] { first("1E12 t C"); }, {"unknown unit"});
}

TEST(Gfed, RefusesWrongFiles) {
    const auto read = [](const std::string& text) { return [text] { read_gfed_text(text, "g.txt"); }; };
    expect_input_error(read(""), {"not a GFED table"});
    expect_input_error(read("a,b\n1,2\n"), {"g.txt, line 1", "not a GFED table"});
    expect_input_error(read(gfed_text("1E13 g CO2", 5)), {"incomplete file", "5 tables"});
    expect_input_error(read(gfed_text() + gfed_text()), {"out of order", "table 8"});
    const std::string whole = gfed_text();
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        return text.replace(text.find(from), from.size(), to);
    };
    expect_input_error(read(replaced("28 |", "x |")), {"line 9", "\"x\""});
    expect_input_error(read(replaced("28 |", "|")), {"line 9", "broken line"});
    expect_input_error(read(replaced("2016", "20166")), {"line 8", "\"20166\""});
    expect_input_error(read(replaced("Global    9", "Globe    9")), {"incomplete table"});
    testing::expect_survives_damage(whole, "g.txt", 5, [](const auto& path) { read_gfed(path); });
}

TEST(Gfed, RealFiles) {
    if (!testing::shared_file("gfed4/GFED4.1s_CO2.txt")) GTEST_SKIP() << "needs ../shared/data";
    for (const char* gas : {"C", "CH4", "CO", "CO2", "DM", "N2O"}) {
        const auto path = *testing::shared_file("gfed4/GFED4.1s_" + std::string(gas) + ".txt");
        const auto table = read_gfed(path);
        EXPECT_EQ(table.rows.size(), 15u * 7u);
        EXPECT_EQ(table.years.size(), 25u);
        EXPECT_EQ(table.rows.front().gas, gas);
        EXPECT_EQ(detect(path).format, FileFormat::gfed_regional);
        EXPECT_EQ(detect(path).edition, "4.1s");
    }
    const auto co2 = read_gfed(*testing::shared_file("gfed4/GFED4.1s_CO2.txt"));
    EXPECT_EQ(value_of(co2, find_row(co2, "fire_emission", "WLD", "all"), 1997), 10090);
}

}  // namespace
}  // namespace alioth::formats
