#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "formats/csv.hpp"

namespace alioth::formats {

/// One plant or site.
struct Facility {
    std::string id;
    std::string name;
    std::string region;
    double latitude = 0;   ///< degrees north
    double longitude = 0;  ///< degrees east
    std::string fuel;
    double capacity_mw = 0;
    std::optional<double>
        commissioned;  ///< year; a fraction where units of several years are weighed together
    std::string locator;
    int line = 0;
};

/// Reads a table with the columns `id,name,region,latitude,longitude,fuel,capacity_mw,commissioned,locator`,
/// in any order. Ids are unique, coordinates on the globe and capacities above zero; `commissioned` may be
/// empty.
std::vector<Facility> read_facility_table(const std::filesystem::path& path);
/// The same from a reader that stands before its first record.
std::vector<Facility> read_facility_table(CsvReader& reader);

}  // namespace alioth::formats
