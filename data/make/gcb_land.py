"""nature/land_use_flux.csv and nature/global_budget.csv, Global Carbon Budget 2022."""

from common import WORLD, Series, column_letter, number_text, report, require

FOLDER = "gcb2022_land_ocean/"
LAND_FILE = "National_LandUseChange_Carbon_Emissions_2022v1.0.xlsx"
BUDGET_FILE = "Global_Carbon_Budget_2022v1.0.xlsx"

MODELS = {"BLUE": "BLUE", "H&N2017": "H&N", "OSCAR": "OSCAR"}  # sheet: item
NAME_ROW, FLAG_ROW, FIRST_ROW = 8, 9, 10

REGION_OF_NAME = {  # the sheets name countries as ISO 3166 does
    "Afghanistan": "AFG", "Angola": "AGO", "Anguilla": "AIA", "Åland Islands": "ALA", "Albania": "ALB",
    "Andorra": "AND", "Netherlands Antilles": "ANT", "United Arab Emirates": "ARE", "Argentina": "ARG",
    "Armenia": "ARM", "American Samoa": "ASM", "Antigua and Barbuda": "ATG", "Australia": "AUS", "Austria": "AUT",
    "Azerbaijan": "AZE", "Burundi": "BDI", "Belgium": "BEL", "Benin": "BEN",
    "Bonaire, Sint Eustatius and Saba": "BES", "Burkina Faso": "BFA", "Bangladesh": "BGD", "Bulgaria": "BGR",
    "Bahrain": "BHR", "Bahamas": "BHS", "Bosnia and Herzegovina": "BIH", "Belarus": "BLR", "Belize": "BLZ",
    "Bolivia (Plurinational State of)": "BOL", "Brazil": "BRA", "Barbados": "BRB", "Brunei Darussalam": "BRN",
    "Bhutan": "BTN", "Botswana": "BWA", "Central African Republic": "CAF", "Canada": "CAN", "Switzerland": "CHE",
    "Chile": "CHL", "China": "CHN", "Côte d'Ivoire": "CIV", "Cameroon": "CMR",
    "Congo, Democratic Republic of the": "COD", "Congo": "COG", "Cook Islands": "COK", "Colombia": "COL",
    "Comoros": "COM", "Cabo Verde": "CPV", "Costa Rica": "CRI", "Cuba": "CUB", "Curaçao": "CUW", "Cyprus": "CYP",
    "Czechia": "CZE", "Germany": "DEU", "Djibouti": "DJI", "Dominica": "DMA", "Denmark": "DNK",
    "Dominican Republic": "DOM", "Algeria": "DZA", "Ecuador": "ECU", "Egypt": "EGY", "Eritrea": "ERI",
    "Western Sahara": "ESH", "Spain": "ESP", "Estonia": "EST", "Ethiopia": "ETH", "Finland": "FIN", "Fiji": "FJI",
    "Falkland Islands (Malvinas)": "FLK", "France": "FRA", "Faroe Islands": "FRO",
    "Micronesia (Federated States of)": "FSM", "Gabon": "GAB",
    "United Kingdom of Great Britain and Northern Ireland": "GBR", "Georgia": "GEO", "Guernsey": "GGY",
    "Ghana": "GHA", "Guinea": "GIN", "Guadeloupe": "GLP", "Gambia": "GMB", "Guinea-Bissau": "GNB",
    "Equatorial Guinea": "GNQ", "Greece": "GRC", "Grenada": "GRD", "Greenland": "GRL", "Guatemala": "GTM",
    "French Guiana": "GUF", "Guyana": "GUY", "Hong Kong": "HKG", "Honduras": "HND", "Croatia": "HRV",
    "Haiti": "HTI", "Hungary": "HUN", "Indonesia": "IDN", "Isle of Man": "IMN", "India": "IND", "Ireland": "IRL",
    "Iran (Islamic Republic of)": "IRN", "Iraq": "IRQ", "Iceland": "ISL", "Israel": "ISR", "Italy": "ITA",
    "Jamaica": "JAM", "Jersey": "JEY", "Jordan": "JOR", "Japan": "JPN", "Kazakhstan": "KAZ", "Kenya": "KEN",
    "Kyrgyzstan": "KGZ", "Cambodia": "KHM", "Saint Kitts and Nevis": "KNA", "Korea, Republic of": "KOR",
    "Kuwait": "KWT", "Lao People's Democratic Republic": "LAO", "Lebanon": "LBN", "Liberia": "LBR", "Libya": "LBY",
    "Saint Lucia": "LCA", "Liechtenstein": "LIE", "Sri Lanka": "LKA", "Lesotho": "LSO", "Lithuania": "LTU",
    "Luxembourg": "LUX", "Latvia": "LVA", "Saint Martin (French part)": "MAF", "Morocco": "MAR",
    "Moldova, Republic of": "MDA", "Madagascar": "MDG", "Mexico": "MEX", "North Macedonia": "MKD", "Mali": "MLI",
    "Malta": "MLT", "Myanmar": "MMR", "Montenegro": "MNE", "Mongolia": "MNG", "Mozambique": "MOZ",
    "Mauritania": "MRT", "Montserrat": "MSR", "Martinique": "MTQ", "Mauritius": "MUS", "Malawi": "MWI",
    "Malaysia": "MYS", "Mayotte": "MYT", "Namibia": "NAM", "New Caledonia": "NCL", "Niger": "NER",
    "Nigeria": "NGA", "Nicaragua": "NIC", "Niue": "NIU", "Netherlands": "NLD", "Norway": "NOR", "Nepal": "NPL",
    "New Zealand": "NZL", "Oman": "OMN", "Pakistan": "PAK", "Panama": "PAN", "Peru": "PER", "Philippines": "PHL",
    "Papua New Guinea": "PNG", "Poland": "POL", "Puerto Rico": "PRI",
    "Korea (Democratic People's Republic of)": "PRK", "Portugal": "PRT", "Paraguay": "PRY",
    "Palestine, State of": "PSE", "French Polynesia": "PYF", "Qatar": "QAT", "Réunion": "REU", "Romania": "ROU",
    "Russian Federation": "RUS", "Rwanda": "RWA", "Saudi Arabia": "SAU", "Sudan": "SDN", "Senegal": "SEN",
    "Singapore": "SGP", "Svalbard and Jan Mayen": "SJM", "Solomon Islands": "SLB", "Sierra Leone": "SLE",
    "El Salvador": "SLV", "Somalia": "SOM", "Saint Pierre and Miquelon": "SPM", "Serbia": "SRB",
    "South Sudan": "SSD", "Sao Tome and Principe": "STP", "Suriname": "SUR", "Slovakia": "SVK", "Slovenia": "SVN",
    "Sweden": "SWE", "Eswatini": "SWZ", "Sint Maarten (Dutch part)": "SXM", "Syrian Arab Republic": "SYR",
    "Turks and Caicos Islands": "TCA", "Chad": "TCD", "Togo": "TGO", "Thailand": "THA", "Tajikistan": "TJK",
    "Turkmenistan": "TKM", "Timor-Leste": "TLS", "Tonga": "TON", "Trinidad and Tobago": "TTO", "Tunisia": "TUN",
    "Turkey": "TUR", "Taiwan, Province of China": "TWN", "Tanzania, United Republic of": "TZA", "Uganda": "UGA",
    "Ukraine": "UKR", "Uruguay": "URY", "United States of America": "USA", "Uzbekistan": "UZB",
    "Saint Vincent and the Grenadines": "VCT", "Venezuela (Bolivarian Republic of)": "VEN",
    "Virgin Islands (British)": "VGB", "Virgin Islands (U.S.)": "VIR", "Viet Nam": "VNM", "Vanuatu": "VUT",
    "Samoa": "WSM", "Yemen": "YEM", "South Africa": "ZAF", "Zambia": "ZMB", "Zimbabwe": "ZWE",
}

