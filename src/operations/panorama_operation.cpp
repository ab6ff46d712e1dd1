#include "operations/panorama_operation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "core/error.hpp"
#include "core/gases.hpp"
#include "core/regions.hpp"
#include "core/version.hpp"
#include "formats/csv.hpp"
#include "numerics/special.hpp"
#include "operations/schema.hpp"

namespace alioth::operations {

namespace {

using nlohmann::json;
using panorama::AccountRequest;
using panorama::BoundaryId;

constexpr int default_year = 2022;
constexpr std::size_t shown_by_default = 20;
constexpr double kg_per_mt = 1e9;

const std::vector<std::string>& ledger_datasets() {
    static const std::vector<std::string> names = {"production", "trade", "nature", "rules"};
    return names;
}

const std::vector<std::string>& gas_names() {
    static const std::vector<std::string> names = {"CO2", "CH4", "N2O", "F-gases", "GHG"};
    return names;
}

const std::vector<std::string>& per_names() {
    static const std::vector<std::string> names = {"capita", "gdp", "area"};
    return names;
}

std::vector<std::string> boundary_names() {
    std::vector<std::string> names;
    for (const auto& boundary : panorama::boundaries()) names.push_back(boundary.name);
    return names;
}

/// "AR6" or "AR6-20".
void read_gwp(const std::string& text, AccountRequest& request) {
    const auto dash = text.find('-');
    request.gwp_set = text.substr(0, dash);
    const std::string horizon = dash == std::string::npos ? "100" : text.substr(dash + 1);
    const auto [end, error] =
        std::from_chars(horizon.data(), horizon.data() + horizon.size(), request.gwp_horizon);
    if (error != std::errc() || end != horizon.data() + horizon.size()) {
        throw Error(Fault::usage, {.what = "wrong GWP set",
                                   .where = "--gwp",
                                   .found = "\"" + text + "\"",
                                   .expected = "a set and perhaps a horizon, like AR6 or AR6-20"});
    }
    for (const char* gas : {"CH4", "N2O"}) gwp(gas, request.gwp_set, request.gwp_horizon);
}

void check_year(int year, const panorama::YearSpan& span) {
    if (year >= span.first && year <= span.last) return;
    throw Error(Fault::usage,
                {.what = "year out of range",
                 .found = std::to_string(year),
                 .expected = std::to_string(span.first) + " to " + std::to_string(span.last),
                 .mend = "did you mean " + std::to_string(std::clamp(year, span.first, span.last)) + "?"});
}

/// One year, or a range; with `cumulative`, `from` is where the sums begin.
void read_years(const json& parameters, const panorama::YearSpan& span, AccountRequest& request) {
    const bool cumulative = parameters.at("cumulative");
    const bool one = parameters.contains("year"), from = parameters.contains("from");
    if (one && (parameters.contains("to") || (from && !cumulative))) {
        throw Error(Fault::usage, {.what = "--year and --from/--to exclude each other",
                                   .mend = "give one year, or a range"});
    }
    const bool range = from || parameters.contains("to");
    const int usual = range && !one ? span.last : std::clamp(default_year, span.first, span.last);
    request.last_year = parameters.value("to", parameters.value("year", usual));
    request.first_year = !one && range ? parameters.value("from", span.first) : request.last_year;
    check_year(request.first_year, span);
    check_year(request.last_year, span);
    if (cumulative) {
        request.sum_from = parameters.value("from", span.first);
        check_year(request.sum_from, span);
    }
    if (request.first_year > request.last_year || request.sum_from > request.last_year) {
        throw Error(Fault::usage, {.what = "the range of years is empty",
                                   .found = std::to_string(parameters.value("from", request.first_year)) +
                                            " to " + std::to_string(request.last_year)});
    }
}

std::vector<std::string> read_regions(const json& list) {
    std::vector<std::string> codes;
    for (const auto& item : list) {
        if (item == "all") return {"all"};
        for (const auto code : resolve_regions(item.get<std::string>())) {
            if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.emplace_back(code);
        }
    }
    return codes;
}

std::vector<BoundaryId> read_boundaries(const json& parameters, const AccountRequest& request) {
    if (parameters.contains("boundary")) {
        std::vector<BoundaryId> ids;
        for (const auto& name : parameters.at("boundary"))
            ids.push_back(panorama::find_boundary(name.get<std::string>()).id);
        return ids;
    }
    if (request.gas == "CO2")
        return {BoundaryId::production, BoundaryId::consumption, BoundaryId::natural, BoundaryId::panorama};
    if (request.gas == "GHG")
        return {BoundaryId::production, BoundaryId::natural, BoundaryId::production_land};
    return {BoundaryId::production};
}

/// All lines of the world, the largest production of the gas first, then the lines that close it.
std::vector<std::string> all_regions(const panorama::Ledger& ledger, const AccountRequest& asked) {
    AccountRequest request = asked;
    request.boundaries = {BoundaryId::production};
    request.first_year = asked.last_year;
    request.sum_from = 0;
    request.per = panorama::Per::nothing;
    request.regions.clear();
    for (int region = 0; region < ledger.regions.size(); ++region) {
        const std::string& code = ledger.regions.code(region);
        const auto kind = find_region(code) ? find_region(code)->kind : RegionKind::special;
        if (kind != RegionKind::special || code == "XKX" || code == "XSM") request.regions.push_back(code);
    }
    const panorama::Account account = panorama::make_account(ledger, request);
    std::vector<const panorama::AccountRow*> rows;
    for (const auto& row : account.rows) {
        const std::string& code = account.regions[static_cast<std::size_t>(row.region)];
        // What only the land or population files know is no line of this account.
        if (row.amount.present() || ledger.fossil.has(ledger.regions.find(code))) rows.push_back(&row);
    }
    const auto size = [](const panorama::AccountRow* row) {
        return row->amount.present() ? row->amount.value : -1;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto* a, const auto* b) { return size(a) > size(b); });
    std::vector<std::string> codes = {std::string(panorama::world)};
    for (const auto* row : rows) codes.push_back(account.regions[static_cast<std::size_t>(row->region)]);
    for (const int line : ledger.without_country) codes.push_back(ledger.regions.code(line));
    for (const auto line : {panorama::transport, panorama::rest_of_world, panorama::statistical_difference})
        codes.emplace_back(line);
    return codes;
}

void fill_regions(const panorama::Ledger& ledger, AccountRequest& request) {
    const bool by_default = request.regions.empty();
    if (!by_default && request.regions.front() != "all") return;
    request.regions = all_regions(ledger, request);
    if (by_default && request.regions.size() > shown_by_default + 1)
        request.regions.resize(shown_by_default + 1);
}

/// The state of the datasets by the hashes of their tables: the same text on every machine.
std::string editions_text(database::Store& store, int revision) {
    std::string text;
    for (const auto& edition : store.editions(revision)) {
        const auto& names = ledger_datasets();
        if (std::find(names.begin(), names.end(), edition.dataset) == names.end()) continue;
        text += edition.stream + ' ' + edition.source + ' ' + edition.version + ' ' + edition.sha256 + '\n';
    }
    // Error bars are part of a figure: other uncertainties make another ID.
    for (const auto& stated : store.uncertainties())
        text += stated.id + ' ' + stated.distribution + ' ' + formats::number_text(stated.half_width) + ' ' +
                formats::number_text(stated.coverage) + '\n';
    return text;
}

/// Unit of the doors and its size in inner units.
std::pair<std::string, double> door_unit(const std::string& unit) {
    const auto slash = unit.find('/');
    const std::string mass = unit.substr(0, slash), by = slash == std::string::npos ? "" : unit.substr(slash);
    const std::string what = mass.substr(2);
    if (by.empty()) return {"Mt" + what, kg_per_mt};
    if (by == "/person") return {"t" + what + by, 1e3};
    if (by == "/m2") return {"t" + what + "/km2", 1e-3};
    return {unit, 1};
}

json estimate_json(const panorama::Estimate& value, const std::string& unit) {
    const auto number = [](double x) { return std::isnan(x) ? json(nullptr) : json(x); };
    return {{"value", number(value.value)},
            {"unit", unit},
            {"low", number(value.low)},
            {"high", number(value.high)}};
}

/// The terms of the global carbon budget of the last year that has them, not later than `year`.
json budget_json(const panorama::Ledger& ledger, int year) {
    const auto place = ledger.budget.find("imbalance");
    const int region = ledger.regions.find(panorama::world);
    if (place == ledger.budget.end()) return nullptr;
    int last = std::min(year, place->second.last_year);
    while (last >= place->second.first_year && std::isnan(place->second.at(region, last))) --last;
    if (last < place->second.first_year) return nullptr;
    json terms = json::object();
    for (const auto& [name, layer] : ledger.budget) {
        const double value = layer.at(region, last), sd = layer.sd(region, last);
        terms[name] = estimate_json({value / kg_per_mt, (value - numerics::normal_975 * sd) / kg_per_mt,
                                     (value + numerics::normal_975 * sd) / kg_per_mt},
                                    "Mt");
    }
    return {{"year", last}, {"system", ledger.system("nature/global_budget")}, {"terms", terms}};
}

json identities_json(const panorama::Account& account) {
    json list = json::array();
    for (const auto& identity : account.identities) {
        list.push_back({{"name", identity.name},
                        {"year", identity.year},
                        {"world", identity.world / kg_per_mt},
                        {"parts", identity.parts / kg_per_mt},
                        {"unit", "Mt"},
                        {"gap", identity.gap()},
                        {"tolerance", identity.tolerance}});
    }
    return list;
}

/// What the two files of the Global Carbon Budget do not agree on, printed and not hidden.
json differences_json(const panorama::Ledger& ledger, int year) {
    const int region = ledger.regions.find(panorama::world);
    const int last = std::min(year, ledger.last_transfer_year());
    if (last < panorama::first_transfer_year) return json::array();
    double transfers = 0;
    int countries = 0, apart = 0, both = 0;
    for (const int country : ledger.countries) {
        const double territorial = ledger.territorial.at(country, last);
        const double transfer = ledger.consumption.at(country, last) - territorial;
        const double fossil = ledger.fossil.at(country, last);
        if (fossil > 0 && territorial > 0) {
            ++both;
            if (std::abs(fossil - territorial) > 1e-3 * fossil) ++apart;
        }
        if (std::isnan(transfer)) continue;
        transfers += transfer;
        ++countries;
    }
    const double whole = ledger.fossil.at(region, last);
    return json::array({{{"name", "the two files of the Global Carbon Budget"},
                         {"year", last},
                         {"unit", "Mt"},
                         {"value", (ledger.territorial.at(region, last) - whole) / kg_per_mt},
                         {"relative", (ledger.territorial.at(region, last) - whole) / whole},
                         {"countries_apart", apart},
                         {"countries", both}},
                        {{"name", "sum of the published transfers"},
                         {"year", last},
                         {"unit", "Mt"},
                         {"value", transfers / kg_per_mt},
                         {"relative", transfers / whole},
                         {"countries", countries}}});
}

/// Consumption against territorial emissions in the last year that two editions of the transfers share: how
/// much the answer depends on the edition alone.
json edition_gap_json(const panorama::Ledger& ledger, int region) {
    const auto gap = [&](const panorama::Layer& consumption, const panorama::Layer& territorial, int year) {
        return consumption.at(region, year) / territorial.at(region, year) - 1;
    };
    for (int year = ledger.last_transfer_year(); year >= panorama::first_transfer_year; --year) {
        const double then = gap(ledger.old_consumption, ledger.old_territorial, year);
        const double now = gap(ledger.consumption, ledger.territorial, year);
        if (std::isnan(then) || std::isnan(now)) continue;
        return {{"year", year},
                {"earlier", then},
                {"earlier_system", ledger.system("trade/transfers_2019")},
                {"later", now},
                {"later_system", ledger.system("trade/transfers")}};
    }
    return nullptr;
}

/// Our results beside published figures that nobody has shown the method of.
json comparison_json(const panorama::Ledger& ledger, const PanoramaQuestion& question,
                     const std::string& editions) {
    json list = json::array();
    for (int region = 0; region < ledger.regions.size(); ++region) {
        const int year = question.request.last_year;
        const double claimed = ledger.claims.at(region, year);
        const auto& asked = question.request.regions;
        const std::string& code = ledger.regions.code(region);
        if (std::isnan(claimed) || std::find(asked.begin(), asked.end(), code) == asked.end()) continue;
        AccountRequest request = question.request;
        request.regions = {code};
        request.per = panorama::Per::nothing;
        request.sum_from = 0;
        request.first_year = request.last_year = year;
        request.gas = "CO2";
        request.boundaries = {BoundaryId::consumption, BoundaryId::shared, BoundaryId::production_land,
                              BoundaryId::panorama};
        json ours = json::array();
        const FigureIds ids(editions, request);
        const panorama::Account account = panorama::make_account(ledger, request);
        for (const auto& row : account.rows) {
            const bool inside =
                row.adjustment.present() && claimed >= row.adjustment.low && claimed <= row.adjustment.high;
            json entry = {{"boundary", panorama::boundaries()[static_cast<std::size_t>(row.boundary)].name},
                          {"adjustment", estimate_json(row.adjustment, "1")},
                          {"id", ids.id(code, row.year, row.boundary, true)},
                          {"claim_inside_interval", inside},
                          {"basis", account.texts[row.basis]}};
            ours.push_back(std::move(entry));
        }
        list.push_back({{"region", code},
                        {"year", year},
                        {"claimed", claimed},
                        {"unit", "1"},
                        {"claim_gas", "GHG"},
                        {"our_gas", "CO2"},
                        {"source", ledger.system("rules/published_claims")},
                        {"ours", std::move(ours)},
                        {"edition_gap", edition_gap_json(ledger, region)}});
    }
    return list;
}

/// The boundaries that have every claim inside their interval: only those could be what was published.
json boundaries_with_all(const json& comparison) {
    json names = json::array();
    if (comparison.empty()) return names;
    for (std::size_t i = 0; i < comparison.front().at("ours").size(); ++i) {
        const bool all = std::all_of(comparison.begin(), comparison.end(), [&](const json& claim) {
            return claim.at("ours").at(i).at("claim_inside_interval").template get<bool>();
        });
        if (all) names.push_back(comparison.front().at("ours").at(i).at("boundary"));
    }
    return names;
}

}  // namespace

