#include "formats/csv.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "support.hpp"

namespace alioth::formats {
namespace {

using testing::expect_input_error;

std::vector<std::vector<std::string>> all_records(const std::string& text, CsvOptions options = {}) {
    auto reader = CsvReader::from_text(text, "t.csv", options);
    std::vector<std::vector<std::string>> records;
    while (reader.next()) records.emplace_back(reader.fields().begin(), reader.fields().end());
    return records;
}

using Records = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsPlainAndQuotedFields) {
    EXPECT_EQ(all_records("a,b,c\n1,\"x, y\",\"he said \"\"no\"\"\"\n,,\n", {.header = false}),
              (Records{{"a", "b", "c"}, {"1", "x, y", "he said \"no\""}, {"", "", ""}}));
}

TEST(Csv, LineEndsMarkAndMissingLastLineFeed) {
    EXPECT_EQ(all_records("\xEF\xBB\xBF"
                          "a;b\r\n1;2\r\n\r\n\"3\";\"4\"\r\n5;6",
                          {.delimiter = ';'}),
              (Records{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
    EXPECT_EQ(all_records("a,b\n1,", {}), (Records{{"1", ""}}));
    EXPECT_EQ(all_records("a,b\n\"\",\"\"", {}), (Records{{"", ""}}));
}

TEST(Csv, CountsPhysicalLines) {
    auto reader = CsvReader::from_text("a,b\n1,\"two\nlines\"\n\n3,4\n", "t.csv");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.line(), 2u);
    EXPECT_EQ(reader[1], "two\nlines");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.line(), 5u);
    EXPECT_FALSE(reader.next());
}

TEST(Csv, FieldsStayValidAfterTheNextRecord) {
    auto reader = CsvReader::from_text("a\n\"x\"\"y\"\nz\n", "t.csv");
    reader.next();
    const auto first = reader[0];
    reader.next();
    EXPECT_EQ(first, "x\"y");
}

TEST(Csv, FindsColumnsAndNamesTheNearest) {
    auto reader = CsvReader::from_text(" year ,value,value\n", "t.csv");
    EXPECT_EQ(reader.column("year"), 0u);
    EXPECT_EQ(reader.find_column("gas"), std::nullopt);
    expect_input_error([&] { reader.column("yaer"); }, {"t.csv, header", "yaer", "did you mean \"year\"?"});
    expect_input_error([&] { reader.column("value"); }, {"two columns have the same name"});
}

TEST(Csv, ReadsNumbersStrictly) {
    auto reader = CsvReader::from_text("a,b,c,d,e,f\n-1.5e3, 7 ,,12abc,inf,1,\n", "t.csv", {.header = false});
    reader.next();
    expect_input_error([&] { reader.next(); }, {"line 2", "7 fields", "6 fields"});
    auto good = CsvReader::from_text("a,b,c,d,e\n-1.5e3, 7 ,,12abc,inf\n", "t.csv");
    good.next();
    EXPECT_EQ(good.number(0), -1500);
    EXPECT_EQ(good.number(1), 7);
    EXPECT_EQ(good.integer(1), 7);
    EXPECT_TRUE(std::isnan(good.number_or_nan(2)));
    expect_input_error([&] { good.number(2); }, {"line 2, column \"c\"", "\"\""});
    expect_input_error([&] { good.number_or_nan(3); }, {"line 2, column \"d\"", "\"12abc\"", "a number"});
    expect_input_error([&] { good.number(4); }, {"\"inf\""});
    expect_input_error([&] { good.integer(0); }, {"whole number"});
}

TEST(Csv, DecimalComma) {
    EXPECT_EQ(parse_number("1,51644677289419", true), 1.51644677289419);
    EXPECT_EQ(parse_number("+2"), 2);
    EXPECT_EQ(parse_number("1.5", true), std::nullopt);
    EXPECT_EQ(parse_number("1,5"), std::nullopt);
    EXPECT_EQ(parse_number("1,5,2", true), std::nullopt);
    EXPECT_EQ(parse_number("+-2"), std::nullopt);
    EXPECT_EQ(parse_number("nan"), std::nullopt);
    EXPECT_EQ(parse_number("1e999"), std::nullopt);
}

TEST(Csv, RefusesHalfNumbers) {
    for (const char* wrong : {"", "-", ".", "-.", "1.2.3", "1-", "--1", "0x1", "1 2"})
        EXPECT_EQ(parse_number(wrong), std::nullopt) << wrong;
}

TEST(Csv, RefusesDamagedFiles) {
    const auto read = [](const std::string& text) { return [text] { all_records(text); }; };
    expect_input_error(read(""), {"t.csv", "empty"});
    expect_input_error(read("a,b\n1\n"), {"line 2", "1 field,", "2 fields"});
    expect_input_error(read("a,b\n1,\"open\n2,3\n"), {"line 2", "quoted field without an end"});
    expect_input_error(read("a,b\n1,\"x\"y\n"), {"line 2", "after a closing quote"});
    expect_input_error(read(std::string("\x89PNG\0\0", 6)), {"not a text file", "binary"});
    expect_input_error(read("\xFF\xFE"
                            "a"),
                       {"UTF-16"});
    expect_input_error([] { CsvReader("/no/such/file.csv"); }, {"/no/such/file.csv", "cannot read"});
    expect_input_error([] { CsvReader("/tmp"); }, {"a folder"});
    auto reader = CsvReader::from_text("a\nC\xF4te\n", "t.csv");
    reader.next();
    expect_input_error([&] { reader.text(0); }, {"line 2", "UTF-8"});
}

TEST(Csv, SurvivesDamage) {
    testing::expect_survives_damage("a,b\r\n1,\"x\"\"y\n\"\r\n2,\"\"\r\n", "t.csv", 1, [](const auto& path) {
        CsvReader reader(path);
        while (reader.next()) reader.text(0);
    });
}

TEST(Csv, LeavesTheFileOnDiskAsItIs) {
    const testing::TemporaryFolder folder;
    const std::string text = "a\n\"x\"\"y\"\n";
    const auto path = folder.write("t.csv", text);
    CsvReader reader(path);
    reader.next();
    EXPECT_EQ(reader[0], "x\"y");
    std::stringstream now;
    now << std::ifstream(path).rdbuf();
    EXPECT_EQ(now.str(), text);
}

TEST(Csv, WritesWhatItReads) {
    std::ostringstream out;
    CsvWriter writer(out);
    writer.field("plain").field("a, b").field("q\"q").field(" edge").field("two\nlines").field(0.1);
    writer.field(std::nan("")).end_row();
    EXPECT_EQ(out.str(), "plain,\"a, b\",\"q\"\"q\",\" edge\",\"two\nlines\",0.1,\n");
    EXPECT_EQ(all_records(out.str(), {.header = false}),
              (Records{{"plain", "a, b", "q\"q", " edge", "two\nlines", "0.1", ""}}));
    EXPECT_EQ(quote("a;b", ';'), "\"a;b\"");
}

TEST(Csv, Utf8) {
    EXPECT_TRUE(is_utf8("Côte d'Ivoire 中国 😀"));
    EXPECT_FALSE(is_utf8("\xC0\x80"));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_utf8("\xF5\x80\x80\x80"));
    EXPECT_FALSE(is_utf8("\xE4\xB8"));
}

}  // namespace
}  // namespace alioth::formats
