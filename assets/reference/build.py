#!/usr/bin/env python3
"""Cuts the reference tables that come out of public datasets. The hand-kept ones (countries,
defaults, law_kinds, screening, towns) are only read. Nothing is filled in: a country without a
source has no row.

    build.py DATA    DATA holds the datasets as published, in the folders prices/ grid/
                     emission_factors/ costs/ transport/ fx_index/ us_industry/
                     classifications/ gazetteer/ and steam_saturation_if97.csv; README.md
                     beside this file names each origin
"""
import csv, os, statistics as st, sys
from collections import defaultdict

DATA, HERE = sys.argv[1], os.path.dirname(os.path.abspath(__file__))


def rows(path, **kw):
    with open(os.path.join(DATA, path), encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f, **kw))


def write(name, header, lines):
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(lines)
    print(name, len(lines))


def num(x, digits=4):
    return f"{x:.{digits}f}".rstrip("0").rstrip(".")


with open(os.path.join(HERE, "countries.csv"), encoding="utf-8") as f:
    COUNTRIES = list(csv.DictReader(f))
EUROSTAT = {(c["eurostat"] or c["iso2"]): c["iso2"] for c in COUNTRIES}
ISO3 = {c["iso3"]: c["iso2"] for c in COUNTRIES}
KNOWN = {c["iso2"] for c in COUNTRIES}
with open(os.path.join(HERE, "defaults.csv"), encoding="utf-8") as f:
    DEFAULTS = {r["key"]: float(r["value"]) for r in csv.DictReader(f)}

# ---------------------------------------------------------------- prices
PRICES = []


def price(item, iso, year, low, central, high, price_year, source, precision, note=""):
    PRICES.append([item, iso, year, num(low, 2), num(central, 2), num(high, 2), "EUR/MWh",
                   "EUR", price_year, source, precision, note])


def eurostat(item, table, main_band, bands_file, low_band, high_band, factor, note):
    """Yearly mean of the half-years of the main band, excluding VAT; low and high are bigger and
    smaller consumers of the same country and year where the bands are published, else the
    half-years' own range."""
    by_band = defaultdict(lambda: defaultdict(list))
    for r in rows(f"prices/{bands_file}"):
        if r["tax"] == "X_VAT" and r["geo"] in EUROSTAT:
            by_band[EUROSTAT[r["geo"]], int(r["period"][:4])][r["band"]].append(float(r["eur_per_kwh"]))
    main = defaultdict(list)
    for r in rows(f"prices/{main_band}"):
        if r["tax"] == "X_VAT" and r["geo"] in EUROSTAT:
            main[EUROSTAT[r["geo"]], int(r["period"][:4])].append(float(r["eur_per_kwh"]))
    latest = {}
    for iso, year in main:
        latest[iso] = max(latest.get(iso, 0), year)
    for (iso, year), halves in sorted(main.items()):
        if year < latest[iso] - 4:
            continue
        central, low, high, why = st.mean(halves), min(halves), max(halves), "range of half-years"
        bands = by_band.get((iso, year), {})
        if bands.get(low_band) and bands.get(high_band):
            low, high = st.mean(bands[low_band]), st.mean(bands[high_band])
            why = f"low band {low_band}, high band {high_band}"
        low, high = min(low, central), max(high, central)
        part = "" if len(halves) == 2 else "; one half-year only"
        price(item, iso, year, low * 1000 * factor, central * 1000 * factor, high * 1000 * factor,
              year, f"Eurostat {table}, CC-BY 4.0", "estimated", f"{note}; {why}{part}")


eurostat("gas", "nrg_pc_203 band I3", "eurostat_nrg_pc_203_gas_nonhousehold_bandI3.csv",
         "eurostat_nrg_pc_203_gas_nonhousehold_all_bands_2022S2_2024S2.csv", "I4", "I2",
         DEFAULTS["gas.gross_to_net"],
         "non-household, excluding VAT; published per gross calorific value, here per net (x 1.11)")
eurostat("electricity", "nrg_pc_205 band IC", "eurostat_nrg_pc_205_electricity_nonhousehold_bandIC.csv",
         "eurostat_nrg_pc_205_electricity_nonhousehold_all_bands_2022S2_2024S2.csv", "ID", "IB", 1.0,
         "non-household, excluding VAT")

