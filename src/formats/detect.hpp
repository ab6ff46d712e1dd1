#pragma once

#include <filesystem>
#include <string>

namespace alioth::formats {

/// The files that this room reads.
enum class FileFormat {
    unknown,
    series_table,
    facility_table,
    gcb_flat,      ///< Global Carbon Budget, national fossil CO2 by fuel, CSV
    gcb_national,  ///< Global Carbon Budget, national fossil workbook
    fra_years,     ///< FAO Global Forest Resources Assessment, bulk CSV
    gfed_regional  ///< Global Fire Emissions Database, regional text table
};

struct Detected {
    FileFormat format = FileFormat::unknown;
    std::string edition;  ///< "2023v28", "2022v1.0", "2025-07-14", "4.1s"; empty when the file does not tell
};

/// Which known format a file is, by its content; the edition comes from the content or, where that is silent,
/// from the name. Throws Error(Fault::input) for a file that cannot be read or an archive that is damaged.
Detected detect(const std::filesystem::path& path);

}  // namespace alioth::formats
