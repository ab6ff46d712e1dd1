#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "formats/csv.hpp"

namespace alioth::formats {

/// One time series: what it is, in which unit, where it came from, and a value for each year of its table.
struct SeriesRow {
    std::string variable;
    std::string region;
    std::string category;
    std::string gas;
    std::string item;
    std::string unit;
    std::string uncertainty;  ///< as written in the table; its meaning is the database's business
    /// Where the source says it. In it "{year}" stands for the year and "{+N}" for the year plus N, which may
    /// be negative ("{+-1748}"), so that one text locates every value of the series.
    std::string locator;
    std::string note;
    int line = 0;                ///< first line (or row) of the file that holds the series
    std::vector<double> values;  ///< one for each year; NaN where there is no data
};

/// What every reader of time series gives: strictly increasing years and rows on them.
struct SeriesTable {
    std::vector<int> years;
    std::vector<SeriesRow> rows;
};

/// Reads Alioth's own table: `variable,region,category,gas,item,unit,uncertainty,locator,note,<year>,...`,
/// one line for a series. Columns before the years may stand in any order; uncertainty, locator and note may
/// be missing. Two lines with the same variable, region, category, gas and item are an Error that names both.
SeriesTable read_series_table(const std::filesystem::path& path);
/// The same from a reader that stands before its first record.
SeriesTable read_series_table(CsvReader& reader);

/// The numeral of a year from 1000 to 3000, or 0 for anything else.
int parse_year(std::string_view text) noexcept;

}  // namespace alioth::formats