month = defaultdict(list)
for r in rows("prices/ember_wholesale_dayahead_monthly.csv"):
    if r["iso3"] in ISO3:
        month[ISO3[r["iso3"]], int(r["month"][:4])].append((float(r["eur_per_mwh"]), int(r["days"])))
for (iso, year), values in sorted(month.items()):
    if len(values) == 12 and year >= 2019:
        mean = sum(v * d for v, d in values) / sum(d for _, d in values)
        price("electricity_wholesale", iso, year, min(v for v, _ in values), mean,
              max(v for v, _ in values), year, "Ember, European wholesale day-ahead, CC-BY 4.0",
              "estimated", "day-ahead mean; low and high are months; before grid fees")

SETNAV = {"Light fuel oil": "heating_oil", "Hard coal": "coal", "Biomass solid": "biomass"}
for r in rows("prices/setnav_retail_prices_13_carriers_2014_2050_eur_gj.csv"):
    iso = EUROSTAT.get(r["country"])
    if r["tax"] != "X_TAX" or r["carrier"] not in SETNAV or iso is None:
        continue
    for year in (2014, 2020, 2024):
        v = float(r[str(year)]) * 3.6
        if v <= 0:
            continue
        price(SETNAV[r["carrier"]], iso, year, v * 0.8, v, v * 1.2, "",
              "SetNav retail prices (Hotmaps copy), Apache-2.0", "rough",
              "residential, without taxes; " + ("base year" if year == 2014 else "modelled from 2014")
              + "; low and high are -20 % and +20 %")
for r in rows("prices/district_heating_price_setnav_eur_mwh.csv"):
    iso = EUROSTAT.get(r["country"])
    year = int(r["year"])
    if r["tax"] != "X_TAX" or iso is None or year not in (2014, 2020, 2024) or r["flag"].startswith("placeholder"):
        continue
    v = float(r["eur_per_mwh"])
    note = "retail, residential, without taxes; low and high are -20 % and +20 %"
    if r["flag"] == "shared_default":
        note += "; one default shared by eight countries"
    price("district_heat", iso, year, v * 0.8, v, v * 1.2, "",
          "SetNav retail prices (Hotmaps copy), Apache-2.0", "rough", note)

auction = {int(r["year"]): r for r in rows("prices/eua_auction_price_by_year.csv")}
for r in rows("prices/eua_annual_2005_2023_icap_ecb.csv"):
    year, v = int(r["year"]), float(r["eur_t"])
    if year < 2008:
        continue  # 2007 is 0.0 by rounding, earlier years are the trial period
    a = auction.get(year)
    low, high = (float(a["min"]), float(a["max"])) if a else (v, v)
    PRICES.append(["co2_allowance", "*", year, num(min(low, v), 2), num(v, 2), num(max(high, v), 2), "EUR/t",
                   "EUR", year, "ICAP and ECB yearly mean; auction range", "estimated",
                   "January to July only" if year == 2023 else ""])
write("prices.csv", "item country year low central high unit currency price_year source precision note".split(),
      sorted(PRICES, key=lambda p: (p[0], p[1], p[2])))

# ---------------------------------------------------------------- grid factors
grid = []
for r in rows("grid/grid_carbontracker_owid_ember_latest.csv"):
    if r["iso2"] in KNOWN:
        grid.append([r["iso2"], r["year"], num(float(r["g_co2e_per_kwh"]), 1), "lifecycle, generation mix",
                     "Our World in Data after Ember, CC-BY 4.0"])
for r in rows("grid/grid_codecarbon_global_energy_mix.csv"):
    if ISO3.get(r["iso3"]) in KNOWN and float(r["total_twh"] or 0) > 0:
        grid.append([ISO3[r["iso3"]], r["year"], num(float(r["carbon_intensity_g_per_kwh"]), 1),
                     "generation mix by source", "CodeCarbon global energy mix (MIT) after Our World in Data, CC-BY 4.0"])
write("grid_factors.csv", ["country", "year", "kg_co2e_per_mwh", "method", "source"],
      sorted(grid, key=lambda g: (g[0], -int(g[1]), g[4])))

