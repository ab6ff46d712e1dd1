#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "panorama/support.hpp"
#include "uncertainty/propagate.hpp"

namespace alioth::panorama::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using enum BoundaryId;

TEST(Toy, ProductionIsWhatTheSourcePrints) {
    ToyWorld toy;
    const auto china = figure(toy.ledger(), "CHN", production, 2021);
    expect_close(china.amount.value, 410 * Mt);  // 100 + 10 x 31
    expect_close(china.amount.low, 0.9 * 410 * Mt);
    expect_close(china.amount.high, 1.1 * 410 * Mt);
    EXPECT_EQ(china.unit, "kg");
    EXPECT_EQ(china.basis, "reported");
    EXPECT_EQ(china.system, "toy v1");
    EXPECT_FALSE(china.adjustment.present());
}

TEST(Toy, ConsumptionAddsTheNetTransfer) {
    ToyWorld toy;
    const auto america = figure(toy.ledger(), "USA", consumption, 2021);
    const double transfer = 4 * carbon * Mt;
    expect_close(america.amount.value, 200 * Mt + transfer);
    expect_close(america.adjustment.value, transfer / (200 * Mt),
                 1e-11);  // a difference of two figures of 50 MtC
    EXPECT_EQ(america.basis, "published transfer");
    EXPECT_EQ(america.system, "toy v1 + toy v1");
    // Production 5 % (95 %); the transfer's error is how far the editions lie apart, 0.5 MtC. They are
    // independent.
    const double production_sd = 0.05 / z * 200 * Mt, transfer_sd = 0.5 * carbon * Mt;
    expect_close(america.sd(), std::hypot(production_sd, transfer_sd), 1e-11);
    const double ratio = transfer / (200 * Mt);
    expect_close(america.adjustment_sd(), std::hypot(transfer_sd, ratio * production_sd) / (200 * Mt), 1e-11);
}

TEST(Toy, ALaterYearCarriesTheTransferByProduction) {
    ToyWorld toy;
    const auto china = figure(toy.ledger(), "CHN", consumption, 2022);
    expect_close(china.amount.value, 0.9 * 420 * Mt);  // the transfer is a tenth of production in every year
    EXPECT_EQ(china.basis, "carried from 2021");
    toy.ledger();
    ToyWorld other;
    other.america = [](int year) { return year == 2022 ? 300.0 : 200.0; };
    const auto america = figure(other.ledger(), "USA", consumption, 2022);
    expect_close(america.amount.value, (300 + 4 * carbon * 300 / 200) * Mt);
}

TEST(Toy, ABacktestOfAConstantRatioIsZero) {
    ToyWorld toy;
    const int china = toy.ledger().regions.find("CHN");
    const Backtest test = backtest_transfer(toy.ledger(), china);
    EXPECT_EQ(test.years, 27);        // 1995 to 2021
    EXPECT_NEAR(test.rms, 0, 1e-13);  // differences of figures near 0.1, each rounded
}

TEST(Toy, ABacktestOfAnAlternatingTransferIsItsSwing) {
    ToyWorld toy;
    toy.american_transfer = [](int year) { return year % 2 ? 4.0 : 10.0; };
    const Backtest test = backtest_transfer(toy.ledger(), toy.ledger().regions.find("USA"));
    EXPECT_EQ(test.years, 27);
    expect_close(test.rms, 6 * carbon / 200, 1e-11);
    // It is the interval of the carried year: production, revision and carrying are independent.
    const auto carried = figure(toy.ledger(), "USA", consumption, 2022);
    const double variance = std::pow(0.05 / z * 200, 2) + std::pow(0.5 * carbon, 2) + std::pow(6 * carbon, 2);
    expect_close(carried.sd(), std::sqrt(variance) * Mt, 1e-11);
}

TEST(Toy, LandIsTheMeanOfTheModelsWithTheirSpread) {
    ToyWorld toy;
    const auto america = figure(toy.ledger(), "USA", natural, 2021);
    expect_close(america.amount.value, 4 * carbon * Mt);
    expect_close(america.sd(), 3 * carbon * Mt);  // sample sd of 7, 1 and 4 MtC
    EXPECT_EQ(america.basis, "mean of BLUE, H&N, OSCAR");
    const auto one =
        figure(toy.ledger(), "USA", natural, 2021, [](auto& request) { request.land = LandView::blue; });
    expect_close(one.amount.value, 7 * carbon * Mt);
    EXPECT_EQ(one.basis, "BLUE");
    const auto with_land = figure(toy.ledger(), "USA", production_land, 2021);
    expect_close(with_land.amount.value, (200 + 4 * carbon) * Mt);
    const auto all = figure(toy.ledger(), "USA", BoundaryId::panorama, 2021);
    expect_close(all.amount.value, (200 + 4 * carbon + 4 * carbon) * Mt);
    expect_close(all.adjustment.value, 8 * carbon / 200, 1e-11);
}

