#include "database/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <thread>

#include "database/clock.hpp"
#include "database/support.hpp"

namespace alioth::database::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoreTest : public BothDialects {};
BOTH_DIALECTS(StoreTest);

double constant_one(int) {
    return 1;
}

TEST_P(StoreTest, TheFirstOpeningBringsInTheShippedTables) {
    home().data.table(
        "nature/one.csv",
        SeriesText(2000, 2002).add(flux("CHN"), [](int y) { return y == 2001 ? none : y - 1999.0; }).text());
    home().data.table("production/two.csv",
                      SeriesText(2000, 2000)
                          .add({.variable = "emission_total", .region = "DEU", .unit = "MtC"}, constant_one)
                          .text());
    Store store = home().open();
    EXPECT_EQ(store.revision(), 2);

    const auto flux_of_china = store.series(
        {.dataset = "nature", .variables = {"land_use_flux"}, .first_year = 2000, .last_year = 2002}, 2);
    ASSERT_EQ(flux_of_china.size(), 1u);
    EXPECT_EQ(flux_of_china[0].unit, "kg");
    EXPECT_EQ(flux_of_china[0].uncertainty, "ten");
    EXPECT_EQ(flux_of_china[0].values[0], 1e9);  // 1 Mt
    EXPECT_TRUE(std::isnan(flux_of_china[0].values[1])) << "an empty cell is no data, not zero";
    EXPECT_EQ(flux_of_china[0].values[2], 3e9);

    const auto carbon = store.series(
        {.dataset = "production", .variables = {"emission_total"}, .first_year = 2000, .last_year = 2000}, 2);
    ASSERT_EQ(carbon.size(), 1u);
    // 1 tC = 3.664 t CO2 (Global Carbon Budget); the tolerance is one rounding of the factor.
    EXPECT_DOUBLE_EQ(carbon[0].values[0], 3.664e9);

    const auto editions = store.editions(2);
    ASSERT_EQ(editions.size(), 2u);
    EXPECT_EQ(editions[0].stream, "nature/one");
    EXPECT_EQ(editions[0].origin, "shipped");
    EXPECT_EQ(editions[1].stream, "production/two");
    ASSERT_TRUE(store.source("toy").has_value());
    EXPECT_EQ(store.source("toy")->citation, "Cite toy, 2023");
    EXPECT_FALSE(store.source("nobody").has_value());
    const auto uncertainties = store.uncertainties();
    ASSERT_EQ(uncertainties.size(), 3u);
    EXPECT_EQ(uncertainties[2].id, "ten");
    EXPECT_EQ(uncertainties[2].half_width, 0.1);
    EXPECT_TRUE(std::isnan(uncertainties[1].half_width)) << "not stated is not zero";
}

TEST_P(StoreTest, TheSameTableTwiceChangesNothing) {
    home().data.table("nature/one.csv", SeriesText(2000, 2002).add(flux("CHN"), constant_one).text());
    const auto mine = home().user(SeriesText(2000, 2002).add(flux("DEU"), constant_one).text(), "1");
    std::string digest;
    {
        Store store = home().open();
        EXPECT_FALSE(import(store, mine).unchanged);
        digest = store.digest(store.revision());
        const auto again = import(store, mine);
        EXPECT_TRUE(again.unchanged);
        EXPECT_EQ(again.edition, 2) << "the edition that already holds";
        EXPECT_EQ(again.values_added + again.values_changed + again.values_removed, 0u);
    }
    Store reopened = home().open();
    EXPECT_EQ(reopened.revision(), 2);
    EXPECT_EQ(reopened.digest(2), digest);
}

/// Two editions with every kind of change, counted by hand.
const std::string& first_edition() {
    static const std::string text = SeriesText(2000, 2003)
                                        .add(flux("CHN"), [](int y) { return y - 1999.0; })  // 1 2 3 4
                                        .add(flux("DEU"), [](int y) { return y == 2003 ? none : 5.0; })
                                        .add(flux("USA"), [](int) { return 7.0; })
                                        .text();
    return text;
}
const std::string& second_edition() {
    static const std::string text =
        SeriesText(2000, 2004)
            .add(flux("CHN"),
                 [](int y) {
                     return y == 2001 ? 2.5 : y == 2002 ? 30.0 : y == 2003 ? none : y - 1999.0;
                 })
            .add(flux("DEU"), [](int y) { return y == 2004 ? none : 5.0; })
            .add(flux("FRA"), [](int y) { return y == 2000 ? 9.0 : none; })
            .text();
    return text;
}

