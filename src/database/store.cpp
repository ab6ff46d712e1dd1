#include "database/store.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/error.hpp"
#include "core/hash.hpp"
#include "database/schema.hpp"
#include "database/shipped.hpp"

namespace alioth::database {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

StoreOptions with_defaults(StoreOptions options) {
    if (options.home.empty()) options.home = default_home();
    if (options.shipped.empty()) options.shipped = default_shipped();
    if (options.location.empty()) options.location = environment("ALIOTH_DATABASE");
    if (options.location.empty()) options.location = (options.home / "alioth.db").string();
    return options;
}

std::string meta(Connection& connection, std::string_view key) {
    auto query = connection.prepare("SELECT value FROM meta WHERE key = ?");
    query->bind(0, key);
    return query->step() ? std::string(query->text(0)) : std::string();
}

void check_schema(Connection& connection) {
    const std::string found = meta(connection, "schema");
    if (found == std::to_string(schema_version)) return;
    throw Error(Fault::input, {.what = "the database has another layout",
                               .where = connection.location(),
                               .found = "layout " + (found.empty() ? "none" : found),
                               .expected = "layout " + std::to_string(schema_version),
                               .mend = "`alioth data rebuild` makes it anew and keeps your imports"});
}

/// Brings an empty or older database to the shipped tables; nothing is done when it has them.
void bring_up_to_date(Connection& connection, const fs::path& folder, Progress& progress) {
    const bool is_new = !connection.has_table("meta");
    if (!is_new) {
        check_schema(connection);
        const std::string fingerprint = shipped_fingerprint(folder);
        if (fingerprint.empty() || fingerprint == meta(connection, "shipped")) return;
    }
    const Shipped shipped = read_shipped(folder);
    if (!shipped.present()) {
        throw Error(Fault::input, {.what = "the shipped tables are missing",
                                   .where = folder.string(),
                                   .mend = "set ALIOTH_DATA to the folder that holds tables.csv"});
    }
    Transaction transaction(connection);
    if (!connection.has_table("meta"))
        create_schema(connection);
    else if (shipped.fingerprint == meta(connection, "shipped"))
        return;  // another program was faster
    import_shipped(connection, shipped, progress);
    transaction.commit();
}

Edition read_edition(const Statement& row) {
    Edition edition;
    edition.id = static_cast<int>(row.integer(0));
    int column = 1;
    for (auto* part :
         {&edition.dataset, &edition.stream, &edition.source, &edition.version, &edition.kind, &edition.file,
          &edition.sha256, &edition.origin, &edition.imported_at, &edition.program})
        *part = row.text(column++);
    return edition;
}

constexpr const char* edition_columns =
    "id, dataset, stream, source, version, kind, file, sha256, origin, imported_at, program";

Edition edition_of(Connection& connection, std::int64_t id) {
    auto query = connection.prepare(std::string("SELECT ") + edition_columns + " FROM edition WHERE id = ?");
    query->bind(0, id);
    query->step();
    return read_edition(*query);
}

Source read_source(const Statement& row) {
    Source source;
    int column = 0;
    for (auto* part : {&source.id, &source.title, &source.publisher, &source.year, &source.licence,
                       &source.licence_url, &source.citation, &source.url, &source.redistributable})
        *part = row.text(column++);
    return source;
}

constexpr const char* source_columns =
    "id, title, publisher, year, licence, licence_url, citation, url, redistributable";

std::string marks(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += i ? ", ?" : "?";
    return text;
}

/// What a query for series asks of `series s`; its parameters are bound by bind_condition.
std::string condition(const SeriesQuery& wanted) {
    std::string sql = "s.dataset = ? AND s.variable IN (" + marks(wanted.variables.size()) + ")";
    if (!wanted.stream.empty()) sql += " AND s.stream = ?";
    if (!wanted.gas.empty()) sql += " AND s.gas = ?";
    if (!wanted.region.empty()) sql += " AND s.region = ?";
    return sql;
}

void bind_condition(Statement& query, int first, const SeriesQuery& wanted) {
    query.bind(first++, std::string_view(wanted.dataset));
    for (const auto& variable : wanted.variables) query.bind(first++, std::string_view(variable));
    for (const auto* text : {&wanted.stream, &wanted.gas, &wanted.region}) {
        if (!text->empty()) query.bind(first++, std::string_view(*text));
    }
}

/// The series that a query asks for, without their values. Without a stream asked, those whose source is
/// superseded are left out.
std::vector<Series> series_heads(Connection& connection, const SeriesQuery& wanted, int revision) {
    std::string sql =
        "SELECT s.id, s.stream, s.variable, s.region, s.category, s.gas, s.item, s.unit, r.uncertainty "
        "FROM series s JOIN series_row r ON r.series = s.id AND r.added <= ? AND (r.removed IS NULL OR "
        "r.removed > "
        "?) WHERE " +
        condition(wanted);
    if (wanted.stream.empty())
        sql +=
            " AND s.stream NOT IN (SELECT e.stream FROM edition e JOIN supersession p ON p.source = e.source "
            "AND p.dataset = e.dataset WHERE p.variable = s.variable AND e.id IN "
            "(SELECT max(id) FROM edition WHERE id <= ? GROUP BY stream))";
    auto query = connection.prepare(sql + " ORDER BY s.id");
    const std::int64_t at = revision;
    query->bind(0, at).bind(1, at);
    bind_condition(*query, 2, wanted);
    if (wanted.stream.empty()) {
        const std::size_t parameters =
            3 + wanted.variables.size() + !wanted.gas.empty() + !wanted.region.empty();
        query->bind(static_cast<int>(parameters), at);
    }
    std::vector<Series> heads;
    while (query->step()) {
        Series& series = heads.emplace_back();
        series.id = query->integer(0);
        int column = 1;
        for (auto* part : {&series.stream, &series.variable, &series.region, &series.category, &series.gas,
                           &series.item, &series.unit, &series.uncertainty})
            *part = query->text(column++);
    }
    return heads;
}

/// Writes a file under a temporary name and renames it into place, so that it is there whole or not at all.
void write_whole(const fs::path& path, const std::string& bytes) {
    std::error_code fault;
    fs::create_directories(path.parent_path(), fault);
    const fs::path temporary = path.string() + ".part";
    std::ofstream out(temporary, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) fs::rename(temporary, path, fault);
    if (!out || fault) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw Error(Fault::service, {.what = "cannot write",
                                     .where = temporary.string(),
                                     .mend = "check the folder's permissions and free space"});
    }
}

