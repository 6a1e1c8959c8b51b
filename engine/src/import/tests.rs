//! The known facts of the registers, bad input of every sort, and bytes nobody meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::*;
use crate::watch::Unwatched;

const HOTMAPS: &[u8] = include_bytes!("../../tests/fixtures/hotmaps/Industrial_Database.csv");

const TODAY: Date = jiff::civil::date(2026, 11, 22);

static BENCHMARKS: LazyLock<Benchmarks> = LazyLock::new(|| {
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
});

fn benchmarks() -> Benchmarks {
    BENCHMARKS.clone()
}

fn read_as(preset: Preset, files: &[(&str, &[u8])]) -> Result<Imported, ImportError> {
    let tables: Vec<Table<'_>> = files.iter().map(|(name, bytes)| Table { name, bytes }).collect();
    read(&tables, preset, &BENCHMARKS, TODAY, &Unwatched)
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
            let supplies = row.flows.iter().filter(|f| f.direction == Direction::Supply);
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
        assert_eq!(imported.rows.iter().filter(|r| r.site.is_some()).count(), 5029);
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
                *by_country.entry(site.country.as_deref().unwrap_or("")).or_default() += mwh / 1e6;
            }
        }
        for (code, twh) in [("DE", 16.1), ("IT", 13.0), ("ES", 8.8), ("FR", 8.4), ("GB", 6.2)] {
            assert!((by_country[code] - twh).abs() < 0.05, "{code} {}", by_country[code]);
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
            let of = |r: &&Row| r.site.as_ref().is_some_and(|s| s.country.as_deref() == Some(code));
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
        assert_eq!(disagree("ES"), 16, "Spanish plants set down in the Caucasus");
        assert_eq!(disagree("DE"), 0);
        assert_eq!(disagree("HR"), 4, "the plants labelled Croatia stand in Iceland");
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

/// Codes in the source of this module, wherever an issue is made of a literal.
fn codes() -> std::collections::BTreeSet<&'static str> {
    let sources = [
        include_str!("common.rs"),
        include_str!("eprtr.rs"),
        include_str!("flows.rs"),
        include_str!("hotmaps.rs"),
        include_str!("sheet.rs"),
    ];
    let literal = |rest: &'static str| rest.trim_start().strip_prefix('"')?.split('"').next();
    let made = sources.iter().flat_map(|s| s.split("Issue::new(").skip(1)).filter_map(literal);
    let passed_on = [
        "not_a_number",
        "number_not_finite",
        "number_absurd",
        "unclosed_quote",
        "row_too_long",
        "trust_out_of_range",
        "grade_out_of_range",
        "unit_converted",
        "unknown_unit",
        "below_absolute_zero",
        "temperature_absurd",
    ];
    made.chain(passed_on).collect()
}

#[test]
fn every_issue_has_words_and_a_hint_in_every_language() {
    let catalogues = [
        include_str!("../../../assets/i18n/en/issues.ftl"),
        include_str!("../../../assets/i18n/de/issues.ftl"),
        include_str!("../../../assets/i18n/ru/issues.ftl"),
        include_str!("../../../assets/i18n/tt/issues.ftl"),
    ];
    assert!(codes().len() > 50, "{:?}", codes());
    for (catalogue, code) in
        catalogues.iter().flat_map(|c| codes().into_iter().map(move |code| (c, code)))
    {
        let key = format!("issue-{}", code.replace('_', "-"));
        for key in [format!("{key} ="), format!("{key}-hint =")] {
            assert!(catalogue.lines().any(|l| l.starts_with(&key)), "{key} is missing");
        }
    }
}

