#include "cli/report/map.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "cli/phrases.hpp"
#include "cli/report/html.hpp"
#include "cli/report/projection.hpp"
#include "cli/table.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

namespace {

/// A country is labelled on the map when its largest ring has this many square units of the drawing.
constexpr double least_labelled_area = 1100;
constexpr std::size_t most_labels = 20;
constexpr std::size_t sequential_classes = 6;

/// How values are cut into colours: class i lies between edges i - 1 and i.
struct Shades {
    std::vector<double> edges;
    std::vector<std::string> classes;  ///< CSS classes, one more than edges
    std::string unit;                  ///< of the edges as printed
    double factor = 1;                 ///< of a value to its printed number

    std::size_t index(double value) const {
        return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), value) - edges.begin());
    }
};

Shades adjustment_shades() {
    // The same steps on both sides; consumption can be far above production but not far below it.
    return {{-0.30, -0.15, -0.05, 0.05, 0.15, 0.30, 0.60},
            {"b3", "b2", "b1", "mid", "o1", "o2", "o3", "o4"},
            "%",
            100};
}

double rounded(double value) {
    if (value == 0) return 0;
    const double power = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / power) * power;
}

/// Classes of about as many countries each, at round numbers.
Shades production_shades(const Data& data) {
    std::vector<double> values;
    for (const auto& code : data.countries) {
        if (const Figure* figure = data.per_capita.find_present(code, "production", data.year))
            values.push_back(figure->amount.value);
    }
    std::sort(values.begin(), values.end());
    Shades shades;
    shades.unit = unit_text(data.per_capita.unit(), data.gas);
    for (std::size_t i = 1; i < sequential_classes && !values.empty(); ++i) {
        const double edge = rounded(values[i * values.size() / sequential_classes]);
        if (shades.edges.empty() || edge > shades.edges.back()) shades.edges.push_back(edge);
    }
    for (std::size_t i = 0; i <= shades.edges.size(); ++i) shades.classes.push_back("s" + std::to_string(i));
    return shades;
}

/// What a country is coloured by, or a missing estimate.
panorama::Estimate mapped_value(const Data& data, std::string_view region) {
    if (maps_adjustment(data)) {
        const Figure* figure = data.world.find_present(region, "consumption", data.year);
        return figure ? figure->adjustment : panorama::Estimate{NAN, NAN, NAN};
    }
    const Figure* figure = data.per_capita.find_present(region, "production", data.year);
    return figure ? figure->amount : panorama::Estimate{NAN, NAN, NAN};
}

/// An adjustment whose interval holds zero: who emits for whom cannot be told.
bool sign_is_open(const Data& data, const panorama::Estimate& value) {
    return maps_adjustment(data) && value.present() && value.low < 0 && value.high > 0;
}

std::string tooltip_line(const Data& data, const Figure& figure, const std::string& boundary) {
    std::string line = "\n" + boundary_title(boundary, data.language) + ": ";
    if (!figure.amount.present()) return line + phrase(figure.basis, data.language);
    line += amount_text(figure.amount) + ' ' + data.unit();
    if (figure.adjustment.present()) line += "; " + ratio_text(figure.adjustment);
    return line + " (" + phrase(figure.basis, data.language) + ')';
}

std::string tooltip(const Data& data, const std::string& region) {
    std::string text = region_name(region, data.language) + " (" + region + "), " + std::to_string(data.year);
    bool known = false;
    for (const auto& boundary : data.world.boundaries()) {
        const Figure* figure = data.world.find(region, boundary, data.year);
        if (!figure) continue;
        known = true;
        text += tooltip_line(data, *figure, boundary);
    }
    if (const Figure* figure = data.per_capita.find_present(region, "production", data.year))
        text += "\n" + amount_text(figure->amount) + ' ' + unit_text(data.per_capita.unit(), data.gas);
    if (!known) return text + "\n" + data.say({"no data", "无数据"});
    return text + "\nalioth explain " + region + ':' + std::to_string(data.year) + ':' +
           (maps_adjustment(data) ? "consumption" : "production") + ':' + data.gas;
}

std::string country(const Data& data, const Shades& shades, const Outline& outline) {
    const std::string region(outline.region);
    const auto value = mapped_value(data, region);
    const std::string path = filled_path(outline);
    const std::string colour = value.present() ? shades.classes[shades.index(value.value)] : "none";
    // The colour is the group's, so that the dots can use the same path with a fill of their own.
    const std::string id = "m-" + region;
    std::string shapes = element("g", {{"class", colour}}, shape("path", {{"id", id}, {"d", path}}));
    if (sign_is_open(data, value)) shapes += shape("use", {{"href", "#" + id}, {"class", "dotted"}});
    return element("g", {{"data-region", region}}, element("title", escape(tooltip(data, region))) + shapes);
}

std::string label_text(const Data& data, const panorama::Estimate& value) {
    return maps_adjustment(data) ? typeset(percent_text(value.value, 0))
                                 : number_text(value.value, decimals_for(value.value) > 2 ? 2 : 1);
}

std::string labels(const Data& data) {
    std::set<std::string_view> largest;
    for (std::size_t i = 0; i < std::min(most_labels, data.countries.size()); ++i)
        largest.insert(data.countries[i]);
    std::string all;
    for (const auto& outline : map_outlines()) {
        const auto value = mapped_value(data, outline.region);
        const LabelPlace place = label_place(outline);
        if (!largest.contains(outline.region) || !value.present() || place.area < least_labelled_area)
            continue;
        all += element("text", {{"x", coordinate(place.middle.x)}, {"y", coordinate(place.middle.y + 4)}},
                       label_text(data, value));
    }
    return element("g", {{"class", "labels"}, {"aria-hidden", "true"}}, all);
}

