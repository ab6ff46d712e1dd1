#pragma once

#include <string_view>
#include <vector>

#include "database/connection.hpp"

namespace alioth::database {

/// Number of the table layout; a database of another layout is rebuilt, never read by guess.
inline constexpr int schema_version = 1;

/// The eight datasets of the design page, each readable as an SQL view of its name.
const std::vector<std::string_view>& datasets();

/// Makes all tables and views in an empty database. Call inside a transaction.
void create_schema(Connection& connection);

}  // namespace alioth::database
