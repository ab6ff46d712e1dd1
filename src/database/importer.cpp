#include "database/importer.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "core/error.hpp"
#include "core/regions.hpp"
#include "core/units.hpp"
#include "core/version.hpp"
#include "database/clock.hpp"

namespace alioth::database {

namespace {

constexpr std::size_t changes_shown = 20;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

using formats::SeriesRow;

/// Attributes of a series that an edition may change.
struct Attributes {
    std::int64_t line = 0;
    std::string source_unit;
    double factor = 1;
    std::string uncertainty, locator, note;

    bool operator==(const Attributes&) const = default;
};

struct HeldValue {
    int year;
    std::int64_t added;
    double value;
};

/// What the database holds of one series when the import begins.
struct HeldSeries {
    std::int64_t id = 0;
    std::int64_t row_added = 0;  ///< 0: the series has no current row
    std::string unit;            ///< inner unit, the same in every edition
    Attributes attributes;
    std::vector<HeldValue> values;  ///< by year
    bool seen = false;
};

std::string key_of(const SeriesRow& row) {
    std::string key;
    for (const auto* part : {&row.variable, &row.region, &row.category, &row.gas, &row.item}) {
        key += *part;
        key += '\x1f';
    }
    return key;
}

int next_id(Connection& connection, const char* table) {
    auto query = connection.prepare(std::string("SELECT coalesce(max(id), 0) + 1 FROM ") + table);
    query->step();
    return static_cast<int>(query->integer(0));
}

/// The state of a stream: its series by key, with their current rows and values.
class StreamState {
  public:
    StreamState(Connection& connection, const std::string& stream) {
        read_series(connection, stream);
        if (by_key.empty()) return;
        read_rows(connection, stream);
        read_values(connection, stream);
    }

    std::unordered_map<std::string, HeldSeries> by_key;

  private:
    void read_series(Connection& connection, const std::string& stream) {
        auto query = connection.prepare(
            "SELECT id, variable, region, category, gas, item, unit FROM series WHERE stream = ?");
        query->bind(0, std::string_view(stream));
        while (query->step()) {
            SeriesRow row;
            row.variable = query->text(1);
            row.region = query->text(2);
            row.category = query->text(3);
            row.gas = query->text(4);
            row.item = query->text(5);
            const auto place = by_key.emplace(key_of(row), HeldSeries{}).first;
            place->second.id = query->integer(0);
            place->second.unit = query->text(6);
            by_id_[place->second.id] = &place->second;
        }
    }
    void read_rows(Connection& connection, const std::string& stream) {
        auto query = connection.prepare(
            "SELECT r.series, r.added, r.line, r.source_unit, r.factor, r.uncertainty, r.locator, r.note "
            "FROM series s JOIN series_row r ON r.series = s.id WHERE s.stream = ? AND r.removed IS NULL");
        query->bind(0, std::string_view(stream));
        while (query->step()) {
            auto& held = *by_id_.at(query->integer(0));
            held.row_added = query->integer(1);
            held.attributes = {
                query->integer(2),           std::string(query->text(3)), query->real(4),
                std::string(query->text(5)), std::string(query->text(6)), std::string(query->text(7))};
        }
    }
    void read_values(Connection& connection, const std::string& stream) {
        auto query = connection.prepare(
            "SELECT o.series, o.year, o.added, o.value FROM series s JOIN observation o ON o.series = s.id "
            "WHERE s.stream = ? AND o.removed IS NULL ORDER BY o.series, o.year");
        query->bind(0, std::string_view(stream));
        while (query->step())
            by_id_.at(query->integer(0))
                ->values.push_back({static_cast<int>(query->integer(1)), query->integer(2), query->real(3)});
    }

