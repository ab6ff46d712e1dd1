#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace alioth::uncertainty {

/// One contribution to a linear result: coefficient times a figure with standard deviation `sd`. Terms of the
/// same source (one dataset, one factor: numerics::parameter_id of its name) are wrong together.
struct LinearTerm {
    std::uint64_t source = 0;
    double coefficient = 1;
    double sd = 0;
};

/// The error bar of a linear result whose inputs fall into independent groups of fully correlated figures:
/// variance = sum over sources of (sum of the contributions of that source)^2. It is the law of propagation
/// of uncertainty (GUM, JCGM 100, equation 16) with correlations 0 and 1. Signs are kept: what one source
/// adds to one side and takes from the other cancels. Up to `inline_sources` sources cost no allocation.
class ErrorBudget {
  public:
    static constexpr std::size_t inline_sources = 16;

    /// Adds `sd_contribution` (unit of the result; negative where the result falls as the source rises).
    void add(std::uint64_t source, double sd_contribution) {
        for (std::size_t i = 0; i < used_; ++i) {
            if (first_[i].source == source) {
                first_[i].sd += sd_contribution;
                return;
            }
        }
        if (used_ < inline_sources) {
            first_[used_++] = {source, sd_contribution};
        } else {
            add_beyond(source, sd_contribution);
        }
    }
    void add(const LinearTerm& term) { add(term.source, term.coefficient * term.sd); }

    /// Adds another result times `factor`: the budget of a sum (1) or a difference (-1) of two results.
    void add(const ErrorBudget& other, double factor = 1);

    double variance() const noexcept {
        double sum = 0;
        for (std::size_t i = 0; i < used_; ++i) sum += first_[i].sd * first_[i].sd;
        for (const Entry& entry : beyond_) sum += entry.sd * entry.sd;
        return sum;
    }
    double sd() const noexcept { return std::sqrt(variance()); }

    std::size_t sources() const noexcept { return used_ + beyond_.size(); }
    /// The signed contribution of one source, 0 when it has none: which source matters, tornado diagrams.
    double contribution(std::uint64_t source) const noexcept;

  private:
    struct Entry {
        std::uint64_t source;
        double sd;
    };

    void add_beyond(std::uint64_t source, double sd_contribution);

    std::size_t used_ = 0;
    std::array<Entry, inline_sources> first_;  // left raw: only the used entries are read
    std::vector<Entry> beyond_;                // in order of arrival, so that the sum is reproducible
    std::unordered_map<std::uint64_t, std::size_t> place_beyond_;
};

/// The sd of the sum of `terms`.
double sd_of_sum(std::span<const LinearTerm> terms);

}  // namespace alioth::uncertainty
