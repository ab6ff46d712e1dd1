#include "cli/report/sections.hpp"

#include "cli/report/budget.hpp"
#include "cli/report/charts.hpp"
#include "cli/report/comparison.hpp"
#include "cli/report/html.hpp"
#include "cli/report/map.hpp"
#include "cli/report/series.hpp"
#include "cli/report/tables.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;

Section map_section(const Data& data) {
    const std::string lead =
        maps_adjustment(data)
            ? data.say({"Consumption against production: orange countries consume goods whose making emitted "
                        "more than they emit at home; blue countries emit for others. Dots mark where the 95 "
                        "% interval leaves the direction open.",
                        "消费侧相对生产侧：橙色国家所消费商品的隐含排放多于其境内排放；蓝色国家为他国排放。圆"
                        "点表示 95 % 区间包含零，方向未定。"})
            : data.say({"Production per person. Emissions embodied in trade are not published for this gas "
                        "or year.",
                        "人均生产侧排放。该气体或年份没有已发表的贸易隐含排放。"});
    const std::string title =
        maps_adjustment(data)
            ? data.say({"For whom: the world as consumers see it", "为谁排放：消费视角的世界"})
            : data.say({"Who: production per person", "谁在排放：人均生产侧排放"});
    return {"map", data.say({"Map", "地图"}), title, lead, world_map(data) + world_table(data)};
}

Section largest_section(const Data& data) {
    return {
        "largest", data.say({"Largest", "最大排放者"}),
        data.say({"Who: the twenty largest", "谁在排放：最大的二十个"}),
        data.has_consumption()
            ? data.say({"What is emitted on a country's territory, and what its consumption causes anywhere.",
                        "一国领土上的排放，与其消费在各地引起的排放。"})
            : data.say({"What is emitted on a country's territory.", "一国领土上的排放。"}),
        largest_chart(data)};
}

/// What the chosen view of land counts; the words depend on it.
std::string land_lead(const Data& data) {
    const std::string view = data.asked->parameters.at("land");
    const std::string what =
        view == "inventory"
            ? data.say({"Managed land as national inventories report it.", "按国家清单报告的受管理土地。"})
        : view == "mean"
            ? data.say(
                  {"Land-use change and forestry by the mean of three bookkeeping models (BLUE, H&N, OSCAR).",
                   "土地利用变化与林业，三个簿记模型（BLUE、H&N、OSCAR）均值。"})
            : data.say({"Land-use change and forestry by the bookkeeping model ",
                        "土地利用变化与林业，簿记模型 "}) +
                  view + data.say({".", "。"});
    return what +
           data.say(
               {" Where an error bar crosses zero, source or sink cannot be told. The natural sinks of "
                "untouched land and sea belong to no country; they stand in the planet's budget.",
                "误差线跨过零处无法判定源或汇。未受管理的陆地与海洋的自然汇不属于任何国家，见地球收支。"});
}

Section land_section(const Data& data) {
    return {"land", data.say({"Land", "土地"}),
            data.say({"What land gives and takes back", "土地的给予与收回"}), escape(land_lead(data)),
            land_chart(data)};
}

Section series_section(const Data& data) {
    return {
        "series", data.say({"Since 1990", "1990 年以来"}),
        data.say({"How it came about, since 1990", "1990 年以来的变化"}),
        (data.gas == "CO2" ? "Gt " + gas_text(data.gas) : data.unit()) +
            data.say({" on the axes, each from zero at its own scale; numbers are of the last year, in ",
                      " 为各图纵轴单位，各自从零起；数字为最后一年，单位 "}) +
            data.unit() +
            (data.has_consumption() ? data.say({". A hollow end is carried from the last published transfer.",
                                                "。空心端点沿用最后一次发表的转移量。"})
                                    : data.say({".", "。"})),
        series_charts(data)};
}

Section budget_section(const Data& data) {
    return {"planet", data.say({"Planet", "地球"}),
            data.say({"Where the carbon goes: the planet's budget", "碳去了哪里：地球的碳收支"}),
            data.say({"The whole planet in ", "整个地球，"}) + std::to_string(budget_year(data)) +
                data.say({", the last year of this budget. The terms are estimated apart from each other and "
                          "do not quite balance: the imbalance is what they leave unexplained, drawn on the "
                          "side that is short.",
                          " 年，为该收支的最后一年。各项独立估算，不完全平衡：不平衡项为未解释部分，画在不足"
                          "的一侧。"}),
            budget_picture(data)};
}

std::string all_claims_sentence(const Data& data) {
    std::string names;
    for (const auto& name : data.result.value("boundaries_with_all_claims", json::array()))
        names += (names.empty() ? "" : ", ") + boundary_title(name.get<std::string>(), data.language);
    if (names.empty())
        return data.say({"No boundary of ours has all the published figures inside its intervals.",
                         "没有一个边界的区间同时包含全部已发表数字。"});
    return data.say({"Boundaries whose intervals hold all the published figures: ",
                     "区间同时包含全部已发表数字的边界："}) +
           names + data.say({".", "。"});
}

Section comparison_section(const Data& data) {
    const std::string chart = comparison_chart(data);
    return {"published", data.say({"Published", "已发表数字"}),
            data.say({"Published figures beside ours", "已发表数字与本程序结果对比"}),
            all_claims_sentence(data),
            chart.empty() ? ""
                          : chart + element("p", {{"class", "after"}},
                                            escape(comparison_text(data.result, data.language)))};
}

Section table_section(const Data& data) {
    return {"table", data.say({"Table", "数据表"}), data.say({"The answer in full", "完整结果"}),
            data.say({"As asked, with 95 % intervals. The same rows for programs: ",
                      "按提问所列，含 95 % 区间。供程序读取："}) +
                element("a", {{"href", "panorama.csv"}}, "panorama.csv") + data.say({" and ", "、"}) +
                element("a", {{"href", "panorama.json"}}, "panorama.json") + data.say({".", "。"}),
            answer_table(data)};
}

Section closure_section(const Data& data) {
    return {"closes", data.say({"Balance", "闭合"}), data.say({"How the world closes", "世界如何闭合"}),
            data.say({"What must balance is checked in the program: a violated identity is an error, not a "
                      "wrong table.",
                      "必须平衡之处由程序检验：违反恒等式即为错误，而不是一张错表。"}),
            closure_tables(data)};
}

Section source_section(const Data& data) {
    return {"sources", data.say({"Sources", "来源"}), data.say({"Sources and licences", "来源与许可"}), "",
            source_list(data)};
}

Section again_section(const Data& data) {
    return {"again", data.say({"Trace", "追溯"}), data.say({"Make it again, and trace it", "重现与追溯"}), "",
            again(data)};
}

}  // namespace

std::vector<Section> sections(const Data& data) {
    std::vector<Section> list;
    for (const auto make : {map_section, largest_section, land_section, series_section})
        list.push_back(make(data));
    if (budget_year(data) != 0) list.push_back(budget_section(data));
    for (const auto make :
         {comparison_section, table_section, closure_section, source_section, again_section})
        list.push_back(make(data));
    std::erase_if(list, [](const Section& section) { return section.body.empty(); });
    return list;
}

}  // namespace alioth::cli::report