std::vector<std::string> streams_of(const PanoramaQuestion& question) {
    const AccountRequest& request = question.request;
    const auto any = [&](bool panorama::Boundary::*uses) {
        return std::any_of(request.boundaries.begin(), request.boundaries.end(), [&](BoundaryId id) {
            return panorama::boundaries()[static_cast<std::size_t>(id)].*uses;
        });
    };
    std::vector<std::string> streams;
    if (request.gas == "CO2" || request.gas == "GHG")
        // The trade file states the statistical difference that closes production.
        streams.insert(streams.end(), {"production/fossil_co2", "trade/transfers"});
    if (request.gas != "CO2") streams.emplace_back("production/non_co2");
    if (request.gas == "CO2") streams.emplace_back("nature/global_budget");
    if (any(&panorama::Boundary::uses_trade)) streams.emplace_back("trade/transfers_2019");
    if (any(&panorama::Boundary::uses_land)) streams.emplace_back("nature/land_use_flux");
    const std::array per = {"", "production/population", "production/gdp", "production/area"};
    if (request.per != panorama::Per::nothing)
        streams.emplace_back(per[static_cast<std::size_t>(request.per)]);
    if (question.compare_published) streams.emplace_back("rules/published_claims");
    return streams;
}

json provenance_of(database::Store& store, int revision, const std::vector<std::string>& streams) {
    json editions = json::array();
    std::set<std::string> used;
    for (const auto& edition : store.editions(revision)) {
        if (std::find(streams.begin(), streams.end(), edition.stream) == streams.end()) continue;
        editions.push_back({{"stream", edition.stream},
                            {"source", edition.source},
                            {"version", edition.version},
                            {"table_sha256", edition.sha256.substr(0, 16)},
                            {"edition", edition.id}});
        used.insert(edition.source);
    }
    json sources = json::array();
    for (const auto& source : store.sources()) {
        if (!used.contains(source.id)) continue;
        sources.push_back({{"id", source.id}, {"citation", source.citation}, {"licence", source.licence}});
    }
    return {{"program", "alioth " + std::string(program_version())},
            {"editions", std::move(editions)},
            {"sources", std::move(sources)}};
}

