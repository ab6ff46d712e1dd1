#pragma once

#include <array>
#include <string>
#include <string_view>

#include "panorama/account.hpp"

namespace alioth::operations {

/// Gives every figure its ID: a readable address and, after '@', twelve digits of the SHA-256 of program
/// version, editions and address. The same on every door and machine, whatever else was asked in the same
/// question; `explain` takes it back to the source rows.
class FigureIds {
  public:
    FigureIds() = default;
    /// `editions` names the state of the datasets by table hashes, not by local numbers.
    FigureIds(std::string_view editions, const panorama::AccountRequest& request);

    /// "panorama:CHN:2021:shared:CO2:share=0.3@3f2a9c01b7de": region, year, boundary, gas, then the
    /// parameters that differ from the default and matter for this figure.
    std::string id(std::string_view region, int year, panorama::BoundaryId boundary, bool adjustment) const;

  private:
    std::string key_;
    std::array<std::string, 6> amount_ends_, adjustment_ends_;  ///< by boundary: all behind the year
};

}  // namespace alioth::operations