#[test]
fn the_sample_region_is_part_of_the_register() {
    let sample = include_bytes!("../../../assets/sample/region.csv");
    assert_eq!(detect("region.csv", sample), Ok(Preset::Hotmaps));
    let sample = hotmaps(sample).expect("the sample is readable");
    let whole = hotmaps(HOTMAPS).expect("the register is readable");
    assert_eq!(sample.rejected, []);
    assert!((40..=150).contains(&sample.read()), "{}", sample.read());
    assert!(sample.derived.len() >= 10, "{} towns", sample.derived.len());
    let flows: std::collections::BTreeMap<_, _> = whole.flows().map(|f| (f.id, f)).collect();
    for flow in sample.flows() {
        assert_eq!(flows.get(&flow.id), Some(&flow), "the whole register gives the same flow");
    }
}

mod derived_demand {
    use super::*;
    use crate::model::{Direction, Kind, Precision};

    #[test]
    fn says_what_it_rests_on_and_follows_its_inputs() {
        let imported = hotmaps(HOTMAPS).expect("the register is readable");
        let demands: Vec<&Flow> =
            imported.flows().filter(|f| f.direction == Direction::Demand).collect();
        let of = |method: &str| {
            demands.iter().filter(|f| f.source.method.as_deref() == Some(method)).count()
        };
        assert!(of("sector_benchmark") > 1000, "{}", of("sector_benchmark"));
        assert!(of("town_benchmark") > 1000, "{}", of("town_benchmark"));
        assert_eq!(demands.len(), of("sector_benchmark") + of("town_benchmark"));
        for flow in &demands {
            assert_eq!((flow.precision, flow.kind), (Precision::Rough, Kind::Heat));
            assert!(flow.amount_per_year > 0.0 && flow.quality.temperature.is_some(), "{flow:?}");
            assert!(flow.quality.return_temperature < flow.quality.temperature, "{flow:?}");
        }
    }

    #[test]
    fn a_paper_mill_needs_what_its_fuel_allows() {
        let base = benchmarks();
        let mill = "SiteID;CompanyName;Country;geom;Subsector;Fuel_Demand;Excess_Heat_100-200C;\
                    Excess_Heat_200-500C;Excess_Heat_500C\n\
                    1;Mill;Finland;SRID=4326;Paper and printing;100;0;0;0\n";
        let mill = mill.replace("SRID=4326;", "\"SRID=4326;POINT(26.8 60.8)\";");
        let demand_mwh = |benchmarks: &Benchmarks| -> f64 {
            let table = Table { name: "mill.csv", bytes: mill.as_bytes() };
            let read = read(&[table], Preset::Hotmaps, benchmarks, TODAY, &Unwatched);
            read.expect("readable").flows().map(|f| f.amount_per_year).sum()
        };
        let share: f64 = base
            .process_heat
            .iter()
            .filter(|p| p.sector == "Paper and printing")
            .map(|p| p.share_of_fuel)
            .sum();
        let expected = 100_000.0 * share * base.boiler_efficiency;
        assert!((demand_mwh(&base) - expected).abs() < 1e-6);
        let worse = Benchmarks { boiler_efficiency: base.boiler_efficiency / 2.0, ..base };
        assert!((demand_mwh(&worse) - expected / 2.0).abs() < 1e-6);
    }

    #[test]
    fn towns_lie_near_a_supply_and_nowhere_else() {
        let base = benchmarks();
        let imported = hotmaps(HOTMAPS).expect("the register is readable");
        let supplies: Vec<_> = imported
            .rows
            .iter()
            .filter(|r| r.flows.iter().any(|f| f.direction == Direction::Supply))
            .filter_map(|r| r.site.as_ref()?.position)
            .collect();
        let near = |p| supplies.iter().any(|s| demand::distance_km(*s, p) <= base.town_radius_km);
        let expected = base.towns.iter().filter(|t| near(t.position)).count();
        let without_row = base
            .towns
            .iter()
            .filter(|t| near(t.position))
            .filter(|t| !base.town_heat.iter().any(|h| h.country == t.country));
        assert_eq!(imported.derived.len(), expected - without_row.count());
    }
}

mod the_plants_of_the_pollutant_register {
    use super::*;

