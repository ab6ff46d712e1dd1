#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace alioth {

/// A conversion between two units, parsed once; calls are pure and thread-safe.
/// Units are those of UDUNITS-2 and of data/reference/units.xml (money with its year, person, CO2e by GWP
/// set, carbon), with three readings of ours: kt is a kilotonne (UDUNITS: knot), CO2 and CH4 are gases (not
/// squares), and MtC, GtC are masses of CO2 (1 tC = 3.664 t CO2, Global Carbon Budget). A unit of another
/// dimension is never converted: kg CO2 is not kg CH4, CO2e(AR5) is not CO2e(AR6), USD_2011 is not USD_2015.
class UnitConverter {
  public:
    /// Throws Fault::usage: unknown unit with the nearest, different dimensions with both.
    UnitConverter(std::string_view from, std::string_view to);

    double operator()(double value) const;

  private:
    double from_factor_ = 1.0, to_factor_ = 1.0;
    std::shared_ptr<const void> general_;  // of UDUNITS; null where the factors are enough
};

/// `value` in unit `from`, expressed in unit `to`. Keeps the converters it made. Throws as UnitConverter
/// does.
double convert(double value, std::string_view from, std::string_view to);

/// What a unit is in the units of the house: multiply by `factor` to have `unit` (kg, J, m2, ..., "1").
struct InnerUnit {
    double factor;
    std::string unit;
};

/// The inner unit of a data table's unit for that gas (empty where the column is of no gas).
/// A gas named in the unit must be `gas`; "MtC" is of CO2 only; "Mt CO2e(AR5)" and "Mt CO2e(AR6,20)" are
/// divided back to the mass of `gas` by the GWP set they name (100 years if no horizon is named), and stay kg
/// CO2e for a basket
/// ("F-gases"), which is a lump by AR5 alone. "CO2e" as the gas takes the unit as it stands.
/// Throws Fault::usage: unknown unit or gas, CO2e without its GWP set, a gas that is not the unit's.
InnerUnit to_inner(std::string_view unit, std::string_view gas);

}  // namespace alioth
