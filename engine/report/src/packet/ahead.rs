//! What comes first: the next steps, how far the match has come, and its way through the law.

use turash_engine::packet::{ContactFacts, StepOwner};

use crate::figures::MISSING;
use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::{BODY, LEFT};

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-next");
    let title = match facts.steps.first() {
        Some(step) => {
            let text = sheet.coded("packet-step-short", &step.code);
            sheet.say("packet-title-next", &[("step", text.into())])
        }
        None => sheet.word("packet-title-next-none"),
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
    contacts(sheet);
    readiness(sheet);

    let (head, note) = (sheet.word("packet-head-law"), sheet.word("packet-law-note"));
    sheet.head(&head, &note);
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
    way(sheet);
    sheet.close();
}

/// Whom to speak to, on both sides, as far as they may be named.
fn contacts(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let own = facts.recipient.name.clone().unwrap_or_default();
    let other = sheet.other_short();
    let of = |party: &str, contacts: &[ContactFacts]| -> Vec<Vec<Cell>> {
        let row = |one: &ContactFacts| {
            let said = [Some(&one.name), one.role.as_ref()];
            let reached = [one.phone.as_ref(), one.email.as_ref()];
            let joined = |parts: [Option<&String>; 2]| {
                let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
                parts.join(", ")
            };
            vec![
                Cell::Strong(party.to_owned()),
                Cell::Text(joined(said)),
                Cell::Text(joined(reached)),
            ]
        };
        contacts.iter().map(row).collect()
    };
    let mut rows = of(&own, &facts.own_contacts);
    rows.extend(of(&other, &facts.other_contacts));
    if rows.is_empty() {
        return;
    }
    let head = sheet.word("packet-head-contacts");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 54.0, align: Align::Left },
        Column { x: 56.0, width: 52.0, align: Align::Left },
        Column { x: 110.0, width: 60.0, align: Align::Left },
    ];
    let heads = ["packet-col-side", "packet-col-person", "packet-col-reached"];
    let heads = heads.map(|key| sheet.word(key));
    sheet.table(LEFT, &columns, &heads, &rows);
    sheet.y += 3.0;
}

/// How far it has come.
fn readiness(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    if facts.readiness.is_empty() {
        return;
    }
    let head = sheet.word("packet-head-readiness");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 44.0, align: Align::Left },
        Column { x: 46.0, width: 30.0, align: Align::Left },
        Column { x: 78.0, width: 92.0, align: Align::Left },
    ];
    let heads =
        ["packet-col-axis", "packet-col-done", "packet-col-next"].map(|key| sheet.word(key));
    let rows: Vec<_> = facts
        .readiness
        .iter()
        .map(|one| {
            let next = match &one.next {
                Some(next) => sheet.coded("readiness", next),
                None => MISSING.to_owned(),
            };
            vec![
                Cell::Strong(sheet.coded("readiness-axis", &one.axis)),
                Cell::Text(format!("{} / {}", one.level, one.of)),
                Cell::Text(next),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &heads, &rows);
    sheet.y += 3.0;
}

/// The tests of the law, what is to be answered next, and the papers that follow.
fn way(sheet: &mut Sheet<'_>) {
    let way = &sheet.facts.way;
    let mut rows: Vec<Vec<Cell>> = way
        .tests
        .iter()
        .map(|test| {
            vec![
                Cell::Strong(sheet.coded("law-test", &test.test)),
                Cell::Text(sheet.coded("law-outcome", &test.outcome)),
            ]
        })
        .collect();
    if let Some((fact, rule)) = &way.question {
        let question = sheet.coded("law-question", fact);
        rows.push(vec![
            Cell::Strong(sheet.word("packet-law-question")),
            Cell::Text(format!("{question} ({rule})")),
        ]);
    }
    if !way.papers.is_empty() {
        let papers: Vec<_> =
            way.papers.iter().map(|paper| sheet.coded("law-template", paper)).collect();
        rows.push(vec![
            Cell::Strong(sheet.word("packet-law-papers")),
            Cell::Text(papers.join("; ")),
        ]);
    }
    if rows.is_empty() {
        return;
    }
    let columns = [
        Column { x: 0.0, width: 44.0, align: Align::Left },
        Column { x: 46.0, width: 124.0, align: Align::Left },
    ];
    sheet.y += 1.0;
    sheet.table(LEFT, &columns, &[String::new(), String::new()], &rows);
}

fn owner(sheet: &Sheet<'_>, owner: StepOwner) -> String {
    match owner {
        StepOwner::You => sheet.word("packet-owner-you"),
        StepOwner::Counterparty => sheet.other_short(),
        StepOwner::Both => sheet.word("packet-owner-both"),
        StepOwner::Consultant => sheet.word("packet-owner-consultant"),
    }
}