    const UTF8: &[u8] = include_bytes!("../../tests/fixtures/eprtr/plants_utf8.csv");
    const AS_FOUND: &[u8] = include_bytes!("../../tests/fixtures/eprtr/plants_macroman_cr.csv");

    #[test]
    fn are_equal_in_both_encodings() {
        assert_eq!(detect("p.csv", UTF8), Ok(Preset::Eprtr));
        assert_eq!(detect("p.csv", AS_FOUND), Ok(Preset::Eprtr));
        let clean = read_as(Preset::Eprtr, &[("p.csv", UTF8)]).expect("readable");
        let found = read_as(Preset::Eprtr, &[("p.csv", AS_FOUND)]).expect("readable");
        assert_eq!((clean.read(), clean.rejected.len()), (60, 0));
        assert_eq!(clean.rows, found.rows);
        assert_eq!(found.tables[0].encoding, "Mac Roman");
        assert_eq!((count(&clean, "encoding_guessed"), count(&found, "encoding_guessed")), (0, 1));
        assert!(clean.sites().any(|s| s.name == "Kraftwerk Thei\u{df}"));
    }

    #[test]
    fn stand_once_each_and_never_in_the_gulf_of_guinea() {
        let plants = read_as(Preset::Eprtr, &[("p.csv", UTF8)]).expect("readable");
        assert_eq!(count(&plants, "coordinates_zero"), 6);
        assert_eq!(count(&plants, "no_location"), 6);
        let older = count(&plants, "older_report");
        assert!(older >= 10, "{older}");
        assert_eq!(plants.sites().count() + older, 60);
        let ids: std::collections::BTreeSet<_> = plants.sites().map(|s| s.id).collect();
        assert_eq!(ids.len(), plants.sites().count());
        assert!(plants.sites().any(|s| s.country.as_deref() == Some("GB")));
    }

    #[test]
    fn survive_every_other_encoding() {
        let text = std::str::from_utf8(UTF8).expect("UTF-8");
        let clean = read_as(Preset::Eprtr, &[("p.csv", UTF8)]).expect("readable");
        let utf16: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        let no_mark: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xef\xbb\xbf", UTF8].concat();
        let western = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let crlf = text.replace('\n', "\r\n").into_bytes();
        for (name, bytes) in [
            ("UTF-16 BE", utf16),
            ("UTF-16 LE without a mark", no_mark),
            ("UTF-8 with a mark", marked),
            ("Windows-1252", western),
            ("CR LF", crlf),
        ] {
            let read = read_as(Preset::Eprtr, &[("p.csv", &bytes)]).expect(name);
            assert_eq!(read.rows, clean.rows, "{name}");
        }
    }

    #[test]
    fn russian_text_is_recognised() {
        let text = "site_id,company,lat,lon\n1,Казанский завод,55.8,49.1\n2,Нижнекамск,55.6,51.8\n";
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
        let flows = "flow_id,site_id,direction,resource,qty,unit\n";
        let read = read_as(Preset::Flows, &[("s.csv", &bytes), ("f.csv", flows.as_bytes())]);
        let read = read.expect("readable");
        assert_eq!(read.rows[0].site.as_ref().map(|s| s.name.as_str()), Some("Казанский завод"));
        assert_eq!(count(&read, "encoding_guessed"), 1);
    }
}

mod the_plain_pair {
    use super::*;
    use crate::model::{Direction, Kind};

    const SITES: &[u8] = include_bytes!("../../tests/fixtures/flows/sites.csv");
    const FLOWS: &[u8] = include_bytes!("../../tests/fixtures/flows/flows.csv");
    const FLOWS_TITLES: &str = "flow_id,site_id,direction,resource,ewc,qty,unit,temp_c,quality,\
                                price,week,season,valid_from,valid_to";

    fn pair(flows: &[u8]) -> Imported {
        let files = [("flows.csv", flows), ("sites.csv", SITES)];
        read_as(Preset::Flows, &files).expect("the pair is readable")
    }

