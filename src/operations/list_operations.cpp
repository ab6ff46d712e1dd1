#include "operations/list_operations.hpp"

#include <algorithm>

#include "core/categories.hpp"
#include "core/error.hpp"
#include "core/gases.hpp"
#include "core/regions.hpp"
#include "core/version.hpp"
#include "database/schema.hpp"
#include "operations/panorama_operation.hpp"
#include "operations/schema.hpp"
#include "panorama/boundaries.hpp"

namespace alioth::operations {

namespace {

using nlohmann::json;

void list_boundaries(Context&, const json&, Answer& answer) {
    json rows = json::array();
    for (const auto& boundary : panorama::boundaries()) {
        rows.push_back({{"name", boundary.name},
                        {"available", true},
                        {"conserves_world", boundary.conserves_world},
                        {"rule", boundary.rule.en},
                        {"rule_zh", boundary.rule.zh}});
    }
    for (const auto& missing : panorama::missing_boundaries()) {
        rows.push_back({{"name", missing.name},
                        {"available", false},
                        {"conserves_world", nullptr},
                        {"rule", missing.rule.en + " - needs " + missing.needs.en},
                        {"rule_zh", missing.rule.zh + "（" + missing.needs.zh + "）"}});
    }
    answer.result["rows"] = std::move(rows);
}

/// GWP values of a gas in one set, or null where the set has none.
json gwp_or_null(std::string_view gas, std::string_view set, int horizon) {
    try {
        return gwp(gas, set, horizon);
    } catch (const Error&) {
        return nullptr;
    }
}

void list_gases(Context&, const json& parameters, Answer& answer) {
    const int horizon = parameters.at("horizon");
    if (horizon != 20 && horizon != 100 && horizon != 500) {
        throw Error(Fault::usage, {.what = "no GWP for this horizon",
                                   .where = "--horizon",
                                   .found = std::to_string(horizon),
                                   .expected = "20, 100 or 500"});
    }
    json rows = json::array();
    for (const auto& gas : gases()) {
        json row = {{"gas", gas.id}, {"name", gas.name_en}, {"name_zh", gas.name_zh}};
        bool any = false;
        for (const auto set : gwp_sets()) {
            row[std::string(set)] = gwp_or_null(gas.id, set, horizon);
            any = any || !row[std::string(set)].is_null();
        }
        if (any) rows.push_back(std::move(row));
    }
    answer.result["horizon"] = horizon;
    answer.result["rows"] = std::move(rows);
}

const char* name_of(RegionKind kind) {
    switch (kind) {
        case RegionKind::country:
            return "country";
        case RegionKind::territory:
            return "territory";
        case RegionKind::special:
            return "special";
        case RegionKind::former:
            return "former";
    }
    return "";
}

void list_regions(Context&, const json&, Answer& answer) {
    json rows = json::array();
    for (const auto& group : region_groups()) {
        std::string members;
        for (const auto member : group.members) members += (members.empty() ? "" : " ") + std::string(member);
        rows.push_back({{"code", group.code},
                        {"kind", "group"},
                        {"name", group.name_en},
                        {"name_zh", group.name_zh},
                        {"members", members}});
    }
    for (const auto& region : regions()) {
        rows.push_back({{"code", region.code},
                        {"kind", name_of(region.kind)},
                        {"name", region.name_en},
                        {"name_zh", region.name_zh},
                        {"members", nullptr}});
    }
    answer.result["rows"] = std::move(rows);
}

std::vector<std::string> tree_names() {
    std::vector<std::string> names;
    for (const auto name : category_tree_names()) names.emplace_back(name);
    return names;
}

json category_json(const Category& category) {
    return {{"code", category.code}, {"parent", category.parent}, {"title", category.title}};
}

void list_categories(Context&, const json& parameters, Answer& answer) {
    const std::string tree_name = parameters.at("tree");
    const CategoryTree& tree = category_tree(tree_name);
    json rows = json::array();
    if (!parameters.contains("to")) {
        for (const auto& category : tree.categories()) {
            if (!parameters.contains("code") ||
                tree.is_within(category.code, parameters.at("code").get<std::string>()))
                rows.push_back(category_json(category));
        }
    } else {
        const std::string to = parameters.at("to");
        const std::string code = parameters.value("code", "0");
        const auto conversion = convert_category(code, tree_name, to);
        for (const auto target : conversion.targets)
            rows.push_back(category_json(category_tree(to).at(target)));
        answer.result["converted_as"] = conversion.mapped;
        answer.result["exact"] = conversion.is_exact;
        answer.result["comment"] = conversion.comment;
    }
    answer.result["rows"] = std::move(rows);
}

void list_datasets(Context& context, const json& parameters, Answer& answer) {
    database::Store& store = context.store();
    json rows = json::array();
    for (const auto& edition : store.all_editions()) {
        const auto source = store.source(edition.source);
        json row = {{"edition", edition.id},
                    {"dataset", edition.dataset},
                    {"stream", edition.stream},
                    {"source", edition.source},
                    {"version", edition.version},
                    {"origin", edition.origin},
                    {"imported_at", edition.imported_at}};
        row["licence"] = source ? source->licence : "";
        if (parameters.at("licences").get<bool>()) row["citation"] = source ? source->citation : "";
        rows.push_back(std::move(row));
    }
    json empty = json::array();
    for (const auto dataset : database::datasets()) {
        const bool held = std::any_of(rows.begin(), rows.end(),
                                      [&](const json& row) { return row.at("dataset") == dataset; });
        if (!held) empty.push_back(dataset);
    }
    answer.result["rows"] = std::move(rows);
    answer.result["without_data"] = std::move(empty);
    answer.result["database"] = store.connection().location();
    answer.result["revision"] = store.revision();
}

}  // namespace

json rows_schema(json more_properties) {
    more_properties["rows"] = {{"type", "array"}, {"items", {{"type", "object"}}}};
    json schema = object_schema(std::move(more_properties), {"rows"});
    schema["additionalProperties"] = true;
    return schema;
}

std::vector<Operation> list_operations() {
    json gas_input =
        object_schema({{"horizon", integer_property("time horizon in years: 20, 100 or 500",
                                                    "时间范围（年）：20、100 或 500", 20, 500)}});
    gas_input["properties"]["horizon"]["default"] = 100;
    json category_input =
        object_schema({{"code", text_property("a category: what is within it, or what to convert",
                                              "类别：列出其下级，或要转换的类别")},
                       {"tree", choice_property("the tree it belongs to", "所属分类体系", tree_names())},
                       {"to", choice_property("convert to this tree", "转换到此体系", tree_names())}});
    category_input["properties"]["tree"]["default"] = "IPCC2006";
    category_input["x-positional"] = "code";
    json dataset_input =
        object_schema({{"licences", flag_property("what to cite for each", "各来源的引用文献")}});
    dataset_input["properties"]["licences"]["default"] = false;
    return {
        {"boundaries",
         {"The named boundaries and their rules", "核算边界及其规则"},
         {"alioth boundaries"},
         object_schema({}),
         rows_schema(),
         true,
         list_boundaries},
        {"gases",
         {"Gases and their global warming potentials", "气体及其全球增温潜势"},
         {"alioth gases", "alioth gases --horizon 20"},
         gas_input,
         rows_schema(),
         true,
         list_gases},
        {"regions",
         {"Countries, groups and the lines that close the world", "国家、组和使世界闭合的条目"},
         {"alioth regions"},
         object_schema({}),
         rows_schema(),
         true,
         list_regions},
        {"categories",
         {"Category trees (IPCC 2006, IPCC 1996, CRF, CRT) and conversions", "类别体系及其转换"},
         {"alioth categories 1.A", "alioth categories 3.A.1 --to CRT"},
         category_input,
         rows_schema(),
         true,
         list_categories},
        {"datasets",
         {"The editions in the database and their licences", "数据库中的版本及其许可"},
         {"alioth datasets", "alioth datasets --licences"},
         dataset_input,
         rows_schema(),
         true,
         list_datasets},
    };
}

}  // namespace alioth::operations
