"""factors/epa_hub_2025.csv: emission factors of the US EPA's Emission Factors Hub, January 2025.

Tables 1, 2 and 5 to 10. Tables 3 and 4 (on-road vehicles by model year) are left out: their labels run over several
rows. Tables 11 and 12 are global warming potentials, not emission factors.
"""

from common import Series, column_letter, number_text, report, require

PATH = "us_epa_ef_hub_2025/ghg-emission-factors-hub-2025.xlsx"
FILE = PATH.split("/")[1]
SHEET = "Emission Factors Hub"
YEAR = 2025

LABEL = 2  # column C: the label of every row
UNIT_NAMES = {
    "short ton": "short_ton", "scf": "ft3", "gallon": "US_liquid_gallon", "vehicle-mile": "mile",
    "passenger-mile": "person/mile", "short ton-mile": "short_ton/mile",
}

# Letters of footnotes that the workbook prints as superscripts run into the word before.
FOOTNOTED = {
    "Agricultural EquipmentA": "Agricultural Equipment",
    "Construction/Mining EquipmentB": "Construction/Mining Equipment",
    "Passenger Car A": "Passenger Car",
    "Light-Duty Truck B": "Light-Duty Truck",
    "Medium- and Heavy-Duty TruckC": "Medium- and Heavy-Duty Truck",
    "Intercity Rail - Northeast Corridor C": "Intercity Rail - Northeast Corridor",
    "Intercity Rail - Other Routes C": "Intercity Rail - Other Routes",
    "Intercity Rail - National Average C": "Intercity Rail - National Average",
    "Commuter Rail D": "Commuter Rail",
    "Transit Rail (i.e. Subway, Tram) E": "Transit Rail (i.e. Subway, Tram)",
    "RecycledA": "Recycled", "LandfilledB": "Landfilled", "CombustedC": "Combusted", "CompostedD": "Composted",
}

BIOMASS_NOTE = "biogenic CO2: a memo item in inventories"


def clean(text):
    text = " ".join(str(text).split())
    return FOOTNOTED.get(text, text)


class Hub:
    """The sheet, and the rows of one table of it."""

    def __init__(self, shared):
        self.rows = shared.sheet_rows(PATH, SHEET)
        self.series = []

    def table(self, number):
        """(row number, cells) between a table's title and its 'Source' or 'Notes' line."""
        start = next((n for n, row in enumerate(self.rows) if row[1] == f"Table {number}"), None)
        require(start is not None, f"{FILE}: no 'Table {number}' in column B")
        for n in range(start + 1, len(self.rows)):
            row = self.rows[n]
            if isinstance(row[LABEL], str) and row[LABEL].startswith(("Source:", "Notes:")):
                return
            require(n == start + 1 or not str(row[1] or "").startswith("Table"), f"{FILE}: table {number} has no end")
            yield n + 1, row

    def add(self, number, row_number, column, row, **fields):
        """One factor, if the cell holds one."""
        cell = row[column]
        if cell is None or cell == "NA":
            return
        require(isinstance(cell, (int, float)), f"{FILE} row {row_number}: '{cell}' is not a number")
        self.series.append(Series(
            region="USA", uncertainty="factor-not-stated",
            locator=f"{FILE}, sheet {SHEET}, table {number}, row {row_number}, column {column_letter(column)}",
            values={YEAR: number_text(cell)}, **fields))

    def factor(self, number, row_number, column, row, gas, unit, category, item, note=""):
        self.add(number, row_number, column, row, variable="emission_factor", gas=gas, unit=unit, category=category,
                 item=item, note=note)

    def expect(self, number, row_number, row, column, text):
        found = " ".join(str(row[column]).split())
        require(found == text, f"{FILE} table {number} row {row_number}: '{text}' expected, '{found}' found")


def stationary(hub):
    """Table 1, per unit of higher heating value; the factors per physical unit are the same multiplied out."""
    unit = group = None
    for n, row in hub.table(1):
        if row[LABEL] is None and row[4] is not None:  # a row of units opens a part
            for column, text in ((4, "kg CO2 per mmBtu"), (5, "g CH4 per mmBtu"), (6, "g N2O per mmBtu")):
                hub.expect(1, n, row, column, text)
            unit = UNIT_NAMES[row[3].removeprefix("mmBtu per ")]
        elif row[LABEL] is not None and row[4] is None:
            group = clean(row[LABEL])
        elif unit and row[LABEL] is not None:
            fuel = clean(row[LABEL])
            # "Propane" is a gas in one group and a liquid in another: the group makes the item unique.
            item = f"stationary combustion / {group} / {fuel}"
            note = BIOMASS_NOTE if "Biomass" in group else ""
            hub.add(1, n, 3, row, variable="heat_content", unit=f"MMBtu/{unit}", category="1.A", item=item,
                    note="higher heating value")
            hub.factor(1, n, 4, row, "CO2", "kg/MMBtu", "1.A", item, note)
            hub.factor(1, n, 5, row, "CH4", "g/MMBtu", "1.A", item)
            hub.factor(1, n, 6, row, "N2O", "g/MMBtu", "1.A", item)


