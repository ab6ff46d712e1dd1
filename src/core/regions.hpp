#pragma once

#include <string_view>
#include <vector>

namespace alioth {

/// What a region of the account is.
enum class RegionKind {
    country,    ///< a state of ISO 3166-1
    territory,  ///< any other entry of ISO 3166-1
    special,  ///< not in ISO 3166-1: the World, international transport, statistical remainders, old areas of
              ///< data sets
    former,   ///< left ISO 3166-1, still in the data
};

/// A region that can hold entries. Codes are ISO 3166-1 alpha-3; those of ours begin with X.
struct Region {
    std::string_view code, alpha2, name_en, name_zh;  ///< alpha2 is empty where there is none
    RegionKind kind;
};

/// A named set of regions: a party group or a geographic region (UN M49).
struct RegionGroup {
    std::string_view code, name_en, name_zh, note;  ///< the note says which membership
    std::vector<std::string_view> members;          ///< alpha-3 codes
};

const std::vector<Region>& regions();
const std::vector<RegionGroup>& region_groups();

/// The region of an alpha-3 or alpha-2 code, an English or a Chinese name (case of ASCII ignored), or null.
const Region* find_region(std::string_view text);

/// The group of a code or a name, or null.
const RegionGroup* find_region_group(std::string_view text);

/// Codes of a comma-separated list of regions and groups; a group stays its own code. Also takes the Chinese
/// comma. Throws Fault::usage with the nearest code or name, or for an empty list.
std::vector<std::string_view> resolve_regions(std::string_view text);

/// The members of a group, or the region itself. Throws Fault::usage for an unknown code.
std::vector<std::string_view> region_members(std::string_view code);

}  // namespace alioth
