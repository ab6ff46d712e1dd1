#include "core/periods.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace alioth {
namespace {

void expect_usage_error(std::string_view text) {
    try {
        parse_period(text);
        ADD_FAILURE() << "accepted " << text;
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage) << text;
    }
}

TEST(Periods, Years) {
    const Period period = parse_period("1990:2021");
    EXPECT_EQ(period.first_year(), 1990);
    EXPECT_EQ(period.last_year(), 2021);
    EXPECT_EQ(period.year_count(), 32);
    EXPECT_TRUE(period.is_whole_years());
    EXPECT_EQ(period, Period::of_years(1990, 2021));
    EXPECT_EQ(parse_period("1990/2021"), period);
    EXPECT_EQ(parse_period("2022"), Period::of_year(2022));
}

TEST(Periods, MonthsAndDays) {
    EXPECT_EQ(parse_period("2022-03").days(), 31);
    EXPECT_EQ(parse_period("2024-02").days(), 29);  // leap year
    EXPECT_EQ(parse_period("1900-02").days(), 28);  // not one
    EXPECT_EQ(parse_period("2022-03-15").days(), 1);
    EXPECT_EQ(parse_period("2021-12-31:2022-01-01").year_count(), 2);
    EXPECT_FALSE(parse_period("2022-03").is_whole_years());
    EXPECT_TRUE(parse_period("2022-01:2022-12").is_whole_years());
    EXPECT_TRUE(Period::of_year(2022).contains(parse_period("2022-03")));
    EXPECT_FALSE(parse_period("2022-03").contains(Period::of_year(2022)));
}

TEST(Periods, TextComesBack) {
    for (const auto* text :
         {"2022", "1990:2021", "2022-03", "2022-03:2023-01", "2022-03-15", "2022-03-15:2022-04-01"})
        EXPECT_EQ(to_string(parse_period(text)), text);
}

TEST(Periods, RefusesWhatIsNoPeriod) {
    for (const auto* text :
         {"", "22", "2022-13", "2022-00", "2022-02-30", "2023-02-29", "2022-3", "2021:1990", "1990:", ":1990",
          "1990-2021", "2022-03-155", "2022:2023:2024", "year", "+022", "2022 "})
        expect_usage_error(text);
    EXPECT_THROW(Period::of_years(2021, 1990), Error);
}

}  // namespace
}  // namespace alioth
