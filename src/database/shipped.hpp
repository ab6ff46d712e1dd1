#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/progress.hpp"
#include "database/connection.hpp"
#include "database/importer.hpp"

namespace alioth::database {

/// The tables that ship with the program, as their index data/tables.csv lists them.
struct Shipped {
    std::filesystem::path folder;
    std::string fingerprint;  ///< hash of the index and of the small tables beside it
    std::vector<TableInfo> tables;

    bool present() const { return !fingerprint.empty(); }
};

/// Reads only the fingerprint: cheap enough for every start. Empty when `folder` has no index.
std::string shipped_fingerprint(const std::filesystem::path& folder);

/// Throws Error(Fault::input) when an index names a table that is missing.
Shipped read_shipped(const std::filesystem::path& folder);

/// Brings sources, uncertainties, supersessions and all tables of `shipped` into the database. Call inside a
/// Transaction. Errors: Fault::input when a table differs from its hash in the index.
void import_shipped(Connection& connection, const Shipped& shipped, Progress& progress);

}  // namespace alioth::database
