#pragma once

#include <string_view>
#include <vector>

namespace alioth {

/// A gas of the account, or a basket of gases that is published as one number.
struct Gas {
    std::string_view id, family, formula, name_en, name_zh;
    double molar_mass;  ///< g/mol by IUPAC abridged atomic weights; 0 where it has none (baskets, mixtures)

    bool is_basket() const { return family == "basket"; }
};

const std::vector<Gas>& gases();

/// The gas of an id or a formula-like spelling ("HFC134a", "hfc-134a"), or null.
const Gas* find_gas(std::string_view id);

/// The same; throws Fault::usage with the nearest id.
const Gas& gas_of(std::string_view id);

/// SAR, TAR, AR4, AR5, AR5CCF (with climate-carbon feedback), AR6: in the order of the assessment reports.
const std::vector<std::string_view>& gwp_sets();

/// Global warming potential in kg CO2e per kg, at 20, 100 or 500 years (data/reference/gwp.csv has the IPCC
/// table of each). CH4 is the value of inventories; CH4-fossil counts the CO2 it becomes, CH4-biogenic does
/// not. A basket has 1 in the one set it is a lump of. Throws Fault::usage: unknown gas or set with the
/// nearest, a missing value with the sets and horizons that the gas has.
double gwp(std::string_view gas, std::string_view set = "AR5", int horizon = 100);

}  // namespace alioth