NOTES = {"ANT": "dissolved in 2010"}

BUDGET_SHEET = "Global Carbon Budget"
BUDGET_TERMS = {  # column: (item, uncertainty)
    "fossil emissions excluding carbonation": ("fossil", "budget-fossil"),
    "land-use change emissions": ("land_use", "land-world-GtC"),
    "atmospheric growth": ("atmospheric_growth", "growth-GtC"),
    "ocean sink": ("ocean_sink", "ocean-sink-GtC"),
    "land sink": ("land_sink", "land-sink-GtC"),
    "cement carbonation sink": ("cement_carbonation", "not-stated"),
    "budget imbalance": ("imbalance", "not-stated"),
}
SOURCES, SINKS = ("fossil", "land_use"), ("atmospheric_growth", "ocean_sink", "land_sink", "cement_carbonation")

WORLD_SHEET = "Land-Use Change Emissions"
WORLD_HEADER_ROW = 29


def rows_of_years(rows, header_row):
    """{year: row number} below a header, and a check that the years follow each other."""
    found = {row[0]: number for number, row in enumerate(rows[header_row:], header_row + 1) if isinstance(row[0], int)}
    first = min(found)
    require(sorted(found) == list(range(first, first + len(found))), "years are missing or out of order")
    require(all(number - year == found[first] - first for year, number in found.items()), "years are out of order")
    return found