PanoramaQuestion read_question(database::Store& store, const json& parameters) {
    PanoramaQuestion question;
    AccountRequest& request = question.request;
    question.revision = parameters.contains("as-of")
                            ? store.revision_as_of(parameters.at("as-of").get<std::string>())
                            : store.revision();
    request.gas = parameters.at("gas");
    read_gwp(parameters.at("gwp"), request);
    request.land = panorama::find_land_view(parameters.at("land").get<std::string>());
    request.consumer_share = parameters.at("share");
    if (parameters.contains("per")) {
        const auto& names = per_names();
        const auto place = std::find(names.begin(), names.end(), parameters.at("per").get<std::string>());
        request.per = static_cast<panorama::Per>(1 + (place - names.begin()));
    }
    read_years(parameters, panorama::production_years(store, question.revision, request.gas), request);
    if (parameters.contains("regions")) request.regions = read_regions(parameters.at("regions"));
    request.boundaries = read_boundaries(parameters, request);
    question.compare_published = parameters.contains("compare");
    return question;
}

panorama::Ledger read_ledger_for(database::Store& store, const PanoramaQuestion& question) {
    const int sum_from = question.request.sum_from;
    const int first =
        sum_from ? std::min(sum_from, question.request.first_year) : question.request.first_year;
    return panorama::read_ledger(store, {.first_year = first,
                                         .last_year = question.request.last_year,
                                         .other_gases = question.request.gas != "CO2",
                                         .denominators = question.request.per != panorama::Per::nothing,
                                         .revision = question.revision});
}