    std::unordered_map<std::int64_t, HeldSeries*> by_id_;
};

std::string line_of(const TableInfo& info, int line) {
    return info.file + ", line " + std::to_string(line);
}

void check_region(const std::string& region, const std::string& where) {
    // "GFED:BONA": a region of the source's own, kept under its name.
    if (region.find(':') != std::string::npos) return;
    const Region* known = find_region(region);
    if (known && known->code == region) return;
    throw Error(Fault::input, {.what = "unknown region",
                               .where = where,
                               .found = "\"" + region + "\"",
                               .expected = "an ISO 3166 alpha-3 code or one of `alioth regions`",
                               .mend = known ? "write " + std::string(known->code) : ""});
}

/// Collects the differences between a stream and a table, then writes them in one go.
class SeriesImport {
  public:
    SeriesImport(Connection& connection, const TableInfo& info, int edition)
        : connection_(connection),
          info_(info),
          edition_(edition),
          state_(connection, info.stream),
          next_series_(next_id(connection, "series")) {
        summary_.edition = edition;
        auto query = connection.prepare("SELECT id FROM uncertainty");
        while (query->step()) uncertainties_.emplace(query->text(0));
    }

    ImportSummary run(const formats::SeriesTable& table) {
        for (const auto& row : table.rows) add(row, table.years);
        for (auto& [key, held] : state_.by_key) {
            if (!held.seen) close_series(held);
        }
        write();
        std::sort(summary_.largest.begin(), summary_.largest.end(), [](const Change& a, const Change& b) {
            return std::abs(a.after - a.before) > std::abs(b.after - b.before);
        });
        if (summary_.largest.size() > changes_shown) summary_.largest.resize(changes_shown);
        return std::move(summary_);
    }

  private:
    struct Removal {
        std::int64_t series, year, added;
    };

    void check(const SeriesRow& row) const {
        const std::string where = line_of(info_, row.line);
        check_region(row.region, where);
        if (!row.uncertainty.empty() && !uncertainties_.contains(row.uncertainty)) {
            throw Error(Fault::input, {.what = "unknown uncertainty",
                                       .where = where,
                                       .found = "\"" + row.uncertainty + "\"",
                                       .expected = "an id of uncertainties.csv, or nothing"});
        }
    }

    InnerUnit inner_unit(const SeriesRow& row) {
        const std::string key = row.unit + '\x1f' + row.gas;
        const auto place = units_.find(key);
        if (place != units_.end()) return place->second;
        try {
            return units_.emplace(key, to_inner(row.unit, row.gas)).first->second;
        } catch (const Error& error) {
            ErrorParts parts = error.parts();
            parts.where = line_of(info_, row.line);
            throw Error(Fault::input, std::move(parts));
        }
    }

    void add(const SeriesRow& row, const std::vector<int>& years) {
        check(row);
        const InnerUnit inner = inner_unit(row);
        const auto [place, is_new] = state_.by_key.try_emplace(key_of(row));
        HeldSeries& held = place->second;
        held.seen = true;
        if (is_new) {
            held.id = next_series_++;
            new_series_.push_back({held.id, info_.stream, info_.dataset, row.variable, row.region,
                                   row.category, row.gas, row.item, inner.unit});
        } else if (held.unit != inner.unit) {
            throw Error(Fault::input, {.what = "the unit is of another dimension than in the edition before",
                                       .where = line_of(info_, row.line),
                                       .found = "\"" + row.unit + "\"",
                                       .expected = "a unit that converts to " + held.unit});
        }
        add_attributes(held, {row.line, row.unit, inner.factor, row.uncertainty, row.locator, row.note});
        add_values(held, row, years, inner);
        ++summary_.series;
    }

    void add_attributes(const HeldSeries& held, const Attributes& now) {
        if (held.row_added && held.attributes == now) return;
        if (held.row_added) closed_rows_.push_back({held.id, 0, held.row_added});
        new_rows_.push_back({held.id, std::int64_t{edition_}, now.line, now.source_unit, now.factor,
                             now.uncertainty, now.locator, now.note});
    }

