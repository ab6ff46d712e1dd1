#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "cli/support.hpp"
#include "cli/table.hpp"
#include "formats/csv.hpp"

namespace alioth::cli::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const std::vector<std::vector<std::string>>& commands() {
    static const std::vector<std::vector<std::string>> all = {
        {"panorama", "--year", "2021", "--regions", "CHN,DEU,FSM,EU27"},
        {"panorama", "--from", "2019", "--to", "2022", "--regions", "all", "--boundary",
         "production,consumption"},
        {"panorama", "--year", "2022", "--regions", "CHN,USA,JPN", "--compare", "published"},
        {"explain", "CHN:2021:consumption:CO2"},
        {"boundaries"},
        {"gases"},
        {"regions"},
        {"categories", "1.A"},
        {"datasets", "--licences"},
        {"data", "sql",
         "select 'a,b' as \"x,y\", 'say \"no\"' as q, 'two\nlines' as l, null as n, 1.5 as r, 'p|q' as p"},
        {"data", "check"},
        {"data", "reconcile"},
    };
    return all;
}

std::string printed(std::vector<std::string> words, const std::string& format) {
    words.insert(words.end(), {"--format", format});
    const Outcome outcome = alioth_in_shared_home(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_FALSE(outcome.out.empty());
    EXPECT_EQ(outcome.out.back(), '\n');
    return outcome.out;
}

TEST(Format, JsonParses) {
    for (const auto& words : commands()) {
        const json answer = json::parse(printed(words, "json"));
        EXPECT_EQ(words_of(answer.at("operation").get<std::string>()).front(), words.front());
        EXPECT_TRUE(answer.at("result").is_object());
    }
}

TEST(Format, CsvHasTheSameColumnsInEveryRow) {
    const TemporaryFolder folder;
    for (const auto& words : commands()) {
        SCOPED_TRACE(words[0] + " " + (words.size() > 1 ? words[1] : ""));
        const auto path = write_file(folder.path() / "out.csv", printed(words, "csv"));
        formats::CsvReader reader(path);  // refuses a row of another width
        const std::set<std::string> names(reader.header().begin(), reader.header().end());
        EXPECT_EQ(names.size(), reader.header().size()) << "two columns of one name";
        std::size_t rows = 0;
        while (reader.next()) ++rows;
        EXPECT_GT(rows, 0u);
    }
}

TEST(Format, CsvHoldsTheFiguresOfTheJson) {
    const std::vector<std::string> words = {"panorama", "--year", "2021", "--regions", "CHN,DEU,FSM"};
    const json rows = json::parse(printed(words, "json")).at("result").at("rows");
    const TemporaryFolder folder;
    formats::CsvReader reader(write_file(folder.path() / "out.csv", printed(words, "csv")));
    for (const auto& row : rows) {
        ASSERT_TRUE(reader.next());
        EXPECT_EQ(reader.text(reader.column("region")), row.at("region"));
        EXPECT_EQ(reader.text(reader.column("boundary")), row.at("boundary"));
        EXPECT_EQ(reader.text(reader.column("basis")), row.at("basis"));
        const double amount = reader.number_or_nan(reader.column("amount"));
        if (row.at("amount").is_null()) {
            EXPECT_TRUE(std::isnan(amount)) << "no data is an empty cell, never zero";
            continue;
        }
        EXPECT_EQ(amount, row.at("amount").at("value").get<double>()) << "to the last bit";
        EXPECT_EQ(reader.text(reader.column("id")), row.at("amount").at("id"));
    }
    EXPECT_FALSE(reader.next());
}

TEST(Format, CsvOfAnyListHoldsTheFiguresOfTheJson) {
    const std::vector<std::string> words = {"data", "reconcile", "--year", "2016"};
    const json rows = json::parse(printed(words, "json")).at("result").at("rows");
    const TemporaryFolder folder;
    formats::CsvReader reader(write_file(folder.path() / "out.csv", printed(words, "csv")));
    for (const auto& row : rows) {
        ASSERT_TRUE(reader.next());
        EXPECT_EQ(reader.text(reader.column("region")), row.at("region"));
        EXPECT_EQ(reader.number(reader.column("reconciled")), row.at("reconciled").get<double>())
            << "to the last bit";
    }
}

TEST(Format, CsvOfAnExplanationHasEveryTerm) {
    const std::vector<std::string> words = {"explain", "EU27:2021:consumption:CO2"};
    const json terms = json::parse(printed(words, "json")).at("result").at("terms");
    const TemporaryFolder folder;
    formats::CsvReader reader(write_file(folder.path() / "out.csv", printed(words, "csv")));
    for (const auto& term : terms) {
        ASSERT_TRUE(reader.next());
        EXPECT_EQ(reader.number(reader.column("contribution")), term.at("contribution").get<double>());
        EXPECT_EQ(reader.text(reader.column("source_locator")), term.at("source").at("locator"));
    }
    EXPECT_FALSE(reader.next());
}

TEST(Format, CsvKeepsDifficultCells) {
    const TemporaryFolder folder;
    formats::CsvReader reader(write_file(folder.path() / "out.csv", printed(commands()[9], "csv")));
    EXPECT_EQ(reader.header()[0], "x,y");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.text(0), "a,b");
    EXPECT_EQ(reader.text(1), "say \"no\"");
    EXPECT_EQ(reader.text(2), "two\nlines");
    EXPECT_EQ(reader.text(3), "");
    EXPECT_EQ(reader.number(4), 1.5);
}