TEST_P(StoreTest, ANewEditionCountsWhatItChanged) {
    Store store =
        (home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text()),
         home().open());
    import(store, home().user(first_edition(), "1"));
    const auto summary = import(store, home().user(second_edition(), "2"));
    EXPECT_EQ(summary.edition, 3);
    EXPECT_FALSE(summary.unchanged);
    EXPECT_EQ(summary.series, 3u);          // CHN, DEU, FRA
    EXPECT_EQ(summary.values, 4u + 4 + 1);  // CHN 2000-2002 and 2004; DEU 2000-2003; FRA 2000
    EXPECT_EQ(summary.values_added, 3u);    // CHN 2004, DEU 2003, FRA 2000
    EXPECT_EQ(summary.values_changed, 2u);  // CHN 2001, 2002
    EXPECT_EQ(summary.values_removed, 5u);  // CHN 2003, USA 2000-2003
    ASSERT_EQ(summary.largest.size(), 2u);
    EXPECT_EQ(summary.largest[0].region, "CHN");
    EXPECT_EQ(summary.largest[0].year, 2002);
    EXPECT_EQ(summary.largest[0].before, 3e9);
    EXPECT_EQ(summary.largest[0].after, 30e9);
    EXPECT_EQ(summary.largest[1].year, 2001);
}

TEST_P(StoreTest, AnOlderStateAnswersAsItDid) {
    Store store =
        (home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text()),
         home().open());
    import(store, home().user(first_edition(), "1"));
    const auto before = all_series(store, 2);
    const std::string digest = store.digest(2);
    const auto row_before = store.source_row(before[0].id, 2003, 2);
    import(store, home().user(second_edition(), "2"));

    EXPECT_EQ(store.digest(2), digest);
    EXPECT_NE(store.digest(3), digest);
    expect_same_series(all_series(store, 2), before);
    EXPECT_EQ(store.source_row(before[0].id, 2003, 2).source_value, row_before.source_value);
    EXPECT_EQ(store.source_row(before[0].id, 2003, 2).edition.version, "1");
    expect_error(Fault::not_found, [&] { store.source_row(before[0].id, 2003, 3); },
                 {"no such figure", "2003"});
    ASSERT_EQ(store.editions(2).size(), 2u);
    EXPECT_EQ(store.editions(2)[0].version, "1");
    EXPECT_EQ(store.editions(3)[0].version, "2");
}

TEST_P(StoreTest, ASeriesClosesAndComesBack) {
    Store store =
        (home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text()),
         home().open());
    const auto with =
        SeriesText(2000, 2001).add(flux("CHN"), constant_one).add(flux("USA"), constant_one).text();
    const auto without = SeriesText(2000, 2001).add(flux("CHN"), constant_one).text();
    const auto back = SeriesText(2000, 2001)
                          .add(flux("CHN"), constant_one)
                          .add(flux("USA"), [](int) { return 2.0; })
                          .text();
    import(store, home().user(with, "1"));
    import(store, home().user(without, "2"));
    import(store, home().user(back, "3"));
    EXPECT_EQ(all_series(store, 2).size(), 2u);
    EXPECT_EQ(all_series(store, 3).size(), 1u);
    const auto now = all_series(store, 4);
    ASSERT_EQ(now.size(), 2u);
    EXPECT_EQ(now[1].region, "USA");
    EXPECT_EQ(now[1].values[0], 2e9);
    EXPECT_EQ(now[1].id, all_series(store, 2)[1].id) << "it is the same series as before";
}

/// A table of random figures; about a third of its cells are empty, so that years come and go.
std::string random_table(std::mt19937& random) {
    SeriesText text(2000, 2009);
    std::uniform_real_distribution<double> value(-1, 1);
    for (const char* region : {"CHN", "DEU", "FRA", "GBR", "JPN", "USA"}) {
        if (random() % 5 == 0) continue;
        auto line = flux(region);
        line.locator = "row " + std::to_string(random() % 3);
        line.unit = random() % 4 ? "Mt" : "MtC";
        text.add(line, [&](int) { return random() % 3 ? std::round(10 * value(random)) : none; });
    }
    return text.add(flux("BRA"), constant_one).text();
}

