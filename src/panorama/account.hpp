#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "panorama/boundaries.hpp"
#include "panorama/ledger.hpp"

namespace alioth::panorama {

/// A figure with its 95 % interval; NaN stands for "no data".
struct Estimate {
    double value, low, high;

    bool present() const { return value == value; }
};

/// What an amount is divided by.
enum class Per { nothing, capita, gdp, area };

/// What is asked of the ledger.
struct AccountRequest {
    std::vector<std::string> regions;  ///< region and group codes
    std::vector<BoundaryId> boundaries;
    std::string gas = "CO2";  ///< CO2, CH4, N2O, F-gases or GHG
    std::string gwp_set = "AR5";
    int gwp_horizon = 100;
    int first_year = 0, last_year = 0;
    LandView land = LandView::mean;
    double consumer_share = 0.5;
    Per per = Per::nothing;
    int sum_from = 0;  ///< each year holds the sum from this year; 0: each year for itself
};

/// Where a term's number comes from.
enum class Rule : std::uint8_t {
    reported,        ///< as published
    transfer,        ///< consumption - territorial of the transfer file
    carried,         ///< the last published transfer, scaled by production
    closing,         ///< minus the sum of the published transfers
    model_mean,      ///< mean of the bookkeeping models
    model,           ///< one bookkeeping model
    five_year_mean,  ///< mean of the last five years of the land series
    inventory,       ///< a national inventory's land flux
};

/// One entry's part in a figure: coefficient x entry. `explain` prints these; the account sums them.
struct Term {
    const Layer* layer = nullptr;
    int region = -1;
    int year = 0;            ///< of the entry
    double coefficient = 1;  ///< GWP, share, 1/3 of a model mean, scaling of a carried transfer, ...
    Rule rule = Rule::reported;
};

/// What an error comes from.
enum class ErrorKind : std::uint8_t {
    statistics,        ///< a country's energy statistics: its fossil CO2
    factor,            ///< a sector's default factor, common to all countries
    transfer,          ///< how far editions of the published transfers differ
    carried_transfer,  ///< back-test of the rule that carries the last transfer
    land_models,       ///< spread of the bookkeeping models
    carried_land,      ///< back-test of the five-year mean
};

/// One sigma of all errors of a kind in a figure, in its inner unit.
struct ErrorPart {
    ErrorKind kind;
    double sd = 0;
};

/// One row of an account, as design.md has it; amounts in kg (kg CO2e for baskets), or kg per person, ...
struct AccountRow {
    int region = -1;  ///< index in Account::regions
    BoundaryId boundary = BoundaryId::production;
    int year = 0;
    Estimate amount{};
    Estimate adjustment{};     ///< (boundary - production) / production; NaN where it has no meaning
    std::uint16_t basis = 0;   ///< index in Account::texts
    std::uint16_t system = 0;  ///< index in Account::texts
};

/// A check that must hold, with its outcome.
struct Identity {
    std::string name;
    int year = 0;
    double world = 0;      ///< kg
    double parts = 0;      ///< kg
    double tolerance = 0;  ///< relative to the world
    double gap() const { return world == 0 ? 0 : (world - parts) / world; }
    bool holds() const;
};

struct Account {
    AccountRequest request;
    std::vector<std::string> regions;  ///< codes
    std::vector<AccountRow> rows;      ///< by region, boundary, year
    std::vector<std::string> texts;    ///< basis and system texts
    std::vector<Identity> identities;
    std::string unit;  ///< of the amounts: "kg", "kg CO2e(AR6-100)", "kg/person", ...
    std::vector<std::string> warnings;
};

/// How far two rules that fill the latest years were off when tried on the past (one sigma).
struct Backtest {
    double rms = 0;  ///< relative to production (transfers), or in kg (land)
    int years = 0;   ///< number of years tried
};

/// The account of `request` from the entries of `ledger`. A figure is a sum of entries; its standard
/// deviation adds errors of one source (a country's energy statistics, a sector's default factor) linearly
/// and different sources in quadrature. Runs the identities of every boundary and year asked. Errors:
/// Fault::usage for a basket under a boundary that is published for CO2 only; Fault::input when an identity
/// does not hold.
Account make_account(const Ledger& ledger, const AccountRequest& request);

/// The terms of one figure and why it is missing if it is.
struct Breakdown {
    std::vector<Term> terms;
    std::vector<Term> divisors;     ///< the population, GDP or area that the sum is divided by
    std::vector<ErrorPart> errors;  ///< their squares sum to the variance of the figure
    std::string missing;            ///< reason; empty when the figure exists
};
Breakdown break_down(const Ledger& ledger, const AccountRequest& request, const std::string& region,
                     BoundaryId boundary, int year);

/// Error of the rule "last transfer scaled by production" for a region, tried on 1995 to the last published
/// year.
Backtest backtest_transfer(const Ledger& ledger, int region);
/// Error of the rule "mean of the five years before" for a region's land flux, tried on the same years.
Backtest backtest_land(const Ledger& ledger, LandView view, int region);

}  // namespace alioth::panorama