    void add_values(const HeldSeries& held, const SeriesRow& row, const std::vector<int>& years,
                    const InnerUnit& inner) {
        auto old = held.values.begin();
        for (std::size_t i = 0; i < years.size(); ++i) {
            if (std::isnan(row.values[i])) continue;
            const int year = years[i];
            const double value = row.values[i] * inner.factor;
            for (; old != held.values.end() && old->year < year; ++old) remove(held, row, inner, *old);
            ++summary_.values;
            if (old == held.values.end() || old->year != year) {
                ++summary_.values_added;
                insert(held, year, value);
                continue;
            }
            if (std::bit_cast<std::uint64_t>(old->value) != std::bit_cast<std::uint64_t>(value)) {
                ++summary_.values_changed;
                note_change(row, inner, year, old->value, value);
                removed_.push_back({held.id, year, old->added});
                insert(held, year, value);
            }
            ++old;
        }
        for (; old != held.values.end(); ++old) remove(held, row, inner, *old);
    }

    void insert(const HeldSeries& held, int year, double value) {
        new_values_.push_back({held.id, std::int64_t{year}, std::int64_t{edition_}, value});
    }
    void remove(const HeldSeries& held, const SeriesRow& row, const InnerUnit& inner, const HeldValue& old) {
        ++summary_.values_removed;
        note_change(row, inner, old.year, old.value, none);
        removed_.push_back({held.id, old.year, old.added});
    }
    void close_series(const HeldSeries& held) {
        if (held.row_added) closed_rows_.push_back({held.id, 0, held.row_added});
        for (const auto& old : held.values) {
            ++summary_.values_removed;
            removed_.push_back({held.id, old.year, old.added});
        }
    }
    void note_change(const SeriesRow& row, const InnerUnit& inner, int year, double before, double after) {
        if (std::isnan(after)) return;
        summary_.largest.push_back(
            {row.variable, row.region, row.category, row.gas, row.item, inner.unit, year, before, after});
    }

    void write() {
        close("UPDATE series_row SET removed = ? WHERE series = ? AND added = ?", closed_rows_, false);
        close("UPDATE observation SET removed = ? WHERE series = ? AND added = ? AND year = ?", removed_,
              true);
        load("series", {"id", "stream", "dataset", "variable", "region", "category", "gas", "item", "unit"},
             new_series_);
        load("series_row",
             {"series", "added", "line", "source_unit", "factor", "uncertainty", "locator", "note"},
             new_rows_);
        // Sorted by the primary key, so that a fresh table is written front to back.
        std::sort(new_values_.begin(), new_values_.end());
        load("observation", {"series", "year", "added", "value"}, new_values_);
    }
    void close(const char* sql, const std::vector<Removal>& removals, bool by_year) {
        if (removals.empty()) return;
        auto update = connection_.prepare(sql);
        for (const auto& removal : removals) {
            update->bind(0, std::int64_t{edition_}).bind(1, removal.series).bind(2, removal.added);
            if (by_year) update->bind(3, removal.year);
            update->run();
        }
    }
    void load(std::string_view table, const std::vector<std::string>& columns,
              const std::vector<std::vector<Value>>& rows) {
        if (rows.empty()) return;
        const auto bulk = connection_.bulk_load(table, columns);
        for (const auto& row : rows) bulk->row(row);
        bulk->finish();
    }