TEST_P(StoreTest, IncrementalUpdatesEqualAFullRebuildBitForBit) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    Store step_by_step = home().open();
    std::mt19937 random(20230);
    for (int round = 1; round <= 12; ++round) {
        const auto edition = home().user(random_table(random), std::to_string(round));
        import(step_by_step, edition);
        Home other(GetParam());
        other.data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
        Store rebuilt = other.open();
        import(rebuilt, edition);
        ASSERT_EQ(step_by_step.digest(step_by_step.revision()), rebuilt.digest(2)) << "round " << round;
    }
}

std::string facilities_text(double second_capacity, bool with_third) {
    std::string text =
        "id,name,region,latitude,longitude,fuel,capacity_mw,commissioned,locator\n"
        "A1,\"Alpha, the first\",CHN,10.5,100,coal,500,1999,line 2\n"
        "B2,Beta,DEU,50,8,gas," +
        formats::number_text(second_capacity) + ",,line 3\n";
    if (with_third) text += "C3,Gamma,USA,-90,-180,solar,0.5,2001.5,line 4\n";
    return text;
}

TEST_P(StoreTest, FacilitiesHaveVersionsToo) {
    home().data.table("tracing/plants.csv", facilities_text(30, true), "v1", "toy", "facilities");
    std::string digest;
    {
        Store store = home().open();
        digest = store.digest(1);
        auto query = store.connection().prepare(
            "SELECT id, name, capacity_mw, commissioned FROM facilities ORDER BY capacity_mw DESC");
        ASSERT_TRUE(query->step());
        EXPECT_EQ(query->text(1), "Alpha, the first");
        ASSERT_TRUE(query->step());
        EXPECT_EQ(query->real(2), 30);
        EXPECT_TRUE(query->is_null(3)) << "a year that is not known is no year";
    }
    home().data.table("tracing/plants.csv", facilities_text(31, false), "v2", "toy", "facilities");
    Store store = home().open();
    EXPECT_EQ(store.digest(1), digest);
    auto query = store.connection().prepare("SELECT id, capacity_mw FROM facilities ORDER BY id");
    ASSERT_TRUE(query->step());
    EXPECT_EQ(query->text(0), "A1");
    ASSERT_TRUE(query->step());
    EXPECT_EQ(query->real(1), 31);
    EXPECT_FALSE(query->step()) << "the third plant is gone";

    Home fresh(GetParam());
    fresh.data.table("tracing/plants.csv", facilities_text(31, false), "v2", "toy", "facilities");
    Store rebuilt = fresh.open();
    EXPECT_EQ(store.digest(2), rebuilt.digest(1));
}

TEST_P(StoreTest, FacilityImportsAreCounted) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    Store store = home().open();
    const auto plants = [&](const std::string& text) {
        const auto path = write_file(home().folder.path() / "plants.csv", text);
        const TableInfo info{.file = "plants.csv",
                             .kind = "facilities",
                             .dataset = "tracing",
                             .stream = "tracing/plants",
                             .source = "toy",
                             .version = sha256_hex(text, 6),
                             .sha256 = sha256_hex(text),
                             .origin = "user"};
        Transaction transaction(store.connection());
        const auto summary = import_facilities(store.connection(), info, formats::read_facility_table(path));
        transaction.commit();
        return summary;
    };
    EXPECT_EQ(plants(facilities_text(30, true)).values_added, 3u);
    EXPECT_TRUE(plants(facilities_text(30, true)).unchanged);
    const auto second = plants(facilities_text(31, false));
    EXPECT_EQ(second.values, 2u);
    EXPECT_EQ(second.values_added, 0u);
    EXPECT_EQ(second.values_changed, 1u);
    EXPECT_EQ(second.values_removed, 1u);
}

