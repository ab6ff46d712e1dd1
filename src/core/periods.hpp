#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace alioth {

/// A span of whole days in UTC, both ends included. Years, months and days are written as ISO 8601 does.
struct Period {
    std::chrono::sys_days first, last;

    /// Whole calendar years, both included. Throws Fault::usage when they are reversed.
    static Period of_years(int first_year, int last_year);
    static Period of_year(int year) { return of_years(year, year); }

    int first_year() const;
    int last_year() const;
    /// Calendar years it touches.
    int year_count() const { return last_year() - first_year() + 1; }
    /// Days in it.
    int days() const { return static_cast<int>((last - first).count()) + 1; }
    bool is_whole_years() const;
    bool contains(const Period& other) const { return first <= other.first && other.last <= last; }

    bool operator==(const Period&) const = default;
};

/// Reads a year "2022", a month "2022-03", a day "2022-03-15", or a range of two of these: "1990:2021" (or
/// "1990/2021", the ISO 8601 interval). Throws Fault::usage for anything else, for a day that does not exist
/// and a reversed range.
Period parse_period(std::string_view text);

/// The shortest text that parse_period reads back.
std::string to_string(const Period& period);

}  // namespace alioth
