#include "core/units.hpp"

#include <udunits2.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/gases.hpp"
#include "core/reference.hpp"

namespace alioth {

namespace {

constexpr double kg_co2_per_tonne_carbon = 3664.0;  // Global Carbon Budget: 3.664, not 44/12

/// A unit that needs no UDUNITS: exact factor to its base.
struct Plain {
    double factor;
    std::string base;
};

const std::unordered_map<std::string_view, std::pair<double, std::string_view>>& plain_units() {
    static const std::unordered_map<std::string_view, std::pair<double, std::string_view>> table = {
        {"g", {1e-3, "kg"}},    {"kg", {1, "kg"}},      {"Mg", {1e3, "kg"}},       {"t", {1e3, "kg"}},
        {"Gg", {1e6, "kg"}},    {"kt", {1e6, "kg"}},    {"Tg", {1e9, "kg"}},       {"Mt", {1e9, "kg"}},
        {"Pg", {1e12, "kg"}},   {"Gt", {1e12, "kg"}},   {"J", {1, "J"}},           {"kJ", {1e3, "J"}},
        {"MJ", {1e6, "J"}},     {"GJ", {1e9, "J"}},     {"TJ", {1e12, "J"}},       {"PJ", {1e15, "J"}},
        {"EJ", {1e18, "J"}},    {"Wh", {3600, "J"}},    {"kWh", {3.6e6, "J"}},     {"MWh", {3.6e9, "J"}},
        {"GWh", {3.6e12, "J"}}, {"TWh", {3.6e15, "J"}}, {"m2", {1, "m2"}},         {"km2", {1e6, "m2"}},
        {"ha", {1e4, "m2"}},    {"m3", {1, "m3"}},      {"person", {1, "person"}}, {"1", {1, "1"}},
        {"%", {1e-2, "1"}},
    };
    return table;
}

std::optional<Plain> plain_of(std::string_view text) {
    const auto slash = text.find('/');
    const auto above = plain_units().find(text.substr(0, slash));
    if (above == plain_units().end()) return std::nullopt;
    if (slash == std::string_view::npos) return Plain{above->second.first, std::string(above->second.second)};
    const auto below = plain_units().find(text.substr(slash + 1));
    if (below == plain_units().end() || below->second.second == "1") return std::nullopt;
    const bool same = above->second.second == below->second.second;
    return Plain{above->second.first / below->second.first,
                 same ? "1" : std::string(above->second.second) + "/" + std::string(below->second.second)};
}

// ---- spelling: from the field's units to names UDUNITS can read

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// A unit text cut into words (a name with its digits, and the GWP set of CO2e) and what stands between them.
std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        if (is_letter(text[at])) {
            while (end < text.size() && is_word(text[end])) ++end;
            const bool has_set =
                text.substr(at, end - at).ends_with("CO2e") && text.substr(end).starts_with('(');
            const auto close = has_set ? text.find(')', end) : std::string_view::npos;
            if (close != std::string_view::npos) end = close + 1;
        } else {
            while (end < text.size() && !is_letter(text[end])) ++end;
        }
        pieces.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return pieces;
}

/// USD_2011 and MEUR_2015: a currency with its year, after an SI prefix or none.
bool is_money_of_a_year(std::string_view word) {
    const auto bar = word.find('_');
    if (bar < 3 || bar > 4 || word.size() != bar + 5) return false;
    for (const char c : word.substr(0, bar))
        if (std::isupper(static_cast<unsigned char>(c)) == 0 && c != 'k') return false;
    for (const char c : word.substr(bar + 1))
        if (!is_digit(c)) return false;
    return true;
}

std::string udunits_word(const std::string& word) {
    static constexpr std::array<std::string_view, 5> gas_names = {"CO2", "CH4", "N2O", "SF6", "NF3"};
    if (word == "kt") return "kilotonne";                      // UDUNITS: knot
    if (word == "person" || word == "persons") return "head";  // after a blank UDUNITS reads "per"
    for (const auto gas : gas_names)
        if (word == gas) return word + "_";
    if (is_money_of_a_year(word)) return word + "_";
    const auto open = word.find('(');
    if (open == std::string::npos) return word;
    return word.substr(0, open) + "_" + word.substr(open + 1, word.size() - open - 2) + "_";
}

/// kgCO2e, MtCO2: a mass and its gas written as one word.
std::pair<std::string, std::string> split_joined(const std::string& word) {
    for (std::size_t at = 1; at < word.size() && at <= 2; ++at) {
        const auto mass = plain_units().find(std::string_view(word).substr(0, at));
        const std::string rest = word.substr(at);
        if (mass != plain_units().end() && mass->second.second == "kg" &&
            (rest.starts_with("CO2") || find_gas(rest)))
            return {word.substr(0, at), rest};
    }
    return {"", word};
}

std::string udunits_spelling(std::string_view text) {
    std::string spelled;
    for (const auto& piece : pieces_of(text)) {
        const auto [mass, word] = split_joined(piece);
        if (!mass.empty()) spelled += udunits_word(mass) + " ";
        spelled += udunits_word(word);
    }
    return spelled;
}

/// The same in the other direction, for messages: CO2e_AR5_ is CO2e(AR5), CO2_ is CO2.
std::string field_spelling(std::string text) {
    constexpr std::string_view equivalent = "CO2e_";
    for (auto at = text.find(equivalent); at != std::string::npos; at = text.find(equivalent, at)) {
        at += equivalent.size();
        text[at - 1] = '(';
        text[text.find('_', at)] = ')';
    }
    for (auto at = text.find('_'); at != std::string::npos; at = text.find('_', at + 1)) {
        const bool before_year = at >= 3 && is_money_of_a_year(std::string_view(text).substr(at - 3, 8));
        const bool inside_name = at + 1 < text.size() && is_letter(text[at + 1]);
        if (!before_year && !inside_name) text.erase(at, 1);
    }
    return text;
}

// ---- the UDUNITS database: loaded on first use, one for the process; UDUNITS itself locks nothing

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};
using UnitPtr = std::unique_ptr<ut_unit, FreeUnit>;

