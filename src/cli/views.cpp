#include "cli/views.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cli/phrases.hpp"
#include "cli/table.hpp"
#include "core/regions.hpp"
#include "formats/csv.hpp"
#include "panorama/boundaries.hpp"

namespace alioth::cli {

namespace {

using nlohmann::json;
using operations::Answer;
using operations::RowView;
using panorama::Estimate;

constexpr std::size_t text_width = 100;
constexpr std::size_t widest_cell = 72;
constexpr std::size_t terms_shown = 12;
constexpr std::size_t list_shown = 20;

/// Words of the views, in both languages.
const Text& word(const std::string& key) {
    static const std::map<std::string, Text> words = {
        {"region", {"Region", "地区"}},
        {"year", {"Year", "年份"}},
        {"adjustment", {"adj.", "调整"}},
        {"no data", {"no data", "无数据"}},
        {"interval",
         {"± and ranges: 95 % intervals. adj. = (boundary - production) / production.",
          "± 与区间：95 % 置信区间。调整 =（边界 - 生产侧）/ 生产侧。"}},
        {"explain", {"Any figure back to its sources: ", "追溯任一数字的来源："}},
        {"sources", {"Sources: ", "来源："}},
        {"cite",
         {" (what to cite: `alioth datasets --licences`)", "（引用文献：`alioth datasets --licences`）"}},
        {"closes", {"The world closes: ", "世界闭合："}},
        {"claims", {"Published figures beside ours", "已发表数字与本程序结果对比"}},
        {"claimed", {"published", "已发表"}},
        {"inside", {"inside the interval of", "落入其区间的边界"}},
        {"none", {"none", "无"}},
    };
    return words.at(key);
}

std::string tell(const std::string& key, Language language) {
    return word(key).in(language);
}

/// Decimals that leave `figures` significant figures.
int significant(double value, int figures) {
    const double size = std::abs(value);
    if (!(size > 0)) return 0;
    return std::clamp(figures - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 9);
}

/// A figure is printed to the second significant figure of its error.
int decimals_for_error(double error) {
    return significant(error, 2);
}

std::string adjustment_text(const Estimate& value) {
    if (!value.present()) return "";
    const std::string text = (value.value < 0 ? "" : "+") + number_text(100 * value.value, 1);
    if (std::isnan(value.low)) return text + " %";
    return text + " ± " + number_text(50 * (value.high - value.low), 1) + " %";
}

/// An account read back for a table: one line a region and year, one cell a boundary.
struct Pivot {
    std::vector<std::string> boundaries;
    struct Line {
        std::string region;
        int year = 0;
        std::map<std::string, RowView> cells;
    };
    std::vector<Line> lines;
    std::map<std::string, std::set<std::string>> bases;  ///< by boundary
    std::set<std::string> adjusted;                      ///< boundaries that have an adjustment
};

Pivot pivot_of(const operations::AccountResult& result) {
    Pivot pivot;
    std::map<std::pair<std::string, int>, std::size_t> place;
    result.for_each([&](const RowView& row) {
        const std::string boundary(row.boundary);
        if (std::find(pivot.boundaries.begin(), pivot.boundaries.end(), boundary) == pivot.boundaries.end())
            pivot.boundaries.push_back(boundary);
        const auto [at, is_new] = place.try_emplace({std::string(row.region), row.year}, pivot.lines.size());
        if (is_new) pivot.lines.push_back({std::string(row.region), row.year, {}});
        pivot.lines[at->second].cells[boundary] = row;
        pivot.bases[boundary].insert(std::string(row.basis));
        if (row.adjustment.present()) pivot.adjusted.insert(boundary);
    });
    return pivot;
}

Table account_table(const Pivot& pivot, bool many_years, Language language) {
    std::vector<std::string> header = {tell("region", language)};
    if (many_years) header.push_back(tell("year", language));
    for (const auto& boundary : pivot.boundaries) {
        header.push_back(boundary_title(boundary, language));
        if (pivot.adjusted.contains(boundary)) header.push_back(tell("adjustment", language));
    }
    Table table(header);
    std::string last;
    for (const auto& line : pivot.lines) {
        if (many_years && !last.empty() && last != line.region) table.rule();
        last = line.region;
        std::vector<std::string> row = {line.region + "  " + region_name(line.region, language)};
        if (many_years) row.push_back(std::to_string(line.year));
        for (const auto& boundary : pivot.boundaries) {
            const auto cell = line.cells.find(boundary);
            const bool present = cell != line.cells.end() && cell->second.amount.present();
            row.push_back(present ? estimate_text(cell->second.amount) : tell("no data", language));
            if (pivot.adjusted.contains(boundary))
                row.push_back(present ? adjustment_text(cell->second.adjustment) : "");
        }
        table.add(std::move(row));
    }
    return table;
}

void print_note(std::ostream& out, const std::string& text) {
    out << wrapped(text, text_width, 0) << '\n';
}

std::string bases_text(const Pivot& pivot, Language language) {
    std::string text;
    for (const auto& boundary : pivot.boundaries) {
        std::string list;
        for (const auto& basis : pivot.bases.at(boundary))
            list += (list.empty() ? "" : " | ") + phrase(basis, language);
        text += boundary_title(boundary, language) + ": " + list + ". ";
    }
    return text;
}

std::string sources_text(const Answer& answer) {
    std::string text;
    if (!answer.account) return text;
    std::set<std::string> systems;
    answer.account->for_each([&](const RowView& row) {
        std::string all(row.system);
        for (std::size_t at; (at = all.find(" + ")) != std::string::npos; all.erase(0, at + 3))
            systems.insert(all.substr(0, at));
        systems.insert(all);
    });
    for (const auto& system : systems) text += (text.empty() ? "" : ", ") + system;
    return text;
}

std::string closure_text(const json& result, Language language) {
    const json& identities = result.at("identities");
    if (identities.empty()) return "";
    double largest = 0;
    for (const auto& identity : identities)
        largest = std::max(largest, std::abs(identity.at("gap").get<double>()));
    char buffer[160];
    std::snprintf(buffer, sizeof buffer,
                  language == Language::zh ? "%zu 条恒等式成立，最大差 %.2g %%（容许 0.02 %%）。"
                                           : "%zu identities hold, largest gap %.2g %% (tolerance 0.02 %%). ",
                  identities.size(), 100 * largest);
    std::string text = tell("closes", language) + buffer;
    for (const auto& difference : result.value("differences", json::array())) {
        const double value = difference.at("value").get<double>();
        text += phrase(difference.at("name"), language) + " " +
                std::to_string(difference.at("year").get<int>()) + ": " + number_text(value, 1) + " Mt (" +
                percent_text(difference.at("relative"), 3) + "); ";
    }
    if (text.ends_with("; ")) text.replace(text.size() - 2, 2, ".");
    return text;
}

void print_comparison(const json& result, const CommonOptions& options, std::ostream& out) {
    const Language language = options.language;
    const json& comparison = result.at("comparison");
    out << '\n' << tell("claims", language) << '\n';
    std::vector<std::string> header = {tell("region", language), tell("claimed", language)};
    for (const auto& ours : comparison.front().at("ours"))
        header.push_back(boundary_title(ours.at("boundary").get<std::string>(), language));
    header.push_back(tell("inside", language));
    Table table(header);
    for (const auto& claim : comparison) {
        const std::string code = claim.at("region");
        std::vector<std::string> row = {code + "  " + region_name(code, language),
                                        percent_text(claim.at("claimed"))};
        std::string by;
        for (const auto& ours : claim.at("ours")) {
            const json& value = ours.at("adjustment");
            const auto number = [&](const char* part) {
                return value.at(part).is_null() ? NAN : value.at(part).get<double>();
            };
            row.push_back(adjustment_text({number("value"), number("low"), number("high")}));
            if (ours.at("claim_inside_interval").get<bool>())
                by += (by.empty() ? "" : ", ") + ours.at("boundary").get<std::string>();
        }
        row.push_back(by.empty() ? tell("none", language) : by);
        table.add(std::move(row));
    }
    if (options.format == Format::markdown)
        table.print_markdown(out);
    else
        table.print(out);
    std::string all;
    for (const auto& name : result.at("boundaries_with_all_claims"))
        all += (all.empty() ? "" : ", ") + name.get<std::string>();
    if (language == Language::zh)
        out << "区间同时包含以上全部数字的边界：" << (all.empty() ? "无" : all) << "。\n";
    else
        out << "Boundaries whose intervals hold all the figures above: " << (all.empty() ? "none" : all)
            << ".\n";
    print_note(out, comparison_text(result, language));
}

void print_panorama(const Answer& answer, const CommonOptions& options, std::ostream& out) {
    const auto& result = *answer.account;
    const Language language = options.language;
    const auto& request = result.account.request;
    const Pivot pivot = pivot_of(result);
    const bool many_years = request.first_year != request.last_year;
    const Table table = account_table(pivot, many_years, language);
    const std::string years =
        many_years ? std::to_string(request.first_year) + "-" + std::to_string(request.last_year)
                   : std::to_string(request.last_year);
    const std::string cumulative = !request.sum_from ? std::string()
                                   : language == Language::zh
                                       ? "，自 " + std::to_string(request.sum_from) + " 年累计"
                                       : ", cumulative from " + std::to_string(request.sum_from);
    const std::string title = request.gas + ", " + years + cumulative + ", " + result.unit;
    if (options.format == Format::markdown) {
        out << "**" << title << "**\n\n";
        table.print_markdown(out);
        out << '\n';
    } else {
        out << title << "\n\n";
        table.print(out);
    }
    print_note(out, tell("interval", language));
    print_note(out, bases_text(pivot, language));
    if (const auto text = closure_text(answer.result, language); !text.empty()) print_note(out, text);
    if (const auto text = budget_sentence(answer.result, language); !text.empty()) print_note(out, text);
    if (answer.result.contains("comparison") && !answer.result.at("comparison").empty())
        print_comparison(answer.result, options, out);
    print_note(out, tell("sources", language) + sources_text(answer) + tell("cite", language));
    if (pivot.lines.empty()) return;
    const auto& first = pivot.lines.front();
    out << tell("explain", language) << "alioth explain " << first.region << ':' << first.year << ':'
        << pivot.boundaries.back() << ':' << request.gas << '\n';
}

/// Six significant figures, without zeros at the end.
std::string short_number(double value) {
    std::string text = number_text(value, significant(value, 6), false);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

/// For programs (`exact`) a number has all its digits, for people six.
std::string cell_text(const json& cell, bool exact = false) {
    if (cell.is_null()) return "";
    if (cell.is_string()) return cell.get<std::string>();
    if (cell.is_boolean()) return cell.get<bool>() ? "yes" : "no";
    if (cell.is_number_float() && exact) return formats::number_text(cell.get<double>());
    if (cell.is_number_float()) return short_number(cell.get<double>());
    if (!cell.is_structured()) return cell.dump();
    std::string text;
    for (const auto& [key, value] : cell.items())
        text += (text.empty() ? "" : ", ") + (cell.is_object() ? key + " " : "") + cell_text(value, exact);
    return text;
}

/// Rows of objects or arrays as a table; `_zh` columns replace their English ones in Chinese.
Table generic_table(const json& result, Language language, bool wrap, bool exact = false) {
    std::vector<std::string> keys;
    const json& rows = result.at("rows");
    const bool arrays = result.contains("columns");
    std::vector<std::string> header;
    if (arrays) {
        for (const auto& column : result.at("columns")) header.push_back(column);
    } else if (!rows.empty()) {
        for (const auto& [key, value] : rows.front().items()) {
            if (key.ends_with("_zh")) continue;
            keys.push_back(language == Language::zh && rows.front().contains(key + "_zh") ? key + "_zh"
                                                                                          : key);
            header.push_back(key);
        }
        // What a row is called stands first, long texts last.
        const auto rank = [](const std::string& key) {
            static const std::vector<std::string> first = {"edition", "code",   "name",
                                                           "gas",     "region", "year"};
            static const std::vector<std::string> last = {"before",  "after",    "unit",  "rule",
                                                          "members", "citation", "title", "sources"};
            const auto at = [&](const std::vector<std::string>& list) {
                return std::find(list.begin(), list.end(), key) - list.begin();
            };
            if (at(first) < std::ssize(first)) return at(first);
            return at(last) < std::ssize(last) ? 100 + at(last) : 50;
        };
        std::stable_sort(header.begin(), header.end(),
                         [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
        std::vector<std::string> sorted;
        for (const auto& title : header) {
            const bool zh = std::find(keys.begin(), keys.end(), title + "_zh") != keys.end();
            sorted.push_back(zh ? title + "_zh" : title);
        }
        keys = sorted;
    }
    Table table(header);
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < header.size(); ++i) {
            std::string text = cell_text(arrays ? row.at(i) : row.at(keys[i]), exact);
            if (wrap && !arrays) text = wrapped(text, widest_cell, 0);
            cells.push_back(std::move(text));
        }
        table.add(std::move(cells));
    }
    return table;
}

/// The other parts of a result: lists of objects as tables, all else as a line.
void print_rest(const json& result, const CommonOptions& options, std::ostream& out) {
    for (const auto& [key, value] : result.items()) {
        const bool is_blank = value == "" || (value.is_structured() && value.empty());
        if (key == "rows" || key == "columns" || is_blank) continue;
        const bool is_list = value.is_array() && value.front().is_object();
        out << key << ':' << (is_list ? "\n" : " " + cell_text(value) + "\n");
        if (!is_list) continue;
        json shown = value;
        if (shown.size() > list_shown) shown.erase(shown.begin() + list_shown, shown.end());
        const Table table = generic_table({{"rows", shown}}, options.language, true);
        table.print(out);
        if (value.size() > shown.size())
            out << "... " << value.size() - shown.size() << " more (--format json)\n";
    }
}

void print_rows(const Answer& answer, const CommonOptions& options, std::ostream& out) {
    const Table table = generic_table(answer.result, options.language, options.format == Format::table,
                                      options.format == Format::csv);
    if (options.format == Format::csv) return table.print_csv(out);
    if (options.format == Format::markdown) return table.print_markdown(out);
    table.print(out);
    print_rest(answer.result, options, out);
}

/// A result that is no list: one line a fact, for people, or a table of two columns.
void print_facts(const json& result, const CommonOptions& options, std::ostream& out) {
    if (options.format == Format::table) return print_rest(result, options, out);
    Table table({"key", "value"});
    for (const auto& [key, value] : result.items()) table.add({key, cell_text(value, true)});
    if (options.format == Format::csv)
        table.print_csv(out);
    else
        table.print_markdown(out);
}

/// The terms of a figure as CSV for programs.
void print_explain_csv(const json& result, std::ostream& out) {
    static const std::vector<std::string> of_term = {
        "region", "year", "variable", "gas", "item", "rule", "coefficient", "entry", "contribution", "unit"};
    static const std::vector<std::string> of_source = {"source", "version", "table", "line",       "locator",
                                                       "value",  "unit",    "note",  "uncertainty"};
    std::vector<std::string> header = of_term;
    for (const auto& key : of_source) header.push_back(key == "source" ? key : "source_" + key);
    formats::CsvWriter writer(out);
    writer.row(header);
    for (const auto& term : result.at("terms")) {
        for (const auto& key : of_term) writer.field(cell_text(term.at(key), true));
        for (const auto& key : of_source) writer.field(cell_text(term.at("source").at(key), true));
        writer.end_row();
    }
}

void print_explain(const Answer& answer, const CommonOptions& options, std::ostream& out) {
    if (options.format == Format::csv) return print_explain_csv(answer.result, out);
    const json& result = answer.result;
    const json& figure = result.at("figure");
    const bool zh = options.language == Language::zh;
    const std::string code = figure.at("region");
    out << figure.at("boundary").get<std::string>() << " of " << code << " ("
        << region_name(code, options.language) << "), " << figure.at("gas").get<std::string>() << ", "
        << figure.at("year") << '\n';
    const json& amount = figure.at("amount");
    if (amount.is_null()) {
        out << "  " << phrase(figure.at("basis"), options.language) << '\n';
    } else {
        const auto number = [&](const char* part) {
            return amount.at(part).is_null() ? NAN : amount.at(part).get<double>();
        };
        out << "  = " << estimate_text({number("value"), number("low"), number("high")}) << ' '
            << amount.at("unit").get<std::string>() << "   (" << phrase(figure.at("basis"), options.language)
            << ")\n";
        out << "  ID " << amount.at("id").get<std::string>();
        if (!result.at("verified").is_null())
            out << (result.at("verified").get<bool>() ? (zh ? "  已核对" : "  verified")
                                                      : (zh ? "  不符" : "  NOT the same"));
        out << '\n';
    }
    out << (zh ? "规则：" : "Rule: ") << result.at("boundary").at(zh ? "rule_zh" : "rule").get<std::string>()
        << "\n\n";

    Table table({zh ? "贡献 Mt" : "part, Mt", zh ? "系数" : "x", zh ? "条目" : "entry",
                 zh ? "源值" : "source value", zh ? "来源" : "source", zh ? "表:行" : "table:line"});
    std::size_t shown = 0;
    for (const auto& term : result.at("terms")) {
        if (shown++ == terms_shown) break;
        const json& source = term.at("source");
        std::string entry = term.at("region").get<std::string>() + " " +
                            std::to_string(term.at("year").get<int>()) + " " +
                            term.at("variable").get<std::string>();
        if (const std::string item = term.at("item"); !item.empty()) entry += " " + item;
        table.add(
            {number_text(term.at("contribution").get<double>() / 1e9, 4),
             formats::number_text(std::round(1e6 * term.at("coefficient").get<double>()) / 1e6), entry,
             formats::number_text(source.at("value").get<double>()) + " " +
                 source.at("unit").get<std::string>(),
             source.at("source").get<std::string>() + " " + source.at("version").get<std::string>(),
             source.at("table").get<std::string>() + ":" + std::to_string(source.at("line").get<int>())});
    }
    if (options.format == Format::markdown)
        table.print_markdown(out);
    else
        table.print(out);
    const std::size_t count = result.at("terms").size();
    if (count > terms_shown)
        out << "… " << count - terms_shown
            << (zh ? " 项未列出（--format json 给出全部）\n" : " more terms (all with --format json)\n");
    if (options.format != Format::table) return;

    out << '\n' << (zh ? "原始文件中的位置：\n" : "In the publishers' files:\n");
    shown = 0;
    for (const auto& term : result.at("terms")) {
        if (shown++ == terms_shown) break;
        out << "  " << term.at("source").at("locator").get<std::string>() << "   ("
            << phrase(term.at("rule"), options.language) << ")\n";
    }
    if (result.contains("divided_by")) {
        for (const auto& term : result.at("divided_by").at("terms"))
            out << "  " << term.at("source").at("locator").get<std::string>()
                << (zh ? "   （除数）\n" : "   (divided by)\n");
    }
    if (result.contains("fuels")) {
        const json& fuels = result.at("fuels");
        out << '\n' << (zh ? "按燃料：" : "By fuel: ");
        bool first = true;
        for (const auto& row : fuels.at("rows")) {
            out << (first ? "" : " + ") << row.at("item").get<std::string>() << ' '
                << formats::number_text(row.at("value").get<double>());
            first = false;
        }
        out << " = " << number_text(fuels.at("sum").get<double>(), 3) << " Mt"
            << (zh ? "，总量 " : ", total ") << number_text(fuels.at("total").get<double>(), 3) << " Mt\n";
    }
    out << (zh ? "误差构成（一个标准差）：" : "Error bar, one sigma: ");
    std::string errors;
    for (const auto& error : result.at("errors")) {
        const double sd = error.at("sd").is_null() ? NAN : error.at("sd").get<double>();
        errors += (errors.empty() ? "" : "; ") + phrase(error.at("kind"), options.language) + " " +
                  number_text(sd, std::isnan(sd) ? 0 : decimals_for_error(sd));
    }
    out << wrapped(errors, text_width, 2) << '\n';
    for (const auto& uncertainty : result.at("uncertainties")) {
        out << wrapped((zh ? "误差 " : "Uncertainty ") + uncertainty.at("id").get<std::string>() + ": " +
                           uncertainty.at("basis").get<std::string>(),
                       text_width, 2)
            << '\n';
    }
}

}  // namespace

std::string region_name(std::string_view code, Language language) {
    if (const Region* region = find_region(code))
        return std::string(language == Language::zh ? region->name_zh : region->name_en);
    if (const RegionGroup* group = find_region_group(code))
        return std::string(language == Language::zh ? group->name_zh : group->name_en);
    return std::string(code);
}

std::string boundary_title(std::string_view name, Language language) {
    for (const auto& boundary : panorama::boundaries()) {
        if (boundary.name == name) return boundary.title.in(language);
    }
    return std::string(name);
}

int decimals_for(double value) {
    return significant(value, 4);
}

std::string estimate_text(const Estimate& value) {
    if (!value.present()) return "-";
    if (std::isnan(value.low)) return number_text(value.value, std::min(3, decimals_for(value.value)));
    const double below = value.value - value.low, above = value.high - value.value;
    const int decimals = decimals_for_error(std::max(above, below));
    const std::string text = number_text(value.value, decimals);
    if (std::abs(above - below) > 0.01 * (above + below))
        return text + " (" + number_text(value.low, decimals) + " to " + number_text(value.high, decimals) +
               ")";
    return text + " ± " + number_text(above, decimals);
}

std::string comparison_text(const json& result, Language language) {
    const bool zh = language == Language::zh;
    std::string editions;
    for (const auto& claim : result.at("comparison")) {
        const json& gap = claim.at("edition_gap");
        if (gap.is_null()) continue;
        editions += (editions.empty() ? ""
                     : zh             ? "，"
                                      : ", ") +
                    claim.at("region").get<std::string>() + " " + percent_text(gap.at("earlier")) +
                    (zh ? " 与 " : " and ") + percent_text(gap.at("later"));
    }
    const json& first = result.at("comparison").front().at("edition_gap");
    if (!first.is_null()) {
        const std::string year = std::to_string(first.at("year").get<int>());
        const std::string earlier = first.at("earlier_system"), later = first.at("later_system");
        editions = zh ? "（" + year + " 年，" + earlier + " 与 " + later + "：" + editions + "）"
                      : " (in " + year + ", by " + earlier + " and by " + later + ": " + editions + ")";
    }
    if (zh) {
        return "已发表数字的方法、公式和数据未公开，本程序没有任何数字为其调整。消费侧核算使中国下降、美国和"
               "日本上升，"
               "但幅度取决于消费数据库与版本" +
               editions + "；计入土地汇使美国向相反方向变动。对方为温室气体，本程序为 CO2。";
    }
    return "The method, formula and data of the published figures were not published, and none of ours is "
           "tuned to "
           "them. Consumption accounts move China down and the United States and Japan up, but by how much "
           "depends on "
           "the consumption database and its edition" +
           editions +
           "; counting the land sink moves the United States the other way. Theirs are greenhouse gases, "
           "ours CO2.";
}

std::string budget_sentence(const json& result, Language language) {
    if (!result.contains("budget") || result.at("budget").is_null()) return "";
    const json& budget = result.at("budget");
    const auto term = [&](const char* name) {
        return number_text(budget.at("terms").at(name).at("value").get<double>() / 1000, 1);
    };
    const std::string year = std::to_string(budget.at("year").get<int>());
    if (language == Language::zh) {
        return "全球碳收支 " + year + "（Gt CO2）：化石 " + term("fossil") + " + 土地利用 " +
               term("land_use") + " = 大气 " + term("atmospheric_growth") + " + 海洋汇 " +
               term("ocean_sink") + " + 陆地汇 " + term("land_sink") + " + 水泥碳化 " +
               term("cement_carbonation") + " + 不平衡项 " + term("imbalance") + "。";
    }
    return "The planet in " + year + ", Gt CO2: fossil " + term("fossil") + " + land use " +
           term("land_use") + " = air " + term("atmospheric_growth") + " + ocean sink " + term("ocean_sink") +
           " + land sink " + term("land_sink") + " + cement carbonation " + term("cement_carbonation") +
           " + imbalance " + term("imbalance") + ".";
}

void print_account_csv(const operations::AccountResult& result, std::ostream& out) {
    out << "region,boundary,gas,year,amount,unit,low,high,adjustment,adjustment_low,adjustment_high,basis,"
           "system,id,"
           "adjustment_id\n";
    out << result.text([](std::string& text, const RowView& row) {
        const auto add = [&](std::string_view field) {
            text += field;
            text += ',';
        };
        const auto number = [&](double value) { add(formats::number_text(value)); };
        add(row.region);
        add(row.boundary);
        add(row.gas);
        add(std::to_string(row.year));
        number(row.amount.value);
        add(row.unit);
        number(row.amount.low);
        number(row.amount.high);
        number(row.adjustment.value);
        number(row.adjustment.low);
        number(row.adjustment.high);
        add(formats::quote(row.basis));
        add(row.system);
        add(row.amount_id);
        text += row.adjustment_id;
        text += '\n';
    });
}

void print_answer(const Answer& answer, const CommonOptions& options, std::ostream& out) {
    if (options.format == Format::json) {
        out << answer.to_json();
    } else if (answer.account && options.format == Format::csv) {
        print_account_csv(*answer.account, out);
    } else if (answer.account) {
        print_panorama(answer, options, out);
    } else if (answer.operation == "explain") {
        print_explain(answer, options, out);
    } else if (answer.result.contains("rows")) {
        print_rows(answer, options, out);
    } else {
        print_facts(answer.result, options, out);
    }
}

}  // namespace alioth::cli
