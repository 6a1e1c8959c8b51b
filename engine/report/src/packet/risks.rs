//! Risks with what raises and lowers them, and how the match can fail.

use super::what_if;
use crate::figures::MISSING;
use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::{BODY, LEFT};

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-risks");
    let greatest = facts.risks.iter().filter(|risk| risk.level.is_some_and(|level| level > 1));
    let greatest = greatest.max_by_key(|risk| risk.level).map_or("none", |risk| &risk.area);
    let title = sheet.say("packet-title-risks", &[("area", greatest.into())]);
    sheet.open(&section, &title);
    let head = sheet.word("packet-head-risks");
    sheet.head(&head, "");
    if facts.risks.is_empty() {
        let text = sheet.word("packet-risks-none");
        sheet.body(&[(&text, BODY)]);
    } else {
        let columns = [
            Column { x: 0.0, width: 27.0, align: Align::Left },
            Column { x: 28.0, width: 20.0, align: Align::Left },
            Column { x: 49.0, width: 60.0, align: Align::Left },
            Column { x: 110.0, width: 60.0, align: Align::Left },
        ];
        let heads = vec![
            sheet.word("packet-col-risk"),
            sheet.word("packet-col-level"),
            sheet.word("packet-col-drivers"),
            sheet.word("packet-col-mitigation"),
        ];
        let list = |area: &str, codes: &[String]| {
            let words: Vec<_> = codes.iter().map(|c| sheet.coded(area, c)).collect();
            if words.is_empty() { MISSING.to_owned() } else { words.join("; ") }
        };
        let rows: Vec<_> = facts
            .risks
            .iter()
            .map(|risk| {
                vec![
                    Cell::Strong(sheet.coded("packet-area", &risk.area)),
                    match risk.level {
                        Some(level) => Cell::Dots(level),
                        None => Cell::Muted(sheet.word("packet-withheld")),
                    },
                    Cell::Text(list("packet-risk", &risk.drivers)),
                    Cell::Text(list("packet-mitigation", &risk.mitigations)),
                ]
            })
            .collect();
        sheet.table(LEFT, &columns, &heads, &rows);
        let number = if what_if::is_shown(sheet.facts) { "4" } else { "3" };
        let label = sheet.say("packet-table", &[("n", number.into())]);
        let text = sheet.word("packet-caption-risks");
        sheet.caption(&label, &text);
    }
    sheet.y += 4.0;
    failures(sheet);
    sheet.close();
}

/// How it can fail.
fn failures(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    if facts.failures.is_empty() {
        return;
    }
    let head = sheet.word("packet-head-failures");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 38.0, align: Align::Left },
        Column { x: 40.0, width: 52.0, align: Align::Left },
        Column { x: 94.0, width: 32.0, align: Align::Left },
        Column { x: 128.0, width: 42.0, align: Align::Left },
    ];
    let heads =
        ["packet-col-failure", "packet-col-why", "packet-col-sign", "packet-col-mitigation"]
            .map(|key| sheet.word(key));
    let rows: Vec<_> = facts
        .failures
        .iter()
        .map(|failure| {
            let cause = sheet.coded("failure-cause", &failure.cause);
            let effect = sheet.coded("failure-effect", &failure.effect);
            vec![
                Cell::Strong(sheet.coded("failure", &failure.mode)),
                Cell::Text(format!("{cause}; {effect}")),
                Cell::Text(sheet.coded("failure-sign", &failure.sign)),
                Cell::Text(sheet.coded("risk-mitigation", &failure.remedy)),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &heads, &rows);
    sheet.y += 3.0;
}
