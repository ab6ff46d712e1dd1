#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "panorama/account.hpp"

/// Pieces of HTML and SVG text, and how the page prints numbers.
namespace alioth::cli::report {

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// Text as HTML wants it, also within attributes.
std::string escape(std::string_view text);

/// `<tag a="b">content</tag>`. Attributes are escaped here; `content` is HTML already.
std::string element(std::string_view tag, const Attributes& attributes, std::string_view content);
std::string element(std::string_view tag, std::string_view content);

/// `<tag a="b"/>`, for the shapes of SVG.
std::string shape(std::string_view tag, const Attributes& attributes);

/// The head of a column of numbers.
std::string column_head(std::string_view text);

/// A coordinate with one decimal at most: a tenth of a pixel is not seen.
std::string coordinate(double value);

/// Escaped text in which web addresses are links.
std::string linked(std::string_view text);

/// A number as it is printed: a minus sign instead of a hyphen, no line break around ± and before %.
std::string typeset(std::string text);

/// "11,405 ± 1,141", without a unit.
std::string amount_text(const panorama::Estimate& value);

/// "−9.0 ± 5.5 %", or "+141.9 % (+12.5 % … +271.3 %)" for a skewed interval.
std::string ratio_text(const panorama::Estimate& value);

/// CO₂ for CO2.
std::string gas_text(std::string_view gas);

/// "Mt CO₂" for the unit "Mt" of CO2, "t CH₄/person" for "t/person".
std::string unit_text(std::string_view unit, std::string_view gas);

/// A round step that cuts `range` into at most `most` parts.
double round_step(double range, int most);

}  // namespace alioth::cli::report
