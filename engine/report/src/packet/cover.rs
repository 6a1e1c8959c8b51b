//! The cover: what is offered to whom, at which level, on a motif that shows no real place.

use turash_engine::model::{Direction, Disclosure};

use crate::painter::{PageSize, Rect, Run, Stroke, Target, Weight};
use crate::sheet::{Sheet, level_key};
use crate::theme::{
    BODY, COVER_SUBTITLE, COVER_TITLE, HAIRLINE, INK, LEFT, MID, PETROL, RIGHT, RUST, SECONDARY,
    TABLE, WIDTH,
};

/// Where the list of sections starts.
const CONTENTS: f64 = 203.0;

/// The same on a page of this size: lower than the head by as much less as the page is shorter.
pub fn contents_at(size: PageSize) -> f64 {
    CONTENTS - size.shorter_mm()
}

/// Where the rows about the document start.
pub fn about_at(size: PageSize) -> f64 {
    232.0 - size.shorter_mm()
}

/// Draws the cover; returns the title of the document.
pub fn draw(sheet: &mut Sheet<'_>) -> String {
    sheet.canvas.new_page();
    let facts = sheet.facts;
    let strong = BODY.weighing(Weight::SemiBold);
    top(sheet);

    let kind = sheet.kind();
    let kind_of = sheet.kind_of();
    let own = sheet.party(&facts.recipient);
    let eyebrow = sheet.say("packet-cover-eyebrow", &[("kind", kind.clone().into())]);
    sheet.canvas.text(LEFT, 46.0, &eyebrow, COVER_SUBTITLE.colored(SECONDARY));
    let title = title(sheet);
    let mut style = COVER_TITLE;
    while sheet.canvas.wrap(&[(&title, style)], WIDTH).len() > 3 && style.size_pt > 20.0 {
        style.size_pt -= 2.0;
        style.leading_pt -= 2.2;
    }
    let mut y = sheet.canvas.paragraph(LEFT, 51.0, WIDTH, &[(&title, style)]) + 4.0;
    let amount = sheet.with_unit(facts.exchange.delivered_per_year, |v| sheet.yearly(v));
    let subtitle = match &facts.counterparty.name {
        Some(_) => sheet
            .say("packet-cover-subtitle", &[("amount", amount.into()), ("kindof", kind_of.into())]),
        None => {
            let sector = sheet.sector(&facts.counterparty);
            let country = sheet.country(&facts.counterparty);
            let key = match facts.recipient_side {
                Direction::Demand => "packet-cover-subtitle-from-sector",
                Direction::Supply => "packet-cover-subtitle-for-sector",
            };
            sheet.say(
                key,
                &[
                    ("amount", amount.into()),
                    ("sector", sector.into()),
                    ("country", country.into()),
                ],
            )
        }
    };
    y = sheet.canvas.paragraph(LEFT, y, WIDTH - 30.0, &[(&subtitle, COVER_SUBTITLE)]);
    sheet.canvas.entry(&title, 0, 40.0);

    motif(sheet, (y + 9.0).max(104.0), contents_at(sheet.furniture.size) - 6.0);

    sheet.y = about_at(sheet.furniture.size);
    let date = sheet.date(sheet.furniture.date);
    let version = sheet.furniture.version.clone();
    let dated =
        sheet.say("packet-cover-date", &[("date", date.into()), ("version", version.into())]);
    let level = sheet.word(level_key(facts.level));
    let meaning = sheet.word(match facts.level {
        Disclosure::Public => "packet-level-public-means",
        Disclosure::Nda => "packet-level-nda-means",
        Disclosure::Full => "packet-level-full-means",
    });
    let level = format!("{level}. ");
    let document =
        sheet.say("packet-cover-document", &[("id", sheet.furniture.document_id.as_str().into())]);
    let site = facts.recipient.site.clone().filter(|s| *s != own);
    let town = facts.recipient.town.clone();
    let beside: Vec<String> = site.into_iter().chain(town).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(", {}", beside.join(", ")) };
    let rows: [(&str, Vec<Run<'_>>); 4] = [
        ("packet-cover-prepared-for", vec![(&own, strong), (&beside, BODY)]),
        ("packet-cover-date-label", vec![(&dated, BODY)]),
        ("packet-cover-level-label", vec![(&level, strong), (&meaning, BODY)]),
        ("packet-cover-document-label", vec![(&document, BODY)]),
    ];
    for (label, runs) in rows {
        let label = sheet.word(label);
        sheet.fact_row(&label, &runs, 38.0, false);
    }
    title
}

/// The title of the document: what passes from whom to whom, as far as the reader may know.
pub fn title(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let (kind, kind_of) = (sheet.kind(), sheet.kind_of());
    let own = sheet.party(&facts.recipient);
    match (&facts.counterparty.name, facts.recipient_side) {
        (Some(other), side) => {
            let (supplier, accepter) = match side {
                Direction::Supply => (own.clone(), other.clone()),
                Direction::Demand => (other.clone(), own.clone()),
            };
            sheet.say(
                "packet-cover-title",
                &[
                    ("kind", kind.into()),
                    ("supplier", supplier.into()),
                    ("accepter", accepter.into()),
                ],
            )
        }
        (None, Direction::Demand) => sheet
            .say("packet-cover-title-for", &[("kind", kind.into()), ("name", own.clone().into())]),
        (None, Direction::Supply) => sheet.say(
            "packet-cover-title-from",
            &[
                ("kind", kind.into()),
                ("kindof", kind_of.clone().into()),
                ("name", own.clone().into()),
            ],
        ),
    }
}

