#include "panorama/boundaries.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/expect.hpp"

namespace alioth::panorama {
namespace {

using alioth::testing::expect_error;

TEST(Boundaries, StandInTheOrderOfTheirIds) {
    for (std::size_t i = 0; i < boundaries().size(); ++i)
        EXPECT_EQ(static_cast<std::size_t>(boundaries()[i].id), i);
}

TEST(Boundaries, AreThoseOfTheDesignPage) {
    const std::set<std::string> design = {
        "production", "production+land", "consumption", "eebt",    "income",   "technology-adjusted",
        "shared",     "shared-va",       "extraction",  "natural", "panorama", "avoided"};
    std::set<std::string> found;
    for (const auto& boundary : boundaries())
        EXPECT_TRUE(found.insert(boundary.name).second) << boundary.name;
    for (const auto& boundary : missing_boundaries())
        EXPECT_TRUE(found.insert(boundary.name).second) << boundary.name;
    EXPECT_EQ(found, design);
}

TEST(Boundaries, SayTheirRuleInBothLanguages) {
    for (const auto& boundary : boundaries()) {
        for (const auto* text : {&boundary.title, &boundary.rule}) {
            EXPECT_FALSE(text->en.empty()) << boundary.name;
            EXPECT_FALSE(text->zh.empty()) << boundary.name;
            EXPECT_NE(text->en, text->zh) << boundary.name;
        }
    }
}

TEST(Boundaries, AreFoundByName) {
    for (const auto& boundary : boundaries()) EXPECT_EQ(find_boundary(boundary.name).id, boundary.id);
    expect_error(Fault::usage, [] { find_boundary("consumtion"); },
                 {"consumtion", "did you mean consumption?"});
    expect_error(Fault::not_found, [] { find_boundary("income"); }, {"income", "alioth boundaries"});
}

TEST(Boundaries, ALandViewIsFoundByName) {
    EXPECT_EQ(find_land_view("H&N"), LandView::hn);
    EXPECT_EQ(name_of(LandView::oscar), "OSCAR");
    expect_error(Fault::usage, [] { find_land_view("OSCAT"); }, {"OSCAR"});
}

}  // namespace
}  // namespace alioth::panorama
