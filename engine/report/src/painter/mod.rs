//! A small surface to draw on: text with measured widths, lines, areas, clipping.
//!
//! Lengths are millimetres from the top left corner of a page, type sizes are points.
//! What is drawn is kept as a list of marks, so that a test can ask whether two texts overlap
//! before a byte of PDF exists; [`pdf`] writes that list. It knows no words and no data.

#[cfg(test)]
pub(crate) mod faults;
mod pdf;

use std::collections::{BTreeMap, BTreeSet};

use printpdf::ParsedFont;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::ReportError;
use crate::furniture::Fonts;
pub(crate) use pdf::{Metadata, write};

/// The size of the pages. Both have the same width of text; what is drawn is measured
/// from the top left corner of an A4 page, and stands in the middle of a wider one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageSize {
    /// 210 mm by 297 mm.
    #[default]
    A4,
    /// 215.9 mm by 279.4 mm.
    Letter,
}

impl PageSize {
    /// Width and height in mm.
    pub fn size_mm(self) -> (f64, f64) {
        match self {
            PageSize::A4 => (210.0, 297.0),
            PageSize::Letter => (215.9, 279.4),
        }
    }

    /// How far a page reaches beyond A4 on either side, in mm.
    pub fn beyond_mm(self) -> f64 {
        (self.size_mm().0 - PageSize::A4.size_mm().0) / 2.0
    }

    /// How much lower an A4 page reaches, in mm.
    pub fn shorter_mm(self) -> f64 {
        PageSize::A4.size_mm().1 - self.size_mm().1
    }
}

/// Millimetres in a typographic point, 25.4 / 72.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// A colour of the screen, 0..255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Key figures.
    Medium,
    /// Titles and emphasis.
    SemiBold,
}

/// Size, weight and colour of a text, with the distance of its lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Size in points.
    pub size_pt: f64,
    /// Distance of baselines in points.
    pub leading_pt: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub color: Color,
}

impl Style {
    /// The same style in another colour.
    #[must_use]
    pub fn colored(mut self, color: Color) -> Self {
        self.color = color;
        self
    }

    /// The same style in another weight.
    #[must_use]
    pub fn weighing(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// Distance of baselines in mm.
    pub fn leading_mm(&self) -> f64 {
        self.leading_pt * MM_PER_PT
    }

    /// From the top of a line to its baseline in mm, capitals centred in the line.
    pub fn drop_mm(&self) -> f64 {
        (self.leading_pt + 0.727 * self.size_pt) / 2.0 * MM_PER_PT
    }
}

/// A line's colour, width in points and dash pattern in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width in points.
    pub width_pt: f64,
    /// Dash and gap lengths in points; empty for a solid line.
    pub dash_pt: Vec<f64>,
}

impl Stroke {
    /// A solid line.
    pub fn solid(color: Color, width_pt: f64) -> Self {
        Self { color, width_pt, dash_pt: Vec::new() }
    }

    /// A dashed line.
    pub fn dashed(color: Color, width_pt: f64, dash_pt: &[f64]) -> Self {
        Self { color, width_pt, dash_pt: dash_pt.to_vec() }
    }
}

/// A rectangle in mm; `x`, `y` is its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// Whether the two share an area.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    /// Whether `other` lies inside.
    pub fn contains(&self, other: &Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.x + other.w <= self.x + self.w
            && other.y + other.h <= self.y + self.h
    }

    /// The rectangle widened on each side.
    #[must_use]
    pub fn grown(&self, mm: f64) -> Rect {
        Rect { x: self.x - mm, y: self.y - mm, w: self.w + 2.0 * mm, h: self.h + 2.0 * mm }
    }
}

/// One text run as it stands on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// Left end of the baseline.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Width of the text.
    pub width: f64,
    /// The text.
    pub text: String,
    /// Its look.
    pub style: Style,
    /// Turned counter-clockwise about the start of the baseline.
    pub degrees: f64,
    /// The area it is clipped to, where there is one.
    pub clip: Option<Rect>,
}

