"""What every table script needs: reading sources, region codes, checks, and writing tables.

Numbers travel as text. A figure is written to a table exactly as its source prints it; only the decimal comma
becomes a point, and a float of a workbook is written in its shortest form that reads back to the same float.
"""

import csv
import dataclasses
import hashlib
import json
import pathlib
import re
import warnings

import openpyxl


class MakeError(Exception):
    """An input is missing or a check failed; the message says which."""


# ------------------------------------------------------------------------------------------------- checks

def report(message):
    """A result of a check, printed for whoever makes the tables."""
    print("  " + message)


def require(condition, message):
    if not condition:
        raise MakeError(message)


def differs(value, expected, absolute, relative):
    return abs(value - expected) > absolute + relative * abs(expected)


# ------------------------------------------------------------------------------------------------- sources

class Shared:
    """The folder of source files. It is read, never copied from."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        require(self.root.is_dir(), f"source folder {self.root} not found: give its path with --shared")

    def path(self, name):
        path = self.root / name
        require(path.is_file(), f"source file {path} not found")
        return path

    def csv_rows(self, name, delimiter=","):
        """(line number, cells) of every record, header included. The number is that of the record's first line."""
        with open(self.path(name), encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=delimiter)
            line = 1
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1

    def csv_records(self, name, delimiter=","):
        """(line number, {column: cell}) of every record after the header."""
        rows = self.csv_rows(name, delimiter)
        header = next(rows)[1]
        for line, cells in rows:
            yield line, dict(zip(header, cells))

    def sheet_rows(self, name, sheet):
        """All rows of a worksheet as tuples; rows[i] is row i + 1."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(self.path(name), read_only=True, data_only=True)
            require(sheet in book.sheetnames, f"{name} has no sheet '{sheet}'")
            rows = list(book[sheet].iter_rows(values_only=True))
            book.close()
        return rows

    def json(self, name):
        with open(self.path(name), encoding="utf-8") as stream:
            return json.load(stream)


def number_text(cell):
    """The text of a figure, '' for no data."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        raise MakeError(f"'{cell}' is not a number")
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    text = cell.strip()
    if text == "":
        return ""
    text = text.replace(",", ".")
    try:
        float(text)
    except ValueError:
        raise MakeError(f"'{cell}' is not a number") from None
    return text


def column_letter(index):
    """Spreadsheet letter of a zero-based column index."""
    return openpyxl.utils.get_column_letter(index + 1)


def line_locator(file, column, year, line):
    """A place in a file in which consecutive years stand on consecutive lines."""
    return f"{file} line {{+{line - year}}}, column {column}"


# ------------------------------------------------------------------------------------------------- regions

WORLD = "WLD"
TRANSPORT = "XIT"
STATISTICAL_DIFFERENCE = "XSD"

# Our user-assigned codes (ISO 3166-1 leaves XAA..XZZ to users).
OUR_CODES = {
    "WLD": "World",
    "XCZ": "Panama Canal Zone",
    "XDI": "Disputed territories",
    "XIT": "International transport (bunkers)",
    "XKA": "St. Kitts-Nevis-Anguilla",
    "XKF": "Kuwaiti oil fires",
    "XKX": "Kosovo",
    "XLI": "Leeward Islands",
    "XNC": "Northern Cyprus",
    "XOT": "Other",
    "XPI": "Pacific Islands (Palau)",
    "XRY": "Ryukyu Islands",
    "XSD": "Statistical difference",
    "XSL": "Somaliland",
    "XSM": "Serbia and Montenegro",
}

# Codes that ISO 3166-1 has withdrawn and that a source still uses.
FORMER_CODES = {"ANT": "Netherlands Antilles"}

# Members of the OECD since December 2021.
OECD = frozenset(
    "AUS AUT BEL CAN CHE CHL COL CRI CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ISL ISR ITA JPN KOR LTU LUX LVA "
    "MEX NLD NOR NZL POL PRT SVK SVN SWE TUR USA".split())


