#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "panorama/account.hpp"
#include "uncertainty/budget.hpp"

namespace alioth::panorama {

/// A figure being summed from its terms: value, errors by source, rules used, and why it is missing if it is.
class Cell {
  public:
    /// Adds an entry without its error.
    void add(const Term& term);
    /// `source` keys errors that are wrong together; `sd` is in the unit of the figure, signed by its
    /// coefficient.
    void add_error(ErrorKind kind, std::uint64_t source, double sd);
    void miss(std::string reason);
    /// Adds another cell times `factor`.
    void add(const Cell& other, double factor = 1);
    /// When set, terms and errors are kept one by one, for `explain`.
    void keep_terms() { keep_ = true; }

    bool keeps_terms() const { return keep_; }

    double value() const { return sum_ + compensation_; }
    double sd() const { return errors_.sd(); }
    bool missing() const { return !missing_.empty(); }
    const std::string& reason() const { return missing_; }
    unsigned rules() const { return rules_; }
    bool used(Rule rule) const { return (rules_ >> static_cast<unsigned>(rule)) & 1u; }
    const std::vector<Term>& terms() const { return terms_; }
    /// The kept errors by kind; those of one source add, different sources add in quadrature.
    std::vector<ErrorPart> errors() const;

  private:
    struct KeptError {
        ErrorKind kind;
        std::uint64_t source;
        double sd;
    };

    void add_value(double value);

    double sum_ = 0, compensation_ = 0;
    uncertainty::ErrorBudget errors_;
    unsigned rules_ = 0;
    bool keep_ = false;
    std::string missing_;
    std::vector<Term> terms_;
    std::vector<KeptError> kept_errors_;
};

/// Turns the entries of a ledger into the terms of every boundary; one definition for sums, identities and
/// `explain`.
class TermSource {
  public:
    TermSource(const Ledger& ledger, const AccountRequest& request);

    /// Territorial emissions of a ledger region.
    void production(int region, int year, Cell& cell) const;
    /// Net transfer (consumption - production) of a ledger region.
    void transfer(int region, int year, Cell& cell) const;
    /// Land flux of a ledger region by the view asked.
    void land(int region, int year, Cell& cell) const;

    /// All lines that the sources have beside their World, each gas for itself.
    void lines(int year, Cell& cell) const;
    /// What XSD, the source's own statistical difference, adds to production: its World minus all its lines.
    void statistical_difference(int year, Cell& cell) const;
    /// Minus the sum of the published transfers: what the rest of the world takes so that the world closes.
    void closing_transfer(int year, Cell& cell) const;

    bool listed(int region, int year) const;  ///< a transfer is published, or carried, for that year
    bool traded(int region) const;            ///< false for lines that cannot trade (XIT, WLD, no country)

  private:
    void fossil(int region, int year, Cell& cell) const;
    void add_transfer(int region, int year, double factor, Cell& cell) const;
    void add_five_year_mean(const std::vector<const Layer*>& models, int region, Cell& cell) const;
    std::vector<const Layer*> land_models(int region, int year) const;
    double model_spread(int region, int year) const;
    void prepare_transfers();

    const Ledger& ledger_;
    const AccountRequest& request_;
    int last_transfer_ = 0, last_land_ = 0, world_ = -1;
    std::vector<char> traded_;
    std::vector<double> revision_sd_;  ///< relative to production
    std::vector<Backtest> transfer_tests_;
    mutable std::unordered_map<int, Backtest> land_tests_;
    std::vector<std::pair<const Layer*, double>> gases_;  ///< layers of the basket with their weights
    std::vector<std::uint64_t> fossil_source_, transfer_source_, carry_source_, land_source_,
        land_carry_source_;
    std::vector<std::uint64_t> gas_source_;
};

}  // namespace alioth::panorama
