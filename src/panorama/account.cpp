#include "panorama/account.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/error.hpp"
#include "core/regions.hpp"
#include "numerics/special.hpp"
#include "panorama/terms.hpp"
#include "uncertainty/interval.hpp"

namespace alioth::panorama {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr Estimate nothing{none, none, none};

constexpr std::string_view oil_fires = "XKF";

/// World sums may differ from their parts by rounding of the sources, never by more (issue 2;
/// docs/boundaries.md).
constexpr double closing_tolerance = 2e-4;

/// 95 % interval. What cannot be negative gets the lognormal interval when it is wide; fluxes of either sign
/// and net transfers stay normal.
Estimate estimate(double value, double sd, bool positive) {
    if (std::isnan(value)) return nothing;
    if (std::isnan(sd)) return {value, none, none};
    if (!positive) return {value, value - numerics::normal_975 * sd, value + numerics::normal_975 * sd};
    const auto interval = uncertainty::interval95(value, sd);
    return {value, interval.low, interval.high};
}

/// Texts that many rows share, stored once.
class TextPool {
  public:
    explicit TextPool(std::vector<std::string>& texts) : texts_(texts) { add(""); }
    std::uint16_t add(const std::string& text) {
        const auto [place, is_new] = numbers_.try_emplace(text, static_cast<std::uint16_t>(texts_.size()));
        if (is_new) texts_.push_back(text);
        return place->second;
    }

  private:
    std::vector<std::string>& texts_;
    std::unordered_map<std::string, std::uint16_t> numbers_;
};

/// A region of the request: one of the ledger, a group of them, or a line that is computed.
struct Selection {
    enum class Kind { line, group, rest, difference } kind = Kind::line;
    std::string code;
    int region = -1;           ///< of the ledger, when it is one
    std::vector<int> members;  ///< of a group
};

/// The parts of a figure: production, and what the boundary adds to it.
struct Parts {
    Cell production, difference;
};

class AccountMaker {
  public:
    AccountMaker(const Ledger& ledger, const AccountRequest& request)
        : ledger_(ledger), request_(request), source_(ledger, request) {}

    Account make() {
        account_.request = request_;
        account_.unit = unit_text();
        refuse_unpublished();
        warn();
        TextPool texts(account_.texts);
        for (const auto& code : request_.regions) {
            const Selection selection = select(code);
            const int region = static_cast<int>(account_.regions.size());
            account_.regions.push_back(code);
            for (const auto boundary : request_.boundaries) add_rows(selection, region, boundary, texts);
        }
        for (const auto boundary : request_.boundaries) check_identity(boundary);
        return std::move(account_);
    }

    Breakdown break_down(const std::string& code, BoundaryId id, int year) {
        const Selection selection = select(code);
        Breakdown result;
        Cell sum;
        const int from = request_.sum_from ? request_.sum_from : year;
        for (int y = from; y <= year; ++y) {
            Parts parts;
            parts.production.keep_terms();
            parts.difference.keep_terms();
            compute(selection, id, y, parts);
            if (const std::string reason = missing_reason(id, parts); !reason.empty())
                result.missing = reason;
            if (id != BoundaryId::natural) sum.add(parts.production);
            sum.add(parts.difference);
        }
        result.terms = sum.terms();
        result.errors = sum.errors();
        result.divisors = divisors(selection, year);
        return result;
    }

  private:
    void refuse_unpublished() const {
        for (const auto id : request_.boundaries) {
            const Boundary& boundary = boundaries()[static_cast<std::size_t>(id)];
            if (!boundary.uses_trade || request_.gas == "CO2") continue;
            throw Error(Fault::usage,
                        {.what = "only CO2 is published under the boundary \"" + boundary.name + "\"",
                         .found = "gas " + request_.gas,
                         .expected = "--gas CO2",
                         .mend = "production, production+land and natural can be had for " + request_.gas});
        }
    }

    void warn() {
        if (request_.gas == "GHG" || request_.gas == "F-gases") {
            account_.warnings.push_back(
                "F-gases are published as one lump in CO2e by AR5 and stay so under every GWP set.");
        }
        const bool lands =
            std::any_of(request_.boundaries.begin(), request_.boundaries.end(),
                        [](BoundaryId id) { return boundaries()[static_cast<std::size_t>(id)].uses_land; });
        if (lands && request_.gas != "CO2" && request_.gas != "GHG") {
            throw Error(Fault::usage, {.what = "the land-use flux is published for CO2 only",
                                       .found = "gas " + request_.gas,
                                       .expected = "--gas CO2 or GHG"});
        }
        if (lands && request_.gas == "GHG")
            account_.warnings.push_back(
                "Land holds CO2 only: no CH4 and N2O of land use are in the datasets.");
    }