def column_series(rows, years, column, file, sheet, name, **fields):
    """The series in a column of a sheet that has a row for each year."""
    first = min(years)
    locator = f"{file}, sheet {sheet}, row {{+{years[first] - first}}}, column {column_letter(column)} ({name})"
    return Series(locator=locator, values={y: number_text(rows[n - 1][column]) for y, n in years.items()}, **fields)


def country_series(shared):
    table = []
    for sheet, model in MODELS.items():
        rows = shared.sheet_rows(FOLDER + LAND_FILE, sheet)
        names, flags = rows[NAME_ROW - 1], rows[FLAG_ROW - 1]
        require(flags[0] == "QF" and rows[FIRST_ROW - 1][0] == 1850, f"{LAND_FILE} {sheet}: unexpected layout")
        years = rows_of_years(rows, FLAG_ROW)
        taken = set()
        for column in range(1, len(names)):
            name = names[column]
            if name is None:
                require(all(row[column] is None for row in rows), f"{LAND_FILE} {sheet}: column {column} has no name")
                continue
            require(name in REGION_OF_NAME, f"{LAND_FILE} {sheet}: '{name}' is not mapped to a region")
            region = REGION_OF_NAME[name]
            require(region not in taken, f"{LAND_FILE} {sheet}: {region} twice")
            taken.add(region)
            note = f"quality flag {flags[column]}" + (f"; {NOTES[region]}" if region in NOTES else "")
            table.append(column_series(
                rows, years, column, LAND_FILE, sheet, name, variable="land_use_flux", region=region, category="3.B",
                gas="CO2", item=model, unit="MtC", uncertainty="land-models", note=note))
    return table


def world_series(shared):
    """The same models for the World: the national workbook has no total, the budget workbook has (GtC)."""
    rows = shared.sheet_rows(FOLDER + BUDGET_FILE, WORLD_SHEET)
    models, kinds = rows[WORLD_HEADER_ROW - 1], rows[WORLD_HEADER_ROW]
    years = rows_of_years(rows, WORLD_HEADER_ROW)
    table = []
    for model in MODELS.values():
        column = models.index(model)
        require(kinds[column] == "Net", f"{BUDGET_FILE} {WORLD_SHEET}: column of {model} is not the net flux")
        table.append(column_series(
            rows, years, column, BUDGET_FILE, WORLD_SHEET, f"{model}, net", variable="land_use_flux", region=WORLD,
            category="3.B", gas="CO2", item=model, unit="GtC", uncertainty="land-world-GtC",
            note="published for the World; not the sum of the countries"))
    return table


def check_land(countries, world):
    for total in world:
        own = [s for s in countries if s.item == total.item]
        gaps = [(abs(sum(s.value(y) or 0 for s in own) - 1000 * total.value(y)), y) for y in total.values]
        gap, year = max(gaps)
        mean = sum(g for g, _ in gaps) / len(gaps)
        report(f"land use, {total.item}: {sum(any(s.values.values()) for s in own)} countries; their sum against the World, "
               f"largest gap {gap:.1f} MtC in {year}, mean {mean:.1f}; {gap / abs(1000 * total.value(year)):.1%} of the World then")


def make_land(shared, output):
    countries, world = country_series(shared), world_series(shared)
    check_land(countries, world)
    output.series("nature/land_use_flux.csv", "gcb2022-land", "2022v1.0", countries + world)


def make_budget(shared, output):
    rows = shared.sheet_rows(FOLDER + BUDGET_FILE, BUDGET_SHEET)
    header_row = next(n for n, row in enumerate(rows, 1) if row[0] == "Year")
    header = rows[header_row - 1]
    years = rows_of_years(rows, header_row)
    terms = {}
    for name, (item, uncertainty) in BUDGET_TERMS.items():
        require(name in header, f"{BUDGET_FILE} {BUDGET_SHEET}: no column '{name}'")
        terms[item] = column_series(
            rows, years, header.index(name), BUDGET_FILE, BUDGET_SHEET, name, variable="carbon_budget", region=WORLD,
            category="0", gas="CO2", item=item, unit="GtC", uncertainty=uncertainty)
    terms["fossil"].note = "without the carbonation of cement"
    terms["imbalance"].note = "sources minus sinks, as published"
    worst = max((abs(sum(terms[i].value(y) for i in SOURCES) - sum(terms[i].value(y) for i in SINKS)
                     - terms["imbalance"].value(y)), y) for y in years)
    require(worst[0] < 1e-9, f"{BUDGET_FILE}: the budget does not close in {worst[1]} by {worst[0]} GtC")
    report(f"budget closes every year, largest gap {worst[0]:.2g} GtC")
    output.series("nature/global_budget.csv", "gcb2022-budget", "2022v1.0", terms.values())


def make(shared, output):
    make_land(shared, output)
    make_budget(shared, output)
