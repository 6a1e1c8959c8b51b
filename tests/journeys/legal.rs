//! Legal papers through the real command line: which follow for a deal, what is a blank and what
//! is filled, the same clauses as PDF and DOCX, and nothing of the price corridor.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::said::{arg, flat, pdf_text, refusal, run};
use crate::sample::sample;
use crate::tree::{list, text};

/// A deal on the best match of the sample, which is heat.
struct Bench {
    folder: tempfile::TempDir,
    project: String,
    deal: String,
    parties: [String; 2],
    corridor: [f64; 2],
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = arg(&sample().copy_into(folder.path()));
        let found = sample().ask(&["match", &project]);
        let best = list(&found["matches"]).first().expect("the sample has matches").clone();
        let id = text(&best["id"]);
        let told = sample().ask(&["economics", &project, id]);
        let name = |at: usize| text(&list(&told["parties"])[at]["name"]).to_owned();
        let end = |key: &str| told[key].as_f64().expect("the corridor has both ends");
        let corridor = [end("corridor_low_eur_per_unit"), end("corridor_high_eur_per_unit")];
        let open = json!({ "match": id }).to_string();
        let done = sample().ask(&["do", &project, "deal.open", "--input", &open]);
        let deal = text(&done["deal"]["id"]).to_owned();
        Self { parties: [name(0), name(1)], corridor, folder, project, deal }
    }

    fn operate(&self, operation: &str, input: &Value) -> Value {
        sample().ask(&["do", &self.project, operation, "--input", &input.to_string()])
    }

    fn agree(&self, terms: Value) {
        self.operate("deal.terms.set", &json!({ "deal": self.deal, "terms": terms }));
    }

    fn write(&self, template: &str, more: &[&str], out: &str) -> (Value, PathBuf) {
        let path = self.folder.path().join(out);
        let words = ["legal", &self.project, &self.deal, "--template", template];
        let told = sample().ask(&[&words[..], more, &["--out", &arg(&path)]].concat());
        (told, path)
    }
}

fn blanks(told: &Value) -> Vec<&str> {
    list(&told["blanks"]).iter().map(|blank| text(&blank["name"])).collect()
}

#[test]
fn the_papers_of_a_heat_deal_are_filled_from_its_terms() {
    let bench = Bench::new();
    let follow = bench.operate("legal.list", &json!({ "deal": bench.deal }));
    let names: Vec<&str> =
        list(&follow["templates"]).iter().map(|one| text(&one["name"])).collect();
    for name in ["mutual_nda", "letter_of_intent", "term_sheet", "heat_supply"] {
        assert!(names.contains(&name), "{name} in {follow}");
    }
    let (before, path) = bench.write("heat_supply", &["--lang", "en"], "before.pdf");
    let words = flat(&pdf_text(&path));
    assert!(blanks(&before).contains(&"price") && words.contains("price"), "{before}");
    assert!(!words.contains("28.40"), "{words}");
    bench.agree(json!({
        "price_per_unit": "28.4", "currency": "EUR", "quantity_per_year": "41000",
        "starts_on": "2027-10-01", "years": 10, "metering": "heat meter M1 at the boundary",
    }));
    for (lang, price, quantity) in
        [("en", "28.40", "41\u{202f}000"), ("de", "28,40", "41\u{202f}000")]
    {
        let (told, path) = bench.write("heat_supply", &["--lang", lang], &format!("{lang}.pdf"));
        let open = blanks(&told);
        for filled in ["price", "currency", "quantity", "starts_on", "years", "metering"] {
            assert!(!open.contains(&filled), "{lang}: {filled} in {told}");
        }
        assert!(open.contains(&"liability_cap"), "{lang}: {told}");
        let said = pdf_text(&path);
        let words = flat(&said);
        let dense: String = said.chars().filter(|c| !c.is_whitespace()).collect();
        for party in &bench.parties {
            let party: String = party.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(dense.contains(&party), "{lang}: {party} in {words}");
        }
        let quantity: String = quantity.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(dense.contains(price) && dense.contains(&quantity), "{lang}: {words}");
        // Where one party walks away is nobody's to read in a paper that both sign.
        for end in bench.corridor {
            for digits in [format!("{end:.2}"), format!("{end:.1}")] {
                let digits = if lang == "de" { digits.replace('.', ",") } else { digits };
                assert!(!dense.contains(&digits), "{lang}: {digits} in {words}");
            }
        }
        let checked = Command::new("qpdf").arg("--check").arg(&path).output().expect("qpdf runs");
        assert!(checked.status.success(), "{checked:?}");
    }
    // Taken back, the terms are open again.
    sample().ask(&["undo", &bench.project]);
    let (after, _) = bench.write("heat_supply", &["--lang", "en"], "after.pdf");
    assert_eq!(blanks(&after), blanks(&before));
}

#[test]
fn two_languages_stand_beside_each_other_and_counsel_gets_a_text() {
    let bench = Bench::new();
    bench.agree(json!({ "metering": "{{ 7 * 7 }} </w:t> & <b>" }));
    let both = ["--lang", "de", "--lang2", "en"];
    let (told, path) = bench.write("mutual_nda", &both, "nda.pdf");
    assert!(told["pages"].as_u64() > Some(1), "{told}");
    let words = flat(&pdf_text(&path));
    for clause in ["Vertraul", "Confidential"] {
        assert!(words.contains(clause), "{clause} in {words}");
    }
    let (text_form, path) =
        bench.write("term_sheet", &["--lang", "en", "--docx"], "term_sheet.docx");
    assert_eq!(text_form["pages"], Value::Null);
    let bytes = std::fs::read(&path).expect("the text was written");
    assert!(bytes.starts_with(b"PK\x03\x04"));
    let inside = String::from_utf8_lossy(&bytes);
    assert!(inside.contains("<w:document") && !inside.contains("<b>"), "{text_form}");
    let (pdf_form, _) = bench.write("term_sheet", &["--lang", "en"], "term_sheet.pdf");
    assert_eq!(blanks(&text_form), blanks(&pdf_form), "the same clauses in both forms");
}

#[test]
fn what_is_not_written_is_refused_by_name() {
    let bench = Bench::new();
    let out = bench.folder.path().join("none.pdf");
    let ask = |words: &[&str]| {
        let head = ["legal", &bench.project, &bench.deal, "--json", "--out", &arg(&out)];
        refusal(&run(&[&head[..], words].concat()))
    };
    assert_eq!(ask(&["--template", "hazardous_consignment"]), "legal.not_in_set");
    assert_eq!(ask(&["--template", "heat_supply", "--lang", "ru"]), "legal.not_available");
    assert!(!out.exists(), "a refused paper leaves no file");
}