    std::string unit_text() const {
        std::string unit = "kg";
        if (request_.gas == "GHG")
            unit += " CO2e(" + request_.gwp_set + "-" + std::to_string(request_.gwp_horizon) + ")";
        if (request_.gas == "F-gases") unit += " CO2e(AR5-100)";
        switch (request_.per) {
            case Per::nothing:
                return unit;
            case Per::capita:
                return unit + "/person";
            case Per::gdp:
                return unit + "/USD_2011";
            case Per::area:
                return unit + "/m2";
        }
        return unit;
    }

    Selection select(const std::string& code) const {
        if (code == rest_of_world) return {Selection::Kind::rest, code, -1, {}};
        if (code == statistical_difference) return {Selection::Kind::difference, code, -1, {}};
        if (const RegionGroup* group = find_region_group(code)) {
            Selection selection{Selection::Kind::group, code, -1, {}};
            for (const auto member : group->members) {
                const int region = ledger_.regions.find(member);
                if (region >= 0 && ledger_.fossil.has(region)) selection.members.push_back(region);
            }
            return selection;
        }
        return {Selection::Kind::line, code, ledger_.regions.find(code), {}};
    }

    /// The parts of a boundary for one line of the ledger.
    void compute_line(int region, BoundaryId id, int year, Parts& parts) const {
        if (region < 0) return parts.production.miss("no data: the sources have no such region");
        source_.production(region, year, parts.production);
        const Boundary& boundary = boundaries()[static_cast<std::size_t>(id)];
        if (boundary.uses_trade)
            add_scaled(parts.difference, share_of(id),
                       [&](Cell& cell) { source_.transfer(region, year, cell); });
        if (boundary.uses_land) source_.land(region, year, parts.difference);
    }

    /// Weight of the net transfer in a boundary.
    double share_of(BoundaryId id) const { return id == BoundaryId::shared ? request_.consumer_share : 1; }

    template <typename Fill>
    void add_scaled(Cell& target, double factor, Fill fill) const {
        if (factor == 1) return fill(target);
        Cell part;
        part.keep_terms();
        fill(part);
        target.add(part, factor);
    }

    void compute(const Selection& selection, BoundaryId id, int year, Parts& parts) const {
        switch (selection.kind) {
            case Selection::Kind::line:
                return compute_line(selection.region, id, year, parts);
            case Selection::Kind::difference:
                return source_.statistical_difference(year, parts.production);
            case Selection::Kind::group:
                return compute_group(selection, id, year, parts);
            case Selection::Kind::rest:
                return compute_rest(id, year, parts);
        }
    }

    void compute_group(const Selection& selection, BoundaryId id, int year, Parts& parts) const {
        std::string without;
        for (const int member : selection.members) {
            Parts one;
            one.production.keep_terms();
            one.difference.keep_terms();
            compute_line(member, id, year, one);
            if (!missing_reason(id, one).empty()) {
                without += (without.empty() ? "" : ", ") + ledger_.regions.code(member);
                continue;
            }
            parts.production.add(one.production);
            parts.difference.add(one.difference);
        }
        if (without.empty()) return;
        // The group's figure would silently be that of fewer members.
        parts.difference.miss("no data for members " + without);
        if (id == BoundaryId::production) parts.production.miss("no data for members " + without);
    }

    void compute_rest(BoundaryId id, int year, Parts& parts) const {
        const Boundary& boundary = boundaries()[static_cast<std::size_t>(id)];
        for (const int country : ledger_.countries) {
            if (source_.listed(country, year)) continue;
            Parts one;
            one.production.keep_terms();
            one.difference.keep_terms();
            source_.production(country, year, one.production);
            if (!one.production.missing()) parts.production.add(one.production);
            if (boundary.uses_land) source_.land(country, year, one.difference);
            if (!one.difference.missing()) parts.difference.add(one.difference);
        }
        if (boundary.uses_trade)
            add_scaled(parts.difference, share_of(id),
                       [&](Cell& cell) { source_.closing_transfer(year, cell); });
    }

    static std::string missing_reason(BoundaryId id, const Parts& parts) {
        if (id != BoundaryId::natural && parts.production.missing()) return parts.production.reason();
        return id == BoundaryId::production ? std::string() : parts.difference.reason();
    }

