#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "core/regions.hpp"
#include "operations/panorama_operation.hpp"
#include "operations/schema.hpp"

namespace alioth::operations {

namespace {

using nlohmann::json;

/// A figure's ID taken apart: the question that gives the figure again, and the hash it should have.
struct FigureAddress {
    std::string region, boundary, gas, hash;
    int year = 0;
    bool adjustment = false;
    json parameters = json::object();
};

[[noreturn]] void refuse(const std::string& id, const std::string& expected) {
    throw Error(Fault::usage, {.what = "this is no figure's ID",
                               .found = "\"" + id + "\"",
                               .expected = expected,
                               .mend = "IDs stand in the output of --format json and csv; "
                                       "REGION:YEAR:BOUNDARY:GAS works too, like CHN:2021:consumption:CO2"});
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

void read_extra(const std::string& id, const std::string& part, FigureAddress& address) {
    const auto equals = part.find('=');
    if (part == "adjustment") {
        address.adjustment = true;
    } else if (equals == std::string::npos) {
        refuse(id, "key=value after the gas");
    } else {
        const std::string key = part.substr(0, equals), value = part.substr(equals + 1);
        const json input = panorama_input();
        const json& properties = input.at("properties");
        if (!properties.contains(key)) refuse(id, "a parameter of panorama, found " + key);
        address.parameters[key] = from_text(key, properties.at(key), value);
        if (key == "from") address.parameters["cumulative"] = true;
    }
}

FigureAddress parse_id(const std::string& id) {
    FigureAddress address;
    const auto at = id.find('@');
    if (at != std::string::npos) address.hash = id.substr(at + 1);
    auto parts = split(id.substr(0, at), ':');
    if (parts.front() == "panorama") parts.erase(parts.begin());
    if (parts.size() < 3) refuse(id, "panorama:REGION:YEAR:BOUNDARY:GAS@HASH");
    const std::string& year = parts[1];
    const auto [end, error] = std::from_chars(year.data(), year.data() + year.size(), address.year);
    if (error != std::errc() || end != year.data() + year.size()) refuse(id, "a year, found " + year);
    address.region = resolve_regions(parts[0]).front();
    address.boundary = parts[2];
    address.gas = parts.size() > 3 ? parts[3] : "CO2";
    for (std::size_t i = 4; i < parts.size(); ++i) read_extra(id, parts[i], address);
    address.parameters["regions"] = {address.region};
    address.parameters["boundary"] = {address.boundary};
    address.parameters["gas"] = address.gas;
    address.parameters["year"] = address.year;
    return address;
}

const char* rule_text(panorama::Rule rule) {
    switch (rule) {
        case panorama::Rule::reported:
            return "as reported";
        case panorama::Rule::transfer:
            return "published transfer: consumption - territorial";
        case panorama::Rule::carried:
            return "last published transfer, scaled by production";
        case panorama::Rule::closing:
            return "closes the world";
        case panorama::Rule::model_mean:
            return "mean of the bookkeeping models";
        case panorama::Rule::model:
            return "one bookkeeping model";
        case panorama::Rule::five_year_mean:
            return "mean of the last five years of the models";
        case panorama::Rule::inventory:
            return "national inventory";
    }
    return "";
}

const char* error_text(panorama::ErrorKind kind) {
    switch (kind) {
        case panorama::ErrorKind::statistics:
            return "energy statistics of the country";
        case panorama::ErrorKind::factor:
            return "default factors of the sectors, common to all countries";
        case panorama::ErrorKind::transfer:
            return "revision of the transfers between editions";
        case panorama::ErrorKind::carried_transfer:
            return "back-test of carrying the last transfer";
        case panorama::ErrorKind::land_models:
            return "spread of the bookkeeping models";
        case panorama::ErrorKind::carried_land:
            return "back-test of the five-year mean";
    }
    return "";
}

json source_json(const database::SourceRow& row) {
    return {{"source", row.edition.source},
            {"version", row.edition.version},
            {"table", row.file},
            {"line", row.line},
            {"locator", row.locator},
            {"value", row.source_value},
            {"unit", row.source_unit},
            {"note", row.note},
            {"uncertainty", row.uncertainty},
            {"edition", row.edition.id},
            {"since_edition", row.since.id}};
}

/// The fuels below a country's total, with the check that they sum to it.
json fuels_json(database::Store& store, const std::string& region, int year, int revision, double total) {
    json fuels = json::array();
    double sum = 0;
    for (const auto& series : store.series({.dataset = "production",
                              .variables = {"emission"},
                              .stream = "production/fossil_co2",
                              .gas = "CO2",
                              .region = region,
                              .first_year = year,
                              .last_year = year},
                                           revision)) {
        sum += series.values.front();
        json row = source_json(store.source_row(series.id, year, revision));
        row["item"] = series.item;
        row["category"] = series.category;
        fuels.push_back(std::move(row));
    }
    return {{"rows", std::move(fuels)}, {"sum", sum / 1e9}, {"unit", "Mt"}, {"total", total / 1e9}};
}

json term_json(database::Store& store, const panorama::Ledger& ledger, const panorama::Term& term,
               int revision) {
    const double entry = term.layer->at(term.region, term.year);
    json result = {{"region", ledger.regions.code(term.region)},
                   {"year", term.year},
                   {"variable", term.layer->variable},
                   {"gas", term.layer->gas},
                   {"item", term.layer->item},
                   {"rule", rule_text(term.rule)},
                   {"coefficient", term.coefficient},
                   {"entry", entry},
                   {"contribution", term.coefficient * entry},
                   {"unit", term.layer->unit}};
    const std::int64_t series = term.layer->series_of(term.region);
    result["source"] = source_json(store.source_row(series, term.year, revision));
    return result;
}

/// The newest state of the database whose figure has this hash; the present one when none has.
int revision_of_hash(database::Store& store, PanoramaQuestion question, const FigureAddress& address,
                     bool& verified) {
    const int newest = store.revision();
    for (int revision = newest; revision >= 1; --revision) {
        question.revision = revision;
        const std::string id =
            figure_ids(store, question)
                .id(address.region, address.year, question.request.boundaries.front(), address.adjustment);
        verified = id.ends_with("@" + address.hash);
        if (verified) return revision;
    }
    return newest;
}

json uncertainties_json(database::Store& store, const json& terms) {
    json list = json::array();
    for (const auto& uncertainty : store.uncertainties()) {
        const bool used = std::any_of(terms.begin(), terms.end(), [&](const json& term) {
            // Transfers carry the revision between editions, listed among the errors, not their table's
            // class.
            return term.at("source").at("uncertainty") == uncertainty.id &&
                   !uncertainty.id.starts_with("transfer-");
        });
        if (!used) continue;
        const auto number = [](double x) { return std::isnan(x) ? json(nullptr) : json(x); };
        list.push_back({{"id", uncertainty.id},
                        {"distribution", uncertainty.distribution},
                        {"half_width", number(uncertainty.half_width)},
                        {"coverage", number(uncertainty.coverage)},
                        {"basis", uncertainty.basis},
                        {"citation", uncertainty.citation}});
    }
    return list;
}

}  // namespace

json explain_input() {
    json properties = {{"id", text_property("a figure's ID, or REGION:YEAR:BOUNDARY:GAS",
                                            "数字的 ID，或 地区:年份:边界:气体")}};
    json schema = object_schema(std::move(properties), {"id"});
    schema["x-positional"] = "id";
    return schema;
}

json explain_output() {
    return object_schema({{"figure", {{"type", "object"}}},
                          {"verified", {{"type", {"boolean", "null"}}}},
                          {"boundary", {{"type", "object"}}},
                          {"terms", {{"type", "array"}}},
                          {"sum", {{"type", {"number", "null"}}}},
                          {"divided_by", {{"type", "object"}}},
                          {"fuels", {{"type", "object"}}},
                          {"errors", {{"type", "array"}}},
                          {"uncertainties", {{"type", "array"}}},
                          {"revision", {{"type", "integer"}}}},
                         {"figure", "terms", "boundary"});
}

void explain_operation(Context& context, const json& parameters, Answer& answer) {
    database::Store& store = context.store();
    const FigureAddress address = parse_id(parameters.at("id"));
    PanoramaQuestion question = read_question(store, validated(panorama_input(), address.parameters));
    bool verified = false;
    question.revision =
        address.hash.empty() ? store.revision() : revision_of_hash(store, question, address, verified);
    if (!address.hash.empty() && !verified) {
        answer.warnings.push_back(
            "No edition here gives this figure its ID: it was made from other editions or by another version "
            "of the "
            "program. Below is the figure of the present state.");
    }

    const panorama::Ledger ledger = read_ledger_for(store, question);
    const auto& boundary = panorama::find_boundary(address.boundary);
    const AccountResult result =
        to_result(panorama::make_account(ledger, question.request), figure_ids(store, question));
    answer.result["figure"] = row_json(result.row(0, true));
    answer.result["verified"] = address.hash.empty() ? json(nullptr) : json(verified);
    answer.result["boundary"] = {
        {"name", boundary.name}, {"rule", boundary.rule.en}, {"rule_zh", boundary.rule.zh}};
    answer.result["revision"] = question.revision;

    const auto breakdown =
        panorama::break_down(ledger, question.request, address.region, boundary.id, address.year);
    json terms = json::array();
    double sum = 0;
    const panorama::Term* fossil = nullptr;
    for (const auto& term : breakdown.terms) {
        terms.push_back(term_json(store, ledger, term, question.revision));
        sum += terms.back().at("contribution").get<double>();
        if (term.layer == &ledger.fossil && !fossil) fossil = &term;
    }
    std::stable_sort(terms.begin(), terms.end(), [](const json& a, const json& b) {
        return std::abs(a.at("contribution").get<double>()) > std::abs(b.at("contribution").get<double>());
    });
    double divided_by = 0;
    json divisors = json::array();
    for (const auto& term : breakdown.divisors) {
        divisors.push_back(term_json(store, ledger, term, question.revision));
        divided_by += divisors.back().at("entry").get<double>();
    }
    const bool divides = !divisors.empty();
    if (divides) answer.result["divided_by"] = {{"entry", divided_by}, {"terms", std::move(divisors)}};
    if (address.adjustment || !divides) divided_by = 1;
    const char* part = address.adjustment ? "adjustment" : "amount";
    const bool figure_exists = breakdown.missing.empty() && !answer.result["figure"].at(part).is_null();
    answer.result["sum"] = figure_exists ? json(sum / divided_by / result.divisor) : json(nullptr);
    if (fossil && !find_region_group(address.region)) {
        answer.result["fuels"] =
            fuels_json(store, ledger.regions.code(fossil->region), fossil->year, question.revision,
                       ledger.fossil.at(fossil->region, fossil->year));
    }
    json errors = json::array();
    for (const auto& error : breakdown.errors) {
        const bool known = !std::isnan(error.sd);
        errors.push_back({{"kind", error_text(error.kind)},
                          {"unit", result.unit},
                          {"sd", known ? json(error.sd / divided_by / result.divisor) : json(nullptr)}});
    }
    answer.result["errors"] = std::move(errors);
    answer.result["uncertainties"] = uncertainties_json(store, terms);
    answer.result["terms"] = std::move(terms);
    answer.provenance = provenance_of(store, question.revision, streams_of(question));
}

}  // namespace alioth::operations