/// Who issues the document, and that it is a draft.
pub fn top<F>(sheet: &mut Sheet<'_, F>) {
    let strong = BODY.weighing(Weight::SemiBold);
    if let Some(name) = &sheet.furniture.consultant {
        sheet.canvas.text(LEFT, 22.5, name, strong);
    }
    let mark =
        sheet.say("packet-draft-mark", &[("version", sheet.furniture.version.as_str().into())]);
    let width = sheet.canvas.width(&mark, strong);
    let frame = Rect { x: RIGHT - width - 5.0, y: 18.4, w: width + 5.0, h: 6.4 };
    sheet.canvas.rect(frame, None, Some(Stroke::solid(INK, 0.8)));
    sheet.canvas.text(RIGHT - width - 2.5, 22.6, &mark, strong);
}

/// Lists the sections with their pages, once all are drawn; each line leads to its page.
pub fn contents<F>(sheet: &mut Sheet<'_, F>) {
    let head = sheet.word("packet-contents");
    let found = sheet.canvas.sections();
    let contents = contents_at(sheet.furniture.size);
    sheet.canvas.on_page(0, |canvas| {
        let strong = TABLE.weighing(Weight::SemiBold);
        canvas.text(LEFT, contents + strong.drop_mm(), &head, strong);
        let (width, gutter) = (80.0, 10.0);
        let sections = found.get(1..).unwrap_or_default();
        let rows = sections.len().div_ceil(2).max(1);
        for (i, (title, page)) in sections.iter().enumerate() {
            let (column, row) = (i / rows, i % rows);
            let title = title.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
            let x = LEFT + column as f64 * (width + gutter);
            let area = Rect { x, y: contents + 5.0 + row as f64 * 4.8, w: width, h: 4.8 };
            let y = area.y + 0.5 + TABLE.drop_mm();
            let lines = canvas.wrap(&[(title, TABLE)], width - 8.0);
            canvas.lines(x, area.y + 0.5, &lines[..1.min(lines.len())], TABLE);
            canvas.text_right(x + width, y, &(page + 1).to_string(), TABLE);
            canvas.line(
                (x, area.y + area.h),
                (x + width, area.y + area.h),
                Stroke::solid(HAIRLINE, 0.35),
            );
            canvas.link(area, Target::Page(*page));
        }
    });
}

/// Two places and the lines of equal detour around them: always the same drawing, whatever
/// the match, so that nothing can be read from it.
pub fn motif<F>(sheet: &mut Sheet<'_, F>, top: f64, bottom: f64) {
    let beyond = sheet.furniture.size.beyond_mm();
    let width = PageSize::A4.size_mm().0;
    let area = Rect { x: -beyond, y: top, w: width + 2.0 * beyond, h: bottom - top };
    let middle = (width / 2.0, (top + bottom) / 2.0);
    let half: (f64, f64) = (46.0, -15.0);
    let focus = (half.0 * half.0 + half.1 * half.1).sqrt();
    let turn = half.1.atan2(half.0);
    sheet.canvas.clipped(area, |canvas| {
        for column in 0..11 {
            for row in 0..7 {
                let (x, y) = (10.0 + 20.0 * f64::from(column), top + 6.0 + 20.0 * f64::from(row));
                let stroke = Stroke::solid(MID, 0.5);
                canvas.line((x - 1.0, y), (x + 1.0, y), stroke.clone());
                canvas.line((x, y - 1.0), (x, y + 1.0), stroke);
            }
        }
        for (i, detour) in [1.03, 1.08, 1.15, 1.22, 1.3, 1.4, 1.55, 1.7, 1.9, 2.1, 2.35, 2.6, 2.9]
            .into_iter()
            .enumerate()
        {
            let a = focus * detour;
            let b = (a * a - focus * focus).sqrt();
            let ring: Vec<_> = (0..180)
                .map(|k| {
                    let t = f64::from(k) * std::f64::consts::TAU / 180.0;
                    let (u, v) = (a * t.cos(), b * t.sin());
                    (
                        middle.0 + u * turn.cos() - v * turn.sin(),
                        middle.1 + u * turn.sin() + v * turn.cos(),
                    )
                })
                .collect();
            let stroke =
                if i == 4 { Stroke::solid(PETROL, 1.2) } else { Stroke::solid(HAIRLINE, 0.4) };
            canvas.area(vec![ring], None, Some(stroke));
        }
        let (from, to) =
            ((middle.0 - half.0, middle.1 - half.1), (middle.0 + half.0, middle.1 + half.1));
        canvas.line(from, to, Stroke::solid(INK, 1.2));
        let white = Stroke::solid(crate::theme::WHITE, 1.2);
        let square = Rect { x: from.0 - 1.7, y: from.1 - 1.7, w: 3.4, h: 3.4 };
        canvas.rect(square, Some(RUST), Some(white.clone()));
        canvas.circle(to, 1.9, Some(PETROL), Some(white));
    });
}
