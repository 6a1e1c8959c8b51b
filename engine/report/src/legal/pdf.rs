//! A legal paper on pages: status header, numbered clauses, one language or two beside each
//! other, signature blocks, what is missing, the rules cited. It chooses no words of a clause.

use super::paper::{Blank, Part, Piece, clean};
use super::{Column, Draft, paired};
use crate::error::ReportError;
use crate::furniture::{Fonts, Pdf};
use crate::painter::{Canvas, Line, Metadata, Rect, Run, Stroke, Style, Weight, write};
use crate::theme::{
    BODY, BOTTOM, EDGE, FINE, FOOT, HAIRLINE, INK, LEFT, PALE, RIGHT, RUST, SECONDARY, SUBHEAD,
    TITLE, TOP, WIDTH,
};
use crate::words::{Arg, Catalogue, WordsError};

/// Where clause text starts, and how wide a column of it is, alone and beside another.
const TEXT: f64 = LEFT + 11.0;
const ALONE: f64 = RIGHT - TEXT;
const GUTTER: f64 = 6.0;
const PAIRED: f64 = (RIGHT - TEXT - GUTTER) / 2.0;
/// How far numbers of parts and letters of items hang.
const HANG: f64 = 9.0;
const ITEM: f64 = 6.0;
/// What says across the page that it is a draft: pale enough to read every number over it.
const WATERMARK: Style =
    Style { size_pt: 84.0, leading_pt: 84.0, weight: Weight::SemiBold, color: PALE };
const TILT: f64 = 52.0;
/// A missing value: its colour says it besides brackets and shade.
const BLANK: Style = Style { color: RUST, ..BODY };

/// Draws a paper and writes it.
pub fn pdf(draft: &Draft<'_>, fonts: &Fonts) -> Result<Pdf, ReportError> {
    paired(draft)?;
    let columns = draft.columns();
    let mut sheet = Sheet { canvas: Canvas::new(fonts, draft.furniture.size), y: TOP, draft };
    sheet.canvas.new_page();
    sheet.status(&columns)?;
    sheet.titles(&columns);
    sheet.clauses(&columns)?;
    sheet.signatures()?;
    sheet.missing(&columns)?;
    sheet.sources(&columns)?;
    sheet.furnish(&columns)?;
    let (pages, missing) = sheet.canvas.finish();
    let words = draft.first.words;
    let metadata = Metadata {
        title: &draft.first.paper.title,
        author: draft.furniture.consultant.as_deref(),
        subject: &words.text("legal-status", &[])?,
        lang: words.locale().code(),
        date: draft.furniture.date,
        seal: draft.furniture.seal.as_ref(),
        size: draft.furniture.size,
    };
    let bytes = write(&pages, fonts, &metadata)?;
    Ok(Pdf { bytes, pages: pages.len(), missing_characters: missing })
}

/// What stands for a missing value: `[____ price]`.
pub(super) fn blank_text(name: &str, words: &Catalogue) -> Result<String, WordsError> {
    Ok(format!("[____\u{a0}{}]", blank_name(name, words)?))
}

fn blank_name(name: &str, words: &Catalogue) -> Result<String, WordsError> {
    words.text(&format!("legal-blank-{}", name.replace('_', "-")), &[])
}

/// A line of the checklist: which clause lacks what.
pub(super) fn checklist_line(blank: &Blank, words: &Catalogue) -> Result<String, WordsError> {
    let what = Arg::from(blank_name(&blank.name, words)?);
    match blank.clause {
        0 => words.text("legal-missing-signature", &[("what", what)]),
        n => words.text("legal-missing-in", &[("clause", n.to_string().into()), ("what", what)]),
    }
}

/// A text in one language, or in both with a stroke between.
pub(super) fn label(
    key: &str,
    second: Option<&Catalogue>,
    first: &Catalogue,
) -> Result<String, WordsError> {
    let one = first.text(key, &[])?;
    Ok(match second {
        Some(words) => format!("{one} / {}", words.text(key, &[])?),
        None => one,
    })
}

