#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/folder.hpp"
#include "support/program.hpp"

namespace alioth {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;

/// One home for all tests of this file: the shipped data are imported once.
class Report : public ::testing::Test {
  public:
    static void SetUpTestSuite() { home = new testing::TemporaryFolder; }
    static void TearDownTestSuite() {
        delete home;
        home = nullptr;
    }

  protected:
    Outcome write(std::vector<std::string> words) {
        words.insert(words.begin(), "panorama");
        words.insert(words.end(), {"--report", (folder_.path() / "out").string()});
        return testing::run_alioth(words, {{"ALIOTH_HOME", home->path().string()}});
    }

    std::string file(const std::string& name) { return testing::read_file(folder_.path() / "out" / name); }

    std::string page(std::vector<std::string> words) {
        const Outcome outcome = write(std::move(words));
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        return file("report.html");
    }

    static testing::TemporaryFolder* home;
    testing::TemporaryFolder folder_;
};

testing::TemporaryFolder* Report::home = nullptr;

/// The first tag that is closed by another or stays open; empty for a page whose tags are balanced.
std::string unbalanced(const std::string& html) {
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        const std::string tag = html.substr(at + 1, end - at - 1);
        const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
        if (tag.front() == '!' || tag.back() == '/' || name == "meta") continue;
        if (tag.front() != '/') {
            open.push_back(name);
        } else {
            if (open.empty() || tag.substr(1) != open.back()) return tag;
            open.pop_back();
        }
    }
    return open.empty() ? "" : open.back();
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST_F(Report, IsOneSelfContainedPage) {
    const std::string html = page({"--year", "2022", "--lang", "en"});
    EXPECT_EQ(unbalanced(html), "");
    EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
    EXPECT_LT(html.size(), 1'500'000u);
    for (const char* part :
         {"<script", "<img", "<link", "<iframe", "@import", "src=", "url(http", "nan", "inf%"})
        EXPECT_THAT(html, Not(HasSubstr(part)));
    for (const char* id :
         {"map", "largest", "land", "series", "planet", "published", "table", "closes", "sources", "again"})
        EXPECT_EQ(count(html, "<section id=\"" + std::string(id) + '"'), 1u) << id;
    EXPECT_THAT(html, HasSubstr("H&amp;N"));
    EXPECT_THAT(html, Not(HasSubstr("H&N")));
}

TEST_F(Report, HasTheNumbersOfTheAnswer) {
    const std::string html = page({"--year", "2022", "--lang", "en"});
    const auto answer = nlohmann::json::parse(file("panorama.json"));
    EXPECT_EQ(answer.at("operation"), "panorama");
    const std::string csv = file("panorama.csv");
    EXPECT_EQ(count(csv, "\n"), 1 + answer.at("result").at("rows").size());
    for (const auto& row : answer.at("result").at("rows")) {
        if (row.at("amount").is_null()) continue;
        const std::string id = row.at("amount").at("id");
        EXPECT_THAT(csv, HasSubstr(id));
        EXPECT_THAT(html, HasSubstr("data-id=\"" + id + '"'));
    }
    for (const auto& source : answer.at("provenance").at("sources"))
        EXPECT_THAT(html, HasSubstr("<b>" + source.at("id").get<std::string>() + "</b>"));
    EXPECT_THAT(html, HasSubstr("alioth panorama --year 2022 --lang en --report "));
    EXPECT_THAT(html, HasSubstr("alioth explain CHN:2022:panorama:CO2"));
}

TEST_F(Report, IsTheSameBytesEachTime) {
    const std::string first = page({"--year", "2020", "--lang", "en"});
    EXPECT_EQ(first, page({"--year", "2020", "--lang", "en"}));
}

TEST_F(Report, SpeaksChinese) {
    const std::string html = page({"--lang", "zh"});
    EXPECT_EQ(unbalanced(html), "");
    EXPECT_THAT(html, HasSubstr("<html lang=\"zh-CN\">"));
    for (const char* word : {"谁在排放", "中国", "来源与许可", "95 % 区间"})
        EXPECT_THAT(html, HasSubstr(word));
}

TEST_F(Report, LeavesOutWhatAGasDoesNotHave) {
    const std::string html = page({"--gas", "CH4", "--year", "2020", "--lang", "en"});
    EXPECT_EQ(unbalanced(html), "");
    for (const char* id : {"land", "planet", "published"})
        EXPECT_THAT(html, Not(HasSubstr("<section id=\"" + std::string(id) + '"')));
    EXPECT_THAT(html, Not(HasSubstr("class=\"consumption\"")));
    EXPECT_THAT(html, HasSubstr("Mt CH₄"));
}

TEST_F(Report, HoldsBeforeTradeIsKnown) {
    const std::string html = page({"--year", "1850", "--lang", "en"});
    EXPECT_EQ(unbalanced(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<section id=\"series\"")));
    EXPECT_THAT(html, HasSubstr("Production per person"));
}

TEST_F(Report, IsOfTheLastOfSeveralYears) {
    const std::string html =
        page({"--from", "1990", "--to", "2010", "--regions", "EU27,CHN", "--per", "capita", "--lang", "en"});
    EXPECT_THAT(html, HasSubstr("In 2010 the world emitted"));
    EXPECT_THAT(html, HasSubstr("t CO₂/person, 1990–2010"));
    EXPECT_THAT(html, HasSubstr("panorama:EU27:1990:production:CO2"));
}

TEST_F(Report, StaysSmallForALongAnswer) {
    const std::string html =
        page({"--regions", "all", "--from", "1950", "--to", "2022", "--lang", "en", "--quiet"});
    EXPECT_LT(html.size(), 1'500'000u);
    EXPECT_THAT(html, HasSubstr("panorama.csv holds all years"));
}

TEST_F(Report, LeavesNothingHalfWritten) {
    ASSERT_EQ(write({"--year", "2022"}).exit_code, 0);
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "out"))
        EXPECT_THAT(entry.path().string(), Not(EndsWith(".part")));
    // A folder stands where a file must go.
    std::filesystem::remove(folder_.path() / "out" / "panorama.json");
    std::filesystem::create_directories(folder_.path() / "out" / "panorama.json" / "taken");
    EXPECT_EQ(write({"--year", "2022"}).exit_code, 6);
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "out"))
        EXPECT_THAT(entry.path().string(), Not(EndsWith(".part")));
}

TEST_F(Report, NamesAFolderThatCannotBeMade) {
    testing::write_file(folder_.path() / "out", "a file");
    const Outcome outcome = write({"--year", "2022"});
    EXPECT_EQ(outcome.exit_code, 6);
    EXPECT_THAT(outcome.err, HasSubstr("cannot write"));
}

}  // namespace
}  // namespace alioth