    void add_rows(const Selection& selection, int region, BoundaryId id, TextPool& texts) {
        Parts total;
        const bool sums = request_.sum_from != 0;
        for (int year = sums ? request_.sum_from : request_.first_year; year <= request_.last_year; ++year) {
            Parts parts;
            compute(selection, id, year, parts);
            if (sums) {
                total.production.add(parts.production);
                total.difference.add(parts.difference);
            }
            if (year >= request_.first_year)
                account_.rows.push_back(make_row(selection, region, id, year, sums ? total : parts, texts));
        }
    }

    AccountRow make_row(const Selection& selection, int region, BoundaryId id, int year, const Parts& parts,
                        TextPool& texts) const {
        AccountRow row{region, id, year, nothing, nothing, 0, 0};
        const std::string reason = missing_reason(id, parts);
        row.system = texts.add(system_of(id));
        if (!reason.empty()) {
            row.basis = texts.add(reason);
            return row;
        }
        Cell sum;
        if (id != BoundaryId::natural) sum.add(parts.production);
        sum.add(parts.difference);
        if (sum.rules() == 0) {
            row.basis = texts.add("not applicable: this line has no land");
            return row;
        }
        const bool no_interval = selection.kind == Selection::Kind::difference;
        row.amount = estimate(sum.value(), no_interval ? none : sum.sd(), id == BoundaryId::production);
        if (id != BoundaryId::production && id != BoundaryId::natural) row.adjustment = adjustment(parts);
        row.basis = texts.add(basis_of(id, sum, selection));
        divide(row, selection, texts);
        return row;
    }

    /// (boundary - production) / production; the difference and production are taken as independent.
    static Estimate adjustment(const Parts& parts) {
        const double production = parts.production.value();
        if (!(production > 0)) return nothing;
        const double ratio = parts.difference.value() / production;
        const double from_difference = parts.difference.sd() / production;
        const double from_production = ratio * parts.production.sd() / production;
        const double sd = std::hypot(from_difference, from_production);
        return estimate(ratio, sd, false);
    }

    std::string system_of(BoundaryId id) const {
        const Boundary& boundary = boundaries()[static_cast<std::size_t>(id)];
        std::string text;
        const auto add = [&](const char* stream) {
            const std::string system = ledger_.system(stream);
            if (!system.empty()) text += (text.empty() ? "" : " + ") + system;
        };
        if (id != BoundaryId::natural && (request_.gas == "CO2" || request_.gas == "GHG"))
            add("production/fossil_co2");
        if (request_.gas != "CO2" && id != BoundaryId::natural) add("production/non_co2");
        if (boundary.uses_trade) add("trade/transfers");
        if (boundary.uses_land && request_.land != LandView::inventory) add("nature/land_use_flux");
        return text;
    }

    std::string basis_of(BoundaryId id, const Cell& sum, const Selection& selection) const {
        if (selection.kind == Selection::Kind::difference) return "the source's world minus its lines";
        std::string text;
        const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
        if (id == BoundaryId::production) add("reported");
        if (sum.used(Rule::carried)) add("carried from " + std::to_string(ledger_.last_transfer_year()));
        if (selection.kind == Selection::Kind::rest && id != BoundaryId::production)
            add("countries without a published transfer; closes the world");
        else if (sum.used(Rule::transfer))
            add("published transfer");
        const std::string land = id == BoundaryId::natural ? "" : "land: ";
        if (sum.used(Rule::model_mean)) add(land + "mean of " + models_text());
        if (sum.used(Rule::model)) add(land + name_of(request_.land));
        if (sum.used(Rule::inventory)) add(land + "national inventory");
        if (sum.used(Rule::five_year_mean)) {
            const int last = ledger_.last_land_year();
            add(land + "mean of " + std::to_string(last - 4) + "-" + std::to_string(last));
        }
        return text.empty() ? "reported" : text;
    }

    std::string models_text() const {
        std::string text;
        for (const auto& [name, layer] : ledger_.land) {
            if (name != name_of(LandView::inventory)) text += (text.empty() ? "" : ", ") + name;
        }
        return text;
    }

    void divide(AccountRow& row, const Selection& selection, TextPool& texts) const {
        if (request_.per == Per::nothing) return;
        const double by = denominator(selection, row.year);
        if (!(by > 0)) {
            row.amount = nothing;
            row.basis = texts.add(std::string("no data: no ") +
                                  (request_.per == Per::capita ? "population"
                                   : request_.per == Per::gdp  ? "GDP"
                                                               : "area") +
                                  " for this region and year");
            return;
        }
        row.amount = {row.amount.value / by, row.amount.low / by, row.amount.high / by};
    }

