"""rules/published_claims.csv: figures that others published and that Alioth sets beside its own, never tunes to.

The claim has no file to read: the figures are in the article.
"""

from common import Series

LOCATOR = "Xinhua/CGTN, 8 April 2026, on the carbon accounting model of the Shanghai Advanced Research Institute, CAS"
NOTE = ("relative to IPCC production-side accounting; covering the consumption end and trade transfer; "
        "method and data not published")
CLAIMS = {"CHN": "-0.177", "JPN": "0.072", "USA": "0.152"}


def make(shared, output):
    del shared
    output.series("rules/published_claims.csv", "claims2026", "2026-04-08", [
        Series(variable="published_adjustment", region=region, gas="GHG", item="xinhua-2026-04-08", unit="1",
               uncertainty="not-stated", locator=LOCATOR, note=NOTE, values={2022: value})
        for region, value in CLAIMS.items()])