fs::path kept_folder(const StoreOptions& options) {
    return options.home / "imports";
}

/// The description beside a kept file, and the edition that it was.
std::pair<int, KeptFile> read_description(const fs::path& path) {
    try {
        std::ifstream in(path);
        const json description = json::parse(in);
        const json& t = description.at("table");
        const json& s = description.at("source");
        KeptFile kept{{t.at("file"), t.at("kind"), t.at("dataset"), t.at("stream"), t.at("source"),
                       t.at("version"), t.at("sha256"), "user"},
                      {s.at("id"), s.at("title"), s.at("publisher"), s.at("year"), s.at("licence"),
                       s.at("licence_url"), s.at("citation"), s.at("url"), s.at("redistributable")},
                      path.parent_path() / t.at("sha256").get<std::string>()};
        return {description.at("edition").get<int>(), std::move(kept)};
    } catch (const json::exception& error) {
        KeptFile kept{.info = {.file = path.filename().string()},
                      .source = {},
                      .path = path,
                      .problem = "its description cannot be read: " + std::string(error.what())};
        return {0, std::move(kept)};
    }
}

void insert_source(Connection& connection, const Source& source) {
    auto remove = connection.prepare("DELETE FROM source WHERE id = ?");
    remove->bind(0, std::string_view(source.id)).run();
    auto insert = connection.prepare(std::string("INSERT INTO source (") + source_columns +
                                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    int column = 0;
    for (const auto* part : {&source.id, &source.title, &source.publisher, &source.year, &source.licence,
                             &source.licence_url, &source.citation, &source.url, &source.redistributable})
        insert->bind(column++, std::string_view(*part));
    insert->run();
}

bool is_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "2023", "2023-12", "2023-12-05" or "2023-12-05T10:00:00Z", cut after the hour or the minute at will.
bool is_moment(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    const bool is_whole = text.size() <= form.size() && text.size() >= 4 &&
                          (text.size() == form.size() || text.size() % 3 == 1);
    return is_whole && std::equal(text.begin(), text.end(), form.begin(), [](char found, char wanted) {
               return wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
           });
}

/// A placeholder of a locator for a year: "year", "+N", "-N" or "+-N" (the year plus or minus N); nothing
/// when it is none of these.
std::optional<std::string> placed(std::string_view inside, int year) {
    if (inside == "year") return std::to_string(year);
    if (!inside.starts_with('+') && !inside.starts_with('-')) return std::nullopt;
    if (inside.starts_with('+')) inside.remove_prefix(1);
    int offset = 0;
    const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), offset);
    if (error != std::errc() || end != inside.data() + inside.size()) return std::nullopt;
    return std::to_string(year + offset);
}

