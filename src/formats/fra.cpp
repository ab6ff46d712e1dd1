#include "formats/fra.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace alioth::formats {

namespace {

struct FraColumn {
    const char* name;
    const char* variable;
    const char* item;
    const char* unit;
};

constexpr std::array<FraColumn, 16> fra_columns{{
    {"1a_forestArea", "forest_area", "total", "1000 ha"},
    {"1b_naturallyRegeneratingForest", "forest_area", "naturally_regenerating", "1000 ha"},
    {"1b_plantedForest", "forest_area", "planted", "1000 ha"},
    {"1a_otherWoodedLand", "other_wooded_land_area", "total", "1000 ha"},
    {"1a_landArea", "land_area", "total", "1000 ha"},
    {"2a_gs_tot_forest", "growing_stock", "total", "1e6 m3"},
    {"2a_gs_ha_forest", "growing_stock_density", "total", "m3/ha"},
    {"2c_agb", "biomass_stock", "above_ground", "t/ha"},
    {"2c_bgb", "biomass_stock", "below_ground", "t/ha"},
    {"2c_dwb", "biomass_stock", "dead_wood", "t/ha"},
    {"2d_carbon_agb", "carbon_stock", "above_ground", "t/ha"},
    {"2d_carbon_bgb", "carbon_stock", "below_ground", "t/ha"},
    {"2d_carbon_dw", "carbon_stock", "dead_wood", "t/ha"},
    {"2d_carbon_litter", "carbon_stock", "litter", "t/ha"},
    {"2d_carbon_soil", "carbon_stock", "soil", "t/ha"},
    {"2d_soil_depth_cm", "soil_depth", "soil", "cm"},
}};

struct FraYear {
    int line = 0;
    std::array<double, fra_columns.size()> values{};
};

using FraCountry = std::map<int, FraYear>;

class FraReader {
  public:
    explicit FraReader(CsvReader& reader)
        : reader_(reader), country_(reader.column("iso3")), year_(reader.column("year")) {
        for (const auto& column : fra_columns) values_.push_back(reader.column(column.name));
    }

    SeriesTable read() {
        while (reader_.next()) read_row();
        if (countries_.empty())
            throw Error(Fault::input, {.what = "the table is empty",
                                       .where = reader_.name(),
                                       .found = "a header and no country",
                                       .expected = "one line for each country and year",
                                       .mend = "check that the download is complete"});
        SeriesTable table{{years_.begin(), years_.end()}, {}};
        for (const auto& [code, country] : countries_)
            for (std::size_t i = 0; i < fra_columns.size(); ++i) add_series(table, code, country, i);
        return table;
    }

  private:
    void read_row() {
        const int year = parse_year(reader_.text(year_));
        if (year == 0) throw reader_.fault_at(year_, "not a year", "a year from 1000 to 3000");
        const auto [entry, is_new] = countries_[country_code()].try_emplace(year);
        if (!is_new)
            throw reader_.fault_here("the same country and year twice",
                                     reader_.text(country_) + " " + std::to_string(year) +
                                         ", already on line " + std::to_string(entry->second.line),
                                     "one line for each country and year", "remove one of the two lines");
        years_.insert(year);
        entry->second.line = static_cast<int>(reader_.line());
        for (std::size_t i = 0; i < values_.size(); ++i)
            entry->second.values[i] = reader_.number_or_nan(values_[i]);
    }

    std::string country_code() const {
        std::string code = reader_.text(country_);
        const bool letters =
            std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (code.size() != 3 || !letters)
            throw reader_.fault_at(country_, "not a country code", "three capital letters");
        return code;
    }

    void add_series(SeriesTable& table, const std::string& code, const FraCountry& country,
                    std::size_t index) const {
        const FraColumn& column = fra_columns[index];
        SeriesRow row;
        bool any = false;
        for (const int year : table.years) {
            const auto entry = country.find(year);
            const double value = entry == country.end() ? std::numeric_limits<double>::quiet_NaN()
                                                        : entry->second.values[index];
            row.values.push_back(value);
            any = any || !std::isnan(value);
        }
        if (!any) return;
        row.variable = column.variable;
        row.region = code;
        row.item = column.item;
        row.unit = column.unit;
        row.locator = std::filesystem::path(reader_.name()).filename().string() + " lines of " + code +
                      ", column " + column.name;
        row.line = country.begin()->second.line;
        table.rows.push_back(std::move(row));
    }

    CsvReader& reader_;
    std::size_t country_;
    std::size_t year_;
    std::vector<std::size_t> values_;
    std::map<std::string, FraCountry> countries_;
    std::set<int> years_;
};

}  // namespace

SeriesTable read_fra(CsvReader& reader) {
    return FraReader(reader).read();
}

SeriesTable read_fra(const std::filesystem::path& path) {
    CsvReader reader(path);
    return read_fra(reader);
}

}  // namespace alioth::formats
