//! The last page: what this copy leaves out, what is new in it, how the reader proves it, and
//! whose data and letters it uses.

use qrcodegen::{QrCode, QrCodeEcc};
use turash_engine::model::Disclosure;
use turash_engine::packet::Withheld;

use crate::furniture::Seal;
use crate::map::MapFacts;
use crate::sheet::{Sheet, level_key};
use crate::theme::{BODY, CAPTION, INK, LEFT, RIGHT, TABLE, WIDTH};
use crate::words::Arg;

/// Side of the square in mm.
const SIDE: f64 = 27.0;

pub fn draw(sheet: &mut Sheet<'_>, map: &MapFacts) {
    let section = sheet.word("packet-section-copy");
    let level = sheet.word(level_key(sheet.facts.level));
    let title = sheet.say("packet-title-copy", &[("level", level.into())]);
    sheet.open(&section, &title);
    left_out(sheet);
    if let Some(seal) = &sheet.furniture.seal {
        changes(sheet, seal);
        proof(sheet, seal);
    }
    licences(sheet, map);
    sheet.close();
}

fn left_out(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let head = sheet.word("packet-head-withheld");
    sheet.head(&head, "");
    if facts.withheld.is_empty() {
        let text = sheet.word("packet-withheld-nothing");
        sheet.body(&[(&text, BODY)]);
    } else {
        let names: Vec<_> = facts.withheld.iter().map(|w| sheet.word(withheld_key(*w))).collect();
        let level = sheet.word(level_key(facts.level));
        let text = sheet.say(
            "packet-withheld-text",
            &[("level", level.into()), ("list", names.join("; ").into())],
        );
        sheet.body(&[(&text, BODY)]);
    }
    match facts.level {
        Disclosure::Full => {
            for consent in &facts.consents {
                let date = sheet.date(consent.given_at);
                let text = sheet.say(
                    "packet-consent",
                    &[
                        ("name", consent.organization.as_str().into()),
                        ("reference", consent.reference.as_str().into()),
                        ("date", date.into()),
                    ],
                );
                sheet.body(&[(&text, BODY)]);
            }
        }
        Disclosure::Public | Disclosure::Nda => {}
    }
    sheet.y += 2.5;
}

fn changes(sheet: &mut Sheet<'_>, seal: &Seal) {
    let Some(before) = &seal.before else { return };
    let head = sheet.word("packet-head-changes");
    sheet.head(&head, "");
    let date = Arg::from(sheet.date(before.date));
    let args = |list: String| {
        [
            ("version", Arg::from(before.version.as_str())),
            ("date", date.clone()),
            ("list", Arg::from(list)),
        ]
    };
    let text = if before.changed.is_empty() {
        sheet.say("packet-changes-none", &args(String::new())[..2])
    } else {
        let names: Vec<_> =
            before.changed.iter().map(|code| sheet.coded("packet-changed", code)).collect();
        sheet.say("packet-changes", &args(names.join("; ")))
    };
    sheet.body(&[(&text, BODY)]);
    sheet.y += 2.5;
}

fn proof(sheet: &mut Sheet<'_>, seal: &Seal) {
    sheet.need(SIDE + 12.0);
    let head = sheet.word("packet-head-proof");
    sheet.head(&head, "");
    let top = sheet.y;
    let fingerprint = seal.manifest.fingerprint();
    let room = RIGHT - LEFT - SIDE - 6.0;
    let text = sheet.word("packet-proof");
    let mut y = sheet.canvas.paragraph(LEFT, top, room, &[(&text, BODY)]) + 1.5;
    let label = sheet.word("packet-fingerprint");
    y = sheet.canvas.paragraph(LEFT, y, room, &[(&label, TABLE)]);
    for line in groups(&fingerprint) {
        y = sheet.canvas.paragraph(LEFT, y, room, &[(&line, TABLE)]);
    }
    let manifest = &seal.manifest;
    let told = format!("TURASH:1:{}:{}:{fingerprint}", manifest.document, manifest.version);
    dots(sheet, &told.to_uppercase(), RIGHT - SIDE, top + 0.5);
    sheet.y = y.max(top + SIDE + 1.0) + 4.0;
}

fn licences(sheet: &mut Sheet<'_>, map: &MapFacts) {
    let head = sheet.word("packet-head-licences");
    sheet.head(&head, "");
    let mut lines: Vec<String> = map.attribution.clone();
    lines.push(sheet.word("packet-licence-fonts"));
    for line in lines {
        let height = sheet.canvas.height(&[(&line, CAPTION)], WIDTH);
        sheet.need(height);
        sheet.y = sheet.canvas.paragraph(LEFT, sheet.y, WIDTH, &[(&line, CAPTION)]) + 0.6;
    }
}

fn withheld_key(what: Withheld) -> &'static str {
    match what {
        Withheld::Name => "packet-withheld-name",
        Withheld::Place => "packet-withheld-place",
        Withheld::Amounts => "packet-withheld-amounts",
        Withheld::Temperatures => "packet-withheld-temperatures",
        Withheld::Quality => "packet-withheld-quality",
        Withheld::CounterpartyMoney => "packet-withheld-money",
        Withheld::Corridor => "packet-withheld-corridor",
        Withheld::OwnLines => "packet-withheld-lines",
    }
}

/// The fingerprint in two lines of eight groups.
fn groups(fingerprint: &str) -> Vec<String> {
    let digits: Vec<char> = fingerprint.chars().collect();
    let quads: Vec<String> = digits.chunks(4).map(|quad| quad.iter().collect()).collect();
    quads.chunks(8).map(|line| line.join("\u{a0}")).collect()
}

/// A QR code (ISO/IEC 18004, level M) as one path; the white around it is the page's.
fn dots(sheet: &mut Sheet<'_>, text: &str, x: f64, y: f64) {
    // A text of a hundred letters is far within the largest symbol.
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return };
    let step = SIDE / f64::from(code.size());
    let mut rings = Vec::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while column < code.size() && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                let (left, right) = (x + f64::from(start) * step, x + f64::from(column) * step);
                let (top, bottom) = (y + f64::from(row) * step, y + f64::from(row + 1) * step);
                rings.push(vec![(left, top), (right, top), (right, bottom), (left, bottom)]);
            } else {
                column += 1;
            }
        }
    }
    sheet.canvas.area(rings, Some(INK), None);
}
