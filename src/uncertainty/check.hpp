#pragma once

#include <string_view>

namespace alioth::uncertainty {

/// Throws Fault::input: "`subject`: `parameter` is out of range", with the value found and what was expected.
[[noreturn]] void reject(std::string_view subject, std::string_view parameter, double found,
                         std::string_view expected);

/// Each throws Fault::input, naming `subject` and `parameter`, unless `value` is finite and in the range it
/// names.
void require_finite(std::string_view subject, std::string_view parameter, double value);
void require_not_negative(std::string_view subject, std::string_view parameter, double value);
void require_positive(std::string_view subject, std::string_view parameter, double value);

/// Throws Fault::input unless 0 < `value` < 1: a coverage, or a probability whose quantile is asked for.
void require_probability(std::string_view subject, std::string_view parameter, double value);

}  // namespace alioth::uncertainty