/// A day in a sentence of the language.
pub(super) fn date(
    key: &str,
    at: jiff::Timestamp,
    words: &Catalogue,
) -> Result<String, WordsError> {
    let day = day(at.to_zoned(jiff::tz::TimeZone::UTC).date(), words)?;
    words.text(key, &[("date", day.into())])
}

/// A day in the words of a language.
pub fn day(day: jiff::civil::Date, words: &Catalogue) -> Result<String, WordsError> {
    let month = words.text(&format!("packet-month-{}", day.month()), &[])?;
    words.text(
        "packet-date",
        &[
            ("day", day.day().to_string().into()),
            ("month", month.into()),
            ("year", day.year().to_string().into()),
        ],
    )
}

/// Which template, of which version and day, for whose law.
pub(super) fn template_line(column: &Column<'_>) -> Result<String, WordsError> {
    let paper = column.paper;
    let words = column.words;
    words.text(
        "legal-template",
        &[
            ("name", paper.name.as_str().into()),
            ("version", paper.version.as_str().into()),
            ("law", words.text(&format!("legal-law-{}", paper.jurisdiction), &[])?.into()),
            ("date", day(paper.date, words)?.into()),
        ],
    )
}

/// A block of lines that begins at the left of a column, with what hangs before it.
struct Block {
    x: f64,
    lines: Vec<Line>,
    hanging: Option<(f64, String)>,
}

struct Sheet<'a> {
    canvas: Canvas<'a>,
    y: f64,
    draft: &'a Draft<'a>,
}

