#pragma once

#include <string>
#include <vector>

#include "core/text.hpp"
#include "panorama/account.hpp"

namespace alioth::cli::report {

/// The axis of a chart whose marks stand at percentages of its width: it stretches with the page while lines
/// and letters keep their size.
class Scale {
  public:
    /// From the lowest to the highest of `values` and zero, widened to round ticks. `most` ticks at most.
    Scale(const std::vector<double>& values, int most);

    const std::vector<double>& ticks() const { return ticks_; }
    /// Place of a value from 0 to 1.
    double fraction(double value) const { return (value - from_) / (to_ - from_); }
    /// "12.34%".
    std::string at(double value) const;

  private:
    double from_ = 0, to_ = 1;
    std::vector<double> ticks_;
};

/// All numbers of estimates that a scale must hold.
void add_extent(const panorama::Estimate& value, std::vector<double>& extent);

/// "12.34%" of a fraction.
std::string percent_of_width(double fraction);

/// Faint lines at the ticks, a stronger one at zero.
std::string grid(const Scale& scale);

/// The numbers of the ticks, divided by `divisor`, as the head of a column of bars.
std::string axis(const Scale& scale, double divisor, bool is_signed);

/// A bar from zero, `top` and `height` in percent of the row.
std::string bar(const Scale& scale, double value, const std::string& css_class, double top, double height);

/// The 95 % interval at `middle` percent of the row: a line with ends. Empty when there is none.
std::string error_bar(const Scale& scale, const panorama::Estimate& value, double middle);

/// An entry of a legend: a patch of a colour and its name.
std::string key(const std::string& css_class, const std::string& text);

/// The entry for error bars.
std::string error_key(Language language);

/// A cell of bars.
std::string bar_cell(const std::string& marks);

/// A cell with a number, and its ID where a reader can find it. Narrow screens put the label before the
/// number.
std::string figure_cell(const std::string& label, const std::string& text, const std::string& id);

/// The most ticks that an axis has room for.
inline constexpr int most_ticks = 7;

}  // namespace alioth::cli::report
