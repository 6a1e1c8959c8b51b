//! The portfolio report: what the exchanges of a region bring all together, for a municipality
//! or the press. Its facts were cut before; nothing in here could put back what they leave out.

mod place;
#[cfg(test)]
mod tests;

use turash_engine::model::{DealState, Disclosure};
use turash_engine::packet::Known;
use turash_engine::portfolio::{KindFacts, ListedEnd, PortfolioFacts};
use turash_engine::quantity;

use crate::error::ReportError;
use crate::figures::MISSING;
use crate::furniture::{Fonts, Furniture, Pdf};
use crate::map::MapFacts;
use crate::packet::{Drawn, cover};
use crate::painter::{Canvas, Metadata, Rect, Run, Stroke, Weight, write};
use crate::sheet::{Align, Cell, Column, Figure, Sheet, level_key};
use crate::theme::{
    BODY, COVER_SUBTITLE, COVER_TITLE, HAIRLINE, INK, LEFT, PETROL, PETROL_TINT, SECONDARY, TABLE,
    WIDTH,
};
use crate::words::Catalogue;

type Report<'a> = Sheet<'a, PortfolioFacts>;

/// Writes a portfolio report in the language of the catalogue. `region` is what its owner calls
/// the project.
pub fn portfolio(
    facts: &PortfolioFacts,
    region: &str,
    map: &MapFacts,
    words: &Catalogue,
    fonts: &Fonts,
    furniture: &Furniture,
) -> Result<Pdf, ReportError> {
    let drawn = draw(facts, region, map, words, fonts, furniture)?;
    let metadata = Metadata {
        title: &drawn.title,
        author: furniture.consultant.as_deref(),
        subject: &drawn.subject,
        lang: words.locale().code(),
        date: furniture.date,
        seal: furniture.seal.as_ref(),
        size: furniture.size,
    };
    let bytes = write(&drawn.pages, fonts, &metadata)?;
    Ok(Pdf { bytes, pages: drawn.pages.len(), missing_characters: drawn.missing })
}

fn draw(
    facts: &PortfolioFacts,
    region: &str,
    map: &MapFacts,
    words: &Catalogue,
    fonts: &Fonts,
    furniture: &Furniture,
) -> Result<Drawn, ReportError> {
    let mut sheet = Sheet::new(Canvas::new(fonts, furniture.size), facts, words, furniture);
    let title = front(&mut sheet, region);
    glance(&mut sheet);
    place::draw(&mut sheet, map);
    list(&mut sheet);
    method(&mut sheet, map);
    cover::contents(&mut sheet);
    let header = sheet.say("portfolio-header", &[("region", region.into())]);
    sheet.furnish(&header, Disclosure::Public, true);
    let subject = sheet.word("portfolio-subject");
    if let Some(error) = sheet.failure() {
        return Err(error.into());
    }
    let (pages, missing) = sheet.canvas.finish();
    Ok(Drawn { pages, missing, title, subject })
}

