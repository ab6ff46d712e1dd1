#include "panorama/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/regions.hpp"
#include "core/units.hpp"
#include "numerics/special.hpp"

namespace alioth::panorama {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

constexpr std::string_view kosovo = "XKX";  // a country of the sources, without an ISO code

constexpr const char* fossil_stream = "production/fossil_co2";
constexpr const char* other_gases_stream = "production/non_co2";
constexpr const char* transfer_stream = "trade/transfers";
constexpr const char* old_transfer_stream = "trade/transfers_2019";

/// How many standard deviations of a normal distribution a half-width of that coverage is.
double sigmas_of(double coverage) {
    constexpr double one_sigma = 0.68;  // as the sources print it
    return coverage == one_sigma ? 1.0 : numerics::normal_quantile((1 + coverage) / 2);
}

/// One sigma of a stated uncertainty, relative to the value (or in the unit that the id names). The
/// half-width of a lognormal is its factor less one: 2 stands for "a factor of 3".
double sd_of(const database::Uncertainty& stated) {
    const double sigmas = sigmas_of(stated.coverage);
    if (stated.distribution != "lognormal") return stated.half_width / sigmas;
    const double log_sd = std::log1p(stated.half_width) / sigmas;
    return std::sqrt(std::expm1(log_sd * log_sd));
}

using Uncertainties = std::unordered_map<std::string, database::Uncertainty>;

/// Reads series into layers, one a key; the key of a series is chosen by the caller.
class LayerReader {
  public:
    LayerReader(database::Store& store, Ledger& ledger, Uncertainties uncertainties)
        : store_(store), ledger_(ledger), uncertainties_(std::move(uncertainties)) {}

    template <typename LayerOf>
    void read(const database::SeriesQuery& query, LayerOf layer_of) {
        for (const auto& series : store_.series(query, ledger_.revision)) {
            Layer* layer = layer_of(series);
            if (layer) put(*layer, series);
        }
    }

  private:
    void put(Layer& layer, const database::Series& series) {
        if (layer.empty()) {
            layer.variable = series.variable;
            layer.stream = series.stream;
            layer.gas = series.gas;
            layer.item = series.item;
            layer.unit = series.unit;
            layer.first_year = series.first_year;
            layer.last_year = series.first_year + static_cast<int>(series.values.size()) - 1;
        }
        const auto region = static_cast<std::size_t>(ledger_.regions.add(series.region));
        const std::size_t years = series.values.size();
        if (layer.series.size() <= region) {
            layer.series.resize(region + 1, 0);
            layer.relative_sd.resize(region + 1, none);
            layer.absolute_sd.resize(region + 1, none);
            layer.values.resize((region + 1) * years, none);
        }
        std::copy(series.values.begin(), series.values.end(),
                  layer.values.begin() + static_cast<std::ptrdiff_t>(region * years));
        layer.series[region] = series.id;
        set_sd(layer, region, series.uncertainty);
    }

    void set_sd(Layer& layer, std::size_t region, const std::string& id) {
        const auto place = uncertainties_.find(id);
        if (place == uncertainties_.end()) return;
        const double sd = sd_of(place->second);
        if (id.ends_with("-GtC"))
            layer.absolute_sd[region] = sd * to_inner("GtC", "CO2").factor;
        else
            layer.relative_sd[region] = sd;
    }

    database::Store& store_;
    Ledger& ledger_;
    Uncertainties uncertainties_;
};

Uncertainties uncertainties_by_id(database::Store& store) {
    Uncertainties by_id;
    for (auto& entry : store.uncertainties()) by_id.emplace(entry.id, entry);
    return by_id;
}

void read_production(LayerReader& reader, Ledger& ledger) {
    reader.read({.dataset = "production",
                 .variables = {"emission_total"},
                 .stream = fossil_stream,
                 .gas = "CO2",
                 .first_year = ledger.first_year,
                 .last_year = ledger.last_year},
                [&](const database::Series&) { return &ledger.fossil; });
    for (int region = 0; region < ledger.regions.size(); ++region) {
        if (!ledger.fossil.has(region)) continue;
        const std::string& code = ledger.regions.code(region);
        if (code == world || code == transport) continue;
        const bool is_special = find_region(code)->kind == RegionKind::special && code != kosovo;
        (is_special ? ledger.without_country : ledger.countries).push_back(region);
    }
}

void read_transfers(LayerReader& reader, Ledger& ledger, const std::string& stream, Layer& territorial,
                    Layer& consumption) {
    reader.read({.dataset = "trade",
                 .variables = {"territorial_emission", "consumption_emission"},
                 .stream = stream,
                 .gas = "CO2",
                 .first_year = ledger.first_year,
                 .last_year = ledger.last_year},
                [&](const database::Series& series) {
                    return series.variable == "territorial_emission" ? &territorial : &consumption;
                });
}

void read_other_gases(LayerReader& reader, Ledger& ledger) {
    std::map<std::string, Layer> layers;
    reader.read({.dataset = "production",
                 .variables = {"emission"},
                 .stream = other_gases_stream,
                 .first_year = ledger.first_year,
                 .last_year = ledger.last_year},
                [&](const database::Series& series) { return &layers[series.gas + '/' + series.item]; });
    for (auto& [key, layer] : layers) ledger.other_gases.push_back(std::move(layer));
}

}  // namespace

