"""tracing/power_plants.csv: power plants with coordinates, from the source databases of the Global Power Plant Database.

A plant may stand in several of these databases. Where a country's own register is among them, only the register is
taken; elsewhere GEODB (Global Energy Observatory) and then CDMDB (Clean Development Mechanism), without the plants of
CDMDB that stand by a GEODB plant of the same fuel.
"""

import math

from common import report, require

FOLDER = "power_plants_gppd/"
REGISTERS = ["ARG", "AUS", "BRA", "CAN", "CHL", "IND", "MEX", "URY", "USA"]
WORLD_DATABASES = ["GEODB", "CDMDB"]  # EPRTR has no capacities

REGION_OF_CODE = {"KOS": "XKX"}
SAME_PLACE_KM = 5.0
COLUMNS = ["id", "name", "region", "latitude", "longitude", "fuel", "capacity_mw", "commissioned", "locator"]


def text_of(number):
    return repr(round(number, 6)).removesuffix(".0")


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def plants(shared, database, counts):
    """The usable plants of a database as dicts; the others are counted by reason."""
    file = f"database_{database}.csv"
    for line, record in shared.csv_records(FOLDER + file):
        cell = {key: " ".join(value.split()) for key, value in record.items()}
        latitude, longitude, capacity = (number(cell[c]) for c in ("latitude", "longitude", "capacity_mw"))
        if latitude is None or longitude is None or capacity is None:
            reason = "no coordinates or capacity"
        elif capacity <= 0:
            reason = "capacity not positive"
        elif not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude, longitude) == (0, 0):
            reason = "implausible coordinates"
        else:
            reason = "usable"
        counts[database, reason] = counts.get((database, reason), 0) + 1
        if reason != "usable":
            continue
        year = number(cell["commissioning_year"])
        yield {
            "id": cell["gppd_idnr"],
            "name": cell["name"],
            "region": REGION_OF_CODE.get(cell["country"], cell["country"]),
            "latitude": cell["latitude"],
            "longitude": cell["longitude"],
            "fuel": (cell.get("primary_fuel") or cell.get("fuel1") or "unknown").lower(),
            "capacity_mw": text_of(capacity),
            "commissioned": text_of(year) if year and 1850 <= year <= 2030 else "",
            "locator": f"{file} line {line}",
        }


def distance_km(a, b):
    """Good enough for a few kilometres."""
    lat1, lon1, lat2, lon2 = (math.radians(float(p[c])) for p in (a, b) for c in ("latitude", "longitude"))
    return 6371.0 * math.hypot(lat2 - lat1, (lon2 - lon1) * math.cos((lat1 + lat2) / 2))


def make(shared, output):
    counts = {}
    taken = [p for register in REGISTERS for p in plants(shared, register, counts)]
    for _ in plants(shared, "EPRTR", counts):
        require(False, "database_EPRTR.csv now has capacities: decide how to take its plants")

    geodb, cdmdb = (list(plants(shared, database, counts)) for database in WORLD_DATABASES)
    registered = sum(p["region"] in REGISTERS for p in geodb + cdmdb)
    geodb, cdmdb = ([p for p in d if p["region"] not in REGISTERS] for d in (geodb, cdmdb))
    neighbours = {}
    for plant in geodb:
        neighbours.setdefault((plant["region"], plant["fuel"]), []).append(plant)
    new = [p for p in cdmdb
           if all(distance_km(p, q) > SAME_PLACE_KM for q in neighbours.get((p["region"], p["fuel"]), []))]
    taken += geodb + new

    for (database, reason), count in counts.items():
        report(f"power plants: {database}: {count} {reason}")
    report(f"power plants: {registered} of GEODB and CDMDB left out (country has a register), "
           f"{len(cdmdb) - len(new)} of CDMDB (within {SAME_PLACE_KM:g} km of a GEODB plant of the same fuel)")
    require(len({p["id"] for p in taken}) == len(taken), "power plants: an id stands twice")
    for plant in taken:
        output.regions.check(plant["region"], plant["locator"])
    taken.sort(key=lambda p: p["id"])
    report(f"power plants: {sum(float(p['capacity_mw']) for p in taken) / 1000:.1f} GW in all")
    output.records("tracing/power_plants.csv", "facilities", "tracing", "gppd", "7a91cfbb", COLUMNS,
                   [[p[c] for c in COLUMNS] for p in taken])