impl TextMark {
    /// The area an upright text covers, capitals and descenders included.
    pub fn area(&self) -> Rect {
        let size = self.style.size_pt * MM_PER_PT;
        Rect { x: self.x, y: self.y - 0.74 * size, w: self.width, h: 0.94 * size }
    }
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A text run.
    Text(TextMark),
    /// A line or area of one or more rings.
    Path {
        /// Points in mm; one list a ring.
        rings: Vec<Vec<(f64, f64)>>,
        /// Whether the last point joins the first.
        closed: bool,
        /// Colour of the area, even-odd.
        fill: Option<Color>,
        /// Line.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Centre and radius in mm.
        circle: (f64, f64, f64),
        /// Colour of the area.
        fill: Option<Color>,
        /// Line.
        stroke: Option<Stroke>,
    },
    /// From here on only this area is painted, until the next [`Mark::Unclip`].
    Clip(Rect),
    /// Everything is painted again.
    Unclip,
}

/// A place on the page that leads elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The area.
    pub area: Rect,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A page of this document, counted from 0.
    Page(usize),
    /// An address on the web.
    Web(String),
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its text.
    pub title: String,
    /// Depth, 0 at the top.
    pub depth: usize,
    /// Distance from the top of the page in mm.
    pub y: f64,
}

/// What one page holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// In drawing order.
    pub marks: Vec<Mark>,
    /// Links.
    pub links: Vec<Link>,
    /// Outline entries that point here.
    pub entries: Vec<Entry>,
}

impl Page {
    /// The text runs.
    pub fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text),
            Mark::Path { .. } | Mark::Circle { .. } | Mark::Clip(_) | Mark::Unclip => None,
        })
    }
}

/// One font, with the widths of its letters.
#[derive(Debug, Clone)]
pub struct Face {
    pub(crate) parsed: ParsedFont,
    advances: BTreeMap<char, f64>,
}

impl Face {
    /// Reads a TrueType file and the widths of all letters that documents may use.
    pub fn read(name: &'static str, bytes: &[u8]) -> Result<Self, ReportError> {
        let parsed = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())
            .filter(ParsedFont::has_source_bytes)
            .ok_or(ReportError::Font(name))?;
        let units_per_em = f64::from(parsed.font_metrics.units_per_em);
        let advances: BTreeMap<char, f64> = ('\u{20}'..'\u{2800}')
            .filter_map(|c| {
                let glyph = parsed.lookup_glyph_index(u32::from(c)).filter(|&g| g != 0)?;
                Some((c, f64::from(parsed.get_horizontal_advance(glyph)) / units_per_em))
            })
            .collect();
        if !advances.contains_key(&'?') || units_per_em <= 0.0 {
            return Err(ReportError::Font(name));
        }
        Ok(Self { parsed, advances })
    }

    fn advance_em(&self, c: char) -> f64 {
        self.advances.get(&c).copied().unwrap_or(0.0)
    }

    fn has(&self, c: char) -> bool {
        self.advances.contains_key(&c)
    }
}

/// One run of a paragraph: a text and its look.
pub type Run<'a> = (&'a str, Style);

/// A line of a paragraph after wrapping: runs with their offset from the left in mm.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Offset, text and look of each run.
    pub runs: Vec<(f64, String, Style)>,
    /// Width of the line.
    pub width: f64,
}

/// Pages being drawn.
#[derive(Debug)]
pub struct Canvas<'f> {
    fonts: &'f Fonts,
    paper: PageSize,
    pages: Vec<Page>,
    clip: Option<Rect>,
    missing: BTreeSet<char>,
}

impl<'f> Canvas<'f> {
    /// An empty document.
    pub fn new(fonts: &'f Fonts, paper: PageSize) -> Self {
        Self { fonts, paper, pages: Vec::new(), clip: None, missing: BTreeSet::new() }
    }

    /// What is printed on.
    pub fn paper(&self) -> PageSize {
        self.paper
    }

    /// Opens the next page.
    pub fn new_page(&mut self) {
        self.clip = None;
        self.pages.push(Page::default());
    }

    /// Number of pages.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Goes on drawing on an earlier page.
    pub fn on_page(&mut self, number: usize, draw: impl FnOnce(&mut Self)) {
        let later = self.pages.split_off((number + 1).min(self.pages.len()));
        draw(self);
        self.pages.extend(later);
    }

