"""uncertainties.csv: the error of a figure, by the id that its line in a table carries.

half_width: relative to the figure, or in the unit that ends the id. It reaches from the figure to either end of the
interval that holds the true value with the probability `coverage`. For a lognormal the figure is the median and the
interval runs from figure / (1 + half_width) to figure * (1 + half_width).
"""

from common import report, require

IPCC2006 = "IPCC (2006), 2006 IPCC Guidelines for National Greenhouse Gas Inventories, IGES, Japan"
MINX = ("Minx, J. C., et al. (2021), A comprehensive and synthetic dataset for global, regional, and national greenhouse "
        "gas emissions by sector 1970-2018 with an extension to 2019, Earth Syst. Sci. Data 13, 5213-5252, "
        "https://doi.org/10.5194/essd-13-5213-2021; IPCC AR6 WGIII (2022), Chapter 2")
ANDRES = ("Andres, R. J., et al. (2012), A synthesis of carbon dioxide emissions from fossil-fuel combustion, Biogeosciences "
          "9, 1845-1871, https://doi.org/10.5194/bg-9-1845-2012; Andres, R. J., Boden, T. A., Higdon, D. (2014), A new "
          "evaluation of the uncertainty associated with CDIAC estimates of fossil fuel carbon dioxide emission, Tellus B "
          "66, 23616, https://doi.org/10.3402/tellusb.v66.23616")
GCB2022 = ("Friedlingstein, P., et al. (2022), Global Carbon Budget 2022, Earth Syst. Sci. Data 14, 4811-4900, "
           "https://doi.org/10.5194/essd-14-4811-2022")
GCB2023 = ("Friedlingstein, P., et al. (2023), Global Carbon Budget 2023, Earth Syst. Sci. Data 15, 5301-5369, "
           "https://doi.org/10.5194/essd-15-5301-2023")
BUDGET_SHEET = "stated at the head of the sheet 'Global Carbon Budget' of Global_Carbon_Budget_2022v1.0.xlsx"
ALIOTH = "Alioth"

JUDGEMENT = "Alioth's judgement"


TRANSFER_SIZES = {
    "transfer-large": "a mean of 50 MtC or more",
    "transfer-medium": "a mean of 5 to 50 MtC",
    "transfer-small": "a mean below 5 MtC",
}


def transfer_line(name, half_width, countries, count):
    return (name, "lognormal", half_width, 0.95,
            "No uncertainty is published for consumption emissions; the Global Carbon Budget states that it is unlikely to differ "
            "significantly from that of territorial emissions. Alioth uses the revision between the editions of 2019 and 2023 "
            f"(data/make/gcb_transfers.py measures it): for accounts with {TRANSFER_SIZES[name]} ({countries} countries, {count} "
            "country-years 1990-2017), 95 % lie within this factor of each other. It contains revisions of the territorial "
            "figures, and not the errors that both editions share.", GCB2023)


