#include "operations/figure_ids.hpp"

#include "core/hash.hpp"
#include "core/version.hpp"
#include "formats/csv.hpp"

namespace alioth::operations {

namespace {

constexpr std::size_t hash_digits = 12;
constexpr std::array per_names = {"", "capita", "gdp", "area"};

/// The parameters that change a figure of this boundary.
std::string parameters_of(const panorama::Boundary& boundary, const panorama::AccountRequest& request,
                          bool adjustment) {
    std::string text;
    if (boundary.uses_land && request.land != panorama::LandView::mean)
        text += ":land=" + name_of(request.land);
    if (boundary.id == panorama::BoundaryId::shared && request.consumer_share != 0.5)
        text += ":share=" + formats::number_text(request.consumer_share);
    if (request.gas == "GHG") text += ":gwp=" + request.gwp_set + "-" + std::to_string(request.gwp_horizon);
    // Production and a boundary are divided by the same.
    if (request.per != panorama::Per::nothing && !adjustment)
        text += std::string(":per=") + per_names[static_cast<std::size_t>(request.per)];
    if (request.sum_from) text += ":from=" + std::to_string(request.sum_from);
    return text;
}

}  // namespace

FigureIds::FigureIds(std::string_view editions, const panorama::AccountRequest& request)
    : key_(sha256_hex("alioth " + std::string(program_version()) + "\n" + std::string(editions)) + "\n") {
    for (const auto& boundary : panorama::boundaries()) {
        const auto index = static_cast<std::size_t>(boundary.id);
        const std::string begin = ":" + boundary.name + ":" + request.gas;
        amount_ends_[index] = begin + parameters_of(boundary, request, false);
        adjustment_ends_[index] = begin + ":adjustment" + parameters_of(boundary, request, true);
    }
}

std::string FigureIds::id(std::string_view region, int year, panorama::BoundaryId boundary,
                          bool adjustment) const {
    const auto& ends = adjustment ? adjustment_ends_ : amount_ends_;
    std::string text = key_;
    text += "panorama:";
    text += region;
    text += ':';
    text += std::to_string(year);
    text += ends[static_cast<std::size_t>(boundary)];
    const std::string hash = sha256_hex(text, hash_digits);
    text.erase(0, key_.size());
    return text + '@' + hash;
}

}  // namespace alioth::operations
