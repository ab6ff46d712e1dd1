#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "core/error.hpp"
#include "core/hash.hpp"
#include "core/version.hpp"
#include "database/fusion.hpp"
#include "database/schema.hpp"
#include "database/store.hpp"
#include "formats/csv.hpp"
#include "formats/detect.hpp"
#include "formats/fra.hpp"
#include "formats/gcb.hpp"
#include "formats/gfed.hpp"
#include "operations/list_operations.hpp"
#include "operations/panorama_operation.hpp"
#include "operations/schema.hpp"

namespace alioth::operations {

namespace {

using formats::FileFormat;
using nlohmann::json;
namespace fs = std::filesystem;

constexpr double sql_seconds = 30;

// ---------------------------------------------------------------------------------------------- data sql

json cell_json(const database::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return nullptr;
}

void run_sql(Context& context, const json& parameters, Answer& answer) {
    // The store brings the data up to date; the query runs on a connection of its own that cannot write.
    const std::string location = context.store().options().location;
    const auto connection = database::connect(location, true);
    connection->make_read_only(sql_seconds);
    const auto query = connection->prepare(parameters.at("query").get<std::string>());
    const auto limit = parameters.at("limit").get<std::size_t>();
    json columns = json::array(), rows = json::array();
    bool more = false;
    bool has_row = query->step();
    for (int column = 0; column < query->columns(); ++column) columns.push_back(query->column_name(column));
    for (; has_row; has_row = query->step()) {
        if (rows.size() == limit) {
            more = true;
            break;
        }
        json row = json::array();
        for (int column = 0; column < query->columns(); ++column)
            row.push_back(cell_json(query->value(column)));
        rows.push_back(std::move(row));
    }
    if (more)
        answer.warnings.push_back("Only the first " + std::to_string(limit) +
                                  " rows are shown: see --limit.");
    answer.result["columns"] = std::move(columns);
    answer.result["rows"] = std::move(rows);
}

// ------------------------------------------------------------------------------------------- data import

/// What a known format is imported as.
struct ImportTarget {
    std::string dataset, stream, source, title, licence, citation;
};

ImportTarget target_of(FileFormat format, const std::string& edition) {
    switch (format) {
        case FileFormat::gcb_flat:
            return {
                "production",
                "production/fossil_co2",
                "gcb" + edition.substr(0, 4),
                "Global Carbon Budget, fossil CO2 by fuel and country, " + edition,
                "CC BY 4.0",
                "Andrew and Peters, The Global Carbon Project's fossil CO2 emissions dataset, " + edition};
        case FileFormat::gcb_national:
            return {"trade",
                    "trade/transfers",
                    "gcb" + edition.substr(0, 4) + "-national",
                    "Global Carbon Budget, national fossil carbon emissions, " + edition,
                    "CC BY 4.0",
                    "Friedlingstein et al., Global Carbon Budget, national emissions, " + edition};
        case FileFormat::fra_years:
            return {"nature",
                    "nature/fra",
                    "fra",
                    "FAO Global Forest Resources Assessment, " + edition,
                    "FAO terms of use",
                    "FAO, Global Forest Resources Assessment, " + edition};
        case FileFormat::gfed_regional:
            return {"nature",
                    "nature/gfed",
                    "gfed",
                    "Global Fire Emissions Database " + edition,
                    "free with citation",
                    "van der Werf et al. 2017, GFED " + edition};
        default:
            return {};
    }
}

formats::SeriesTable read_table(FileFormat format, const fs::path& path) {
    switch (format) {
        case FileFormat::gcb_flat:
            return formats::read_gcb_flat(path);
        case FileFormat::gcb_national:
            return formats::read_gcb_national(path);
        case FileFormat::fra_years:
            return formats::read_fra(path);
        case FileFormat::gfed_regional:
            return formats::read_gfed(path);
        case FileFormat::series_table:
            return formats::read_series_table(path);
        default:
            break;
    }
    throw Error(
        Fault::input,
        {.what = "no known format",
         .where = path.string(),
         .expected = "a Global Carbon Budget workbook or CSV, an FRA or GFED table, or Alioth's own series "
                     "table (data/README.md)",
         .mend = "check that the download is complete; docs/data.md lists the formats"});
}

/// Figures of a user that no publisher stands behind carry no uncertainty of ours.
void default_uncertainty(formats::SeriesTable& table, FileFormat format) {
    if (format != FileFormat::gcb_flat && format != FileFormat::gcb_national) return;
    for (auto& row : table.rows) {
        if (row.region == "WLD")
            row.uncertainty = "fossil-world";
        else if (row.region == "XIT")
            row.uncertainty = "transport";
        else
            row.uncertainty = "fossil-other";
    }
}

/// The uncertainty that each region's fossil CO2 has now: a new edition of the same figures keeps it.
void keep_uncertainty(Context& context, formats::SeriesTable& table, const std::string& stream) {
    auto query = context.store().connection().prepare(
        "SELECT DISTINCT s.variable, s.region, r.uncertainty FROM series s JOIN series_row r ON r.series = "
        "s.id "
        "AND r.removed IS NULL WHERE s.stream = ?");
    query->bind(0, std::string_view(stream));
    std::map<std::pair<std::string, std::string>, std::string> held;
    while (query->step()) held[{std::string(query->text(0)), std::string(query->text(1))}] = query->text(2);
    for (auto& row : table.rows) {
        const auto place = held.find({row.variable, row.region});
        if (place != held.end()) row.uncertainty = place->second;
    }
}

json change_json(const database::Change& change) {
    const bool is_mass = change.unit == "kg";
    const auto number = [&](double x) { return std::isnan(x) ? json(nullptr) : json(is_mass ? x / 1e9 : x); };
    return {{"variable", change.variable},   {"region", change.region},
            {"item", change.item},           {"gas", change.gas},
            {"year", change.year},           {"before", number(change.before)},
            {"after", number(change.after)}, {"unit", is_mass ? "Mt" : change.unit}};
}

json summary_json(const database::TableInfo& info, const database::ImportSummary& summary) {
    json changes = json::array();
    for (const auto& change : summary.largest) changes.push_back(change_json(change));
    return {{"file", info.file},
            {"stream", info.stream},
            {"source", info.source},
            {"version", info.version},
            {"edition", summary.edition},
            {"unchanged", summary.unchanged},
            {"series", summary.series},
            {"values", summary.values},
            {"added", summary.values_added},
            {"changed", summary.values_changed},
            {"removed", summary.values_removed},
            {"largest_changes", std::move(changes)}};
}

std::string required(const json& parameters, const char* name, const std::string& usual) {
    const std::string value = parameters.value(name, usual);
    if (!value.empty()) return value;
    throw Error(Fault::usage, {.what = std::string("missing --") + name,
                               .expected = "this file does not tell it, so the command must"});
}

/// One file, as a new edition of its stream.
json import_file(Context& context, const fs::path& path, const json& parameters) {
    const auto detected = formats::detect(path);
    const ImportTarget target = target_of(detected.format, detected.edition);
    auto table = read_table(detected.format, path);
    const std::string bytes(formats::FileText(path).view());

    database::TableInfo info{.file = path.filename().string(),
                             .kind = "series",
                             .dataset = required(parameters, "dataset", target.dataset),
                             .stream = target.stream,
                             .source = required(parameters, "source", target.source),
                             .version = required(parameters, "edition", detected.edition),
                             .sha256 = sha256_hex(bytes),
                             .origin = "user"};
    const auto& datasets = database::datasets();
    if (std::find(datasets.begin(), datasets.end(), info.dataset) == datasets.end())
        throw_unknown("dataset", info.dataset, std::vector<std::string>(datasets.begin(), datasets.end()));
    if (info.stream.empty()) info.stream = info.dataset + "/" + info.source;
    default_uncertainty(table, detected.format);
    keep_uncertainty(context, table, info.stream);
    const database::Source source{
        info.source,
        target.title.empty() ? info.source : target.title,
        "",
        info.version.substr(0, 4),
        parameters.value("licence", target.licence),
        "",
        target.citation.empty() ? info.source + " " + info.version : target.citation,
        "",
        "unknown"};
    return summary_json(info, context.store().import_user(info, source, bytes, table));
}

void run_import(Context& context, const json& parameters, Answer& answer) {
    std::map<std::string, std::string> versions;
    for (const auto& edition : context.store().editions(context.store().revision()))
        versions[edition.stream] = edition.version;
    answer.result = import_file(context, parameters.at("file").get<std::string>(), parameters);
    const std::string before = versions[answer.result.at("stream").get<std::string>()];
    if (answer.result.at("version").get<std::string>() < before) {
        answer.warnings.push_back("This edition (" + answer.result.at("version").get<std::string>() +
                                  ") looks older than the one it replaces (" + before +
                                  "). Answers of before can be had with --as-of.");
    }
    answer.provenance = {{"program", "alioth " + std::string(program_version())}};
}

// ------------------------------------------------------------------------------------------ data rebuild

void run_rebuild(Context& context, const json&, Answer& answer) {
    context.close();
    const auto kept = database::kept_files(context.options());
    const auto aside = database::set_aside(context.options());
    answer.result["set_aside"] = aside ? json(aside->string()) : json(nullptr);
    json imported = json::array(), lost = json::array();
    database::Store& store = context.store();
    for (const auto& file : kept) {
        try {
            if (!file.problem.empty()) throw Error(Fault::input, {.what = file.problem});
            const auto format = formats::detect(file.path).format;
            auto table = read_table(format, file.path);
            default_uncertainty(table, format);
            keep_uncertainty(context, table, file.info.stream);
            const std::string bytes(formats::FileText(file.path).view());
            if (sha256_hex(bytes) != file.info.sha256)
                throw Error(Fault::input, {.what = "the kept file is not the one that was imported"});
            imported.push_back(
                summary_json(file.info, store.import_user(file.info, file.source, bytes, table)));
        } catch (const Error& error) {
            lost.push_back(
                {{"file", file.info.file}, {"kept_at", file.path.string()}, {"why", error.what()}});
            answer.warnings.push_back("Not imported again: " + file.info.file + " (" + error.what() +
                                      "); its bytes are at " + file.path.string());
        }
    }
    answer.result["database"] = store.connection().location();
    answer.result["revision"] = store.revision();
    answer.result["imported_again"] = std::move(imported);
    answer.result["not_imported"] = std::move(lost);
}

// -------------------------------------------------------------------------------------------- data check

void run_check(Context& context, const json&, Answer& answer) {
    database::Store& store = context.store();
    if (const std::string damage = store.connection().integrity(); !damage.empty()) {
        throw Error(Fault::input, {.what = "the database file is damaged",
                                   .where = store.connection().location(),
                                   .found = damage,
                                   .mend = "`alioth data rebuild` makes it anew"});
    }
    const int revision = store.revision();
    const auto span = panorama::production_years(store, revision);
    panorama::AccountRequest request;
    request.regions = {std::string(panorama::world)};
    request.boundaries = {panorama::BoundaryId::production, panorama::BoundaryId::consumption,
                          panorama::BoundaryId::shared};
    request.first_year = span.first;
    request.last_year = span.last;
    const auto ledger = panorama::read_ledger(store, {.first_year = span.first, .last_year = span.last});
    const auto account = panorama::make_account(ledger, request);
    double largest = 0;
    for (const auto& identity : account.identities) largest = std::max(largest, std::abs(identity.gap()));
    answer.result = {{"database", store.connection().location()},
                     {"revision", revision},
                     {"digest", store.digest(revision)},
                     {"identities_checked", account.identities.size()},
                     {"largest_gap", largest},
                     {"sound", true}};
}

// ---------------------------------------------------------------------------------------- data reconcile

/// One source's CO2 by country in a year, with one sigma.
void observe(const panorama::Ledger& ledger, const panorama::Layer& layer, const std::string& stream,
             int year, std::map<int, std::size_t>& quantity_of, database::FusionProblem& problem) {
    for (const int country : ledger.countries) {
        const double value = layer.at(country, year);
        const double sd = ledger.fossil.sd(country, year);
        if (!(value > 0) || !(sd > 0)) continue;
        const auto [place, is_new] = quantity_of.try_emplace(country, problem.quantities.size());
        if (is_new) problem.quantities.push_back(ledger.regions.code(country));
        problem.observations.push_back({place->second, ledger.system(stream), value, sd});
    }
}

void run_reconcile(Context& context, const json& parameters, Answer& answer) {
    database::Store& store = context.store();
    const int year = parameters.at("year");
    const auto ledger = panorama::read_ledger(store, {.first_year = year, .last_year = year});
    database::FusionProblem problem;
    std::map<int, std::size_t> quantity_of;
    observe(ledger, ledger.fossil, "production/fossil_co2", year, quantity_of, problem);
    observe(ledger, ledger.territorial, "trade/transfers", year, quantity_of, problem);
    observe(ledger, ledger.old_territorial, "trade/transfers_2019", year, quantity_of, problem);
    if (problem.quantities.empty()) {
        throw Error(Fault::not_found, {.what = "no source has CO2 by country in " + std::to_string(year)});
    }
    const auto& fossil = ledger.fossil;
    const double world = fossil.at(ledger.regions.find(panorama::world), year);
    database::SumConstraint closes{"countries sum to the world less transport and remainders", {}, world, 0};
    const double transport = fossil.at(ledger.regions.find(panorama::transport), year);
    if (transport > 0) closes.total -= transport;
    for (const int line : ledger.without_country) {
        if (fossil.at(line, year) > 0) closes.total -= fossil.at(line, year);
    }
    for (std::size_t i = 0; i < problem.quantities.size(); ++i) closes.terms.push_back({i, 1.0});
    problem.constraints.push_back(closes);

    const auto fused = database::reconcile(problem);
    json rows = json::array(), conflicts = json::array();
    for (std::size_t i = 0; i < problem.quantities.size(); ++i) {
        json sources = json::object();
        for (const auto& observation : problem.observations) {
            if (observation.quantity == i) sources[observation.source] = observation.value / 1e9;
        }
        rows.push_back({{"region", problem.quantities[i]},
                        {"reconciled", fused.values[i] / 1e9},
                        {"sd", fused.sds[i] / 1e9},
                        {"unit", "Mt"},
                        {"sources", std::move(sources)}});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const json& a, const json& b) {
        return a.at("reconciled").get<double>() > b.at("reconciled").get<double>();
    });
    for (const auto& conflict : fused.conflicts) {
        conflicts.push_back({{"subject", conflict.subject},
                             {"first_source", conflict.first_source},
                             {"first", conflict.first_value / 1e9},
                             {"second_source", conflict.second_source},
                             {"second", conflict.second_value / 1e9},
                             {"unit", "Mt"},
                             {"z", conflict.z}});
    }
    answer.result = {{"year", year},
                     {"rows", std::move(rows)},
                     {"conflicts", std::move(conflicts)},
                     {"chi_square", fused.chi_square},
                     {"degrees_of_freedom", fused.degrees_of_freedom},
                     {"p_value", fused.p_value}};
    answer.warnings.push_back(
        "The sources here are editions of one budget and share much of their data: read the "
        "error of the reconciled figures as a lower bound.");
    answer.provenance = provenance_of(store, store.revision(),
                                      {"production/fossil_co2", "trade/transfers", "trade/transfers_2019"});
}

}  // namespace

