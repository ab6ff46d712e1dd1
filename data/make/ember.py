"""tracing/grid_intensity.csv: yearly carbon intensity of electricity by country, Ember by way of co2.js."""

from common import WORLD, Series, number_text, report

PATH = "grid_factors/average-intensities.json"
FILE = PATH.split("/")[1]

REGION_OF_NAME = {"World": WORLD}  # the other records without a code are groups of countries, left out


def make(shared, output):
    table = []
    left_out = []
    for key, record in shared.json(PATH).items():
        region = record["country_code"] or REGION_OF_NAME.get(record["country_or_region"])
        if not region:
            left_out.append(record["country_or_region"])
            continue
        table.append(Series(
            variable="grid_intensity", region=region, category="1.A.1.a", gas="CO2e", unit="g/kWh",
            uncertainty="grid-intensity", locator=f"{FILE}, record {key}, emissions_intensity_gco2_per_kwh",
            values={record["year"]: number_text(record["emissions_intensity_gco2_per_kwh"])}))
    report(f"grid intensity: {len(table)} regions; groups left out: {', '.join(left_out)}")
    output.series("tracing/grid_intensity.csv", "ember", "co2.js 27cbe832", table)
