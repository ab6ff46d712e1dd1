#include "cli/report/tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "cli/phrases.hpp"
#include "cli/report/html.hpp"
#include "cli/table.hpp"
#include "cli/views.hpp"
#include "panorama/boundaries.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;

std::string number_cell(const std::string& text) {
    return element("td", {{"class", "n"}}, text);
}

/// A figure with its ID behind it, and the basis it stands on unless it is as reported.
std::string figure_cell(const std::string& text, const std::string& id, const std::string& basis) {
    return element(
        "td", {{"class", "n"}, {"data-id", id}, {"title", id + (basis.empty() ? "" : "\n" + basis)}}, text);
}

/// An account as a table: a line a region and year, and a column a boundary.
class AccountLayout {
  public:
    AccountLayout(const Data& data, const AccountTable& table) : data_(data), table_(table) {
        for (const auto& boundary : table.boundaries()) {
            if (has_adjustment(boundary)) adjusted_.insert(boundary);
        }
    }

    std::string html(const std::string& caption) const {
        std::string body;
        for (const auto& region : table_.regions()) {
            for (int year = table_.first_year(); year <= table_.last_year(); ++year)
                body += line(region, year);
        }
        return element("div",
                       {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}},
                       element("table", {{"class", "figures"}},
                               element("caption", escape(caption)) + element("thead", element("tr", head())) +
                                   element("tbody", body)));
    }

  private:
    bool many_years() const { return table_.first_year() != table_.last_year(); }

    bool has_adjustment(const std::string& boundary) const {
        return std::any_of(table_.regions().begin(), table_.regions().end(), [&](const std::string& region) {
            const Figure* figure = table_.find(region, boundary, table_.last_year());
            return figure && figure->adjustment.present();
        });
    }

    std::string head() const {
        std::string cells = element("th", {{"scope", "col"}}, data_.say({"Region", "地区"}));
        if (many_years()) cells += column_head(data_.say({"Year", "年份"}));
        for (const auto& boundary : table_.boundaries()) {
            cells += column_head(boundary_title(boundary, data_.language));
            if (adjusted_.contains(boundary)) cells += column_head(data_.say({"adjustment", "调整"}));
        }
        return cells;
    }

    std::string line(const std::string& region, int year) const {
        std::string cells = element("th", {{"scope", "row"}},
                                    element("span", {{"class", "code"}}, escape(region)) + ' ' +
                                        escape(region_name(region, data_.language)));
        if (many_years()) cells += number_cell(std::to_string(year));
        for (const auto& boundary : table_.boundaries()) {
            const Figure* figure = table_.find(region, boundary, year);
            const bool present = figure && figure->amount.present();
            const std::string basis = figure ? phrase(figure->basis, data_.language) : "";
            cells += present ? figure_cell(amount_text(figure->amount), figure->amount_id, basis)
                             : element("td", {{"class", "n missing"}, {"title", basis}},
                                       data_.say({"no data", "无数据"}));
            if (!adjusted_.contains(boundary)) continue;
            cells += present && figure->adjustment.present()
                         ? figure_cell(ratio_text(figure->adjustment), figure->adjustment_id, "")
                         : number_cell("");
        }
        return element("tr", cells);
    }

    const Data& data_;
    const AccountTable& table_;
    std::set<std::string> adjusted_;
};

/// The rules of the columns, so that no name stands without its meaning.
std::string column_rules(const Data& data) {
    std::string rules;
    for (const auto& boundary : panorama::boundaries()) {
        const auto& shown = data.answer.boundaries();
        if (std::find(shown.begin(), shown.end(), boundary.name) == shown.end()) continue;
        rules +=
            element("dt", escape(data.say(boundary.title))) + element("dd", escape(data.say(boundary.rule)));
    }
    rules += element("dt", data.say({"adjustment", "调整"})) +
             element("dd", data.say({"(boundary − production) / production, of the same system and edition",
                                     "（边界 − 生产侧）/ 生产侧，同一体系与版本"}));
    return element("dl", {{"class", "rules"}}, rules);
}

