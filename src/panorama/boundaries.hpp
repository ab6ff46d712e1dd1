#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace alioth::panorama {

/// The named rules that turn entries into a regional total (docs/boundaries.md).
enum class BoundaryId { production, production_land, natural, consumption, shared, panorama };

struct Boundary {
    BoundaryId id;
    std::string name;
    Text title;
    Text rule;
    bool conserves_world;  ///< regional totals sum to the world total of production
    bool uses_land;
    bool uses_trade;
};

/// The boundaries for which there are data, in the order of the design page.
const std::vector<Boundary>& boundaries();

/// A boundary of the design page whose engine or data have not landed.
struct MissingBoundary {
    std::string name;
    Text rule;
    Text needs;
};
const std::vector<MissingBoundary>& missing_boundaries();

/// Throws Fault::usage with the nearest name, or Fault::not_found when it is known but has no data yet.
const Boundary& find_boundary(std::string_view name);

/// How the natural side is seen.
enum class LandView { mean, blue, hn, oscar, inventory };

const std::vector<std::string>& land_view_names();
LandView find_land_view(std::string_view name);
const std::string& name_of(LandView view);

}  // namespace alioth::panorama
