#include "uncertainty/budget.hpp"

namespace alioth::uncertainty {

void ErrorBudget::add_beyond(std::uint64_t source, double sd_contribution) {
    const auto [place, is_new] = place_beyond_.try_emplace(source, beyond_.size());
    if (is_new) {
        beyond_.push_back({source, sd_contribution});
    } else {
        beyond_[place->second].sd += sd_contribution;
    }
}

void ErrorBudget::add(const ErrorBudget& other, double factor) {
    // By index and with the counts taken first, so that a budget may be added to itself.
    const std::size_t first = other.used_, beyond = other.beyond_.size();
    for (std::size_t i = 0; i < first; ++i) add(other.first_[i].source, factor * other.first_[i].sd);
    for (std::size_t i = 0; i < beyond; ++i) add(other.beyond_[i].source, factor * other.beyond_[i].sd);
}

double ErrorBudget::contribution(std::uint64_t source) const noexcept {
    for (std::size_t i = 0; i < used_; ++i) {
        if (first_[i].source == source) return first_[i].sd;
    }
    const auto place = place_beyond_.find(source);
    return place == place_beyond_.end() ? 0 : beyond_[place->second].sd;
}

double sd_of_sum(std::span<const LinearTerm> terms) {
    ErrorBudget budget;
    for (const LinearTerm& term : terms) budget.add(term);
    return budget.sd();
}

}  // namespace alioth::uncertainty
