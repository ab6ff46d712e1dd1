#include "cli/report/budget.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/report/html.hpp"
#include "cli/report/scale.hpp"
#include "cli/table.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;
using panorama::Estimate;

constexpr double mt_per_gt = 1000;
/// The picture is a square of 100 that the page stretches.
constexpr double size = 100, node_width = 2.2, gap = 2.5;
/// Labels stand at least this far apart, in percent of the height.
constexpr double label_distance = 12, label_margin = 3;

struct Stream {
    std::string css_class, name;
    Estimate value;  ///< Gt, as printed
    double top = 0;  ///< of the node, in units of the picture
    double height = 0;
};

struct Side {
    std::vector<Stream> streams;

    double total() const {
        double sum = 0;
        for (const auto& stream : streams) sum += std::abs(stream.value.value);
        return sum;
    }
};

Stream stream_of(const Data& data, const std::string& term, const Text& name) {
    const Estimate mt = estimate_of(data.result.at("budget").at("terms").at(term));
    return {term, data.say(name), {mt.value / mt_per_gt, mt.low / mt_per_gt, mt.high / mt_per_gt}};
}

Side given(const Data& data) {
    return {{stream_of(data, "fossil", {"Fossil fuels and industry", "化石燃料与工业"}),
             stream_of(data, "land_use", {"Land use", "土地利用"})}};
}

Side taken(const Data& data) {
    return {{stream_of(data, "atmospheric_growth", {"Stays in the air", "留在大气"}),
             stream_of(data, "ocean_sink", {"Ocean sink", "海洋汇"}),
             stream_of(data, "land_sink", {"Land sink", "陆地汇"}),
             stream_of(data, "cement_carbonation", {"Cement carbonation", "水泥碳化"})}};
}

/// What the terms leave unexplained stands on the side that is short of it.
void add_imbalance(const Data& data, Side& sources, Side& sinks) {
    Stream stream = stream_of(data, "imbalance", {"Imbalance, unexplained", "不平衡项，未解释"});
    (stream.value.value < 0 ? sources : sinks).streams.push_back(std::move(stream));
}

/// Nodes one below the other at `scale` units a Gt, the side as a whole in the middle of the height.
void place(Side& side, double scale) {
    double at = (size - scale * side.total() - gap * static_cast<double>(side.streams.size() - 1)) / 2;
    for (auto& stream : side.streams) {
        stream.top = at;
        stream.height = scale * std::abs(stream.value.value);
        at += stream.height + gap;
    }
}

std::string node(const Stream& stream, double x) {
    return shape("rect", {{"class", "node " + stream.css_class},
                          {"x", coordinate(x)},
                          {"y", coordinate(stream.top)},
                          {"width", coordinate(node_width)},
                          {"height", coordinate(std::max(0.4, stream.height))}});
}

/// A ribbon between a node at `x` and the stretch of the trunk from `trunk` on, of the same share of the
/// height.
std::string ribbon(const Stream& stream, double x, double trunk, double thickness) {
    const double half = size / 2, bend = (x + half) / 2;
    const auto point = [](double px, double py) { return coordinate(px) + ' ' + coordinate(py); };
    const double y0 = stream.top, y1 = stream.top + stream.height;
    const std::string path = "M" + point(x, y0) + "C" + point(bend, y0) + ' ' + point(bend, trunk) + ' ' +
                             point(half, trunk) + "L" + point(half, trunk + thickness) + "C" +
                             point(bend, trunk + thickness) + ' ' + point(bend, y1) + ' ' + point(x, y1) +
                             "Z";
    return shape("path", {{"class", "ribbon " + stream.css_class}, {"d", path}});
}

/// The air that all streams pass through.
std::string trunk(double height) {
    return shape("rect", {{"class", "trunk"},
                          {"x", coordinate((size - node_width) / 2)},
                          {"y", coordinate((size - height) / 2)},
                          {"width", coordinate(node_width)},
                          {"height", coordinate(height)}});
}

std::string half_of_picture(const Side& side, double scale, bool is_left) {
    const double x = is_left ? node_width : size - node_width;
    std::string marks;
    double trunk = (size - scale * side.total()) / 2;
    for (const auto& stream : side.streams) {
        marks += ribbon(stream, x, trunk, stream.height) + node(stream, is_left ? 0 : size - node_width);
        trunk += stream.height;
    }
    return marks;
}

/// One decimal, as the budget prints it, where a term has no interval.
std::string value_text(const Estimate& value) {
    return std::isnan(value.low) ? typeset(number_text(value.value, 1)) : amount_text(value);
}

/// Labels in the middle of their nodes, pushed apart where nodes are small.
std::string labels(const Data& data, const Side& side, const std::string& css_class) {
    std::vector<double> places;
    for (const auto& stream : side.streams) {
        const double middle = stream.top + stream.height / 2;
        places.push_back(places.empty() ? middle : std::max(middle, places.back() + label_distance));
    }
    double lowest = size - label_margin;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        *place = std::min(*place, lowest);
        lowest = *place - label_distance;
    }
    std::string items;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Stream& stream = side.streams[i];
        items += element(
            "li", {{"class", stream.css_class}, {"style", "top:" + percent_of_width(places[i] / size)}},
            element("b", escape(stream.name)) +
                element("span", value_text(stream.value) + " Gt " + gas_text(data.gas)));
    }
    return element("ul", {{"class", css_class}}, items);
}

}  // namespace

int budget_year(const Data& data) {
    const json budget = data.result.value("budget", json());
    return budget.is_null() ? 0 : budget.at("year").get<int>();
}

std::string budget_picture(const Data& data) {
    if (budget_year(data) == 0) return "";
    Side sources = given(data), sinks = taken(data);
    add_imbalance(data, sources, sinks);
    const std::size_t most = std::max(sources.streams.size(), sinks.streams.size());
    const double scale =
        (size - gap * static_cast<double>(most - 1)) / std::max(sources.total(), sinks.total());
    place(sources, scale);
    place(sinks, scale);
    const std::string description =
        data.say({"The lists beside the picture hold its numbers.", "图旁的列表含全部数字。"});
    const std::string title = data.say({"Streams of carbon of the planet, ", "地球的碳流，"});
    const std::string drawing =
        element("svg", {{"viewBox", "0 0 100 100"}, {"preserveAspectRatio", "none"}, {"role", "img"}},
                element("title", title + std::to_string(budget_year(data))) + element("desc", description) +
                    half_of_picture(sources, scale, true) + half_of_picture(sinks, scale, false) +
                    trunk(scale * std::max(sources.total(), sinks.total())));
    return element("figure", {{"class", "budget"}},
                   labels(data, sources, "given") + drawing + labels(data, sinks, "taken"));
}

}  // namespace alioth::cli::report