std::mutex& udunits_mutex() {
    static std::mutex mutex;
    return mutex;
}

/// A temporary file with our units, which import the installed database; UDUNITS reads files alone.
class UnitsFile {
  public:
    UnitsFile() {
        ut_status status{};
        const char* database = ut_get_path_xml(nullptr, &status);
        if (!database) fail("its path is not known");
        std::string content(reference::units);
        constexpr std::string_view mark = "@UDUNITS2_DATABASE@";
        content.replace(content.find(mark), mark.size(), database);
        const char* folder = std::getenv("TMPDIR");
        path_ = std::string(folder ? folder : "/tmp") + "/alioth-units-XXXXXX";
        const int file = mkstemp(path_.data());
        const bool whole =
            file >= 0 && write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
        if (file >= 0) close(file);
        if (!whole) {
            std::remove(path_.c_str());
            fail("cannot write a temporary file");
        }
    }
    ~UnitsFile() { std::remove(path_.c_str()); }
    UnitsFile(const UnitsFile&) = delete;
    UnitsFile& operator=(const UnitsFile&) = delete;

    const std::string& path() const { return path_; }

    [[noreturn]] static void fail(std::string_view what) {
        throw Error(Fault::service, {.what = "the UDUNITS-2 database is not available: " + std::string(what),
                                     .where = "",
                                     .found = "",
                                     .expected = "",
                                     .mend = "install udunits2 or set UDUNITS2_XML_PATH"});
    }

  private:
    std::string path_;
};

/// The unit system. Call with the mutex held.
ut_system* unit_system() {
    static ut_system* const system = [] {
        ut_set_error_message_handler(ut_ignore);
        const UnitsFile file;
        ut_system* read = ut_read_xml(file.path().c_str());
        if (!read) UnitsFile::fail("it cannot be read (status " + std::to_string(ut_get_status()) + ")");
        return read;
    }();
    return system;
}

/// Makes the unit of a currency and year when it is first met: a dimension of its own. Call with the mutex
/// held.
void define_money_in(const std::string& spelled) {
    for (std::string word : pieces_of(spelled)) {
        if (!word.ends_with('_') || !is_money_of_a_year(std::string_view(word).substr(0, word.size() - 1)))
            continue;
        word = word.substr(word.find('_') - 3);
        const UnitPtr currency(ut_get_unit_by_symbol(unit_system(), word.substr(0, 3).c_str()));
        const UnitPtr known(ut_get_unit_by_symbol(unit_system(), word.c_str()));
        if (!currency || known) continue;
        const UnitPtr made(ut_new_base_unit(unit_system()));
        ut_map_symbol_to_unit(word.c_str(), UT_ASCII, made.get());
        ut_map_unit_to_symbol(made.get(), word.c_str(), UT_ASCII);
    }
}

[[noreturn]] void throw_unknown_unit(std::string_view text) {
    std::vector<std::string> choices = {"MMBtu", "toe",      "tce",    "MtC",         "GtC", "tkm",
                                        "pkm",   "kg CO2e",  "Mt CO2", "t CO2e(AR5)", "USD", "EUR",
                                        "CNY",   "USD_2015", "s",      "m",           "W",   "K"};
    for (const auto& [name, unit] : plain_units()) choices.emplace_back(name);
    throw_unknown("unit", text, choices);
}