std::vector<Operation> data_operations() {
    json sql = object_schema(
        {{"query",
          text_property("one SELECT over the views production, factors, trade, products, processes, nature, "
                        "tracing, rules, facilities",
                        "一条 SELECT 查询，可用视图：production、factors、trade 等")},
         {"limit", integer_property("most rows to return", "最多返回行数", 1, 1000000)}},
        {"query"});
    sql["properties"]["limit"]["default"] = 1000;
    sql["x-positional"] = "query";
    json import = object_schema(
        {{"file", text_property("the file to import", "要导入的文件")},
         {"dataset", text_property("which of the eight datasets (only for Alioth's own table format)",
                                   "八个数据集之一（仅用于 Alioth 自有表格式）")},
         {"source", text_property("short id of the source (only for Alioth's own table format)",
                                  "来源的短标识（仅用于 Alioth 自有表格式）")},
         {"edition", text_property("the publisher's version, where the file does not tell",
                                   "发布者的版本号（文件未注明时）")},
         {"licence", text_property("licence of the figures", "数据许可")}},
        {"file"});
    import["x-positional"] = "file";
    json reconcile = object_schema({{"year", integer_property("year", "年份", 1850, 3000)}});
    reconcile["properties"]["year"]["default"] = 2017;
    json sql_output = rows_schema({{"columns", {{"type", "array"}}}});
    sql_output["properties"]["rows"]["items"] = {{"type", "array"}};
    json any = object_schema({});
    any["additionalProperties"] = true;
    return {
        {"data sql",
         {"Read-only SQL over the eight datasets", "对八个数据集的只读 SQL 查询"},
         {"alioth data sql \"select region, value/1e9 as Mt from production where year = 2022 and "
          "variable = 'emission_total' order by value desc limit 5\""},
         sql,
         sql_output,
         true,
         run_sql},
        {"data import",
         {"Import a newer edition or a table of your own; prints what it changed",
          "导入新版本或自己的表格，并给出变化"},
         {"alioth data import National_Fossil_Carbon_Emissions_2024v1.0.xlsx",
          "alioth data import mine.csv --dataset nature --source my-inventory --edition 2026"},
         import,
         any,
         false,
         run_import},
        {"data check",
         {"Check the database and every identity of every year", "检查数据库和每年的恒等式"},
         {"alioth data check"},
         object_schema({}),
         any,
         true,
         run_check},
        {"data rebuild",
         {"Set the database aside and make it anew, with your imports", "搁置并重建数据库，保留您的导入"},
         {"alioth data rebuild"},
         object_schema({}),
         any,
         false,
         run_rebuild},
        {"data reconcile",
         {"Reconcile the sources of fossil CO2 and list their conflicts", "协调化石 CO2 各来源并列出冲突"},
         {"alioth data reconcile --year 2017"},
         reconcile,
         rows_schema(),
         true,
         run_reconcile},
    };
}

}  // namespace alioth::operations
