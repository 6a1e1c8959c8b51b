//! A page being filled from top to bottom: furniture, titles, notes, tables.
//!
//! It knows where things go and how they look, and nothing of heat or money.

use std::cell::RefCell;

use turash_engine::model::Disclosure;
use turash_engine::packet::PacketFacts;
use turash_engine::quantity::Locale;

use crate::furniture::Furniture;
use crate::painter::{Canvas, Rect, Run, Stroke, Style, Target, Weight};
use crate::theme::{
    BODY, BOTTOM, CAPTION, EDGE, FIGURE, FIGURE_BIG, FIGURE_SMALL, FINE, FOOT, HAIRLINE, INK, LEFT,
    RIGHT, SECONDARY, SUBHEAD, TABLE, TABLE_HEAD, TITLE, TOP, WIDTH,
};
use crate::words::{Arg, Catalogue, WordsError};

/// The document being written, and the facts it is about.
pub struct Sheet<'a, F = PacketFacts> {
    pub canvas: Canvas<'a>,
    pub facts: &'a F,
    pub furniture: &'a Furniture,
    words: &'a Catalogue,
    failure: RefCell<Option<WordsError>>,
    /// Where the next thing goes.
    pub y: f64,
    notes: Vec<(String, String)>,
    section: String,
    title: String,
}

/// How a column of a table is set.
#[derive(Clone, Copy)]
pub enum Align {
    Left,
    /// On the decimal sign, which stands this far from the left of the column.
    Decimal(f64),
    Right,
}

/// A column: where it starts from the left of the table, how wide it is.
#[derive(Clone, Copy)]
pub struct Column {
    pub x: f64,
    pub width: f64,
    pub align: Align,
}

/// What stands in a cell.
#[derive(Clone)]
pub enum Cell {
    Text(String),
    Muted(String),
    Strong(String),
    /// A number, and what follows it: `*` or the uncertainty.
    Number(String, String),
    StrongNumber(String),
    /// Filled dots of five.
    Dots(u8),
    Empty,
}

/// What stands under the heading of a key figure.
pub struct Figure {
    pub heading: String,
    pub value: String,
    pub unit: String,
    pub notes: Vec<String>,
}

impl<'a, F> Sheet<'a, F> {
    pub fn new(
        canvas: Canvas<'a>,
        facts: &'a F,
        words: &'a Catalogue,
        furniture: &'a Furniture,
    ) -> Self {
        Self {
            canvas,
            facts,
            furniture,
            words,
            failure: RefCell::new(None),
            y: TOP,
            notes: Vec::new(),
            section: String::new(),
            title: String::new(),
        }
    }

    pub fn locale(&self) -> Locale {
        self.words.locale()
    }

