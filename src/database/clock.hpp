#pragma once

#include <string>

namespace alioth::database {

/// Now in UTC, ISO 8601 to the second: "2026-11-22T12:00:00Z".
std::string utc_now();

}  // namespace alioth::database