/// A locator with its placeholders filled; other text in braces stays as it is.
std::string located(std::string_view locator, int year) {
    std::string text;
    while (!locator.empty()) {
        const std::size_t open = std::min(locator.find('{'), locator.size());
        const std::size_t close = locator.find('}', open);
        text += locator.substr(0, open);
        if (close == std::string_view::npos) return text + std::string(locator.substr(open));
        const auto value = placed(locator.substr(open + 1, close - open - 1), year);
        text += value ? *value : std::string(locator.substr(open, close - open + 1));
        locator.remove_prefix(close + 1);
    }
    return text;
}

/// Feeds the rows of a query into a running hash: columns apart, reals by their bits.
std::string digest_rows(Statement& query) {
    std::string text;
    std::string running;
    while (query.step()) {
        for (int column = 0; column < query.columns(); ++column) {
            const Value value = query.value(column);
            if (const auto* real = std::get_if<double>(&value))
                text += std::to_string(std::bit_cast<std::uint64_t>(*real));
            else
                text += query.text(column);
            text += '\x1f';
        }
        if (text.size() > 1 << 20) {
            text += running;
            running = sha256_hex(text);
            text.clear();
        }
    }
    text += running;
    return sha256_hex(text);
}

}  // namespace

fs::path default_home() {
    if (const auto home = environment("ALIOTH_HOME"); !home.empty()) return home;
    if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) return fs::path(data) / "alioth";
    if (const auto user = environment("HOME"); !user.empty()) return fs::path(user) / ".local/share/alioth";
    throw Error(Fault::usage,
                {.what = "no folder for the program's data", .expected = "HOME or ALIOTH_HOME set"});
}

fs::path default_shipped() {
    if (const auto folder = environment("ALIOTH_DATA"); !folder.empty()) return folder;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share/alioth/data";
        if (fs::exists(installed / "tables.csv")) return installed;
    }
    if (fs::exists(fs::path(ALIOTH_INSTALLED_DATA) / "tables.csv")) return ALIOTH_INSTALLED_DATA;
    return ALIOTH_SOURCE_DATA;
}

Store Store::open(const StoreOptions& given, Progress& progress) {
    StoreOptions options = with_defaults(given);
    auto connection = connect(options.location);
    bring_up_to_date(*connection, options.shipped, progress);
    return Store(std::move(options), std::move(connection));
}

int Store::revision() {
    auto query = connection_->prepare("SELECT coalesce(max(id), 0) FROM edition");
    query->step();
    return static_cast<int>(query->integer(0));
}

int Store::revision_as_of(const std::string& as_of) {
    const int newest = revision();
    const bool is_number = !as_of.empty() && as_of.size() < 8 && is_digits(as_of);
    if (is_number && as_of.size() != 4) {
        const int number = std::stoi(as_of);
        if (number >= 1 && number <= newest) return number;
    } else if (is_moment(as_of)) {
        // Compared to the length given, so that a day or a month stands for its end.
        auto query = connection_->prepare(
            "SELECT coalesce(max(id), 0) FROM edition WHERE substr(imported_at, 1, ?) <= ?");
        query->bind(0, static_cast<std::int64_t>(as_of.size())).bind(1, std::string_view(as_of));
        query->step();
        if (const auto found = query->integer(0); found > 0) return static_cast<int>(found);
    }
    throw Error(Fault::usage, {.what = "no state of the database at that point",
                               .where = "--as-of",
                               .found = "\"" + as_of + "\"",
                               .expected = "an edition from 1 to " + std::to_string(newest) +
                                           " or a date (YYYY-MM-DD) on or after the first import",
                               .mend = "`alioth datasets` lists the editions"});
}