    /// The text of a message. The first message that cannot be made is remembered, and the
    /// document then fails as a whole.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        match self.words.text(key, args) {
            Ok(text) => text,
            Err(error) => {
                self.failure.borrow_mut().get_or_insert(error);
                String::new()
            }
        }
    }

    /// The text of a message without arguments.
    pub fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The text of the message of a code, or the code itself where the catalogue has none.
    pub fn coded(&self, area: &str, code: &str) -> String {
        let key = format!("{area}-{}", code.replace(['_', ' '], "-"));
        if self.words.has(&key) { self.word(&key) } else { code.replace('_', " ") }
    }

    pub fn failure(&self) -> Option<WordsError> {
        self.failure.borrow().clone()
    }

    /// Opens the first page of a section with its title, which is a sentence.
    pub fn open(&mut self, section: &str, title: &str) {
        self.section = section.to_owned();
        self.title = title.to_owned();
        self.page();
        let number = (self.canvas.page_count()).to_string();
        let label = CAPTION;
        let width = self.canvas.width(&number, label);
        self.canvas.text(LEFT, self.y + label.drop_mm(), &number, label);
        self.canvas.text(LEFT + width + 1.6, self.y + label.drop_mm(), section, label);
        self.y += label.leading_mm() + 0.8;
        self.canvas.entry(&format!("{number} {section}"), 0, self.y);
        let size = if title.chars().count() > 105 {
            Style { size_pt: TITLE.size_pt - 2.5, leading_pt: TITLE.leading_pt - 3.0, ..TITLE }
        } else {
            TITLE
        };
        self.y = self.canvas.paragraph(LEFT, self.y, WIDTH, &[(title, size)]) + 2.2;
    }

    /// Closes the page: its notes go to its foot.
    pub fn close(&mut self) {
        let height = self.notes_height();
        if height > 0.0 {
            let mut y = self.bottom() + 2.5 - height + 2.0;
            let rule = Stroke::solid(INK, 0.5);
            self.canvas.line((LEFT, y - 1.2), (LEFT + 28.0, y - 1.2), rule);
            for (mark, text) in std::mem::take(&mut self.notes) {
                self.canvas.text(LEFT, y + FINE.drop_mm(), &mark, FINE);
                y = self.canvas.paragraph(LEFT + 4.2, y, WIDTH - 4.2, &[(&text, FINE)]);
            }
        }
    }

    fn page(&mut self) {
        self.canvas.new_page();
        self.y = TOP;
    }

    /// Where the body ends at the latest.
    fn bottom(&self) -> f64 {
        BOTTOM - self.furniture.size.shorter_mm()
    }

    fn notes_height(&self) -> f64 {
        if self.notes.is_empty() {
            return 0.0;
        }
        let text: f64 = self
            .notes
            .iter()
            .map(|(_, text)| self.canvas.height(&[(text, FINE)], WIDTH - 4.2))
            .sum();
        text + 2.0
    }

    /// Height left above the notes.
    pub fn room(&self) -> f64 {
        let notes = self.notes_height();
        self.bottom() - notes - self.y
    }

    /// Goes to another page of the same section where less than this is left.
    pub fn need(&mut self, height: f64) {
        if self.room() < height && self.y > TOP + 20.0 {
            self.close();
            self.page();
            let label = CAPTION;
            let text = self.say("packet-continued", &[("section", self.section.as_str().into())]);
            self.canvas.text(LEFT, self.y + label.drop_mm(), &text, label);
            self.y += label.leading_mm() + 3.0;
        }
    }

    /// Adds a note to this page; returns its mark.
    pub fn note(&mut self, text: String) -> String {
        if let Some((mark, _)) = self.notes.iter().find(|(_, t)| *t == text) {
            return mark.clone();
        }
        const MARKS: [&str; 9] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
        let used = self.notes.iter().filter(|(m, _)| m != "*").count();
        let mark = MARKS.get(used).copied().unwrap_or("⁺").to_owned();
        self.notes.push((mark.clone(), text));
        mark
    }

    /// Says what `*` means, first among the notes of this page.
    pub fn star(&mut self, text: String) {
        if !self.notes.iter().any(|(m, _)| m == "*") {
            self.notes.insert(0, ("*".to_owned(), text));
        }
    }

    pub fn lead(&mut self, text: &str) {
        self.y = self.canvas.paragraph(LEFT, self.y, WIDTH - 18.0, &[(text, crate::theme::LEAD)]);
        self.y += 4.0;
    }

    pub fn body(&mut self, runs: &[Run<'_>]) {
        let height = self.canvas.height(runs, WIDTH);
        self.need(height);
        self.y = self.canvas.paragraph(LEFT, self.y, WIDTH, runs) + 2.0;
    }

    /// A heading inside the page, with something small beside it.
    pub fn head(&mut self, text: &str, aside: &str) {
        self.need(24.0);
        self.canvas.entry(text, 1, self.y);
        self.head_at(LEFT, WIDTH, text, aside);
    }

    /// A heading over a part of the width.
    pub fn head_at(&mut self, x: f64, width: f64, text: &str, aside: &str) {
        let gap = if aside.is_empty() { "" } else { "  " };
        let small = CAPTION;
        let runs = [(text, SUBHEAD), (gap, SUBHEAD), (aside, small)];
        self.y = self.canvas.paragraph(x, self.y, width, &runs) + 1.6;
    }

    pub fn caption(&mut self, label: &str, text: &str) {
        let strong = CAPTION.weighing(Weight::SemiBold).colored(INK);
        let label = format!("{label} ");
        let runs = [(label.as_str(), strong), (text, CAPTION)];
        self.y = self.canvas.paragraph(LEFT, self.y, WIDTH, &runs);
    }

    /// Key figures side by side.
    pub fn figures(&mut self, figures: &[Figure], small: bool) {
        let (width, gutter) = FIGURE;
        let heading = TABLE_HEAD;
        let heading_height = figures
            .iter()
            .map(|f| self.canvas.height(&[(&f.heading, heading)], width))
            .fold(0.0, f64::max);
        let big = if small { FIGURE_SMALL } else { FIGURE_BIG };
        self.y += 1.2;
        let fit = figures
            .iter()
            .map(|f| {
                let wide = self.canvas.width(&f.value, big);
                if wide > width { width / wide } else { 1.0 }
            })
            .fold(1.0, f64::min);
        let value_style = Style { size_pt: (big.size_pt * fit * 2.0).floor() / 2.0, ..big };
        let mut bottom = self.y;
        for (i, figure) in figures.iter().enumerate() {
            let x = LEFT + i as f64 * (width + gutter);
            let mut y = self.y;
            self.canvas.line((x, y), (x + width, y), Stroke::solid(INK, 1.2));
            y += 1.6;
            self.canvas.paragraph(x, y, width, &[(&figure.heading, heading)]);
            y += heading_height + 0.4;
            self.canvas.text(x, y + value_style.drop_mm(), &figure.value, value_style);
            y += value_style.leading_mm();
            y = self.canvas.paragraph(x, y, width, &[(&figure.unit, TABLE)]);
            for note in &figure.notes {
                y = self.canvas.paragraph(x, y + 0.8, width, &[(note, CAPTION)]);
            }
            bottom = bottom.max(y);
        }
        self.y = bottom + 5.0;
    }

    /// A table across part of the width; returns where it ends. Breaks over pages by rows.
    pub fn table(&mut self, x: f64, columns: &[Column], head: &[String], rows: &[Vec<Cell>]) {
        let right = columns.last().map_or(x, |c| x + c.x + c.width);
        self.table_head(x, right, columns, head);
        let last = rows.len().saturating_sub(1);
        for (i, row) in rows.iter().enumerate() {
            let height = self.row_height(columns, row) + 1.5;
            if self.room() < height {
                self.need(height + 12.0);
                self.table_head(x, right, columns, head);
            }
            let strong = row.iter().any(|c| matches!(c, Cell::StrongNumber(_)));
            if strong && i > 0 {
                self.canvas.line((x, self.y), (right, self.y), Stroke::solid(INK, 0.8));
            }
            for (column, cell) in columns.iter().zip(row) {
                self.cell(x, *column, cell);
            }
            self.y += height;
            let rule = if i == last || strong {
                Stroke::solid(INK, 0.8)
            } else {
                Stroke::solid(HAIRLINE, 0.35)
            };
            self.canvas.line((x, self.y), (right, self.y), rule);
        }
        self.y += 1.6;
    }

    fn table_head(&mut self, x: f64, right: f64, columns: &[Column], head: &[String]) {
        if head.iter().all(String::is_empty) {
            self.canvas.line((x, self.y), (right, self.y), Stroke::solid(HAIRLINE, 0.35));
            return;
        }
        let height = columns
            .iter()
            .zip(head)
            .map(|(c, text)| self.canvas.height(&[(text, TABLE_HEAD)], c.width - 1.0))
            .fold(0.0, f64::max);
        for (column, text) in columns.iter().zip(head) {
            let lines = self.canvas.wrap(&[(text, TABLE_HEAD)], column.width - 1.0);
            let top = self.y + height - lines.len() as f64 * TABLE_HEAD.leading_mm();
            match column.align {
                Align::Left | Align::Decimal(_) => {
                    self.canvas.lines(x + column.x, top, &lines, TABLE_HEAD);
                }
                Align::Right => {
                    let end = x + column.x + column.width;
                    for (i, line) in lines.iter().enumerate() {
                        let y = top + TABLE_HEAD.drop_mm() + i as f64 * TABLE_HEAD.leading_mm();
                        let start = (end - line.width).max(x + column.x);
                        for (offset, text, style) in &line.runs {
                            self.canvas.text(start + offset, y, text, *style);
                        }
                    }
                }
            }
        }
        self.y += height + 1.0;
        self.canvas.line((x, self.y), (right, self.y), Stroke::solid(INK, 0.8));
    }

    fn row_height(&self, columns: &[Column], row: &[Cell]) -> f64 {
        columns
            .iter()
            .zip(row)
            .map(|(column, cell)| match cell {
                Cell::Text(t) | Cell::Muted(t) => {
                    self.canvas.height(&[(t, TABLE)], column.width - 1.0)
                }
                Cell::Strong(t) => {
                    self.canvas.height(&[(t, TABLE.weighing(Weight::SemiBold))], column.width - 1.0)
                }
                Cell::Number(..) | Cell::StrongNumber(_) | Cell::Dots(_) | Cell::Empty => {
                    TABLE.leading_mm()
                }
            })
            .fold(0.0, f64::max)
    }

    fn cell(&mut self, x: f64, column: Column, cell: &Cell) {
        let left = x + column.x;
        let top = self.y + 0.75;
        let text = |sheet: &mut Self, text: &str, style: Style| {
            let lines = sheet.canvas.wrap(&[(text, style)], column.width - 1.0);
            match column.align {
                Align::Left | Align::Decimal(_) => {
                    sheet.canvas.lines(left, top, &lines, style);
                }
                Align::Right => {
                    for (i, line) in lines.iter().enumerate() {
                        let y = top + style.drop_mm() + i as f64 * style.leading_mm();
                        for (offset, text, style) in &line.runs {
                            let start = left + column.width - line.width + offset;
                            sheet.canvas.text(start, y, text, *style);
                        }
                    }
                }
            }
        };
        match cell {
            Cell::Text(t) => text(self, t, TABLE),
            Cell::Muted(t) => text(self, t, TABLE.colored(SECONDARY)),
            Cell::Strong(t) => text(self, t, TABLE.weighing(Weight::SemiBold)),
            Cell::Number(number, after) => self.number(left, top, column, number, after, TABLE),
            Cell::StrongNumber(number) => {
                self.number(left, top, column, number, "", TABLE.weighing(Weight::SemiBold));
            }
            Cell::Dots(filled) => {
                let y = top + TABLE.drop_mm() - 0.95;
                for i in 0..5 {
                    let centre = (left + 1.1 + f64::from(i) * 2.6, y);
                    let fill = (i < *filled).then_some(INK);
                    self.canvas.circle(centre, 0.95, fill, Some(Stroke::solid(INK, 0.5)));
                }
            }
            Cell::Empty => {}
        }
    }

    fn number(
        &mut self,
        left: f64,
        top: f64,
        column: Column,
        number: &str,
        after: &str,
        style: Style,
    ) {
        let y = top + style.drop_mm();
        let end = match column.align {
            Align::Left => {
                let width = self.canvas.width(number, style);
                left + width
            }
            Align::Right => {
                self.canvas.text_right(left + column.width, y, number, style);
                self.canvas.text(left + column.width + 0.3, y, after, style);
                return;
            }
            Align::Decimal(at) => {
                let sign = if self.locale() == Locale::En { '.' } else { ',' };
                let whole = number.split(sign).next().unwrap_or(number);
                left + at - self.canvas.width(whole, style) + self.canvas.width(number, style)
            }
        };
        self.canvas.text_right(end, y, number, style);
        self.canvas.text(end + 1.4, y, after, style.colored(SECONDARY));
    }

    /// Draws header, footer and edge mark on every page but puts no header on a cover.
    pub fn furnish(&mut self, header: &str, level: Disclosure, has_cover: bool) {
        let pages = self.canvas.page_count();
        let level_word = self.word("packet-disclosure");
        let level = self.word(level_key(level));
        let date = self.date(self.furniture.date);
        let version = self.say(
            "packet-footer-version",
            &[
                ("id", self.furniture.document_id.as_str().into()),
                ("version", self.furniture.version.as_str().into()),
            ],
        );
        let maker =
            self.furniture.consultant.clone().unwrap_or_else(|| self.word("packet-made-with"));
        let edge = self.say(
            "packet-edge",
            &[
                ("id", self.furniture.document_id.as_str().into()),
                ("version", self.furniture.version.as_str().into()),
            ],
        );
        let strong = FINE.weighing(Weight::SemiBold).colored(INK);
        let foot = FOOT - self.furniture.size.shorter_mm();
        for number in 0..pages {
            let count = self.say(
                "packet-page",
                &[("page", (number + 1).to_string().into()), ("pages", pages.to_string().into())],
            );
            self.canvas.on_page(number, |canvas| {
                let is_cover = has_cover && number == 0;
                if !is_cover {
                    let room = 90.0;
                    let line = canvas.wrap(&[(header, strong)], room);
                    canvas.lines(LEFT, 12.2, &line[..1.min(line.len())], strong);
                    let width = canvas.text_right(RIGHT, 12.2 + strong.drop_mm(), &level, strong);
                    canvas.text_right(
                        RIGHT - width - 1.0,
                        12.2 + strong.drop_mm(),
                        &level_word,
                        FINE,
                    );
                    canvas.line((LEFT, 17.6), (RIGHT, 17.6), Stroke::solid(INK, 0.5));
                }
                canvas.line((LEFT, foot), (RIGHT, foot), Stroke::solid(HAIRLINE, 0.5));
                let y = foot + 1.6 + FINE.drop_mm();
                canvas.text(LEFT, y, &format!("{version} · {date}"), FINE);
                canvas.text_centred(LEFT + WIDTH / 2.0 + 8.0, y, &maker, FINE);
                canvas.text_right(RIGHT, y, &count, FINE);
                if !is_cover {
                    canvas.turned(206.4, foot - 19.0, &edge, EDGE, 90.0);
                    let tab = Rect { x: LEFT, y: 11.5, w: 90.0, h: 5.0 };
                    canvas.link(tab, Target::Page(0));
                }
            });
        }
    }

    /// A day in the words of the language.
    pub fn date(&self, at: jiff::Timestamp) -> String {
        let zoned = at.to_zoned(jiff::tz::TimeZone::UTC);
        let month = self.word(&format!("packet-month-{}", zoned.month()));
        self.say(
            "packet-date",
            &[
                ("day", zoned.day().to_string().into()),
                ("month", month.into()),
                ("year", zoned.year().to_string().into()),
            ],
        )
    }

    /// A rule above a row of label and text; used for decisions and the cover.
    pub fn fact_row(&mut self, label: &str, runs: &[Run<'_>], indent: f64, strong_label: bool) {
        let style =
            if strong_label { BODY.weighing(Weight::SemiBold) } else { BODY.colored(SECONDARY) };
        let height = self
            .canvas
            .height(runs, WIDTH - indent)
            .max(self.canvas.height(&[(label, style)], indent - 3.0));
        self.need(height + 3.0);
        self.canvas.line((LEFT, self.y), (RIGHT, self.y), Stroke::solid(HAIRLINE, 0.35));
        self.y += 1.3;
        self.canvas.paragraph(LEFT, self.y, indent - 3.0, &[(label, style)]);
        self.canvas.paragraph(LEFT + indent, self.y, WIDTH - indent, runs);
        self.y += height + 1.3;
    }
}

/// The message of a level of disclosure.
pub fn level_key(level: Disclosure) -> &'static str {
    match level {
        Disclosure::Public => "packet-level-public",
        Disclosure::Nda => "packet-level-nda",
        Disclosure::Full => "packet-level-full",
    }
}