/// The unit, or null. Call with the mutex held.
UnitPtr parsed(std::string_view text) {
    if (text.empty()) return nullptr;  // UDUNITS would take it for 1
    const std::string spelled = udunits_spelling(text);
    define_money_in(spelled);
    return UnitPtr(ut_parse(unit_system(), spelled.c_str(), UT_UTF8));
}

UnitPtr unit_of(std::string_view text) {
    UnitPtr unit = parsed(text);
    if (!unit) throw_unknown_unit(text);
    return unit;
}

/// The unit in base units without its factor: "kg.m2.s-2".
std::string dimension_of(const ut_unit* unit) {
    std::array<char, 256> buffer{};
    if (ut_format(unit, buffer.data(), buffer.size() - 1, UT_ASCII | UT_DEFINITION) < 0) return "unknown";
    std::string_view text(buffer.data());
    if (const auto origin = text.find(" @ "); origin != std::string_view::npos) text = text.substr(0, origin);
    double factor{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), factor);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text.empty() ? "1" : field_spelling(std::string(text));
}

[[noreturn]] void throw_different(std::string_view from, const ut_unit* from_unit, std::string_view to,
                                  const ut_unit* to_unit) {
    throw Error(Fault::usage,
                {.what = "units of different dimensions do not convert",
                 .where = "",
                 .found = std::string(from) + " (" + dimension_of(from_unit) + ")",
                 .expected = "a unit like " + std::string(to) + " (" + dimension_of(to_unit) + ")",
                 .mend = ""});
}

/// UDUNITS itself would also turn a unit into its reciprocal; here the dimensions must agree.
std::shared_ptr<const void> general_converter(std::string_view from, std::string_view to) {
    const std::lock_guard lock(udunits_mutex());
    const UnitPtr from_unit = unit_of(from);
    const UnitPtr to_unit = unit_of(to);
    const bool same = dimension_of(from_unit.get()) == dimension_of(to_unit.get());
    cv_converter* made = same ? ut_get_converter(from_unit.get(), to_unit.get()) : nullptr;
    if (!made) throw_different(from, from_unit.get(), to, to_unit.get());
    return {made,
            [](const void* converter) { cv_free(static_cast<cv_converter*>(const_cast<void*>(converter))); }};
}

// ---- inner units

/// What a unit of the data tables says beside its plain unit.
struct TableUnit {
    std::string plain;       // "Mt", "g/kWh"
    std::string gas;         // named in it: "CO2", "CO2e", or empty
    std::string set;         // of CO2e: "AR5", or empty
    int horizon = 100;       // of CO2e, years
    bool is_carbon = false;  // MtC
};

[[noreturn]] void throw_gas_of_unit(std::string_view unit, std::string_view gas, std::string expected,
                                    std::string mend = "") {
    throw Error(Fault::usage,
                {.what = "a unit that is not one of this gas",
                 .where = "",
                 .found = "\"" + std::string(unit) + "\" for " + (gas.empty() ? "no gas" : std::string(gas)),
                 .expected = std::move(expected),
                 .mend = std::move(mend)});
}

/// Reads "CO2e(AR6,20)" into the set and the horizon.
void read_equivalent(const std::string& word, TableUnit& result) {
    result.gas = "CO2e";
    const auto open = word.find('(');
    if (open == std::string::npos) return;
    const auto comma = word.find(',', open);
    result.set = word.substr(open + 1, std::min(comma, word.size() - 1) - open - 1);
    if (comma == std::string::npos) return;
    const char* end = word.data() + word.size() - 1;
    const auto [stop, code] = std::from_chars(word.data() + comma + 1, end, result.horizon);
    if (code != std::errc{} || stop != end) throw_unknown_unit(word);
}

bool ends_in_mass(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    const auto unit = plain_units().find(text);
    return unit != plain_units().end() && unit->second.second == "kg";
}

