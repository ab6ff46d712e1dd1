#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "operations/support.hpp"

namespace alioth::operations::testing {
namespace {

using ::testing::HasSubstr;

json rows_of(const json& parameters) {
    return result_of("panorama", parameters).at("result").at("rows");
}

TEST(PanoramaOperation, LeavesInTheUnitsOfTheDoors) {
    // GCB2023v28_MtCO2_flat.csv: Germany 2021, 678.798872 Mt. Tolerances: two roundings of a unit conversion.
    const json parameters = {{"year", 2021}, {"regions", {"DEU"}}, {"boundary", {"production"}}};
    const auto amount = [&](json more) {
        more.update(parameters);
        return rows_of(more).at(0).at("amount");
    };
    EXPECT_EQ(amount(json::object()).at("unit"), "Mt");
    EXPECT_DOUBLE_EQ(amount(json::object()).at("value").get<double>(), 678.798872);
    EXPECT_EQ(amount({{"per", "capita"}}).at("unit"), "t/person");
    EXPECT_DOUBLE_EQ(amount({{"per", "capita"}}).at("value").get<double>(),
                     678798872.0 / 83697080);  // owid: people in 2021
    EXPECT_EQ(amount({{"per", "area"}}).at("unit"), "t/km2");
    EXPECT_EQ(amount({{"per", "gdp"}}).at("unit"), "kg/USD_2011");
    EXPECT_EQ(amount({{"gas", "GHG"}, {"gwp", "AR6"}}).at("unit"), "Mt CO2e(AR6-100)");
}

TEST(PanoramaOperation, ARowIsThatOfTheDesignPage) {
    for (const auto& row : rows_of({{"year", 2021}, {"regions", {"CHN", "FSM"}}})) {
        for (const char* key :
             {"region", "boundary", "gas", "year", "amount", "adjustment", "basis", "system"})
            EXPECT_TRUE(row.contains(key)) << key;
        EXPECT_EQ(row.size(), 8u) << row;
        if (row.at("amount").is_null()) {
            EXPECT_THAT(row.at("basis").get<std::string>(), HasSubstr("no data"));
            EXPECT_TRUE(row.at("adjustment").is_null());
            continue;
        }
        EXPECT_LE(row.at("amount").at("low"), row.at("amount").at("value"));
        EXPECT_GE(row.at("amount").at("high"), row.at("amount").at("value"));
    }
}

TEST(PanoramaOperation, TheDefaultIsTheWorldAndTheTwentyLargestIn2022) {
    const json rows = rows_of(json::object());
    std::vector<std::string> regions;
    for (const auto& row : rows) {
        EXPECT_EQ(row.at("year"), 2022);
        if (regions.empty() || regions.back() != row.at("region")) regions.push_back(row.at("region"));
    }
    ASSERT_EQ(regions.size(), 21u);
    EXPECT_EQ(regions[0], "WLD");
    EXPECT_EQ(regions[1], "CHN");
    EXPECT_EQ(regions[2], "USA");
    EXPECT_EQ(regions[3], "IND");
}

TEST(PanoramaOperation, RefusesWithTheNearestChoice) {
    const auto refuse = [](const json& parameters, const std::vector<std::string>& pieces) {
        expect_error(
            Fault::usage, [&] { run(shared_context(), "panorama", parameters); }, pieces);
    };
    refuse({{"regions", {"CHNN"}}}, {"CHNN", "did you mean CHN?"});
    refuse({{"regions", {"Germani"}}}, {"Germany"});
    refuse({{"gas", "CO3"}}, {"did you mean CO2?"});
    refuse({{"boundary", {"consumtion"}}}, {"did you mean consumption?"});
    refuse({{"land", "OSCAT"}}, {"did you mean OSCAR?"});
    refuse({{"year", 2023}}, {"1750 to 2022", "did you mean 2022?"});
    refuse({{"year", 1700}}, {"did you mean 1750?"});
    refuse({{"from", 2000}, {"to", 1990}}, {"range"});
    refuse({{"year", 2000}, {"from", 1990}}, {"--year", "--from"});
    refuse({{"gas", "GHG"}, {"gwp", "AR7"}}, {"AR7", "AR6"});
    refuse({{"gas", "GHG"}, {"gwp", "AR6-30"}}, {"30"});
    refuse({{"gas", "GHG"}, {"gwp", "AR6-x"}}, {"AR6-20"});
    refuse({{"gas", "GHG"}, {"boundary", {"consumption"}}}, {"only CO2"});
    refuse({{"as-of", "yesterday"}}, {"yesterday", "edition from 1"});
    refuse({{"as-of", "1999-01-01"}}, {"1999-01-01"});
    expect_error(Fault::not_found,
                 [] {
                     run(shared_context(), "panorama", {{"boundary", {"income"}}});
                 },
                 {"income"});
}

TEST(PanoramaOperation, PublishedFiguresStandBesideEachBoundary) {
    const json result =
        result_of("panorama", {{"year", 2022}, {"regions", {"CHN", "USA", "JPN"}}, {"compare", "published"}})
            .at("result");
    // Xinhua / CGTN, 8 April 2026.
    const std::map<std::string, double> claims = {{"CHN", -0.177}, {"USA", 0.152}, {"JPN", 0.072}};
    ASSERT_EQ(result.at("comparison").size(), 3u);
    for (const auto& claim : result.at("comparison")) {
        EXPECT_EQ(claim.at("claimed"), claims.at(claim.at("region")));
        for (const auto& ours : claim.at("ours")) {
            const json& adjustment = ours.at("adjustment");
            const double claimed = claim.at("claimed");
            EXPECT_EQ(ours.at("claim_inside_interval"),
                      claimed >= adjustment.at("low") && claimed <= adjustment.at("high"));
        }
    }
}

TEST(PanoramaOperation, AnIdNamesItsCellAndTheStateOfTheData) {
    const auto id_of = [](const json& parameters) {
        return rows_of(parameters).at(0).at("amount").at("id").get<std::string>();
    };
    const json plain = {{"year", 2021}, {"regions", {"CHN"}}, {"boundary", {"consumption"}}};
    const std::string id = id_of(plain);
    EXPECT_TRUE(id.starts_with("panorama:CHN:2021:consumption:CO2@")) << id;
    EXPECT_EQ(id.size(), std::string("panorama:CHN:2021:consumption:CO2@").size() + 12);
    json among_others = plain;
    among_others["regions"] = {"CHN", "DEU"};
    among_others["boundary"] = {"consumption", "production"};
    EXPECT_EQ(id_of(among_others), id) << "the company of other cells changes nothing";
    json other_share = plain;
    other_share["boundary"] = {"shared"};
    const std::string half = id_of(other_share);
    other_share["share"] = 0.4;
    EXPECT_NE(id_of(other_share), half);
}

}  // namespace
}  // namespace alioth::operations::testing