def lines(transfer):
    """(id, distribution, half_width, coverage, basis, citation)"""
    return [
        # CO2 from fossil fuels and cement
        ("fossil-oecd", "normal", 0.05, 0.95,
         f"{JUDGEMENT} by country group: 5 %, read as 95 %, for members of the OECD, in keeping with 'a few per cent' for "
         "mature economies with good statistics. The same share is used for every fuel; errors of one country's fuels are "
         "likely systematic and common.", ANDRES),
        ("fossil-other", "normal", 0.10, 0.95,
         f"{JUDGEMENT} by country group: 10 %, read as 95 %, for countries outside the OECD. The literature has wider values "
         "for single countries: the Global Carbon Budget cites about 10 % at one sigma for China.", f"{ANDRES}; {GCB2023}"),
        ("fossil-world", "normal", 0.05, 0.68,
         "The Global Carbon Budget states +-5 % for one sigma for global fossil emissions.", GCB2023),
        ("transport", "normal", 0.10, 0.95,
         f"{JUDGEMENT}: the sources state no uncertainty for international bunkers; taken as for countries outside the OECD.",
         ALIOTH),
        *(transfer_line(name, *measured) for name, measured in transfer.items()),
        # Land and the global budget
        ("land-models", "spread", "", "",
         "No uncertainty is published by country. The spread of the three bookkeeping models (BLUE, H&N, OSCAR) of the same "
         "region and year is the uncertainty; the error of a region with one or two models is not known.", GCB2022),
        ("land-world-GtC", "normal", 0.7, 0.68, f"+-0.7 GtC, one sigma, for the mean of the three models; {BUDGET_SHEET}.",
         GCB2022),
        ("budget-fossil", "normal", 0.05, 0.68, f"+-5 %, one sigma; {BUDGET_SHEET}.", GCB2022),
        ("growth-GtC", "normal", 0.2, 0.68,
         f"'variable uncertainty around 0.2 GtC/yr from 1980', one sigma; {BUDGET_SHEET}. Larger before 1980; used for all "
         "years.", GCB2022),
        ("ocean-sink-GtC", "normal", 0.4, 0.68, f"+-0.4 GtC on average, one sigma; {BUDGET_SHEET}.", GCB2022),
        ("land-sink-GtC", "normal", 0.5, 0.68, f"+-0.5 GtC on average, one sigma; {BUDGET_SHEET}.", GCB2022),
        # CH4
        ("ch4-agriculture", "normal", 0.40, 0.95,
         "Tier 1 factors of enteric fermentation: +-30-50 % (Vol. 4, 10.3.4); 40 % is the middle and is taken for the whole "
         f"sector by {JUDGEMENT} (manure and rice included, activity data not).", IPCC2006),
        ("ch4-combustion", "lognormal", 1.0, 0.95,
         "Stationary combustion: default uncertainty of CH4 factors 50-150 % (Vol. 2, Table 2.12); the middle, 100 %, taken as a "
         f"factor of 2 by {JUDGEMENT}.", IPCC2006),
        ("ch4-transport", "lognormal", 1.5, 0.95,
         "Road transport: CH4 factors uncertain by a factor of 2 to 3 (Vol. 2, 3.2.2); the middle, 2.5, by "
         f"{JUDGEMENT}.", IPCC2006),
        ("ch4-aviation", "lognormal", 1.0, 0.95,
         "Civil aviation: CH4 factors -57 % to +100 % (Vol. 2, 3.6.1.7): a factor of about 2.", IPCC2006),
        ("ch4-shipping", "normal", 0.5, 0.95, "Water-borne navigation: CH4 factors +-50 % (Vol. 2, 3.5.1.7).", IPCC2006),
        ("ch4-fuel-exploitation", "lognormal", 1.0, 0.95,
         "Tier 1 factors of underground coal mining: a factor of 2 greater or smaller (Vol. 2, 4.1.3). Taken for the whole "
         f"sector by {JUDGEMENT}; oil and gas Tier 1 factors differ widely by segment.", IPCC2006),
        ("ch4-waste", "normal", 0.30, 0.90,
         "Gas-wide value for global CH4, 90 % interval; no single default range covers landfills and waste water. Too narrow for "
         "a country with poor waste statistics.", MINX),
        ("ch4-gas-wide", "normal", 0.30, 0.90, "Gas-wide value for global CH4, 90 % interval.", MINX),
        # N2O
        ("n2o-agriculture", "lognormal", 2.0, 0.95,
         "Direct emissions from managed soils: EF1 0.01, range 0.003-0.03 (Vol. 4, Table 11.1): a factor of 3; taken for the "
         f"whole sector by {JUDGEMENT}.", IPCC2006),
        ("n2o-combustion", "lognormal", 9.0, 0.95,
         "Stationary combustion: default uncertainty of N2O factors one order of magnitude, from a tenth to ten times the value "
         "(Vol. 2, Table 2.12). The mean of the lognormal is about twice its median.", IPCC2006),
        ("n2o-transport", "lognormal", 1.5, 0.95,
         "Road transport: N2O factors uncertain by a factor of 2 to 3 (Vol. 2, 3.2.2); the middle, 2.5, by "
         f"{JUDGEMENT}.", IPCC2006),
        ("n2o-aviation", "lognormal", 1.5, 0.95,
         "Civil aviation: N2O factors -70 % to +150 % (Vol. 2, 3.6.1.7): a factor of about 2.5.", IPCC2006),
        ("n2o-shipping", "lognormal", 1.4, 0.95,
         "Water-borne navigation: N2O factors -40 % to +140 % (Vol. 2, 3.5.1.7); the upper end taken as the factor.", IPCC2006),
        ("n2o-waste", "normal", 0.60, 0.90,
         "Gas-wide value for global N2O, 90 % interval. The default factor of waste-water effluent spans 0.0005-0.25 (Vol. 5, "
         "Table 6.11), so a single country may be far outside.", MINX),
        ("n2o-gas-wide", "normal", 0.60, 0.90, "Gas-wide value for global N2O, 90 % interval.", MINX),
        # F-gases
        ("f-gases", "normal", 0.30, 0.90,
         "Gas-wide value for global F-gases, 90 % interval; single gases and countries differ more.", MINX),
        # Activity and the rest
        ("population", "normal", 0.02, 0.95,
         f"Not stated by the source; {JUDGEMENT} for recent years. Larger before 1950 and in countries without a recent census.",
         ALIOTH),
        ("gdp", "normal", 0.10, 0.95,
         f"Not stated by the source; {JUDGEMENT} (prices, purchasing-power parities, rounding of the subset to three digits).",
         ALIOTH),
        ("area", "normal", 0.02, 0.95,
         f"{JUDGEMENT} from the comparison of a dozen computed areas with published ones (data/make/natural_earth.py prints it). "
         "Much larger for islands of a few square kilometres, which 1:50m outlines draw coarsely.", ALIOTH),
        ("grid-intensity", "normal", 0.10, 0.95, f"Not stated by the source; {JUDGEMENT}.", ALIOTH),
        ("factor-not-stated", "none", "", "", "Not stated by the source.", ""),
        ("plant-not-stated", "none", "", "", "Not stated by the source (capacities and places of power plants).", ""),
        ("not-stated", "none", "", "", "Not stated by the source.", ""),
    ]


def make(shared, output):
    del shared
    rows = sorted(lines(output.measured["transfer"]))
    ids = [row[0] for row in rows]
    require(len(set(ids)) == len(ids), "uncertainties: an id stands twice")
    for used, file in output.uncertainties.items():
        require(used in ids, f"{file} uses the uncertainty '{used}', which uncertainties.csv does not define")
    unused = sorted(set(ids) - set(output.uncertainties))
    report(f"uncertainties.csv: {len(rows)} lines; not used in a series: {', '.join(unused)}")
    output.plain("uncertainties.csv", ["id", "distribution", "half_width", "coverage", "basis", "citation"], rows)