    #[test]
    fn is_read_whole_in_either_order() {
        assert_eq!(detect("sites.csv", SITES), Ok(Preset::Flows));
        assert_eq!(detect("flows.csv", FLOWS), Ok(Preset::Flows));
        let read = pair(FLOWS);
        assert_eq!((read.read(), read.rejected.len()), (500, 0));
        assert_eq!((read.sites().count(), read.flows().count()), (100, 400));
        let kinds: std::collections::BTreeSet<_> = read.flows().map(|f| f.kind).collect();
        assert!(kinds.is_superset(&[Kind::Heat, Kind::Material, Kind::Biowaste].into()));
        let first = read.flows().next().expect("a flow");
        assert_eq!((first.kind, first.direction), (Kind::Co2, Direction::Supply));
        assert_eq!(first.amount_per_year, 1481.0);
        let price = first.price.as_ref().expect("a price");
        assert_eq!(price.per_unit.to_string(), "60.15");
        assert_eq!(first.profile.week.to_hex(), "01fffe01fffe01fffe01fffe01fffe000000000000");
        let wood = read.flows().find(|f| f.class.as_deref() == Some("wood")).expect("some wood");
        assert_eq!((wood.kind, wood.name.as_str()), (Kind::Material, "wood (03 01 05)"));
    }

    #[test]
    fn misses_its_other_half() {
        let one = |name, bytes| read_as(Preset::Flows, &[(name, bytes)]);
        let missing = |file: &str| Err(ImportError::MissingTable { file: file.to_owned() });
        assert_eq!(one("flows.csv", FLOWS), missing("sites.csv"));
        assert_eq!(one("sites.csv", SITES), missing("flows.csv"));
    }

    #[test]
    fn names_what_is_wrong_with_each_row() {
        let good = "7,1,supply,heat,,100,MWh,90,0.5,10,,,2024-01-01,2030-01-01";
        let week = "f".repeat(42);
        // (cell, what is put there, the code it must give, whether the row is lost)
        let cases: &[(usize, &str, &str, bool)] = &[
            (0, "", "no_key", true),
            (0, "7.0", "identifier_was_number", false),
            (1, "999", "unknown_site", true),
            (2, "suply", "unknown_direction", true),
            (3, "gold", "unknown_resource", true),
            (5, "n/a", "no_amount", true),
            (5, "-5", "amount_not_positive", true),
            (5, "0", "amount_not_positive", true),
            (5, "NaN", "number_not_finite", true),
            (5, "inf", "number_not_finite", true),
            (5, "1e308", "number_absurd", true),
            (5, "many", "not_a_number", true),
            (6, "GWh", "unit_converted", false),
            (6, "barrels", "unknown_unit", true),
            (7, "-300", "below_absolute_zero", true),
            (7, "1e6", "temperature_absurd", true),
            (7, "", "no_temperature", false),
            (8, "1.7", "grade_out_of_range", true),
            (9, "cheap", "not_a_number", false),
            (10, &week[..40], "bad_week", true),
            (10, &"0".repeat(42), "never_runs", false),
            (11, "99999", "bad_season", true),
            (11, "99999999999x", "bad_season", true),
            (12, "2031-01-01", "dates_reversed", true),
            (12, "01.02.2024", "bad_date", true),
            (12, "9999-01-01", "bad_date", true),
            (12, "2028-01-01", "begins_in_future", false),
            (13, "2025-01-01", "has_ended", false),
            (13, "2030-01-01,extra", "too_many_cells", false),
        ];
        for (cell, value, code, is_lost) in cases {
            let mut cells: Vec<&str> = good.split(',').collect();
            cells[*cell] = value;
            let file = format!("{FLOWS_TITLES}\n{}\n", cells.join(","));
            let read = pair(file.as_bytes());
            let what = format!("{value:?} in cell {cell} gives {:?}", read.issue_counts());
            assert_eq!(count(&read, code), 1, "{what}");
            assert_eq!(read.rejected.len(), usize::from(*is_lost), "{what}");
            assert_eq!(read.read(), 101, "{what}");
            let issue = read.all_issues().find(|i| i.code == *code).expect("the issue");
            assert_eq!(
                (issue.place.file.as_deref(), issue.place.line),
                (Some("flows.csv"), Some(2))
            );
            if is_lost != &false {
                assert!(issue.place.column.is_some(), "{what}");
            }
        }
        let untold = good.replace("0.5", "1").replace("100", "\"1,800\"");
        let read = pair(format!("{FLOWS_TITLES}\n{untold}\n").as_bytes());
        assert_eq!(count(&read, "thousands_guessed"), 1);
        assert_eq!(read.flows().next().map(|f| f.amount_per_year), Some(1800.0));
        let twice = format!("{FLOWS_TITLES}\n{good}\n{good}\n");
        assert_eq!(count(&pair(twice.as_bytes()), "duplicate_key"), 1);
        let short = format!("{FLOWS_TITLES}\n7,1,supply,heat,,100,MWh,90\n");
        assert_eq!(count(&pair(short.as_bytes()), "too_few_cells"), 1);
    }

