//! The known facts of the registers, bad input of every sort, and bytes nobody meant.

use std::collections::BTreeMap;

use super::*;
use crate::watch::Unwatched;

const HOTMAPS: &[u8] = include_bytes!("../../tests/fixtures/hotmaps/Industrial_Database.csv");

const TODAY: Date = jiff::civil::date(2026, 11, 22);

fn benchmarks() -> Benchmarks {
    Benchmarks::parse(&BenchmarkTables {
        bands: include_bytes!("../../../assets/reference/excess_heat_bands.csv"),
        sectors: include_bytes!("../../../assets/reference/sectors.csv"),
        town_heat: include_bytes!("../../../assets/reference/towns.csv"),
        towns: include_bytes!("../../../assets/reference/towns_europe.csv"),
        heating_months: include_bytes!("../../../assets/reference/heating_months.csv"),
        defaults: include_bytes!("../../../assets/reference/defaults.csv"),
        import: include_bytes!("../../../assets/reference/import.csv"),
    })
    .expect("the reference tables are well formed")
}

fn read_as(preset: Preset, files: &[(&str, &[u8])]) -> Result<Imported, ImportError> {
    let tables: Vec<Table<'_>> = files
        .iter()
        .map(|(name, bytes)| Table { name, bytes })
        .collect();
    read(&tables, preset, &benchmarks(), TODAY, &Unwatched)
}

fn hotmaps(bytes: &[u8]) -> Result<Imported, ImportError> {
    read_as(Preset::Hotmaps, &[("sites.csv", bytes)])
}

fn count(imported: &Imported, code: &str) -> usize {
    imported.all_issues().filter(|i| i.code == code).count()
}

mod the_hotmaps_register {
    use super::*;
    use crate::model::{Direction, Precision};

    fn supplies(imported: &Imported) -> impl Iterator<Item = (&Row, f64)> {
        imported.rows.iter().filter_map(|row| {
            let supplies = row
                .flows
                .iter()
                .filter(|f| f.direction == Direction::Supply);
            let mwh: f64 = supplies.map(|f| f.amount_per_year).sum();
            (mwh > 0.0).then_some((row, mwh))
        })
    }

    #[test]
    fn agrees_with_what_is_known_of_it() {
        assert_eq!(detect("x.csv", &HOTMAPS[..5000]), Ok(Preset::Hotmaps));
        let imported = hotmaps(HOTMAPS).expect("the register is readable");
        assert_eq!(imported.read(), 5029);
        assert!(imported.rejected.len() <= 5, "{:?}", imported.rejected);
        assert_eq!(
            imported.rows.iter().filter(|r| r.site.is_some()).count(),
            5029
        );
        assert_eq!(supplies(&imported).count(), 1057);
        let located = supplies(&imported)
            .filter(|(r, _)| r.site.as_ref().is_some_and(|s| s.position.is_some()));
        assert_eq!(located.count(), 980);
        let total_gwh: f64 = supplies(&imported).map(|(_, mwh)| mwh / 1000.0).sum();
        assert!((total_gwh - 93_735.97).abs() < 0.01, "{total_gwh}");
        let mut by_country: BTreeMap<&str, f64> = BTreeMap::new();
        for (row, mwh) in supplies(&imported) {
            let site = row.site.as_ref().expect("a site");
            if site.position.is_some() {
                *by_country
                    .entry(site.country.as_deref().unwrap_or(""))
                    .or_default() += mwh / 1e6;
            }
        }
        for (code, twh) in [
            ("DE", 16.1),
            ("IT", 13.0),
            ("ES", 8.8),
            ("FR", 8.4),
            ("GB", 6.2),
        ] {
            assert!(
                (by_country[code] - twh).abs() < 0.05,
                "{code} {}",
                by_country[code]
            );
        }
        assert!(imported.flows().all(|f| f.precision == Precision::Rough));
    }

    #[test]
    fn has_its_traps_named() {
        let imported = hotmaps(HOTMAPS).expect("the register is readable");
        assert_eq!(count(&imported, "no_location"), 524);
        assert_eq!(count(&imported, "shared_location"), 897);
        assert_eq!(count(&imported, "country_misspelt"), 138);
        assert_eq!(count(&imported, "bands_do_not_add_up"), 1);
        let taranto = imported
            .rows
            .iter()
            .find(|r| r.issues.iter().any(|i| i.code == "bands_do_not_add_up"))
            .and_then(|r| r.site.as_ref());
        assert_eq!(taranto.map(|s| s.source.key.as_str()), Some("653"));
        let disagree = |code: &str| {
            let of = |r: &&Row| {
                r.site
                    .as_ref()
                    .is_some_and(|s| s.country.as_deref() == Some(code))
            };
            let has = |r: &Row| r.issues.iter().any(|i| i.code == "country_disagrees");
            imported.rows.iter().filter(of).filter(|r| has(r)).count()
        };
        let liechtenstein_located = imported
            .rows
            .iter()
            .filter_map(|r| r.site.as_ref())
            .filter(|s| s.country.as_deref() == Some("LI") && s.position.is_some())
            .count();
        assert_eq!(disagree("LI"), liechtenstein_located);
        assert_eq!(
            disagree("ES"),
            16,
            "Spanish plants set down in the Caucasus"
        );
        assert_eq!(disagree("DE"), 0);
        assert_eq!(
            disagree("HR"),
            4,
            "the plants labelled Croatia stand in Iceland"
        );
        let total: usize = imported.issue_counts().values().map(|(_, n)| n).sum();
        assert_eq!(total, imported.all_issues().count());
    }

    #[test]
    fn gives_equal_values_when_read_again() {
        let imported = hotmaps(HOTMAPS).expect("the register is readable");
        assert_eq!(hotmaps(HOTMAPS), Ok(imported.clone()));
        let mut ids: Vec<_> = imported.flows().map(|f| f.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
        let owners: std::collections::BTreeSet<_> =
            imported.organizations().map(|o| o.id).collect();
        assert_eq!(owners.len(), imported.organizations().count());
        assert!(imported.sites().all(|s| owners.contains(&s.organization)));
    }
}
