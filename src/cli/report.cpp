#include "cli/report.hpp"

#include <fstream>
#include <sstream>

#include "cli/report_budget.hpp"
#include "cli/report_charts.hpp"
#include "cli/report_data.hpp"
#include "cli/report_html.hpp"
#include "cli/report_map.hpp"
#include "cli/report_style.hpp"
#include "cli/report_tables.hpp"
#include "cli/views.hpp"
#include "core/error.hpp"

namespace alioth::cli {

namespace {

namespace fs = std::filesystem;
using namespace report;
using nlohmann::json;
using panorama::Estimate;

struct Section {
    std::string id, short_title, title, lead, body;
};

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
    const json& growth = budget.at("terms").at("atmospheric_growth");
    const Estimate value = in_gt({growth.at("value"), growth.at("low"), growth.at("high")});
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
                     basis_text(figure->basis, data.language), figure->amount_id);
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

std::string page_title(const Data& data) {
    return data.say({"Who emits, for whom, and what land gives and takes back",
                     "谁在排放、为谁排放，土地又给出与收回多少"});
}

std::string header(const Data& data) {
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

Section map_section(const Data& data) {
    const std::string lead =
        maps_adjustment(data)
            ? data.say({"Consumption against production: orange countries consume goods whose making emitted "
                        "more than "
                        "they emit at home; blue countries emit for others. Dots mark where the 95 % "
                        "interval leaves "
                        "the direction open.",
                        "消费侧相对生产侧：橙色国家所消费商品的隐含排放多于其境内排放；蓝色国家为他国排放。"
                        "圆点表示 95 % 区间包含零，方向未定。"})
            : data.say({"Production per person. Emissions embodied in trade are not published for this gas "
                        "or year.",
                        "人均生产侧排放。该气体或年份没有已发表的贸易隐含排放。"});
    return {"map", data.say({"Map", "地图"}),
            data.say({"For whom: the world as consumers see it", "为谁排放：消费视角的世界"}), lead,
            world_map(data) + world_table(data)};
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
            ? data.say({"Land-use change and forestry by the mean of three bookkeeping models (BLUE, H&N, "
                        "OSCAR).",
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
    return {
        "planet", data.say({"Planet", "地球"}),
        data.say({"Where the carbon goes: the planet's budget", "碳去了哪里：地球的碳收支"}),
        data.say({"The whole planet in ", "整个地球，"}) + std::to_string(budget_year(data)) +
            data.say(
                {", the last year of this budget. The terms are estimated apart from each other and do not "
                 "quite balance: the imbalance is what they leave unexplained, drawn on the side that is "
                 "short.",
                 " 年，为该收支的最后一年。各项独立估算，不完全平衡：不平衡项为未解释部分，画在不足的一侧"
                 "。"}),
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
    const std::string gases =
        data.say({" Theirs are of greenhouse gases, ours of CO₂.", "对方为温室气体，本程序为 CO₂。"});
    const std::string why = data.say(
        {"The method, formula and data of the published figures were not published, and none of ours is "
         "tuned to "
         "them. Consumption accounts move China down and the United States and Japan up, but by how much "
         "depends on "
         "the consumption database and its edition (China's gap of 2017 is −13.1\u00a0% in one edition and "
         "−8.7\u00a0% in a later one); counting the land sink moves the United States the other way.",
         "已发表数字的方法、公式和数据未公开，本程序没有任何数字为其调整。消费侧核算使中国下降、美国和日本上"
         "升，"
         "但幅度取决于消费数据库与版本（中国 2017 年在一版中为 −13.1\u00a0%，后一版为 "
         "−8.7\u00a0%）；计入土地汇使美国向相反方向变动。"});
    const std::string chart = comparison_chart(data);
    return {"published", data.say({"Published", "已发表数字"}),
            data.say({"Published figures beside ours", "已发表数字与本程序结果对比"}),
            all_claims_sentence(data) + gases,
            chart.empty() ? "" : chart + element("p", {{"class", "after"}}, why)};
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

std::string section_html(const Section& section) {
    return element("section", {{"id", section.id}, {"aria-labelledby", section.id + "-title"}},
                   element("h2", {{"id", section.id + "-title"}}, section.title) +
                       (section.lead.empty() ? "" : element("p", section.lead)) + section.body);
}

std::string warnings(const Data& data) {
    std::string items;
    for (const auto& warning : data.asked->warnings) items += element("li", escape(warning));
    return items.empty() ? "" : element("ul", {{"class", "note"}, {"lang", "en"}}, items);
}

std::string head(const Data& data) {
    return "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">" +
           element("title", escape(page_title(data) + ", " + std::to_string(data.year) + " · Alioth")) +
           element("style", style_sheet);
}

std::string page(const Data& data) {
    std::string links, body;
    for (const auto& section : sections(data)) {
        links += element("li", element("a", {{"href", "#" + section.id}}, section.short_title));
        body += section_html(section);
    }
    const std::string footer =
        escape(data.sources.at("program").get<std::string>()) + " · " +
        data.say({"± and ranges are 95 % intervals · no figure of this page was made by the page: each is an "
                  "answer of "
                  "the ledger",
                  "± 与区间为 95 % 置信区间 · 本页不计算任何数字，全部来自账本的回答"});
    return "<!doctype html>\n" +
           element("html", {{"lang", data.language == Language::zh ? "zh-CN" : "en"}},
                   element("head", head(data)) +
                       element("body", element("a", {{"class", "skip"}, {"href", "#content"}},
                                               data.say({"Skip to the content", "跳到正文"})) +
                                           header(data) +
                                           element("nav", {{"aria-label", data.say({"Sections", "章节"})}},
                                                   element("ul", {{"class", "in"}}, links)) +
                                           element("main", {{"id", "content"}, {"class", "in"}},
                                                   warnings(data) + body) +
                                           element("footer", element("div", {{"class", "in"}}, footer)))) +
           "\n";
}

[[noreturn]] void cannot_write(const fs::path& path) {
    throw Error(Fault::service, {.what = "cannot write",
                                 .where = path.string(),
                                 .mend = "check the folder's permissions and free space"});
}

fs::path part_of(const fs::path& path) {
    return path.string() + ".part";
}

void write_part(const fs::path& path, const std::string& bytes) {
    std::ofstream out(part_of(path), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) cannot_write(path);
}

/// All files under temporary names first, then renamed: a fault on the way leaves the old ones.
void write_files(const std::vector<std::pair<fs::path, std::string>>& files) {
    std::error_code fault;
    try {
        for (const auto& [path, bytes] : files) write_part(path, bytes);
        for (const auto& [path, bytes] : files) {
            fs::rename(part_of(path), path, fault);
            if (fault) cannot_write(path);
        }
    } catch (...) {
        for (const auto& [path, bytes] : files) fs::remove(part_of(path), fault);
        throw;
    }
}

}  // namespace

fs::path write_report(operations::Context& context, const operations::Answer& answer,
                      const CommonOptions& options) {
    const Data data = gather(context, answer, options);
    std::ostringstream csv;
    print_account_csv(*answer.account, csv);

    const fs::path folder = options.report;
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) cannot_write(folder);
    const fs::path html = folder / "report.html";
    write_files({{html, page(data)},
                 {folder / "panorama.csv", std::move(csv).str()},
                 {folder / "panorama.json", answer.to_json()}});
    return html;
}

}  // namespace alioth::cli