TEST(Toy, TheWorldsLandHasItsPublishedError) {
    ToyWorld toy;
    const auto world = figure(toy.ledger(), "WLD", natural, 2021);
    expect_close(world.amount.value, 3 * carbon * Mt);  // 1 + 4 - 2 MtC
    expect_close(world.sd(), 700 * carbon * Mt);        // 0.7 GtC, one sigma
}

TEST(Toy, ALaterYearOfLandIsTheMeanOfFive) {
    ToyWorld toy;
    toy.land = [](const std::string& model, const std::string&, int year) {
        return (model == "BLUE" ? 1 : model == "H&N" ? 2 : 6) * (year - 2000.0);
    };
    const auto land = figure(toy.ledger(), "DEU", natural, 2022);
    expect_close(land.amount.value, 3 * 19 * carbon * Mt);  // mean of 1, 2, 6 times the mean of 17 to 21
    EXPECT_EQ(land.basis, "mean of 2017-2021");
    // A line of slope 3 MtC a year: the mean of the five years before is that of three years ago.
    const Backtest test = backtest_land(toy.ledger(), LandView::mean, toy.ledger().regions.find("DEU"));
    EXPECT_EQ(test.years, 27);
    expect_close(test.rms, 9 * carbon * Mt, 1e-11);
    // Spread of the models, sd of 1, 2, 6 times 19 years, and the back-test.
    expect_close(land.sd(), std::hypot(std::sqrt(7.0) * 19, 9.0) * carbon * Mt, 1e-11);
}

TEST(Toy, SharedStandsBetweenProducerAndConsumer) {
    ToyWorld toy;
    const auto half = figure(toy.ledger(), "CHN", shared, 2021);
    expect_close(half.amount.value, 0.95 * 410 * Mt);
    const auto quarter =
        figure(toy.ledger(), "CHN", shared, 2021, [](auto& request) { request.consumer_share = 0.25; });
    expect_close(quarter.amount.value, 0.975 * 410 * Mt);
    expect_close(quarter.adjustment.value, -0.025, 1e-11);
}

TEST(Toy, TheRestOfTheWorldClosesConsumption) {
    ToyWorld toy;
    // Germany alone is unlisted; the published transfers of China and the United States sum to -41/3.664 + 4
    // MtC.
    const auto rest = figure(toy.ledger(), "XRW", consumption, 2021);
    expect_close(rest.amount.value, (50 + 41 - 4 * carbon) * Mt);
    EXPECT_THAT(rest.basis, HasSubstr("closes the world"));
    expect_close(figure(toy.ledger(), "XRW", production, 2021).amount.value, 50 * Mt);
    const Account account =
        make_account(toy.ledger(), request_for({"CHN", "USA", "XIT", "XRW", "XSD"}, {consumption}, 2021));
    double sum = 0;
    for (const auto& row : account.rows) sum += row.amount.value;
    expect_close(sum, toy.world(2021) * Mt);
    ASSERT_EQ(account.identities.size(), 1u);
    EXPECT_EQ(account.identities[0].name, "consumption closes");
    EXPECT_TRUE(account.identities[0].holds());
}

TEST(Toy, WhatTheWorldHasBeyondItsPartsIsALine) {
    ToyWorld toy;
    toy.world_beyond_its_parts = [](int year) { return year == 2021 ? 60.0 : 0; };
    toy.publishes_statistical_difference = true;
    const auto difference = figure(toy.ledger(), "XSD", production, 2021);
    expect_close(difference.amount.value, 60 * Mt, 1e-11);
    EXPECT_TRUE(std::isnan(difference.amount.low)) << "nobody states how sure a difference is";
    EXPECT_NEAR(figure(toy.ledger(), "XSD", production, 2020).amount.value, 0, 1e-11 * toy.world(2020) * Mt);
}

TEST(Toy, AWorldThatDoesNotCloseIsAnErrorWithAName) {
    ToyWorld toy;
    toy.world_beyond_its_parts = [this_year = 2005](int year) { return year == this_year ? 2.0 : 0; };
    // 2 of 520 Mt is more than 0.02 %.
    expect_error(Fault::input, [&] { figure(toy.ledger(), "CHN", production, 2005); },
                 {"\"production closes\"", "2005", "520", "522"});
    expect_error(Fault::input, [&] { figure(toy.ledger(), "CHN", consumption, 2005); },
                 {"\"consumption closes\""});
    EXPECT_NO_THROW(figure(toy.ledger(), "CHN", production, 2006));
    EXPECT_NO_THROW(figure(toy.ledger(), "CHN", natural, 2005)) << "land alone promises no closing";
}