/// Patterns must not be styled away with the page, so they use its colours by class.
std::string patterns() {
    const std::string hatch =
        element("pattern",
                {{"id", "hatch"},
                 {"width", "5"},
                 {"height", "5"},
                 {"patternUnits", "userSpaceOnUse"},
                 {"patternTransform", "rotate(45)"}},
                shape("rect", {{"class", "hatch-ground"}, {"width", "5"}, {"height", "5"}}) +
                    shape("rect", {{"class", "hatch-line"}, {"width", "1.6"}, {"height", "5"}}));
    const std::string dots = element(
        "pattern", {{"id", "dots"}, {"width", "4.4"}, {"height", "4.4"}, {"patternUnits", "userSpaceOnUse"}},
        shape("circle", {{"class", "dot"}, {"cx", "1.1"}, {"cy", "1.1"}, {"r", "0.75"}}) +
            shape("circle", {{"class", "dot"}, {"cx", "3.3"}, {"cy", "3.3"}, {"r", "0.75"}}));
    return element("defs", hatch + dots);
}

std::string drawing(const Data& data, const Shades& shades) {
    const std::string title =
        maps_adjustment(data)
            ? data.say({"World map: consumption against production, ", "世界地图：消费侧相对生产侧，"})
            : data.say({"World map: production per person, ", "世界地图：人均生产侧排放，"});
    const std::string description = data.say(
        {"Each country is coloured by the legend below; the same figures are in the table below the map.",
         "各国按下方图例着色；地图下方的表格列出相同数字。"});
    std::string content = element("title", {{"id", "world-title"}}, title + std::to_string(data.year)) +
                          element("desc", {{"id", "world-desc"}}, description) + patterns() +
                          shape("path", {{"class", "sea"}, {"d", edge_path()}}) +
                          shape("path", {{"class", "graticule"}, {"d", graticule_path()}});
    std::string borders;
    for (const auto& outline : map_outlines()) {
        content += country(data, shades, outline);
        borders += border_path(outline);
    }
    content += shape("path", {{"class", "borders"}, {"d", borders}}) + labels(data);
    const Point size = map_size();
    return element("svg",
                   {{"class", "map"},
                    {"viewBox", "0 0 " + coordinate(size.x) + ' ' + coordinate(size.y)},
                    {"role", "img"},
                    {"aria-labelledby", "world-title world-desc"}},
                   content);
}

std::string class_label(const Shades& shades, std::size_t i) {
    const bool is_signed = shades.edges.front() < 0;
    const auto number = [&](double edge) {
        const double value = shades.factor * edge;
        const std::string text = number_text(value, value == std::round(value) ? 0
                                                    : value < 0.1              ? 3
                                                    : value < 1                ? 2
                                                                               : 1);
        return (is_signed && value > 0 ? "+" : "") + typeset(text);
    };
    if (i == 0) return "< " + number(shades.edges.front());
    if (i == shades.edges.size()) return "> " + number(shades.edges.back());
    return number(shades.edges[i - 1]) + "…" + number(shades.edges[i]);
}

std::string swatch(const Attributes& fill) {
    return element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}}, shape("rect", fill));
}

Attributes whole_rect(const std::string& css_class) {
    return {{"class", css_class}, {"width", "100%"}, {"height", "100%"}};
}

std::string legend(const Data& data, const Shades& shades) {
    std::string items;
    for (std::size_t i = 0; i < shades.classes.size() && !shades.edges.empty(); ++i)
        items += element("li", swatch(whole_rect(shades.classes[i])) + escape(class_label(shades, i)));
    items += element("li", {{"class", "unit"}}, escape(shades.unit));
    if (maps_adjustment(data)) {
        items += element("li", {{"class", "apart"}},
                         element("svg", {{"class", "swatch"}, {"aria-hidden", "true"}},
                                 shape("rect", whole_rect("mid")) + shape("rect", whole_rect("dotted"))) +
                             data.say({"95 % interval holds zero", "95 % 区间包含零"}));
    }
    items +=
        element("li", {{"class", "apart"}}, swatch(whole_rect("none")) + data.say({"no data", "无数据"}));
    return element("ul", {{"class", "legend steps"}}, items);
}

/// Countries with an adjustment that are too small for the outlines.
std::string not_drawn(const Data& data) {
    if (!maps_adjustment(data)) return "";
    std::set<std::string_view> drawn;
    for (const auto& outline : map_outlines()) drawn.insert(outline.region);
    std::string list;
    for (const auto& code : data.countries) {
        const auto value = mapped_value(data, code);
        if (drawn.contains(code) || !value.present()) continue;
        list += (list.empty() ? "" : data.say({", ", "，"})) + region_name(code, data.language) + ' ' +
                typeset(percent_text(value.value, 0));
    }
    return list.empty()
               ? ""
               : data.say({" Too small for this map: ", "图上过小未绘出："}) + list + data.say({".", "。"});
}

}  // namespace

bool maps_adjustment(const Data& data) {
    return data.has_consumption();
}

std::string world_map(const Data& data) {
    const Shades shades = maps_adjustment(data) ? adjustment_shades() : production_shades(data);
    const std::string caption =
        data.say({"Equal Earth projection: areas are true. Borders: Natural Earth, simplified; they say "
                  "nothing about the status of a territory.",
                  "Equal Earth 等面积投影。边界来自 Natural Earth，经简化，不代表对任何领土地位的立场。"}) +
        not_drawn(data);
    return element("figure", {{"class", "wide"}},
                   drawing(data, shades) + legend(data, shades) + element("figcaption", escape(caption)));
}

}  // namespace alioth::cli::report
