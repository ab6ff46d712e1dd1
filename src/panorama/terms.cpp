#include "panorama/terms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/gases.hpp"
#include "numerics/philox.hpp"

namespace alioth::panorama {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view serbia_and_montenegro = "XSM";
constexpr int first_backtest_year = 1995;
constexpr int mean_years = 5;

/// Root mean square of deviations, or 0 of none.
class RootMeanSquare {
  public:
    void add(double deviation) {
        sum_ += deviation * deviation;
        ++count_;
    }
    int count() const { return count_; }
    double value() const { return count_ ? std::sqrt(sum_ / count_) : 0; }

  private:
    double sum_ = 0;
    int count_ = 0;
};

/// Consumption - territorial of one edition; NaN where not both are published.
double published_transfer(const Layer& consumption, const Layer& territorial, int region, int year) {
    return consumption.at(region, year) - territorial.at(region, year);
}

/// How far two editions of the transfers differ, relative to production (one sigma). NaN without common
/// years.
double revision_between_editions(const Ledger& ledger, int region) {
    RootMeanSquare rms;
    for (int year = first_transfer_year; year <= ledger.last_year; ++year) {
        const double now = published_transfer(ledger.consumption, ledger.territorial, region, year);
        const double then = published_transfer(ledger.old_consumption, ledger.old_territorial, region, year);
        const double production = ledger.fossil.at(region, year);
        if (std::isnan(now) || std::isnan(then) || !(production > 0)) continue;
        rms.add((now - then) / production);
    }
    return rms.count() ? rms.value() : none;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double five_year_mean_of(const Layer& layer, int region, int last) {
    double sum = 0;
    for (int year = last - mean_years + 1; year <= last; ++year) sum += layer.at(region, year);
    return sum / mean_years;
}

}  // namespace

void Cell::add_value(double value) {
    const double total = sum_ + value;
    compensation_ += std::abs(sum_) >= std::abs(value) ? (sum_ - total) + value : (value - total) + sum_;
    sum_ = total;
}

void Cell::add_error(ErrorKind kind, std::uint64_t source, double sd) {
    errors_.add(source, sd);
    if (keep_) kept_errors_.push_back({kind, source, sd});
}

std::vector<ErrorPart> Cell::errors() const {
    std::map<std::pair<ErrorKind, std::uint64_t>, double> by_source;
    for (const auto& error : kept_errors_) by_source[{error.kind, error.source}] += error.sd;
    std::map<ErrorKind, double> variances;
    for (const auto& [key, sd] : by_source) variances[key.first] += sd * sd;
    std::vector<ErrorPart> parts;
    for (const auto& [kind, variance] : variances) parts.push_back({kind, std::sqrt(variance)});
    return parts;
}

void Cell::add(const Term& term) {
    add_value(term.coefficient * term.layer->at(term.region, term.year));
    rules_ |= 1u << static_cast<unsigned>(term.rule);
    if (keep_) terms_.push_back(term);
}

void Cell::miss(std::string reason) {
    if (missing_.empty()) missing_ = std::move(reason);
}

void Cell::add(const Cell& other, double factor) {
    if (other.missing()) miss(other.reason());
    add_value(factor * other.value());
    errors_.add(other.errors_, factor);
    rules_ |= other.rules_;
    for (Term term : other.terms_) {
        term.coefficient *= factor;
        terms_.push_back(term);
    }
    for (KeptError error : other.kept_errors_) {
        error.sd *= factor;
        kept_errors_.push_back(error);
    }
}

Backtest backtest_transfer(const Ledger& ledger, int region) {
    RootMeanSquare rms;
    for (int year = first_backtest_year; year <= ledger.last_year; ++year) {
        const double actual = published_transfer(ledger.consumption, ledger.territorial, region, year);
        const double before = published_transfer(ledger.consumption, ledger.territorial, region, year - 1);
        const double production = ledger.fossil.at(region, year);
        const double production_before = ledger.fossil.at(region, year - 1);
        if (std::isnan(actual) || std::isnan(before) || !(production > 0) || !(production_before > 0))
            continue;
        rms.add((before * production / production_before - actual) / production);
    }
    return {rms.value(), rms.count()};
}

Backtest backtest_land(const Ledger& ledger, LandView view, int region) {
    RootMeanSquare rms;
    const int last = ledger.last_land_year();
    std::vector<const Layer*> models;
    for (const auto& [name, layer] : ledger.land) {
        const bool wanted =
            view == LandView::mean ? name != name_of(LandView::inventory) : name == name_of(view);
        if (wanted && layer.has(region)) models.push_back(&layer);
    }
    for (int year = first_backtest_year; year <= last && !models.empty(); ++year) {
        double deviation = 0;
        for (const Layer* model : models)
            deviation += five_year_mean_of(*model, region, year - 1) - model->at(region, year);
        if (!std::isnan(deviation)) rms.add(deviation / static_cast<double>(models.size()));
    }
    return {rms.value(), rms.count()};
}

TermSource::TermSource(const Ledger& ledger, const AccountRequest& request)
    : ledger_(ledger),
      request_(request),
      last_transfer_(ledger.last_transfer_year()),
      last_land_(ledger.last_land_year()),
      world_(ledger.regions.find(world)) {
    const auto keys = [&](const std::string& kind) {
        std::vector<std::uint64_t> sources;
        for (int region = 0; region < ledger.regions.size(); ++region)
            sources.push_back(numerics::parameter_id(kind + '/' + ledger.regions.code(region)));
        return sources;
    };
    fossil_source_ = keys("fossil");
    transfer_source_ = keys("transfer");
    carry_source_ = keys("carried-transfer");
    land_source_ = keys("land");
    land_carry_source_ = keys("carried-land");
    for (const auto& layer : ledger.other_gases) {
        if (request.gas != "GHG" && request.gas != layer.gas) continue;
        const bool weighted = request.gas == "GHG" && layer.gas != "F-gases";
        gases_.emplace_back(&layer, weighted ? gwp(layer.gas, request.gwp_set, request.gwp_horizon) : 1.0);
        gas_source_.push_back(numerics::parameter_id(layer.gas + '/' + layer.item));
    }
    prepare_transfers();
}

void TermSource::prepare_transfers() {
    const auto regions = static_cast<std::size_t>(ledger_.regions.size());
    traded_.assign(regions, 0);
    revision_sd_.assign(regions, none);
    transfer_tests_.resize(regions);
    std::vector<double> known;
    for (const int country : ledger_.countries) {
        const auto index = static_cast<std::size_t>(country);
        traded_[index] = 1;
        revision_sd_[index] = revision_between_editions(ledger_, country);
        transfer_tests_[index] = backtest_transfer(ledger_, country);
        if (!std::isnan(revision_sd_[index])) known.push_back(revision_sd_[index]);
    }
    const double usual = median(known);
    for (auto& sd : revision_sd_) sd = std::isnan(sd) ? usual : sd;
}

bool TermSource::traded(int region) const {
    return traded_[static_cast<std::size_t>(region)] != 0;
}

bool TermSource::listed(int region, int year) const {
    const int published = std::min(year, last_transfer_);
    if (std::isnan(published_transfer(ledger_.consumption, ledger_.territorial, region, published)))
        return false;
    return year <= last_transfer_ || ledger_.fossil.at(region, last_transfer_) > 0;
}

void TermSource::fossil(int region, int year, Cell& cell) const {
    const auto add = [&](int line) {
        if (std::isnan(ledger_.fossil.at(line, year)))
            return cell.miss("no data: no fossil CO2 in the source");
        cell.add({&ledger_.fossil, line, year, 1, Rule::reported});
        cell.add_error(ErrorKind::statistics, fossil_source_[static_cast<std::size_t>(line)],
                       ledger_.fossil.sd(line, year));
    };
    if (ledger_.regions.code(region) != serbia_and_montenegro) return add(region);
    // One line in EDGAR, two in the fossil file.
    for (const auto part : {"SRB", "MNE"}) add(ledger_.regions.find(part));
}

void TermSource::production(int region, int year, Cell& cell) const {
    if (request_.gas == "CO2" || request_.gas == "GHG") fossil(region, year, cell);
    bool found = gases_.empty();
    for (std::size_t i = 0; i < gases_.size(); ++i) {
        const auto& [layer, weight] = gases_[i];
        if (std::isnan(layer->at(region, year))) continue;
        found = true;
        cell.add({layer, region, year, weight, Rule::reported});
        cell.add_error(ErrorKind::factor, gas_source_[i], weight * layer->sd(region, year));
    }
    if (!found) cell.miss("no data: the source has no CH4, N2O or F-gases of this region alone");
}

void TermSource::lines(int year, Cell& cell) const {
    const auto add = [&](const Layer& layer, double weight) {
        for (int region = 0; region < ledger_.regions.size(); ++region) {
            if (region != world_ && !std::isnan(layer.at(region, year)))
                cell.add({&layer, region, year, weight, Rule::reported});
        }
    };
    if (request_.gas == "CO2" || request_.gas == "GHG") add(ledger_.fossil, 1);
    for (const auto& [layer, weight] : gases_) add(*layer, weight);
}

void TermSource::add_transfer(int region, int year, double factor, Cell& cell) const {
    const auto index = static_cast<std::size_t>(region);
    const int from = std::min(year, last_transfer_);
    const bool carried = from != year;
    const double production = ledger_.fossil.at(region, year);
    const double scale = carried ? production / ledger_.fossil.at(region, from) : 1;
    const Rule rule = carried ? Rule::carried : Rule::transfer;
    cell.add({&ledger_.consumption, region, from, factor * scale, rule});
    cell.add({&ledger_.territorial, region, from, -factor * scale, rule});
    // No uncertainty of transfers is published: it is taken from the revisions between editions.
    cell.add_error(ErrorKind::transfer, transfer_source_[index], factor * revision_sd_[index] * production);
    if (!carried) return;
    cell.add_error(ErrorKind::carried_transfer, carry_source_[index],
                   factor * transfer_tests_[index].rms * production);
}

void TermSource::transfer(int region, int year, Cell& cell) const {
    if (!traded(region)) return;
    if (year < first_transfer_year)
        return cell.miss("no data: transfers begin in " + std::to_string(first_transfer_year));
    if (!listed(region, year)) return cell.miss("no data");
    add_transfer(region, year, 1, cell);
}

void TermSource::closing_transfer(int year, Cell& cell) const {
    if (year < first_transfer_year)
        return cell.miss("no data: transfers begin in " + std::to_string(first_transfer_year));
    for (const int country : ledger_.countries) {
        if (listed(country, year)) add_transfer(country, year, -1, cell);
    }
}

std::vector<const Layer*> TermSource::land_models(int region, int year) const {
    std::vector<const Layer*> models;
    for (const auto& [name, layer] : ledger_.land) {
        const bool wanted = request_.land == LandView::mean ? name != name_of(LandView::inventory)
                                                            : name == name_of(request_.land);
        if (wanted && !std::isnan(layer.at(region, year))) models.push_back(&layer);
    }
    return models;
}

double TermSource::model_spread(int region, int year) const {
    double sum = 0, squares = 0;
    int count = 0;
    for (const auto& [name, layer] : ledger_.land) {
        const double value = layer.at(region, year);
        if (name == name_of(LandView::inventory) || std::isnan(value)) continue;
        sum += value;
        squares += value * value;
        ++count;
    }
    // One model alone has no spread: its value is taken as one sigma.
    if (count < 2) return std::abs(sum);
    return std::sqrt(std::max(0.0, (squares - sum * sum / count) / (count - 1)));
}

void TermSource::land(int region, int year, Cell& cell) const {
    const auto index = static_cast<std::size_t>(region);
    const bool is_country = traded(region) || region == world_ || ledger_.fossil.series_of(region) == 0;
    if (request_.land == LandView::inventory) {
        const auto place = ledger_.land.find(name_of(LandView::inventory));
        if (place == ledger_.land.end() || std::isnan(place->second.at(region, year))) {
            if (is_country)
                cell.miss("no data: no national inventory of land is imported for this region and year");
            return;
        }
        cell.add({&place->second, region, year, 1, Rule::inventory});
        return cell.add_error(ErrorKind::land_models, land_source_[index], place->second.sd(region, year));
    }
    const int from = std::min(year, last_land_);
    const auto models = land_models(region, from);
    if (models.empty()) {
        if (is_country) cell.miss("no data: no land-use flux for this region and year");
        return;
    }
    if (from != year) return add_five_year_mean(models, region, cell);
    const Rule rule = request_.land == LandView::mean ? Rule::model_mean : Rule::model;
    for (const Layer* model : models)
        cell.add({model, region, year, 1.0 / static_cast<double>(models.size()), rule});
    // The world's uncertainty is published; a country's is the spread of the models.
    const double published = models.front()->absolute_sd[index];
    cell.add_error(ErrorKind::land_models, land_source_[index],
                   std::isnan(published) ? model_spread(region, year) : published);
}

void TermSource::add_five_year_mean(const std::vector<const Layer*>& models, int region, Cell& cell) const {
    const auto index = static_cast<std::size_t>(region);
    const double share = 1.0 / (mean_years * static_cast<double>(models.size()));
    double spread = 0;
    for (int from = last_land_ - mean_years + 1; from <= last_land_; ++from) {
        for (const Layer* model : models) cell.add({model, region, from, share, Rule::five_year_mean});
        spread += model_spread(region, from) / mean_years;
    }
    const auto [place, is_new] = land_tests_.try_emplace(region);
    if (is_new) place->second = backtest_land(ledger_, request_.land, region);
    const double published = models.front()->absolute_sd[index];
    cell.add_error(ErrorKind::land_models, land_source_[index], std::isnan(published) ? spread : published);
    cell.add_error(ErrorKind::carried_land, land_carry_source_[index], place->second.rms);
}

void TermSource::statistical_difference(int year, Cell& cell) const {
    Cell whole, parts;
    if (cell.keeps_terms()) {
        whole.keep_terms();
        parts.keep_terms();
    }
    production(world_, year, whole);
    lines(year, parts);
    if (whole.missing()) return cell.miss(whole.reason());
    cell.add(whole);
    cell.add(parts, -1);
}

}  // namespace alioth::panorama