TEST_P(StoreTest, AFaultyRowLeavesTheOldStateAndIsNamed) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    Store store = home().open();
    import(store, home().user(first_edition(), "1"));
    const std::string digest = store.digest(2);
    const auto good = flux("CHN");
    const auto refuse = [&](const SeriesText::Line& bad, const std::vector<std::string>& pieces) {
        const auto faulty = home().user(
            SeriesText(2000, 2003).add(good, [](int) { return 99.0; }).add(bad, constant_one).text(), "2");
        expect_error(
            Fault::input, [&] { import(store, faulty); }, pieces);
        EXPECT_EQ(store.revision(), 2);
        EXPECT_EQ(store.digest(2), digest);
        EXPECT_FALSE(std::filesystem::exists(home().options.home / "imports" / faulty.info.sha256))
            << "a refused file is not kept";
    };
    auto line = flux("CHM");
    refuse(line, {"mine.csv, line 3", "unknown region", "CHM"});
    line = flux("DEU");
    line.unit = "flurbs";
    refuse(line, {"mine.csv, line 3", "unknown unit", "flurbs"});
    line.unit = "km2";
    refuse(line, {"mine.csv, line 3", "another dimension", "km2", "converts to kg"});
    line = flux("DEU");
    line.uncertainty = "elevenish";
    refuse(line, {"mine.csv, line 3", "unknown uncertainty", "elevenish"});
    line = flux("DEU");
    line.gas = "CH4";
    line.unit = "Mt CO2e";  // by which GWP set?
    refuse(line, {"mine.csv, line 3"});
    line = flux("China");
    refuse(line, {"mine.csv, line 3", "unknown region", "write CHN"});
}

TEST_P(StoreTest, AFacilityOfAnUnknownRegionIsRefused) {
    home().data.table("tracing/plants.csv",
                      "id,name,region,latitude,longitude,fuel,capacity_mw,commissioned,locator\n"
                      "A1,Alpha,CHM,10.5,100,coal,500,1999,line 2\n",
                      "v1", "toy", "facilities");
    expect_error(Fault::input, [&] { home().open(); },
                 {"tracing/plants.csv, line 2", "unknown region", "CHM"});
}

TEST_P(StoreTest, LocatorsLeadToTheRowOfTheYear) {
    const auto located = [](const std::string& region, const std::string& locator) {
        auto line = flux(region);
        line.locator = locator;
        return line;
    };
    home().data.table("nature/one.csv",
                      SeriesText(2020, 2021)
                          .add(located("CHN", "file.csv, line {+-1848}, column X"), constant_one)
                          .add(located("DEU", "row {-2000}"), constant_one)
                          .add(located("FRA", "line {+12}"), constant_one)
                          .add(located("GBR", "column {year}; again {year}"), constant_one)
                          .add(located("USA", "{cell} of {year} {"), constant_one)
                          .text());
    Store store = home().open();
    std::vector<std::string> locators;
    for (const auto& series : store.series(
             {.dataset = "nature", .variables = {"land_use_flux"}, .first_year = 2021, .last_year = 2021}, 1))
        locators.push_back(store.source_row(series.id, 2021, 1).locator);
    EXPECT_THAT(locators, ElementsAre("file.csv, line 173, column X", "row 21", "line 2033",
                                      "column 2021; again 2021", "{cell} of 2021 {"));
}

TEST_P(StoreTest, ASourceRowSaysWhereTheFigureStands) {
    auto line = flux("DEU");
    line.unit = "MtC";
    line.note = "as printed";
    home().data.table(
        "nature/one.csv",
        SeriesText(2000, 2001).add(flux("CHN"), constant_one).add(line, [](int) { return 0.3; }).text());
    Store store = home().open();
    const auto series = store.series({.dataset = "nature",
                                      .variables = {"land_use_flux"},
                                      .region = "DEU",
                                      .first_year = 2001,
                                      .last_year = 2001},
                                     1);
    ASSERT_EQ(series.size(), 1u);
    const auto row = store.source_row(series[0].id, 2001, 1);
    EXPECT_EQ(row.file, "nature/one.csv");
    EXPECT_EQ(row.line, 3);
    EXPECT_EQ(row.source_unit, "MtC");
    EXPECT_DOUBLE_EQ(row.source_value, 0.3);  // x factor / factor: two roundings
    EXPECT_EQ(row.note, "as printed");
    EXPECT_EQ(row.uncertainty, "ten");
    EXPECT_EQ(row.edition.version, "v1");
    EXPECT_EQ(row.since.id, 1);
}

