#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "database/store.hpp"

namespace alioth::panorama {

/// Regions that are lines of the world account but no country.
inline constexpr std::string_view world = "WLD", transport = "XIT", rest_of_world = "XRW",
                                  statistical_difference = "XSD";

/// First year of published transfers, and the first of the years that back-tests use.
inline constexpr int first_transfer_year = 1990;

/// Numbers the regions that the ledger knows.
class RegionIndex {
  public:
    /// Number of the region; a new one when it is not known yet.
    int add(const std::string& code);
    /// Number of the region or -1.
    int find(std::string_view code) const;
    const std::string& code(int region) const { return codes_[static_cast<std::size_t>(region)]; }
    int size() const { return static_cast<int>(codes_.size()); }

  private:
    std::vector<std::string> codes_;
    std::unordered_map<std::string, int> numbers_;
};

/// All entries of one kind (a gas from one sector or model, a transfer, a population): regions x years, in
/// the inner unit, NaN where there is no data.
struct Layer {
    std::string dataset, variable, stream, gas, item, unit;
    int first_year = 0, last_year = -1;
    std::vector<double> values;        ///< region-major
    std::vector<std::int64_t> series;  ///< by region; 0: none. The provenance of every entry of the row
    std::vector<double> relative_sd;   ///< by region, one sigma relative to the value; NaN: not stated
    std::vector<double> absolute_sd;   ///< by region, one sigma in the inner unit; NaN: none is stated so

    bool empty() const { return values.empty(); }
    /// The entry, NaN where there is none.
    double at(int region, int year) const;
    bool has(int region) const;
    std::int64_t series_of(int region) const;
    /// One sigma of the entry; NaN when its source states none.
    double sd(int region, int year) const;
};

/// The entries that the boundaries are made of, for a span of years, at one revision of the database.
struct Ledger {
    int first_year = 0, last_year = 0;
    int revision = 0;
    RegionIndex regions;
    std::vector<int> countries;              ///< regions that are countries or territories with fossil CO2
    std::vector<int> without_country;        ///< rows of the fossil file that belong to no country
    Layer fossil;                            ///< CO2 in kg, totals as published
    Layer territorial, consumption;          ///< the transfer file, kg CO2
    Layer old_territorial, old_consumption;  ///< an older edition of it, for the size of revisions
    std::map<std::string, Layer> land;  ///< by model: BLUE, H&N, OSCAR, and inventory when imported; kg CO2
    std::vector<Layer> other_gases;     ///< one a gas and sector: kg, F-gases kg CO2e(AR5)
    Layer population, gdp, area;
    std::map<std::string, Layer> budget;                ///< terms of the global carbon budget, kg CO2
    Layer claims;                                       ///< published adjustments
    std::map<std::string, database::Edition> editions;  ///< by stream

    /// "gcb2023 2023v28": source and version of a stream.
    std::string system(const std::string& stream) const;
    /// Last year that has a published transfer.
    int last_transfer_year() const;
    /// Last year that has a land-use flux.
    int last_land_year() const;
};

/// Which parts to read.
struct LedgerRequest {
    int first_year = 0, last_year = 0;
    bool other_gases = false;
    bool denominators = false;  ///< population, GDP, area
    int revision = 0;           ///< 0: the newest
};

/// Reads the ledger. The years are widened to those that back-tests need.
Ledger read_ledger(database::Store& store, const LedgerRequest& request);

/// First and last year that the World's production of a gas has, without reading the ledger; for the basket
/// GHG the years that all its gases have.
struct YearSpan {
    int first = 0, last = 0;
};
YearSpan production_years(database::Store& store, int revision, const std::string& gas = "CO2");

}  // namespace alioth::panorama
