"""production/fossil_co2.csv: fossil CO2 by country and fuel, Global Carbon Budget 2023."""

from common import WORLD, Series, differs, fossil_uncertainty, line_locator, number_text, report, require

FILE = "GCB2023v28_MtCO2_flat.csv"
FOLDER = "gcb2023_fossil_co2_by_fuel/"

FUELS = {  # column: (item, IPCC 2006 category)
    "Coal": ("coal", "1.A"),
    "Oil": ("oil", "1.A"),
    "Gas": ("gas", "1.A"),
    "Cement": ("cement", "2.A.1"),
    "Flaring": ("flaring", "1.B.2"),
    "Other": ("other", "2.A.4"),
}

# Names without a code of their own in the file, or with one that is not ISO 3166.
REGION_OF_NAME = {
    "Kosovo": "XKX",                     # KSV in the file
    "Kuwaiti Oil Fires": "XKF",
    "Leeward Islands": "XLI",
    "Pacific Islands (Palau)": "XPI",
    "Panama Canal Zone": "XCZ",          # PCZ in the file
    "Ryukyu Islands": "XRY",
    "St. Kitts-Nevis-Anguilla": "XKA",   # KNA in the file, as Saint Kitts and Nevis
}

WORLD_WITHOUT_OTHER = (1904, 1989)
WORLD_NOTE = "the source prints no Other for 1904-1989, though the total includes it"

NOTES = {
    "XKF": "burning oil wells of 1991, kept apart from Kuwait by the source",
    "XKX": "code KSV in the source",
    "XCZ": "code PCZ in the source",
    "XKA": "code KNA in the source, which Saint Kitts and Nevis also has",
}


def records(shared):
    """(line, name, region, record) of every line of the file."""
    for line, record in shared.csv_records(FOLDER + FILE):
        name = record["Country"]
        yield line, name, REGION_OF_NAME.get(name, record["ISO 3166-1 alpha-3"]), record


def region_of_name(shared):
    """Country name -> region; the other GCB files use the same names."""
    return {name: region for _, name, region, _ in records(shared)}


def totals(shared):
    """(region, year) -> total Mt CO2."""
    return {(region, int(r["Year"])): float(r["Total"]) for _, _, region, r in records(shared) if r["Total"]}


def check_missing_other(gaps):
    """The World has no Other before 1990; its Total has it. The gap is small and never negative."""
    years = [year for year, _, _ in gaps]
    _, gap, share = max(gaps, key=lambda g: g[2])
    require(years == list(range(years[0], years[-1] + 1)) and (years[0], years[-1]) == WORLD_WITHOUT_OTHER
            and min(g for _, g, _ in gaps) > 0 and share < 0.005,
            f"{FILE}: the World's fuels miss its Total in {years[0]}-{years[-1]} by up to {share:.2%}")
    report(f"World {years[0]}-{years[-1]}: Total is above the fuels by up to {max(g for _, g, _ in gaps):.4g} Mt ({share:.2%})")


def make(shared, output):
    table = {}
    name_of_region = {}
    worst = (0.0, "")
    missing_other = []
    for line, name, region, record in records(shared):
        require(name_of_region.setdefault(region, name) == name,
                f"{FILE} line {line}: '{name}' and '{name_of_region[region]}' both are {region}")
        year = int(record["Year"])
        columns = {"Total": ("total", "0"), **FUELS}
        for column, (item, category) in columns.items():
            locator = line_locator(FILE, column, year, line)
            series = table.get((region, item))
            if series is None:
                series = table[region, item] = Series(
                    variable="emission_total" if column == "Total" else "emission", region=region, category=category,
                    gas="CO2", item=item, unit="Mt", uncertainty=fossil_uncertainty(region), locator=locator,
                    note=NOTES.get(region, ""), values={})
            require(series.locator == locator, f"{FILE} line {line}: years of {name} are not on consecutive lines")
            series.values[year] = number_text(record[column])
        parts = sum(float(record[fuel] or 0) for fuel in FUELS)
        total = float(record["Total"] or 0)
        if region == WORLD and record["Other"] == "" and differs(parts, total, 1e-5, 1e-6):
            missing_other.append((year, total - parts, (total - parts) / total))
            continue
        worst = max(worst, (abs(parts - total), f"{region} {year}"))
        require(not differs(parts, total, 1e-5, 1e-6),
                f"{FILE} line {line}: fuels sum to {parts}, Total is {total}")
    report(f"fuels sum to the total, largest gap {worst[0]:.2g} Mt ({worst[1]}), except for the World where it has no Other:")
    check_missing_other(missing_other)
    for item in ("other", "total"):
        table[WORLD, item].note = WORLD_NOTE

    world = table[WORLD, "total"]
    gaps = []
    for year in world.values:
        countries = sum(s.value(year) or 0 for (r, item), s in table.items() if item == "total" and r != WORLD)
        gaps.append((abs(countries - world.value(year)), year, countries))
    gap, year, countries = max(gaps)
    report(f"regions against World: largest gap {gap:.4g} Mt in {year} ({countries:.6g} against {world.value(year):.6g}); "
           "published so, kept so")
    output.series("production/fossil_co2.csv", "gcb2023", "2023v28", table.values())
