#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.hpp"
#include "database/connection.hpp"
#include "database/importer.hpp"

namespace alioth::database {

/// Where the program keeps its data.
struct StoreOptions {
    std::string location;           ///< database file or connection string; empty: `home`/alioth.db
    std::filesystem::path home;     ///< folder of what the program keeps; empty: default_home()
    std::filesystem::path shipped;  ///< folder of the shipped tables; empty: default_shipped()
};

/// $ALIOTH_HOME, else $XDG_DATA_HOME/alioth, else ~/.local/share/alioth.
std::filesystem::path default_home();

/// $ALIOTH_DATA, else share/alioth/data beside the installed program, else data/ of the source tree.
std::filesystem::path default_shipped();

struct Source {
    std::string id, title, publisher, year, licence, licence_url, citation, url, redistributable;
};

struct Uncertainty {
    std::string id, distribution;
    double half_width = 0;  ///< relative, or in the unit that the id names; NaN when not stated
    double coverage = 0;    ///< what the half-width covers: 0.95, 0.68, ...; NaN when not stated
    std::string basis, citation;
};

struct Edition {
    int id = 0;
    std::string dataset, stream, source, version, kind, file, sha256, origin, imported_at, program;
};

/// One time series as it stood at a revision. `values[i]` is the year `first_year + i`, NaN where there is
/// none.
struct Series {
    std::int64_t id = 0;
    std::string stream, variable, region, category, gas, item, unit, uncertainty;
    int first_year = 0;
    std::vector<double> values;
};

struct SeriesQuery {
    std::string dataset;                 ///< required
    std::vector<std::string> variables;  ///< required
    std::string stream{};         ///< empty: all streams whose source is not superseded for the variable
    std::string gas{}, region{};  ///< empty: all
    int first_year = 0, last_year = 0;
};

/// Where one figure stands in its table and in the publisher's file.
struct SourceRow {
    std::string file;       ///< our table
    std::int64_t line = 0;  ///< in our table
    std::string locator;    ///< in the publisher's file
    std::string note, uncertainty;
    double source_value = 0;  ///< in `source_unit`
    std::string source_unit;
    Edition edition;  ///< that the stream is at
    Edition since;    ///< since which the value holds
};

/// The eight datasets, opened. Opening makes the database on first use and brings in shipped tables that are
/// newer than it; both are one transaction, so a program killed at any moment leaves the old or the new
/// state.
class Store {
  public:
    static Store open(const StoreOptions& options, Progress& progress);

    Connection& connection() { return *connection_; }
    const StoreOptions& options() const { return options_; }

    /// The newest edition. Every import makes one, so this numbers the states of the database.
    int revision();
    /// The state named by `as_of`: an edition number, or a date (its last edition of that day or before).
    int revision_as_of(const std::string& as_of);

    /// The editions that held at `revision`, one a stream, by stream.
    std::vector<Edition> editions(int revision);
    std::vector<Edition> all_editions();
    std::vector<Source> sources();
    std::optional<Source> source(const std::string& id);
    std::vector<Uncertainty> uncertainties();

    std::vector<Series> series(const SeriesQuery& query, int revision);
    /// Throws Fault::not_found when the series has no value in that year at that revision.
    SourceRow source_row(std::int64_t series, int year, int revision);

    /// SHA-256 over all that holds at `revision`, in a fixed order: equal digests are equal contents.
    std::string digest(int revision);

    /// Imports a user's table; the file is kept under its hash beside the database first, so that a rebuild
    /// can import it again.
    ImportSummary import_user(const TableInfo& info, const Source& source, const std::string& original_bytes,
                              const formats::SeriesTable& table);

  private:
    Store(StoreOptions options, std::unique_ptr<Connection> connection)
        : options_(std::move(options)), connection_(std::move(connection)) {}

    StoreOptions options_;
    std::unique_ptr<Connection> connection_;
};

/// Sets a damaged database file aside (its name gets ".damaged"), for a rebuild. Returns the new name, or
/// nothing when there was no file.
std::optional<std::filesystem::path> set_aside(const StoreOptions& options);

/// The original files of user imports kept beside the database, oldest first.
struct KeptFile {
    TableInfo info;
    Source source;
    std::filesystem::path path;
    std::string problem{};  ///< why its description cannot be read; then only `path` is known
};
std::vector<KeptFile> kept_files(const StoreOptions& options);

}  // namespace alioth::database
