#pragma once

#include <ostream>
#include <string>

#include "cli/arguments.hpp"
#include "operations/answer.hpp"

namespace alioth::cli {

/// Prints an answer for people or programs, in the format asked.
void print_answer(const operations::Answer& answer, const CommonOptions& options, std::ostream& out);

/// Name of a region or group in a language; the code where there is none.
std::string region_name(std::string_view code, Language language);

/// Title of a boundary in a language.
std::string boundary_title(std::string_view name, Language language);

/// "11,405 ± 1,141", or "1,200 (700-1,900)" for a skewed interval; "-" where there is no figure.
std::string estimate_text(const panorama::Estimate& value);

/// Decimals that leave four significant figures.
int decimals_for(double value);

/// The rows of an account as CSV for programs.
void print_account_csv(const operations::AccountResult& result, std::ostream& out);

/// What does and does not explain that published figures differ from ours (`result.comparison`).
std::string comparison_text(const nlohmann::json& result, Language language);

/// One sentence on the carbon budget in `result.budget`, or an empty text.
std::string budget_sentence(const nlohmann::json& result, Language language);

}  // namespace alioth::cli
