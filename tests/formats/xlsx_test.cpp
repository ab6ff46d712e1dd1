#include "formats/xlsx.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "support.hpp"

namespace alioth::formats {
namespace {

using testing::expect_input_error;
using testing::TemporaryFolder;
using testing::workbook_parts;

XlsxCell text(const char* value) {
    return std::string(value);
}
XlsxCell number(double value) {
    return value;
}

std::vector<XlsxRow> rows_of(const std::string& rows, const std::string& strings = "") {
    const TemporaryFolder folder;
    return XlsxWorkbook(folder.zip("t.xlsx", workbook_parts({{"S", rows}}, strings))).rows("S");
}

TEST(Xlsx, ReadsEveryKindOfCell) {
    const auto rows = rows_of(
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
        "<c r=\"D2\"><f>1+1</f><v>2.5</v></c><c r=\"E2\" t=\"b\"><v>1</v></c><c r=\"F2\" "
        "t=\"e\"><v>#N/A</v></c>"
        "<c r=\"G2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>"
        "<c r=\"H2\" t=\"str\"><f>\"x\"</f><v>x</v></c><c r=\"AB2\" s=\"3\"/></row>"
        "<row><c><v>1E-3</v></c><c/><c><v>45000</v></c></row><row r=\"9\"/>",
        "<si><t>plain &amp; simple</t></si><si><r><t xml:space=\"preserve\">rich </t></r><r><rPr><b/></rPr>"
        "<t>text</t></r><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si>");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].number, 2u);
    EXPECT_EQ(rows[0].cells, (std::vector<XlsxCell>{text("plain & simple"),
                                                    text("rich text"),
                                                    {},
                                                    number(2.5),
                                                    number(1),
                                                    text("#N/A"),
                                                    text("inline"),
                                                    text("x")}));
    EXPECT_EQ(rows[1].number, 3u);
    EXPECT_EQ(rows[1].cells, (std::vector<XlsxCell>{number(0.001), {}, number(45000)}));
    EXPECT_EQ(rows[1].at(99), XlsxCell{});
}

TEST(Xlsx, NamesSheetsAndStopsEarly) {
    const TemporaryFolder folder;
    XlsxWorkbook workbook(folder.zip(
        "t.xlsx",
        workbook_parts(
            {{"One", ""}, {"Zwei &amp; drei", "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"}})));
    EXPECT_EQ(workbook.sheets(), (std::vector<std::string>{"One", "Zwei & drei"}));
    EXPECT_TRUE(workbook.rows("One").empty());
    int seen = 0;
    workbook.visit_rows("Zwei & drei", [&](const XlsxRow&) { return ++seen < 1; });
    EXPECT_EQ(seen, 1);
    expect_input_error([&] { workbook.rows("Oen"); }, {"missing sheet \"Oen\"", "did you mean \"One\"?"});
}

TEST(Xlsx, ReadsPrefixedElements) {
    const TemporaryFolder folder;
    auto parts = workbook_parts({{"S", ""}});
    parts[0].second =
        "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row r=\"1\"><x:c r=\"C1\"><x:v>4</x:v></x:c>"
        "</x:row></x:sheetData></x:worksheet>";
    const auto rows = XlsxWorkbook(folder.zip("t.xlsx", parts)).rows("S");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].at(2), number(4));
}

TEST(Xlsx, NamesTheCellThatIsWrong) {
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"AB3\"><v>1,5</v></c></row>"); },
                       {"t.xlsx, sheet S, cell AB3", "1,5", "a number"});
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"A3\" t=\"s\"><v>7</v></c></row>"); },
                       {"cell A3", "unknown shared string"});
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"B3\"/><c r=\"A3\"/></row>"); }, {"out of order"});
    expect_input_error([] { rows_of("<row r=\"3\"/><row r=\"2\"/>"); }, {"rows out of order"});
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"A4\"/></row>"); }, {"wrong cell reference"});
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"ZZZZZZZ3\"/></row>"); }, {"wrong cell reference"});
    expect_input_error([] { rows_of("<row r=\"3\"><c r=\"A3\"></row>"); }, {"broken XML"});
    expect_input_error([] { rows_of("<c r=\"A3\"><v>1</v></c>"); }, {"t.xlsx"});
}

TEST(Xlsx, RefusesOtherFiles) {
    const TemporaryFolder folder;
    const auto open = [](const std::filesystem::path& path) { return [path] { XlsxWorkbook{path}; }; };
    expect_input_error(open(folder.path() / "absent.xlsx"), {"absent.xlsx", "cannot read"});
    expect_input_error(open(folder.path()), {"a folder"});
    expect_input_error(open(folder.write("e.xlsx", "")), {"an empty file"});
    expect_input_error(open(folder.write("o.xlsx", "\xD0\xCF\x11\xE0 old")), {"an old .xls"});
    expect_input_error(open(folder.write("g.xlsx", "a,b\n1,2\n")), {"not a readable .xlsx"});
    expect_input_error(open(folder.zip("z.xlsx", {{"readme.txt", "hello"}})), {"missing part"});
}

TEST(Xlsx, RefusesBombsAndEntities) {
    const TemporaryFolder folder;
    std::string rows;
    for (int i = 0; i < 20000; ++i) rows += "<row><c t=\"str\"><v>aaaaaaaaaa</v></c></row>";
    const auto path = folder.zip("bomb.xlsx", workbook_parts({{"S", rows}}));
    expect_input_error([&] { XlsxWorkbook(path, {.part_bytes = 100'000}).rows("S"); },
                       {"sheet S", "more than 100000 bytes"});
    expect_input_error([&] { XlsxWorkbook(path, {.sheet_bytes = 100'000}).rows("S"); },
                       {"sheet is too large"});
    EXPECT_EQ(XlsxWorkbook(path).rows("S").size(), 20000u);

    auto parts = workbook_parts({{"S", ""}});
    parts[0].second = "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>";
    expect_input_error([&] { XlsxWorkbook(folder.zip("d.xlsx", parts)).rows("S"); }, {"document type"});
}

TEST(Xlsx, SurvivesDamage) {
    const TemporaryFolder folder;
    std::stringstream whole;
    whole << std::ifstream(
                 folder.zip("t.xlsx",
                            workbook_parts({{"S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"}},
                                           "<si><t>word</t></si>")),
                 std::ios::binary)
                 .rdbuf();
    testing::expect_survives_damage(whole.str(), "t.xlsx", 13, [](const auto& path) {
        XlsxWorkbook workbook(path);
        for (const auto& sheet : workbook.sheets()) workbook.rows(sheet);
    });
}

TEST(Xlsx, ColumnLetters) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(16383), "XFD");
}

TEST(Xlsx, RealWorkbooks) {
    const auto china = testing::shared_file("ceads_china/Emission_Inventories_for_30_Provinces_2019.xlsx");
    const auto edgar = testing::shared_file("edgar_2024_ghg/EDGAR_2024_GHG_booklet_2024.xlsx");
    if (!china || !edgar) GTEST_SKIP() << "needs ../shared/data";
    for (const auto& path : {*china, *edgar}) {
        XlsxWorkbook workbook(path);
        for (const auto& sheet : workbook.sheets()) EXPECT_NO_THROW(workbook.rows(sheet)) << sheet;
    }
}

}  // namespace
}  // namespace alioth::formats
