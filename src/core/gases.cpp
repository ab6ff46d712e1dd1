#include "core/gases.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>
#include <unordered_map>

#include "core/error.hpp"
#include "core/reference.hpp"

namespace alioth {

namespace {

/// Spelling without case, hyphens, underscores and blanks.
std::string key_of(std::string_view id) {
    std::string key;
    for (const char c : id)
        if (c != '-' && c != '_' && c != ' ')
            key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return key;
}

template <typename Number>
Number number_of(std::string_view text) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Potential {
    std::string_view set;
    int horizon;
    double value;
};

struct GasTable {
    std::vector<Gas> gases;
    std::unordered_map<std::string, std::size_t> index;
    std::vector<std::vector<Potential>> potentials;  // by position of the gas
    std::vector<std::string_view> sets;
};

GasTable read_gases() {
    GasTable table;
    for (const auto& row : reference::rows(reference::gases, "gases.csv")) {
        table.index.emplace(key_of(row[0]), table.gases.size());
        table.gases.push_back({row[0], row[1], row[2], row[3], row[4], number_of<double>(row[5])});
    }
    table.potentials.resize(table.gases.size());
    for (const auto& row : reference::rows(reference::gwp, "gwp.csv")) {
        table.potentials[table.index.at(key_of(row[2]))].push_back(
            {row[0], number_of<int>(row[1]), number_of<double>(row[3])});
        if (std::find(table.sets.begin(), table.sets.end(), row[0]) == table.sets.end())
            table.sets.push_back(row[0]);
    }
    return table;
}

const GasTable& table() {
    static const GasTable made = read_gases();
    return made;
}

std::string_view set_of(std::string_view text) {
    const std::string key = key_of(text);
    for (const auto set : table().sets)
        if (key_of(set) == key) return set;
    throw_unknown("GWP set", text, std::vector<std::string>(table().sets.begin(), table().sets.end()));
}

std::string listed(const std::vector<Potential>& potentials) {
    std::string text;
    for (const auto& p : potentials)
        text += (text.empty() ? "" : ", ") + std::string(p.set) + "-" + std::to_string(p.horizon);
    return text.empty() ? "none for this gas" : text;
}

}  // namespace

const std::vector<Gas>& gases() {
    return table().gases;
}

const Gas* find_gas(std::string_view id) {
    const auto found = table().index.find(key_of(id));
    return found == table().index.end() ? nullptr : &table().gases[found->second];
}

const Gas& gas_of(std::string_view id) {
    if (const Gas* gas = find_gas(id)) return *gas;
    std::vector<std::string> choices;
    for (const auto& gas : gases()) choices.emplace_back(gas.id);
    throw_unknown("gas", id, choices);
}

const std::vector<std::string_view>& gwp_sets() {
    return table().sets;
}

double gwp(std::string_view gas, std::string_view set, int horizon) {
    const Gas& found = gas_of(gas);
    const std::string_view known_set = set_of(set);
    const auto& potentials = table().potentials[static_cast<std::size_t>(&found - table().gases.data())];
    for (const auto& p : potentials)
        if (p.set == known_set && p.horizon == horizon) return p.value;
    throw Error(Fault::usage, {.what = "no global warming potential of " + std::string(found.id),
                               .where = "",
                               .found = std::string(known_set) + " at " + std::to_string(horizon) + " years",
                               .expected = "one of " + listed(potentials),
                               .mend = ""});
}

}  // namespace alioth
