#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "operations/support.hpp"

namespace alioth::operations::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A copy of the shipped database that a test may change.
class DataOperations : public ::testing::Test {
  protected:
    DataOperations() : context_(ShippedHome::get().copy_to(folder_.path() / "home")) {}

    json result(const std::string& operation, const json& parameters) {
        return result_of(operation, parameters, context_).at("result");
    }
    std::string file(const std::string& name, const std::string& text) const {
        return write_file(folder_.path() / name, text).string();
    }
    static std::string forest(double value, const std::string& region = "DEU") {
        return SeriesText(2020, 2021)
            .add({.variable = "land_use_flux", .region = region, .item = "mine", .category = "3.B"},
                 [&](int year) { return value + year - 2020; })
            .text();
    }
    json import(const std::string& text, const std::string& edition) {
        return result("data import", {{"file", file("mine.csv", text)},
                                      {"dataset", "nature"},
                                      {"source", "mine"},
                                      {"edition", edition},
                                      {"licence", "CC0"}});
    }

    TemporaryFolder folder_;
    Context context_;
};

TEST_F(DataOperations, ImportSaysWhatItChanged) {
    const json first = import(forest(1), "1");
    EXPECT_EQ(first.at("stream"), "nature/mine");
    EXPECT_EQ(first.at("added"), 2);
    EXPECT_EQ(first.at("unchanged"), false);
    EXPECT_EQ(import(forest(1), "1").at("unchanged"), true);
    const json second = import(forest(3), "2");
    EXPECT_EQ(second.at("added"), 0);
    EXPECT_EQ(second.at("changed"), 2);
    ASSERT_EQ(second.at("largest_changes").size(), 2u);
    EXPECT_EQ(second.at("largest_changes").at(0).at("before"), 1);
    EXPECT_EQ(second.at("largest_changes").at(0).at("after"), 3);
    EXPECT_EQ(second.at("largest_changes").at(0).at("unit"), "Mt");
    const json rows =
        result("data sql", {{"query",
                             "select year, value, unit, source, version from nature where stream = "
                             "'nature/mine' order by year"}})
            .at("rows");
    EXPECT_EQ(rows, json({{2020, 3e9, "kg", "mine", "2"}, {2021, 4e9, "kg", "mine", "2"}}));
}

TEST_F(DataOperations, ImportRefusesWhatItCannotPlace) {
    const std::string path = file("mine.csv", forest(1));
    const auto refuse = [&](Fault fault, const json& parameters, const std::vector<std::string>& pieces) {
        expect_error(
            fault, [&] { run(context_, "data import", parameters); }, pieces);
    };
    refuse(Fault::usage, {{"file", path}, {"dataset", "natur"}, {"source", "a"}, {"edition", "1"}},
           {"did you mean nature?"});
    refuse(Fault::usage, {{"file", path}, {"source", "a"}, {"edition", "1"}}, {"missing --dataset"});
    refuse(Fault::usage, {{"file", path}, {"dataset", "nature"}, {"edition", "1"}}, {"missing --source"});
    refuse(Fault::usage, {{"file", path}, {"dataset", "nature"}, {"source", "a"}}, {"missing --edition"});
    refuse(Fault::input, {{"file", (folder_.path() / "nowhere.csv").string()}}, {"nowhere.csv"});
    refuse(Fault::input, {{"file", file("a.txt", "a,b\n1,2\n")}}, {"a.txt"});
    refuse(
        Fault::input,
        {{"file", file("b.csv", forest(1, "CHM"))}, {"dataset", "nature"}, {"source", "a"}, {"edition", "1"}},
        {"b.csv, line 2", "CHM"});
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "home/imports"))
        << "nothing half-written stays behind";
}

