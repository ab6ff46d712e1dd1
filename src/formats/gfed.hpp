#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "formats/series_table.hpp"

namespace alioth::formats {

/// Reads a regional table of the Global Fire Emissions Database (`GFED4.1s_CO2.txt`): variable
/// `fire_emission`, gas as the file names it ("CO2", "C", "DM"), regions `GFED:BONA` ... and WLD for the
/// globe, items all, savanna, boreal_forest, temperate_forest, deforestation, peat and agricultural_waste.
///
/// The unit the file states, a power of ten of grams, becomes kt or Mt; the values are multiplied by 1, 10 or
/// 100 to fit it. The file gives whole numbers of its own unit, which the note says, as it says which years
/// are beta.
SeriesTable read_gfed(const std::filesystem::path& path);
/// The same for a text in memory; `name` stands for the file in messages and locators.
SeriesTable read_gfed_text(std::string_view text, const std::string& name);

}  // namespace alioth::formats
