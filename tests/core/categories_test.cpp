#include "core/categories.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace alioth {
namespace {

using Codes = std::vector<std::string_view>;

Codes targets(std::string_view code, std::string_view from, std::string_view to) {
    return convert_category(code, from, to).targets;
}

template <typename Call>
std::string error_of(Fault fault, Call call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), fault) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

TEST(Categories, Trees) {
    EXPECT_EQ(category_tree_names(), (Codes{"IPCC1996", "IPCC2006", "CRF", "CRT"}));
    // 2006 IPCC Guidelines, volume 1, Table 8.2.
    const auto& tree = category_tree("IPCC2006");
    EXPECT_EQ(tree.at("0").children, (Codes{"1", "2", "3", "4", "5"}));
    EXPECT_EQ(tree.at("3.A.1.a").title, "Cattle");
    EXPECT_EQ(tree.ancestors("1.A.1.a.i"), (Codes{"1.A.1.a", "1.A.1", "1.A", "1", "0"}));
    EXPECT_TRUE(tree.is_within("3.A.1.a", "3.A"));
    EXPECT_TRUE(tree.is_within("3.A", "3.A"));
    EXPECT_FALSE(tree.is_within("3.A", "3.A.1"));
    EXPECT_EQ(tree.find("1A1a")->code, "1.A.1.a");
    EXPECT_EQ(tree.find("9.Z"), nullptr);
}

TEST(Categories, EveryParentKnowsItsChild) {
    for (const auto name : category_tree_names()) {
        const auto& tree = category_tree(name);
        for (const auto& category : tree.categories()) {
            EXPECT_EQ(tree.at(category.code).code, category.code);
            for (const auto child : category.children) EXPECT_EQ(tree.at(child).parent, category.code);
            EXPECT_LT(tree.ancestors(category.code).size(), 12u);
        }
    }
}

TEST(Categories, ReportingTablesHaveSixSectors) {
    // Decision 5/CMA.3, annex I: 1 Energy, 2 IPPU, 3 Agriculture, 4 LULUCF, 5 Waste, 6 Other.
    const auto& tree = category_tree("CRT");
    EXPECT_EQ(tree.at("0").children, (Codes{"1", "2", "3", "4", "5", "6"}));
    EXPECT_NE(tree.find("4(IV)"), nullptr);
    EXPECT_EQ(tree.find("4(V)"), nullptr);
    EXPECT_FALSE(tree.is_within("M.Memo.Int.Avi", "0"));
}

TEST(Categories, FromGuidelinesToReportingTables) {
    EXPECT_EQ(targets("1.A.1.a", "IPCC2006", "CRT"), Codes{"1.A.1.a"});
    EXPECT_EQ(targets("3", "IPCC2006", "CRT"), (Codes{"3", "4"}));
    EXPECT_EQ(targets("3.A.1", "IPCC2006", "CRT"), Codes{"3.A"});
    EXPECT_EQ(targets("3.C.7", "IPCC2006", "CRT"), Codes{"3.C"});
    EXPECT_EQ(targets("3.B.2.b", "IPCC2006", "CRT"), Codes{"4.B.2"});
    EXPECT_EQ(targets("3.C.1.a", "IPCC2006", "CRT"), Codes{"4(IV).A"});
    EXPECT_EQ(targets("3.C.1.a", "IPCC2006", "CRF"), Codes{"4(V).A"});
    EXPECT_EQ(targets("4.D.1", "IPCC2006", "CRF"), Codes{"5.D.1"});
    EXPECT_EQ(targets("1.A.3.a.i", "IPCC2006", "CRT"), Codes{"M.Memo.Int.Avi"});
}

TEST(Categories, FromReportingTablesToGuidelines) {
    EXPECT_EQ(targets("3", "CRT", "IPCC2006"), (Codes{"3.A", "3.C"}));
    EXPECT_EQ(targets("4", "CRT", "IPCC2006"), (Codes{"3.B", "3.D"}));
    EXPECT_EQ(targets("5.A.1", "CRT", "IPCC2006"), Codes{"4.A.1"});
    EXPECT_EQ(targets("3.A.4", "CRT", "IPCC2006"),
              (Codes{"3.A.1.b", "3.A.1.d", "3.A.1.e", "3.A.1.f", "3.A.1.g", "3.A.1.j"}));
    EXPECT_EQ(targets("6", "CRF", "IPCC2006"), Codes{"5"});
}

TEST(Categories, OlderGuidelines) {
    // climate_categories, conversion.IPCC1996.IPCC2006.csv (from 2006 IPCC Guidelines, volume 1, Table 8.2).
    EXPECT_EQ(targets("4.C", "IPCC1996", "IPCC2006"), Codes{"3.C.7"});
    EXPECT_EQ(targets("6.B.1", "IPCC1996", "IPCC2006"), Codes{"4.D.2"});
    const auto soils = convert_category("4.D", "IPCC1996", "IPCC2006");
    EXPECT_EQ(soils.targets, (Codes{"3.C.4", "3.C.5"}));
    EXPECT_EQ(soils.gases, "N2O");
    EXPECT_EQ(convert_category("3", "IPCC1996", "IPCC2006").comment, "together with 2");
    EXPECT_EQ(targets("3.A.1", "IPCC2006", "IPCC1996"), Codes{"4.A"});
}

TEST(Categories, WalksUpAndSaysSo) {
    const auto dairy = convert_category("3.A.1.a.i", "IPCC2006", "CRT");
    EXPECT_EQ(dairy.targets, Codes{"3.A.1"});
    EXPECT_EQ(dairy.mapped, "3.A.1.a");
    EXPECT_FALSE(dairy.is_exact);
    EXPECT_TRUE(convert_category("3.A.1.a", "IPCC2006", "CRT").is_exact);
}

TEST(Categories, TwoReportingTablesShareCodes) {
    EXPECT_EQ(targets("1.A.4.b", "CRF", "CRT"), Codes{"1.A.4.b"});
    EXPECT_EQ(targets("4(V).A", "CRF", "CRT"), Codes{"4(IV).A"});
    EXPECT_EQ(targets("4(IV).A", "CRT", "CRF"), Codes{"4(V).A"});
    const auto own = convert_category("5.E.3", "CRF", "CRT");  // a country's own category of 2023
    EXPECT_EQ(own.mapped, "5.E");
    EXPECT_FALSE(own.is_exact);
    EXPECT_EQ(targets("1.A", "CRT", "CRT"), Codes{"1.A"});
}

TEST(Categories, WrongUsage) {
    EXPECT_NE(error_of(Fault::usage, [] { category_tree("IPCC2007"); }).find("IPCC2006"), std::string::npos);
    EXPECT_NE(error_of(Fault::usage, [] { category_tree("IPCC2006").at("3.A.1.k"); }).find("3.A.1"),
              std::string::npos);
    EXPECT_NE(
        error_of(Fault::usage, [] { convert_category("1", "IPCC1996", "CRT"); }).find("IPCC1996 to IPCC2006"),
        std::string::npos);
    error_of(Fault::not_found, [] { convert_category("M.Info.WI", "CRT", "IPCC2006"); });
}

}  // namespace
}  // namespace alioth
