"""factors/desnz_2024.csv: United Kingdom conversion factors for company reporting 2024, v1.1, flat file."""

from common import Series, number_text, report, require

PATH = "uk_desnz_2024/ghg-conversion-factors-2024-FlatFormat_v1_1.xlsx"
FILE = PATH.split("/")[1]
SHEET = "Factors by Category"
HEADER = ("ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit",
          "GHG Conversion Factor 2024")
HEADER_ROW = 6
YEAR = 2024

GASES = {"kg CO2e": "CO2e", "kg CO2e of CO2 per unit": "CO2", "kg CO2e of CH4 per unit": "CH4",
         "kg CO2e of N2O per unit": "N2O"}
# Units of measure as UDUNITS-2 names them; the item keeps the sheet's own words (net or gross calorific value, ...).
UNITS = {"km": "km", "miles": "mile", "tonne.km": "t/km", "kg": "kg", "tonnes": "t", "passenger.km": "person/km",
         "kWh": "kWh", "kWh (Gross CV)": "kWh", "kWh (Net CV)": "kWh", "litres": "litre", "GJ": "GJ",
         "Room per night": "day", "cubic metres": "m3", "per FTE Working Hour": "person/h", "million litres": "Ml"}
ENERGY = {"kWh (Net CV)", "kWh (net)"}  # the energy that a vehicle uses: no gas

# What shows the set of potentials behind kg CO2e: the factor of a pure gas is its GWP.
GWP_PROOF = {"Methane": 28, "Nitrous oxide": 265}


def make(shared, output):
    rows = shared.sheet_rows(PATH, SHEET)
    require(rows[HEADER_ROW - 1] == HEADER, f"{FILE}: unexpected columns in row {HEADER_ROW}")
    table = []
    empty = 0
    proof = {}
    for number, row in enumerate(rows[HEADER_ROW:], start=HEADER_ROW + 1):
        if row[1] in (None, "END"):
            continue
        levels = [" ".join(str(cell).split()) for cell in row[1:7] if cell is not None]
        uom, kind, value = row[7], row[8], row[9]
        if value is None:
            empty += 1
            continue
        require(uom in UNITS, f"{FILE} row {number}: '{uom}' is not a known unit of measure")
        if kind in ENERGY:
            variable, gas, unit, note = "energy_use", "", f"kWh/{UNITS[uom]}", "net calorific value"
        else:
            require(kind in GASES, f"{FILE} row {number}: '{kind}' is not a known kind of factor")
            variable, gas, unit, note = "emission_factor", GASES[kind], f"kg CO2e(AR5)/{UNITS[uom]}", ""
        if levels[1] == "Refrigerant & other" and levels[3] in GWP_PROOF and gas == "CO2e":
            proof[levels[3]] = float(value)
        table.append(Series(
            variable=variable, region="GBR", gas=gas, item=" / ".join([*levels, uom if uom.startswith("per ") else f"per {uom}"]), unit=unit,
            uncertainty="factor-not-stated", note=note,
            locator=f"{FILE}, sheet {SHEET}, row {number}, ID {row[0]}", values={YEAR: number_text(value)}))
    require(proof == GWP_PROOF, f"{FILE}: factors of pure gases are {proof}, AR5 has {GWP_PROOF}")
    report(f"DESNZ: {len(table)} factors, {empty} rows without a figure; CH4 28 and N2O 265 show AR5 potentials; "
           "item, gas and unit are unique")
    output.series("factors/desnz_2024.csv", "desnz2024", "2024v1.1", table)
