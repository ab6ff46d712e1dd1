"""production/non_co2.csv: CH4, N2O and F-gases by country and sector, EDGAR_2024_GHG.

CO2 is not read: the workbook states that CO2 from fuel combustion is under CC BY-NC-ND 4.0.
"""

from common import TRANSPORT, WORLD, Series, number_text, report, require

PATH = "edgar_2024_ghg/EDGAR_2024_GHG_booklet_2024.xlsx"
FILE = PATH.split("/")[1]
SHEET = "GHG_by_sector_and_country"

GASES = {"GWP_100_AR5_CH4": "CH4", "GWP_100_AR5_N2O": "N2O", "GWP_100_AR5_F-gases": "F-gases"}

SECTORS = {  # EDGAR sector: (item, IPCC 2006 category)
    "Agriculture": ("agriculture", "3"),
    "Buildings": ("buildings", "1.A.4"),
    "Fuel Exploitation": ("fuel-exploitation", "1.B"),
    "Industrial Combustion": ("industrial-combustion", "1.A.2"),
    "Power Industry": ("power-industry", "1.A.1.a"),
    "Processes": ("processes", "2"),
    "Transport": ("transport", "1.A.3"),
    "Waste": ("waste", "4"),
}

TRANSPORTS = {"AIR": ("international-aviation", "1.A.3.a.i"), "SEA": ("international-shipping", "1.A.3.d.i")}

REGION_OF_CODE = {"ANT": "CUW", "SCG": "XSM", "GLOBAL TOTAL": WORLD, "AIR": TRANSPORT, "SEA": TRANSPORT}

NOTES = {
    "ANT": "EDGAR code ANT, which EDGAR labels Curaçao",
    "CHE": "includes Liechtenstein",
    "ESP": "includes Andorra",
    "FRA": "includes Monaco",
    "ISR": "includes the State of Palestine",
    "ITA": "includes San Marino and the Holy See",
    "SCG": "Serbia and Montenegro together (EDGAR code SCG)",
    "SDN": "includes South Sudan",
}

COMBINED = (" and ", ", ")  # a label with one of these joins countries, unless it is a country's own name
OWN_NAMES = {"ATG", "BIH", "KNA", "SHN", "SPM", "STP", "TCA", "TTO", "VCT"}

AGRICULTURE_NOTE = "agriculture (3.A and 3.C), no land use"


def uncertainty(gas, item, code):
    if gas == "F-gases":
        return "f-gases"
    prefix = gas.lower() + "-"
    if code == "GLOBAL TOTAL":
        return prefix + "gas-wide"
    if code in TRANSPORTS and item == "transport":
        return prefix + TRANSPORTS[code][0].removeprefix("international-")
    if item in ("power-industry", "industrial-combustion", "buildings"):
        return prefix + "combustion"
    if item == "processes" or (gas == "N2O" and item == "fuel-exploitation"):
        return prefix + "gas-wide"
    return prefix + item


def make(shared, output):
    rows = shared.sheet_rows(PATH, SHEET)
    header = rows[0]
    require(header[:4] == ("Substance", "Sector", "EDGAR Country Code", "Country"), f"{FILE}: unexpected columns")
    years = header[4:]
    table = []
    for number, row in enumerate(rows[1:], start=2):
        substance, sector, code, label = row[:4]
        if substance not in GASES or code == "EU27":
            continue
        gas = GASES[substance]
        item, category = SECTORS[sector]
        notes = [NOTES[code]] if code in NOTES else []
        require(code in NOTES or code in OWN_NAMES or not any(c in label for c in COMBINED),
                f"{FILE} row {number}: '{label}' seems to join countries and has no note")
        source_id = uncertainty(gas, item, code)
        if item == "agriculture":
            notes.append(AGRICULTURE_NOTE)
        if code == "GLOBAL TOTAL" and item in ("transport", "processes", "fuel-exploitation"):
            notes.append("includes international aviation and shipping")
        if code in TRANSPORTS:
            if item == "transport":
                item, category = TRANSPORTS[code]
            else:  # EDGAR books a part of aviation and shipping under Processes and Fuel Exploitation
                notes.append(f"EDGAR books this part under {sector}")
                item = f"{TRANSPORTS[code][0]} / {item}"
        table.append(Series(
            variable="emission", region=REGION_OF_CODE.get(code, code), category=category, gas=gas, item=item,
            unit="Mt CO2e(AR5)", uncertainty=source_id,
            locator=f"{FILE}, sheet {SHEET}, row {number}, column {{year}}", note="; ".join(notes),
            values={year: number_text(cell) for year, cell in zip(years, row[4:])}))
    check(table, years)
    output.series("production/non_co2.csv", "edgar2024", "EDGAR_2024_GHG", table)


def check(table, years):
    """Countries and international transport sum to the published global total of each gas and sector."""
    sums = {}
    world = {}
    for s in table:
        # A part of international transport counts in the sector that EDGAR books it under.
        item = s.item
        if s.region == TRANSPORT:
            item = item.split(" / ")[1] if " / " in item else "transport"
        for year in years:
            key = (s.gas, item, year)
            if s.region == WORLD:
                world[key] = s.value(year)
            else:
                sums[key] = sums.get(key, 0.0) + (s.value(year) or 0.0)
    require(set(world) == set(sums), f"{FILE}: a gas and sector has no global total")
    gap, where = max((abs(sums[k] / world[k] - 1), k) for k in world if world[k])
    require(gap < 1e-6, f"{FILE}: countries sum to {sums[where]}, the global total is {world[where]} ({where})")
    report(f"countries + international transport = global total for every gas, sector and year; largest gap {gap:.2g}")