TEST_P(StoreTest, ASupersededSourceIsLeftOutUnlessItsStreamIsAsked) {
    home().data.source("old");
    home().data.supersede("nature", "land_use_flux", "old", "toy");
    home().data.table("nature/new.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    home().data.table(
        "nature/old.csv",
        SeriesText(2000, 2000)
            .add(flux("CHN"), [](int) { return 2.0; })
            .add({.variable = "forest_area", .region = "CHN", .gas = "", .unit = "ha"}, constant_one)
            .text(),
        "v0", "old");
    Store store = home().open();
    const auto streams = [&](const std::string& variable, const std::string& stream) {
        std::vector<std::string> names;
        for (const auto& series : store.series({.dataset = "nature",
                                  .variables = {variable},
                                  .stream = stream,
                                  .first_year = 2000,
                                  .last_year = 2000},
                                               store.revision()))
            names.push_back(series.stream);
        return names;
    };
    EXPECT_THAT(streams("land_use_flux", ""), ElementsAre("nature/new"));
    EXPECT_THAT(streams("land_use_flux", "nature/old"), ElementsAre("nature/old"));
    EXPECT_THAT(streams("forest_area", ""), ElementsAre("nature/old")) << "only that variable is superseded";
}

TEST_P(StoreTest, AStateIsNamedByNumberOrDate) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    Store store = home().open();
    import(store, home().user(first_edition(), "1"));
    // The first edition is moved to a day of the past, so that dates tell the two apart.
    store.connection().execute("UPDATE edition SET imported_at = '2020-03-05T10:00:00Z' WHERE id = 1");
    EXPECT_EQ(store.revision_as_of("1"), 1);
    EXPECT_EQ(store.revision_as_of("2"), 2);
    EXPECT_EQ(store.revision_as_of("2020-03-05"), 1) << "a day stands for its end";
    EXPECT_EQ(store.revision_as_of("2020-03"), 1);
    EXPECT_EQ(store.revision_as_of("2020"), 1);
    EXPECT_EQ(store.revision_as_of("2021-01-01"), 1);
    EXPECT_EQ(store.revision_as_of("2020-03-05T10:00:00Z"), 1);
    EXPECT_EQ(store.revision_as_of(utc_now().substr(0, 10)), 2);
    for (const char* wrong : {"0", "3", "999999", "2020-03-04", "1999", "", "yesterday", "-1", "2020-3-5",
                              "2020-03-05x", "99999999999999999999",
                              "2"
                              "\xe5\xb9\xb4"})
        expect_error(Fault::usage, [&] { store.revision_as_of(wrong); }, {"from 1 to 2", wrong});
}

TEST_P(StoreTest, AUsersStreamStaysWhenTheShippedTablesChange) {
    const auto table = [](double value) {
        return SeriesText(2000, 2000).add(flux("CHN"), [&](int) { return value; }).text();
    };
    home().data.table("nature/mine.csv", table(1)).table("nature/one.csv", table(1));
    {
        Store store = home().open();
        EXPECT_EQ(import(store, home().user(table(5), "mine")).edition, 3);
    }
    home().data.table("nature/mine.csv", table(2), "v2").table("nature/one.csv", table(2), "v2");
    Store store = home().open();
    EXPECT_EQ(store.revision(), 4) << "only the stream that the user left alone moved on";
    const auto all = store.series(
        {.dataset = "nature", .variables = {"land_use_flux"}, .first_year = 2000, .last_year = 2000}, 4);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].stream, "nature/mine");
    EXPECT_EQ(all[0].values[0], 5e9);
    EXPECT_EQ(all[1].values[0], 2e9);
    EXPECT_TRUE(store.source("mine").has_value()) << "the user's source stays listed";
}

TEST_P(StoreTest, AChangedShippedTableIsRefusedAndNothingIsHeld) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    home().data.write();
    write_file(home().options.shipped / "nature/one.csv",
               SeriesText(2000, 2000).add(flux("CHN"), [](int) { return 2.0; }).text());
    Progress silent;
    expect_error(Fault::input, [&] { Store::open(home().options, silent); }, {"nature/one.csv", "SHA-256"});
    EXPECT_FALSE(connect(home().options.location)->has_table("meta"));
}

TEST_P(StoreTest, MissingShippedTablesAreSaid) {
    Progress silent;
    expect_error(Fault::input, [&] { Store::open(home().options, silent); },
                 {"shipped tables are missing", "ALIOTH_DATA"});
}

