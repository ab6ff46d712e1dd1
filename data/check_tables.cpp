// Part of the build: fails it when a row of the shipped tables is inconsistent. Says file, line, what was
// found and what was expected, for every fault it finds.
//   alioth_check_tables DATA_FOLDER

#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/categories.hpp"
#include "core/error.hpp"
#include "core/gases.hpp"
#include "core/hash.hpp"
#include "core/regions.hpp"
#include "core/units.hpp"
#include "database/shipped.hpp"
#include "formats/csv.hpp"
#include "numerics/sums.hpp"

namespace {

using namespace alioth;
using formats::SeriesRow;
using formats::SeriesTable;
namespace fs = std::filesystem;

std::set<std::string> ids_of(const fs::path& path) {
    formats::CsvReader reader(path);
    const auto column = reader.column("id");
    std::set<std::string> ids;
    while (reader.next()) ids.insert(reader.text(column));
    return ids;
}

class TableChecker {
  public:
    explicit TableChecker(fs::path folder)
        : folder_(std::move(folder)),
          sources_(ids_of(folder_ / "sources.csv")),
          uncertainties_(ids_of(folder_ / "uncertainties.csv")) {}

    int run() {
        const auto shipped = database::read_shipped(folder_);
        for (const auto& info : shipped.tables) attempt(info.file, [&] { check_table(info); });
        attempt("production/fossil_co2.csv", [&] { fuels_sum_to_totals(); });
        attempt("production/non_co2.csv", [&] { regions_sum_to_world(); });
        attempt("nature/global_budget.csv", [&] { budget_closes(); });
        attempt("supersessions.csv", [&] { check_supersessions(); });
        if (faults_) std::fprintf(stderr, "%d faults in %s\n", faults_, folder_.c_str());
        return faults_ ? 1 : 0;
    }

  private:
    void fault(const std::string& where, const std::string& text) {
        ++faults_;
        std::fprintf(stderr, "%s: %s\n", where.c_str(), text.c_str());
    }
    void attempt(const std::string& where, const std::function<void()>& check) {
        try {
            check();
        } catch (const Error& error) {
            fault(where, error.what());
        }
    }

    void check_table(const database::TableInfo& info) {
        if (!sources_.contains(info.source))
            fault(info.file, "source " + info.source + " is not in sources.csv");
        const std::string bytes(formats::FileText(folder_ / info.file).view());
        if (sha256_hex(bytes) != info.sha256) fault(info.file, "differs from its hash in tables.csv");
        if (info.kind == "series") {
            const auto& table = tables_[info.file] = formats::read_series_table(folder_ / info.file);
            for (const auto& row : table.rows)
                attempt(info.file + ", line " + std::to_string(row.line), [&] { check_row(row); });
        } else {
            for (const auto& facility : formats::read_facility_table(folder_ / info.file)) {
                if (!find_region(facility.region))
                    fault(info.file + ", line " + std::to_string(facility.line),
                          "unknown region " + facility.region);
            }
        }
    }

    void check_row(const SeriesRow& row) {
        if (!find_region(row.region))
            throw Error(Fault::input, {.what = "unknown region", .found = row.region});
        if (!row.category.empty()) category_tree("IPCC2006").at(row.category);
        if (!row.gas.empty() && row.gas != "CO2e") gas_of(row.gas);
        to_inner(row.unit, row.gas);
        if (!uncertainties_.contains(row.uncertainty))
            throw Error(Fault::input, {.what = "unknown uncertainty",
                                       .found = row.uncertainty,
                                       .expected = "an id of uncertainties.csv"});
    }

    void fuels_sum_to_totals() {
        const SeriesTable& table = tables_.at("production/fossil_co2.csv");
        std::map<std::string, std::vector<const SeriesRow*>> fuels;
        for (const auto& row : table.rows) {
            if (row.variable == "emission") fuels[row.region].push_back(&row);
        }
        for (const auto& total : table.rows) {
            // The World's fuels of 1904-1989 lack "other", as the source prints them.
            if (total.variable != "emission_total" || total.region == "WLD") continue;
            for (std::size_t i = 0; i < table.years.size(); ++i) {
                if (std::isnan(total.values[i])) continue;
                numerics::CompensatedSum sum;
                for (const auto* fuel : fuels[total.region]) {
                    if (!std::isnan(fuel->values[i])) sum.add(fuel->values[i]);
                }
                // The source prints six decimals of each of six fuels.
                if (std::abs(sum.value() - total.values[i]) > 1e-5)
                    fault("production/fossil_co2.csv, line " + std::to_string(total.line),
                          total.region + " " + std::to_string(table.years[i]) + ": fuels sum to " +
                              std::to_string(sum.value()) + ", total is " + std::to_string(total.values[i]));
            }
        }
    }

    void regions_sum_to_world() {
        const SeriesTable& table = tables_.at("production/non_co2.csv");
        for (std::size_t i = 0; i < table.years.size(); ++i) {
            std::map<std::string, numerics::CompensatedSum> sums;
            std::map<std::string, double> worlds;
            for (const auto& row : table.rows) {
                if (std::isnan(row.values[i])) continue;
                if (row.region == "WLD")
                    worlds[row.gas] += row.values[i];
                else
                    sums[row.gas].add(row.values[i]);
            }
            for (auto& [gas, sum] : sums) {
                // Fourteen figures are printed, and thousands are added.
                if (std::abs(sum.value() - worlds[gas]) > 1e-9 * worlds[gas])
                    fault("production/non_co2.csv", gas + " " + std::to_string(table.years[i]) +
                                                        ": regions sum to " + std::to_string(sum.value()) +
                                                        ", the World is " + std::to_string(worlds[gas]));
            }
        }
    }

    void budget_closes() {
        const SeriesTable& table = tables_.at("nature/global_budget.csv");
        const std::map<std::string, int> signs = {
            {"fossil", 1},      {"land_use", 1},   {"atmospheric_growth", -1},
            {"ocean_sink", -1}, {"land_sink", -1}, {"cement_carbonation", -1},
            {"imbalance", -1}};
        for (std::size_t i = 0; i < table.years.size(); ++i) {
            double sum = 0;
            for (const auto& row : table.rows) sum += signs.at(row.item) * row.values[i];
            // Printed with fourteen figures.
            if (std::abs(sum) > 1e-12)
                fault("nature/global_budget.csv",
                      std::to_string(table.years[i]) + ": the budget leaves " + std::to_string(sum) + " GtC");
        }
    }

    void check_supersessions() {
        formats::CsvReader reader(folder_ / "supersessions.csv");
        const auto source = reader.column("source"), by = reader.column("superseded_by");
        while (reader.next()) {
            for (const auto column : {source, by}) {
                if (!sources_.contains(reader.text(column)))
                    fault("supersessions.csv, line " + std::to_string(reader.line()),
                          "unknown source " + reader.text(column));
            }
        }
    }

    fs::path folder_;
    std::set<std::string> sources_, uncertainties_;
    std::map<std::string, SeriesTable> tables_;
    int faults_ = 0;
};

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::fprintf(stderr, "usage: alioth_check_tables DATA_FOLDER\n");
        return 2;
    }
    try {
        return TableChecker(words[1]).run();
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
