#include "panorama/boundaries.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace alioth::panorama {

const std::vector<Boundary>& boundaries() {
    static const std::vector<Boundary> all = {
        {BoundaryId::production,
         "production",
         {"Production", "生产侧"},
         {"territorial emissions of all sectors without land use and land-use change; bunkers are a line of "
          "their "
          "own (XIT)",
          "领土排放，含所有部门，不含土地利用及其变化；国际运输燃料单列（XIT）"},
         true,
         false,
         false},
        {BoundaryId::production_land,
         "production+land",
         {"Production + land", "生产侧+土地"},
         {"production plus the flux of managed land, by the chosen land view",
          "生产侧加管理土地通量，按所选土地视角"},
         false,
         true,
         false},
        {BoundaryId::natural,
         "natural",
         {"Land", "土地"},
         {"natural sources and sinks alone: the land-use flux, by the chosen land view (positive: to the "
          "air)",
          "仅自然源汇：土地利用通量，按所选土地视角（正值为向大气排放）"},
         false,
         true,
         false},
        {BoundaryId::consumption,
         "consumption",
         {"Consumption", "消费侧"},
         {"production - embodied in exports + embodied in imports (published net transfers)",
          "生产侧 - 出口隐含 + 进口隐含（采用已发表的净转移量）"},
         true,
         false,
         true},
        {BoundaryId::shared,
         "shared",
         {"Shared", "共担"},
         {"production + share x (consumption - production): half producer, half consumer unless --share says "
          "else",
          "生产侧 + 份额 x（消费侧 - 生产侧）：默认生产者与消费者各半，可用 --share 指定"},
         true,
         false,
         true},
        {BoundaryId::panorama,
         "panorama",
         {"Panorama", "全景"},
         {"consumption plus natural sources and sinks, by the chosen land view",
          "消费侧加自然源汇，按所选土地视角"},
         false,
         true,
         true},
    };
    return all;
}

const std::vector<MissingBoundary>& missing_boundaries() {
    static const Text trade = {"the trade engine and a multi-regional input-output system",
                               "需要贸易引擎和多区域投入产出系统"};
    static const std::vector<MissingBoundary> all = {
        {"eebt", {"gross bilateral trade, domestic chains only", "双边贸易总额，仅国内链"}, trade},
        {"income",
         {"emissions enabled by a region's primary inputs (Ghosh)", "由地区初始投入促成的排放（Ghosh）"},
         trade},
        {"technology-adjusted",
         {"consumption with exports credited at world-average intensity (Kander et al. 2015)",
          "消费侧，出口按世界平均强度计（Kander 等 2015）"},
         trade},
        {"shared-va",
         {"shared along the chain by value added (Gallego and Lenzen 2005)",
          "沿链条按增加值分担（Gallego 与 Lenzen 2005）"},
         trade},
        {"extraction", {"by where the fuel was extracted", "按燃料开采地"}, trade},
        {"avoided",
         {"what exported green products displace; a memo item, never netted",
          "出口绿色产品替代的排放；备忘项，不抵扣"},
         {"the life-cycle engine", "需要生命周期引擎"}},
    };
    return all;
}

const Boundary& find_boundary(std::string_view name) {
    std::vector<std::string> names;
    for (const auto& boundary : boundaries()) {
        if (boundary.name == name) return boundary;
        names.push_back(boundary.name);
    }
    for (const auto& missing : missing_boundaries()) {
        if (missing.name != name) continue;
        throw Error(Fault::not_found, {.what = "no data yet for the boundary \"" + missing.name + "\"",
                                       .expected = missing.needs.en,
                                       .mend = "`alioth boundaries` lists those that can be computed now"});
    }
    throw_unknown("boundary", name, names);
}

const std::vector<std::string>& land_view_names() {
    static const std::vector<std::string> names = {"mean", "BLUE", "H&N", "OSCAR", "inventory"};
    return names;
}

LandView find_land_view(std::string_view name) {
    const auto& names = land_view_names();
    const auto place = std::find(names.begin(), names.end(), name);
    if (place == names.end()) throw_unknown("land view", name, names);
    return static_cast<LandView>(place - names.begin());
}

const std::string& name_of(LandView view) {
    return land_view_names()[static_cast<std::size_t>(view)];
}

}  // namespace alioth::panorama