TEST(Toy, NoDataIsNeverZero) {
    ToyWorld toy;
    const auto expect_missing = [&](const std::string& region, BoundaryId boundary, int year,
                                    const std::string& why) {
        const auto found = figure(toy.ledger(), region, boundary, year);
        EXPECT_FALSE(found.amount.present()) << region;
        EXPECT_FALSE(found.adjustment.present()) << region;
        EXPECT_THAT(found.basis, StartsWith("no data")) << region;
        EXPECT_THAT(found.basis, HasSubstr(why)) << region;
    };
    expect_missing("DEU", consumption, 2021, "");
    expect_missing("DEU", consumption, 2022, "");
    expect_missing("DEU", BoundaryId::panorama, 2021, "");
    expect_missing("FRA", production, 2021, "no such region");
    expect_missing("FRA", consumption, 2021, "");
    ToyWorld early;
    early.china = [](int year) { return year < 1995 ? none : 100.0; };
    early.world_beyond_its_parts = [](int) { return 0.0; };
    early.chinese_transfer = [](int year) { return year < 1995 ? none : -1.0; };
    // The world of 1990 has no figure either: nothing closes, and nothing is claimed.
    const auto found = figure(early.ledger(), "CHN", production, 1990);
    EXPECT_FALSE(found.amount.present());
    EXPECT_THAT(found.basis, StartsWith("no data"));
}

TEST(Toy, AGroupIsTheSumOfItsMembers) {
    ToyWorld toy;
    // Of the seven, the toy world has Germany and the United States.
    const auto seven = figure(toy.ledger(), "G7", production, 2021);
    expect_close(seven.amount.value, 250 * Mt);
    expect_close(seven.sd(), std::hypot(0.05 / z * 200, 0.05 / z * 50) * Mt);  // two statistics, two errors
    const auto brics = figure(toy.ledger(), "BRICS", consumption, 2021);
    expect_close(brics.amount.value, 0.9 * 410 * Mt);
}

TEST(Toy, AGroupWithAMemberWithoutDataIsNullAndNamesIt) {
    ToyWorld toy;
    for (const auto boundary : {consumption, shared, BoundaryId::panorama}) {
        const auto seven = figure(toy.ledger(), "G7", boundary, 2021);
        EXPECT_FALSE(seven.amount.present());
        EXPECT_THAT(seven.basis, StartsWith("no data"));
        EXPECT_THAT(seven.basis, HasSubstr("DEU"));
    }
    const auto methane =
        figure(toy.ledger(), "G7", production, 2021, [](auto& request) { request.gas = "CH4"; });
    EXPECT_FALSE(methane.amount.present());
    EXPECT_THAT(methane.basis, HasSubstr("DEU"));
}

TEST(Toy, ABasketIsReweightedByTheSetAsked) {
    ToyWorld toy;
    const auto by = [&](const std::string& gas, const std::string& set, int horizon) {
        return figure(toy.ledger(), "USA", production, 2021, [&](auto& request) {
            request.gas = gas;
            request.gwp_set = set;
            request.gwp_horizon = horizon;
        });
    };
    // 3 Mt CH4, 0.2 Mt N2O and 20 Mt CO2e(AR5) of F-gases beside 200 Mt CO2. GWP: AR5 WGI table 8.A.1, AR6
    // WGI table 7.SM.7.
    const auto ar5 = by("GHG", "AR5", 100);
    expect_close(ar5.amount.value, (200 + 3 * 28 + 0.2 * 265 + 20) * Mt);
    EXPECT_EQ(ar5.unit, "kg CO2e(AR5-100)");
    const auto ar6 = by("GHG", "AR6", 100);
    expect_close(ar6.amount.value, (200 + 3 * 27.9 + 0.2 * 273 + 20) * Mt);
    EXPECT_EQ(ar6.unit, "kg CO2e(AR6-100)");
    expect_close(by("GHG", "AR6", 20).amount.value, (200 + 3 * 81.2 + 0.2 * 273 + 20) * Mt);
    expect_close(by("CH4", "AR6", 100).amount.value, 3 * Mt);
    EXPECT_EQ(by("CH4", "AR6", 100).unit, "kg");
    expect_close(by("N2O", "AR5", 100).amount.value, 0.2 * Mt);
    const auto lump = by("F-gases", "AR6", 100);
    expect_close(lump.amount.value, 20 * Mt);
    EXPECT_EQ(lump.unit, "kg CO2e(AR5-100)") << "the lump stays in the set it was published in";
}

