#include "core/regions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/error.hpp"

namespace alioth {
namespace {

using Codes = std::vector<std::string_view>;

std::string usage_error(std::string_view text) {
    try {
        resolve_regions(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        return error.what();
    }
    ADD_FAILURE() << "nothing was thrown for " << text;
    return {};
}

TEST(Regions, HoldsIso3166) {
    // ISO 3166-1 has 249 current entries (ISO Online Browsing Platform).
    const auto current = std::count_if(regions().begin(), regions().end(), [](const Region& region) {
        return region.kind == RegionKind::country || region.kind == RegionKind::territory;
    });
    EXPECT_EQ(current, 249);
    std::set<std::string_view> codes;
    for (const auto& region : regions()) {
        EXPECT_TRUE(codes.insert(region.code).second) << region.code;
        EXPECT_EQ(region.code.size(), 3u);
        EXPECT_FALSE(region.name_en.empty());
        EXPECT_FALSE(region.name_zh.empty());
    }
}

TEST(Regions, EveryCodeAndNameFindsItsRegion) {
    for (const auto& region : regions()) {
        EXPECT_EQ(find_region(region.code), &region);
        EXPECT_EQ(find_region(region.name_en), &region);
        EXPECT_EQ(find_region(region.name_zh), &region);
        if (!region.alpha2.empty()) {
            EXPECT_EQ(find_region(region.alpha2), &region);
        }
    }
}

TEST(Regions, CommonNames) {
    for (const auto& [name, code] :
         std::vector<std::pair<std::string_view, std::string_view>>{{"usa", "USA"},
                                                                    {"UK", "GBR"},
                                                                    {"South Korea", "KOR"},
                                                                    {"Russia", "RUS"},
                                                                    {"中国", "CHN"},
                                                                    {"美国", "USA"},
                                                                    {"Turkey", "TUR"},
                                                                    {"Hong Kong, China", "HKG"},
                                                                    {"World", "WLD"},
                                                                    {"international transport", "XIT"},
                                                                    {"全球", "WLD"},
                                                                    {"Viet Nam", "VNM"},
                                                                    {"刚果(金)", "COD"}})
        EXPECT_EQ(resolve_regions(name), Codes{code}) << name;
    EXPECT_EQ(find_region("ANT")->kind, RegionKind::former);
    EXPECT_EQ(find_region("XIT")->kind, RegionKind::special);
}

TEST(Regions, ListsKeepOrderAndGroups) {
    EXPECT_EQ(resolve_regions("CHN, EU27 ,us,China"), (Codes{"CHN", "EU27", "USA"}));
    EXPECT_EQ(resolve_regions("中国、美国，欧盟"), (Codes{"CHN", "USA", "EU27"}));
}

TEST(Regions, GroupsHaveTheirMembers) {
    EXPECT_EQ(region_members("EU27").size(), 27u);
    EXPECT_EQ(region_members("EU28").size(), 28u);
    EXPECT_EQ(region_members("OECD").size(), 38u);
    EXPECT_EQ(region_members("G20").size(), 19u);
    EXPECT_EQ(region_members("LDC").size(), 46u);
    // UNFCCC: 198 Parties of which one is the European Union; 43 in Annex I with it.
    EXPECT_EQ(region_members("ANNEX1").size(), 42u);
    EXPECT_EQ(region_members("ANNEX1").size() + region_members("NONANNEX1").size(), 197u);
    EXPECT_EQ(region_members("中国"), Codes{"CHN"});
    for (const auto& group : region_groups())
        for (const auto member : group.members) EXPECT_NE(find_region(member), nullptr) << member;
}

TEST(Regions, ContinentsShareNothing) {
    std::set<std::string_view> seen;
    for (const auto* code : {"AFRICA", "ASIA", "EUROPE", "NORTH-AMERICA", "SOUTH-AMERICA", "OCEANIA"})
        for (const auto member : region_members(code)) EXPECT_TRUE(seen.insert(member).second) << member;
    EXPECT_EQ(seen.size(), 249u);  // ISO 3166-1 without Antarctica, with Kosovo
}

TEST(Regions, UnknownNamesTheNearest) {
    EXPECT_NE(usage_error("Germny").find("Germany?"), std::string::npos);
    EXPECT_NE(usage_error("CHN,OECDD").find("OECD?"), std::string::npos);
    usage_error("");
    usage_error(" , ");
    EXPECT_THROW(region_members("QQQ"), Error);
}

}  // namespace
}  // namespace alioth