    Connection& connection_;
    const TableInfo& info_;
    int edition_;
    StreamState state_;
    std::int64_t next_series_;
    std::unordered_set<std::string> uncertainties_;
    std::unordered_map<std::string, InnerUnit> units_;
    std::vector<std::vector<Value>> new_series_, new_rows_, new_values_;
    std::vector<Removal> closed_rows_, removed_;
    ImportSummary summary_;
};

/// The edition that holds `info` already, or 0.
int same_edition(Connection& connection, const TableInfo& info) {
    auto query = connection.prepare(
        "SELECT id FROM current_edition WHERE stream = ? AND source = ? AND version = ? AND sha256 = ?");
    query->bind(0, std::string_view(info.stream)).bind(1, std::string_view(info.source));
    query->bind(2, std::string_view(info.version)).bind(3, std::string_view(info.sha256));
    return query->step() ? static_cast<int>(query->integer(0)) : 0;
}

int new_edition(Connection& connection, const TableInfo& info) {
    const int id = next_id(connection, "edition");
    auto insert = connection.prepare(
        "INSERT INTO edition (id, dataset, stream, source, version, kind, file, sha256, origin, imported_at, "
        "program) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert->bind(0, std::int64_t{id});
    int column = 1;
    for (const auto* part : {&info.dataset, &info.stream, &info.source, &info.version, &info.kind, &info.file,
                             &info.sha256, &info.origin})
        insert->bind(column++, std::string_view(*part));
    insert->bind(column++, std::string_view(utc_now()));
    insert->bind(column, program_version());
    insert->run();
    return id;
}

std::vector<Value> facility_values(const formats::Facility& facility) {
    Value commissioned = std::monostate{};
    if (facility.commissioned) commissioned = *facility.commissioned;
    return {
        facility.id,   facility.name,        facility.region, facility.latitude, facility.longitude,
        facility.fuel, facility.capacity_mw, commissioned,    facility.locator,  std::int64_t{facility.line}};
}

std::string text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

/// The facilities a stream holds now: id -> (edition that added the row, its values).
std::unordered_map<std::string, std::pair<std::int64_t, std::vector<Value>>> held_facilities(
    Connection& connection, const std::string& stream) {
    auto query = connection.prepare(
        "SELECT added, id, name, region, latitude, longitude, fuel, capacity_mw, commissioned, locator, line "
        "FROM facility WHERE stream = ? AND removed IS NULL");
    query->bind(0, std::string_view(stream));
    std::unordered_map<std::string, std::pair<std::int64_t, std::vector<Value>>> held;
    while (query->step()) {
        std::vector<Value> values;
        for (int column = 1; column <= 10; ++column) values.push_back(query->value(column));
        const std::string id = text_of(values[0]);
        held.emplace(id, std::pair(query->integer(0), std::move(values)));
    }
    return held;
}

}  // namespace

ImportSummary import_series(Connection& connection, const TableInfo& info,
                            const formats::SeriesTable& table) {
    if (const int held = same_edition(connection, info)) return {.edition = held, .unchanged = true};
    const int edition = new_edition(connection, info);
    return SeriesImport(connection, info, edition).run(table);
}

ImportSummary import_facilities(Connection& connection, const TableInfo& info,
                                const std::vector<formats::Facility>& facilities) {
    if (const int held = same_edition(connection, info)) return {.edition = held, .unchanged = true};
    ImportSummary summary;
    summary.edition = new_edition(connection, info);
    auto held = held_facilities(connection, info.stream);

    std::vector<std::vector<Value>> added;
    std::vector<std::pair<std::string, std::int64_t>> closed;
    for (const auto& facility : facilities) {
        check_region(facility.region, line_of(info, facility.line));
        auto values = facility_values(facility);
        ++summary.values;
        const auto place = held.find(facility.id);
        if (place != held.end()) {
            const bool same = place->second.second == values;
            if (!same) closed.emplace_back(facility.id, place->second.first);
            held.erase(place);
            if (same) continue;
            ++summary.values_changed;
        } else {
            ++summary.values_added;
        }
        values.insert(values.begin(), {info.stream, std::int64_t{summary.edition}});
        added.push_back(std::move(values));
    }
    for (const auto& [id, row] : held) {
        ++summary.values_removed;
        closed.emplace_back(id, row.first);
    }

    auto close =
        connection.prepare("UPDATE facility SET removed = ? WHERE stream = ? AND id = ? AND added = ?");
    for (const auto& [id, when] : closed) {
        close->bind(0, std::int64_t{summary.edition}).bind(1, std::string_view(info.stream));
        close->bind(2, std::string_view(id)).bind(3, when).run();
    }
    if (!added.empty()) {
        const auto bulk = connection.bulk_load(
            "facility", {"stream", "added", "id", "name", "region", "latitude", "longitude", "fuel",
                         "capacity_mw", "commissioned", "locator", "line"});
        for (const auto& row : added) bulk->row(row);
        bulk->finish();
    }
    return summary;
}

}  // namespace alioth::database
