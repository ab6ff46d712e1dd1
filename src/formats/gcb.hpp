#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "formats/csv.hpp"
#include "formats/series_table.hpp"
#include "formats/xlsx.hpp"

namespace alioth::formats {

/// Region code of a name as the Global Carbon Budget writes it: ISO 3166-1 alpha-3 for countries, WLD for the
/// world, XIT for international transport (bunkers), XSD for the statistical difference, and user-assigned X
/// codes for Kosovo (XKX) and for territories without a code of their own. Case is ignored. nullopt for an
/// unknown name.
std::optional<std::string_view> gcb_region(std::string_view name) noexcept;

/// True for the sums over countries that the national workbook carries beside the countries ("EU27", "OECD").
bool is_gcb_aggregate(std::string_view name) noexcept;

/// Reads the flat file of national fossil CO2 (`GCB2023v28_MtCO2_flat.csv`): variable `emission` for each of
/// coal, oil, gas, cement, flaring and other, and `emission_total`, in Mt CO2. Series without a single number
/// are left out.
SeriesTable read_gcb_flat(const std::filesystem::path& path);
/// The same from a reader that stands before its first record.
SeriesTable read_gcb_flat(CsvReader& reader);

/// Reads `National_Fossil_Carbon_Emissions_20XXv1.0.xlsx`: variables `territorial_emission` and
/// `consumption_emission` in MtC. Regional aggregates are left out.
SeriesTable read_gcb_national(const std::filesystem::path& path);

}  // namespace alioth::formats