# ---------------------------------------------------------------- fuels
ipcc = {r["key"]: r for r in rows("emission_factors/ipcc2006_stationary_lhv_factors.csv")}
tech = {(r["technology"], r["parameter"]): r for r in rows("costs/pypsa_technology_costs_2025.csv")}
FUELS = [("gas", "natural_gas", "gas boiler steam"), ("heating_oil", "gas_diesel_oil", None),
         ("coal", "other_bituminous_coal", None), ("biomass", "wood", "solid biomass boiler steam")]
fuel = []
for carrier, key, boiler in FUELS:
    f = ipcc[key]
    t = tech[(boiler, "efficiency")] if boiler else None
    biogenic = f["biogenic"] == "1"
    factor = float(f["co2_t_per_mwh_lhv"]) * 1000
    fuel.append([carrier, num(0 if biogenic else factor, 2), num(factor, 2), "LHV",
                 t["value"] if t else num(DEFAULTS["heat.efficiency"], 3),
                 f"IPCC 2006 Guidelines vol. 2 ch. 2, {f['fuel']}",
                 "Danish Energy Agency, technology data for industrial process heat" if t else "default heat.efficiency",
                 "biogenic CO2 counted as zero" if biogenic else ""])
write("fuel_factors.csv", ["carrier", "kg_co2_per_mwh", "kg_co2_per_mwh_stack", "heating_value", "efficiency",
                           "source", "efficiency_source", "note"], fuel)

# ---------------------------------------------------------------- pipes, trucks, technology
pipe = []
for r in rows("costs/persson2019_c1_c2_by_country.csv"):
    iso = "*" if r["country"].startswith("DEFAULT") else EUROSTAT[r["country"]]
    pipe.append([iso, r["C1_EUR_per_m"], r["C2_EUR_per_m2"], "",
                 "Persson, Wiechers, Moller, Werner 2019, Energy 176", "price year not stated by the source"])
write("pipe_costs.csv", ["country", "c1_eur_per_m", "c2_eur_per_m2", "price_year", "source", "note"], sorted(pipe))

write("pipe_table.csv", ["heat_mw", "cost_eur_per_m", "inner_diameter_mm", "insulation_mm", "velocity_m_s",
                         "pressure_drop_pa_per_m", "source"],
      [list(r.values()) + ["Hotmaps pipe table (Apache-2.0)"] for r in rows("costs/hotmaps_pipe_table.csv")])

truck = []
for r in rows("transport/jrc_truck_cost_derived_eur_tkm.csv"):
    iso = EUROSTAT.get(r["country"], r["country"])
    if iso in KNOWN:
        truck.append([iso, r["eur_per_tkm_full_out_empty_back_sc1"], r["handling_eur_per_t_sc1"],
                      r["payload_t_sc1_implied"], "JRC biomass supply chain 1 (Ruiz et al. 2015), CC-BY 4.0",
                      "full out, empty back"])
write("truck_costs.csv", ["country", "eur_per_tkm", "handling_eur_per_t", "payload_t", "source", "note"], sorted(truck))

WANTED = ["industrial heat pump medium temperature", "industrial heat pump high temperature",
          "central excess-heat-sourced heat pump", "gas boiler steam", "electric boiler steam",
          "solid biomass boiler steam", "central gas boiler", "central water tank storage", "HVAC overhead"]
write("technology.csv", ["technology", "parameter", "value", "unit", "price_year", "source", "note"],
      [[t, p, r["value"], r["unit"], r["currency_year"].split(".")[0], r["source"], r["further description"]]
       for (t, p), r in tech.items() if t in WANTED
       and p in ("investment", "efficiency", "FOM", "VOM", "lifetime")])

# ---------------------------------------------------------------- exchange rates
write("fx.csv", ["currency", "year", "units_per_eur", "source", "note"],
      [[r["currency"], r["year"], r["units_per_eur_mean"], "ECB euro reference rates, yearly mean",
        "part of the year" if r["partial"] == "1" else ""]
       for r in rows("fx_index/ecb_eurofx_yearly_average.csv")
       if r["currency"] in ("GBP", "CHF", "NOK", "SEK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "HRK",
                            "ISK", "RUB", "TRY", "USD") and int(r["year"]) >= 2014])

