"""trade/transfers.csv and trade/transfers_2019.csv: territorial and consumption CO2 of two editions."""

import math

import gcb_fossil
from common import STATISTICAL_DIFFERENCE, TRANSPORT, WORLD, Series, fossil_uncertainty, line_locator, number_text, \
    report, require

MTCO2_PER_MTC = 3.664  # as the Global Carbon Budget states in its workbooks

AGGREGATES = {"KP Annex B", "Non KP Annex B", "OECD", "Non-OECD", "EU27", "EUU", "Africa", "Asia", "Central America",
              "Europe", "Middle East", "North America", "Oceania", "South America"}
WORLD_TERMS = {"Bunkers": TRANSPORT, "Statistical Difference": STATISTICAL_DIFFERENCE, "World": WORLD}

VARIABLES = {"territorial": "territorial_emission", "consumption": "consumption_emission"}


CONSUMPTION_YEARS_2023 = range(1990, 2022)  # 2022 has the World terms only

# Sizes of a country by the mean of its consumption account, MtC: small accounts are revised more.
SIZES = {"transfer-large": 50.0, "transfer-medium": 5.0, "transfer-small": 0.0}


def new_series(variable, region, locator):
    return Series(variable=variable, region=region, category="0", gas="CO2", unit="MtC",
                  uncertainty=fossil_uncertainty(region), locator=locator, values={})


def is_country_consumption(series):
    return series.variable == "consumption_emission" and series.region not in WORLD_TERMS.values()


def size(series):
    figures = [series.value(year) for year, text in series.values.items() if text]
    mean = sum(figures) / len(figures)
    return next(name for name, least in SIZES.items() if mean >= least)


def assign_uncertainty(all_series):
    for s in all_series:
        if is_country_consumption(s) and any(s.values.values()):
            s.uncertainty = size(s)


# ------------------------------------------------------------------------------------------------- edition 2023

def wide_table(shared, file, header_lines=1):
    """Column name -> {year: text}, and the line of each year, of a GCB CSV with a column for each country."""
    rows = list(shared.csv_rows(gcb_fossil.FOLDER + file, delimiter=";"))
    header = rows[header_lines - 1][1]
    require(len(set(header)) == len(header), f"{file}: a column name stands twice")
    lines = {int(cells[0]): line for line, cells in rows[header_lines:] if cells[0]}
    columns = {name: {} for name in header[1:]}
    for line, cells in rows[header_lines:]:
        require(len(cells) == len(header), f"{file} line {line}: {len(cells)} cells, {len(header)} expected")
        for name, cell in zip(header[1:], cells[1:]):
            columns[name][int(cells[0])] = number_text(cell)
    return columns, lines


def edition_2023(shared):
    region_of = {**gcb_fossil.region_of_name(shared), **WORLD_TERMS}
    all_series = []
    for quantity, variable in VARIABLES.items():
        file = f"GCB_{quantity}.csv"
        columns, lines = wide_table(shared, file)
        first = min(lines)
        require(all(line - year == lines[first] - first for year, line in lines.items()), f"{file}: years out of order")
        taken = {}
        for name, values in columns.items():
            if name in AGGREGATES:
                continue
            require(name in region_of, f"{file}: column '{name}' is not mapped to a region")
            region = region_of[name]
            require(region not in taken, f"{file}: columns '{name}' and '{taken.get(region)}' both are {region}")
            taken[region] = name
            series = new_series(variable, region, line_locator(file, name, first, lines[first]))
            series.values = {y: t for y, t in values.items()
                             if quantity != "consumption" or y in CONSUMPTION_YEARS_2023}
            all_series.append(series)
        report(f"{file}: {len(taken)} columns mapped, each once; {len(columns) - len(taken)} aggregates left out")
    return all_series


def check_2023(shared, index):
    """Against the published transfers, against the fuels, and against the World."""
    transfers, _ = wide_table(shared, "GCB_transfers.csv", header_lines=2)
    region_of = {**gcb_fossil.region_of_name(shared), **WORLD_TERMS}
    worst = (0.0, "")
    alone = []
    uneven = compared = 0
    for name, values in transfers.items():
        if name in AGGREGATES or region_of[name] in (TRANSPORT, STATISTICAL_DIFFERENCE):
            continue
        region = region_of[name]
        territorial, consumption = (index[variable, region] for variable in VARIABLES.values())
        for year, text in values.items():
            if text:
                if territorial.value(year) is None or consumption.value(year) is None:
                    alone.append(f"{region} {year}")
                    continue
                net = territorial.value(year) - consumption.value(year)
                worst = max(worst, (abs(net - float(text)), f"{region} {year}"))
                uneven += abs(net - float(text)) > 1e-6
                compared += 1
    require(worst[0] < 2, f"territorial - consumption differs from GCB_transfers.csv by {worst}")
    report(f"territorial - consumption against published transfers: {uneven} of {compared} country-years differ, "
           f"largest gap {worst[0]:.3g} MtC ({worst[1]}); transfers without both accounts: {', '.join(alone) or 'none'}")

    worst = (0.0, "")
    for (region, year), total in gcb_fossil.totals(shared).items():
        series = index.get(("territorial_emission", region))
        if series and series.value(year) is not None and region != TRANSPORT:
            worst = max(worst, (abs(series.value(year) * MTCO2_PER_MTC - total), f"{region} {year}"))
    report(f"territorial x {MTCO2_PER_MTC} against the table by fuel: largest gap {worst[0]:.4g} Mt ({worst[1]})")


