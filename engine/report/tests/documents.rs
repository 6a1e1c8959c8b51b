//! Packets as files: valid, equal for equal inputs, and their text comes back.

#![allow(clippy::unwrap_used)]

mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use sample::{ACCEPTER, SUPPLIER, Sample, catalogue, fonts, furniture, map};
use turash_engine::model::{Disclosure, Kind, OrganizationId};
use turash_engine::quantity::Locale;
use turash_report::{Pdf, packet};

const LEVELS: [Disclosure; 3] = [Disclosure::Public, Disclosure::Nda, Disclosure::Full];

fn made(sample: &Sample, recipient: OrganizationId, level: Disclosure, locale: Locale) -> Pdf {
    let facts = sample.facts(recipient, level);
    packet(&facts, &map(), &catalogue(locale), &fonts(), &furniture()).unwrap()
}

fn written(name: &str, pdf: &Pdf) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packets");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, &pdf.bytes).unwrap();
    path
}

fn run(program: &str, arguments: &[&str], path: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(path)
        .args(if program == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .unwrap_or_else(|e| panic!("{program} is needed for this test: {e}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{program}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

#[test]
fn every_packet_is_a_valid_file_whose_text_comes_back() {
    let sample = Sample::new(Kind::Heat);
    for locale in Locale::ALL {
        for level in LEVELS {
            for (side, recipient) in [("supplier", SUPPLIER), ("accepter", ACCEPTER)] {
                let pdf = made(&sample, recipient, level, locale);
                assert!(pdf.pages >= 4, "{} pages", pdf.pages);
                assert_eq!(pdf.missing_characters, Default::default());
                let name = format!("{}-{level:?}-{side}.pdf", locale.code()).to_lowercase();
                let path = written(&name, &pdf);
                let checked = run("qpdf", &["--check"], &path);
                assert!(checked.contains("No syntax or stream encoding errors"), "{checked}");
                let text = run("pdftotext", &["-layout"], &path);
                let expected = match locale {
                    Locale::En => "The match at a glance",
                    Locale::De => "Auf einen Blick",
                    Locale::Ru => "Коротко",
                    Locale::Tt => "Кыскача",
                };
                assert!(text.contains(expected), "{name} lacks {expected}");
                let own = if recipient == SUPPLIER { "Nordhavn Stålværk" } else { "Südaue" };
                let other = if recipient == SUPPLIER { "Südaue" } else { "Nordhavn" };
                assert!(text.contains(own), "{name} lacks {own}");
                assert_eq!(text.contains(other), level != Disclosure::Public, "{name}: {other}");
            }
        }
    }
}

#[test]
fn equal_inputs_give_equal_bytes_and_a_file_that_says_what_it_is() {
    let sample = Sample::new(Kind::Heat);
    let one = made(&sample, ACCEPTER, Disclosure::Nda, Locale::Ru);
    let two = made(&sample, ACCEPTER, Disclosure::Nda, Locale::Ru);
    assert!(one.bytes == two.bytes, "the second document of a process differs");
    let other = made(&sample, SUPPLIER, Disclosure::Nda, Locale::Ru);
    assert!(one.bytes != other.bytes);
    let path = written("metadata.pdf", &one);
    let info = run("pdfinfo", &[], &path);
    for line in [
        "Тепло от Nordhavn Stålværk A/S для Südaue Wärmeversorgung eG",
        "Varnholt Ingenieure",
        "PDF version:     1.7",
        "A4",
    ] {
        assert!(info.contains(line), "{line} is not in {info}");
    }
    let objects = run("qpdf", &["--json", "--json-key=outlines", "--json-key=qpdf"], &path);
    for part in ["\"/PageMode\": \"/UseOutlines\"", "\"/Lang\": \"u:ru\"", "Ваша экономика"]
    {
        assert!(objects.contains(part), "{part}");
    }
}
