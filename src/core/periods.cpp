#include "core/periods.hpp"

#include <charconv>
#include <cstdio>
#include <optional>

#include "core/error.hpp"

namespace alioth {

namespace {

using namespace std::chrono;

[[noreturn]] void throw_period(std::string_view what, std::string_view found) {
    throw Error(Fault::usage,
                {.what = std::string(what),
                 .where = "",
                 .found = "\"" + std::string(found) + "\"",
                 .expected = "a year, month or day such as 2022, 2022-03 or 2022-03-15, or a range 1990:2021",
                 .mend = ""});
}

/// A number of exactly so many digits.
std::optional<int> digits(std::string_view text, std::size_t count) {
    int value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != count || code != std::errc{} || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

year year_of(sys_days day) {
    return year_month_day(day).year();
}

/// One year, month or day.
std::optional<Period> parse_single(std::string_view text) {
    const auto y = digits(text.substr(0, 4), 4);
    if (!y) return std::nullopt;
    if (text.size() == 4) return Period::of_year(*y);
    const auto m = text.size() >= 7 && text[4] == '-' ? digits(text.substr(5, 2), 2) : std::nullopt;
    if (!m) return std::nullopt;
    const year_month month_of = year(*y) / month(static_cast<unsigned>(*m));
    if (!month_of.ok()) return std::nullopt;
    if (text.size() == 7) return Period{sys_days(month_of / 1), sys_days(month_of / std::chrono::last)};
    const auto d = text[7] == '-' ? digits(text.substr(8), 2) : std::nullopt;
    if (!d) return std::nullopt;
    const year_month_day day_of = month_of / day(static_cast<unsigned>(*d));
    if (!day_of.ok()) return std::nullopt;
    return Period{sys_days(day_of), sys_days(day_of)};
}

std::string iso_day(sys_days day_at) {
    const year_month_day date(day_at);
    std::string text(32, '\0');
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

bool is_month_start(sys_days at) {
    return year_month_day(at).day() == day(1);
}
bool is_month_end(sys_days at) {
    return is_month_start(at + days(1));
}

}  // namespace

Period Period::of_years(int first_year, int last_year) {
    if (first_year > last_year)
        throw_period("a period ends before it begins",
                     std::to_string(first_year) + ":" + std::to_string(last_year));
    return {sys_days(year(first_year) / January / 1), sys_days(year(last_year) / December / 31)};
}

int Period::first_year() const {
    return static_cast<int>(year_of(first));
}

int Period::last_year() const {
    return static_cast<int>(year_of(last));
}

bool Period::is_whole_years() const {
    return *this == of_years(first_year(), last_year());
}

Period parse_period(std::string_view text) {
    const auto separator = text.find_first_of(":/");
    const auto begin = parse_single(text.substr(0, separator));
    const auto end = separator == std::string_view::npos ? begin : parse_single(text.substr(separator + 1));
    if (!begin || !end) throw_period("not a period", text);
    if (end->last < begin->first) throw_period("a period ends before it begins", text);
    return {begin->first, end->last};
}

std::string to_string(const Period& period) {
    const bool months = is_month_start(period.first) && is_month_end(period.last);
    const std::size_t length = period.is_whole_years() ? 4 : months ? 7 : 10;
    const std::string begin = iso_day(period.first).substr(0, length);
    const std::string end = iso_day(period.last).substr(0, length);
    return begin == end ? begin : begin + ":" + end;
}

}  // namespace alioth
