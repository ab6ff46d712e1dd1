#include "cli/report/series.hpp"

#include <algorithm>
#include <cmath>

#include "cli/report/html.hpp"
#include "cli/report/scale.hpp"
#include "cli/table.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

namespace {

constexpr double picture_width = 320, picture_height = 190;
constexpr double left = 38, right = 310, top = 8, bottom = 168;

/// One country's picture: places of years and values in it.
struct Frame {
    int first, last;
    Scale values;

    double x(int year) const {
        return left + (right - left) * (year - first) / static_cast<double>(std::max(1, last - first));
    }
    double y(double value) const { return bottom - (bottom - top) * values.fraction(value); }
    std::string point(int year, double value) const {
        return coordinate(x(year)) + ' ' + coordinate(y(value));
    }
};

Frame frame_of(const Data& data, const std::string& code) {
    std::vector<double> extent;
    for (int year = data.series.first_year(); year <= data.year; ++year) {
        for (const auto& boundary : data.series.boundaries()) {
            if (const Figure* figure = data.series.find_present(code, boundary, year))
                add_extent(figure->amount, extent);
        }
    }
    return {data.series.first_year(), data.year, Scale(extent, 4)};
}

double picture_divisor(const Data& data) {
    return data.series.unit().starts_with("Mt") && data.gas == "CO2" ? 1000 : 1;
}

std::string frame_marks(const Data& data, const Frame& frame) {
    std::string marks;
    const auto& ticks = frame.values.ticks();
    const double divisor = picture_divisor(data), step = (ticks[1] - ticks[0]) / divisor;
    const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    for (const double tick : ticks) {
        const std::string y = coordinate(frame.y(tick));
        marks += shape("line", {{"class", tick == 0 ? "zero" : "grid"},
                                {"x1", coordinate(left)},
                                {"x2", coordinate(right)},
                                {"y1", y},
                                {"y2", y}});
        marks += element(
            "text",
            {{"x", coordinate(left - 5)}, {"y", coordinate(frame.y(tick) + 3.5)}, {"text-anchor", "end"}},
            typeset(number_text(tick / divisor, decimals)));
    }
    for (int year = frame.first; year <= frame.last; ++year) {
        const bool is_labelled = year == frame.last || (year % 10 == 0 && frame.last - year > 4);
        if (!is_labelled) continue;
        const char* anchor = year == frame.last ? "end" : "middle";
        marks += element("text",
                         {{"x", coordinate(frame.x(year) + (year == frame.last ? 6 : 0))},
                          {"y", coordinate(bottom + 16)},
                          {"text-anchor", anchor}},
                         std::to_string(year));
    }
    return marks;
}

/// Line and interval band; years without a figure leave a gap in the line.
std::string curve(const Data& data, const Frame& frame, const std::string& code,
                  const std::string& boundary) {
    std::string line, upper, lower;
    const Figure* last = nullptr;
    for (int year = frame.first; year <= frame.last; ++year) {
        const Figure* figure = data.series.find_present(code, boundary, year);
        if (figure) {
            line += (last ? 'L' : 'M') + frame.point(year, figure->amount.value);
            if (!std::isnan(figure->amount.low)) {
                upper += (upper.empty() ? 'M' : 'L') + frame.point(year, figure->amount.high);
                lower.insert(0, 'L' + frame.point(year, figure->amount.low));
            }
        }
        last = figure;
    }
    std::string marks;
    if (!upper.empty()) marks += shape("path", {{"class", "band " + boundary}, {"d", upper + lower + 'Z'}});
    marks += shape("path", {{"class", "line " + boundary}, {"d", line}});
    if (!last) return marks;
    // A figure carried from an earlier year is drawn hollow.
    const bool carried = last->basis.find("carried") != std::string::npos;
    return marks + shape("circle", {{"class", (carried ? "end hollow " : "end ") + boundary},
                                    {"cx", coordinate(frame.x(frame.last))},
                                    {"cy", coordinate(frame.y(last->amount.value))},
                                    {"r", "3"}});
}

std::string picture(const Data& data, const std::string& code) {
    const Frame frame = frame_of(data, code);
    const std::string name = region_name(code, data.language);
    std::string marks = element(
        "title", escape(name + ", " + std::to_string(frame.first) + "–" + std::to_string(frame.last)));
    std::string latest;
    marks += frame_marks(data, frame);
    for (const auto& boundary : data.series.boundaries()) {
        marks += curve(data, frame, code, boundary);
        const Figure* figure = data.series.find_present(code, boundary, data.year);
        if (!figure) continue;
        latest += element(
            "span",
            {{"class", "latest " + boundary}, {"title", figure->amount_id}, {"data-id", figure->amount_id}},
            amount_text(figure->amount));
    }
    const std::string size = coordinate(picture_width) + ' ' + coordinate(picture_height);
    return element("div", {{"class", "picture"}},
                   element("h3", escape(name)) + element("p", latest) +
                       element("svg", {{"viewBox", "0 0 " + size}, {"role", "img"}}, marks));
}

}  // namespace

std::string series_charts(const Data& data) {
    if (!data.series_fault.empty())
        return element("p", {{"class", "note"}},
                       data.say({"Left out: ", "略去："}) + escape(data.series_fault));
    if (data.series.regions().empty()) return "";
    std::string pictures, keys;
    for (const auto& code : data.series.regions()) pictures += picture(data, code);
    for (const auto& boundary : data.series.boundaries())
        keys += key(boundary, boundary_title(boundary, data.language) +
                                  data.say({", with its 95 % interval", "，含 95 % 区间"}));
    return element("ul", {{"class", "legend"}}, keys) + element("div", {{"class", "pictures"}}, pictures);
}

}  // namespace alioth::cli::report
