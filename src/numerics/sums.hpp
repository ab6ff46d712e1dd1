#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace alioth::numerics {

/// A running sum with a running compensation: the error does not grow with the number of terms, also where a
/// term is larger than the sum. A. Neumaier, ZAMM 54 (1974) 39-51, algorithm IV. Do not compile with
/// -ffast-math.
class CompensatedSum {
  public:
    void add(double term) noexcept {
        const double next = sum_ + term;
        lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
        sum_ = next;
    }
    double value() const noexcept { return sum_ + lost_; }

  private:
    double sum_ = 0;
    double lost_ = 0;
};

/// The Neumaier sum of `terms`.
inline double compensated_sum(std::span<const double> terms) noexcept {
    CompensatedSum sum;
    for (const double term : terms) sum.add(term);
    return sum.value();
}

/// The sum of `terms` by halves: the error grows with the logarithm of their number, at the speed of a plain
/// sum. N. Higham, SIAM J. Sci. Comput. 14 (1993) 783-799. The tree depends on the number of terms alone.
inline double pairwise_sum(std::span<const double> terms) noexcept {
    constexpr std::size_t leaf = 128;
    if (terms.size() <= leaf) {
        double sum = 0;
        for (const double term : terms) sum += term;
        return sum;
    }
    const std::size_t half = terms.size() / 2;
    return pairwise_sum(terms.first(half)) + pairwise_sum(terms.subspan(half));
}

}  // namespace alioth::numerics