TEST_P(StoreTest, ADatabaseOfAnotherLayoutIsNotReadByGuess) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    home().open().connection().execute("UPDATE meta SET value = '999' WHERE key = 'schema'");
    expect_error(Fault::input, [&] { home().open(); }, {"layout 999", "alioth data rebuild"});
}

TEST_P(StoreTest, TwoProgramsMayMeetAnEmptyDatabase) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text()).write();
    std::vector<int> revisions(4);
    std::vector<std::string> faults(4);
    {
        std::vector<std::jthread> programs;
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            programs.emplace_back([&, i] {
                Progress silent;
                try {
                    revisions[i] = Store::open(home().options, silent).revision();
                } catch (const std::exception& error) {
                    faults[i] = error.what();
                }
            });
        }
    }
    EXPECT_THAT(faults, ElementsAre("", "", "", ""));
    EXPECT_THAT(revisions, ElementsAre(1, 1, 1, 1)) << "one of them imported, the others waited";
}

TEST_P(StoreTest, TextComesBackAsItWas) {
    auto line = flux("CHN", "tab\there, quote \"\"double\"\", back\\slash, 碳, \xF0\x9F\x8C\x8D");
    line.locator = "question? {year}";
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(line, [](int) { return -1e-300; }).text());
    Store store = home().open();
    const auto series = store.series(
        {.dataset = "nature", .variables = {"land_use_flux"}, .first_year = 2000, .last_year = 2000}, 1);
    ASSERT_EQ(series.size(), 1u);
    EXPECT_EQ(series[0].item, "tab\there, quote \"double\", back\\slash, 碳, \xF0\x9F\x8C\x8D");
    EXPECT_EQ(std::bit_cast<std::uint64_t>(series[0].values[0]), std::bit_cast<std::uint64_t>(-1e-300 * 1e9));
    EXPECT_EQ(store.source_row(series[0].id, 2000, 1).locator, "question? 2000");
}

TEST_P(StoreTest, KeptFilesComeOldestFirst) {
    home().data.table("nature/one.csv", SeriesText(2000, 2000).add(flux("CHN"), constant_one).text());
    Store store = home().open();
    EXPECT_THAT(kept_files(home().options), IsEmpty());
    import(store, home().user(first_edition(), "1"));
    import(store, home().user(second_edition(), "2"));
    const auto kept = kept_files(home().options);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].info.version, "1");
    EXPECT_EQ(read_file(kept[0].path), first_edition());
    EXPECT_EQ(kept[1].info.version, "2");
    EXPECT_EQ(kept[1].source.title, "Mine");
}

/// The same tables in both dialects: equal digests are equal contents, in whatever order the server collates.
TEST(Dialects, HoldTheSame) {
    if (!PostgresServer::get().missing().empty()) GTEST_SKIP() << PostgresServer::get().missing();
    std::vector<std::string> digests;
    std::vector<std::vector<Series>> series;
    for (const char* dialect : {"sqlite", "postgresql"}) {
        Home home(dialect);
        SeriesText text(2000, 2001);
        // Capitals, dots and marks that a dictionary sorts otherwise than bytes do.
        for (const char* item : {"a", "B", "b", "A b", "a-c", "ab", "Z", "é", "煤", "_"})
            text.add(flux("CHN", item), [](int y) { return y / 7.0; });
        home.data.table("nature/One.csv", text.text()).table("nature/a.csv", first_edition());
        home.data.table("tracing/plants.csv", facilities_text(30, true), "v1", "toy", "facilities");
        Store store = home.open();
        import(store, home.user(second_edition(), "2"));
        digests.push_back(store.digest(4));
        series.push_back(store.series(
            {.dataset = "nature", .variables = {"land_use_flux"}, .first_year = 2000, .last_year = 2004}, 4));
        EXPECT_EQ(store.editions(4).front().stream, "nature/One") << dialect;
    }
    EXPECT_EQ(digests[0], digests[1]);
    expect_same_series(series[0], series[1]);
}

TEST(Dialects, AnUnreachableServerIsAMissingService) {
    expect_error(Fault::service, [] { connect("postgresql://alioth:secret@/none?host=/nonexistent/folder"); },
                 {"cannot reach the database server"});
    try {
        connect("postgresql://alioth:secret@/none?host=/nonexistent/folder");
    } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos)
            << "a password is never printed";
    }
}

}  // namespace
}  // namespace alioth::database::testing