TEST_F(DataOperations, SqlReadsAndNeverWrites) {
    const json answer = result_of(
        "data sql", {{"query", "select 1 as one, 'b' as two, null as three, 0.5 as four"}}, context_);
    EXPECT_EQ(answer.at("result").at("columns"), json({"one", "two", "three", "four"}));
    EXPECT_EQ(answer.at("result").at("rows"), json::array({json({1, "b", nullptr, 0.5})}));
    const json limited =
        result_of("data sql", {{"query", "select distinct region from production"}, {"limit", 3}}, context_);
    EXPECT_EQ(limited.at("result").at("rows").size(), 3u);
    EXPECT_THAT(limited.at("warnings").at(0).get<std::string>(), HasSubstr("--limit"));
    const std::string digest = result("data check", json::object()).at("digest");
    for (const char* query : {"delete from observation", "drop table edition", "pragma writable_schema = on",
                              "attach database '/tmp/x' as y", "select 1; delete from observation", ""})
        expect_error(Fault::usage, [&] { run(context_, "data sql", {{"query", query}}); });
    EXPECT_EQ(result("data check", json::object()).at("digest"), digest);
    // Every one of the eight datasets is a view, with data or without.
    for (const char* view : {"production", "factors", "trade", "products", "processes", "nature", "tracing",
                             "rules", "facilities"})
        EXPECT_NO_THROW(result("data sql", {{"query", std::string("select count(*) from ") + view}})) << view;
}

TEST_F(DataOperations, CheckGoesThroughEveryYear) {
    const json sound = result("data check", json::object());
    EXPECT_EQ(sound.at("sound"), true);
    // production from 1750 to 2022; consumption and shared from 1990 to 2022.
    EXPECT_EQ(sound.at("identities_checked"), 273 + 33 + 33);
    EXPECT_LE(sound.at("largest_gap").get<double>(), 2e-4);
}

TEST_F(DataOperations, RebuildSetsTheDamagedFileAsideAndImportsAgain) {
    import(forest(1), "1");
    import(forest(3), "2");
    const json before = result("data check", json::object());
    const std::filesystem::path database = folder_.path() / "home/alioth.db";
    const std::string damaged = "not a database any more" + std::string(5000, 'x');
    context_.close();
    write_file(database, damaged);
    expect_error(Fault::input, [&] { context_.store(); }, {"damaged", "alioth data rebuild"});

    const json rebuilt = result("data rebuild", json::object());
    EXPECT_EQ(rebuilt.at("set_aside"), database.string() + ".damaged");
    EXPECT_EQ(read_file(database.string() + ".damaged"), damaged);
    EXPECT_EQ(rebuilt.at("imported_again").size(), 2u);
    EXPECT_TRUE(rebuilt.at("not_imported").empty());
    const json after = result("data check", json::object());
    EXPECT_EQ(after.at("digest"), before.at("digest"));
    EXPECT_EQ(after.at("revision"), before.at("revision"));
}

TEST_F(DataOperations, RebuildNeverDropsAUsersFileSilently) {
    import(forest(1), "1");
    const auto imports = folder_.path() / "home/imports";
    std::filesystem::path kept;
    for (const auto& entry : std::filesystem::directory_iterator(imports)) {
        if (entry.path().extension() != ".json") kept = entry.path();
    }
    ASSERT_FALSE(kept.empty());
    // Spoilt bytes that still are a table: they are not what the user imported.
    write_file(kept, forest(2));
    ASSERT_EQ(result("data rebuild", json::object()).at("not_imported").size(), 1u);
    write_file(kept, "spoilt\n");
    const json answer = result_of("data rebuild", json::object(), context_);
    ASSERT_EQ(answer.at("result").at("not_imported").size(), 1u);
    EXPECT_EQ(answer.at("result").at("not_imported").at(0).at("file"), "mine.csv");
    EXPECT_EQ(answer.at("result").at("not_imported").at(0).at("kept_at"), kept.string());
    ASSERT_EQ(answer.at("warnings").size(), 1u);
    EXPECT_THAT(answer.at("warnings").at(0).get<std::string>(), HasSubstr(kept.string()));
    EXPECT_EQ(read_file(kept), "spoilt\n");
    // A description that is damaged itself must not stop the rebuild of the rest either.
    for (const auto& entry : std::filesystem::directory_iterator(imports)) {
        if (entry.path().extension() == ".json") write_file(entry.path(), "{");
    }
    const json again = result_of("data rebuild", json::object(), context_);
    EXPECT_EQ(again.at("result").at("not_imported").size(), 1u);
}