    /// Draws below what already stands on a page.
    pub fn below(&mut self, number: usize, draw: impl FnOnce(&mut Self)) {
        let Some(page) = self.pages.get_mut(number) else { return };
        let above = std::mem::take(&mut page.marks);
        self.on_page(number, draw);
        self.pages[number].marks.extend(above);
    }

    /// The entries at the top of the outline, with the number of their page from 0.
    pub fn sections(&self) -> Vec<(String, usize)> {
        let of_page = |(number, page): (usize, &Page)| {
            let top = page.entries.iter().filter(|entry| entry.depth == 0);
            top.map(|entry| (entry.title.clone(), number)).collect::<Vec<_>>()
        };
        self.pages.iter().enumerate().flat_map(of_page).collect()
    }

    /// The page being drawn.
    pub fn last_page(&self) -> Option<&Page> {
        self.pages.last()
    }

    /// The finished pages, and characters the fonts lack.
    pub fn finish(self) -> (Vec<Page>, BTreeSet<char>) {
        (self.pages, self.missing)
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.fonts.faces[0],
            Weight::Medium => &self.fonts.faces[1],
            Weight::SemiBold => &self.fonts.faces[2],
        }
    }

    fn push(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    /// Width of a text in mm.
    pub fn width(&self, text: &str, style: Style) -> f64 {
        let face = self.face(style.weight);
        let em: f64 =
            text.chars().map(|c| face.advance_em(if face.has(c) { c } else { '?' })).sum();
        em * style.size_pt * MM_PER_PT
    }

    /// Writes a text from `x` on its baseline `y`; returns its width.
    pub fn text(&mut self, x: f64, y: f64, text: &str, style: Style) -> f64 {
        self.turned(x, y, text, style, 0.0)
    }

    /// Writes a text that ends at `x`.
    pub fn text_right(&mut self, x: f64, y: f64, text: &str, style: Style) -> f64 {
        let width = self.width(text, style);
        self.text(x - width, y, text, style)
    }

    /// Writes a text with its middle at `x`.
    pub fn text_centred(&mut self, x: f64, y: f64, text: &str, style: Style) -> f64 {
        let width = self.width(text, style);
        self.text(x - width / 2.0, y, text, style)
    }

    /// Writes a text turned counter-clockwise about its start.
    pub fn turned(&mut self, x: f64, y: f64, text: &str, style: Style, degrees: f64) -> f64 {
        if text.is_empty() {
            return 0.0;
        }
        let mut clean = String::with_capacity(text.len());
        for c in text.chars() {
            if self.face(style.weight).has(c) {
                clean.push(c);
            } else {
                self.missing.insert(c);
                clean.push('?');
            }
        }
        let width = self.width(&clean, style);
        let clip = self.clip;
        self.push(Mark::Text(TextMark { x, y, width, text: clean, style, degrees, clip }));
        width
    }

    /// Parts runs into lines no wider than `width`. Lines break at spaces and after hyphens
    /// and slashes, never at a no-break space; a word wider than the line is cut.
    pub fn wrap(&self, runs: &[Run<'_>], width: f64) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut line = Line::default();
        let mut gap = String::new();
        for &(text, style) in runs {
            for piece in pieces(text) {
                match piece {
                    Piece::Space => gap.push(' '),
                    Piece::Break => {
                        lines.push(std::mem::take(&mut line));
                        gap.clear();
                    }
                    Piece::Word(word) => {
                        let mut word = word.to_owned();
                        let space = self.width(&gap, style);
                        if line.width > 0.0 && line.width + space + self.width(&word, style) > width
                        {
                            lines.push(std::mem::take(&mut line));
                            gap.clear();
                        }
                        while line.width == 0.0 && self.width(&word, style) > width {
                            let cut = self.longest_prefix(&word, style, width);
                            let rest = word.split_off(cut);
                            append(&mut line, &word, style, self.width(&word, style));
                            lines.push(std::mem::take(&mut line));
                            word = rest;
                        }
                        if line.width > 0.0 && !gap.is_empty() {
                            let space = self.width(&gap, style);
                            append(&mut line, &gap, style, space);
                        }
                        gap.clear();
                        let w = self.width(&word, style);
                        append(&mut line, &word, style, w);
                    }
                }
            }
        }
        if !line.runs.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn longest_prefix(&self, word: &str, style: Style, width: f64) -> usize {
        let mut cut = word.chars().next().map_or(0, char::len_utf8);
        for (at, c) in word.char_indices().skip(1) {
            if self.width(&word[..at + c.len_utf8()], style) > width {
                break;
            }
            cut = at + c.len_utf8();
        }
        cut
    }

    /// Writes runs as a paragraph whose first line starts at `top`; returns its bottom.
    pub fn paragraph(&mut self, x: f64, top: f64, width: f64, runs: &[Run<'_>]) -> f64 {
        let lines = self.wrap(runs, width);
        let style = runs.first().map(|r| r.1);
        style.map_or(top, |style| self.lines(x, top, &lines, style))
    }

    /// Writes wrapped lines; returns the bottom of the last.
    pub fn lines(&mut self, x: f64, top: f64, lines: &[Line], style: Style) -> f64 {
        for (i, line) in lines.iter().enumerate() {
            let y = top + style.drop_mm() + i as f64 * style.leading_mm();
            for (offset, text, style) in &line.runs {
                self.text(x + offset, y, text, *style);
            }
        }
        top + lines.len() as f64 * style.leading_mm()
    }

    /// Height of a paragraph.
    pub fn height(&self, runs: &[Run<'_>], width: f64) -> f64 {
        let leading = runs.first().map_or(0.0, |r| r.1.leading_mm());
        self.wrap(runs, width).len() as f64 * leading
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.polyline(&[from, to], stroke);
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        if points.len() > 1 {
            let rings = vec![points.to_vec()];
            self.push(Mark::Path { rings, closed: false, fill: None, stroke: Some(stroke) });
        }
    }

    /// An area of rings, filled even-odd.
    pub fn area(
        &mut self,
        rings: Vec<Vec<(f64, f64)>>,
        fill: Option<Color>,
        stroke: Option<Stroke>,
    ) {
        if !rings.is_empty() {
            self.push(Mark::Path { rings, closed: true, fill, stroke });
        }
    }

    /// A rectangle.
    pub fn rect(&mut self, rect: Rect, fill: Option<Color>, stroke: Option<Stroke>) {
        let Rect { x, y, w, h } = rect;
        self.area(vec![vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)]], fill, stroke);
    }

    /// A circle.
    pub fn circle(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        fill: Option<Color>,
        stroke: Option<Stroke>,
    ) {
        self.push(Mark::Circle { circle: (centre.0, centre.1, radius), fill, stroke });
    }

    /// Draws inside a rectangle only.
    pub fn clipped(&mut self, rect: Rect, draw: impl FnOnce(&mut Self)) {
        self.push(Mark::Clip(rect));
        let before = self.clip.replace(rect);
        draw(self);
        self.clip = before;
        self.push(Mark::Unclip);
    }

    /// Makes an area lead somewhere.
    pub fn link(&mut self, area: Rect, target: Target) {
        if let Some(page) = self.pages.last_mut() {
            page.links.push(Link { area, target });
        }
    }

    /// Adds an entry of the outline that points to this page.
    pub fn entry(&mut self, title: &str, depth: usize, y: f64) {
        if let Some(page) = self.pages.last_mut() {
            page.entries.push(Entry { title: title.to_owned(), depth, y });
        }
    }
}

fn append(line: &mut Line, text: &str, style: Style, width: f64) {
    match line.runs.last_mut() {
        Some((_, last, last_style)) if *last_style == style => last.push_str(text),
        Some(_) | None => line.runs.push((line.width, text.to_owned(), style)),
    }
    line.width += width;
}

enum Piece<'a> {
    Word(&'a str),
    Space,
    Break,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let (cut, piece) = match c {
            ' ' => (at, Some(Piece::Space)),
            '\n' => (at, Some(Piece::Break)),
            // Not within `A/S`: a part of two letters is no place to break.
            '-' | '/' if before.is_alphabetic() && at - start > 3 => (at + 1, None),
            _ => {
                before = c;
                continue;
            }
        };
        if cut > start {
            out.push(Piece::Word(&text[start..cut]));
        }
        out.extend(piece);
        start = at + 1;
        before = c;
    }
    if start < text.len() {
        out.push(Piece::Word(&text[start..]));
    }
    out
}
