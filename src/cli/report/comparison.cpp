#include "cli/report/comparison.hpp"

#include "cli/report/html.hpp"
#include "cli/report/scale.hpp"
#include "cli/table.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;
using panorama::Estimate;

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
    const std::string verdict = !value.present() ? data.say({"no data", "无数据"})
                                : inside         ? data.say({"✓ inside", "✓ 之内"})
                                                 : data.say({"outside", "之外"});
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
        error_key(data.language) +
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
