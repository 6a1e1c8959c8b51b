//! Fuzz targets: ordinary tests that feed a reader with what grew out of good inputs by seeded
//! accidents. `./dev fuzz NAME MINUTES` runs one longer and from other seeds.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use jsonschema::Validator;
use serde_json::json;
use turash_workbench::{Ports, SeededIds, Unwatched, Workbench};

/// Seconds for one target where nobody asks for more.
const SECONDS: u64 = 20;

/// Inputs that once went wrong: each is run first and unchanged.
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/calculators");

struct Target {
    name: String,
    examples: Vec<String>,
    answer: Validator,
}

/// Whatever a calculator is given, it answers by its schema (which knows no number that is not
/// one) or refuses by name; nothing panics.
#[test]
fn calculators() {
    let ports = Ports {
        now: Box::new(|| "2026-01-01T00:00:00Z".parse().unwrap()),
        ids: Box::new(SeededIds::new(1)),
        actor: "fuzz".into(),
        settings: None,
        ..Ports::system()
    };
    let workbench = Workbench::new(ports).unwrap();
    let listed = workbench.run("calc.list", json!({}), &Unwatched).unwrap();
    let targets: Vec<Target> = listed["calculations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|told| Target {
            name: told["name"].as_str().unwrap().to_owned(),
            examples: serde_json::from_value(told["examples"].clone()).unwrap(),
            answer: jsonschema::validator_for(&told["output"]).unwrap(),
        })
        .collect();
    let ask = |target: &Target, text: &str| {
        let input = json!({ "name": target.name, "text": text });
        match workbench.run("calc.run", input, &Unwatched) {
            Ok(answer) => {
                let wrong = target.answer.iter_errors(&answer).next();
                let wrong = wrong.map(|e| format!("{e} at {}", e.instance_path));
                assert_eq!(wrong, None, "{} on {text}", target.name);
            }
            Err(error) => {
                let code = error.code();
                assert!(code.starts_with("calc."), "{} on {text}: {code}", target.name);
            }
        }
    };

    for file in std::fs::read_dir(CORPUS).unwrap().map(|file| file.unwrap().path()) {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        let of = file.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned();
        let target = targets.iter().find(|target| target.name == of);
        ask(target.unwrap_or_else(|| panic!("{}: no such calculator", file.display())), &text);
    }
    let examples: Vec<(&Target, &String)> =
        targets.iter().flat_map(|t| t.examples.iter().map(move |example| (t, example))).collect();
    for mut chance in until_time_is_up() {
        let (target, example) = examples[chance.below(examples.len())];
        let mut bytes = example.clone().into_bytes();
        for _ in 0..=chance.below(4) {
            accident(&mut bytes, &mut chance);
        }
        ask(target, &String::from_utf8_lossy(&bytes));
    }
}

/// One source of chance after the other, until the time is up.
fn until_time_is_up() -> impl Iterator<Item = Chance> {
    let told = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (begin, seconds) = (Instant::now(), told("TURASH_FUZZ_SECONDS").unwrap_or(SECONDS));
    let first = told("TURASH_FUZZ_SEED").unwrap_or(0);
    let mut tried = 0;
    std::iter::from_fn(move || {
        if begin.elapsed() > Duration::from_secs(seconds) {
            println!("{tried} inputs from seed {first} on");
            return None;
        }
        tried += 1;
        Some(Chance((first << 32) + tried))
    })
}

/// SplitMix64 (Steele, Lea and Flood 2014): all of an input follows from one number.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// What stands where a number should.
const ODD: [&str; 18] = [
    "0",
    "-0",
    "-1",
    "1",
    "1e-300",
    "1e300",
    "-1e300",
    "1e999",
    "-273.15",
    "-300",
    "1.5",
    "4000000000",
    "null",
    "true",
    "\"\"",
    "[]",
    "{}",
    "NaN",
];

fn accident(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let numbers = numbers(bytes);
    match chance.below(6) {
        // A figure is another one.
        0..=2 if !numbers.is_empty() => {
            let number = numbers[chance.below(numbers.len())].clone();
            let odd = match chance.below(3) {
                0 => bytes[numbers[chance.below(numbers.len())].clone()].to_vec(),
                1 => format!(
                    "{:e}",
                    (chance.next() as f64 / 1e15 - 9e3) * 10f64.powi(chance.below(9) as i32 - 4)
                )
                .into_bytes(),
                _ => ODD[chance.below(ODD.len())].as_bytes().to_vec(),
            };
            bytes.splice(number, odd);
        }
        // A part is missing.
        0 | 3 => {
            let from = chance.below(bytes.len() + 1);
            let to = (from + chance.below(20)).min(bytes.len());
            bytes.drain(from..to);
        }
        // A part is there twice.
        1 | 4 => {
            let from = chance.below(bytes.len() + 1);
            let to = (from + chance.below(60)).min(bytes.len());
            let part = bytes[from..to].to_vec();
            let at = chance.below(bytes.len() + 1);
            bytes.splice(at..at, part);
        }
        // A byte is another one.
        _ => {
            if !bytes.is_empty() {
                let at = chance.below(bytes.len());
                bytes[at] = chance.next() as u8;
            }
        }
    }
}

/// Where numbers stand.
fn numbers(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let is_part =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + bytes[at..].iter().take_while(|&&byte| is_part(byte)).count();
        if bytes[at..end].iter().any(u8::is_ascii_digit) {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}