/// The cover; answers the title of the document.
fn front(sheet: &mut Report<'_>, region: &str) -> String {
    sheet.canvas.new_page();
    cover::top(sheet);
    let eyebrow = sheet.word("portfolio-eyebrow");
    sheet.canvas.text(LEFT, 46.0, &eyebrow, COVER_SUBTITLE.colored(SECONDARY));
    let title = sheet.say("portfolio-title", &[("region", region.into())]);
    let mut style = COVER_TITLE;
    while sheet.canvas.wrap(&[(&title, style)], WIDTH).len() > 3 && style.size_pt > 20.0 {
        style.size_pt -= 2.0;
        style.leading_pt -= 2.2;
    }
    let y = sheet.canvas.paragraph(LEFT, 51.0, WIDTH, &[(&title, style)]) + 4.0;
    let subtitle = finding(sheet);
    let y = sheet.canvas.paragraph(LEFT, y, WIDTH - 30.0, &[(&subtitle, COVER_SUBTITLE)]);
    sheet.canvas.entry(&title, 0, 40.0);
    cover::motif(sheet, (y + 9.0).max(104.0), cover::contents_at(sheet.furniture.size) - 6.0);

    sheet.y = cover::about_at(sheet.furniture.size);
    let date = sheet.date(sheet.furniture.date);
    let version = sheet.furniture.version.clone();
    let dated =
        sheet.say("packet-cover-date", &[("date", date.into()), ("version", version.into())]);
    let id = sheet.furniture.document_id.as_str();
    let document = sheet.say("portfolio-cover-document", &[("id", id.into())]);
    let level = format!("{}. ", sheet.word(level_key(Disclosure::Public)));
    let means = sheet.word("portfolio-public-means");
    let strong = BODY.weighing(Weight::SemiBold);
    let rows: [(&str, Vec<Run<'_>>); 3] = [
        ("packet-cover-date-label", vec![(&dated, BODY)]),
        ("packet-cover-level-label", vec![(&level, strong), (&means, BODY)]),
        ("packet-cover-document-label", vec![(&document, BODY)]),
    ];
    for (label, runs) in rows {
        let label = sheet.word(label);
        sheet.fact_row(&label, &runs, 38.0, false);
    }
    title
}

/// What all exchanges could do, in one sentence.
fn finding(sheet: &Report<'_>) -> String {
    let facts = sheet.facts;
    let count = facts.funnel.chosen;
    let tonnes = |t| quantity::shown_to(in_short(t), "t", 0, sheet.locale());
    match facts.co2_t_per_year {
        Known::Exact { .. } | Known::Class { .. } => sheet.say(
            "portfolio-finding",
            &[("n", count.into()), ("co2", sheet.with_unit(facts.co2_t_per_year, tonnes).into())],
        ),
        Known::Withheld | Known::Unknown => {
            sheet.say("portfolio-finding-plain", &[("n", count.into())])
        }
    }
}

/// Three significant digits: a sum of so many estimates has no more.
fn in_short(value: f64) -> f64 {
    if value == 0.0 {
        return value;
    }
    let last = 10f64.powi(value.abs().log10().floor() as i32 - 2).max(1.0);
    (value / last).round() * last
}

fn glance(sheet: &mut Report<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("portfolio-section-glance");
    let title = finding(sheet);
    sheet.open(&section, &title);
    if facts.assumed {
        let assumed = sheet.word("portfolio-note-assumed");
        sheet.star(assumed);
    }
    let lead = sheet.say(
        "portfolio-lead",
        &[("found", facts.funnel.found.into()), ("companies", facts.organizations.into())],
    );
    sheet.lead(&lead);
    let figures = key_figures(sheet);
    sheet.figures(&figures, true);

    kinds(sheet);
    funnel(sheet);
    sheet.y += 3.0;
    let next = match facts.funnel.negotiating {
        0 => sheet.word("portfolio-next-none"),
        _ => sheet.word("portfolio-next"),
    };
    sheet.body(&[(&next, BODY)]);
    sheet.close();
}

fn key_figures(sheet: &Report<'_>) -> Vec<Figure> {
    let facts = sheet.facts;
    let star = if facts.assumed { "\u{a0}*" } else { "" };
    let (benefit, unit) = sheet.money_parts(facts.benefit_eur_per_year);
    let gains = benefit != MISSING;
    let benefit_unit = if gains {
        sheet.say("packet-per-year", &[("unit", unit.into())]) + star
    } else {
        sheet.word("packet-not-known")
    };
    let (capital, unit) = sheet.money_parts(facts.capital_eur);
    let capital_unit = if gains { unit + star } else { sheet.word("packet-not-known") };
    let co2 =
        sheet.parts(facts.co2_t_per_year, |t| quantity::shown_to(t, "t/a", 0, sheet.locale()));
    let co2_unit = if co2.0 == MISSING { sheet.word("packet-not-known") } else { co2.1 };
    let left_out = |count: usize, key: &str| match count {
        0 => Vec::new(),
        _ => vec![sheet.say(key, &[("n", count.into())])],
    };
    let companies = sheet.say("portfolio-figure-companies", &[("n", facts.organizations.into())]);
    vec![
        Figure {
            heading: sheet.word("portfolio-figure-exchanges"),
            value: sheet.fixed(facts.funnel.chosen as f64, 0),
            unit: companies,
            notes: Vec::new(),
        },
        Figure {
            heading: sheet.word("portfolio-figure-benefit"),
            value: benefit,
            unit: benefit_unit,
            notes: left_out(facts.without_price, "portfolio-without-price"),
        },
        Figure {
            heading: sheet.word("portfolio-figure-capital"),
            value: capital,
            unit: capital_unit,
            notes: Vec::new(),
        },
        Figure {
            heading: sheet.word("portfolio-figure-co2"),
            value: co2.0,
            unit: co2_unit,
            notes: left_out(facts.without_co2, "portfolio-without-co2"),
        },
    ]
}

/// One bar for each step, as long as the share of the exchanges that came so far.
fn funnel(sheet: &mut Report<'_>) {
    const BAR: f64 = 84.0;
    let of = sheet.facts.funnel;
    let head = sheet.word("portfolio-head-funnel");
    sheet.head(&head, "");
    let steps = [
        ("portfolio-funnel-chosen", of.chosen),
        ("portfolio-funnel-negotiating", of.negotiating),
        ("portfolio-funnel-reserved", of.reserved),
        ("portfolio-funnel-contracted", of.contracted),
        ("portfolio-funnel-live", of.live),
    ];
    let most = steps.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1) as f64;
    for (key, count) in steps {
        let label = sheet.word(key);
        let y = sheet.y;
        sheet.canvas.paragraph(LEFT, y + 0.6, 66.0, &[(&label, TABLE)]);
        let bar = Rect { x: LEFT + 70.0, y, w: BAR * count as f64 / most, h: 4.6 };
        let whole = Rect { w: BAR, ..bar };
        sheet.canvas.rect(whole, Some(PETROL_TINT), None);
        if count > 0 {
            sheet.canvas.rect(bar, Some(PETROL), None);
        }
        let text = sheet.fixed(count as f64, 0);
        let strong = TABLE.weighing(Weight::SemiBold);
        sheet.canvas.text_right(LEFT + WIDTH, y + 0.6 + TABLE.drop_mm(), &text, strong);
        sheet.y += 6.4;
    }
    sheet.canvas.line((LEFT, sheet.y), (LEFT + WIDTH, sheet.y), Stroke::solid(HAIRLINE, 0.35));
    let label = sheet.say("packet-figure", &[("n", "1".into())]);
    let text = sheet.word("portfolio-caption-funnel");
    sheet.y += 1.6;
    sheet.caption(&label, &text);
}