impl Sheet<'_> {
    /// Where the body ends at the latest.
    fn bottom(&self) -> f64 {
        BOTTOM - self.draft.furniture.size.shorter_mm()
    }

    fn need(&mut self, height: f64) {
        if self.y + height > self.bottom() && self.y > TOP {
            self.canvas.new_page();
            self.y = TOP;
        }
    }

    /// Where each column of text starts, and how wide it is.
    fn places(&self) -> Vec<(f64, f64)> {
        match self.draft.second {
            None => vec![(TEXT, ALONE)],
            Some(_) => vec![(TEXT, PAIRED), (TEXT + PAIRED + GUTTER, PAIRED)],
        }
    }

    /// The boxed header: what this is, what it is not, how complete it is.
    fn status(&mut self, columns: &[Column<'_>]) -> Result<(), WordsError> {
        let strong = SUBHEAD;
        let note = FINE;
        let half = (WIDTH - 12.0) * 0.56;
        let rest = WIDTH - 12.0 - half;
        let mut left: Vec<(Vec<Line>, Style)> = Vec::new();
        let mut right: Vec<(Vec<Line>, Style)> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let words = column.words;
            let head = if at == 0 { strong } else { note.weighing(Weight::SemiBold).colored(INK) };
            let count = column.paper.blanks.len();
            let complete = words.text("legal-missing-count", &[("count", count.into())])?;
            let means = words.text("legal-status-means", &[])?;
            left.push((self.canvas.wrap(&[(&words.text("legal-status", &[])?, head)], half), head));
            left.push((self.canvas.wrap(&[(&format!("{means} {complete}"), note)], half), note));
            right.push((self.canvas.wrap(&[(&template_line(column)?, note)], rest), note));
        }
        let of = date("legal-draft-of", self.draft.furniture.date, self.draft.first.words)?;
        right.push((self.canvas.wrap(&[(&of, note)], rest), note));
        let height = |all: &[(Vec<Line>, Style)]| -> f64 {
            all.iter().map(|(lines, style)| lines.len() as f64 * style.leading_mm()).sum()
        };
        let tall = height(&left).max(height(&right)) + 6.0;
        let frame = Rect { x: LEFT, y: self.y, w: WIDTH, h: tall };
        self.canvas.rect(frame, None, Some(Stroke::solid(INK, 0.8)));
        for (x, all) in [(LEFT + 4.0, left), (LEFT + 4.0 + half + 4.0, right)] {
            let mut y = self.y + 3.0;
            for (lines, style) in all {
                y = self.canvas.lines(x, y, &lines, style);
            }
        }
        self.y += tall + 8.0;
        Ok(())
    }

    fn titles(&mut self, columns: &[Column<'_>]) {
        let style = if columns.len() > 1 {
            Style { size_pt: 14.0, leading_pt: 18.0, ..TITLE }
        } else {
            TITLE
        };
        self.canvas.entry(&self.draft.first.paper.title, 0, self.y);
        let mut bottom = self.y;
        for (column, (x, width)) in columns.iter().zip(self.places()) {
            let end = self.canvas.paragraph(x, self.y, width, &[(&column.paper.title, style)]);
            bottom = bottom.max(end);
        }
        self.y = bottom + 5.0;
    }

    fn clauses(&mut self, columns: &[Column<'_>]) -> Result<(), WordsError> {
        let head = BODY.weighing(Weight::SemiBold);
        let cite = FINE;
        for at in 0..self.draft.first.paper.clauses.len() {
            let mut headings = Vec::new();
            let mut rows: Vec<Vec<Block>> = Vec::new();
            for (side, (column, (x, width))) in columns.iter().zip(self.places()).enumerate() {
                let Some(clause) = column.paper.clauses.get(at) else { continue };
                let marks: Vec<String> = clause.cites.iter().map(|n| format!("[{n}]")).collect();
                let marks = format!("  {}", marks.join("\u{a0}"));
                let mut runs: Vec<Run<'_>> = vec![(&clause.heading, head)];
                if !clause.cites.is_empty() {
                    runs.push((&marks, cite));
                }
                let number = (side == 0).then(|| (LEFT, (at + 1).to_string()));
                headings.push(Block { x, lines: self.canvas.wrap(&runs, width), hanging: number });
                for (i, part) in clause.parts.iter().enumerate() {
                    let block = self.part(part, column.words, x, width)?;
                    match rows.get_mut(i) {
                        Some(row) => row.push(block),
                        None => rows.push(vec![block]),
                    }
                }
            }
            self.need(BODY.leading_mm() * 4.0 + 3.0);
            self.canvas.line((LEFT, self.y), (RIGHT, self.y), Stroke::solid(HAIRLINE, 0.35));
            self.y += 1.8;
            let heading = &self.draft.first.paper.clauses[at].heading;
            self.canvas.entry(&format!("{} {heading}", at + 1), 1, self.y);
            self.row(&headings, head);
            for row in &rows {
                self.row(row, BODY);
            }
            self.y += 2.4;
        }
        Ok(())
    }

    fn part(
        &self,
        part: &Part,
        words: &Catalogue,
        x: f64,
        width: f64,
    ) -> Result<Block, WordsError> {
        let mut texts: Vec<(String, Style)> = Vec::new();
        for piece in &part.pieces {
            match piece {
                Piece::Blank(name) => texts.push((blank_text(name, words)?, BLANK)),
                Piece::Text(text) => {
                    let mut text = text.as_str();
                    // A stop after a blank stays on its line.
                    if let Some((before, BLANK)) = texts.last_mut() {
                        let stop = text.len()
                            - text
                                .trim_start_matches(['.', ',', ';', ':', ')', '”', '“', '»'])
                                .len();
                        before.push_str(&text[..stop]);
                        text = &text[stop..];
                    }
                    texts.push((text.to_owned(), BODY));
                }
            }
        }
        let runs: Vec<Run<'_>> =
            texts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
        let hang = match (part.is_item, part.number.is_empty()) {
            (true, _) => HANG + ITEM,
            (false, false) => HANG,
            (false, true) => 0.0,
        };
        let hanging = (!part.number.is_empty())
            .then(|| (x + hang - if part.is_item { ITEM } else { HANG }, part.number.clone()));
        Ok(Block { x: x + hang, lines: self.canvas.wrap(&runs, width - hang), hanging })
    }

    /// Draws blocks beside each other. A row that fits on a page is not parted.
    fn row(&mut self, blocks: &[Block], style: Style) {
        let count = blocks.iter().map(|block| block.lines.len()).max().unwrap_or(0);
        let height = count as f64 * style.leading_mm();
        if height <= self.bottom() - TOP {
            self.need(height);
        }
        for at in 0..count {
            self.need(style.leading_mm());
            let y = self.y + style.drop_mm();
            for block in blocks {
                if at == 0
                    && let Some((x, text)) = &block.hanging
                {
                    self.canvas.text(*x, y, text, BODY.weighing(Weight::SemiBold));
                }
                let Some(line) = block.lines.get(at) else { continue };
                for (offset, text, style) in &line.runs {
                    if *style == BLANK {
                        let trimmed = text.trim();
                        let lead = self
                            .canvas
                            .width(&text[..text.len() - text.trim_start().len()], *style);
                        let area = Rect {
                            x: block.x + offset + lead,
                            y: self.y + 0.4,
                            w: self.canvas.width(trimmed, *style),
                            h: style.leading_mm() - 0.8,
                        };
                        self.canvas.rect(area, Some(PALE), None);
                    }
                    self.canvas.text(block.x + offset, y, text, *style);
                }
            }
            self.y += style.leading_mm();
        }
        self.y += 0.9;
    }

    /// Who signs. There is no line to sign on while a value is missing.
    fn signatures(&mut self) -> Result<(), WordsError> {
        let first = self.draft.first.words;
        let second = self.draft.second.map(|column| column.words);
        let complete = self.draft.columns().iter().all(|column| column.paper.blanks.is_empty());
        self.y += 3.0;
        self.need(46.0);
        self.canvas.line((LEFT, self.y), (RIGHT, self.y), Stroke::solid(INK, 1.2));
        self.y += 3.0;
        self.heading(&label("legal-signatures", second, first)?);
        let width = (WIDTH - 8.0) / 2.0;
        let top = self.y;
        for (signer, x) in self.draft.signers.iter().zip([LEFT, LEFT + width + 8.0]) {
            let strong = BODY.weighing(Weight::SemiBold);
            let name = clean(&signer.party);
            let mut lines = self.canvas.wrap(&[(&name, strong)], width);
            lines.truncate(3);
            let mut y = self.canvas.lines(x, top, &lines, strong) + 1.0;
            if complete {
                for key in ["legal-sign-place", "legal-sign-line"] {
                    y += 10.0;
                    self.canvas.line((x, y), (x + width, y), Stroke::solid(INK, 0.5));
                    y = self.canvas.paragraph(
                        x,
                        y + 0.5,
                        width,
                        &[(&label(key, second, first)?, FINE)],
                    );
                }
            } else {
                let later = label("legal-sign-later", second, first)?;
                y = self.canvas.paragraph(x, y, width, &[(&later, FINE)]) + 1.0;
            }
            let (who, style) = match &signer.signatory {
                Some(who) => (clean(who), BODY),
                None => (blank_text("signatory", first)?, BLANK),
            };
            let mut lines = self.canvas.wrap(&[(&who, style)], width);
            lines.truncate(3);
            y = self.canvas.lines(x, y + 0.8, &lines, style);
            self.y = self.y.max(y);
        }
        self.y += 5.0;
        Ok(())
    }

    fn missing(&mut self, columns: &[Column<'_>]) -> Result<(), WordsError> {
        for column in columns {
            if column.paper.blanks.is_empty() {
                continue;
            }
            self.need(24.0);
            self.heading(&column.words.text("legal-missing", &[])?);
            let note = column.words.text("legal-missing-means", &[])?;
            self.y = self.canvas.paragraph(LEFT, self.y, WIDTH, &[(&note, FINE)]) + 1.5;
            let width = (WIDTH - 8.0) / 2.0 - 6.0;
            for pair in column.paper.blanks.chunks(2) {
                let mut blocks = Vec::new();
                for (blank, x) in pair.iter().zip([LEFT, LEFT + (WIDTH + 8.0) / 2.0]) {
                    let text = checklist_line(blank, column.words)?;
                    let lines = self.canvas.wrap(&[(&text, BODY)], width);
                    blocks.push(Block { x: x + 6.0, lines, hanging: None });
                }
                let tall = blocks.iter().map(|b| b.lines.len()).max().unwrap_or(1);
                self.need(tall as f64 * BODY.leading_mm());
                for block in &blocks {
                    let tick = Rect { x: block.x - 6.0, y: self.y + 0.9, w: 2.8, h: 2.8 };
                    self.canvas.rect(tick, None, Some(Stroke::solid(INK, 0.5)));
                }
                self.row(&blocks, BODY);
            }
            self.y += 3.0;
        }
        Ok(())
    }

    fn sources(&mut self, columns: &[Column<'_>]) -> Result<(), WordsError> {
        for column in columns {
            if column.paper.sources.is_empty() {
                continue;
            }
            self.need(20.0);
            self.heading(&column.words.text("legal-sources", &[])?);
            for (i, source) in column.paper.sources.iter().enumerate() {
                let lines = self.canvas.wrap(&[(source, FINE)], WIDTH - 8.0);
                self.need(lines.len() as f64 * FINE.leading_mm());
                self.canvas.text(LEFT, self.y + FINE.drop_mm(), &format!("[{}]", i + 1), FINE);
                self.y = self.canvas.lines(LEFT + 8.0, self.y, &lines, FINE) + 0.4;
            }
            self.y += 3.0;
        }
        Ok(())
    }

    fn heading(&mut self, text: &str) {
        self.canvas.entry(text, 1, self.y);
        self.y = self.canvas.paragraph(LEFT, self.y, WIDTH, &[(text, SUBHEAD)]) + 1.0;
    }

    fn furnish(&mut self, columns: &[Column<'_>]) -> Result<(), WordsError> {
        let pages = self.canvas.page_count();
        let words = self.draft.first.words;
        let furniture = self.draft.furniture;
        let titles: Vec<&str> = columns.iter().map(|c| c.paper.title.as_str()).collect();
        let header = titles.join(" / ");
        let status = words.text("legal-status", &[])?;
        let named: [(&str, Arg); 2] = [
            ("id", furniture.document_id.as_str().into()),
            ("version", furniture.version.as_str().into()),
        ];
        let version = words.text("packet-footer-version", &named)?;
        let edge = words.text("legal-edge", &named)?;
        let issued = day(furniture.date.to_zoned(jiff::tz::TimeZone::UTC).date(), words)?;
        let strong = FINE.weighing(Weight::SemiBold).colored(INK);
        let foot = FOOT - furniture.size.shorter_mm();
        let mark = words.text("legal-watermark", &[])?;
        for number in 0..pages {
            let count = words.text(
                "packet-page",
                &[("page", (number + 1).to_string().into()), ("pages", pages.to_string().into())],
            )?;
            self.canvas.below(number, |canvas| {
                let width = canvas.width(&mark, WATERMARK);
                let (cos, sin) = (TILT.to_radians().cos(), TILT.to_radians().sin());
                let (x, y) = (LEFT + WIDTH / 2.0, (TOP + foot) / 2.0);
                let start = (x - width / 2.0 * cos, y + width / 2.0 * sin);
                canvas.turned(start.0, start.1, &mark, WATERMARK, TILT);
            });
            self.canvas.on_page(number, |canvas| {
                let line = canvas.wrap(&[(&header, strong)], 110.0);
                canvas.lines(LEFT, 12.2, &line[..1.min(line.len())], strong);
                canvas.text_right(RIGHT, 12.2 + FINE.drop_mm(), &status, FINE.colored(SECONDARY));
                canvas.line((LEFT, 17.6), (RIGHT, 17.6), Stroke::solid(INK, 0.5));
                canvas.line((LEFT, foot), (RIGHT, foot), Stroke::solid(HAIRLINE, 0.5));
                let y = foot + 1.6 + FINE.drop_mm();
                canvas.text(LEFT, y, &format!("{version} · {issued}"), FINE);
                canvas.text_right(RIGHT, y, &count, FINE);
                canvas.turned(206.4, foot - 19.0, &edge, EDGE, 90.0);
            });
        }
        Ok(())
    }
}
