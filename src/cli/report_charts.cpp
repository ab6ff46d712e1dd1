#include "cli/report_charts.hpp"

#include <algorithm>
#include <cmath>

#include "cli/report_html.hpp"
#include "cli/report_scale.hpp"
#include "cli/table.hpp"
#include "cli/views.hpp"
#include "panorama/ledger.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;
using panorama::Estimate;

constexpr std::size_t most_bars = 20;
constexpr std::size_t most_sources = 12, most_sinks = 8;
constexpr int most_ticks = 7;

std::string key(const std::string& css_class, const std::string& text) {
    return element("li",
                   element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
                           shape("rect", {{"class", css_class}, {"width", "100%"}, {"height", "100%"}})) +
                       escape(text));
}

std::string error_key(const Data& data) {
    return element(
        "li",
        element(
            "svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
            shape("line", {{"class", "error"}, {"x1", "0"}, {"x2", "100%"}, {"y1", "50%"}, {"y2", "50%"}})) +
            data.say({"95 % interval", "95 % 区间"}));
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

std::string amount_cell(const Data& data, const Figure* figure, const std::string& boundary) {
    const std::string label = boundary_title(boundary, data.language);
    if (!figure || !figure->amount.present()) return figure_cell(label, data.say({"no data", "无数据"}), "");
    return figure_cell(label, amount_text(figure->amount), figure->amount_id);
}

std::string bar_cell(const std::string& marks) {
    return element("td", {{"class", "bar"}},
                   element("svg", {{"class", "row"}, {"aria-hidden", "true"}}, marks));
}

std::string column_head(const std::string& text) {
    return element("th", {{"scope", "col"}, {"class", "n"}}, text);
}

std::string region_head(const Data& data, const std::string& code) {
    return element("th", {{"scope", "row"}}, escape(region_name(code, data.language)));
}

std::string bar_table(const std::string& caption, const std::string& head, const std::string& body) {
    return element(
        "table", {{"class", "bars"}},
        element("caption", caption) + element("thead", element("tr", head)) + element("tbody", body));
}

// --- the twenty largest ---

std::vector<std::string> largest(const Data& data) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(most_bars, data.countries.size()));
    return {data.countries.begin(), data.countries.begin() + count};
}

Scale largest_scale(const Data& data, const std::vector<std::string>& codes) {
    std::vector<double> extent;
    for (const auto& code : codes) {
        for (const char* boundary : {"production", "consumption"}) {
            if (const Figure* figure = data.world.find_present(code, boundary, data.year))
                add_extent(figure->amount, extent);
        }
    }
    return Scale(extent, most_ticks);
}

std::string largest_row(const Data& data, const Scale& scale, const std::string& code) {
    const bool both = data.has_consumption();
    const Figure* production = data.world.find_present(code, "production", data.year);
    const Figure* consumption = data.world.find_present(code, "consumption", data.year);
    std::string marks = grid(scale) +
                        bar(scale, production->amount.value, "production", both ? 12 : 25, both ? 34 : 50) +
                        error_bar(scale, production->amount, both ? 29 : 50);
    if (consumption) {
        marks += bar(scale, consumption->amount.value, "consumption", 54, 34) +
                 error_bar(scale, consumption->amount, 71);
    }
    std::string cells =
        region_head(data, code) + bar_cell(marks) + amount_cell(data, production, "production");
    if (both) {
        cells += amount_cell(data, consumption, "consumption");
        cells += figure_cell(data.say({"adjustment", "调整"}),
                             consumption ? ratio_text(consumption->adjustment) : "",
                             consumption ? consumption->adjustment_id : "");
    }
    return element("tr", cells);
}

/// Ships and planes between countries are in the World and in nobody's bar.
std::string transport_note(const Data& data) {
    const Figure* figure = data.world.find_present(panorama::transport, "production", data.year);
    if (!figure) return "";
    return element("p", {{"class", "note"}},
                   data.say({"Not in any bar: international transport by ship and plane, ",
                             "未计入任何国家：国际海运与航空，"}) +
                       element("span", {{"title", figure->amount_id}, {"data-id", figure->amount_id}},
                               amount_text(figure->amount) + ' ' + data.unit()) +
                       data.say({".", "。"}));
}

// --- land ---

struct LandLine {
    std::string code;
    const Figure* figure;
};

/// Sources from the largest down, then sinks up to the largest.
std::vector<LandLine> land_lines(const Data& data) {
    std::vector<LandLine> sources, sinks;
    for (const auto& code : data.countries) {
        const Figure* figure = data.world.find_present(code, "natural", data.year);
        if (figure && figure->amount.value != 0)
            (figure->amount.value > 0 ? sources : sinks).push_back({code, figure});
    }
    const auto larger = [](const LandLine& a, const LandLine& b) {
        return std::abs(a.figure->amount.value) > std::abs(b.figure->amount.value);
    };
    std::stable_sort(sources.begin(), sources.end(), larger);
    std::stable_sort(sinks.begin(), sinks.end(), larger);
    sources.resize(std::min(sources.size(), most_sources));
    sinks.resize(std::min(sinks.size(), most_sinks));
    sources.insert(sources.end(), sinks.rbegin(), sinks.rend());
    return sources;
}

// --- small multiples ---

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

// --- published figures ---

Estimate estimate_of(const json& value) {
    const auto number = [&](const char* part) {
        return value.at(part).is_null() ? NAN : value.at(part).get<double>();
    };
    return {number("value"), number("low"), number("high")};
}

Scale comparison_scale(const json& comparison) {
    std::vector<double> extent;
    for (const auto& claim : comparison) {
        extent.push_back(claim.at("claimed"));
        for (const auto& ours : claim.at("ours")) add_extent(estimate_of(ours.at("adjustment")), extent);
    }
    return Scale(extent, most_ticks);
}

