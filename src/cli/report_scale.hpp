#pragma once

#include <string>
#include <vector>

#include "panorama/account.hpp"

namespace alioth::cli::report {

/// The axis of a chart whose marks stand at percentages of its width: it stretches with the page while lines
/// and letters keep their size.
class Scale {
  public:
    /// From the lowest to the highest of `values` and zero, widened to round ticks. `most` ticks at most.
    Scale(const std::vector<double>& values, int most);

    double from() const { return from_; }
    double to() const { return to_; }
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

}  // namespace alioth::cli::report
