#pragma once

#include <string>
#include <vector>

#include "core/progress.hpp"
#include "database/connection.hpp"
#include "formats/facility_table.hpp"
#include "formats/series_table.hpp"

namespace alioth::database {

/// What is known of a table before its rows are read.
struct TableInfo {
    std::string file{};     ///< name shown to people: "production/fossil_co2.csv"
    std::string kind{};     ///< "series" or "facilities"
    std::string dataset{};  ///< one of the eight
    std::string stream{};   ///< what a later edition replaces: "production/fossil_co2"
    std::string source{};   ///< id of a row of `source`
    std::string version{};  ///< the publisher's: "2023v28"
    std::string sha256{};   ///< of the file
    std::string origin{};   ///< "shipped" or "user"
};

/// One figure that an edition changed; values in the inner unit of the series.
struct Change {
    std::string variable, region, category, gas, item, unit;
    int year = 0;
    double before = 0;  ///< NaN: there was none
    double after = 0;   ///< NaN: taken away
};

/// What an import did.
struct ImportSummary {
    int edition = 0;  ///< the edition that now holds
    bool unchanged = false;
    std::size_t series = 0, values = 0;
    std::size_t values_added = 0, values_changed = 0, values_removed = 0;
    std::vector<Change> largest{};  ///< the largest changes of existing values, by size, at most twenty
};

/// Brings the database to the state of `table`, as one new edition of its stream: rows that are new, changed
/// or gone are recorded, all others stay untouched, so that the result equals a full rebuild bit for bit. The
/// same table twice changes nothing. Call inside a Transaction. Errors: Fault::input for an unknown region,
/// unit, gas or uncertainty, with file and line.
ImportSummary import_series(Connection& connection, const TableInfo& info, const formats::SeriesTable& table);

/// The same for a table of facilities.
ImportSummary import_facilities(Connection& connection, const TableInfo& info,
                                const std::vector<formats::Facility>& facilities);

}  // namespace alioth::database
