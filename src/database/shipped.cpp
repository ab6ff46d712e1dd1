#include "database/shipped.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/hash.hpp"
#include "formats/csv.hpp"

namespace alioth::database {

namespace {

constexpr std::array small_tables = {"tables.csv", "sources.csv", "uncertainties.csv", "supersessions.csv"};

std::string read_file(const std::filesystem::path& path) {
    return std::string(formats::FileText(path).view());
}

/// Replaces all rows of a small table by those of its file; the columns of both have the same names.
void replace_rows(Connection& connection, const std::filesystem::path& path, const std::string& table,
                  const std::vector<std::string>& numeric) {
    formats::CsvReader reader(path);
    connection.execute("DELETE FROM " + table);
    const auto bulk = connection.bulk_load(table, reader.header());
    while (reader.next()) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < reader.header().size(); ++i) {
            const bool is_number =
                std::find(numeric.begin(), numeric.end(), reader.header()[i]) != numeric.end();
            if (!is_number)
                row.emplace_back(reader.text(i));
            else if (reader[i].empty())
                row.emplace_back(std::monostate{});
            else
                row.emplace_back(reader.number(i));
        }
        bulk->row(row);
    }
    bulk->finish();
}

/// Sources that a user's import brought stay: only those of the file are written anew.
void merge_sources(Connection& connection, const std::filesystem::path& path) {
    formats::CsvReader reader(path);
    auto remove = connection.prepare("DELETE FROM source WHERE id = ?");
    std::vector<std::vector<Value>> rows;
    while (reader.next()) {
        remove->bind(0, reader[reader.column("id")]).run();
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < reader.header().size(); ++i) row.emplace_back(reader.text(i));
    }
    const auto bulk = connection.bulk_load("source", reader.header());
    for (const auto& row : rows) bulk->row(row);
    bulk->finish();
}

void import_table(Connection& connection, const Shipped& shipped, const TableInfo& info) {
    const auto path = shipped.folder / info.file;
    if (const std::string hash = sha256_hex(read_file(path)); hash != info.sha256) {
        throw Error(Fault::input, {.what = "a shipped table differs from the index",
                                   .where = path.string(),
                                   .found = "SHA-256 " + hash.substr(0, 12),
                                   .expected = info.sha256.substr(0, 12),
                                   .mend = "restore the file, or run data/make/make_tables.py"});
    }
    if (info.kind == "series")
        import_series(connection, info, formats::read_series_table(path));
    else
        import_facilities(connection, info, formats::read_facility_table(path));
}

}  // namespace

std::string shipped_fingerprint(const std::filesystem::path& folder) {
    std::string all;
    for (const auto* name : small_tables) {
        const auto path = folder / name;
        if (!std::filesystem::exists(path)) return {};
        all += read_file(path);
    }
    return sha256_hex(all);
}

Shipped read_shipped(const std::filesystem::path& folder) {
    Shipped shipped{folder, shipped_fingerprint(folder), {}};
    if (!shipped.present()) return shipped;
    formats::CsvReader reader(folder / "tables.csv");
    const auto file = reader.column("file"), kind = reader.column("kind"), dataset = reader.column("dataset"),
               source = reader.column("source"), version = reader.column("version"),
               hash = reader.column("sha256");
    while (reader.next()) {
        TableInfo info{.file = reader.text(file),
                       .kind = reader.text(kind),
                       .dataset = reader.text(dataset),
                       .stream = {},
                       .source = reader.text(source),
                       .version = reader.text(version),
                       .sha256 = reader.text(hash),
                       .origin = "shipped"};
        info.stream = std::filesystem::path(info.file).replace_extension().string();
        shipped.tables.push_back(std::move(info));
    }
    return shipped;
}

void import_shipped(Connection& connection, const Shipped& shipped, Progress& progress) {
    merge_sources(connection, shipped.folder / "sources.csv");
    replace_rows(connection, shipped.folder / "uncertainties.csv", "uncertainty", {"half_width", "coverage"});
    replace_rows(connection, shipped.folder / "supersessions.csv", "supersession", {});
    std::size_t done = 0;
    for (const auto& info : shipped.tables) {
        progress.report("importing " + info.file, done++, shipped.tables.size());
        // A stream that the user moved on to an edition of their own stays there.
        auto query = connection.prepare("SELECT 1 FROM current_edition WHERE stream = ? AND origin = 'user'");
        query->bind(0, std::string_view(info.stream));
        if (!query->step()) import_table(connection, shipped, info);
    }
    progress.report("importing", shipped.tables.size(), shipped.tables.size());
    connection.execute("DELETE FROM meta WHERE key = 'shipped'");
    auto insert = connection.prepare("INSERT INTO meta (key, value) VALUES ('shipped', ?)");
    insert->bind(0, std::string_view(shipped.fingerprint)).run();
}

}  // namespace alioth::database
