//! Risks, law and what to do next.

use turash_engine::packet::StepOwner;

use super::sheet::{Align, Cell, Column, Sheet};
use super::theme::{BODY, LEFT};

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
            Column { x: 0.0, width: 56.0, align: Align::Left },
            Column { x: 57.0, width: 18.0, align: Align::Left },
            Column { x: 76.0, width: 18.0, align: Align::Left },
            Column { x: 95.0, width: 50.0, align: Align::Left },
            Column { x: 146.0, width: 24.0, align: Align::Left },
        ];
        let heads = vec![
            sheet.word("packet-col-risk"),
            sheet.word("packet-col-likelihood"),
            sheet.word("packet-col-effect"),
            sheet.word("packet-col-mitigation"),
            sheet.word("packet-col-who"),
        ];
        let rows: Vec<_> = facts
            .risks
            .iter()
            .map(|risk| {
                vec![
                    Cell::Strong(sheet.coded("packet-risk", &risk.code)),
                    Cell::Dots(risk.likelihood),
                    Cell::Dots(risk.effect),
                    Cell::Text(sheet.coded("packet-mitigation", &risk.code)),
                    Cell::Text(owner(sheet, risk.owner)),
                ]
            })
            .collect();
        sheet.table(LEFT, &columns, &heads, &rows);
        let label = sheet.say("packet-table", &[("n", "3".into())]);
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
