#![allow(clippy::unwrap_used)]

use super::*;

macro_rules! bundled {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../assets/reference/", $name)))),+]
    };
}

pub(crate) const BUNDLED: [(&str, &str); 25] = bundled![
    "countries.csv",
    "defaults.csv",
    "failure_modes.csv",
    "fuel_factors.csv",
    "fx.csv",
    "grid_factors.csv",
    "hazard_limits.csv",
    "law_kinds.csv",
    "law_templates.csv",
    "law_tests.csv",
    "pipe_costs.csv",
    "pipe_sizes.csv",
    "pop_limits.csv",
    "price_index.csv",
    "prices.csv",
    "readiness.csv",
    "screening.csv",
    "sectors.csv",
    "steam.csv",
    "technology.csv",
    "towns.csv",
    "truck_costs.csv",
    "waste_list.csv",
    "waste_list_changes.csv",
    "water_reuse.csv",
];

pub(crate) fn bundled() -> Reference {
    Reference::parse(&BUNDLED).expect("the bundled tables are right")
}

fn country(code: &str) -> Country {
    Country::new(code).expect("two letters")
}

fn with(name: &'static str, text: &str) -> Result<Reference, ReferenceError> {
    let files: Vec<(&str, &str)> =
        BUNDLED.iter().map(|&(n, t)| if n == name { (n, text) } else { (n, t) }).collect();
    Reference::parse(&files)
}

#[test]
fn the_bundled_tables_answer() {
    let r = bundled();
    // Eurostat nrg_pc_203 band I3, DE: 0.0692 and 0.0699 EUR/kWh gross in 2024, x 1.11.
    let gas = r.price(Item::Gas, country("DE")).unwrap();
    assert_eq!((gas.year, gas.unit.as_str()), (2024, "EUR/MWh"));
    assert!(gas.low <= gas.central && gas.central <= gas.high, "{gas:?}");
    assert!(gas.central > 50.0 && gas.central < 110.0, "{gas:?}");
    assert_eq!(r.grid(country("FR")).unwrap().kg_per_mwh, 44.2);
    assert_eq!(r.fuel(Carrier::Gas).unwrap().kg_per_mwh, 201.96);
    assert_eq!(r.fuel(Carrier::DistrictHeat), None);
    assert_eq!(r.pipe_cost(Some(country("DK"))).c2_eur_per_m2, 4073.0);
    assert!(r.pipe_cost(Some(country("CH"))).is_fallback);
    assert_eq!(r.weights("balanced").unwrap().quality, 0.25);
    assert_eq!(r.weights("none"), None);
    assert_eq!(r.defaults.radius_km(Kind::CompressedAir), 2.0);
    assert_eq!(r.defaults.radius_km(Kind::Service), 100.0);
    assert_eq!(r.defaults.trust(Precision::Measured), 0.95);
    assert_eq!(r.waste_entry("160601*"), Some(WasteEntry::AbsoluteHazardous));
    assert_eq!(r.waste_entry("16 06 0"), None);
    let steam = r.steam_at_pressure(10.0);
    assert!((steam.saturation_c - 179.88).abs() < 0.01, "{steam:?}");
    assert_eq!(r.units_per_eur("EUR", None), Some(1.0));
    assert_eq!(r.units_per_eur("XYZ", None), None);
    assert!(r.units_per_eur("GBP", Some(2020)).unwrap() > 0.8);
}

#[test]
fn a_gap_stays_a_gap() {
    let r = bundled();
    for code in ["NO", "CH", "CY", "MT", "RU"] {
        assert_eq!(r.price(Item::Gas, country(code)), None, "{code} has no source for gas");
    }
    assert_eq!(r.price(Item::DistrictHeat, country("MT")), None, "a placeholder is no price");
    assert_eq!(r.grid(country("LI")), None);
}

#[test]
fn registers_misspell_countries() {
    let r = bundled();
    let cases = [
        ("Netherland", "NL"),
        ("Czech Republic", "CZ"),
        ("United Kingdom", "GB"),
        ("UK", "GB"),
        (" greece ", "GR"),
        ("EL", "GR"),
        ("Россия", "RU"),
    ];
    for (name, code) in cases {
        assert_eq!(r.country(name), Some(country(code)), "{name}");
    }
    assert_eq!(r.country("Atlantis"), None);
}

#[test]
fn every_subsector_of_the_register_has_process_heat() {
    let r = bundled();
    for sector in [
        "Iron and steel",
        "Cement",
        "Refineries",
        "Paper and printing",
        "Chemical industry",
        "Glass",
        "Non-ferrous metals",
        "Non-metallic mineral products",
        "Other non-classified",
    ] {
        let share: f64 = r.sector_heat(sector).map(|s| s.share_of_fuel_demand).sum();
        assert!(share > 0.5 && share <= 1.001, "{sector}: {share}");
    }
}

#[test]
fn the_hash_follows_every_table() {
    let before = bundled().hash().to_owned();
    for (name, text) in BUNDLED {
        let longer = format!("{text}\n");
        let after = with(name, &longer).unwrap().hash().to_owned();
        assert_ne!(before, after, "{name}");
    }
}

#[test]
fn a_broken_table_is_refused_with_its_place() {
    let defaults = BUNDLED[1].1;
    let gone = defaults.replace("heat.approach_k,10,K", "heat.other,10,K");
    assert_eq!(
        with("defaults.csv", &gone).unwrap_err(),
        ReferenceError::MissingDefault("heat.approach_k".into())
    );
    let text = "item,country,year,low,central,high,unit,currency,price_year,source,precision,note\n\
                gas,DE,2024,1,NaN,3,EUR/MWh,EUR,,x,rough,\n";
    let error = with("prices.csv", text).unwrap_err();
    assert_eq!(
        error,
        ReferenceError::BadCell {
            table: "prices.csv".into(),
            line: 2,
            column: "central".into(),
            value: "NaN".into(),
            expected: "a finite number"
        }
    );
    assert!(with("fx.csv", "currency\n\"EUR").is_err());
    assert_eq!(Reference::parse(&[]).unwrap_err(), ReferenceError::MissingTable("countries.csv"));
}

/// Eurostat: consumer prices of the Union rose by 9.2 % in 2022 and by 6.4 % in 2023.
#[test]
fn money_of_one_year_becomes_that_of_another() {
    let r = bundled();
    assert!((r.price_factor(2021, 2022).unwrap() - 1.092).abs() < 1e-6);
    assert!((r.price_factor(2021, 2023).unwrap() - 1.092 * 1.064).abs() < 1e-6);
    let there_and_back = r.price_factor(2005, 2024).unwrap() * r.price_factor(2024, 2005).unwrap();
    assert!((there_and_back - 1.0).abs() < 1e-12);
    assert_eq!(r.price_factor(1950, 2020), None);
    assert_eq!(r.price_year(), Some(2025));
}
