#include "core/regions.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_map>

#include "core/error.hpp"
#include "core/reference.hpp"

namespace alioth {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string key_of(std::string_view text) {
    std::string key(trimmed(text));
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return key;
}

RegionKind kind_of(std::string_view word) {
    if (word == "country") return RegionKind::country;
    if (word == "territory") return RegionKind::territory;
    return word == "former" ? RegionKind::former : RegionKind::special;
}

template <typename Item>
struct Directory {
    std::vector<Item> items;
    std::unordered_map<std::string, std::size_t> index;
    std::vector<std::string> spellings;

    void add(Item item, const reference::Row& names, std::string_view aliases) {
        for (const auto name : names) spell(name);
        for (const auto alias : reference::split_list(aliases, ";")) spell(alias);
        items.push_back(std::move(item));
    }

    const Item* find(std::string_view text) const {
        const auto found = index.find(key_of(text));
        return found == index.end() ? nullptr : &items[found->second];
    }

  private:
    void spell(std::string_view name) {
        if (!name.empty() && index.try_emplace(key_of(name), items.size()).second)
            spellings.emplace_back(name);
    }
};

const Directory<Region>& region_directory() {
    static const auto directory = [] {
        Directory<Region> made;
        for (const auto& row : reference::rows(reference::regions, "regions.csv"))
            made.add({row[0], row[1], row[5], row[6], kind_of(row[3])}, {row[0], row[1], row[5], row[6]},
                     row[7]);
        return made;
    }();
    return directory;
}

const Directory<RegionGroup>& group_directory() {
    static const auto directory = [] {
        Directory<RegionGroup> made;
        for (const auto& row : reference::rows(reference::groups, "groups.csv"))
            made.add({row[0], row[1], row[2], row[4], reference::split_list(row[3], " ")},
                     {row[0], row[1], row[2]}, row[5]);
        return made;
    }();
    return directory;
}

/// The code of a region or a group, or an empty view.
std::string_view code_of(std::string_view text) {
    if (const Region* region = find_region(text)) return region->code;
    const RegionGroup* group = find_region_group(text);
    return group ? group->code : std::string_view{};
}

[[noreturn]] void throw_unknown_region(std::string_view text) {
    auto choices = region_directory().spellings;
    const auto& names = group_directory().spellings;
    choices.insert(choices.end(), names.begin(), names.end());
    throw_unknown("region", trimmed(text), choices);
}

/// The list with the Chinese commas made ASCII.
std::string with_plain_commas(std::string_view text) {
    std::string list(text);
    for (const std::string_view comma : {"，", "、"})
        for (auto at = list.find(comma); at != std::string::npos; at = list.find(comma))
            list.replace(at, comma.size(), ",");
    return list;
}

}  // namespace

const std::vector<Region>& regions() {
    return region_directory().items;
}

const std::vector<RegionGroup>& region_groups() {
    return group_directory().items;
}

const Region* find_region(std::string_view text) {
    return region_directory().find(text);
}

const RegionGroup* find_region_group(std::string_view text) {
    return group_directory().find(text);
}

std::vector<std::string_view> resolve_regions(std::string_view text) {
    // A name may hold a comma itself ("Hong Kong, China").
    if (const auto whole = code_of(text); !whole.empty()) return {whole};
    const std::string list = with_plain_commas(text);
    std::vector<std::string_view> codes;
    for (const auto part : reference::split_list(list, ",")) {
        const auto code = code_of(part);
        if (code.empty()) throw_unknown_region(part);
        if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    }
    if (codes.empty())
        throw Error(Fault::usage, {.what = "no region is named",
                                   .where = "",
                                   .found = "\"" + std::string(text) + "\"",
                                   .expected = "codes, names or groups with commas between them",
                                   .mend = ""});
    return codes;
}

std::vector<std::string_view> region_members(std::string_view code) {
    if (const Region* region = find_region(code)) return {region->code};
    const RegionGroup* group = find_region_group(code);
    if (!group) throw_unknown_region(code);
    return group->members;
}

}  // namespace alioth