/// A number of thousands of EUR, without its unit.
fn thousands(sheet: &Report<'_>, known: Known) -> String {
    match known {
        Known::Exact { value, .. } => sheet.num(value / 1000.0),
        Known::Class { from, to } => {
            sheet.short_range(&sheet.num(from / 1000.0), &sheet.num(to / 1000.0))
        }
        Known::Withheld | Known::Unknown => MISSING.to_owned(),
    }
}

fn kinds(sheet: &mut Report<'_>) {
    let facts = sheet.facts;
    let head = sheet.word("portfolio-head-kinds");
    sheet.head(&head, "");
    let right = |x, width| Column { x, width, align: Align::Right };
    let columns = [
        Column { x: 0.0, width: 29.0, align: Align::Left },
        right(29.0, 14.0),
        right(44.0, 46.0),
        right(92.0, 24.0),
        right(118.0, 25.0),
        right(145.0, 25.0),
    ];
    let star = if facts.assumed { "\u{a0}*" } else { "" };
    let head = vec![
        sheet.word("portfolio-col-kind"),
        sheet.word("portfolio-col-exchanges"),
        sheet.word("portfolio-col-amount"),
        sheet.word("portfolio-col-co2"),
        sheet.word("portfolio-col-benefit") + star,
        sheet.word("portfolio-col-capital") + star,
    ];
    let row = |sheet: &Report<'_>, row: &KindFacts| {
        let unit = row.kind.rules().unit;
        let text = |text| Cell::Text(text);
        vec![
            text(sheet.kind_named(row.kind)),
            text(sheet.fixed(row.exchanges as f64, 0)),
            text(amount(sheet, row.delivered_per_year, unit)),
            text(plain(sheet, row.co2_t_per_year)),
            text(thousands(sheet, row.benefit_eur_per_year)),
            text(thousands(sheet, row.capital_eur)),
        ]
    };
    let mut rows: Vec<_> = facts.kinds.iter().map(|kind| row(sheet, kind)).collect();
    let amounts = facts.amounts.iter().map(|(unit, sum)| amount(sheet, *sum, unit));
    let amounts: Vec<_> = amounts.collect();
    rows.push(vec![
        Cell::Strong(sheet.word("portfolio-row-all")),
        Cell::Strong(sheet.fixed(facts.funnel.chosen as f64, 0)),
        Cell::Strong(amounts.join("; ")),
        Cell::Strong(plain(sheet, facts.co2_t_per_year)),
        Cell::Strong(thousands(sheet, facts.benefit_eur_per_year)),
        Cell::Strong(thousands(sheet, facts.capital_eur)),
    ]);
    sheet.table(LEFT, &columns, &head, &rows);
    let label = sheet.say("packet-table", &[("n", "1".into())]);
    let text = sheet.word("portfolio-caption-kinds");
    sheet.caption(&label, &text);
    sheet.y += 5.0;
}

/// An amount a year in a table: its unit may stand on a line of its own.
fn amount(sheet: &Report<'_>, known: Known, unit: &str) -> String {
    sheet.with_unit(known, |v| sheet.yearly_in(unit, v)).replace('\u{a0}', " ")
}

