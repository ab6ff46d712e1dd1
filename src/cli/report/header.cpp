#include "cli/report/header.hpp"

#include <algorithm>

#include "cli/phrases.hpp"
#include "cli/report/html.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;
using panorama::Estimate;

/// World masses in the header are read in Gt.
Estimate in_gt(const Estimate& value) {
    return {value.value / 1000, value.low / 1000, value.high / 1000};
}

/// "37.2 ± 3.6", in Gt where the account is in Mt of CO2 or CO2e.
std::string world_value(const Data& data, const Estimate& value) {
    return amount_text(data.gas == "CO2" || data.gas == "GHG" ? in_gt(value) : value);
}

std::string world_unit(const Data& data) {
    std::string unit = data.unit();
    if ((data.gas == "CO2" || data.gas == "GHG") && unit.starts_with("Mt")) unit.replace(0, 2, "Gt");
    return unit;
}

const Figure* world_figure(const Data& data, const std::string& boundary) {
    return data.world.find_present("WLD", boundary, data.year);
}

/// What consumption changes for the two largest emitters, as the end of a sentence.
std::string two_largest(const Data& data) {
    std::string text;
    for (std::size_t i = 0; i < 2 && i < data.countries.size(); ++i) {
        const Figure* figure = data.world.find_present(data.countries[i], "consumption", data.year);
        if (!figure) continue;
        text += (text.empty() ? "" : data.say({", ", "，"})) + region_name(data.countries[i], data.language) +
                ' ' + ratio_text(figure->adjustment);
    }
    return text;
}

std::string sentence_en(const Data& data) {
    const Figure* production = world_figure(data, "production");
    const Figure* land = world_figure(data, "natural");
    std::string text =
        "In " + std::to_string(data.year) + " the world emitted " + world_value(data, production->amount) +
        ' ' + world_unit(data) +
        (data.gas == "CO2" ? " from fossil fuels and industry" : " from all sectors without land use");
    if (land) text += ", and its managed land gave " + world_value(data, land->amount);
    if (const Figure* both = world_figure(data, "panorama"))
        text += ", together " + world_value(data, both->amount);
    const std::string changes = two_largest(data);
    if (!changes.empty())
        text += "; counted by what is consumed, the two largest emitters change: " + changes;
    return text + '.';
}

std::string sentence_zh(const Data& data) {
    const Figure* production = world_figure(data, "production");
    const Figure* land = world_figure(data, "natural");
    std::string text = std::to_string(data.year) + " 年，全球" +
                       (data.gas == "CO2" ? "化石燃料与工业" : "除土地利用外各部门") + "排放 " +
                       world_value(data, production->amount) + ' ' + world_unit(data);
    if (land) text += "，受管理土地净排放 " + world_value(data, land->amount);
    if (const Figure* both = world_figure(data, "panorama"))
        text += "，合计 " + world_value(data, both->amount);
    const std::string changes = two_largest(data);
    if (!changes.empty()) text += "；改按消费侧核算，最大的两个排放者变化为：" + changes;
    return text + "。";
}

std::string stat(const std::string& css_class, const std::string& name, const std::string& value,
                 const std::string& unit, const std::string& basis, const std::string& id) {
    // The figure is set large, its error and unit small.
    const auto error = std::min(value.find("\u00a0±"), value.size());
    const std::string shown =
        escape(value.substr(0, error)) + ' ' + element("small", escape(value.substr(error) + ' ' + unit));
    Attributes attributes = {{"class", "value"}};
    if (!id.empty()) attributes.insert(attributes.end(), {{"title", id}, {"data-id", id}});
    return element("div", {{"class", css_class}},
                   element("dt", escape(name)) + element("dd", attributes, shown) +
                       element("dd", {{"class", "basis"}}, escape(basis)));
}

std::string air_stat(const Data& data) {
    const json budget = data.result.value("budget", json());
    if (budget.is_null()) return "";
    const Estimate value = in_gt(estimate_of(budget.at("terms").at("atmospheric_growth")));
    const std::string year = std::to_string(budget.at("year").get<int>());
    return stat("air", data.say({"Stayed in the air in ", "留在大气，"}) + year, amount_text(value),
                "Gt " + gas_text(data.gas), budget.at("system").get<std::string>(), "");
}

std::string stats(const Data& data) {
    static const std::pair<const char*, Text> shown[] = {
        {"production", {"Production", "生产侧"}},
        {"natural", {"Land, sources less sinks", "土地，源减汇"}},
        {"panorama", {"Panorama: both together", "全景：两者合计"}},
        {"production+land", {"Production and land", "生产侧加土地"}},
    };
    std::string list;
    for (const auto& [boundary, name] : shown) {
        const Figure* figure = world_figure(data, boundary);
        if (!figure) continue;
        list += stat(boundary, data.say(name), world_value(data, figure->amount), world_unit(data),
                     phrase(figure->basis, data.language), figure->amount_id);
    }
    return element("dl", {{"class", "stats"}}, list + air_stat(data));
}

/// The Big Dipper, with Alioth the brightest of its stars.
std::string sky() {
    struct Star {
        double x, y, size;
    };
    constexpr Star stars[] = {{470, 58, 3.1},  {392, 96, 2.9},  {330, 104, 4.6}, {268, 118, 2.2},
                              {222, 178, 2.9}, {112, 176, 2.9}, {96, 96, 3.1}};
    std::string path, circles;
    for (const auto& star : stars) {
        path += (path.empty() ? "M" : "L") + coordinate(star.x) + ' ' + coordinate(star.y);
        circles += shape("circle", {{"cx", coordinate(star.x)},
                                    {"cy", coordinate(star.y)},
                                    {"r", coordinate(star.size)},
                                    {"fill", "#eef3f8"}});
    }
    path += "M268 118L96 96";
    return element(
        "svg", {{"class", "sky"}, {"viewBox", "0 0 540 240"}, {"aria-hidden", "true"}},
        shape("path", {{"d", path}, {"fill", "none"}, {"stroke", "#3c5470"}, {"stroke-width", "1"}}) +
            shape("circle",
                  {{"cx", "330"}, {"cy", "104"}, {"r", "13"}, {"fill", "#5a9ee0"}, {"opacity", ".28"}}) +
            circles);
}

}  // namespace

std::string page_title(const Data& data) {
    return data.say({"Who emits, for whom, and what land gives and takes back",
                     "谁在排放、为谁排放，土地又给出与收回多少"});
}

std::string page_header(const Data& data) {
    const std::string brand =
        element("b", "Alioth") +
        element("span", data.say({"open panoramic carbon ledger", "开放全景碳账本"}) + " · " +
                            gas_text(data.gas) + " · " + std::to_string(data.year));
    std::string content = sky() + element("p", {{"class", "brand"}}, brand) + element("h1", page_title(data));
    if (world_figure(data, "production"))
        content += element("p", {{"class", "lead"}},
                           escape(data.language == Language::zh ? sentence_zh(data) : sentence_en(data)));
    return element("header", element("div", {{"class", "in"}}, content + stats(data)));
}

}  // namespace alioth::cli::report
