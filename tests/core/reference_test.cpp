#include "core/reference.hpp"

#include <gtest/gtest.h>

namespace alioth::reference {
namespace {

TEST(Reference, SplitsLines) {
    EXPECT_EQ(split_line("a,,\"b, c\",d"), (Row{"a", "", "b, c", "d"}));
    EXPECT_EQ(split_line("\"a\""), Row{"a"});
    EXPECT_EQ(split_line("a,"), (Row{"a", ""}));
    EXPECT_EQ(split_list("a + b", " + "), (Row{"a", "b"}));
    EXPECT_TRUE(split_list("", ";").empty());
}

TEST(Reference, RefusesARaggedRow) {
    EXPECT_EQ(rows("a,b\n1,2\n", "t").size(), 1u);
    try {
        rows("a,b\n1,2\n3\n", "t.csv");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::internal);
        EXPECT_EQ(error.parts().where, "t.csv, line 3");
    }
}

TEST(Reference, EveryTableIsThere) {
    for (const auto table : {regions, groups, gases, gwp, categories, category_map})
        EXPECT_GT(rows(table, "t").size(), 10u);
    EXPECT_NE(units.find("<unit-system>"), std::string_view::npos);
}

}  // namespace
}  // namespace alioth::reference