std::string answer_caption(const Data& data) {
    const auto& request = data.asked->account->account.request;
    std::string years = std::to_string(data.answer.last_year());
    if (data.answer.first_year() != data.answer.last_year())
        years = std::to_string(data.answer.first_year()) + "–" + years;
    if (request.sum_from) years += data.say({", sums from ", "，累计自 "}) + std::to_string(request.sum_from);
    return unit_text(data.answer.unit(), data.gas) + ", " + years;
}

std::string small_number(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1g", value);
    return buffer;
}

std::string identity_name(const Data& data, const std::string& name) {
    const std::string suffix = " closes";
    if (!name.ends_with(suffix)) return name;
    return boundary_title(name.substr(0, name.size() - suffix.size()), data.language) +
           data.say({" of all lines sums to the World", "：各项之和等于世界"});
}

std::string identity_rows(const Data& data) {
    std::string rows;
    for (const auto& identity : data.result.at("identities")) {
        rows += element(
            "tr", element("th", {{"scope", "row"}}, escape(identity_name(data, identity.at("name")))) +
                      number_cell(std::to_string(identity.at("year").get<int>())) +
                      number_cell(typeset(number_text(identity.at("world"), 3))) +
                      number_cell(typeset(number_text(identity.at("parts"), 3))) +
                      number_cell(small_number(100 * std::abs(identity.at("gap").get<double>())) + " %") +
                      number_cell(small_number(100 * identity.at("tolerance").get<double>()) + " %"));
    }
    return rows;
}

std::string difference_name(const Data& data, const std::string& name) {
    static const std::map<std::string, Text> names = {
        {"the two files of the Global Carbon Budget",
         {"World of the Budget's national file less World of its fossil file",
          "全球碳预算两份文件的世界总量之差"}},
        {"sum of the published transfers",
         {"Sum of all published net transfers, which should be zero", "全部已发表净转移量之和（应为零）"}},
    };
    const auto place = names.find(name);
    return place == names.end() ? name : data.say(place->second);
}

std::string difference_rows(const Data& data) {
    std::string rows;
    for (const auto& difference : data.result.value("differences", json::array())) {
        rows += element(
            "tr", element("th", {{"scope", "row"}}, escape(difference_name(data, difference.at("name")))) +
                      number_cell(std::to_string(difference.at("year").get<int>())) +
                      number_cell(typeset(number_text(difference.at("value"), 1)) + ' ' +
                                  difference.at("unit").get<std::string>()) +
                      number_cell(typeset(percent_text(difference.at("relative"), 3))));
    }
    return rows;
}

std::string scrolled_table(const std::string& caption, const std::string& head, const std::string& rows) {
    return element("div",
                   {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}},
                   element("table", {{"class", "figures"}},
                           element("caption", escape(caption)) + element("thead", element("tr", head)) +
                               element("tbody", rows)));
}

std::string streams_of(const json& editions, const std::string& source) {
    std::string streams;
    for (const auto& edition : editions) {
        if (edition.at("source") != source) continue;
        streams += (streams.empty() ? "" : ", ") + edition.at("stream").get<std::string>() + ' ' +
                   edition.at("version").get<std::string>();
    }
    return streams;
}

std::string edition_rows(const json& editions) {
    std::string rows;
    for (const auto& edition : editions) {
        rows += element(
            "tr", element("th", {{"scope", "row"}}, escape(edition.at("stream").get<std::string>())) +
                      element("td", escape(edition.at("source").get<std::string>() + ' ' +
                                           edition.at("version").get<std::string>())) +
                      element("td", element("code", escape(edition.at("table_sha256").get<std::string>()))));
    }
    return rows;
}

/// One figure to begin with: the largest country under the last boundary that it has.
std::string example_address(const Data& data) {
    if (data.countries.empty()) return "";
    const std::string& region = data.countries.front();
    std::string boundary = "production";
    for (const auto& name : data.world.boundaries()) {
        if (data.world.find_present(region, name, data.year)) boundary = name;
    }
    return region + ':' + std::to_string(data.year) + ':' + boundary + ':' + data.gas;
}

