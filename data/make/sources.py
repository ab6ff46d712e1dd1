"""sources.csv and supersessions.csv: where the figures come from, under which licence, and which edition holds."""

from common import require

CC_BY = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")

COLUMNS = ["id", "title", "publisher", "year", "licence", "licence_url", "citation", "url", "redistributable"]

SOURCES = [
    ("gcb2023", "Global Carbon Project's fossil CO2 emissions dataset, 2023v28", "CICERO / Global Carbon Project, Zenodo", 2023,
     *CC_BY,
     "Andrew, R. M., Peters, G. P. (2023), The Global Carbon Project's fossil CO2 emissions dataset, version 2023v28, Zenodo, "
     "https://doi.org/10.5281/zenodo.5569234. Friedlingstein, P., et al. (2023), Global Carbon Budget 2023, Earth Syst. Sci. "
     "Data 15, 5301-5369, https://doi.org/10.5194/essd-15-5301-2023",
     "https://doi.org/10.5281/zenodo.5569234"),
    ("gcb2023-national", "Global Carbon Budget 2023: national fossil carbon emissions, territorial and consumption",
     "Global Carbon Project / ICOS Carbon Portal", 2023, *CC_BY,
     "Friedlingstein, P., et al. (2023), Global Carbon Budget 2023, Earth Syst. Sci. Data 15, 5301-5369, "
     "https://doi.org/10.5194/essd-15-5301-2023. Consumption emissions: updated from Peters, G. P., Minx, J. C., Weber, C. L., "
     "Edenhofer, O. (2011), Growth in emission transfers via international trade from 1990 to 2008, Proceedings of the National "
     "Academy of Sciences 108, 8903-8908, http://www.pnas.org/content/108/21/8903.abstract",
     "https://doi.org/10.18160/GCP-2023"),
    ("gcb2019", "Global Carbon Budget 2019 v1.0: national emissions, packaged by openclimatedata",
     "Global Carbon Project / ICOS Carbon Portal", 2019, *CC_BY,
     "Friedlingstein, P., et al. (2019), Global Carbon Budget 2019, Earth Syst. Sci. Data 11, 1783-1838, "
     "https://doi.org/10.5194/essd-11-1783-2019. Consumption emissions: updated from Peters, G. P., Minx, J. C., Weber, C. L., "
     "Edenhofer, O. (2011), Growth in emission transfers via international trade from 1990 to 2008, Proceedings of the National "
     "Academy of Sciences 108, 8903-8908. Packaging: openclimatedata/global-carbon-budget, PDDL",
     "https://github.com/openclimatedata/global-carbon-budget"),
    ("gcb2022-land", "Global Carbon Budget 2022: national land-use change carbon emissions 2022v1.0",
     "Global Carbon Project / ICOS Carbon Portal", 2022, *CC_BY,
     "Friedlingstein, P., et al. (2022), Global Carbon Budget 2022, Earth Syst. Sci. Data 14, 4811-4900, "
     "https://doi.org/10.5194/essd-14-4811-2022. BLUE: Hansis, E., Davis, S. J., Pongratz, J. (2015), Relevance of "
     "methodological choices for accounting of land use change carbon fluxes, Global Biogeochemical Cycles 29, 1230-1246. H&N: "
     "Houghton, R. A., Nassikas, A. A. (2017), Global and regional fluxes of carbon from land use and land cover change "
     "1850-2015, Global Biogeochemical Cycles 31, 456-472. OSCAR: Gasser, T., Crepin, L., Quilcaille, Y., Houghton, R. A., "
     "Ciais, P., Obersteiner, M. (2020), Historical CO2 emissions from land use and land cover change and their uncertainty, "
     "Biogeosciences, 4075-4101",
     "https://doi.org/10.18160/gcp-2022"),
    ("gcb2022-budget", "Global Carbon Budget 2022 v1.0", "Global Carbon Project / ICOS Carbon Portal", 2022, *CC_BY,
     "Friedlingstein, P., et al. (2022), Global Carbon Budget 2022, Earth Syst. Sci. Data 14, 4811-4900, "
     "https://doi.org/10.5194/essd-14-4811-2022. Atmospheric growth: Dlugokencky, E., Tans, P. (2020), Trends in atmospheric "
     "carbon dioxide, National Oceanic & Atmospheric Administration, Earth System Research Laboratory (NOAA/ESRL), "
     "http://www.esrl.noaa.gov/gmd/ccgg/trends/global.html",
     "https://doi.org/10.18160/gcp-2022"),
    ("edgar2024", "EDGAR_2024_GHG: CH4, N2O and F-gases by country and sector", "European Commission, Joint Research Centre", 2024,
     *CC_BY,
     "EDGAR (Emissions Database for Global Atmospheric Research) Community GHG Database (a collaboration between the European "
     "Commission, Joint Research Centre (JRC), the International Energy Agency (IEA), and comprising IEA-EDGAR CO2, EDGAR CH4, "
     "EDGAR N2O, EDGAR F-GASES version EDGAR_2024_GHG (2024) European Commission. Crippa M., Guizzardi D., Pagani F., Banja M., "
     "Muntean M., Schaaf E., Becker, W., Monforti-Ferrario F., Quadrelli, R., Risquez Martin, A., Taghavi-Moharamli, P., "
     "Grassi, G., Rossi, S., Melo, J., Oom, D., Branco, A., San-Miguel, J., Manca, G., Pisoni, E., Vignati, E., Pekar, F., GHG "
     "emissions of all world countries - JRC/IEA 2024 Report, Luxembourg, 2024, https://data.europa.eu/doi/10.2760/4002897, "
     "JRC138862. CO2 is not taken: CO2 from fuel combustion is under CC BY-NC-ND 4.0",
     "https://edgar.jrc.ec.europa.eu/dataset_ghg2024"),
    ("owid2024", "Our World in Data CO2 and greenhouse gas emissions data, column subset to 2024", "Our World in Data", 2024,
     *CC_BY,
     "Ritchie, H., Rosado, P., Roser, M. (2023), CO2 and Greenhouse Gas Emissions, OurWorldInData.org. GDP: Bolt, J., van Zanden, "
     "J. L. (2024), Maddison Project Database 2023, "
     "https://www.rug.nl/ggdc/historicaldevelopment/maddison/releases/maddison-project-database-2023. Population: based on "
     "various sources, https://ourworldindata.org/population-sources",
     "https://github.com/owid/co2-data"),
    ("natural-earth", "Natural Earth, Admin 0 countries, 1:50m and 1:110m", "Natural Earth", "", "public domain",
     "https://www.naturalearthdata.com/about/terms-of-use/",
     "Made with Natural Earth. Free vector and raster map data at naturalearthdata.com",
     "https://github.com/martynafford/natural-earth-geojson"),
    ("ember", "Yearly electricity data: carbon intensity, as packaged by co2.js", "Ember; Green Web Foundation", 2025, *CC_BY,
     "Ember, Yearly Electricity Data, as packaged in thegreenwebfoundation/co2.js (Apache-2.0), commit 27cbe8328aea",
     "https://github.com/thegreenwebfoundation/co2.js"),
    ("gppd", "Global Power Plant Database: source databases", "World Resources Institute", 2021, *CC_BY,
     "Global Energy Observatory, Google, KTH Royal Institute of Technology in Stockholm, Enipedia, World Resources Institute, "
     "Global Power Plant Database. Byers, L., Friedrich, J., Hennig, R., Kressig, A., Li, X., McCormick, C., Malaguzzi Valeri, L. "
     "(2018), A Global Database of Power Plants, World Resources Institute. Commit 7a91cfbb2a4e",
     "https://github.com/wri/global-power-plant-database"),
    ("epa2025", "Emission Factors for Greenhouse Gas Inventories (GHG Emission Factors Hub), 15 January 2025",
     "United States Environmental Protection Agency", 2025, "public domain (work of the United States Government)",
     "https://www.usa.gov/government-copyright",
     "US EPA Center for Corporate Climate Leadership (2025), Emission Factors for Greenhouse Gas Inventories, last modified 15 "
     "January 2025",
     "https://www.epa.gov/climateleadership/ghg-emission-factors-hub"),
    ("desnz2024", "UK Government GHG Conversion Factors for Company Reporting 2024, flat file v1.1",
     "Department for Energy Security and Net Zero", 2024, "Open Government Licence v3.0",
     "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
     "UK Government GHG Conversion Factors for Company Reporting 2024, version 1.1, updated 18 October 2024, produced by Ricardo "
     "Energy & Environment for the Department for Energy Security and Net Zero (DESNZ) and the Department for Environment, Food "
     "and Rural Affairs (Defra). Contains public sector information licensed under the Open Government Licence v3.0",
     "https://www.gov.uk/government/publications/greenhouse-gas-reporting-conversion-factors-2024"),
    ("claims2026", "Adjustment of national greenhouse gas emissions 2022 from a comprehensive perspective",
     "Xinhua / CGTN", 2026, "facts quoted from a news report", "",
     "Xinhua/CGTN, 8 April 2026; People's Daily, April 2026, on a carbon accounting model of the Shanghai Advanced Research "
     "Institute, Chinese Academy of Sciences", ""),
    ("gwp", "Global warming potentials SAR to AR6", "openclimatedata", 2023, "PDDL 1.0",
     "https://opendatacommons.org/licenses/pddl/1-0/",
     "openclimatedata/globalwarmingpotentials, commit fc4e6f48190b, after the assessment reports of the IPCC (for AR6: IPCC AR6 "
     "WGI Chapter 7 Supplementary Material, Table 7.SM.7)",
     "https://github.com/openclimatedata/globalwarmingpotentials"),
    ("climate-categories", "climate_categories: category trees and conversions", "PRIMAP community", 2025, "Apache-2.0",
     "https://www.apache.org/licenses/LICENSE-2.0",
     "primap-community/climate_categories, commit 00da68a73123; after the IPCC guidelines of 1996 and 2006 and the UNFCCC's "
     "reporting tables",
     "https://github.com/primap-community/climate_categories"),
]

SUPERSESSIONS = [
    ("trade", variable, "gcb2019", "gcb2023-national", "2023-12-05",
     "a later edition of the Global Carbon Budget; the earlier one is kept to measure revisions and is never mixed into a series")
    for variable in ("consumption_emission", "territorial_emission")
]


def make(shared, output):
    del shared
    rows = sorted([*source, "yes"] for source in SOURCES)
    known = {row[0] for row in rows}
    for table in output.tables:
        require(table[3] in known, f"{table[0]}: source '{table[3]}' is not in sources.csv")
    output.plain("sources.csv", COLUMNS, rows)
    output.plain("supersessions.csv", ["dataset", "variable", "source", "superseded_by", "since", "reason"], SUPERSESSIONS)
