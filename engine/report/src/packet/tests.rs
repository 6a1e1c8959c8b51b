//! Nothing runs over an edge or another text, in any language, level and role; and the
//! catalogues of the packet agree with each other and with the code.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use turash_engine::model::{Disclosure, Kind};
use turash_engine::packet::EconomicsFacts;
use turash_engine::quantity::Locale;

use super::draw;
use crate::furniture::{Choice, Furniture, Section};
use crate::painter::PageSize;
use crate::painter::faults::{faults, faults_on};

#[path = "../../tests/sample/mod.rs"]
pub(crate) mod sample;

use sample::{ACCEPTER, SUPPLIER, Sample, catalogue, fonts, furniture, map};

const LEVELS: [Disclosure; 3] = [Disclosure::Public, Disclosure::Nda, Disclosure::Full];

#[test]
fn no_text_leaves_its_place_in_any_language_level_or_role() {
    let fonts = fonts();
    let mut all = Vec::new();
    for kind in [Kind::Heat, Kind::Material] {
        let sample = Sample::new(kind);
        for locale in Locale::ALL {
            let words = catalogue(locale);
            for level in LEVELS {
                for recipient in [SUPPLIER, ACCEPTER] {
                    let facts = sample.facts(recipient, level);
                    let drawn = draw(&facts, &map(), &words, &fonts, &furniture()).unwrap();
                    let name = format!("{kind:?} {locale:?} {level:?} {}", recipient == SUPPLIER);
                    all.extend(faults(&drawn.pages).into_iter().map(|f| format!("{name}: {f}")));
                }
            }
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn a_letter_page_holds_what_an_a4_page_holds() {
    let fonts = fonts();
    let mut all = Vec::new();
    let letter = Furniture { size: PageSize::Letter, ..furniture() };
    for kind in [Kind::Heat, Kind::Material] {
        let sample = Sample::new(kind);
        for locale in Locale::ALL {
            let words = catalogue(locale);
            for level in LEVELS {
                let facts = sample.facts(ACCEPTER, level);
                let drawn = draw(&facts, &map(), &words, &fonts, &letter).unwrap();
                let name = format!("{kind:?} {locale:?} {level:?}");
                all.extend(
                    faults_on(&drawn.pages, PageSize::Letter)
                        .into_iter()
                        .map(|f| name.clone() + &f),
                );
            }
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn one_page_holds_the_match_at_a_glance_with_a_remark() {
    let sample = Sample::new(Kind::Heat);
    let remark = "Please confirm the outage of August before we meet. ".repeat(11);
    for locale in Locale::ALL {
        for level in LEVELS {
            let choice =
                Choice { one_page: true, remark: Some(remark.clone()), ..Choice::default() };
            let furniture = Furniture { choice, ..furniture() };
            let facts = sample.facts(SUPPLIER, level);
            let words = catalogue(locale);
            let drawn = draw(&facts, &map(), &words, &fonts(), &furniture).unwrap();
            assert_eq!(faults(&drawn.pages), Vec::<String>::new(), "{locale:?} {level:?}");
            assert_eq!(drawn.pages.len(), 1, "{locale:?} {level:?}");
            let text: Vec<_> = drawn.pages[0].texts().map(|t| t.text.as_str()).collect();
            assert!(text.join(" ").contains("outage of August"), "{text:?}");
        }
    }
}

#[test]
fn what_is_left_out_is_left_out_and_the_rest_stays() {
    let sample = Sample::new(Kind::Heat);
    let titles = |left_out: &[Section]| -> Vec<String> {
        let choice = Choice { leave_out: left_out.iter().copied().collect(), ..Choice::default() };
        let furniture = Furniture { choice, ..furniture() };
        let facts = sample.facts(SUPPLIER, Disclosure::Nda);
        let drawn = draw(&facts, &map(), &catalogue(Locale::En), &fonts(), &furniture).unwrap();
        let entries = drawn.pages.iter().flat_map(|page| &page.entries);
        let top = entries.filter(|entry| entry.depth == 0).skip(1);
        top.map(|entry| entry.title.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned())
            .collect()
    };
    let whole = titles(&[]);
    let without = titles(&[Section::Economics, Section::WhatIf]);
    assert!(whole.iter().any(|title| title == " Your economics"), "{whole:?}");
    let kept: Vec<_> = whole
        .iter()
        .filter(|title| !["Your economics", "How sure it is"].contains(&title.trim()))
        .collect();
    assert_eq!(without.iter().collect::<Vec<_>>(), kept);
    assert_eq!(without.len() + 2, whole.len());
}

#[test]
fn a_missing_price_is_named_and_never_a_zero() {
    let sample = Sample::new(Kind::Material);
    let mut case = sample.case();
    case.money = Err(vec!["supply_price".to_owned()]);
    let facts = turash_engine::packet::facts(&case, ACCEPTER, Disclosure::Nda).unwrap();
    assert!(matches!(facts.economics, EconomicsFacts::Missing { .. }));
    let words = catalogue(Locale::En);
    let drawn = draw(&facts, &map(), &words, &fonts(), &furniture()).unwrap();
    assert_eq!(faults(&drawn.pages), Vec::<String>::new());
    let text: Vec<_> =
        drawn.pages.iter().flat_map(|p| p.texts()).map(|t| t.text.as_str()).collect();
    assert!(text.iter().any(|t| t.contains("price asked by the supplier")), "{text:?}");
    let money: Vec<_> = drawn.pages[4].texts().filter(|t| (20.0..270.0).contains(&t.y)).collect();
    assert!(!money.iter().any(|t| t.text.contains("EUR") || t.text == "0"), "{money:?}");
}

#[test]
fn the_fit_of_a_lifted_supply_is_laid_to_the_heat_pump() {
    let sample = Sample::new(Kind::Heat);
    let head = |has_heat_pump| {
        let mut case = sample.case();
        case.exchange.has_heat_pump = has_heat_pump;
        let facts = turash_engine::packet::facts(&case, SUPPLIER, Disclosure::Full).unwrap();
        let words = catalogue(Locale::En);
        let drawn = draw(&facts, &map(), &words, &fonts(), &furniture()).unwrap();
        assert_eq!(faults(&drawn.pages), Vec::<String>::new());
        let texts: Vec<String> =
            drawn.pages.iter().flat_map(|p| p.texts()).map(|t| t.text.clone()).collect();
        texts.iter().any(|t| t.contains("A heat pump closes the gap"))
    };
    assert_eq!([head(false), head(true)], [false, true]);
}

#[test]
fn nothing_of_the_place_is_drawn_at_the_public_level() {
    let sample = Sample::new(Kind::Heat);
    let facts = sample.facts(ACCEPTER, Disclosure::Public);
    let words = catalogue(Locale::En);
    let with = draw(&facts, &map(), &words, &fonts(), &furniture()).unwrap();
    let mut bare = map();
    bare.local.clear();
    let without = draw(&facts, &bare, &words, &fonts(), &furniture()).unwrap();
    assert_eq!(with.pages, without.pages);
    let names: Vec<_> = with.pages[3].texts().map(|t| t.text.as_str()).collect();
    assert!(names.contains(&"København") && !names.contains(&"Kalundborg"), "{names:?}");
}

/// Messages of a catalogue with their variables, the selectors' included.
fn messages(locale: Locale) -> BTreeMap<String, (BTreeSet<String>, String)> {
    let text = sample::words(locale).concat();
    let mut found: BTreeMap<String, (BTreeSet<String>, String)> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let body = match line.split_once(" = ") {
            Some((name, body)) if !line.starts_with(' ') => {
                key = name.to_owned();
                body
            }
            Some(_) | None => line,
        };
        let entry = found.entry(key.clone()).or_default();
        let variables = body.split('$').skip(1).map(|part| {
            part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        });
        entry.0.extend(variables);
        entry.1.push_str(body);
    }
    found
}

#[test]
fn the_four_catalogues_say_the_same_things() {
    let english = messages(Locale::En);
    for locale in [Locale::De, Locale::Ru, Locale::Tt] {
        let other = messages(locale);
        let keys = |m: &BTreeMap<String, _>| m.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&english), keys(&other), "{locale:?}");
        for (key, (variables, _)) in &english {
            assert_eq!(variables, &other[key].0, "{key} {locale:?}");
        }
        let alike: Vec<_> =
            english.iter().filter(|(key, (_, text))| other[*key].1 == *text).map(|e| e.0).collect();
        assert!(alike.len() * 20 <= english.len(), "{locale:?}: {alike:?}");
    }
}

#[test]
fn every_message_of_the_packet_is_used() {
    let sources = [
        include_str!("cover.rs"),
        include_str!("derivation.rs"),
        include_str!("economics.rs"),
        include_str!("../figures.rs"),
        include_str!("figures.rs"),
        include_str!("glance.rs"),
        include_str!("location.rs"),
        include_str!("ahead.rs"),
        include_str!("proof.rs"),
        include_str!("risks.rs"),
        include_str!("../sheet.rs"),
        include_str!("sources.rs"),
        include_str!("technical.rs"),
        include_str!("what_if.rs"),
        include_str!("charts.rs"),
        include_str!("mod.rs"),
        include_str!("../portfolio/mod.rs"),
        include_str!("../portfolio/place.rs"),
        // The workbook of an export says its few sentences out of the same file.
        include_str!("../export/workbook.rs"),
    ]
    .concat();
    // Messages that are found by a code: area and code make the key.
    let areas = [
        "packet-month-",
        "packet-field-who-",
        "packet-field-",
        "packet-line-",
        "packet-step-short-",
        "packet-step-",
        "packet-risk-",
        "packet-area-",
        "packet-mitigation-",
        "packet-law-",
        "packet-verdict-",
        "packet-dataset-",
        "packet-assumption-",
        "packet-what-if-",
        "packet-changed-",
    ];
    let unused: Vec<_> = messages(Locale::En)
        .into_keys()
        .filter(|key| {
            !sources.contains(&format!("\"{key}\"")) && !areas.iter().any(|a| key.starts_with(a))
        })
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}
