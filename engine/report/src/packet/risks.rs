//! Risks, law and what to do next.

use turash_engine::packet::StepOwner;

use super::figures::MISSING;
use super::sheet::{Align, Cell, Column, Sheet};
use super::theme::{BODY, LEFT};
use super::what_if;

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-risks");
    let title = match facts.steps.first() {
        Some(step) => {
            let text = sheet.coded("packet-step-short", &step.code);
            sheet.say("packet-title-risks", &[("step", text.into())])
        }
        None => sheet.word("packet-title-risks-none"),
    };
    sheet.open(&section, &title);
    let head = sheet.word("packet-head-steps");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 8.0, align: Align::Left },
        Column { x: 8.0, width: 122.0, align: Align::Left },
        Column { x: 132.0, width: 38.0, align: Align::Left },
    ];
    let heads = vec![String::new(), sheet.word("packet-col-step"), sheet.word("packet-col-who")];
    let rows: Vec<_> = facts
        .steps
        .iter()
        .enumerate()
        .map(|(i, step)| {
            vec![
                Cell::Text((i + 1).to_string()),
                Cell::Text(sheet.coded("packet-step", &step.code)),
                Cell::Text(owner(sheet, step.owner)),
            ]
        })
        .collect();
    if rows.is_empty() {
        let text = sheet.word("packet-steps-none");
        sheet.body(&[(&text, BODY)]);
    } else {
        sheet.table(LEFT, &columns, &heads, &rows);
    }
    sheet.y += 4.0;

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

    let head = sheet.word("packet-head-law");
    sheet.head(&head, "");
    if facts.law.is_empty() {
        let text = sheet.word("packet-law-none");
        sheet.body(&[(&text, BODY)]);
    } else {
        let columns = [
            Column { x: 0.0, width: 44.0, align: Align::Left },
            Column { x: 46.0, width: 68.0, align: Align::Left },
            Column { x: 116.0, width: 54.0, align: Align::Left },
        ];
        let heads = vec![
            sheet.word("packet-col-law"),
            sheet.word("packet-col-finding"),
            sheet.word("packet-col-source"),
        ];
        let rows: Vec<_> = facts
            .law
            .iter()
            .map(|item| {
                vec![
                    Cell::Text(sheet.coded("packet-law", &item.field)),
                    Cell::Text(sheet.coded("packet-verdict", &item.verdict)),
                    Cell::Muted(item.source.clone().unwrap_or_else(|| "–".to_owned())),
                ]
            })
            .collect();
        sheet.table(LEFT, &columns, &heads, &rows);
    }
    let note = sheet.word("packet-law-note");
    sheet.y += 1.0;
    sheet.body(&[(&note, BODY)]);
    sheet.close();
}

fn owner(sheet: &Sheet<'_>, owner: StepOwner) -> String {
    match owner {
        StepOwner::You => sheet.word("packet-owner-you"),
        StepOwner::Counterparty => sheet.other_short(),
        StepOwner::Both => sheet.word("packet-owner-both"),
        StepOwner::Consultant => sheet.word("packet-owner-consultant"),
    }
}
