#include "cli/report/data.hpp"

#include <algorithm>
#include <cmath>

#include "cli/report/html.hpp"
#include "core/error.hpp"
#include "core/regions.hpp"
#include "panorama/ledger.hpp"

namespace alioth::cli::report {

namespace {

using nlohmann::json;
using operations::Answer;

constexpr int first_series_year = 1990;
constexpr std::size_t regions_of_series = 6;
/// More lines than this are for the CSV; the page then shows the last year.
constexpr std::size_t most_lines = 400;

/// The user's choices that hold for every figure of the page.
json common_parameters(const Answer& answer) {
    json parameters = json::object();
    for (const char* name : {"gas", "gwp", "land", "share", "as-of"}) {
        if (answer.parameters.contains(name)) parameters[name] = answer.parameters.at(name);
    }
    return parameters;
}

AccountTable table_as_asked(const operations::AccountResult& result) {
    const auto& request = result.account.request;
    const std::size_t years = static_cast<std::size_t>(request.last_year - request.first_year + 1);
    const bool fits = result.account.regions.size() * years <= most_lines;
    return AccountTable(result, fits ? request.first_year : request.last_year);
}

std::vector<std::string> countries_by_production(const AccountTable& table, int year) {
    std::vector<std::pair<double, std::string>> sizes;
    for (const auto& code : table.regions()) {
        const Region* region = find_region(code);
        const bool is_country =
            region && (region->kind == RegionKind::country || region->kind == RegionKind::territory);
        const Figure* figure = table.find_present(code, "production", year);
        if (is_country && figure) sizes.emplace_back(figure->amount.value, code);
    }
    std::stable_sort(sizes.begin(), sizes.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> codes;
    for (auto& [size, code] : sizes) codes.push_back(std::move(code));
    return codes;
}

void gather_series(operations::Context& context, json parameters, Data& data) {
    if (data.year <= first_series_year || data.countries.empty()) return;
    const auto count = static_cast<std::ptrdiff_t>(std::min(regions_of_series, data.countries.size()));
    parameters["regions"] = std::vector<std::string>(data.countries.begin(), data.countries.begin() + count);
    parameters["from"] = first_series_year;
    parameters["to"] = data.year;
    parameters["boundary"] = json::array({"production"});
    if (data.has_consumption()) parameters["boundary"].push_back("consumption");
    try {
        const Answer answer = operations::run(context, "panorama", parameters);
        data.series = AccountTable(*answer.account, first_series_year);
    } catch (const Error& error) {
        // An identity that another year violates does not take away what this year's figures say.
        if (error.fault() != Fault::input) throw;
        data.series_fault = error.what();
    }
}

/// Text as a POSIX shell takes it as one word.
std::string shell_word(const std::string& text) {
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) || std::string_view("._-/,+:").find(c) != std::string_view::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string parameter_words(const std::string& name, const json& value) {
    if (value.is_boolean()) return " --" + name;
    std::string text;
    if (value.is_array()) {
        for (const auto& item : value) text += (text.empty() ? "" : ",") + item.get<std::string>();
    } else {
        text = value.is_string() ? value.get<std::string>() : value.dump();
    }
    return " --" + name + ' ' + shell_word(text);
}

/// The database is left out: its address may hold a password.
std::string command_of(const Answer& answer, const CommonOptions& options) {
    const json& properties = operations::find_operation("panorama").input.at("properties");
    std::string command = "alioth panorama";
    for (const auto& [name, value] : answer.parameters.items()) {
        const json& property = properties.at(name);
        const bool usual = property.contains("default") && property.at("default") == value;
        if (!usual && value != false) command += parameter_words(name, value);
    }
    return command + " --lang " + (options.language == Language::zh ? "zh" : "en") + " --report " +
           shell_word(options.report);
}

}  // namespace

AccountTable::AccountTable(const operations::AccountResult& result, int first_year)
    : regions_(result.account.regions),
      unit_(result.unit),
      first_year_(first_year),
      last_year_(result.account.request.last_year) {
    for (const auto id : result.account.request.boundaries)
        boundaries_.push_back(panorama::boundaries()[static_cast<std::size_t>(id)].name);
    for (std::size_t i = 0; i < result.account.rows.size(); ++i) {
        if (result.account.rows[i].year < first_year) continue;
        operations::RowView row = result.row(i, true);
        figures_.try_emplace({std::string(row.region), std::string(row.boundary), row.year},
                             Figure{row.amount, row.adjustment, std::string(row.basis),
                                    std::move(row.amount_id), std::move(row.adjustment_id)});
    }
}

const Figure* AccountTable::find(std::string_view region, std::string_view boundary, int year) const {
    const auto place = figures_.find({std::string(region), std::string(boundary), year});
    return place == figures_.end() ? nullptr : &place->second;
}

const Figure* AccountTable::find_present(std::string_view region, std::string_view boundary, int year) const {
    const Figure* figure = find(region, boundary, year);
    return figure && figure->amount.present() ? figure : nullptr;
}

bool Data::has_consumption() const {
    return std::any_of(countries.begin(), countries.end(), [&](const std::string& code) {
        return world.find_present(code, "consumption", year) != nullptr;
    });
}

std::string Data::unit() const {
    return unit_text(world.unit(), gas);
}

panorama::Estimate estimate_of(const json& value) {
    const auto number = [&](const char* part) {
        return value.at(part).is_null() ? NAN : value.at(part).get<double>();
    };
    return {number("value"), number("low"), number("high")};
}

Data gather(operations::Context& context, const Answer& answer, const CommonOptions& options) {
    const auto& request = answer.account->account.request;
    Data data;
    data.asked = &answer;
    data.language = options.language;
    data.gas = request.gas;
    data.year = request.last_year;
    data.answer = table_as_asked(*answer.account);
    data.command = command_of(answer, options);

    const json common = common_parameters(answer);
    json parameters = common;
    parameters["regions"] = {"all"};
    parameters["year"] = data.year;
    json whole = parameters;
    if (data.gas == "CO2") whole["compare"] = "published";
    const Answer world = operations::run(context, "panorama", whole);
    data.world = AccountTable(*world.account, data.year);
    data.result = world.result;
    data.sources = world.provenance;
    data.countries = countries_by_production(data.world, data.year);
    if (!data.has_consumption()) {
        parameters["per"] = "capita";
        parameters["boundary"] = {"production"};
        data.per_capita = AccountTable(*operations::run(context, "panorama", parameters).account, data.year);
    }
    gather_series(context, common, data);
    return data;
}

}  // namespace alioth::cli::report
