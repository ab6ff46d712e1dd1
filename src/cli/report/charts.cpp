#include "cli/report/charts.hpp"

#include <algorithm>
#include <cmath>

#include "cli/report/html.hpp"
#include "cli/report/scale.hpp"
#include "cli/views.hpp"
#include "panorama/ledger.hpp"

namespace alioth::cli::report {

namespace {

constexpr std::size_t most_bars = 20;
constexpr std::size_t most_sources = 12, most_sinks = 8;

std::string amount_cell(const Data& data, const Figure* figure, const std::string& boundary) {
    const std::string label = boundary_title(boundary, data.language);
    if (!figure || !figure->amount.present()) return figure_cell(label, data.say({"no data", "无数据"}), "");
    return figure_cell(label, amount_text(figure->amount), figure->amount_id);
}

std::string region_head(const Data& data, const std::string& code) {
    return element("th", {{"scope", "row"}}, escape(region_name(code, data.language)));
}

std::string bar_table(const std::string& caption, const std::string& head, const std::string& body) {
    return element(
        "table", {{"class", "bars"}},
        element("caption", caption) + element("thead", element("tr", head)) + element("tbody", body));
}

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
    return element("ul", {{"class", "legend"}}, keys + error_key(data.language)) +
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
    return element("ul", {{"class", "legend"}}, keys + error_key(data.language)) +
           bar_table(data.unit() + ", " + std::to_string(data.year), head, body);
}

}  // namespace alioth::cli::report