    #[test]
    fn turns_swapped_coordinates_and_says_so() {
        let text = std::str::from_utf8(SITES).expect("UTF-8");
        let (mut lines, mut swapped) = (Vec::new(), 0);
        for (i, line) in text.lines().enumerate() {
            let mut cells: Vec<&str> = line.split(',').collect();
            if i % 10 == 5 {
                cells.swap(5, 6);
                swapped += 1;
            }
            lines.push(cells.join(","));
        }
        let file = lines.join("\n");
        let files = [("sites.csv", file.as_bytes()), ("flows.csv", FLOWS)];
        let read = read_as(Preset::Flows, &files).expect("readable");
        assert_eq!(count(&read, "coordinates_swapped"), swapped);
        assert_eq!(
            read.sites().map(|s| s.position).collect::<Vec<_>>(),
            pair(FLOWS).sites().map(|s| s.position).collect::<Vec<_>>()
        );
    }

    #[test]
    fn rejected_rows_come_back_as_a_table() {
        let file = format!(
            "{FLOWS_TITLES}\n7,1,suply,heat,=cmd(),100,MWh,90,0.5,-10,,,,\n\
             8,1,supply,\"wood, dry\",,100,t,,0.5,10,,,,\n"
        );
        let csv = String::from_utf8(rejects_csv(&pair(file.as_bytes()))).expect("UTF-8");
        let lines: Vec<&str> = csv.lines().collect();
        assert!(lines[0].starts_with("\u{feff}file,line,reason,column,"), "{}", lines[0]);
        assert!(lines[1].starts_with("flows.csv,2,unknown_direction,direction,"), "{}", lines[1]);
        assert!(lines[1].contains(",\"'=cmd()\","), "{}", lines[1]);
        assert!(lines[1].contains(",-10,"), "a number is no formula: {}", lines[1]);
        assert!(lines[2].contains("\"wood, dry\""), "{}", lines[2]);
        let mended = csv.replace("suply", "supply").replace("\"wood, dry\"", "wood");
        let again = pair(mended.as_bytes());
        assert_eq!((again.flows().count(), &again.rejected), (2, &Vec::new()));
    }

    #[test]
    fn a_hundred_thousand_flows_are_read_quickly() {
        let body: Vec<&str> = std::str::from_utf8(FLOWS).expect("UTF-8").lines().skip(1).collect();
        let mut file = String::from(FLOWS_TITLES);
        for i in 0..100_000 {
            let (_, rest) = body[i % body.len()].split_once(',').expect("cells");
            file.push_str(&format!("\n{i},{rest}"));
        }
        let (sites, flows) =
            (Table { name: "s", bytes: SITES }, Table { name: "f", bytes: file.as_bytes() });
        let benchmarks = benchmarks();
        let start = std::time::Instant::now();
        let read = read(&[sites, flows], Preset::Flows, &benchmarks, TODAY, &Unwatched);
        eprintln!("100,000 flows read in {:?}", start.elapsed());
        assert_eq!(read.expect("readable").flows().count(), 100_000);
    }
}

