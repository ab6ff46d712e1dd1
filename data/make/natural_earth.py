"""production/area.csv and reference/outlines.csv, from the country outlines of Natural Earth."""

import math

from common import Series, report, require

FOLDER = "natural_earth/"
AREA_FILE = "ne_50m_admin_0_countries.json"
OUTLINE_FILE = "ne_110m_admin_0_countries.json"

# Natural Earth's own codes of the features without an ISO code.
REGION_OF_ADM0 = {"ATC": "AUS", "CYN": "XNC", "FRA": "FRA", "KAS": "XDI", "KOS": "XKX", "NOR": "NOR", "SOL": "XSL"}

# Parts that statistics count with a country; in the outlines they stay apart.
AREA_PARENT = {"XNC": "CYP", "XSL": "SOM"}

AREA_NOTE = "computed from 1:50m outlines on the WGS84 ellipsoid; inland waters included"
EXTRA_NOTES = {
    "AUS": "with Ashmore and Cartier Islands",
    "CYP": "whole island with Northern Cyprus",
    "FRA": "with the overseas departments",
    "NLD": "with Bonaire, Sint Eustatius and Saba",
    "NOR": "with Svalbard and Jan Mayen",
    "SOM": "with Somaliland",
    "XDI": "Siachen Glacier",
}

# Total area (land and inland waters), km2, as commonly published (CIA World Factbook, UN Demographic Yearbook).
KNOWN_AREAS = {
    "AUS": 7741220, "BRA": 8515770, "CAN": 9984670, "CHE": 41277, "CHN": 9596960, "DEU": 357022, "EGY": 1001450,
    "IND": 3287263, "JPN": 377915, "KAZ": 2724900, "RUS": 17098242, "USA": 9833517, "ZAF": 1219090,
}

# WGS84
SEMI_MAJOR_KM = 6378.137
ECCENTRICITY = math.sqrt((2 - 1 / 298.257223563) / 298.257223563)


def region_of(properties):
    code = properties["ISO_A3_EH"]
    return code if code != "-99" else REGION_OF_ADM0.get(properties["ADM0_A3"])


def polygons(shared, file):
    """(region, polygon) of every part of every country; a polygon is a list of closed rings of (lon, lat)."""
    for feature in shared.json(FOLDER + file)["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for part in parts:
            if properties["ADM0_A3"] == "IOA":  # Indian Ocean Territories: Christmas Island and Cocos
                region = "CXR" if part[0][0][0] > 100 else "CCK"
            else:
                region = region_of(properties)
            require(region, f"{file}: {properties['NAME']} ({properties['ADM0_A3']}) is not mapped to a region")
            yield region, part


# ------------------------------------------------------------------------------------------------- areas

def zone(latitude):
    """Area between the equator and a latitude, per radian of longitude, km2 (authalic)."""
    e, s = ECCENTRICITY, math.sin(math.radians(latitude))
    q = (1 - e * e) * (s / (1 - e * e * s * s) + math.atanh(e * s) / e)
    return SEMI_MAJOR_KM ** 2 / 2 * q


def ring_area(ring):
    """Signed area of a ring with edges straight in longitude and latitude; Simpson's rule on each edge."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in zip(ring, ring[1:]):
        mean = (zone(lat1) + 4 * zone((lat1 + lat2) / 2) + zone(lat2)) / 6
        total -= math.radians(lon2 - lon1) * mean
    return total


def polygon_area(polygon):
    outer, *holes = (abs(ring_area(ring)) for ring in polygon)
    return outer - sum(holes)


def make_areas(shared, output):
    band = ring_area([(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)])
    report(f"area: the ellipsoid comes out at {band:.0f} km2 (510065622 known)")
    require(abs(band / 510065621.7 - 1) < 1e-9, "the surface of the ellipsoid is wrong")
    areas = {}
    for region, polygon in polygons(shared, AREA_FILE):
        region = AREA_PARENT.get(region, region)
        areas[region] = areas.get(region, 0.0) + polygon_area(polygon)
    deviations = [f"{region} {areas[region] / known - 1:+.2%}" for region, known in KNOWN_AREAS.items()]
    report("area against published totals: " + ", ".join(deviations))
    for region, known in KNOWN_AREAS.items():
        require(abs(areas[region] / known - 1) < 0.06, f"area of {region} is {areas[region]:.0f} km2, published {known}")
    report(f"area: {len(areas)} regions, {sum(areas.values()):.0f} km2 in all")
    series = [Series(variable="area", region=region, item="outline", unit="km2", uncertainty="area",
                     locator=f"{AREA_FILE}, feature {region}",
                     note=AREA_NOTE + (f"; {EXTRA_NOTES[region]}" if region in EXTRA_NOTES else ""),
                     values={2022: f"{area:.2f}"})
              for region, area in areas.items()]
    output.series("production/area.csv", "natural-earth", "4.x-50m", series)


# ------------------------------------------------------------------------------------------------- outlines

def coordinate(value):
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def ring_text(ring):
    points = []
    for lon, lat in ring:
        point = coordinate(lon) + " " + coordinate(lat)
        if not points or points[-1] != point:
            points.append(point)
    if points[0] == points[-1]:
        points.pop()
    return " ".join(points) if len(points) >= 3 else ""


def make_outlines(shared, output):
    outlines = {}
    for region, polygon in polygons(shared, OUTLINE_FILE):
        outlines.setdefault(region, []).extend(text for text in map(ring_text, polygon) if text)
    for region in outlines:
        output.regions.check(region, OUTLINE_FILE)
    rows = [[region, ";".join(rings)] for region, rings in sorted(outlines.items())]
    output.plain("reference/outlines.csv", ["region", "outline"], rows)


def make(shared, output):
    make_areas(shared, output)
    make_outlines(shared, output)
