#pragma once

#include <filesystem>

#include "formats/csv.hpp"
#include "formats/series_table.hpp"

namespace alioth::formats {

/// Reads the bulk table of FAO's Global Forest Resources Assessment (`FRA_Years_*.csv`, one line for a
/// country and year). The file itself states no units; they are those of FAO's country reporting tables (FRA
/// 2020 guidelines and specifications, tables 1a, 1b, 2a, 2c, 2d): areas in 1000 ha, growing stock in million
/// m3 over bark and in m3/ha, biomass in t/ha (dry), carbon in t C per ha, soil depth in cm. The gas is
/// empty: these are no emissions.
///
/// | variable | items | unit |
/// |---|---|---|
/// | `forest_area` | total, naturally_regenerating, planted | 1000 ha |
/// | `other_wooded_land_area`, `land_area` | total | 1000 ha |
/// | `growing_stock` | total | 1e6 m3 |
/// | `growing_stock_density` | total | m3/ha |
/// | `biomass_stock` | above_ground, below_ground, dead_wood | t/ha |
/// | `carbon_stock` | above_ground, below_ground, dead_wood, litter, soil | t/ha |
/// | `soil_depth` | soil: the depth to which the country counts soil carbon | cm |
///
/// Series without a single number are left out.
SeriesTable read_fra(const std::filesystem::path& path);
/// The same from a reader that stands before its first record.
SeriesTable read_fra(CsvReader& reader);

}  // namespace alioth::formats
