#include "database/schema.hpp"

#include <string>

namespace alioth::database {

namespace {

// Time is bitemporal: a row holds from the edition `added` until the edition `removed` (null: still holds),
// so that `--as-of` is a condition, not a copy. Values are in the inner unit of their series.
constexpr std::string_view tables = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE source (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT NOT NULL, year TEXT NOT NULL, licence TEXT NOT NULL,
    licence_url TEXT NOT NULL, citation TEXT NOT NULL, url TEXT NOT NULL, redistributable TEXT NOT NULL);

CREATE TABLE uncertainty (
    id TEXT PRIMARY KEY, distribution TEXT NOT NULL, half_width DOUBLE PRECISION, coverage DOUBLE PRECISION,
    basis TEXT NOT NULL, citation TEXT NOT NULL, CHECK (half_width >= 0), CHECK (coverage > 0 AND coverage < 1));

CREATE TABLE supersession (
    dataset TEXT NOT NULL, variable TEXT NOT NULL, source TEXT NOT NULL, superseded_by TEXT NOT NULL,
    since TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (dataset, variable, source));

CREATE TABLE edition (
    id INTEGER PRIMARY KEY, dataset TEXT NOT NULL, stream TEXT NOT NULL, source TEXT NOT NULL,
    version TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'user')), imported_at TEXT NOT NULL, program TEXT NOT NULL);

CREATE TABLE series (
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, dataset TEXT NOT NULL, variable TEXT NOT NULL,
    region TEXT NOT NULL, category TEXT NOT NULL, gas TEXT NOT NULL, item TEXT NOT NULL, unit TEXT NOT NULL,
    UNIQUE (stream, variable, region, category, gas, item));
CREATE INDEX series_by_variable ON series (dataset, variable);

CREATE TABLE series_row (
    series INTEGER NOT NULL REFERENCES series (id), added INTEGER NOT NULL REFERENCES edition (id),
    removed INTEGER REFERENCES edition (id), line INTEGER NOT NULL, source_unit TEXT NOT NULL,
    factor DOUBLE PRECISION NOT NULL, uncertainty TEXT NOT NULL, locator TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (series, added)))sql";

constexpr std::string_view observation_table = R"sql(
CREATE TABLE observation (
    series INTEGER NOT NULL REFERENCES series (id), year INTEGER NOT NULL,
    added INTEGER NOT NULL REFERENCES edition (id), removed INTEGER REFERENCES edition (id),
    value DOUBLE PRECISION NOT NULL, PRIMARY KEY (series, year, added)))sql";

constexpr std::string_view more_tables = R"sql(
CREATE TABLE facility (
    stream TEXT NOT NULL, id TEXT NOT NULL, added INTEGER NOT NULL REFERENCES edition (id),
    removed INTEGER REFERENCES edition (id), name TEXT NOT NULL, region TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL, longitude DOUBLE PRECISION NOT NULL, fuel TEXT NOT NULL,
    capacity_mw DOUBLE PRECISION NOT NULL, commissioned DOUBLE PRECISION, locator TEXT NOT NULL,
    line INTEGER NOT NULL, PRIMARY KEY (stream, id, added),
    CHECK (latitude BETWEEN -90 AND 90), CHECK (longitude BETWEEN -180 AND 180), CHECK (capacity_mw > 0));

CREATE VIEW current_edition AS
    SELECT * FROM edition WHERE id IN (SELECT max(id) FROM edition GROUP BY stream);

CREATE VIEW facilities AS
    SELECT f.id, f.name, f.region, f.latitude, f.longitude, f.fuel, f.capacity_mw, f.commissioned, f.locator,
           e.source, e.version
    FROM facility f JOIN current_edition e ON e.stream = f.stream WHERE f.removed IS NULL;
)sql";

/// The SQL with the dialect's type in the place of TEXT.
std::string with_text_type(std::string_view sql, std::string_view type) {
    constexpr std::string_view mark = " TEXT";
    std::string text(sql);
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += type.size())
        text.replace(at + 1, mark.size() - 1, type);
    return text;
}

std::string dataset_view(std::string_view dataset) {
    return "CREATE VIEW " + std::string(dataset) +
           " AS SELECT s.variable, s.region, o.year, s.category, s.gas, s.item, o.value, s.unit, "
           "r.uncertainty, r.note, e.source, e.version, s.stream, r.line, s.id AS series "
           "FROM series s JOIN observation o ON o.series = s.id AND o.removed IS NULL "
           "JOIN series_row r ON r.series = s.id AND r.removed IS NULL "
           "JOIN current_edition e ON e.stream = s.stream WHERE s.dataset = '" +
           std::string(dataset) + "'";
}

}  // namespace

const std::vector<std::string_view>& datasets() {
    static const std::vector<std::string_view> names = {"production", "factors", "trade",   "products",
                                                        "processes",  "nature",  "tracing", "rules"};
    return names;
}

void create_schema(Connection& connection) {
    const std::string suffix(connection.clustered_suffix());
    connection.execute(with_text_type(tables, connection.text_type()) + suffix);
    connection.execute(std::string(observation_table) + suffix);
    connection.execute(with_text_type(more_tables, connection.text_type()));
    for (const auto dataset : datasets()) connection.execute(dataset_view(dataset));
    auto insert = connection.prepare("INSERT INTO meta (key, value) VALUES ('schema', ?)");
    insert->bind(0, std::string_view(std::to_string(schema_version)));
    insert->run();
}

}  // namespace alioth::database