std::string id_rows(const Data& data) {
    std::string rows;
    for (const auto& boundary : data.world.boundaries()) {
        const Figure* figure = data.world.find_present("WLD", boundary, data.year);
        if (!figure) continue;
        rows +=
            element("tr", element("th", {{"scope", "row"}}, escape(boundary_title(boundary, data.language))) +
                              number_cell(amount_text(figure->amount)) +
                              element("td", element("code", escape(figure->amount_id))));
    }
    return rows;
}

}  // namespace

std::string answer_table(const Data& data) {
    std::string html = AccountLayout(data, data.answer).html(answer_caption(data));
    if (data.answer.first_year() != data.asked->account->account.request.first_year) {
        html += element("p", {{"class", "note"}},
                        data.say({"Only the last year is printed here; panorama.csv holds all years.",
                                  "此处仅列最后一年；全部年份见 panorama.csv。"}));
    }
    return html + column_rules(data);
}

std::string world_table(const Data& data) {
    const std::string summary = data.say({"All lines of the world, ", "世界全部条目，"}) +
                                std::to_string(data.year) + ", " + data.unit();
    return element("details",
                   element("summary", escape(summary)) + AccountLayout(data, data.world).html(summary));
}

std::string closure_tables(const Data& data) {
    const std::string unit = data.unit();
    const std::string head =
        element("th", {{"scope", "col"}}, data.say({"Identity", "恒等式"})) +
        column_head(data.say({"year", "年份"})) + column_head(data.say({"World, ", "世界，"}) + unit) +
        column_head(data.say({"sum of parts, ", "各项之和，"}) + unit) +
        column_head(data.say({"gap", "差"})) + column_head(data.say({"allowed", "容许"}));
    std::string html = scrolled_table(data.say({"Identities, checked by the program", "程序检验的恒等式"}),
                                      head, identity_rows(data));
    const std::string differences = difference_rows(data);
    if (differences.empty()) return html;
    const std::string columns = element("th", {{"scope", "col"}}, data.say({"Difference", "差异"})) +
                                column_head(data.say({"year", "年份"})) +
                                column_head(data.say({"amount", "数量"})) +
                                column_head(data.say({"of the World", "占世界"}));
    return html + scrolled_table(data.say({"Differences between the sources, printed and not hidden",
                                           "来源之间的差异，如实列出"}),
                                 columns, differences);
}

std::string source_list(const Data& data) {
    std::string items;
    for (const auto& source : data.sources.at("sources")) {
        const std::string id = source.at("id");
        items += element(
            "li",
            element("b", escape(id)) + ' ' +
                element("span", {{"class", "licence"}}, escape(source.at("licence").get<std::string>())) +
                element("p", {{"lang", "en"}}, linked(source.at("citation").get<std::string>())) +
                element("p", {{"class", "streams"}}, escape(streams_of(data.sources.at("editions"), id))));
    }
    return element("ul", {{"class", "sources"}}, items);
}

std::string again(const Data& data) {
    const std::string example = example_address(data);
    std::string html =
        element("p", data.say({"This page is the same bytes whenever the same program meets the same data:",
                               "同一程序与同一数据总是生成字节相同的页面："})) +
        element("pre", element("code", escape(data.command))) +
        element(
            "p",
            data.say({"Any figure back to its source rows, here one of the largest emitter. The pattern is ",
                      "将任一数字追溯到来源行，此处以最大排放者为例。格式为 "}) +
                element("code", "REGION:YEAR:BOUNDARY:GAS") +
                data.say({", or the ID that appears when a pointer rests on a figure (data-id in the page):",
                          "，或使用指针停在数字上时显示的 ID（页面中的 data-id）："})) +
        element("pre", element("code", "alioth explain " + escape(example)));
    html += element("details",
                    element("summary", data.say({"IDs of the World's figures", "世界各数字的 ID"})) +
                        element("div", {{"class", "scroll"}},
                                element("table", {{"class", "figures"}}, element("tbody", id_rows(data)))));
    const std::string program = data.sources.at("program");
    return html +
           element("details",
                   element("summary", escape(program) + data.say({", editions of the data", "，数据版本"})) +
                       element("div", {{"class", "scroll"}},
                               element("table", {{"class", "figures"}},
                                       element("tbody", edition_rows(data.sources.at("editions"))))));
}

}  // namespace alioth::cli::report
