"""production/population.csv and production/gdp.csv, from the subset of Our World in Data's CO2 data set."""

from common import WORLD, Series, line_locator, number_text, report, require

FOLDER = "owid_subset_2024/"
FILE = "owid-co2-data.csv"
CODEBOOK = "owid-co2-codebook.csv"
FIRST_YEAR = 1850
ROUNDED_FROM = 1e11  # international-$

REGION_OF_NAME = {"World": WORLD, "Kosovo": "XKX"}  # rows without an ISO code that are kept

TABLES = {  # column: (unit, uncertainty, unit in the codebook, note)
    "population": ("person", "population", "persons", ""),
    "gdp": ("USD_2011", "gdp", "international-$ in 2011 prices",
            "international-$ in 2011 prices; figures of 1e11 and more have three significant digits in the subset"),
}


def check_codebook(shared):
    units = {record["column"]: record["unit"] for _, record in shared.csv_records(FOLDER + CODEBOOK)}
    for column, (_, _, wording, _) in TABLES.items():
        require(units.get(column) == wording, f"{CODEBOOK}: unit of {column} is '{units.get(column)}', not '{wording}'")


def plain_decimal(text):
    """Without the zeros that the subset's decimal format adds."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant_digits(text):
    return len(text.replace(".", "").strip("0"))


def make(shared, output):
    check_codebook(shared)
    for column, (unit, uncertainty, _, note) in TABLES.items():
        table = {}
        for line, record in shared.csv_records(FOLDER + FILE, delimiter=";"):
            region = record["iso_code"] or REGION_OF_NAME.get(record["country"])
            year = int(record["year"])
            if region is None or year < FIRST_YEAR:
                continue
            locator = line_locator(FILE, column, year, line)
            series = table.setdefault(region, Series(
                variable=column, region=region, unit=unit, uncertainty=uncertainty, locator=locator, note=note, values={}))
            require(series.locator == locator, f"{FILE} line {line}: years of {region} are not on consecutive lines")
            series.values[year] = plain_decimal(number_text(record[column]))
        check(column, table)
        output.series(f"production/{column}.csv", "owid2024", "2024-subset", table.values())


def check_rounding(table):
    """The subset went through a spreadsheet that rounded large figures; the note of the lines says so."""
    texts = [t for s in table.values() for t in s.values.values() if t]
    large = [t for t in texts if float(t) >= ROUNDED_FROM]
    require(max(map(significant_digits, large)) == 3, f"{FILE}: the rounding of gdp is not what the note says")
    report(f"gdp: {len(large)} of {len(texts)} figures are {ROUNDED_FROM:.0e} or more and have three significant digits")


def check(column, table):
    if column == "gdp":
        check_rounding(table)
    world = table[WORLD]
    gaps = []
    for year in (1900, 1950, 1990, 2000, 2010, 2019, 2022):
        if world.value(year):
            total = sum(s.value(year) or 0 for r, s in table.items() if r != WORLD)
            gaps.append(f"{year} {total / world.value(year) - 1:+.2%}")
    report(f"{column}: countries against World: " + ", ".join(gaps))
