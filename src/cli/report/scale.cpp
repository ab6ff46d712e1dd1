#include "cli/report/scale.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/report/html.hpp"
#include "cli/table.hpp"

namespace alioth::cli::report {

namespace {

/// Half the length of the ends of an error bar, in percent of the row.
constexpr double end_size = 8;

std::string line(const std::string& css_class, const std::string& x1, const std::string& x2, double y1,
                 double y2) {
    return shape("line", {{"class", css_class},
                          {"x1", x1},
                          {"x2", x2},
                          {"y1", coordinate(y1) + '%'},
                          {"y2", coordinate(y2) + '%'}});
}

int decimals_of_step(double step) {
    return step >= 1 || step <= 0 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
}

}  // namespace

Scale::Scale(const std::vector<double>& values, int most) {
    double low = 0, high = 0;
    for (const double value : values) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low == high) high = 1;
    const double step = round_step(high - low, most);
    const auto first = static_cast<int>(std::floor(low / step)),
               last = static_cast<int>(std::ceil(high / step));
    for (int i = first; i <= last; ++i) ticks_.push_back(i * step);
    from_ = ticks_.front();
    to_ = ticks_.back();
}

std::string Scale::at(double value) const {
    return percent_of_width(std::clamp(fraction(value), 0.0, 1.0));
}

void add_extent(const panorama::Estimate& value, std::vector<double>& extent) {
    for (const double number : {value.value, value.low, value.high}) {
        if (!std::isnan(number)) extent.push_back(number);
    }
}

std::string percent_of_width(double fraction) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f%%", 100 * fraction);
    return buffer;
}

std::string grid(const Scale& scale) {
    std::string lines;
    for (const double tick : scale.ticks())
        lines += line(tick == 0 ? "zero" : "grid", scale.at(tick), scale.at(tick), 0, 100);
    return lines;
}

std::string axis(const Scale& scale, double divisor, bool is_signed) {
    const auto& ticks = scale.ticks();
    const int decimals = decimals_of_step((ticks[1] - ticks[0]) / divisor);
    std::string texts;
    for (const double tick : ticks) {
        const char* anchor = tick == ticks.front() ? "start" : tick == ticks.back() ? "end" : "middle";
        const std::string sign = is_signed && tick > 0 ? "+" : "";
        texts += element("text", {{"x", scale.at(tick)}, {"y", "80%"}, {"text-anchor", anchor}},
                         sign + typeset(number_text(tick / divisor, decimals)));
    }
    return element("svg", {{"class", "axis"}, {"aria-hidden", "true"}}, texts);
}

std::string bar(const Scale& scale, double value, const std::string& css_class, double top, double height) {
    const double low = std::min(0.0, value), high = std::max(0.0, value);
    return shape("rect", {{"class", css_class},
                          {"x", scale.at(low)},
                          {"width", percent_of_width(scale.fraction(high) - scale.fraction(low))},
                          {"y", coordinate(top) + '%'},
                          {"height", coordinate(height) + '%'}});
}

std::string error_bar(const Scale& scale, const panorama::Estimate& value, double middle) {
    if (!value.present() || std::isnan(value.low)) return "";
    const std::string low = scale.at(value.low), high = scale.at(value.high);
    return line("error", low, high, middle, middle) +
           line("error", low, low, middle - end_size, middle + end_size) +
           line("error", high, high, middle - end_size, middle + end_size);
}

std::string key(const std::string& css_class, const std::string& text) {
    return element("li",
                   element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
                           shape("rect", {{"class", css_class}, {"width", "100%"}, {"height", "100%"}})) +
                       escape(text));
}

std::string error_key(Language language) {
    return element(
        "li",
        element(
            "svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
            shape("line", {{"class", "error"}, {"x1", "0"}, {"x2", "100%"}, {"y1", "50%"}, {"y2", "50%"}})) +
            Text{"95 % interval", "95 % 区间"}.in(language));
}

/// A cell with its number, and its ID where a reader can find it.
std::string figure_cell(const std::string& label, const std::string& text, const std::string& id) {
    Attributes attributes = {{"class", "n"}, {"data-label", label}};
    if (!id.empty()) {
        attributes.emplace_back("title", id);
        attributes.emplace_back("data-id", id);
    }
    return element("td", attributes, text);
}

std::string bar_cell(const std::string& marks) {
    return element("td", {{"class", "bar"}},
                   element("svg", {{"class", "row"}, {"aria-hidden", "true"}}, marks));
}

}  // namespace alioth::cli::report