TEST(Toy, FluorinatedGasesAreFlagged) {
    ToyWorld toy;
    auto request = request_for({"USA"}, {production}, 2021);
    request.gas = "GHG";
    const auto account = make_account(toy.ledger(), request);
    ASSERT_FALSE(account.warnings.empty());
    EXPECT_THAT(account.warnings.front(), HasSubstr("AR5"));
    EXPECT_TRUE(make_account(toy.ledger(), request_for({"USA"}, {production}, 2021)).warnings.empty());
}

TEST(Toy, ASectorsFactorIsWrongForAllCountriesTogether) {
    ToyWorld toy;
    const auto both =
        figure(toy.ledger(), "G20", production, 2021, [](auto& request) { request.gas = "N2O"; });
    EXPECT_FALSE(both.amount.present()) << "Germany has none";
    // China and the United States: 10 % of one sector's N2O in each adds up linearly.
    const auto brics =
        figure(toy.ledger(), "BRICS", production, 2021, [](auto& request) { request.gas = "CH4"; });
    // Two sectors of one country, 1 and 0.5 Mt, are independent.
    expect_close(brics.sd(), 0.1 / z * std::hypot(1.0, 0.5) * Mt);
    const auto world =
        figure(toy.ledger(), "WLD", production, 2021, [](auto& request) { request.gas = "CH4"; });
    expect_close(world.amount.value, 4.5 * Mt);
}

TEST(Toy, WhatIsPublishedForCo2OnlyIsRefusedForBaskets) {
    ToyWorld toy;
    for (const auto boundary : {consumption, shared, BoundaryId::panorama}) {
        expect_error(
            Fault::usage,
            [&] { figure(toy.ledger(), "USA", boundary, 2021, [](auto& request) { request.gas = "GHG"; }); },
            {"only CO2", "--gas CO2"});
    }
    expect_error(
        Fault::usage,
        [&] { figure(toy.ledger(), "USA", natural, 2021, [](auto& request) { request.gas = "CH4"; }); },
        {"land-use flux", "CO2 only"});
}

TEST(Toy, AFigurePerPersonPerOutputAndPerArea) {
    ToyWorld toy;
    const auto per = [&](const std::string& region, Per what) {
        return figure(toy.ledger(), region, production, 2021, [&](auto& request) { request.per = what; });
    };
    expect_close(per("USA", Per::capita).amount.value, 200 * Mt / 40e6);
    EXPECT_EQ(per("USA", Per::capita).unit, "kg/person");
    expect_close(per("USA", Per::gdp).amount.value, 200 * Mt / 40e9);
    EXPECT_EQ(per("USA", Per::gdp).unit, "kg/USD_2011");
    expect_close(per("USA", Per::area).amount.value,
                 200 * Mt / 40e9);  // 40,000 km2; areas of 2022 hold for all years
    EXPECT_EQ(per("USA", Per::area).unit, "kg/m2");
    expect_close(per("USA", Per::capita).amount.low, 0.95 * 200 * Mt / 40e6);
    expect_close(per("G7", Per::capita).amount.value, 250 * Mt / 50e6);
    const auto nobody = per("XIT", Per::capita);
    EXPECT_FALSE(nobody.amount.present());
    EXPECT_THAT(nobody.basis, HasSubstr("no population"));
}

TEST(Toy, CumulativeFiguresAddTheYears) {
    ToyWorld toy;
    const auto sum_to_2021 = [](auto& request) {
        request.sum_from = 1990;
        request.first_year = 2020;
        request.last_year = 2021;
    };
    const auto account = [&] {
        auto request = request_for({"CHN"}, {production}, 2021);
        sum_to_2021(request);
        return make_account(toy.ledger(), request);
    }();
    ASSERT_EQ(account.rows.size(), 2u);
    // 100 + 110 + ... + 400 and + 410: 31 and 32 terms of an arithmetic series.
    expect_close(account.rows[0].amount.value, 31 * 250 * Mt);
    expect_close(account.rows[1].amount.value, 32 * 255 * Mt);
    // A country's statistics are wrong in the same direction every year.
    expect_close(account.rows[1].amount.high, 1.1 * 32 * 255 * Mt);
    const auto consumed = figure(toy.ledger(), "CHN", consumption, 2021, sum_to_2021);
    expect_close(consumed.amount.value, 0.9 * 32 * 255 * Mt);
}