class Regions:
    """Knows which region codes are valid."""

    def __init__(self, shared):
        text = shared.path("ipcc_categories/ISO3.yaml").read_text(encoding="utf-8")
        # A country has its two-letter code beside it; a group of countries has members.
        country = r"^  ([A-Z]{3}):\n(?:    .*\n)*?    alternative_codes:\n    - [A-Z]{2}\n"
        self.iso = set(re.findall(country, text, flags=re.MULTILINE))
        require(240 < len(self.iso) < 260, f"ISO3.yaml: {len(self.iso)} country codes read")
        self.valid = self.iso | set(OUR_CODES) | set(FORMER_CODES)

    def check(self, code, where):
        require(code in self.valid, f"{where}: '{code}' is not a region code")


def fossil_uncertainty(region):
    """Uncertainty id of a fossil CO2 figure of a region."""
    if region == WORLD:
        return "fossil-world"
    if region == TRANSPORT:
        return "transport"
    if region == STATISTICAL_DIFFERENCE:
        return "not-stated"
    return "fossil-oecd" if region in OECD else "fossil-other"


# ------------------------------------------------------------------------------------------------- tables

@dataclasses.dataclass
class Series:
    variable: str
    region: str
    unit: str
    uncertainty: str
    locator: str
    values: dict  # year -> text of the figure; '' or absent: no data
    category: str = ""
    gas: str = ""
    item: str = ""
    note: str = ""

    def key(self):
        return (self.variable, self.region, self.category, self.gas, self.item)

    def value(self, year):
        """The figure as a number, None for no data."""
        text = self.values.get(year, "")
        return float(text) if text else None


SERIES_COLUMNS = ["variable", "region", "category", "gas", "item", "unit", "uncertainty", "locator", "note"]


def write_csv(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Output:
    """The folder that the tables go into, and the index of those written."""

    def __init__(self, root, regions):
        self.root = pathlib.Path(root)
        self.regions = regions
        self.tables = []
        self.files = []
        self.uncertainties = {}  # id -> a table that uses it
        self.measured = {}       # figures that one script measures and another one writes

    def _add(self, file, kind, source, version, lines, dataset=None):
        digest = hashlib.sha256((self.root / file).read_bytes()).hexdigest()
        self.tables.append([file, kind, dataset or file.split("/")[0], source, version, digest, lines])
        self.files.append(file)

    def plain(self, file, header, rows):
        """A table that the index does not list: about tables, or embedded in the program."""
        write_csv(self.root / file, header, rows)
        self.files.append(file)

    def records(self, file, kind, dataset, source, version, header, rows):
        """A table of facilities, already in order."""
        write_csv(self.root / file, header, rows)
        self._add(file, kind, source, version, len(rows), dataset)
        report(f"{file}: {len(rows)} lines")

    def series(self, file, source, version, series):
        """A table of time series: sorted, without empty lines, from the first year with data to the last."""
        kept = [s for s in series if any(s.values.values())]
        kept.sort(key=lambda s: s.key())
        require(kept, f"{file}: no data")
        years = [y for s in kept for y, text in s.values.items() if text]
        years = range(min(years), max(years) + 1)
        seen = set()
        rows = []
        for s in kept:
            where = f"{file}: {' '.join(s.key())}"
            self.regions.check(s.region, where)
            require(s.key() not in seen, f"{where}: twice")
            seen.add(s.key())
            for text in (s.item, s.note, s.locator, s.unit):
                require(text == " ".join(text.split()), f"{where}: stray white space in '{text}'")
            self.uncertainties.setdefault(s.uncertainty, file)
            rows.append([*s.key(), s.unit, s.uncertainty, s.locator, s.note, *(s.values.get(y, "") for y in years)])
        write_csv(self.root / file, SERIES_COLUMNS + [str(y) for y in years], rows)
        self._add(file, "series", source, version, len(rows))
        report(f"{file}: {len(rows)} lines, {years[0]}-{years[-1]}")

    def index(self):
        """tables.csv: the last file written."""
        header = ["file", "kind", "dataset", "source", "version", "sha256", "lines"]
        self.plain("tables.csv", header, sorted(self.tables))
