#include "formats/gcb.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "formats/detect.hpp"
#include "support.hpp"

namespace alioth::formats {
namespace {

using testing::expect_input_error;
using testing::find_row;
using testing::TemporaryFolder;
using testing::value_of;

const std::string flat_head =
    "\"Country\",\"ISO 3166-1 "
    "alpha-3\",\"Year\",\"Total\",\"Coal\",\"Oil\",\"Gas\",\"Cement\",\"Flaring\",\"Other\","
    "\"Per Capita\"\n";

SeriesTable flat(const std::string& rows) {
    auto reader = CsvReader::from_text(flat_head + rows, "GCB2023v28_MtCO2_flat.csv");
    return read_gcb_flat(reader);
}

TEST(GcbFlat, MakesOneSeriesOfEachFuel) {
    const auto table = flat(
        "\"Chad\",\"TCD\",2000,3,1,2,,0,,,0.1\n\"Chad\",\"TCD\",2001,4,1.5,2.5,,0,,,0.1\n"
        "\"World\",\"WLD\",2001,9,1,,,,,,\n");
    EXPECT_EQ(table.years, (std::vector<int>{2000, 2001}));
    const auto& coal = find_row(table, "emission", "TCD", "coal");
    EXPECT_EQ(coal.values, (std::vector<double>{1, 1.5}));
    EXPECT_EQ(coal.category, "1.A");
    EXPECT_EQ(coal.gas, "CO2");
    EXPECT_EQ(coal.unit, "Mt");
    EXPECT_EQ(coal.line, 2);
    EXPECT_EQ(coal.locator, "GCB2023v28_MtCO2_flat.csv line {+-1998}, column Coal");
    EXPECT_EQ(find_row(table, "emission_total", "TCD", "total").category, "0");
    EXPECT_TRUE(std::isnan(find_row(table, "emission_total", "WLD", "total").values[0]));
    EXPECT_THROW(find_row(table, "emission", "TCD", "gas"), std::runtime_error)
        << "a series without a number";
}

TEST(GcbFlat, CodesOfItsOwn) {
    const auto table = flat(
        "\"Saint Kitts and Nevis\",\"KNA\",2000,1,,,,,,,\n\"St. "
        "Kitts-Nevis-Anguilla\",\"KNA\",2000,2,,,,,,,\n"
        "\"Kuwaiti Oil Fires\",\"\",2000,3,,,,,,,\n\"Panama Canal Zone\",\"PCZ\",2000,4,,,,,,,\n"
        "\"Kosovo\",\"KSV\",2000,5,,,,,,,\n\"Global\",\"\",2000,6,,,,,,,\n");
    std::vector<std::string> regions;
    for (const auto& row : table.rows) regions.push_back(row.region);
    EXPECT_EQ(regions, (std::vector<std::string>{"KNA", "XKA", "XKF", "XCZ", "XKX", "WLD"}));
}

TEST(GcbFlat, LocatorOfIrregularLines) {
    const auto table = flat("\"Chad\",\"TCD\",2001,3,,,,,,,\n\"Chad\",\"TCD\",2000,4,,,,,,,\n");
    EXPECT_EQ(table.rows.at(0).locator, "GCB2023v28_MtCO2_flat.csv lines of Chad, column Total");
}

TEST(GcbFlat, RefusesWrongFiles) {
    expect_input_error([] { flat("\"Chad\",\"TCD\",2000,3,,,,,,,\n\"Chad\",\"TCD\",2000,3,,,,,,,\n"); },
                       {"line 3", "Chad 2000, already on line 2"});
    expect_input_error([] { flat("\"Chad\",\"TCD\",2000,3,,,,,,,\n\"Mali\",\"TCD\",2000,3,,,,,,,\n"); },
                       {"two countries with one code"});
    expect_input_error([] { flat("\"Tchad\",\"\",2000,3,,,,,,,\n"); },
                       {"line 2", "\"Tchad\"", "did you mean \"Chad\"?"});
    expect_input_error([] { flat("\"Chad\",\"TC\",2000,3,,,,,,,\n"); }, {"\"TC\"", "three capital letters"});
    expect_input_error([] { flat("\"Chad\",\"TCD\",20x0,3,,,,,,,\n"); }, {"not a year"});
    expect_input_error([] { flat("\"Chad\",\"TCD\",2000,3,x,,,,,,\n"); }, {"column \"Coal\"", "\"x\""});
    expect_input_error([] { flat(""); }, {"the table is empty"});
    testing::expect_survives_damage(flat_head + "\"Chad\",\"TCD\",2000,3,1,,,,,,\n", "flat.csv", 3,
                                    [](const auto& path) { read_gcb_flat(path); });
}

TEST(GcbFlat, RealFile) {
    const auto path = testing::shared_file("gcb2023_fossil_co2_by_fuel/GCB2023v28_MtCO2_flat.csv");
    if (!path) GTEST_SKIP() << "needs ../shared/data";
    const auto table = read_gcb_flat(*path);
    EXPECT_EQ(table.years.front(), 1750);
    EXPECT_EQ(table.years.back(), 2022);
    std::set<std::string> regions;
    for (const auto& row : table.rows) regions.insert(row.region);
    EXPECT_EQ(regions.size(), 224u);
    const auto& afghan = find_row(table, "emission", "AFG", "coal");
    EXPECT_EQ(value_of(table, afghan, 2022), 4.485088);
    EXPECT_EQ(afghan.locator, "GCB2023v28_MtCO2_flat.csv line {+-1748}, column Coal");
    EXPECT_NEAR(value_of(table, find_row(table, "emission_total", "CHN", "total"), 2022), 11397, 20);
    const Detected detected = detect(*path);
    EXPECT_EQ(detected.format, FileFormat::gcb_flat);
    EXPECT_EQ(detected.edition, "2023v28");
}

std::string cell(const std::string& reference, const std::string& text) {
    return "<c r=\"" + reference + "\" t=\"str\"><v>" + text + "</v></c>";
}
std::string cell(const std::string& reference, double value) {
    return "<c r=\"" + reference + "\"><v>" + number_text(value) + "</v></c>";
}
std::string row(int number, const std::string& cells) {
    return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

std::string national_sheet(const std::string& first_name = "Chad", const std::string& unit = "MtC/yr") {
    return row(1, cell("B1", "Fossil CO2 emissions")) + row(3, cell("A3", unit)) +
           row(4, cell("B4", "CHAD") + cell("C4", "OECD") + cell("D4", "BUNKERS") + cell("E4", "WORLD")) +
           row(5, cell("B5", first_name) + cell("C5", "OECD") + cell("D5", "Bunkers") + cell("E5", "World")) +
           row(6, cell("A6", 1990) + cell("B6", 0.5) + cell("C6", 9) + cell("E6", 10)) +
           row(7, cell("A7", 1991) + cell("D7", 2) + cell("E7", 11)) + row(9, cell("B9", "a note below"));
}

std::filesystem::path national_file(
    const TemporaryFolder& folder, const std::string& territorial,
    const std::string& name = "National_Fossil_Carbon_Emissions_2022v1.0.xlsx") {
    return folder.zip(
        name, testing::workbook_parts(
                  {{"Summary", row(1, cell("A1", "The Global Carbon Budget 2022 is a collaboration"))},
                   {"Territorial Emissions", territorial},
                   {"Consumption Emissions", national_sheet()}}));
}

TEST(GcbNational, FindsTheTableByLooking) {
    const TemporaryFolder folder;
    const auto table = read_gcb_national(national_file(folder, national_sheet()));
    EXPECT_EQ(table.years, (std::vector<int>{1990, 1991}));
    EXPECT_EQ(table.rows.size(), 6u);
    const auto& chad = find_row(table, "territorial_emission", "TCD");
    EXPECT_EQ(chad.values[0], 0.5);
    EXPECT_TRUE(std::isnan(chad.values[1]));
    EXPECT_EQ(chad.unit, "MtC");
    EXPECT_EQ(chad.category, "0");
    EXPECT_EQ(
        chad.locator,
        "National_Fossil_Carbon_Emissions_2022v1.0.xlsx sheet Territorial Emissions, column B, row {+-1984}");
    EXPECT_EQ(find_row(table, "consumption_emission", "XIT").values[1], 2);
    EXPECT_EQ(find_row(table, "consumption_emission", "WLD").values[1], 11);
}

TEST(GcbNational, RefusesWrongWorkbooks) {
    const TemporaryFolder folder;
    const auto read = [&](const std::string& sheet) {
        return [&folder, sheet] { read_gcb_national(national_file(folder, sheet)); };
    };
    expect_input_error(read(national_sheet("Chadd")),
                       {"sheet Territorial Emissions, cell B5", "\"Chadd\"", "did you mean \"Chad\"?"});
    expect_input_error(read(national_sheet("World")), {"cell E5", "twice", "column B"});
    expect_input_error(read(national_sheet() + row(12, cell("A12", 1992) + cell("G12", 4))),
                       {"cell G12", "without a country"});
    expect_input_error(read(national_sheet("Chad", "Gt")), {"unknown unit", "MtC/yr"});
    expect_input_error(read(""), {"no table in the sheet"});
    expect_input_error(read(national_sheet() + row(12, cell("A12", 1980) + cell("B12", 1))),
                       {"years do not increase", "row 12"});
    expect_input_error(read(national_sheet() + row(12, cell("A12", 1992) + cell("B12", "x"))),
                       {"cell B12", "not a number"});
}

TEST(GcbNational, RealWorkbook) {
    const auto path =
        testing::shared_file("gcb2022_land_ocean/National_Fossil_Carbon_Emissions_2022v1.0.xlsx");
    if (!path) GTEST_SKIP() << "needs ../shared/data";
    const auto table = read_gcb_national(*path);
    EXPECT_EQ(table.years.front(), 1850);
    EXPECT_EQ(table.years.back(), 2021);
    const auto& albania = find_row(table, "consumption_emission", "ALB");
    EXPECT_EQ(value_of(table, albania, 1990), 1.51599129078149);
    EXPECT_TRUE(std::isnan(value_of(table, albania, 2021)));
    EXPECT_EQ(value_of(table, find_row(table, "territorial_emission", "AFG"), 2021), 3.24077815351402);
    EXPECT_EQ(value_of(table, find_row(table, "territorial_emission", "WLD"), 1850), 53.738);
    EXPECT_EQ(value_of(table, find_row(table, "territorial_emission", "XIT"), 2021), 278.861682214034);
    const Detected detected = detect(*path);
    EXPECT_EQ(detected.format, FileFormat::gcb_national);
    EXPECT_EQ(detected.edition, "2022v1.0");
}

TEST(GcbNames, KnowsEveryNameOfTheNextEdition) {
    const auto path = testing::shared_file("gcb2023_fossil_co2_by_fuel/GCB_territorial.csv");
    if (!path) GTEST_SKIP() << "needs ../shared/data";
    const CsvReader reader(*path, {.delimiter = ';', .decimal_comma = true});
    for (std::size_t i = 1; i < reader.header().size(); ++i)
        EXPECT_TRUE(gcb_region(reader.header()[i]) || is_gcb_aggregate(reader.header()[i]))
            << reader.header()[i];
}

TEST(GcbNames, Codes) {
    EXPECT_EQ(gcb_region("CÔTE D'IVOIRE"), std::nullopt) << "only ASCII letters are folded";
    EXPECT_EQ(gcb_region(" côte d'ivoire "), "CIV");
    EXPECT_EQ(gcb_region("FRANCE"), "FRA");
    EXPECT_EQ(gcb_region("Statistical Difference"), "XSD");
    EXPECT_EQ(gcb_region("Atlantis"), std::nullopt);
}

TEST(Detect, TellsFormatsByContent) {
    const TemporaryFolder folder;
    const auto format = [](const std::filesystem::path& path) { return detect(path).format; };
    EXPECT_EQ(format(folder.write("x", "variable,region,category,gas,item,unit,2000\n")),
              FileFormat::series_table);
    EXPECT_EQ(format(folder.write("x", "id,name,region,latitude,longitude,fuel,capacity_mw\n")),
              FileFormat::facility_table);
    EXPECT_EQ(format(folder.write("x", flat_head)), FileFormat::gcb_flat);
    EXPECT_EQ(format(folder.write("x", "a,b\n1,2\n")), FileFormat::unknown);
    EXPECT_EQ(format(folder.write("x", "")), FileFormat::unknown);
    EXPECT_EQ(format(folder.write("x", std::string("\x89PNG\0", 5))), FileFormat::unknown);
    EXPECT_EQ(format(folder.zip("x.zip", {{"readme", "hello"}})), FileFormat::unknown);
    expect_input_error([&] { detect(folder.path() / "absent"); }, {"cannot read"});
}

TEST(Detect, TakesTheEditionFromTheContentWhereTheNameIsSilent) {
    const TemporaryFolder folder;
    const Detected detected = detect(national_file(folder, national_sheet(), "renamed.xlsx"));
    EXPECT_EQ(detected.format, FileFormat::gcb_national);
    EXPECT_EQ(detected.edition, "2022");
    EXPECT_EQ(detect(national_file(folder, national_sheet())).edition, "2022v1.0");
}

TEST(Detect, ReportsACutWorkbook) {
    const TemporaryFolder folder;
    const auto path = national_file(folder, national_sheet());
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    expect_input_error([&] { detect(path); }, {"National_Fossil"});
}

}  // namespace
}  // namespace alioth::formats
