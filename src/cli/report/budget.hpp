#pragma once

#include <string>

#include "cli/report/data.hpp"

namespace alioth::cli::report {

/// The planet's carbon budget as streams: what gives carbon on one side, where it goes on the other. Empty
/// when the answer has no budget.
std::string budget_picture(const Data& data);

/// The year of the budget; it ends earlier than the accounts.
int budget_year(const Data& data);

}  // namespace alioth::cli::report
