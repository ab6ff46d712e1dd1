#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "panorama/account.hpp"
#include "support/data_folder.hpp"
#include "support/expect.hpp"

namespace alioth::panorama::testing {

using namespace alioth::testing;

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// 97.5 % quantile of the standard normal distribution (any table of it: 1.95996).
inline constexpr double z = 1.959963984540054;
/// t CO2 per t C as the Global Carbon Budget has it.
inline constexpr double carbon = 3.664;
/// kg in a Mt.
inline constexpr double Mt = 1e9;
/// Relative: a handful of roundings in double precision.
inline constexpr double rounding = 1e-12;

inline void expect_close(double found, double expected, double relative = rounding) {
    EXPECT_NEAR(found, expected, relative * std::abs(expected));
}

inline AccountRequest request_for(std::vector<std::string> regions, std::vector<BoundaryId> boundaries,
                                  int year) {
    AccountRequest request;
    request.regions = std::move(regions);
    request.boundaries = std::move(boundaries);
    request.first_year = request.last_year = year;
    return request;
}

/// One figure, with its texts.
struct Figure {
    Estimate amount, adjustment;
    std::string basis, system, unit;

    /// One sigma that a normal interval stands for.
    double sd() const { return (amount.high - amount.low) / (2 * z); }
    double adjustment_sd() const { return (adjustment.high - adjustment.low) / (2 * z); }
};

inline Figure figure_of(const Account& account, std::size_t row) {
    const AccountRow& found = account.rows.at(row);
    return {found.amount, found.adjustment, account.texts.at(found.basis), account.texts.at(found.system),
            account.unit};
}

/// The last year's figure of a region under a boundary; `more` changes the request first.
inline Figure figure(const Ledger& ledger, const std::string& region, BoundaryId boundary, int year,
                     const std::function<void(AccountRequest&)>& more = {}) {
    AccountRequest request = request_for({region}, {boundary}, year);
    if (more) more(request);
    const Account account = make_account(ledger, request);
    return figure_of(account, account.rows.size() - 1);
}

/// A world of three countries, China, the United States and Germany, with figures of closed form. Germany has
/// no published transfer. Masses in Mt CO2, transfers and land in Mt C; change a member before `ledger()`.
class ToyWorld {
  public:
    using InYear = std::function<double(int)>;

    InYear china = [](int year) { return 100.0 + 10 * (year - 1990); };
    InYear america = [](int) { return 200.0; };
    InYear germany = [](int) { return 50.0; };
    InYear transport = [](int) { return 20.0; };
    InYear world_beyond_its_parts = [](int) { return 0.0; };
    InYear chinese_transfer = [this](int year) { return -0.1 * china(year) / carbon; };
    InYear american_transfer = [](int) { return 4.0; };
    /// How far the edition before had the American transfer higher.
    double revision = 0.5;
    /// Land flux by model and region.
    std::function<double(const std::string& model, const std::string& region, int year)> land =
        [](const std::string& model, const std::string& region, int) {
            const double of_region = region == "CHN" ? 1 : region == "USA" ? 4 : -2;
            return of_region + (model == "BLUE" ? 3 : model == "H&N" ? -3 : 0);
        };
    bool publishes_statistical_difference = false;

    static constexpr int last_transfer = 2021, last_land = 2021, last_year = 2022;

    const Ledger& ledger() {
        if (!ledger_) ledger_.emplace(read());
        return *ledger_;
    }
    double world(int year) const {
        return china(year) + america(year) + germany(year) + transport(year) + world_beyond_its_parts(year);
    }

  private:
    Ledger read() {
        data_.source("old");
        data_.uncertainty("wide", "normal", "0.5", "0.95");
        data_.uncertainty("land-world-GtC", "normal", "0.7", "0.68");
        data_.supersede("trade", "territorial_emission", "old", "toy");
        data_.supersede("trade", "consumption_emission", "old", "toy");
        data_.table("production/fossil_co2.csv", fossil());
        data_.table("trade/transfers.csv", transfers(0));
        data_.table("trade/transfers_2019.csv", transfers(revision), "v0", "old");
        data_.table("nature/land_use_flux.csv", land_text());
        data_.table("production/non_co2.csv", other_gases());
        data_.table("production/population.csv", divisor("population", "person", 1e6, 1990, last_year));
        data_.table("production/gdp.csv", divisor("gdp", "USD_2011", 1e9, 1990, last_year));
        data_.table("production/area.csv", divisor("area", "km2", 1000, 2022, 2022));
        database::StoreOptions options;
        options.home = folder_.path() / "home";
        options.location = (options.home / "alioth.db").string();
        options.shipped = data_.write();
        Progress silent;
        auto store = database::Store::open(options, silent);
        return read_ledger(
            store, {.first_year = 1990, .last_year = last_year, .other_gases = true, .denominators = true});
    }

