#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "cli/arguments.hpp"
#include "operations/answer.hpp"
#include "operations/catalogue.hpp"

/// What the page shows: answers of operations, and how to find a figure in them.
namespace alioth::cli::report {

/// One figure of an account.
struct Figure {
    panorama::Estimate amount, adjustment;
    std::string basis, amount_id, adjustment_id;
};

/// The rows of an account from a year on, by region, boundary and year.
class AccountTable {
  public:
    AccountTable() = default;
    AccountTable(const operations::AccountResult& result, int first_year);

    /// The figure, which may be missing (its basis then says why); null when the account has no such row.
    const Figure* find(std::string_view region, std::string_view boundary, int year) const;
    /// The same, and null too when the figure is missing.
    const Figure* find_present(std::string_view region, std::string_view boundary, int year) const;

    const std::vector<std::string>& regions() const { return regions_; }
    const std::vector<std::string>& boundaries() const { return boundaries_; }
    const std::string& unit() const { return unit_; }
    int first_year() const { return first_year_; }
    int last_year() const { return last_year_; }

  private:
    std::vector<std::string> regions_, boundaries_;
    std::string unit_;
    int first_year_ = 0, last_year_ = 0;
    std::map<std::tuple<std::string, std::string, int>, Figure> figures_;
};

/// All that the page is laid out from. The whole world is always there, whatever the user asked for.
struct Data {
    const operations::Answer* asked = nullptr;
    Language language = Language::en;
    std::string gas;
    int year = 0;             ///< of the page: the last one asked
    AccountTable answer;      ///< as asked
    AccountTable world;       ///< all lines of the world in the year
    AccountTable per_capita;  ///< production per person; only where the world has no consumption
    AccountTable series;      ///< the largest emitters from 1990 on; no regions when it could not be had
    nlohmann::json result;    ///< of the whole world: budget, identities, comparison
    nlohmann::json sources;   ///< of all answers
    std::vector<std::string> countries;  ///< with production, largest first
    std::string series_fault;            ///< why there is no series
    std::string command;                 ///< that makes the page again

    const std::string& say(const Text& text) const { return text.in(language); }
    bool has_consumption() const;
    /// "Mt CO₂" of the world's table.
    std::string unit() const;
};

/// An estimate as answers hold it in JSON; null stands for no number.
panorama::Estimate estimate_of(const nlohmann::json& value);

Data gather(operations::Context& context, const operations::Answer& answer, const CommonOptions& options);

}  // namespace alioth::cli::report