TEST(Reconcile, FusesTheSourcesUnderTheWorldsSum) {
    const json result = result_of("data reconcile", {{"year", 2017}}).at("result");
    double sum = 0;
    for (const auto& row : result.at("rows")) {
        sum += row.at("reconciled").get<double>();
        double low = HUGE_VAL, high = -HUGE_VAL;
        for (const auto& [source, value] : row.at("sources").items()) {
            low = std::min(low, value.get<double>());
            high = std::max(high, value.get<double>());
        }
        EXPECT_GT(row.at("sd").get<double>(), 0);
        // The world's sum may pull a figure beyond its sources, but not far beyond its error.
        EXPECT_GT(row.at("reconciled").get<double>(), low - 3 * row.at("sd").get<double>());
        EXPECT_LT(row.at("reconciled").get<double>(), high + 3 * row.at("sd").get<double>());
    }
    const auto figure = [](const char* region) {
        return result_of("panorama", {{"year", 2017}, {"regions", {region}}, {"boundary", {"production"}}})
            .at("result")
            .at("rows")
            .at(0)
            .at("amount")
            .at("value")
            .get<double>();
    };
    // The constraint is exact; Mt, sum of some 220 terms.
    EXPECT_NEAR(sum, figure("WLD") - figure("XIT"), 1e-9 * sum);
    expect_error(Fault::usage, [] { run(shared_context(), "data reconcile", {{"year", 1600}}); });
    expect_error(Fault::not_found,
                 [] {
                     run(shared_context(), "data reconcile", {{"year", 2990}});
                 },
                 {"2990"});
}

TEST(Lists, CategoriesConvert) {
    const json within = result_of("categories", {{"code", "1.A"}}).at("result").at("rows");
    for (const auto& row : within) EXPECT_TRUE(row.at("code").get<std::string>().starts_with("1.A")) << row;
    EXPECT_GT(within.size(), 10u);
    expect_error(Fault::usage, [] { run(shared_context(), "categories", {{"code", "9.Z"}}); });
    expect_error(Fault::usage,
                 [] {
                     run(shared_context(), "categories", {{"tree", "IPCC2007"}});
                 },
                 {"IPCC2006"});
}

TEST(Lists, GasesHaveThePotentialsOfTheReports) {
    const json rows = result_of("gases", json::object()).at("result").at("rows");
    const auto methane =
        std::find_if(rows.begin(), rows.end(), [](const json& row) { return row.at("gas") == "CH4"; });
    ASSERT_NE(methane, rows.end());
    // SAR WGI table 2.9; TAR 6.7; AR4 2.14; AR5 8.A.1; AR6 7.SM.7.
    for (const auto& [set, value] :
         {std::pair{"SAR", 21.0}, {"TAR", 23.0}, {"AR4", 25.0}, {"AR5", 28.0}, {"AR6", 27.9}})
        EXPECT_EQ(methane->at(set), value);
    EXPECT_THAT(result_of("gases", {{"horizon", 20}}).at("result").at("rows").dump(), HasSubstr("81.2"));
    expect_error(Fault::usage,
                 [] {
                     run(shared_context(), "gases", {{"horizon", 50}});
                 },
                 {"20", "100", "500"});
}

TEST(Lists, DatasetsNameWhatToCite) {
    const json result = result_of("datasets", {{"licences", true}}).at("result");
    ASSERT_FALSE(result.at("rows").empty());
    for (const auto& row : result.at("rows")) {
        EXPECT_FALSE(row.at("licence").get<std::string>().empty()) << row;
        EXPECT_FALSE(row.at("citation").get<std::string>().empty()) << row;
    }
    std::vector<std::string> empty = result.at("without_data");
    std::sort(empty.begin(), empty.end());
    EXPECT_THAT(empty, ElementsAre("processes", "products"));
}

}  // namespace
}  // namespace alioth::operations::testing