    std::string fossil() const {
        SeriesText text(1990, last_year);
        const auto add = [&](const std::string& region, const std::string& uncertainty, const InYear& value) {
            text.add(
                {.variable = "emission_total", .region = region, .item = "total", .uncertainty = uncertainty},
                value);
        };
        add("CHN", "ten", china);
        add("DEU", "five", germany);
        add("USA", "five", america);
        add("WLD", "five", [this](int year) { return world(year); });
        add("XIT", "ten", transport);
        return text.text();
    }
    std::string transfers(double added) const {
        SeriesText text(1990, last_transfer);
        const auto add = [&](const std::string& region, const InYear& production, const InYear& transfer) {
            text.add({.variable = "consumption_emission", .region = region, .unit = "MtC"},
                     [&](int year) { return production(year) / carbon + transfer(year); });
            text.add({.variable = "territorial_emission", .region = region, .unit = "MtC"},
                     [&](int year) { return production(year) / carbon; });
        };
        add("CHN", china, chinese_transfer);
        add("USA", america, [&](int year) { return american_transfer(year) + added; });
        text.add({.variable = "territorial_emission", .region = "DEU", .unit = "MtC"},
                 [&](int year) { return germany(year) / carbon; });
        if (publishes_statistical_difference)
            text.add({.variable = "territorial_emission", .region = "XSD", .unit = "MtC"},
                     [&](int year) { return world_beyond_its_parts(year) / carbon; });
        return text.text();
    }
    std::string land_text() const {
        SeriesText text(1990, last_land);
        const std::vector<std::string> countries = {"CHN", "DEU", "USA"};
        for (const char* model : {"BLUE", "H&N", "OSCAR"}) {
            for (const auto& region : countries)
                text.add({.variable = "land_use_flux",
                          .region = region,
                          .item = model,
                          .unit = "MtC",
                          .category = "3.B"},
                         [&](int year) { return land(model, region, year); });
            text.add({.variable = "land_use_flux",
                      .region = "WLD",
                      .item = model,
                      .unit = "GtC",
                      .uncertainty = "land-world-GtC",
                      .category = "3.B"},
                     [&](int year) {
                         double sum = 0;
                         for (const auto& region : countries) sum += land(model, region, year);
                         return sum / 1000;
                     });
        }
        return text.text();
    }
    /// CH4 of two sectors and N2O of one in Mt CO2e(AR5): 28 and 265 Mt are 1 Mt of the gas; a lump of
    /// F-gases.
    static std::string other_gases() {
        SeriesText text(1990, last_year);
        const auto add = [&](const std::string& region, const std::string& gas, const std::string& sector,
                             double value) {
            text.add({.variable = "emission",
                      .region = region,
                      .gas = gas,
                      .item = sector,
                      .unit = "Mt CO2e(AR5)",
                      .uncertainty = "ten"},
                     [&](int) { return value; });
        };
        for (const auto& [region, size] : {std::pair{"CHN", 1.0}, {"USA", 2.0}, {"WLD", 3.0}}) {
            add(region, "CH4", "agriculture", size * 28);
            add(region, "CH4", "waste", size * 14);
            add(region, "F-gases", "processes", size * 10);
            add(region, "N2O", "agriculture", size * 26.5);
        }
        return text.text();
    }
    static std::string divisor(const std::string& variable, const std::string& unit, double scale, int first,
                               int last) {
        SeriesText text(first, last);
        for (const auto& [region, size] : {std::pair{"CHN", 100.0}, {"DEU", 10.0}, {"USA", 40.0}})
            text.add({.variable = variable, .region = region, .gas = "", .unit = unit, .category = ""},
                     [&](int) { return size * scale; });
        return text.text();
    }

    TemporaryFolder folder_;
    DataFolder data_{folder_.path() / "data"};
    std::optional<Ledger> ledger_;
};

}  // namespace alioth::panorama::testing