# ---------------------------------------------------------------- sectors
SECTORS = [  # Hotmaps subsector, NACE divisions, codes of the 108 processes it is like
    ("Iron and steel", "24.1|24.2|24.3", ("3312", "3313", "3321")),
    ("Cement", "23.51", ("3241",)),
    ("Refineries", "19.2", ("2911",)),
    ("Paper and printing", "17|18", ("26",)),
    ("Chemical industry", "20|21", ("28",)),
    ("Glass", "23.1", ("3211", "3221", "3229")),
    ("Non-ferrous metals", "24.4|24.5", ("333", "334", "335")),
    ("Non-metallic mineral products", "23.2|23.3|23.4|23.6|23.7|23.9|23.52", ("325", "327", "329")),
    ("Other non-classified", "", ("20", "24")),
]
BANDS = [("low", 30, 100), ("medium", 100, 200), ("high", 200, 1e9)]
processes, code = defaultdict(list), ""
for r in rows("us_industry/ProcessTemps_108_naics.csv"):
    code = r["SIC"] or code
    if float(r["E_Btu"] or 0) > 0 and float(r["Temp_C"] or 0) > 0 and r["Heat_type"] != "space heat":
        processes[code].append((float(r["E_Btu"]), float(r["Temp_C"])))
sector = []
for name, nace, like in SECTORS:
    members = [p for c, p in processes.items() if c.startswith(like)]
    for band, lo, hi in BANDS:
        share = st.mean(sum(e for e, t in p if lo < t <= hi) / sum(e for e, _ in p) for p in members)
        inside = [(e / sum(x for x, _ in p), t) for p in members for e, t in p if lo < t <= hi]
        if not inside or share < 0.005:
            continue
        mean = sum(e * t for e, t in inside) / sum(e for e, _ in inside)
        need = 5 * round(mean / 5)
        back = {"low": max(need - DEFAULTS["process.low_spread"], 20), "medium": DEFAULTS["process.condensate_return"],
                "high": DEFAULTS["process.condensate_return"]}[band]
        sector.append([name, nace, band, need, num(back, 1), num(share, 3),
                       "steam" if band == "medium" else "heat", "gas", len(members),
                       "Brown, Hamel, Hedman: Energy Analysis of 108 Industrial Processes (US DOE, public data)",
                       1985, "rough", "mean over the processes of the sector of the energy share in the band"])
write("sectors.csv", ["sector", "nace", "band", "temperature_c", "return_temperature_c", "share_of_fuel_demand",
                      "kind", "replaces", "processes", "source", "year", "precision", "note"], sector)

# ---------------------------------------------------------------- waste list, steam, towns
write("waste_list.csv", ["code", "entry", "hazardous"],
      [[r["code"], r["entry_type"], r["hazardous"]]
       for r in rows("classifications/low_entry_type_AH_ANH_MH_MNH_842.csv")])
write("waste_list_changes.csv", ["code", "change", "hazardous", "applies_from", "applies_from_disputed", "source"],
      [[r["code"], r["change"], r["hazardous_new"], r["applies_from"], r["applies_from_disputed"],
        "Delegated Decision (EU) 2025/934"]
       for r in rows("classifications/low_changes_2025_934_batteries.csv")])
write("steam.csv", ["pressure_bar", "saturation_c", "liquid_kj_per_kg", "vapour_kj_per_kg", "vapour_m3_per_kg", "source"],
      [[r["p_bar_abs"], num(float(r["T_sat_degC"]), 4), num(float(r["h_f_kJkg"]), 3), num(float(r["h_g_kJkg"]), 3),
        num(float(r["v_g_m3kg"]), 6), "IAPWS-IF97"] for r in rows("steam_saturation_if97.csv")])
write("towns_europe.csv", ["geonameid", "name", "country", "lat", "lon", "population"],
      sorted(([int(r["geonameid"]), r["name"], r["countrycode"], r["latitude"], r["longitude"], r["population"]]
              for r in rows("gazetteer/geonames_cities5000.csv")
              if r["countrycode"] in {c["iso2"] for c in COUNTRIES if c["towns"] == "1"}
              and int(r["population"]) >= 5000), key=lambda t: t[0]))
