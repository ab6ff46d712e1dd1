#include <gtest/gtest.h>

#include <cmath>

#include "formats/facility_table.hpp"
#include "formats/series_table.hpp"
#include "support.hpp"

namespace alioth::formats {
namespace {

using testing::expect_input_error;

const std::string series_head = "variable,region,category,gas,item,unit,uncertainty,locator,note,1990,2000\n";
const std::string facility_head = "id,name,region,latitude,longitude,fuel,capacity_mw,commissioned,locator\n";

SeriesTable series(const std::string& text) {
    auto reader = CsvReader::from_text(text, "s.csv");
    return read_series_table(reader);
}

std::vector<Facility> facilities(const std::string& text) {
    auto reader = CsvReader::from_text(text, "f.csv");
    return read_facility_table(reader);
}

TEST(SeriesTable, ReadsRows) {
    const auto table =
        series(series_head + "emission,CHN,1.A,CO2,coal,Mt,5 %,\"T1, line {+3}\",first,1.5,\n" +
               "emission,CHN,1.A,CO2,oil,Mt,,,,,-2\n");
    EXPECT_EQ(table.years, (std::vector<int>{1990, 2000}));
    ASSERT_EQ(table.rows.size(), 2u);
    const auto& row = table.rows[0];
    EXPECT_EQ(row.variable + row.region + row.category + row.gas + row.item + row.unit,
              "emissionCHN1.ACO2coalMt");
    EXPECT_EQ(row.uncertainty, "5 %");
    EXPECT_EQ(row.locator, "T1, line {+3}");
    EXPECT_EQ(row.note, "first");
    EXPECT_EQ(row.line, 2);
    EXPECT_EQ(row.values[0], 1.5);
    EXPECT_TRUE(std::isnan(row.values[1]));
    EXPECT_EQ(table.rows[1].values[1], -2);
}

TEST(SeriesTable, AUsersTableMayLeaveOutTheOptionalColumns) {
    const auto table = series("unit,region,variable,category,gas,item,2020\nMt,FRA,emission,,CO2,,3\n");
    EXPECT_EQ(table.rows.at(0).region, "FRA");
    EXPECT_EQ(table.rows.at(0).note, "");
}

TEST(SeriesTable, RefusesWrongTables) {
    const std::string row = "emission,CHN,1.A,CO2,coal,Mt,,,,1,2\n";
    expect_input_error([&] { series(series_head + row + row); }, {"line 3", "already on line 2", "CHN"});
    expect_input_error([&] { series(series_head); }, {"the table is empty"});
    expect_input_error([&] { series("variable,region,category,gas,item,unit,2000,1990\n"); },
                       {"years do not increase", "1990 after 2000"});
    expect_input_error([&] { series("variable,region,category,gas,item,unit,0999\n"); },
                       {"unknown column", "0999"});
    expect_input_error([&] { series("variable,region,category,gas,item,unit,notes,2000\n"); },
                       {"\"notes\"", "did you mean \"note\"?"});
    expect_input_error([&] { series("variable,region,category,gas,item,unit\n"); }, {"no year"});
    expect_input_error([&] { series("variable,regoin,category,gas,item,unit,2000\n"); },
                       {"missing column \"region\"", "did you mean \"regoin\"?"});
    expect_input_error([&] { series(series_head + "emission,CHN,1.A,CO2,coal,,,,,1,2\n"); },
                       {"empty unit", "line 2"});
    expect_input_error([&] { series(series_head + "emission,CHN,1.A,CO2,coal,Mt,,,,1,n/a\n"); },
                       {"line 2, column \"2000\"", "\"n/a\""});
    testing::expect_survives_damage(series_head + row, "s.csv", 2,
                                    [](const auto& path) { read_series_table(path); });
}

TEST(FacilityTable, ReadsRows) {
    const auto list =
        facilities(facility_head + "a1,Plant,DEU,51.5,-7,coal,800.5,1998.4,GPPD row 3\nb,,POL,1,2,,1,,\n");
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].latitude, 51.5);
    EXPECT_EQ(list[0].capacity_mw, 800.5);
    EXPECT_EQ(list[0].commissioned, 1998.4);
    EXPECT_EQ(list[1].commissioned, std::nullopt);
    EXPECT_EQ(list[1].line, 3);
}

TEST(FacilityTable, RefusesWrongTables) {
    const auto one = [](const std::string& row) { return [row] { facilities(facility_head + row); }; };
    expect_input_error(one("a,,DEU,91,0,,1,,\n"), {"line 2, column \"latitude\"", "\"91\"", "-90 to 90"});
    expect_input_error(one("a,,DEU,0,-181,,1,,\n"), {"longitude", "-180 to 180"});
    expect_input_error(one("a,,DEU,0,0,,0,,\n"), {"capacity_mw", "above 0"});
    expect_input_error(one("a,,DEU,0,0,,,,\n"), {"capacity_mw", "not a number"});
    expect_input_error(one("a,,DEU,0,0,,1,98,\n"), {"commissioned", "not a year"});
    expect_input_error(one("a,,DEU,0,0,,1,,\na,,DEU,0,0,,1,,\n"), {"line 3", "line 2", "same id"});
    expect_input_error(one(",,DEU,0,0,,1,,\n"), {"column \"id\"", "empty"});
    expect_input_error(one(""), {"the table is empty"});
    expect_input_error(
        [] { facilities("id,name,region,latitude,longitude,fuel,capacity_mw,commissioned,locator,mw\n"); },
        {"unknown column", "\"mw\""});
    testing::expect_survives_damage(facility_head + "a,,DEU,0,0,,1,1990,\n", "f.csv", 2,
                                    [](const auto& path) { read_facility_table(path); });
}

}  // namespace
}  // namespace alioth::formats