int RegionIndex::add(const std::string& code) {
    const auto [place, is_new] = numbers_.try_emplace(code, static_cast<int>(codes_.size()));
    if (is_new) codes_.push_back(code);
    return place->second;
}

int RegionIndex::find(std::string_view code) const {
    const auto place = numbers_.find(std::string(code));
    return place == numbers_.end() ? -1 : place->second;
}

double Layer::at(int region, int year) const {
    if (!has(region) || year < first_year || year > last_year) return none;
    const auto years = static_cast<std::size_t>(last_year - first_year + 1);
    return values[static_cast<std::size_t>(region) * years + static_cast<std::size_t>(year - first_year)];
}

bool Layer::has(int region) const {
    return series_of(region) != 0;
}

std::int64_t Layer::series_of(int region) const {
    return region >= 0 && static_cast<std::size_t>(region) < series.size()
               ? series[static_cast<std::size_t>(region)]
               : 0;
}

double Layer::sd(int region, int year) const {
    if (!has(region)) return none;
    const auto index = static_cast<std::size_t>(region);
    if (!std::isnan(absolute_sd[index])) return absolute_sd[index];
    return relative_sd[index] * std::abs(at(region, year));
}

std::string Ledger::system(const std::string& stream) const {
    const auto place = editions.find(stream);
    return place == editions.end() ? std::string() : place->second.source + " " + place->second.version;
}

int Ledger::last_transfer_year() const {
    for (int year = consumption.last_year; year >= consumption.first_year; --year) {
        for (const int country : countries) {
            if (!std::isnan(consumption.at(country, year))) return year;
        }
    }
    return first_transfer_year - 1;
}

int Ledger::last_land_year() const {
    int last = 0;
    for (const auto& [model, layer] : land) {
        const int region = regions.find(world);
        for (int year = layer.last_year; year > last; --year) {
            if (!std::isnan(layer.at(region, year))) last = year;
        }
    }
    return last;
}

YearSpan production_years(database::Store& store, int revision, const std::string& gas) {
    if (gas == "GHG") {
        const YearSpan co2 = production_years(store, revision, "CO2"),
                       ch4 = production_years(store, revision, "CH4");
        return {std::max(co2.first, ch4.first), std::min(co2.last, ch4.last)};
    }
    auto query = store.connection().prepare(
        "SELECT min(o.year), max(o.year) FROM series s JOIN observation o ON o.series = s.id "
        "WHERE s.stream = ? AND s.variable = ? AND s.gas = ? AND s.region = 'WLD' AND o.added <= ? "
        "AND (o.removed IS NULL OR o.removed > ?)");
    const bool is_co2 = gas == "CO2";
    query->bind(0, std::string_view(is_co2 ? fossil_stream : other_gases_stream));
    query->bind(1, std::string_view(is_co2 ? "emission_total" : "emission")).bind(2, std::string_view(gas));
    query->bind(3, std::int64_t{revision}).bind(4, std::int64_t{revision});
    if (!query->step() || query->is_null(0)) {
        throw Error(Fault::not_found,
                    {.what = "no " + gas + " in the database at edition " + std::to_string(revision)});
    }
    return {static_cast<int>(query->integer(0)), static_cast<int>(query->integer(1))};
}

Ledger read_ledger(database::Store& store, const LedgerRequest& request) {
    Ledger ledger;
    ledger.revision = request.revision ? request.revision : store.revision();
    const YearSpan span = production_years(store, ledger.revision);
    ledger.first_year = std::min(request.first_year, first_transfer_year);
    ledger.last_year = std::max(request.last_year, span.last);
    for (auto& edition : store.editions(ledger.revision)) ledger.editions.emplace(edition.stream, edition);

    LayerReader reader(store, ledger, uncertainties_by_id(store));
    read_production(reader, ledger);
    read_transfers(reader, ledger, transfer_stream, ledger.territorial, ledger.consumption);
    read_transfers(reader, ledger, old_transfer_stream, ledger.old_territorial, ledger.old_consumption);

    const auto years = [&](std::string dataset, std::vector<std::string> variables) {
        return database::SeriesQuery{.dataset = std::move(dataset),
                                     .variables = std::move(variables),
                                     .first_year = ledger.first_year,
                                     .last_year = ledger.last_year};
    };
    reader.read(years("nature", {"land_use_flux"}),
                [&](const database::Series& series) { return &ledger.land[series.item]; });
    reader.read(years("nature", {"carbon_budget"}),
                [&](const database::Series& series) { return &ledger.budget[series.item]; });
    if (request.denominators) {
        reader.read(years("production", {"population", "gdp", "area"}), [&](const database::Series& series) {
            if (series.variable == "population") return &ledger.population;
            return series.variable == "gdp" ? &ledger.gdp : &ledger.area;
        });
    }
    reader.read(years("rules", {"published_adjustment"}),
                [&](const database::Series&) { return &ledger.claims; });
    if (request.other_gases) read_other_gases(reader, ledger);
    return ledger;
}

}  // namespace alioth::panorama