TEST(Toy, ABreakdownSumsToItsFigure) {
    ToyWorld toy;
    toy.world_beyond_its_parts = [](int year) { return year == 2021 ? 60.0 : 0; };
    toy.publishes_statistical_difference = true;
    for (const char* region : {"CHN", "USA", "WLD", "XIT", "XRW", "XSD", "BRICS"}) {
        for (const auto boundary :
             {production, production_land, natural, consumption, shared, BoundaryId::panorama}) {
            for (const int year : {1995, 2021, 2022}) {
                const auto request = request_for({region}, {boundary}, year);
                const auto expected = figure(toy.ledger(), region, boundary, year);
                const auto parts = break_down(toy.ledger(), request, region, boundary, year);
                if (!expected.amount.present()) {
                    // A line that cannot have the thing asked (bunkers have no land) has no terms either.
                    EXPECT_TRUE(!parts.missing.empty() || parts.terms.empty()) << region << ' ' << year;
                    continue;
                }
                EXPECT_EQ(parts.missing, "");
                double sum = 0, size = 0;
                for (const auto& term : parts.terms) {
                    const double part = term.coefficient * term.layer->at(term.region, term.year);
                    sum += part;
                    size += std::abs(part);
                }
                // Relative to the terms: XSD is the difference of two large sums.
                EXPECT_NEAR(sum, expected.amount.value, 1e-12 * size)
                    << region << ' ' << boundaries()[static_cast<std::size_t>(boundary)].name << ' ' << year;
                if (region == std::string("XSD")) continue;
                double variance = 0;
                for (const auto& error : parts.errors) variance += error.sd * error.sd;
                expect_close(std::sqrt(variance), expected.sd(), 1e-9);  // an interval of two rounded ends
            }
        }
    }
}

/// The same figure by Monte Carlo: the closed form adds variances, the samples know nothing of that.
TEST(Toy, TheIntervalIsThatOfAMonteCarlo) {
    ToyWorld toy;
    toy.american_transfer = [](int year) { return year % 2 ? 4.0 : 10.0; };
    toy.land = [](const std::string& model, const std::string&, int year) {
        return (model == "BLUE" ? 1 : model == "H&N" ? 2 : 6) * (year - 2000.0);
    };
    const auto expected = figure(toy.ledger(), "USA", BoundaryId::panorama, 2022);
    using uncertainty::Distribution;
    const std::vector<uncertainty::Input> inputs = {
        {"production", uncertainty::normal_from_half_width(200, 0.05)},
        {"transfer of 2021", Distribution::normal(4 * carbon, 0.5 * carbon)},
        {"carrying it", Distribution::normal(0, 6 * carbon)},
        {"land of 2017-2021", Distribution::normal(57 * carbon, std::sqrt(7.0) * 19 * carbon)},
        {"carrying it too", Distribution::normal(0, 9 * carbon)},
    };
    uncertainty::PropagateOptions options;
    options.samples = 200'000;
    const auto sum = uncertainty::propagate(
        [](std::span<const double> in) { return in[0] + in[1] + in[2] + in[3] + in[4]; }, inputs, options);
    const double M = static_cast<double>(options.samples), u = expected.sd() / Mt;
    EXPECT_NEAR(sum.mean, expected.amount.value / Mt, 4 * u / std::sqrt(M));
    EXPECT_NEAR(sum.sd, u, 4 * u / std::sqrt(2 * M));  // four standard errors of a sample's sd
    // A quantile's standard error is sqrt(p (1 - p) / M) / density; the density there is 0.0584 / u.
    const double quantile_error = std::sqrt(0.025 * 0.975 / M) / 0.0584 * u;
    EXPECT_NEAR(sum.interval.low, expected.amount.low / Mt, 4 * quantile_error);
    EXPECT_NEAR(sum.interval.high, expected.amount.high / Mt, 4 * quantile_error);

    const auto ratio = uncertainty::propagate(
        [](std::span<const double> in) { return (in[1] + in[2] + in[3] + in[4]) / in[0]; }, inputs, options);
    const double v = expected.adjustment_sd(), cv = 0.05 / z;
    // The ratio is linearised: to second order its sd is larger by less than 3 cv^2 of itself.
    EXPECT_NEAR(ratio.sd, v, 4 * v / std::sqrt(2 * M) + 3 * cv * cv * v);
    EXPECT_NEAR(ratio.mean, expected.adjustment.value,
                4 * v / std::sqrt(M) + 2 * cv * cv * std::abs(expected.adjustment.value));
}

}  // namespace
}  // namespace alioth::panorama::testing