std::vector<Edition> Store::editions(int revision) {
    auto query = connection_->prepare(std::string("SELECT ") + edition_columns +
                                      " FROM edition WHERE id IN (SELECT max(id) FROM edition WHERE id <= ? "
                                      "GROUP BY stream) ORDER BY stream");
    query->bind(0, std::int64_t{revision});
    std::vector<Edition> editions;
    while (query->step()) editions.push_back(read_edition(*query));
    return editions;
}

std::vector<Edition> Store::all_editions() {
    auto query = connection_->prepare(std::string("SELECT ") + edition_columns + " FROM edition ORDER BY id");
    std::vector<Edition> editions;
    while (query->step()) editions.push_back(read_edition(*query));
    return editions;
}

std::vector<Source> Store::sources() {
    auto query = connection_->prepare(std::string("SELECT ") + source_columns + " FROM source ORDER BY id");
    std::vector<Source> sources;
    while (query->step()) sources.push_back(read_source(*query));
    return sources;
}

std::optional<Source> Store::source(const std::string& id) {
    auto query = connection_->prepare(std::string("SELECT ") + source_columns + " FROM source WHERE id = ?");
    query->bind(0, std::string_view(id));
    if (!query->step()) return std::nullopt;
    return read_source(*query);
}

std::vector<Uncertainty> Store::uncertainties() {
    auto query = connection_->prepare(
        "SELECT id, distribution, half_width, coverage, basis, citation FROM uncertainty ORDER BY id");
    std::vector<Uncertainty> all;
    while (query->step()) {
        all.push_back({std::string(query->text(0)), std::string(query->text(1)),
                       query->is_null(2) ? none : query->real(2), query->is_null(3) ? none : query->real(3),
                       std::string(query->text(4)), std::string(query->text(5))});
    }
    return all;
}

std::vector<Series> Store::series(const SeriesQuery& wanted, int revision) {
    auto result = series_heads(*connection_, wanted, revision);
    std::unordered_map<std::int64_t, Series*> by_id;
    const auto years = static_cast<std::size_t>(wanted.last_year - wanted.first_year + 1);
    for (auto& series : result) {
        series.first_year = wanted.first_year;
        series.values.assign(years, none);
        by_id.emplace(series.id, &series);
    }
    // The cross join makes the embedded database look up observations by series, in one pass and unsorted.
    auto query = connection_->prepare(
        "SELECT o.series, o.year, o.value FROM series s CROSS JOIN observation o WHERE o.series = s.id "
        "AND o.year BETWEEN ? AND ? AND o.added <= ? AND (o.removed IS NULL OR o.removed > ?) AND " +
        condition(wanted));
    const std::int64_t at = revision;
    query->bind(0, std::int64_t{wanted.first_year}).bind(1, std::int64_t{wanted.last_year});
    query->bind(2, at).bind(3, at);
    bind_condition(*query, 4, wanted);
    Series* series = nullptr;
    while (query->step()) {
        const std::int64_t id = query->integer(0);
        if (!series || series->id != id) {
            const auto place = by_id.find(id);
            series = place == by_id.end() ? nullptr : place->second;
        }
        if (series)
            series->values[static_cast<std::size_t>(query->integer(1) - wanted.first_year)] = query->real(2);
    }
    std::erase_if(result, [](const Series& one) {
        return std::all_of(one.values.begin(), one.values.end(),
                           [](double value) { return std::isnan(value); });
    });
    return result;
}

SourceRow Store::source_row(std::int64_t series, int year, int revision) {
    auto query = connection_->prepare(
        "SELECT r.line, r.locator, r.note, r.uncertainty, r.source_unit, r.factor, o.value, o.added, "
        "(SELECT max(e.id) FROM edition e WHERE e.stream = s.stream AND e.id <= ?) "
        "FROM series s JOIN series_row r ON r.series = s.id AND r.added <= ? AND (r.removed IS NULL OR "
        "r.removed "
        "> ?) JOIN observation o ON o.series = s.id AND o.year = ? AND o.added <= ? AND (o.removed IS NULL "
        "OR "
        "o.removed > ?) WHERE s.id = ?");
    const std::int64_t at = revision;
    query->bind(0, at).bind(1, at).bind(2, at).bind(3, std::int64_t{year}).bind(4, at).bind(5, at);
    query->bind(6, series);
    if (!query->step()) {
        throw Error(Fault::not_found,
                    {.what = "no such figure",
                     .found = "series " + std::to_string(series) + " in " + std::to_string(year)});
    }
    SourceRow row;
    row.line = query->integer(0);
    row.locator = located(query->text(1), year);
    row.note = query->text(2);
    row.uncertainty = query->text(3);
    row.source_unit = query->text(4);
    row.source_value = query->real(6) / query->real(5);
    row.since = edition_of(*connection_, query->integer(7));
    row.edition = edition_of(*connection_, query->integer(8));
    row.file = row.edition.file;
    return row;
}