TableUnit table_unit(std::string_view text) {
    TableUnit result;
    for (const auto& piece : pieces_of(text)) {
        auto [mass, word] = split_joined(piece);
        result.plain += mass;
        const Plain carbon =
            plain_of(std::string_view(word).substr(0, word.size() - 1)).value_or(Plain{0, ""});
        if (word.starts_with("CO2e")) {
            read_equivalent(word, result);
        } else if (word == "C" && ends_in_mass(result.plain)) {  // "Mt C"; UDUNITS would read coulombs
            result.is_carbon = true;
        } else if (word.ends_with('C') && carbon.base == "kg") {
            result.is_carbon = true;
            result.plain += word.substr(0, word.size() - 1);
        } else if (is_letter(word[0]) && find_gas(word)) {
            result.gas = find_gas(word)->id;
        } else {
            result.plain += word;
        }
    }
    std::string& plain = result.plain;  // the gas leaves its blanks behind: "Mt ", "g /kWh"
    for (std::size_t at = plain.find(' '); at != std::string::npos; at = plain.find(' ', at)) {
        const bool loose = at + 1 == plain.size() || at == 0 || plain[at + 1] == '/' || plain[at - 1] == '/';
        loose ? void(plain.erase(at, 1)) : void(++at);
    }
    return result;
}

/// For a unit that plain_of does not know: a unit of the house, or else the product of base units.
InnerUnit general_inner(std::string_view text) {
    static constexpr std::array<std::string_view, 12> house = {
        "kg", "J", "m2", "m3", "W", "s", "kg/J", "J/kg", "kg/m2", "kg/s", "person", "kg.m"};
    std::string dimension;
    {
        const std::lock_guard lock(udunits_mutex());
        const UnitPtr unit = unit_of(text);
        dimension = dimension_of(unit.get());
        for (const auto candidate : house)
            if (dimension == dimension_of(unit_of(candidate).get())) {
                dimension = candidate;
                break;
            }
    }
    const UnitConverter converter(text, dimension);
    if (converter(0.0) != 0.0)
        throw Error(Fault::usage, {.what = "a unit with an origin of its own has no factor",
                                   .where = "",
                                   .found = std::string(text),
                                   .expected = "a difference in " + dimension,
                                   .mend = ""});
    return {converter(1.0), dimension};
}

InnerUnit inner_of_plain(const std::string& text) {
    if (text.empty()) throw_unknown_unit(text);
    if (auto plain = plain_of(text)) return {plain->factor, std::move(plain->base)};
    return general_inner(text);
}

}  // namespace

UnitConverter::UnitConverter(std::string_view from, std::string_view to) {
    const auto plain_from = plain_of(from);
    const auto plain_to = plain_of(to);
    if (plain_from && plain_to && plain_from->base == plain_to->base) {
        from_factor_ = plain_from->factor;
        to_factor_ = plain_to->factor;
    } else {
        general_ = general_converter(from, to);
    }
}

double UnitConverter::operator()(double value) const {
    if (general_) return cv_convert_double(static_cast<const cv_converter*>(general_.get()), value);
    return value * from_factor_ / to_factor_;
}

double convert(double value, std::string_view from, std::string_view to) {
    static std::mutex mutex;
    static std::unordered_map<std::string, UnitConverter> kept;
    std::string key = std::string(from) + '\n' + std::string(to);
    {
        const std::lock_guard lock(mutex);
        if (const auto found = kept.find(key); found != kept.end()) return found->second(value);
    }
    const UnitConverter made(from, to);
    const std::lock_guard lock(mutex);
    return kept.emplace(std::move(key), made).first->second(value);
}

InnerUnit to_inner(std::string_view unit, std::string_view gas) {
    const bool is_equivalent = gas == "CO2e";
    const Gas* known = gas.empty() || is_equivalent ? nullptr : &gas_of(gas);
    const TableUnit table = table_unit(unit);
    InnerUnit inner = inner_of_plain(table.plain);

    if (table.is_carbon) {
        if (!known || known->id != "CO2") throw_gas_of_unit(unit, gas, "carbon units for CO2");
        inner.factor = inner.factor * kg_co2_per_tonne_carbon / 1000.0;
    } else if (table.gas == "CO2e") {
        if (is_equivalent || (known && known->id == "CO2")) return inner;
        if (!known) throw_gas_of_unit(unit, gas, "the gas of the column");
        if (table.set.empty())
            throw_gas_of_unit(unit, gas, "the GWP set of the equivalent", "write CO2e(AR5) or another set");
        inner.factor /= gwp(known->id, table.set, table.horizon);
        if (known->is_basket()) inner.unit.replace(0, 2, "kg CO2e");
    } else if (!table.gas.empty()) {
        if (!known || known->id != table.gas) throw_gas_of_unit(unit, gas, "a unit of " + std::string(gas));
    } else if (known && known->is_basket() && inner.unit.starts_with("kg")) {
        throw_gas_of_unit(unit, gas, "CO2e with its GWP set", "write CO2e(AR5)");
    }
    return inner;
}

}  // namespace alioth
