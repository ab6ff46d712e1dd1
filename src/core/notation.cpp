#include "core/notation.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/error.hpp"

namespace alioth {

namespace {

constexpr std::array<std::pair<NotationKey, std::string_view>, 6> names = {{{NotationKey::NO, "NO"},
                                                                            {NotationKey::NE, "NE"},
                                                                            {NotationKey::NA, "NA"},
                                                                            {NotationKey::IE, "IE"},
                                                                            {NotationKey::C, "C"},
                                                                            {NotationKey::FX, "FX"}}};

[[noreturn]] void throw_cell(std::string_view what, std::string_view text) {
    throw Error(Fault::input, {.what = std::string(what),
                               .where = "",
                               .found = "\"" + std::string(text) + "\"",
                               .expected = "a number or notation keys of NO, NE, NA, IE, C, FX",
                               .mend = ""});
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::optional<NotationKey> key_of(std::string_view text) {
    for (const auto& [key, name] : names)
        if (name == text) return key;
    return std::nullopt;
}

std::optional<double> number_of(std::string_view text) {
    double value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

/// The keys a product or ratio returns: of the operands that are keys alone.
NotationKeys keys_in_place_of_numbers(const Reported& a, const Reported& b) {
    return (a.has_value() ? NotationKeys{} : a.keys()) | (b.has_value() ? NotationKeys{} : b.keys());
}

Reported added(const Reported& a, const Reported& b, double sign) {
    const NotationKeys keys = a.keys() | b.keys();
    if (!a.has_value() && !b.has_value()) return keys;
    return {(a.has_value() ? a.value() : 0.0) + sign * (b.has_value() ? b.value() : 0.0), keys};
}

}  // namespace

Reported::Reported(NotationKeys keys) : keys_(keys) {
    if (keys.empty()) throw_cell("neither a number nor a notation key", "");
}

Reported Reported::parse(std::string_view text) {
    std::optional<double> value;
    NotationKeys keys;
    for (std::string_view rest = text;;) {
        const auto comma = rest.find(',');
        const std::string_view part = trimmed(rest.substr(0, comma));
        const auto key = key_of(part);
        const auto number = key ? std::nullopt : number_of(part);
        if (!key && !number) throw_cell("not a reported value", text);
        if (number && value) throw_cell("two numbers in one cell", text);
        if (key) keys = keys | *key;
        if (number) value = number;
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return value ? Reported(*value, keys) : Reported(keys);
}

double Reported::value() const {
    if (!value_) throw_cell("a notation key is not a number", to_string(keys_));
    return *value_;
}

bool Reported::is_incomplete() const {
    return keys_.has(NotationKey::NE) || keys_.has(NotationKey::IE) || keys_.has(NotationKey::C) ||
           keys_.has(NotationKey::FX);
}

Reported operator+(const Reported& a, const Reported& b) {
    return added(a, b, 1.0);
}

Reported operator-(const Reported& a, const Reported& b) {
    return added(a, b, -1.0);
}

Reported operator*(const Reported& a, const Reported& b) {
    if (!a.has_value() || !b.has_value()) return keys_in_place_of_numbers(a, b);
    return {a.value() * b.value(), a.keys() | b.keys()};
}

Reported operator/(const Reported& a, const Reported& b) {
    if (!a.has_value() || !b.has_value()) return keys_in_place_of_numbers(a, b);
    if (b.value() == 0.0) throw_cell("division by a reported zero", to_string(a) + " / " + to_string(b));
    return {a.value() / b.value(), a.keys() | b.keys()};
}

Reported sum(std::span<const Reported> cells) {
    if (cells.empty())
        throw Error(Fault::usage,
                    {.what = "a sum of no cells", .where = "", .found = "", .expected = "", .mend = ""});
    Reported total = cells.front();
    for (const auto& cell : cells.subspan(1)) total = total + cell;
    return total;
}

std::string to_string(NotationKeys keys) {
    std::string text;
    for (const auto& [key, name] : names)
        if (keys.has(key)) text += (text.empty() ? "" : ",") + std::string(name);
    return text;
}

std::string to_string(const Reported& cell) {
    if (!cell.has_value()) return to_string(cell.keys());
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), cell.value()).ptr;
    const std::string number(digits.data(), end);
    return cell.keys().empty() ? number : number + "," + to_string(cell.keys());
}

}  // namespace alioth
