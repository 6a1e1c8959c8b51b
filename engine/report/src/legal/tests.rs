//! The templates of the project, filled with nothing, with everything and with hostile text.
//! `TURASH_SHOW=FOLDER` keeps what is drawn, to be looked at.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use turash_engine::quantity::Locale;

use super::paper::{Piece, clean};
use super::*;
use crate::furniture::{Choice, Fonts, Furniture};
use crate::painter::PageSize;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn shelf() -> Shelf {
    let mut files: Vec<(String, String)> = Vec::new();
    for law in std::fs::read_dir(root().join("templates/legal")).unwrap() {
        for lang in std::fs::read_dir(law.unwrap().path()).unwrap() {
            for file in std::fs::read_dir(lang.unwrap().path()).unwrap() {
                let path = file.unwrap().path();
                let mut parts: Vec<_> = path.iter().rev().take(3).collect();
                parts.reverse();
                let name = parts.iter().map(|p| p.to_str().unwrap()).collect::<Vec<_>>().join("/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Shelf::parse(&files).expect("sound templates")
}

fn words(lang: &str) -> Catalogue {
    let locale = Locale::from_code(lang).expect("a language");
    let texts: Vec<String> = ["legal.ftl", "packet.ftl"]
        .iter()
        .map(|f| std::fs::read_to_string(root().join("assets/i18n").join(lang).join(f)).unwrap())
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Catalogue::parse(locale, &texts).expect("sound words")
}

fn fonts() -> Fonts {
    let read = |name: &str| std::fs::read(root().join("assets/fonts").join(name)).unwrap();
    Fonts::new(
        &read("TurashSans-Regular.ttf"),
        &read("TurashSans-Medium.ttf"),
        &read("TurashSans-SemiBold.ttf"),
    )
    .expect("our fonts")
}

fn furniture() -> Furniture {
    Furniture {
        consultant: None,
        document_id: "TW-1A2B3C4D".to_owned(),
        version: "0.1".to_owned(),
        date: "2026-11-23T12:00:00Z".parse().unwrap(),
        choice: Choice::default(),
        size: PageSize::A4,
        seal: None,
    }
}

/// Every name that the templates use, as the workbench fills them.
const NAMES: [&str; 53] = [
    "supplier",
    "accepter",
    "supplier_site",
    "accepter_site",
    "supplier_address",
    "supplier_register",
    "supplier_signatory",
    "accepter_address",
    "accepter_register",
    "accepter_signatory",
    "resource",
    "description",
    "unit",
    "reference",
    "today",
    "price",
    "currency",
    "price_index",
    "quantity",
    "take_or_pay",
    "starts_on",
    "exclusive_until",
    "years",
    "notice_months",
    "payment_days",
    "secrecy_years",
    "metering",
    "penalty",
    "liability_cap",
    "secrecy_penalty",
    "law",
    "court",
    "temperature",
    "return_temperature",
    "pressure",
    "grade",
    "moisture",
    "contamination",
    "ph",
    "waste_code",
    "hazards",
    "backup",
    "consignment_mass",
    "packaging",
    "composition",
    "operation_permit",
    "carrier",
    "departure",
    "un_number",
    "emergency_contact",
    "supplier_coordinator",
    "accepter_coordinator",
    "signatory",
];

/// Names that are always known to the workbench.
const ALWAYS: [&str; 8] = [
    "supplier",
    "accepter",
    "supplier_site",
    "accepter_site",
    "resource",
    "unit",
    "reference",
    "today",
];

fn flags(values: &mut Values, on: &[&'static str]) {
    let all =
        ["backup_supplier", "backup_accepter", "is_heat", "is_steam", "hazardous", "bilingual"];
    for flag in all {
        values.insert(flag, Slot::Flag(on.contains(&flag)));
    }
}

fn filled(text: impl Fn(&str) -> String, on: &[&'static str]) -> Values {
    let mut values: Values = NAMES.into_iter().map(|name| (name, Slot::Text(text(name)))).collect();
    flags(&mut values, on);
    values
}

fn bare(on: &[&'static str]) -> Values {
    let mut values: Values = NAMES
        .into_iter()
        .map(|name| {
            let known = ALWAYS.contains(&name);
            (name, if known { Slot::Text(format!("<{name}>")) } else { Slot::Missing })
        })
        .collect();
    flags(&mut values, on);
    values
}

const FLAGS: [&[&str]; 4] = [
    &[],
    &["is_heat", "backup_supplier"],
    &["is_heat", "is_steam", "backup_accepter", "bilingual"],
    &["hazardous", "bilingual"],
];

fn text_of(paper: &Paper) -> String {
    let parts = paper.clauses.iter().flat_map(|clause| &clause.parts);
    parts
        .map(|part| {
            let words = part.pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Blank(name) => format!("[{name}]"),
            });
            words.collect::<String>() + "\n"
        })
        .collect()
}

const COMPLETE: [&str; 11] = [
    "by_product_supply",
    "data_sharing",
    "hazardous_consignment",
    "heat_supply",
    "letter_of_intent",
    "mutual_nda",
    "service_shared_asset",
    "site_access",
    "term_sheet",
    "waste_transfer",
    "water_reuse",
];

#[test]
fn each_law_has_the_papers_it_promises_and_no_dead_text() {
    let shelf = shelf();
    let names = |law: &str, lang: &str| -> Vec<String> {
        let here = |l: &Listed| l.jurisdiction == law && l.lang == lang;
        shelf.list().filter(here).map(|listed| listed.name).collect()
    };
    assert_eq!(names("eu", "en"), COMPLETE);
    assert_eq!(names("de", "de"), COMPLETE);
    let first = ["letter_of_intent", "mutual_nda", "term_sheet"];
    assert_eq!(names("gb", "en"), first);
    assert_eq!(names("ru", "ru"), first);
    let refused = paper(&shelf, ("ru", "ru", "heat_supply"), &bare(&[])).map_err(|e| e.code());
    assert_eq!(refused.err(), Some("legal.not_available"));
    assert_eq!(shelf.unused(), Vec::<String>::new());
}

#[test]
fn a_missing_value_is_a_blank_with_a_name_and_a_given_one_is_none() {
    let shelf = shelf();
    for listed in shelf.list() {
        let place = (listed.jurisdiction.as_str(), listed.lang.as_str(), listed.name.as_str());
        let words = words(&listed.lang);
        for on in FLAGS {
            let full = paper(&shelf, place, &filled(|n| format!("*{n}*"), on)).expect("fills");
            assert_eq!(full.blanks, [], "{place:?} {on:?}");
            assert!(!full.sources.is_empty() || listed.name == "site_access", "{place:?}");
            let empty = paper(&shelf, place, &bare(on)).expect("fills");
            assert!(!empty.blanks.is_empty(), "{place:?}");
            for blank in &empty.blanks {
                pdf::checklist_line(blank, &words).unwrap_or_else(|e| panic!("{place:?}: {e}"));
            }
            // No digit stands for what nobody has given: the amounts that a paper names itself
            // are periods and shares of its own clauses.
            let said = text_of(&empty);
            for name in ["price", "quantity", "penalty", "liability_cap"] {
                let asked = text_of(&full).contains(&format!("*{name}*"));
                assert_eq!(said.contains(&format!("[{name}]")), asked, "{place:?} {name}");
            }
        }
    }
}

#[test]
fn two_languages_have_the_same_clauses_with_the_same_parts() {
    let shelf = shelf();
    for (left, right) in
        [(("eu", "en"), ("de", "de")), (("eu", "en"), ("ru", "ru")), (("gb", "en"), ("eu", "en"))]
    {
        for name in COMPLETE {
            let find = |(law, lang): (&str, &str), values: &Values| {
                paper(&shelf, (law, lang, name), values)
            };
            for on in FLAGS {
                for values in [bare(on), filled(|n| n.to_owned(), on)] {
                    let (Ok(one), Ok(two)) = (find(left, &values), find(right, &values)) else {
                        continue;
                    };
                    let shape = |paper: &Paper| -> Vec<(String, Vec<String>)> {
                        let numbers = |c: &paper::Standing| {
                            c.parts.iter().map(|p| p.number.clone()).collect()
                        };
                        paper.clauses.iter().map(|c| (c.id.clone(), numbers(c))).collect()
                    };
                    assert_eq!(shape(&one), shape(&two), "{name} {left:?} {right:?} {on:?}");
                }
            }
        }
    }
}

const HOSTILE: [&str; 6] = [
    "{{ 7 * 7 }} {% for x in range(9) %}x{% endfor %} {# no #}",
    "<script>alert(1)</script> & </w:t></w:r> ]]> \"'",
    "- item\n- item\n1.1 part\r\n\u{2028}end",
    "\u{202E}desrever\u{202C} \u{200F}rtl\u{2066}x\u{2069} \u{E001}price\u{E002}",
    "🏭♻️ Җиһан Größe ½ ≤ 3 m³",
    "%s ${x} \\textbf{y} @{z} ~~~ ```",
];

#[test]
fn hostile_text_changes_nothing_but_the_text() {
    let shelf = shelf();
    let long = "Wärmeübergabe ".repeat(800);
    let endless = "x".repeat(10_000);
    let plain =
        paper(&shelf, ("eu", "en", "heat_supply"), &filled(|_| "plain".into(), &["is_heat"]))
            .unwrap();
    for text in HOSTILE.iter().copied().chain([long.as_str(), endless.as_str()]) {
        let values = filled(|_| text.to_owned(), &["is_heat"]);
        let got = paper(&shelf, ("eu", "en", "heat_supply"), &values).unwrap();
        let expected = text_of(&plain).replace("plain", &clean(text));
        // The word stands in the template's own sentences too, once: "plain" is in no clause.
        assert_eq!(text_of(&got), expected, "{text}");
        assert_eq!(got.blanks, []);
        let signer = Signer { party: text.to_owned(), signatory: Some(text.to_owned()) };
        let signers = [signer.clone(), signer];
        let (words, furniture) = (words("en"), furniture());
        let draft = Draft {
            first: Column { paper: &got, words: &words },
            second: None,
            signers: &signers,
            furniture: &furniture,
        };
        let drawn = pdf(&draft, &fonts()).expect("drawn");
        assert!(drawn.bytes.len() < 1_000_000, "{} bytes", drawn.bytes.len());
        let written = docx(&draft).expect("written");
        let xml = String::from_utf8_lossy(&written).into_owned();
        assert!(!xml.contains("<script>") && !xml.contains('\u{202E}'));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_both_forms() {
    let shelf = shelf();
    let furniture = furniture();
    let fonts = fonts();
    let signers = [
        Signer {
            party: "Hallbeck Karton GmbH".into(),
            signatory: Some("A. Weber, Geschäftsführerin".into()),
        },
        Signer { party: "Südaue Wärme eG".into(), signatory: None },
    ];
    let show = std::env::var_os("TURASH_SHOW").map(PathBuf::from);
    for listed in shelf.list() {
        let words_of = words(&listed.lang);
        let en = words("en");
        for bilingual in [false, true] {
            let on: &[&str] = if bilingual { &["is_heat", "bilingual"] } else { &["is_heat"] };
            let values = bare(on);
            let place = (listed.jurisdiction.as_str(), listed.lang.as_str(), listed.name.as_str());
            let one = paper(&shelf, place, &values).unwrap();
            let two = paper(&shelf, ("eu", "en", &listed.name), &values).unwrap();
            let draft = Draft {
                first: Column { paper: &one, words: &words_of },
                second: bilingual.then_some(Column { paper: &two, words: &en }),
                signers: &signers,
                furniture: &furniture,
            };
            let drawn = pdf(&draft, &fonts).unwrap();
            assert!(drawn.missing_characters.is_empty(), "{:?}", drawn.missing_characters);
            assert!(drawn.pages >= 1 && drawn.bytes.len() < 400_000);
            if listed.name == "mutual_nda" {
                assert!(drawn.bytes == pdf(&draft, &fonts).unwrap().bytes);
            }
            let written = docx(&draft).unwrap();
            assert!(written == docx(&draft).unwrap());
            if let Some(folder) = &show {
                let name = format!(
                    "{}-{}-{}{}",
                    listed.name,
                    listed.jurisdiction,
                    listed.lang,
                    if bilingual { "-en" } else { "" }
                );
                std::fs::write(folder.join(format!("{name}.pdf")), &drawn.bytes).unwrap();
                std::fs::write(folder.join(format!("{name}.docx")), &written).unwrap();
            }
        }
    }
}

#[test]
fn a_broken_template_is_refused_with_its_place() {
    let sources = ("xx/en/sources.toml", "a = \"Act 1\"");
    let template = |text: &'static str| [sources, ("xx/en/t.toml", text)];
    let head = "title = \"T\"\nversion = \"1\"\ndate = \"2026-01-01\"\n";
    let with = |body: &str| -> &'static str { Box::leak(format!("{head}{body}").into_boxed_str()) };
    let clause = |text: &str| format!("clauses = [\"c\"]\n[clause.c]\nheading = \"H\"\n{text}");
    let cases = [
        with("clauses = [\"none\"]"),
        with(&clause("text = \"{{ nobody }}\"")),
        with(&clause("text = \"{{ today|upper }}\"")),
        with(&clause("text = \"{% include 'x' %}\"")),
        with(&clause("text = \"x\"\ncites = [\"b\"]")),
        with(&clause("text = \"x\"\nwhen = \"nobody\"")),
    ];
    for text in cases {
        let shelf = Shelf::parse(&template(text)).expect("TOML");
        let got = paper(&shelf, ("xx", "en", "t"), &bare(&[])).map_err(|e| e.code());
        assert_eq!(got.err(), Some("legal.template"), "{text}");
    }
    assert!(Shelf::parse(&[("xx/en/t.toml", "title = 1")]).is_err());
    assert!(Shelf::parse(&[("t.toml", "")]).is_err());
}