FigureIds figure_ids(database::Store& store, const PanoramaQuestion& question) {
    return FigureIds(editions_text(store, question.revision), question.request);
}

AccountResult to_result(panorama::Account account, FigureIds ids) {
    AccountResult result;
    std::tie(result.unit, result.divisor) = door_unit(account.unit);
    result.account = std::move(account);
    result.ids = std::move(ids);
    return result;
}

json panorama_input() {
    json properties = {
        {"year", integer_property("one year (default: 2022)", "年份（默认 2022）", 1000, 3000)},
        {"from", integer_property("first year of a range", "起始年", 1000, 3000)},
        {"to", integer_property("last year of a range", "结束年", 1000, 3000)},
        {"regions",
         list_property("codes, names or groups (CHN, Germany, EU27); all for every line of the world. "
                       "Default: the twenty largest and the World",
                       "代码、名称或组（CHN、德国、EU27）；all 为全部。默认：世界和排放最大的二十个")},
        {"boundary",
         list_property("whose emissions: see `alioth boundaries`", "核算边界：见 `alioth boundaries`")},
        {"gas", choice_property("gas or basket", "气体或组合", gas_names())},
        {"gwp", text_property("GWP set, perhaps with a horizon: AR5, AR6, AR6-20",
                              "GWP 集，可带时间范围：AR5、AR6、AR6-20")},
        {"land",
         choice_property("view of land: mean of the bookkeeping models, one of them, or national inventories",
                         "土地视角：簿记模型均值、其中之一，或国家清单", panorama::land_view_names())},
        {"share",
         {{"type", "number"},
          {"minimum", 0},
          {"maximum", 1},
          {"description", "consumer's weight in the boundary `shared`"},
          {"x-description-zh", "共担边界中消费者的权重"},
          {"default", 0.5}}},
        {"per", choice_property("divide by population, GDP (2011 international dollars) or area",
                                "除以人口、GDP（2011 国际元）或面积", per_names())},
        {"cumulative", flag_property("sum from --from (default: the first year) to each year",
                                     "从 --from（默认首年）累计到各年")},
        {"compare", choice_property("set published figures beside ours", "与已发表数字对比", {"published"})},
        {"as-of", text_property("answer from an earlier state of the data: an edition number or a date",
                                "按数据的早期状态回答：版本号或日期")},
    };
    properties["gas"]["default"] = "CO2";
    properties["gwp"]["default"] = "AR5";
    properties["land"]["default"] = "mean";
    properties["cumulative"]["default"] = false;
    properties["boundary"]["x-choices"] = boundary_names();
    return object_schema(std::move(properties));
}