/// Cells of a Markdown row: bars that are not escaped, less the outer one.
std::size_t markdown_cells(const std::string& line) {
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
    return bars - 1;
}

TEST(Format, MarkdownTablesAreRegular) {
    for (const auto& words : commands()) {
        SCOPED_TRACE(words[0] + " " + (words.size() > 1 ? words[1] : ""));
        std::size_t cells = 0, rows = 0;
        for (const auto& line : lines_of(printed(words, "markdown"))) {
            if (!line.starts_with('|')) {
                cells = 0;  // between tables
                continue;
            }
            if (cells == 0) cells = markdown_cells(line);
            EXPECT_EQ(markdown_cells(line), cells) << line;
            ++rows;
        }
        EXPECT_GT(rows, 2u);
    }
}

TEST(Format, TablesAreForPeople) {
    for (const char* language : {"en", "zh"}) {
        for (auto words : commands()) {
            words.insert(words.end(), {"--lang", language});
            const Outcome outcome = alioth_in_shared_home(words);
            EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
            EXPECT_EQ(outcome.out.find("nan"), std::string::npos) << words[0];
        }
    }
    const Outcome german =
        alioth_in_shared_home({"panorama", "--year", "2021", "--regions", "DEU,FSM", "--lang", "zh"});
    EXPECT_THAT(german.out, HasSubstr("德国"));
    EXPECT_THAT(german.out, HasSubstr("无数据"));
    EXPECT_THAT(alioth_in_shared_home({"panorama", "--regions", "DEU"}, {{"ALIOTH_LANG", "zh"}}).out,
                HasSubstr("德国"));
}

TEST(Width, CountsColumnsOfATerminal) {
    // Unicode Standard Annex 11: ideographs, full-width forms and Hangul are two columns wide.
    EXPECT_EQ(display_width("abc"), 3u);
    EXPECT_EQ(display_width("中国"), 4u);
    EXPECT_EQ(display_width("（）：，。"), 10u);
    EXPECT_EQ(display_width("한국"), 4u);
    EXPECT_EQ(display_width("Åland"), 5u);
    EXPECT_EQ(display_width("A\xcc\x8aland"), 5u);  // A and a combining ring
    EXPECT_EQ(display_width("± 1 – 2"), 7u);
    EXPECT_EQ(display_width("𠀀"), 2u);
    EXPECT_EQ(display_width(""), 0u);
    EXPECT_NO_THROW(display_width("\xe4\xb8"));  // a text cut in the middle of a character
}

TEST(Width, ColumnsStandUnderEachOther) {
    Table table({"地区", "t", "note"});
    table.add({"中国", "1", "left"});
    table.add({"Germany", "12,345.6", "left"});
    table.add({"A\xcc\x8aland", "-7", "left"});
    std::ostringstream out;
    table.print(out);
    std::size_t lines = 0;
    for (const auto& line : lines_of(out.str())) {
        const auto at = line.find("left");
        if (at == std::string::npos) continue;
        // 7 for "Germany", a gap of 2, 8 for the widest number to the right, a gap of 2.
        EXPECT_EQ(display_width(line.substr(0, at)), 19u) << line;
        EXPECT_NE(line[at - 3], ' ') << "numbers end at the right: " << line;
        ++lines;
    }
    EXPECT_EQ(lines, 3u);
}

TEST(Number, IsWrittenForPeople) {
    EXPECT_EQ(number_text(12345.64, 1), "12,345.6");
    EXPECT_EQ(number_text(-1234567, 0), "-1,234,567");
    EXPECT_EQ(number_text(999, 0), "999");
    EXPECT_EQ(number_text(-999.5, 1), "-999.5");
    EXPECT_EQ(number_text(999.96, 1), "1,000.0");
    EXPECT_EQ(number_text(1234.5, 1, false), "1234.5");
    EXPECT_EQ(number_text(-0.04, 1), "0.0") << "no negative zero";
    EXPECT_EQ(number_text(0, 2), "0.00");
    EXPECT_EQ(number_text(std::nan(""), 1), "-");
    EXPECT_EQ(percent_text(-0.177), "-17.7 %");
    EXPECT_EQ(percent_text(0.152), "+15.2 %");
    EXPECT_EQ(percent_text(-0.0001), "+0.0 %");
    EXPECT_EQ(percent_text(std::nan("")), "-");
}

TEST(Wrapping, BreaksAtBlanks) {
    EXPECT_EQ(wrapped("one two three", 7, 2), "one two\n  three");
    EXPECT_EQ(wrapped("one", 1, 0), "one");
    EXPECT_EQ(wrapped("", 10, 0), "");
    for (const auto& line : lines_of(wrapped("消费 侧 核 算 使 中 国 下 降", 6, 0)))
        EXPECT_LE(display_width(line), 6u);
}

}  // namespace
}  // namespace alioth::cli::testing
