//! Packets as files: valid, equal for equal inputs, and their text comes back.

#![allow(clippy::unwrap_used)]

mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use sample::{ACCEPTER, SUPPLIER, Sample, catalogue, fonts, furniture, map};
use turash_engine::model::{Disclosure, Kind, OrganizationId};
use turash_engine::quantity::Locale;
use turash_report::seal::{Problem, Signer, verify};
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

/// A generator of 64 bits (splitmix64), so that a failing run can be run again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

/// One change to a file: of a bit, a byte, a run; cut, doubled, moved, grown.
fn spoilt(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let at = chance.below(bytes.len());
    let run = (1 + chance.below(64)).min(bytes.len() - at);
    match chance.below(8) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => bytes[at] = chance.below(256) as u8,
        2 => bytes.insert(at, chance.below(256) as u8),
        3 => drop(bytes.remove(at)),
        4 => bytes.truncate(at),
        5 => {
            let copy = bytes[at..at + run].to_vec();
            let to = chance.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        6 => {
            let to = chance.below(bytes.len() - run + 1);
            let moved: Vec<u8> = bytes.drain(at..at + run).collect();
            let to = to.min(bytes.len());
            bytes.splice(to..to, moved);
        }
        _ => bytes.extend((0..run).map(|_| chance.below(256) as u8)),
    }
    bytes
}

#[test]
fn a_signed_packet_is_proved_and_each_of_ten_thousand_changes_is_found() {
    let pdf = made(&Sample::new(Kind::Heat), SUPPLIER, Disclosure::Public, Locale::En);
    assert_eq!(verify(&pdf.bytes), Err(Problem::NotSigned), "not signed yet");
    let mut file = pdf.bytes.clone();
    let signer = Signer::from_seed(&[5; 32]);
    signer.sign(&mut file).unwrap();
    let proved = verify(&file).unwrap();
    assert_eq!(proved.signer, signer.public());
    assert_eq!(proved.manifest, sample::seal().manifest);

    // Another signer changes nothing outside the field of fixed length.
    let mut other = pdf.bytes.clone();
    Signer::from_seed(&[6; 32]).sign(&mut other).unwrap();
    let differing: Vec<usize> = (0..file.len()).filter(|&i| file[i] != other[i]).collect();
    assert_eq!(file.len(), other.len());
    assert!(differing.last().unwrap() - differing[0] < 192);

    // Written anew from the field: the text that stands on the last page is that of the manifest.
    let path = written("signed.pdf", &Pdf { bytes: file.clone(), ..pdf });
    assert!(run("qpdf", &["--check"], &path).contains("No syntax or stream encoding errors"));
    let text: String = run("pdftotext", &[], &path).split_whitespace().collect();
    assert!(text.contains(&proved.manifest.fingerprint()), "{text}");

    let mut chance = Chance(20_261_123);
    let mut made = 0;
    while made < 10_000 {
        let changed = spoilt(&file, &mut chance);
        if changed != file {
            made += 1;
            assert!(verify(&changed).is_err(), "change {made} was not found");
        }
    }
    let upper: Vec<u8> = file
        .iter()
        .enumerate()
        .map(|(i, b)| {
            if differing[0] <= i && i <= *differing.last().unwrap() {
                b.to_ascii_uppercase()
            } else {
                *b
            }
        })
        .collect();
    assert!(verify(&upper).is_err(), "the digits of the field in capitals");
}

#[test]
fn a_value_that_was_not_committed_to_is_found_even_if_signed() {
    let sample = Sample::new(Kind::Heat);
    let facts = sample.facts(SUPPLIER, Disclosure::Public);
    let mut furniture = furniture();
    let inputs = &mut furniture.seal.as_mut().unwrap().manifest.inputs;
    inputs.get_mut("supply.name").unwrap().value = Some("\"Furnace\"".to_owned());
    let pdf = packet(&facts, &map(), &catalogue(Locale::En), &fonts(), &furniture).unwrap();
    let mut file = pdf.bytes;
    Signer::from_seed(&[5; 32]).sign(&mut file).unwrap();
    assert_eq!(verify(&file), Err(Problem::BadCommitment));
}
