#!/usr/bin/env python3
"""Makes data/reference/{groups,gases,gwp,categories,category_map}.csv.

regions.csv and units.xml are written by hand. The sources are

  gwp/globalwarmingpotentials.csv           openclimatedata/globalwarmingpotentials (PDDL 1.0)
  lca_gwp/lciafmt/data/IPCC_GWP_values.csv  USEPA/LCIAformatter (MIT)
  ipcc_categories/*.yaml, *.csv             primap-community/climate_categories (Apache-2.0)
  climate_categories_extra/CRF2013.yaml     the same

below the folder given as the first argument. Needs PyYAML. The tables are plain CSV: a field with a comma is quoted,
and no field holds a quotation mark or a line break.
"""

import csv
import difflib
import io
import pathlib
import re
import sys

import yaml

SOURCES = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
REFERENCE = pathlib.Path(__file__).resolve().parents[1] / "reference"


def clean(text):
    return " ".join(str(text).replace('"', "'").split())


def write(name, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([clean(cell) for cell in row] for row in rows)
    (REFERENCE / name).write_text(out.getvalue(), encoding="utf-8")
    print(f"{name}: {len(rows)} rows")


# ---------------------------------------------------------------- groups

EU27 = ("AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP "
        "SWE").split()
OECD = ("AUS AUT BEL CAN CHL COL CRI CZE DNK EST FIN FRA DEU GRC HUN ISL IRL ISR ITA JPN KOR LVA LTU LUX MEX NLD NZL "
        "NOR POL PRT SVK SVN ESP SWE CHE TUR GBR USA").split()
ANNEX1 = sorted(set(EU27) | set("AUS BLR CAN ISL JPN LIE MCO NZL NOR RUS CHE TUR UKR GBR USA".split()))
# Parties that ISO 3166-1 lists as something other than a state of its own: the Cook Islands and Niue.
PARTIES_BEYOND_COUNTRIES = ["COK", "NIU"]
LDC = ("AFG AGO BDI BEN BFA BGD BTN CAF TCD COM COD DJI ERI ETH GMB GIN GNB HTI KHM KIR LAO LSO LBR MDG MWI MLI MRT "
       "MOZ MMR NPL NER RWA STP SEN SLE SLB SOM SSD SDN TLS TGO TUV UGA TZA YEM ZMB").split()
AOSIS = ("ATG BHS BLZ BRB COK COM CPV CUB DMA DOM FJI FSM GNB GRD GUY HTI JAM KIR KNA LCA MDV MHL MUS NIU NRU PLW PNG "
         "SGP SLB STP SUR SYC TLS TON TTO TUV VCT VUT WSM").split()
CONTINENTS = [("AFRICA", "AF", "Africa", "非洲"), ("ASIA", "AS", "Asia", "亚洲"), ("EUROPE", "EU", "Europe", "欧洲"),
              ("NORTH-AMERICA", "NA", "North America", "北美洲"),
              ("SOUTH-AMERICA", "SA", "South America", "南美洲"), ("OCEANIA", "OC", "Oceania", "大洋洲")]


def groups():
    with open(REFERENCE / "regions.csv", encoding="utf-8") as file:
        regions = list(csv.DictReader(file))
    parties = [r["code"] for r in regions if r["kind"] == "country"] + PARTIES_BEYOND_COUNTRIES
    rows = [
        ("EU27", "European Union (27)", "欧盟27国", EU27, "since 2020-02-01", "EU;European Union;欧盟;EU27BX"),
        ("EU28", "European Union (28)", "欧盟28国", EU27 + ["GBR"], "2013-07-01 to 2020-01-31", ""),
        ("OECD", "OECD", "经合组织", OECD, "38 members, 2022", "经济合作与发展组织"),
        ("G7", "G7", "七国集团", "CAN FRA DEU ITA JPN GBR USA".split(), "", ""),
        ("G20", "G20", "二十国集团",
         "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN KOR MEX RUS SAU ZAF TUR GBR USA".split(),
         "the 19 countries; the European Union and the African Union are members beside them", ""),
        ("BRICS", "BRICS", "金砖国家", "BRA RUS IND CHN ZAF".split(), "the five members of 2011 to 2023", ""),
        ("ASEAN", "ASEAN", "东盟", "BRN KHM IDN LAO MYS MMR PHL SGP THA VNM".split(),
         "ten members; Timor-Leste joined in October 2025", "东南亚国家联盟"),
        ("ANNEX1", "UNFCCC Annex I Parties", "附件一缔约方", ANNEX1,
         "countries; the European Union is a Party beside them", "Annex I"),
        ("NONANNEX1", "UNFCCC non-Annex I Parties", "非附件一缔约方", sorted(set(parties) - set(ANNEX1)),
         "all Parties that are not in Annex I", "Non-Annex I"),
        ("LDC", "Least developed countries", "最不发达国家", LDC,
         "46 countries, August 2021 to December 2023; Bhutan left on 2023-12-13; Sao Tome and Principe in 2024", ""),
        ("AOSIS", "Alliance of Small Island States", "小岛屿国家联盟", AOSIS, "39 members", ""),
    ]
    # UN M49 has no code of its own for Taiwan (Province of China) and Kosovo; the geographic regions hold them here.
    for code, letters, name_en, name_zh in CONTINENTS:
        members = [r["code"] for r in regions if r["continent"] == letters and r["kind"] != "former"]
        rows.append((code, name_en, name_zh, members, "UN M49 geographic region", ""))
    assert len(EU27) == 27 and len(OECD) == 38 and len(LDC) == 46 and len(AOSIS) == 39 and len(ANNEX1) == 42
    write("groups.csv", ["code", "name_en", "name_zh", "members", "note", "aliases"],
          [(c, en, zh, " ".join(m), note, aliases) for c, en, zh, m, note, aliases in rows])


# ---------------------------------------------------------------- gases and GWP

# id, key in globalwarmingpotentials.csv, family, formula, English name, Chinese name
GASES = """
CO2||CO2|CO2|Carbon dioxide|二氧化碳
CH4|CH4|CH4|CH4|Methane|甲烷
CH4-fossil||CH4|CH4|Methane (fossil)|甲烷（化石源）
CH4-biogenic||CH4|CH4|Methane (non-fossil)|甲烷（非化石源）
N2O|N2O|N2O|N2O|Nitrous oxide|氧化亚氮
SF6|SF6|SF6|SF6|Sulphur hexafluoride|六氟化硫
NF3|NF3|NF3|NF3|Nitrogen trifluoride|三氟化氮
HFC-23|HFC23|HFC|CHF3|Trifluoromethane|三氟甲烷
HFC-32|HFC32|HFC|CH2F2|Difluoromethane|二氟甲烷
HFC-41|HFC41|HFC|CH3F|Fluoromethane|一氟甲烷
HFC-125|HFC125|HFC|CHF2CF3|Pentafluoroethane|五氟乙烷
HFC-134|HFC134|HFC|CHF2CHF2|1,1,2,2-Tetrafluoroethane|1,1,2,2-四氟乙烷
HFC-134a|HFC134a|HFC|CH2FCF3|1,1,1,2-Tetrafluoroethane|1,1,1,2-四氟乙烷
HFC-143|HFC143|HFC|CH2FCHF2|1,1,2-Trifluoroethane|1,1,2-三氟乙烷
HFC-143a|HFC143a|HFC|CH3CF3|1,1,1-Trifluoroethane|1,1,1-三氟乙烷
HFC-152|HFC152|HFC|CH2FCH2F|1,2-Difluoroethane|1,2-二氟乙烷
HFC-152a|HFC152a|HFC|CH3CHF2|1,1-Difluoroethane|1,1-二氟乙烷
HFC-161|HFC161|HFC|CH3CH2F|Fluoroethane|一氟乙烷
HFC-227ea|HFC227ea|HFC|CF3CHFCF3|1,1,1,2,3,3,3-Heptafluoropropane|1,1,1,2,3,3,3-七氟丙烷
HFC-236cb|HFC236cb|HFC|CH2FCF2CF3|1,1,1,2,2,3-Hexafluoropropane|1,1,1,2,2,3-六氟丙烷
HFC-236ea|HFC236ea|HFC|CHF2CHFCF3|1,1,1,2,3,3-Hexafluoropropane|1,1,1,2,3,3-六氟丙烷
HFC-236fa|HFC236fa|HFC|CF3CH2CF3|1,1,1,3,3,3-Hexafluoropropane|1,1,1,3,3,3-六氟丙烷
HFC-245ca|HFC245ca|HFC|CH2FCF2CHF2|1,1,2,2,3-Pentafluoropropane|1,1,2,2,3-五氟丙烷
HFC-245fa|HFC245fa|HFC|CHF2CH2CF3|1,1,1,3,3-Pentafluoropropane|1,1,1,3,3-五氟丙烷
HFC-365mfc|HFC365mfc|HFC|CH3CF2CH2CF3|1,1,1,3,3-Pentafluorobutane|1,1,1,3,3-五氟丁烷
HFC-43-10mee|HFC4310mee|HFC|CF3CHFCHFCF2CF3|1,1,1,2,2,3,4,5,5,5-Decafluoropentane|1,1,1,2,2,3,4,5,5,5-十氟戊烷
CF4|CF4|PFC|CF4|Tetrafluoromethane|四氟化碳
C2F6|C2F6|PFC|C2F6|Hexafluoroethane|六氟乙烷
C3F8|C3F8|PFC|C3F8|Octafluoropropane|八氟丙烷
c-C3F6|cC3F6|PFC|C3F6|Hexafluorocyclopropane|六氟环丙烷
c-C4F8|cC4F8|PFC|C4F8|Octafluorocyclobutane|八氟环丁烷
C4F10|C4F10|PFC|C4F10|Decafluorobutane|十氟丁烷
C5F12|C5F12|PFC|C5F12|Dodecafluoropentane|十二氟戊烷
C6F14|C6F14|PFC|C6F14|Tetradecafluorohexane|十四氟己烷
C7F16|C7F16|PFC|C7F16|Hexadecafluoroheptane|十六氟庚烷
C8F18|C8F18|PFC|C8F18|Octadecafluorooctane|十八氟辛烷
C10F18|C10F18|PFC|C10F18|Perfluorodecalin|全氟萘烷
SF5CF3|SF5CF3|other|SF5CF3|Trifluoromethyl sulphur pentafluoride|三氟甲基五氟化硫
SO2F2|SO2F2|other|SO2F2|Sulphuryl fluoride|硫酰氟
CFC-11|CFC11|ODS|CCl3F|Trichlorofluoromethane|三氯一氟甲烷
CFC-12|CFC12|ODS|CCl2F2|Dichlorodifluoromethane|二氯二氟甲烷
CFC-13|CFC13|ODS|CClF3|Chlorotrifluoromethane|一氯三氟甲烷
CFC-113|CFC113|ODS|CCl2FCClF2|1,1,2-Trichlorotrifluoroethane|三氯三氟乙烷
CFC-114|CFC114|ODS|CClF2CClF2|1,2-Dichlorotetrafluoroethane|二氯四氟乙烷
CFC-115|CFC115|ODS|CClF2CF3|Chloropentafluoroethane|一氯五氟乙烷
HCFC-21|HCFC21|ODS|CHCl2F|Dichlorofluoromethane|二氯一氟甲烷
HCFC-22|HCFC22|ODS|CHClF2|Chlorodifluoromethane|一氯二氟甲烷
HCFC-123|HCFC123|ODS|CHCl2CF3|Dichlorotrifluoroethane|二氯三氟乙烷
HCFC-124|HCFC124|ODS|CHClFCF3|Chlorotetrafluoroethane|一氯四氟乙烷
HCFC-141b|HCFC141b|ODS|CH3CCl2F|1,1-Dichloro-1-fluoroethane|1,1-二氯-1-氟乙烷
HCFC-142b|HCFC142b|ODS|CH3CClF2|1-Chloro-1,1-difluoroethane|1-氯-1,1-二氟乙烷
HCFC-225ca|HCFC225ca|ODS|CHCl2CF2CF3|Dichloropentafluoropropane (ca)|二氯五氟丙烷（ca）
HCFC-225cb|HCFC225cb|ODS|CHClFCF2CClF2|Dichloropentafluoropropane (cb)|二氯五氟丙烷（cb）
Halon-1211|Halon1211|ODS|CBrClF2|Bromochlorodifluoromethane|一溴一氯二氟甲烷
Halon-1301|Halon1301|ODS|CBrF3|Bromotrifluoromethane|一溴三氟甲烷
Halon-2402|Halon2402|ODS|CBrF2CBrF2|Dibromotetrafluoroethane|二溴四氟乙烷
CCl4|CCl4|ODS|CCl4|Carbon tetrachloride|四氯化碳
CH3CCl3|CH3CCl3|ODS|CH3CCl3|Methyl chloroform|甲基氯仿
CH3Br|CH3Br|ODS|CH3Br|Methyl bromide|甲基溴
NOx||precursor|NO2|Nitrogen oxides (as NO2)|氮氧化物（以NO2计）
CO||precursor|CO|Carbon monoxide|一氧化碳
NMVOC||precursor||Non-methane volatile organic compounds|非甲烷挥发性有机物
SO2||precursor|SO2|Sulphur dioxide|二氧化硫
NH3||precursor|NH3|Ammonia|氨
BC||precursor||Black carbon|黑碳
OC||precursor||Organic carbon|有机碳
F-gases||basket||Fluorinated gases (lump in CO2e by AR5 GWP-100)|含氟气体（按AR5 GWP-100折算的二氧化碳当量）
GHG||basket||Greenhouse gases (lump in CO2e by AR5 GWP-100)|温室气体（按AR5 GWP-100折算的二氧化碳当量）
"""

# Standard atomic weights (IUPAC, abridged), g/mol.
ATOMS = {"H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998403, "S": 32.06, "Cl": 35.45, "Br": 79.904}

TABLES = {
    "SAR": "SAR WGI Table 2.9 (via GHG Protocol 2016)", "TAR": "TAR WGI Table 6.7",
    "AR4": "AR4 WGI Table 2.14 (via GHG Protocol 2016)", "AR5": "AR5 WGI Table 8.A.1 (via GHG Protocol 2016)",
    "AR5CCF": "AR5 WGI Tables 8.7 and 8.SM.16", "AR6": "AR6 WGI Table 7.SM.7",
}
# Table 7.15 as published: non-fossil methane is 2.8 below fossil methane at each horizon (the CO2 from its oxidation).
# The 80.8 met in some copies for 20 years breaks that difference.
AR6_METHANE = {"CH4-fossil": {20: "82.5", 100: "29.8", 500: "10.0"},
               "CH4-biogenic": {20: "79.7", 100: "27.0", 500: "7.2"}}
SAR_HORIZONS = {"CH4": {20: "56", 500: "6.5"}, "N2O": {20: "280", 500: "170"}}


def gas_rows():
    return [line.split("|") for line in GASES.strip().splitlines()]


def molar_mass(formula):
    return sum(ATOMS[atom] * int(count or 1) for atom, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula))


def gases():
    write("gases.csv", ["id", "family", "formula", "name_en", "name_zh", "molar_mass"],
          [(i, family, formula, en, zh, f"{molar_mass(formula):.3f}" if formula else "")
           for i, _, family, formula, en, zh in gas_rows()])


def epa_values():
    """Values of IPCC_GWP_values.csv by (report, formula): {parameter: value}."""
    table = {}
    with open(SOURCES / "lca_gwp/lciafmt/data/IPCC_GWP_values.csv", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            table.setdefault((row["AR"], row["Name"]), {"Formula": row["Formula"]})[row["Parameter"]] = row["Value"]
    by_formula = {}
    for (report, _), values in table.items():
        by_formula.setdefault((report, re.sub("^n-", "", values["Formula"])), values)
    return by_formula


def number(text):
    try:
        return float(text.replace(",", ""))
    except (AttributeError, ValueError):
        return None


def gwp():
    lines = [line for line in (SOURCES / "gwp/globalwarmingpotentials.csv").read_text().splitlines()
             if not line.startswith("#")]
    published = {row["Species"]: row for row in csv.DictReader(lines)}
    epa = epa_values()
    values = {}
    for gas, key, _, formula, _, _ in gas_rows():
        for column, value in (published[key] if key else {}).items():
            found = re.fullmatch(r"(.+)GWP(\d+)", column)
            if found and value:
                values[found[1], int(found[2]), gas] = (value, TABLES[found[1]])
        # A second source counts only where it agrees with the first on the 100-year value.
        for report, horizons in (("AR4", (20, 500)), ("AR5", (20,))) if key else ():
            other = epa.get((report, "c-" + formula if gas.startswith("c-") else formula), {})
            hundred = values.get((report, 100, gas))
            if not hundred or number(other.get("GWP100")) != float(hundred[0]):
                continue
            for horizon in horizons:
                if number(other.get(f"GWP{horizon}")) is not None:
                    table = "AR4 WGI Table 2.14" if report == "AR4" else "AR5 WGI Table 8.A.1"
                    values[report, horizon, gas] = (other[f"GWP{horizon}"].replace(",", ""),
                                                    table + " (via USEPA LCIAformatter)")
    for gas, horizons in SAR_HORIZONS.items():
        for horizon, value in horizons.items():
            values["SAR", horizon, gas] = (value, "SAR WGI Table 2.9")
    for gas, horizons in AR6_METHANE.items():
        for horizon, value in horizons.items():
            values["AR6", horizon, gas] = (value, "AR6 WGI Table 7.15")
    values["AR5", 100, "CH4-fossil"] = ("30", "AR5 WGI Table 8.A.1 (via USEPA LCIAformatter)")
    values["AR5", 20, "CH4-fossil"] = ("85", "AR5 WGI Table 8.A.1 (via USEPA LCIAformatter)")
    values["AR5", 100, "CH4-biogenic"] = ("28", "AR5 WGI Table 8.A.1: methane without the oxidation to CO2")
    values["AR5", 20, "CH4-biogenic"] = ("84", "AR5 WGI Table 8.A.1: methane without the oxidation to CO2")
    for report in TABLES:
        for horizon in (20, 100, 500):
            values[report, horizon, "CO2"] = ("1", "by definition")
    for lump in ("F-gases", "GHG"):
        values["AR5", 100, lump] = ("1", "by definition: the lump is CO2e by AR5 GWP-100")
    for known in [("AR4", 20, "CH4", 72), ("AR4", 500, "CH4", 7.6), ("AR4", 20, "SF6", 16300),
                  ("AR4", 500, "SF6", 32600), ("AR5", 20, "CH4", 84), ("AR5", 20, "N2O", 264)]:
        assert float(values[known[:3]][0]) == known[3], known
    order = [row[0] for row in gas_rows()]
    rows = sorted(values.items(), key=lambda v: (list(TABLES).index(v[0][0]), v[0][1], order.index(v[0][2])))
    write("gwp.csv", ["set", "horizon", "gas", "value", "source"],
          [(s, h, g, value, source) for (s, h, g), (value, source) in rows])


# ---------------------------------------------------------------- categories

def load_tree(path):
    """{code: (parent, title)} in the order of the file; a parent is the first one found from the top."""
    nodes = yaml.load((SOURCES / path).read_text(encoding="utf-8"), yaml.CSafeLoader)["categories"]
    parents = {}

    def visit(code):
        for child in (nodes[code].get("children") or [[]])[0]:
            if child not in parents and child != "0":
                parents[child] = code
                visit(child)

    visit("0")
    for code, node in nodes.items():  # information items and the second and later sets of children
        for children in node.get("children") or []:
            for child in children:
                parents.setdefault(child, code)
    return {code: (parents.get(code, "") if code != "0" else "", node["title"]) for code, node in nodes.items()}


def crt_tree():
    """Common reporting tables (decision 5/CMA.3, annex I), derived from the CRF tree of 2013 by these differences:

    1. sector 6, Other, is added (the CRF tree in the source has no node for it);
    2. biomass burning, CRF Table 4(V), is CRT Table 4(IV);
    3. indirect N2O from managed soils in LULUCF, CRF Table 4(IV) (M.4.I), is reported in CRT Tables 4(I) and 4(III).
    """
    rename = lambda code: code.replace("4(V)", "4(IV)")
    tree = {rename(code): (rename(parent), title.replace("4(V)", "4(IV)"))
            for code, (parent, title) in load_tree("climate_categories_extra/CRF2013.yaml").items()
            if not re.match(r"M\.4\.(I|1\.[ab])$", code)}
    return tree


def trees():
    result = {"IPCC1996": load_tree("ipcc_categories/IPCC1996.yaml"),
              "IPCC2006": load_tree("ipcc_categories/IPCC2006.yaml"),
              "CRF": load_tree("ipcc_categories/CRF2013_2023.yaml"), "CRT": crt_tree()}
    for name in ("CRF", "CRT"):
        result[name]["6"] = ("0", "Other (please specify)")
    return result


# IPCC 2006 -> CRF, beside the codes of sectors 1 and 2 that agree in code and title. Our own reading of the two tables.
TO_CRF = """
0 > 0
1.A.2.g > 1.A.2.g.ii
1.A.2.h > 1.A.2.g.i
1.A.2.i > 1.A.2.g.iii
1.A.2.j > 1.A.2.g.iv
1.A.2.k > 1.A.2.g.v
1.A.2.l > 1.A.2.g.vi
1.A.2.m > 1.A.2.g.viii
1.A.3.a > 1.A.3.a + M.Memo.Int.Avi | international bunkers are a memo item
1.A.3.a.i > M.Memo.Int.Avi
1.A.3.a.ii > 1.A.3.a
1.A.3.d > 1.A.3.d + M.Memo.Int.Mar | international bunkers are a memo item
1.A.3.d.i > M.Memo.Int.Mar
1.A.3.d.ii > 1.A.3.d
1.A.5 > 1.A.5 + M.Memo.Mult | multilateral operations are a memo item
1.A.5.c > M.Memo.Mult
1.B.1.b > 1.B.1.c
1.B.1.c > 1.B.1.b
1.B.2.a > 1.B.2.a + 1.B.2.c | CRF reports venting and flaring of oil and gas together
1.B.2.a.i > 1.B.2.c-ven.i
1.B.2.a.ii > 1.B.2.c-fla.i
1.B.2.a.iii > 1.B.2.a
1.B.2.a.iii.1 > 1.B.2.a.1
1.B.2.a.iii.2 > 1.B.2.a.2
1.B.2.a.iii.3 > 1.B.2.a.3
1.B.2.a.iii.4 > 1.B.2.a.4
1.B.2.a.iii.5 > 1.B.2.a.5
1.B.2.a.iii.6 > 1.B.2.a.6
1.B.2.b > 1.B.2.b + 1.B.2.c | CRF reports venting and flaring of oil and gas together
1.B.2.b.i > 1.B.2.c-ven.ii
1.B.2.b.ii > 1.B.2.c-fla.ii
1.B.2.b.iii > 1.B.2.b
1.B.2.b.iii.1 > 1.B.2.b.1
1.B.2.b.iii.2 > 1.B.2.b.2
1.B.2.b.iii.3 > 1.B.2.b.3
1.B.2.b.iii.4 > 1.B.2.b.4
1.B.2.b.iii.5 > 1.B.2.b.5
1.B.2.b.iii.6 > 1.B.2.b.6
1.B.3 > 1.B.2.d
2.D.3 > 2.D.3
2.D.4 > 2.D.3
3 > 3 + 4
3.A > 3.A + 3.B | without 3.B.5, indirect N2O from manure
3.A.1 > 3.A
3.A.1.a > 3.A.1
3.A.1.b > 3.A.4
3.A.1.c > 3.A.2
3.A.1.d > 3.A.4
3.A.1.e > 3.A.4
3.A.1.f > 3.A.4
3.A.1.g > 3.A.4
3.A.1.h > 3.A.3
3.A.1.j > 3.A.4
3.A.2 > 3.B | without 3.B.5, indirect N2O from manure
3.A.2.a > 3.B.1
3.A.2.b > 3.B.4
3.A.2.c > 3.B.2
3.A.2.d > 3.B.4
3.A.2.e > 3.B.4
3.A.2.f > 3.B.4
3.A.2.g > 3.B.4
3.A.2.h > 3.B.3
3.A.2.i > 3.B.4
3.A.2.j > 3.B.4
3.B > 4.A + 4.B + 4.C + 4.D + 4.E + 4.F
3.B.1 > 4.A
3.B.1.a > 4.A.1
3.B.1.b > 4.A.2
3.B.2 > 4.B
3.B.2.a > 4.B.1
3.B.2.b > 4.B.2
3.B.3 > 4.C
3.B.3.a > 4.C.1
3.B.3.b > 4.C.2
3.B.4 > 4.D
3.B.4.a > 4.D.1
3.B.4.b > 4.D.2
3.B.5 > 4.E
3.B.5.a > 4.E.1
3.B.5.b > 4.E.2
3.B.6 > 4.F
3.B.6.a > 4.F.1
3.B.6.b > 4.F.2
3.C > 3.B.5 + 3.C + 3.D + 3.E + 3.F + 3.G + 3.H + 3.I + 3.J + 4(V) | 4(V): biomass burning on land
3.C.1 > 3.E + 3.F + 4(V)
3.C.1.a > 4(V).A
3.C.1.b > 3.F + 4(V).B
3.C.1.c > 3.E + 4(V).C
3.C.1.d > 4(V).D + 4(V).E + 4(V).F
3.C.2 > 3.G
3.C.3 > 3.H
3.C.4 > 3.D.a | agricultural soils; N2O from other managed land is in 4(I) and 4(III)
3.C.5 > 3.D.b
3.C.6 > 3.B.5
3.C.7 > 3.C
3.C.8 > 3.I + 3.J
3.D > 4.G + 4.H
3.D.1 > 4.G
3.D.2 > 4.H
4 > 5
4.A > 5.A
4.A.1 > 5.A.1
4.A.2 > 5.A.2
4.A.3 > 5.A.3
4.B > 5.B
4.C > 5.C
4.C.1 > 5.C.1
4.C.2 > 5.C.2
4.D > 5.D
4.D.1 > 5.D.1
4.D.2 > 5.D.2
4.E > 5.E
5 > 6
5.A > M.Memo.IndN2O
5.B > 6
"""
# CRF -> IPCC 2006 where the inverse of the table above would not say it.
REVERSE = """
0 > 0
1.A.3.a > 1.A.3.a.ii
1.A.3.d > 1.A.3.d.ii
1.A.2.g > 1.A.2.g + 1.A.2.h + 1.A.2.i + 1.A.2.j + 1.A.2.k + 1.A.2.l + 1.A.2.m
1.B.2.c > 1.B.2.a.i + 1.B.2.a.ii + 1.B.2.b.i + 1.B.2.b.ii
1.B.2.c-ven > 1.B.2.a.i + 1.B.2.b.i
1.B.2.c-fla > 1.B.2.a.ii + 1.B.2.b.ii
3 > 3.A + 3.C | without the burning of biomass on managed land, CRF 4(V)
3.B > 3.A.2 + 3.C.6
3.D > 3.C.4 + 3.C.5
3.E > 3.C.1.c | the part on savannahs
3.F > 3.C.1.b | the part from residues burnt on fields
4 > 3.B + 3.D | with the burning of biomass on managed land, part of IPCC 2006 3.C.1
4.G > 3.D.1
4.H > 3.D.2
6 > 5
1.A.5 > 1.A.5.a + 1.A.5.b
M.Memo.Int > 1.A.3.a.i + 1.A.3.d.i
"""


def rules(text):
    for line in text.strip().splitlines():
        pair, _, comment = line.partition(" | ")
        source, _, target = pair.partition(" > ")
        yield source.strip(), target.strip().split(" + "), comment.strip()


def alike(a, b):
    plain = lambda t: re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)|please specify", "", t.lower()))
    return difflib.SequenceMatcher(None, plain(a), plain(b)).ratio() > 0.75


def forward_rules(source, target):
    """IPCC 2006 -> CRF for every code whose counterpart is certain."""
    found = {code: (to, comment) for code, to, comment in rules(TO_CRF)}
    for code, (_, title) in source.items():
        if code[0] in "12" and code not in found and code in target and alike(title, target[code][1]):
            found[code] = ([code], "")
    return {code: found[code] for code in source if code in found}


def inverted(forward):
    """{target: ([sources], comment)}: exact counterparts first, else the wider category the target is part of."""
    exact, part = {}, {}
    for code, (to, _) in forward.items():
        for target in to:
            (exact if len(to) == 1 else part).setdefault(target, []).append(code)
    result = {target: (codes[:1] if any(codes[0] + "." in c for c in codes[1:]) else codes, "")
              for target, codes in exact.items()}
    for target, codes in part.items():
        result.setdefault(target, (codes[:1], "part of"))
    return result


def conversion_1996():
    lines = [line for line in (SOURCES / "ipcc_categories/conversion.IPCC1996.IPCC2006.csv").read_text().splitlines()
             if line and not line.startswith("#")]
    single, shared, back = [], [], {}
    for row in csv.DictReader(lines):
        sources, targets = row["IPCC1996"].split(" + "), row["IPCC2006"].split(" + ")
        if len(sources) == 1:
            single.append(("IPCC1996", sources[0], "IPCC2006", " + ".join(targets), row["gas"], row["comment"] or ""))
        else:
            shared += [("IPCC1996", s, "IPCC2006", " + ".join(targets), row["gas"],
                        "together with " + " + ".join(x for x in sources if x != s)) for s in sources]
        for target in targets:
            note = "" if len(targets) == 1 else "part of " + row["IPCC1996"]
            if target not in back or (back[target][5] and not note):
                back[target] = ("IPCC2006", target, "IPCC1996", " + ".join(sources), row["gas"], note)
    known = {row[1] for row in single}
    for row in shared:
        if row[1] not in known:
            known.add(row[1])
            single.append(row)
    return single + list(back.values())


def categories():
    all_trees = trees()
    write("categories.csv", ["tree", "code", "parent", "title"],
          [(name, code, parent, title) for name, tree in all_trees.items() for code, (parent, title) in tree.items()])
    rows = conversion_1996()
    rename = lambda codes: [c.replace("4(V)", "4(IV)") for c in codes]
    forward = forward_rules(all_trees["IPCC2006"], all_trees["CRT"])
    backward = inverted(forward)
    for code, to, comment in rules(REVERSE):
        backward[code] = (to, comment)
    for name, spell in (("CRF", list), ("CRT", rename)):
        for code, (to, comment) in forward.items():
            rows.append(("IPCC2006", code, name, " + ".join(spell(to)), "", " ".join(spell([comment]))))
        for code, (to, comment) in backward.items():
            rows.append((name, spell([code])[0], "IPCC2006", " + ".join(to), "", " ".join(spell([comment]))))
    # "*" stands for every code that both trees have.
    rows += [("CRF", "*", "CRT", "*", "", ""), ("CRT", "*", "CRF", "*", "", ""),
             ("CRF", "M.4.I", "CRT", "4(I) + 4(III)", "", "indirect N2O is reported with the direct")]
    for code in all_trees["CRT"]:
        if code.startswith("4(IV)"):
            rows.append(("CRF", code.replace("4(IV)", "4(V)"), "CRT", code, "", ""))
            rows.append(("CRT", code, "CRF", code.replace("4(IV)", "4(V)"), "", ""))
    for from_tree, code, to_tree, to, _, _ in rows:
        assert code == "*" or code in all_trees[from_tree], (from_tree, code)
        for target in to.split(" + "):
            assert target == "*" or target in all_trees[to_tree], (from_tree, code, to_tree, target)
    write("category_map.csv", ["from_tree", "from", "to_tree", "to", "gases", "comment"], rows)


if __name__ == "__main__":
    groups()
    gases()
    gwp()
    categories()