mod bad_input {
    use super::*;
    use crate::watch::Watch;

    const TITLES: &str = "SiteID;CompanyName;SiteName;City;Country;geom;Subsector;\
                          Excess_Heat_100-200C;Excess_Heat_200-500C;Excess_Heat_500C;\
                          Excess_Heat_Total";

    fn rows(body: &str) -> Imported {
        hotmaps(format!("{TITLES}\n{body}").as_bytes()).expect("readable")
    }

    #[test]
    fn of_files_gives_an_error_that_names_the_file() {
        let error = |bytes: &[u8]| hotmaps(bytes).map(|i| i.read()).map_err(|e| e.code());
        assert_eq!(error(b""), Err("import.empty_file"));
        assert_eq!(error(b"  \r\n \n"), Err("import.empty_file"));
        assert_eq!(error(b"\xef\xbb\xbf"), Err("import.empty_file"));
        assert_eq!(error(b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20"), Err("import.not_text"));
        assert_eq!(error(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"), Err("import.not_text"));
        assert_eq!(error(b"hello"), Err("import.no_header"));
        assert_eq!(error(b"a;b;c\n1;2;3\n"), Err("import.no_header"));
        assert_eq!(error(format!("{TITLES}\n").as_bytes()), Ok(0));
        let Err(ImportError::NoHeader { file, missing }) = hotmaps(b"SiteID;Country\n1;DE\n")
        else {
            panic!("a header with half the columns is none");
        };
        assert_eq!(file, "sites.csv");
        assert!(missing.contains("geom") && !missing.contains("siteid"), "{missing}");
        let unknown = detect("x.csv", b"a,b\n1,2\n").map_err(|e| e.code());
        assert_eq!(unknown, Err("import.unknown_layout"));
    }

    #[test]
    fn of_quotes_costs_one_line() {
        let read = rows(
            "1;A;\"open;x;Germany;;Glass;1;0;0;1\n2;B;b;x;Germany;;Glass;2;0;0;2\n\
             3;C;\"c \"\"q\"\"\";x;Germany;;Glass;3;0;0;3\n",
        );
        assert_eq!(read.read(), 3);
        let rejected: Vec<_> =
            read.rejected.iter().map(|r| (r.line, r.issues[0].code.as_str())).collect();
        assert_eq!(rejected, [(2, "unclosed_quote")]);
        let names: Vec<_> = read.sites().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["b", "c \"q\""]);
        let last = rows("1;A;a;x;Germany;;Glass;1;0;0;1\n2;B;\"b;x;Germany;;Gl");
        assert_eq!((last.rows.len(), last.rejected[0].line), (1, 3));
        let two_lines =
            rows("1;A;\"a\nb\";x;Germany;;Glass;1;0;0;1\n2;B;b;x;Germany;;Glass;2;0;0;2\n");
        assert_eq!((two_lines.rows[0].line, two_lines.rows[1].line), (2, 4));
        let stray = rows("1;A;\"a\" b;x;Germany;;Glass;1;0;0;1\n");
        assert_eq!((stray.rows.len(), count(&stray, "stray_quote")), (1, 1));
    }

    #[test]
    fn of_a_200_mb_line_is_cut_out() {
        let mut file = format!("{TITLES}\n1;A;a;x;Germany;;Glass;1;0;0;1\n2;").into_bytes();
        file.resize(file.len() + 200_000_000, b'x');
        file.extend_from_slice(b"\n3;C;c;x;Germany;;Glass;3;0;0;3\n");
        let read = hotmaps(&file).expect("readable");
        assert_eq!((read.rows.len(), read.rejected.len()), (2, 1));
        assert_eq!(read.rejected[0].issues[0].code, "row_too_long");
        assert_eq!((read.rejected[0].line, read.rows[1].line), (3, 4));
        assert!(read.rejected[0].cells[0].len() < 3000);
        let quoted = format!("{TITLES}\n1;\"{}", "x".repeat(3_000_000));
        let read = hotmaps(quoted.as_bytes()).expect("readable");
        assert_eq!(read.rejected[0].issues[0].code, "row_too_long");
    }

    #[test]
    fn of_cells_is_named_and_the_rest_kept() {
        let cases: &[(&str, &str)] = &[
            ("1;A;a;x;Germany;;Glass;1;0;0;1", "no_location"),
            ("1;A;a;x;Germany;\"SRID=4326;POINT(0 0)\";Glass;1;0;0;1", "coordinates_zero"),
            ("1;A;a;x;Germany;\"SRID=4326;POINT(50.1 8.6)\";Glass;1;0;0;1", "coordinates_swapped"),
            (
                "1;A;a;x;Germany;\"SRID=4326;POINT(8.6 150)\";Glass;1;0;0;1",
                "coordinates_out_of_range",
            ),
            (
                "1;A;a;x;Germany;\"SRID=4326;POINT(NaN inf)\";Glass;1;0;0;1",
                "coordinates_out_of_range",
            ),
            ("1;A;a;x;Germany;\"SRID=4326;POINT(16.8 45.4)\";Glass;1;0;0;1", "country_disagrees"),
            ("1;A;a;x;Germany;\"here\";Glass;1;0;0;1", "not_a_point"),
            ("1;A;a;x;Atlantis;;Glass;1;0;0;1", "unknown_country"),
            ("1;A;a;x;Netherland;;Glass;1;0;0;1", "country_misspelt"),
            ("1;A;a;x;Germany;;Glass;-1;0;0;-1", "amount_negative"),
            ("1;A;a;x;Germany;;Glass;NaN;0;0;0", "number_not_finite"),
            ("1;A;a;x;Germany;;Glass;1e308;0;0;0", "number_absurd"),
            ("1;A;a;x;Germany;;Glass;1;2;3;7", "bands_do_not_add_up"),
            ("1;;;x;Germany;;Glass;1;0;0;1", "no_name"),
            ("1;A;;x;Germany;;Glass;1;0;0;1", "one_name_only"),
            ("1;CONFIDENTIAL;CONFIDENTIAL;x;Germany;;Glass;1;0;0;1", "no_name"),
            ("1.0;A;a;x;Germany;;Glass;1;0;0;1", "identifier_was_number"),
        ];
        for (row, code) in cases {
            let read = rows(row);
            assert!(count(&read, code) >= 1, "{row}: {:?}", read.issue_counts());
            assert_eq!((read.rows.len(), read.rejected.len()), (1, 0), "{row}");
        }
        let twice = rows("1;A;a;x;Germany;;Glass;1;0;0;1\n1;B;b;x;Germany;;Glass;1;0;0;1");
        assert_eq!(
            (twice.rows.len(), twice.rejected[0].issues[0].code.as_str()),
            (1, "duplicate_key")
        );
    }

    #[test]
    fn of_shape_is_coped_with() {
        let comma = "note from the ministry;;\n\nSiteID;Country;geom;Subsector;\
                     Excess_Heat_100-200C;Excess_Heat_200-500C;Excess_Heat_500C\n\
                     1;Germany;;Glass;1.234,5;0,5;0\n2;Germany;;Glass;1.800;0,25;0\n";
        let read = hotmaps(comma.as_bytes()).expect("readable");
        assert_eq!(count(&read, "header_below_first_line"), 1);
        assert_eq!(count(&read, "decimal_comma"), 1);
        let mwh: Vec<f64> =
            read.rows.iter().map(|r| r.flows.iter().map(|f| f.amount_per_year).sum()).collect();
        assert_eq!(mwh, [1_235_000.0, 1_800_250.0]);
        for delimiter in [",", "\t", "|"] {
            let file = comma.replace(',', ".").replace(';', delimiter).replace("1.234.5", "1234.5");
            let read = hotmaps(file.as_bytes()).expect(delimiter);
            assert_eq!(read.rows.len(), 2, "{delimiter}");
        }
        let damaged = [TITLES.as_bytes(), b"\n1;A;\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc\xff;x;Germany;;Glass;1;0;0;1\n"].concat();
        let read = hotmaps(&damaged).expect("readable");
        assert_eq!((count(&read, "encoding_damaged"), count(&read, "damaged_letters")), (1, 1));
    }

    struct Impatient;
    impl Watch for Impatient {
        fn progress(&self, _: u64, _: u64, _: &'static str) {}
        fn stop(&self) -> bool {
            true
        }
    }

    #[test]
    fn of_patience_stops_it() {
        let table = Table { name: "x", bytes: HOTMAPS };
        let stopped = read(&[table], Preset::Hotmaps, &benchmarks(), TODAY, &Impatient);
        assert_eq!(stopped, Err(ImportError::Stopped));
    }
}

mod bytes_nobody_meant {
    use proptest::prelude::*;

    use super::*;

    fn sound(imported: &Imported) {
        for site in imported.sites() {
            if let Some(p) = site.position {
                assert!((-90.0..=90.0).contains(&p.lat) && (-180.0..=180.0).contains(&p.lon));
            }
        }
        for flow in imported.flows() {
            assert!(flow.amount_per_year.is_finite() && flow.amount_per_year > 0.0, "{flow:?}");
        }
        for rejected in &imported.rejected {
            assert!(rejected.issues.iter().any(|i| i.severity == Severity::Error), "{rejected:?}");
        }
        let places: std::collections::BTreeSet<_> = (imported.rows.iter())
            .map(|r| (&r.file, r.line))
            .chain(imported.rejected.iter().map(|r| (&r.file, r.line)))
            .collect();
        assert_eq!(places.len(), imported.read(), "each row has its own place");
        rejects_csv(imported);
    }

    fn read_anyhow(preset: Preset, files: &[(&str, &[u8])]) {
        let tables: Vec<Table<'_>> =
            files.iter().map(|(name, bytes)| Table { name, bytes }).collect();
        if let Ok(imported) = read(&tables, preset, &BENCHMARKS, TODAY, &Unwatched) {
            sound(&imported);
        }
    }

    fn mutated(head: &[u8], edits: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
        let mut bytes = head.to_vec();
        for (at, how, byte) in edits {
            if bytes.is_empty() {
                break;
            }
            let i = at.index(bytes.len());
            match how % 4 {
                0 => bytes[i] = *byte,
                1 => {
                    bytes.insert(i, *b"\",;\n\r\0\xff-eE.N".get(*byte as usize % 12).unwrap_or(&0))
                }
                2 => {
                    bytes.remove(i);
                }
                _ => bytes.truncate(i.max(head.len() / 2)),
            }
        }
        bytes
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn are_survived(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let _ = detect("x", &bytes);
            for preset in Preset::ALL {
                read_anyhow(preset, &[("x", &bytes)]);
            }
        }

        #[test]
        fn broken_registers_are_survived(
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..40)
        ) {
            read_anyhow(Preset::Hotmaps, &[("h", &mutated(&HOTMAPS[..6000], &edits))]);
            let plants: &[u8] = include_bytes!("../../tests/fixtures/eprtr/plants_macroman_cr.csv");
            read_anyhow(Preset::Eprtr, &[("p", &mutated(&plants[..6000], &edits))]);
            let sites: &[u8] = include_bytes!("../../tests/fixtures/flows/sites.csv");
            let flows: &[u8] = include_bytes!("../../tests/fixtures/flows/flows.csv");
            read_anyhow(Preset::Flows, &[("s", sites), ("f", &mutated(&flows[..6000], &edits))]);
        }
    }
}