json panorama_output() {
    const json estimate = {{"type", {"object", "null"}},
                           {"required", {"value", "unit", "low", "high", "id"}},
                           {"properties",
                            {{"value", {{"type", "number"}}},
                             {"unit", {{"type", "string"}}},
                             {"low", {{"type", {"number", "null"}}}},
                             {"high", {{"type", {"number", "null"}}}},
                             {"id", {{"type", "string"}}}}}};
    const json row = {
        {"type", "object"},
        {"required", {"region", "boundary", "gas", "year", "amount", "adjustment", "basis", "system"}},
        {"properties",
         {{"region", {{"type", "string"}}},
          {"boundary", {{"type", "string"}}},
          {"gas", {{"type", "string"}}},
          {"year", {{"type", "integer"}}},
          {"amount", estimate},
          {"adjustment", estimate},
          {"basis", {{"type", "string"}}},
          {"system", {{"type", "string"}}}}}};
    json schema = object_schema({{"rows", {{"type", "array"}, {"items", row}}},
                                 {"unit", {{"type", "string"}}},
                                 {"budget", {{"type", {"object", "null"}}}},
                                 {"identities", {{"type", "array"}}},
                                 {"differences", {{"type", "array"}}},
                                 {"comparison", {{"type", "array"}}},
                                 {"boundaries_with_all_claims", {{"type", "array"}}}},
                                {"rows", "unit", "identities"});
    return schema;
}

void panorama_operation(Context& context, const json& parameters, Answer& answer) {
    database::Store& store = context.store();
    PanoramaQuestion question = read_question(store, parameters);
    const panorama::Ledger ledger = read_ledger_for(store, question);
    fill_regions(ledger, question.request);

    panorama::Account account = panorama::make_account(ledger, question.request);
    answer.warnings = account.warnings;
    answer.result["unit"] = door_unit(account.unit).first;
    answer.result["identities"] = identities_json(account);
    if (question.request.gas == "CO2") {
        answer.result["budget"] = budget_json(ledger, question.request.last_year);
        answer.result["differences"] = differences_json(ledger, question.request.last_year);
    }
    if (question.compare_published) {
        answer.result["comparison"] =
            comparison_json(ledger, question, editions_text(store, question.revision));
        answer.result["boundaries_with_all_claims"] = boundaries_with_all(answer.result["comparison"]);
        answer.warnings.push_back(
            "The published claims are of greenhouse gases; ours here are of CO2. Their method "
            "was not published. No figure of ours is tuned to them.");
    }
    answer.provenance = provenance_of(store, question.revision, streams_of(question));
    answer.account = to_result(std::move(account), figure_ids(store, question));
}

}  // namespace alioth::operations