std::string Store::digest(int revision) {
    auto values = connection_->prepare(
        "SELECT s.stream, s.variable, s.region, s.category, s.gas, s.item, s.unit, r.line, r.source_unit, "
        "r.factor,"
        " r.uncertainty, r.locator, r.note, o.year, o.value FROM series s "
        "JOIN series_row r ON r.series = s.id AND r.added <= ? AND (r.removed IS NULL OR r.removed > ?) "
        "JOIN observation o ON o.series = s.id AND o.added <= ? AND (o.removed IS NULL OR o.removed > ?) "
        "ORDER BY s.stream, s.variable, s.region, s.category, s.gas, s.item, o.year");
    auto facilities = connection_->prepare(
        "SELECT stream, id, name, region, latitude, longitude, fuel, capacity_mw, commissioned, locator, "
        "line "
        "FROM facility WHERE added <= ? AND (removed IS NULL OR removed > ?) ORDER BY stream, id");
    const std::int64_t at = revision;
    for (int parameter = 0; parameter < 4; ++parameter) values->bind(parameter, at);
    for (int parameter = 0; parameter < 2; ++parameter) facilities->bind(parameter, at);
    std::string editions_text;
    for (const auto& edition : editions(revision))
        editions_text += edition.stream + '\x1f' + edition.source + '\x1f' + edition.version + '\n';
    return sha256_hex(editions_text + digest_rows(*values) + digest_rows(*facilities));
}

ImportSummary Store::import_user(const TableInfo& info, const Source& source,
                                 const std::string& original_bytes, const formats::SeriesTable& table) {
    const fs::path folder = kept_folder(options_);
    Transaction transaction(*connection_);
    insert_source(*connection_, source);
    ImportSummary summary = import_series(*connection_, info, table);
    const json description = {{"edition", summary.edition},
                              {"table",
                               {{"file", info.file},
                                {"kind", info.kind},
                                {"dataset", info.dataset},
                                {"stream", info.stream},
                                {"source", info.source},
                                {"version", info.version},
                                {"sha256", info.sha256}}},
                              {"source",
                               {{"id", source.id},
                                {"title", source.title},
                                {"publisher", source.publisher},
                                {"year", source.year},
                                {"licence", source.licence},
                                {"licence_url", source.licence_url},
                                {"citation", source.citation},
                                {"url", source.url},
                                {"redistributable", source.redistributable}}}};
    std::string stream_name = info.stream;
    std::replace(stream_name.begin(), stream_name.end(), '/', '-');
    // A table that is refused leaves nothing behind; one that is committed has its file.
    if (!summary.unchanged) {
        write_whole(folder / info.sha256, original_bytes);
        write_whole(folder / (info.sha256 + "-" + stream_name + ".json"), description.dump(2));
    }
    transaction.commit();
    return summary;
}

std::optional<fs::path> set_aside(const StoreOptions& given) {
    const StoreOptions options = with_defaults(given);
    if (is_server(options.location)) {
        throw Error(Fault::usage, {.what = "a rebuild is for the embedded file",
                                   .mend = "on a server, restore a backup or make an empty database"});
    }
    if (!fs::exists(options.location)) return std::nullopt;
    fs::path aside = options.location + ".damaged";
    for (int number = 2; fs::exists(aside); ++number)
        aside = options.location + ".damaged-" + std::to_string(number);
    fs::rename(options.location, aside);
    for (const char* suffix : {"-journal", "-wal"}) {
        if (fs::exists(options.location + suffix))
            fs::rename(options.location + suffix, aside.string() + suffix);
    }
    return aside;
}

std::vector<KeptFile> kept_files(const StoreOptions& given) {
    const fs::path folder = kept_folder(with_defaults(given));
    std::vector<std::pair<int, KeptFile>> files;
    if (!fs::exists(folder)) return {};
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(read_description(entry.path()));
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<KeptFile> ordered;
    for (auto& [edition, kept] : files) ordered.push_back(std::move(kept));
    return ordered;
}

}  // namespace alioth::database