def check_world(name, series):
    for variable in VARIABLES.values():
        world = next(s for s in series if s.variable == variable and s.region == WORLD)
        rest = [s for s in series if s.variable == variable and s.region != WORLD]
        worst = max((abs(sum(s.value(y) or 0 for s in rest) - world.value(y)), y) for y, t in world.values.items() if t)
        report(f"{name} {variable}: countries + bunkers + statistical difference against World, "
               f"largest gap {worst[0]:.4g} MtC ({worst[1]})"
               + ("; countries without a consumption account" if variable == "consumption_emission" else ""))


# ------------------------------------------------------------------------------------------------- edition 2019

FIRST_2019, LAST_2019 = 1990, 2017  # both quantities have these years


def runs(years_and_words):
    """'CDIAC 1990-2016, BP 2017' from [(1990, 'CDIAC'), ...]."""
    parts = []
    for year, word in years_and_words:
        if parts and parts[-1][0] == word:
            parts[-1][2] = year
        else:
            parts.append([word, year, year])
    return ", ".join(f"{word} {first}" + (f"-{last}" if last != first else "") for word, first, last in parts)


def edition_2019(shared):
    all_series = []
    for quantity, variable in VARIABLES.items():
        file = f"gcb2019_{quantity}_emissions_MtC.csv"
        column = "Emissions" if quantity == "territorial" else "Consumption-Emissions"
        table = {}
        origin = {}
        for line, record in shared.csv_records("owid_gcp/" + file):
            code, year = record["Code"], int(record["Year"])
            if code in AGGREGATES or not FIRST_2019 <= year <= LAST_2019:
                continue
            region = WORLD_TERMS.get(code, code)
            locator = line_locator(file, column, year, line)
            series = table.setdefault(region, new_series(variable, region, locator))
            require(series.locator == locator, f"{file} line {line}: years of {code} are not on consecutive lines")
            series.values[year] = number_text(record[column])
            if "Source" in record:
                origin.setdefault(region, []).append((year, record["Source"]))
        for region, series in table.items():
            if region in origin and region not in WORLD_TERMS.values():
                series.note = "from " + runs(origin[region])
        report(f"{file}: {len(table)} regions")
        all_series += table.values()
    return all_series


def measure_revision(old, new):
    """How far the consumption accounts moved between the editions, by size of the country.

    {size: (h, countries, country-years)}: 95 % of the country-years of edition 2019 lie between the figure of edition
    2023 divided by 1 + h and multiplied by 1 + h.
    """
    moves = {}
    for (variable, region), series in old.items():
        later = new.get((variable, region))
        if later is None or not is_country_consumption(series):
            continue
        for year in series.values:
            before, after = series.value(year), later.value(year)
            if before and after and before > 0 and after > 0:
                moves.setdefault(size(later), []).append((abs(math.log(before / after)), region))
    result = {}
    for name in SIZES:
        ordered = sorted(moves[name])
        quantile = math.expm1(ordered[math.ceil(0.95 * len(ordered)) - 1][0])
        median = math.expm1(ordered[len(ordered) // 2][0])
        countries = len({region for _, region in ordered})
        result[name] = (round(quantile, 3), countries, len(ordered))
        report(f"{name}: consumption of edition 2019 against 2023, {countries} countries, {len(ordered)} country-years: "
               f"95 % within a factor of {1 + quantile:.3f}, median {1 + median:.3f}")
    return result


def make(shared, output):
    new = edition_2023(shared)
    old = edition_2019(shared)
    index_new = {(s.variable, s.region): s for s in new}
    index_old = {(s.variable, s.region): s for s in old}
    check_2023(shared, index_new)
    check_world("edition 2023", new)
    check_world("edition 2019", old)
    assign_uncertainty(new + old)
    output.measured["transfer"] = measure_revision(index_old, index_new)
    output.series("trade/transfers.csv", "gcb2023-national", "2023", new)
    output.series("trade/transfers_2019.csv", "gcb2019", "2019v1.0", old)