/// A whole number without its unit.
fn plain(sheet: &Report<'_>, known: Known) -> String {
    match known {
        Known::Exact { value, .. } => sheet.fixed(value, 0),
        Known::Class { from, to } => sheet.short_range(&sheet.num(from), &sheet.num(to)),
        Known::Withheld | Known::Unknown => MISSING.to_owned(),
    }
}

fn list(sheet: &mut Report<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("portfolio-section-list");
    let title = sheet.say("portfolio-title-list", &[("n", facts.listed.len().into())]);
    sheet.open(&section, &title);
    let lead = sheet.word("portfolio-lead-list");
    sheet.lead(&lead);
    let columns = [
        Column { x: 0.0, width: 6.0, align: Align::Left },
        Column { x: 6.0, width: 22.0, align: Align::Left },
        Column { x: 28.0, width: 34.0, align: Align::Left },
        Column { x: 62.0, width: 34.0, align: Align::Left },
        Column { x: 96.0, width: 26.0, align: Align::Right },
        Column { x: 123.0, width: 26.0, align: Align::Right },
        Column { x: 151.0, width: 19.0, align: Align::Left },
    ];
    let head = [
        "portfolio-col-number",
        "portfolio-col-kind",
        "portfolio-col-from",
        "portfolio-col-to",
        "portfolio-col-amount",
        "portfolio-col-co2",
        "portfolio-col-state",
    ];
    let head: Vec<_> = head.iter().map(|key| sheet.word(key)).collect();
    let rows: Vec<_> = facts
        .listed
        .iter()
        .enumerate()
        .map(|(at, listed)| {
            let unit = listed.kind.rules().unit;
            vec![
                Cell::Text((at + 1).to_string()),
                Cell::Text(sheet.kind_named(listed.kind)),
                Cell::Text(end(sheet, &listed.ends[0])),
                Cell::Text(end(sheet, &listed.ends[1])),
                Cell::Text(amount(sheet, listed.delivered_per_year, unit)),
                Cell::Text(plain(sheet, listed.co2_t_per_year)),
                Cell::Text(sheet.word(state_key(listed.state))),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &head, &rows);
    let label = sheet.say("packet-table", &[("n", "2".into())]);
    let text = sheet.word("portfolio-caption-list");
    sheet.caption(&label, &text);
    sheet.close();
}

/// A party as anybody may know it.
fn end(sheet: &Report<'_>, end: &ListedEnd) -> String {
    let sector = sheet.sector_named(end.sector.as_deref());
    let country = sheet.country_named(end.country.as_deref());
    match end.square {
        Some(square) => sheet.say(
            "portfolio-party",
            &[
                ("sector", sector.into()),
                ("country", country.into()),
                ("square", (square + 1).to_string().into()),
            ],
        ),
        None => format!("{sector}, {country}"),
    }
}

fn state_key(state: DealState) -> &'static str {
    match state {
        DealState::Suggested => "packet-state-suggested",
        DealState::Negotiating => "packet-state-negotiating",
        DealState::Reserved => "packet-state-reserved",
        DealState::Contracted => "packet-state-contracted",
        DealState::Live => "packet-state-live",
        DealState::Failed => "packet-state-failed",
        DealState::Cancelled => "packet-state-cancelled",
    }
}

/// How the figures come about, and what they leave out.
fn method(sheet: &mut Report<'_>, map: &MapFacts) {
    let facts = sheet.facts;
    let section = sheet.word("portfolio-section-method");
    let title = sheet.word("portfolio-title-method");
    sheet.open(&section, &title);
    let mut rows = vec![
        ("portfolio-method-count-label", sheet.word("portfolio-method-count")),
        ("portfolio-method-money-label", sheet.word("portfolio-method-money")),
        ("portfolio-method-co2-label", sheet.word("portfolio-method-co2")),
        ("portfolio-method-secret-label", sheet.word("portfolio-method-secret")),
    ];
    if facts.assumed {
        rows.push(("portfolio-method-assumed-label", sheet.word("portfolio-method-assumed")));
    }
    if !map.attribution.is_empty() {
        rows.push(("portfolio-method-map-label", map.attribution.join("; ")));
    }
    for (label, text) in rows {
        let label = sheet.word(label);
        sheet.fact_row(&label, &[(&text, BODY)], 42.0, true);
    }
    sheet.canvas.line((LEFT, sheet.y), (LEFT + WIDTH, sheet.y), Stroke::solid(INK, 0.5));
    sheet.close();
}
