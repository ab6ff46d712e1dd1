#include "core/notation.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "core/error.hpp"

namespace alioth {
namespace {

using enum NotationKey;

std::string sum_of(const std::vector<const char*>& texts) {
    std::vector<Reported> cells;
    for (const auto* text : texts) cells.push_back(Reported::parse(text));
    return to_string(sum(cells));
}

void expect_input_error(std::string_view text) {
    try {
        Reported::parse(text);
        ADD_FAILURE() << "accepted " << text;
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::input) << text;
    }
}

TEST(Notation, TextComesBackInCanonicalOrder) {
    for (const auto* text : {"12.5", "IE", "NO,NE", "0.1,NE", "C", "FX", "-3.25", "0"})
        EXPECT_EQ(to_string(Reported::parse(text)), text);
    EXPECT_EQ(to_string(Reported::parse("FX,C, IE,NA,NE,NO")), "NO,NE,NA,IE,C,FX");
    EXPECT_EQ(Reported::parse("NE,0.1").value(), 0.1);
}

TEST(Notation, SumOfNumbersAndKeys) {
    EXPECT_EQ(sum_of({"1", "2.5"}), "3.5");
    EXPECT_EQ(sum_of({"1", "NO", "NA"}), "1,NO,NA");
    EXPECT_EQ(sum_of({"1", "NE"}), "1,NE");
    EXPECT_EQ(sum_of({"NE", "NO", "NE"}), "NO,NE");
    EXPECT_EQ(sum_of({"0", "NO"}), "0,NO");
}

TEST(Notation, Incompleteness) {
    EXPECT_FALSE((Reported(1) + NO + NA).is_incomplete());
    for (const auto key : {NE, IE, C, FX}) EXPECT_TRUE((Reported(1) + key).is_incomplete());
    EXPECT_FALSE(Reported(NO).is_incomplete());
}

TEST(Notation, ProductsAndRatios) {
    EXPECT_EQ(to_string(Reported(6) / Reported(4)), "1.5");
    EXPECT_EQ(to_string(Reported(6) / Reported(NE)), "NE");
    EXPECT_EQ(to_string(Reported(NO) / Reported(4)), "NO");
    EXPECT_EQ(to_string(Reported(NO) * Reported(NE)), "NO,NE");
    EXPECT_EQ(to_string(Reported(2, NE) * Reported(3)), "6,NE");
    EXPECT_EQ(to_string(Reported(2, NE) * Reported(C)), "C");
    EXPECT_EQ(to_string(Reported(5) - Reported(NO | IE)), "5,NO,IE");
    EXPECT_THROW(Reported(1) / Reported(0), Error);
}

TEST(Notation, AKeyIsNoNumber) {
    EXPECT_FALSE(Reported(NE).has_value());
    EXPECT_THROW(Reported(NE).value(), Error);
    EXPECT_THROW(Reported(NotationKeys{}), Error);
    EXPECT_THROW(sum(std::vector<Reported>{}), Error);
}

TEST(Notation, RefusesBadText) {
    for (const auto* text :
         {"", "no", "NX", "1,234.5", "12.5 t", "NO,", ",", "nan", "inf", "1e400", "NO NE", "--"})
        expect_input_error(text);
}

}  // namespace
}  // namespace alioth