def mobile_co2(hub):
    for n, row in hub.table(2):
        if row[LABEL] is None or row[4] not in UNIT_NAMES:
            continue
        fuel = clean(row[LABEL])
        note = BIOMASS_NOTE if fuel.startswith(("Biodiesel", "Ethanol")) else ""
        hub.factor(2, n, 3, row, "CO2", f"kg/{UNIT_NAMES[row[4]]}", "1.A.3", f"mobile combustion / {fuel}", note)


def non_road(hub):
    vehicle = None
    for n, row in hub.table(5):
        if row[4] is None or isinstance(row[4], str):
            continue
        vehicle = clean(row[LABEL]) if row[LABEL] is not None else vehicle
        item = f"non-road mobile combustion / {vehicle} / {clean(row[3])}"
        hub.factor(5, n, 4, row, "CH4", "g/US_liquid_gallon", "1.A.3", item)
        hub.factor(5, n, 5, row, "N2O", "g/US_liquid_gallon", "1.A.3", item)


def electricity(hub):
    kinds = {4: "total output", 7: "non-baseload"}
    gases = ("CO2", "CH4", "N2O")
    for n, row in hub.table(6):
        if isinstance(row[4], str):
            if row[4].startswith("("):
                for first in kinds:
                    for offset, gas in enumerate(gases):
                        hub.expect(6, n, row, first + offset, f"(lb {gas} / MWh)")
            continue
        if row[4] is None:
            continue
        acronym, name = clean(row[2]), clean(row[3])
        place = acronym if acronym == name else f"{acronym} {name}"
        for first, kind in kinds.items():
            for offset, gas in enumerate(gases):
                hub.factor(6, n, first + offset, row, gas, "lb/MWh", "1.A.1.a", f"electricity / {place} / {kind}",
                           "eGRID2023")


def steam(hub):
    for n, row in hub.table(7):
        if isinstance(row[3], (int, float)):
            note = "purchased steam or heat; natural gas at 80 % efficiency assumed"
            for column, gas, unit in ((3, "CO2", "kg/MMBtu"), (4, "CH4", "g/MMBtu"), (5, "N2O", "g/MMBtu")):
                hub.factor(7, n, column, row, gas, unit, "1.A.1.a", "steam and heat", note)


def distances(hub, number, title):
    """Tables 8 and 10: per vehicle-mile, passenger-mile or short ton-mile."""
    for n, row in hub.table(number):
        if row[6] not in UNIT_NAMES:
            continue
        unit = UNIT_NAMES[row[6]]
        item = f"{title} / {clean(row[LABEL])} / {unit}"
        for column, gas, mass in ((3, "CO2", "kg"), (4, "CH4", "g"), (5, "N2O", "g")):
            hub.factor(number, n, column, row, gas, f"{mass}/{unit}", "1.A.3", item)


def waste(hub):
    ways = None
    for n, row in hub.table(9):
        if row[LABEL] == "Material":
            ways = [clean(cell) for cell in row[3:9]]
        elif ways and row[LABEL] is not None:
            for column, way in enumerate(ways, start=3):
                hub.factor(9, n, column, row, "CO2e", "t CO2e(AR4)/short_ton", "4", f"waste / {clean(row[LABEL])} / {way}",
                           "avoided emissions not counted")


def make(shared, output):
    hub = Hub(shared)
    stationary(hub)
    mobile_co2(hub)
    non_road(hub)
    electricity(hub)
    steam(hub)
    distances(hub, 8, "freight")
    waste(hub)
    distances(hub, 10, "business travel and commuting")
    tables = {}
    for s in hub.series:
        number = s.locator.split("table ")[1].split(",")[0]
        tables[number] = tables.get(number, 0) + 1
    report("EPA hub: figures by table " + ", ".join(f"{t}: {c}" for t, c in tables.items()))
    output.series("factors/epa_hub_2025.csv", "epa2025", "2025-01", hub.series)