std::string comparison_row(const Data& data, const Scale& scale, double claimed, const json& ours) {
    const Estimate value = estimate_of(ours.at("adjustment"));
    const bool inside = ours.at("claim_inside_interval");
    std::string marks = grid(scale);
    marks += shape("line", {{"class", "claim"},
                            {"x1", scale.at(claimed)},
                            {"x2", scale.at(claimed)},
                            {"y1", "0"},
                            {"y2", "100%"}});
    marks += error_bar(scale, value, 50);
    if (value.present())
        marks +=
            shape("circle", {{"class", "ours"}, {"cx", scale.at(value.value)}, {"cy", "50%"}, {"r", "4.5"}});
    const std::string verdict = inside ? data.say({"✓ inside", "✓ 之内"}) : data.say({"outside", "之外"});
    return element("tr",
                   element("th", {{"scope", "row"}},
                           escape(boundary_title(ours.at("boundary").get<std::string>(), data.language))) +
                       bar_cell(marks) + figure_cell(data.say({"ours", "本程序"}), ratio_text(value), "") +
                       element("td", {{"class", inside ? "verdict inside" : "verdict outside"}}, verdict));
}

std::string comparison_group(const Data& data, const Scale& scale, const json& claim) {
    const std::string code = claim.at("region");
    const double claimed = claim.at("claimed");
    const std::string head = element("span", {{"class", "group"}}, escape(region_name(code, data.language))) +
                             element("span", {{"class", "claimed"}},
                                     data.say({"published ", "已发表 "}) + typeset(percent_text(claimed)));
    std::string rows =
        element("tr", {{"class", "head"}}, element("th", {{"scope", "rowgroup"}, {"colspan", "4"}}, head));
    for (const auto& ours : claim.at("ours")) rows += comparison_row(data, scale, claimed, ours);
    return element("tbody", rows);
}

}  // namespace

std::string largest_chart(const Data& data) {
    const auto codes = largest(data);
    if (codes.empty()) return "";
    const Scale scale = largest_scale(data, codes);
    const bool both = data.has_consumption();
    std::string head = element("th", {{"scope", "col"}}, data.say({"Country", "国家"})) +
                       element("th", {{"scope", "col"}, {"class", "bar"}}, axis(scale, 1, false)) +
                       column_head(boundary_title("production", data.language));
    std::string keys = key("production", boundary_title("production", data.language));
    if (both) {
        head += column_head(boundary_title("consumption", data.language)) +
                column_head(data.say({"adjustment", "调整"}));
        keys += key("consumption", boundary_title("consumption", data.language));
    }
    std::string body;
    for (const auto& code : codes) body += largest_row(data, scale, code);
    return element("ul", {{"class", "legend"}}, keys + error_key(data)) +
           bar_table(data.unit() + ", " + std::to_string(data.year), head, body) + transport_note(data);
}

std::string land_chart(const Data& data) {
    const auto lines = land_lines(data);
    if (lines.empty()) return "";
    std::vector<double> extent;
    for (const auto& line : lines) add_extent(line.figure->amount, extent);
    const Scale scale(extent, most_ticks);
    const std::string head = element("th", {{"scope", "col"}}, data.say({"Country", "国家"})) +
                             element("th", {{"scope", "col"}, {"class", "bar"}}, axis(scale, 1, true)) +
                             column_head(boundary_title("natural", data.language));
    std::string body;
    for (const auto& [code, figure] : lines) {
        const double value = figure->amount.value;
        const std::string marks = grid(scale) + bar(scale, value, value > 0 ? "source" : "sink", 22, 56) +
                                  error_bar(scale, figure->amount, 50);
        body +=
            element("tr", region_head(data, code) + bar_cell(marks) + amount_cell(data, figure, "natural"));
    }
    const std::string keys =
        key("source", data.say({"source: land gives carbon to the air", "源：土地向大气排放"})) +
        key("sink", data.say({"sink: land takes carbon from the air", "汇：土地从大气吸收"}));
    return element("ul", {{"class", "legend"}}, keys + error_key(data)) +
           bar_table(data.unit() + ", " + std::to_string(data.year), head, body);
}

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

std::string comparison_chart(const Data& data) {
    const json comparison = data.result.value("comparison", json::array());
    if (comparison.empty()) return "";
    const Scale scale = comparison_scale(comparison);
    std::string groups;
    for (const auto& claim : comparison) groups += comparison_group(data, scale, claim);
    const std::string head =
        element("th", {{"scope", "col"}}, data.say({"Boundary", "边界"})) +
        element("th", {{"scope", "col"}, {"class", "bar"}}, axis(scale, 0.01, true)) +
        column_head(data.say({"ours", "本程序"})) +
        element("th", {{"scope", "col"}, {"class", "verdict"}}, data.say({"published", "已发表值"}));
    const std::string keys =
        element("li",
                element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
                        shape("circle", {{"class", "ours"}, {"cx", "50%"}, {"cy", "50%"}, {"r", "4.5"}})) +
                    data.say({"ours", "本程序"})) +
        error_key(data) +
        element(
            "li",
            element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
                    shape("line",
                          {{"class", "claim"}, {"x1", "50%"}, {"x2", "50%"}, {"y1", "0"}, {"y2", "100%"}})) +
                data.say({"published", "已发表"}));
    return element("ul", {{"class", "legend"}}, keys) +
           element("table", {{"class", "bars comparison"}},
                   element("caption", data.say({"adjustment against production, %", "相对生产侧的调整，%"})) +
                       element("thead", element("tr", head)) + groups);
}

}  // namespace alioth::cli::report