    double denominator(const Selection& selection, int year) const {
        const auto terms = divisors(selection, year);
        if (terms.empty()) return none;
        double sum = 0;
        for (const Term& term : terms) sum += term.layer->at(term.region, term.year);
        return sum;
    }

    /// The entries that a figure is divided by; none where it is not divided or they are not known.
    std::vector<Term> divisors(const Selection& selection, int year) const {
        if (request_.per == Per::nothing) return {};
        const Layer& layer = request_.per == Per::capita ? ledger_.population
                             : request_.per == Per::gdp  ? ledger_.gdp
                                                         : ledger_.area;
        std::vector<Term> terms;
        bool known = true;
        const auto add = [&](int region) {
            // Areas are of one year and hold for all.
            const int of = request_.per == Per::area ? newest_year(layer, region) : year;
            if (!std::isnan(layer.at(region, of)))
                terms.push_back({&layer, region, of, 1, Rule::reported});
            else
                known = false;
        };
        if (selection.kind == Selection::Kind::line) add(selection.region);
        if (selection.kind == Selection::Kind::group)
            std::for_each(selection.members.begin(), selection.members.end(), add);
        return known ? terms : std::vector<Term>();
    }

    static int newest_year(const Layer& layer, int region) {
        int year = layer.last_year;
        while (year > layer.first_year && std::isnan(layer.at(region, year))) --year;
        return year;
    }

    /// Sum over all lines of the world under a boundary; NaN when a part that matters is missing.
    double parts_of_world(BoundaryId id, int year) const {
        Cell sum;
        const auto add = [&](const Selection& selection) {
            Parts parts;
            compute(selection, id, year, parts);
            if (!missing_reason(id, parts).empty()) return;
            if (id != BoundaryId::natural) sum.add(parts.production);
            sum.add(parts.difference);
        };
        if (!boundaries()[static_cast<std::size_t>(id)].uses_trade) {
            source_.lines(year, sum);
            return sum.value() + published_difference(year);
        }
        for (const int country : ledger_.countries) {
            if (source_.listed(country, year)) add({Selection::Kind::line, {}, country, {}});
        }
        for (const int line : ledger_.without_country) add({Selection::Kind::line, {}, line, {}});
        add({Selection::Kind::line, {}, ledger_.regions.find(transport), {}});
        add({Selection::Kind::rest, {}, -1, {}});
        return sum.value() + published_difference(year);
    }

    /// The published statistical difference (kg). The file that states it counts the Kuwaiti oil fires of
    /// 1991 in it; the fossil file has them as a line of their own.
    double published_difference(int year) const {
        if (request_.gas != "CO2" && request_.gas != "GHG") return 0;
        const double value = ledger_.territorial.at(ledger_.regions.find(statistical_difference), year);
        if (std::isnan(value)) return 0;
        const double fires = ledger_.fossil.at(ledger_.regions.find(oil_fires), year);
        return fires > 0 ? value - fires : value;
    }

    void check_identity(BoundaryId id) {
        const Boundary& boundary = boundaries()[static_cast<std::size_t>(id)];
        if (!boundary.conserves_world) return;
        for (int year = request_.first_year; year <= request_.last_year; ++year) {
            Parts whole;
            compute({Selection::Kind::line, {}, ledger_.regions.find(world), {}}, BoundaryId::production,
                    year, whole);
            if (whole.production.missing() || (boundary.uses_trade && year < first_transfer_year)) continue;
            Identity identity{boundary.name + " closes", year, whole.production.value(),
                              parts_of_world(id, year), closing_tolerance};
            if (!identity.holds()) fail(identity);
            account_.identities.push_back(std::move(identity));
        }
    }

    [[noreturn]] static void fail(const Identity& identity) {
        throw Error(Fault::input,
                    {.what = "the identity \"" + identity.name + "\" does not hold in " +
                             std::to_string(identity.year),
                     .found = "parts that sum to " + std::to_string(identity.parts / 1e9) + " Mt",
                     .expected = std::to_string(identity.world / 1e9) + " Mt within 0.02 %",
                     .mend = "compare the last imported edition with the one before: `alioth datasets`"});
    }

    const Ledger& ledger_;
    const AccountRequest& request_;
    TermSource source_;
    Account account_;
};

}  // namespace

bool Identity::holds() const {
    return std::abs(gap()) <= tolerance;
}

Account make_account(const Ledger& ledger, const AccountRequest& request) {
    return AccountMaker(ledger, request).make();
}

Breakdown break_down(const Ledger& ledger, const AccountRequest& request, const std::string& region,
                     BoundaryId boundary, int year) {
    return AccountMaker(ledger, request).break_down(region, boundary, year);
}

}  // namespace alioth::panorama
