//! From bytes to readable cells: which encoding, which delimiter, where a row ends.
//!
//! It copies nothing but the cells of the row at hand, so that a file of any size needs no
//! more memory than its longest permitted row. It knows nothing of what the columns mean.

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// Longest row that is read, in bytes.
pub(super) const LONGEST_ROW: usize = 1 << 20;
/// Bytes at the start of the file from which the encoding and the delimiter are judged.
const JUDGED: usize = 4 << 20;

/// How the bytes of a file stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-8 in which some bytes are damaged.
    DamagedUtf8,
    /// UTF-16 with a byte-order mark or with every second byte zero.
    Utf16,
    /// Windows-1252, a superset of Latin-1.
    Western,
    /// Mac Roman.
    MacRoman,
    /// Windows-1251.
    Cyrillic,
}

impl Coding {
    /// Its name as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Coding::Utf8 | Coding::DamagedUtf8 => "UTF-8",
            Coding::Utf16 => "UTF-16",
            Coding::Western => "Windows-1252",
            Coding::MacRoman => "Mac Roman",
            Coding::Cyrillic => "Windows-1251",
        }
    }

    /// Whether the bytes do not say it themselves and it had to be inferred.
    pub fn is_guess(self) -> bool {
        match self {
            Coding::Utf8 | Coding::DamagedUtf8 | Coding::Utf16 => false,
            Coding::Western | Coding::MacRoman | Coding::Cyrillic => true,
        }
    }

    fn of_single_bytes(self) -> Option<&'static Encoding> {
        match self {
            Coding::Utf8 | Coding::DamagedUtf8 | Coding::Utf16 => None,
            Coding::Western => Some(WINDOWS_1252),
            Coding::MacRoman => Some(MACINTOSH),
            Coding::Cyrillic => Some(WINDOWS_1251),
        }
    }
}

/// A file that turned out to be text.
pub(super) struct Text<'a> {
    bytes: Cow<'a, [u8]>,
    pub coding: Coding,
}

/// Why bytes are not a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    Empty,
    Binary,
}

impl<'a> Text<'a> {
    /// Judges the bytes of a file.
    pub fn judge(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
            let coding =
                if std::str::from_utf8(rest).is_ok() { Coding::Utf8 } else { Coding::DamagedUtf8 };
            return Self::checked(Cow::Borrowed(rest), coding);
        }
        if let Some(encoding) = utf16_of(bytes) {
            let text = shortened_utf16(bytes, encoding);
            return Self::checked(Cow::Owned(text.into_bytes()), Coding::Utf16);
        }
        if std::str::from_utf8(bytes).is_ok() {
            return Self::checked(Cow::Borrowed(bytes), Coding::Utf8);
        }
        let coding = guess(&bytes[..bytes.len().min(JUDGED)]);
        Self::checked(Cow::Borrowed(bytes), coding)
    }

    fn checked(bytes: Cow<'a, [u8]>, coding: Coding) -> Result<Self, Unreadable> {
        let head = &bytes[..bytes.len().min(JUDGED)];
        if head.iter().all(|b| b.is_ascii_whitespace()) && bytes.len() == head.len() {
            return Err(Unreadable::Empty);
        }
        let odd =
            head.iter().filter(|&&b| b == 0 || (b < 32 && !b"\t\r\n\x0c\x1a".contains(&b))).count();
        let nul = head.contains(&0);
        if (nul && odd * 1000 > head.len()) || odd * 50 > head.len() {
            return Err(Unreadable::Binary);
        }
        Ok(Self { bytes, coding })
    }

    /// The bytes of the text, in its coding (UTF-8 where it was UTF-16).
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The letters of a cell, and whether damaged bytes had to be replaced.
    pub fn letters<'c>(&self, cell: Cow<'c, [u8]>) -> (Cow<'c, str>, bool) {
        if let Some(encoding) = self.coding.of_single_bytes() {
            return match cell {
                Cow::Borrowed(b) if b.is_ascii() => (String::from_utf8_lossy(b), false),
                other => (Cow::Owned(encoding.decode_without_bom_handling(&other).0.into()), false),
            };
        }
        match cell {
            Cow::Borrowed(b) => {
                let text = String::from_utf8_lossy(b);
                let damaged = matches!(text, Cow::Owned(_));
                (text, damaged)
            }
            Cow::Owned(b) => match String::from_utf8(b) {
                Ok(text) => (Cow::Owned(text), false),
                Err(e) => (Cow::Owned(String::from_utf8_lossy(e.as_bytes()).into_owned()), true),
            },
        }
    }

    /// The delimiter that parts the first rows most evenly.
    pub fn delimiter(&self) -> u8 {
        let head = &self.bytes[..self.bytes.len().min(64 << 10)];
        let mut best = (0usize, b',');
        for delimiter in *b";,\t|" {
            let mut widths = Vec::new();
            let mut rows = Rows::new(head, delimiter);
            while let Some(found) = rows.next_row() {
                if widths.len() == 50 {
                    break;
                }
                if let Found::Row(row) = found {
                    widths.push(row.cells.len());
                }
            }
            let Some(&widest) = widths.iter().max() else {
                continue;
            };
            let alike = widths.iter().filter(|&&w| w == widest).count();
            let score = if widest < 2 { 0 } else { alike * 1000 + widest };
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        best.1
    }
}

fn utf16_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 16 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let pairs = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-16 as UTF-8, each line cut just beyond the longest permitted row.
fn shortened_utf16(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut out = String::new();
    let (mut length, mut start) = (0usize, 0usize);
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut buffer = String::with_capacity(64 << 10);
    while start < bytes.len() {
        buffer.clear();
        let (_, read, _) = decoder.decode_to_string(&bytes[start..], &mut buffer, false);
        for part in buffer.split_inclusive(['\n', '\r']) {
            let room = (LONGEST_ROW + 1).saturating_sub(length);
            if part.len() <= room {
                out.push_str(part);
            } else {
                let cut = (0..=room).rev().find(|&i| part.is_char_boundary(i)).unwrap_or(0);
                out.push_str(&part[..cut]);
                if part.ends_with(['\n', '\r']) {
                    out.push('\n');
                }
            }
            length = if part.ends_with(['\n', '\r']) { 0 } else { length + part.len() };
        }
        if read == 0 {
            break;
        }
        start += read;
    }
    out
}

/// Chooses the coding that makes the most sense of the bytes beyond ASCII.
///
/// Cyrillic text has them in runs. Otherwise each one standing beside an ASCII letter is
/// decoded both ways: a letter speaks for the coding, a symbol inside a word against it, and
/// line ends of carriage returns alone speak for an old Macintosh.
fn guess(head: &[u8]) -> Coding {
    let (valid, broken) = utf8_sequences(head);
    if valid > 10 * broken {
        return Coding::DamagedUtf8;
    }
    let high = |i: usize| head.get(i).is_some_and(|b| *b >= 0x80);
    let letter = |i: usize| head.get(i).is_some_and(u8::is_ascii_alphabetic);
    let (mut total, mut in_runs) = (0i64, 0i64);
    let (mut western, mut mac) = (0i64, 0i64);
    for i in 0..head.len() {
        if head[i] < 0x80 {
            continue;
        }
        total += 1;
        let before = i.checked_sub(1);
        if high(i + 1) || before.is_some_and(high) {
            in_runs += 1;
        }
        let beside = i64::from(letter(i + 1)) + i64::from(before.is_some_and(letter));
        let capital_inside = before.is_some_and(|p| head[p].is_ascii_lowercase());
        let weigh = |encoding: &'static Encoding| -> i64 {
            let byte = [head[i]];
            let (text, _, _) = encoding.decode(&byte);
            match text.chars().next() {
                Some(c) if c.is_alphabetic() && c.is_uppercase() && capital_inside => -beside,
                Some(c) if c.is_alphabetic() => 2 * beside,
                Some('\u{2019}' | '\u{2018}') => beside,
                Some(_) | None => -2 * beside,
            }
        };
        western += weigh(WINDOWS_1252);
        mac += weigh(MACINTOSH);
    }
    let old_mac = head.contains(&b'\r') && !head.contains(&b'\n');
    if old_mac {
        mac += total;
    }
    if in_runs * 2 > total {
        Coding::Cyrillic
    } else if mac > western {
        Coding::MacRoman
    } else {
        Coding::Western
    }
}

/// How many valid many-byte sequences of UTF-8 there are, and how many broken ones.
fn utf8_sequences(mut bytes: &[u8]) -> (usize, usize) {
    let many = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let (mut valid, mut broken) = (0, 0);
    loop {
        match std::str::from_utf8(bytes) {
            Ok(text) => return (valid + many(text), broken),
            Err(e) => {
                let (good, rest) = bytes.split_at(e.valid_up_to());
                valid += std::str::from_utf8(good).map_or(0, many);
                broken += 1;
                let Some(skip) = e.error_len() else {
                    return (valid, broken);
                };
                bytes = &rest[skip..];
            }
        }
    }
}

/// One row of a table as bytes.
#[derive(Debug)]
pub(super) struct RawRow<'a> {
    /// Line on which it starts, from 1.
    pub line: u64,
    pub cells: Vec<Cow<'a, [u8]>>,
    /// Whether letters followed a closing quote.
    pub stray_quote: bool,
}

/// What stands at one place of the file.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Row(RawRow<'a>),
    /// A quote is opened on this line and never closed; only that line is given up.
    UnclosedQuote {
        line: u64,
        raw: &'a [u8],
    },
    /// A line longer than [`LONGEST_ROW`].
    TooLong {
        line: u64,
        raw: &'a [u8],
    },
}

/// Parts bytes into rows.
pub(super) struct Rows<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    delimiter: u8,
    /// Cells in a whole row, once known: a quoted row over several lines with another number
    /// of cells is taken as an unclosed quote.
    pub width: Option<usize>,
}

enum End {
    Row(usize),
    Unclosed,
    Long,
}

impl<'a> Rows<'a> {
    pub fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        Self { bytes, at: 0, line: 1, delimiter, width: None }
    }

    /// Bytes read so far.
    pub fn done(&self) -> usize {
        self.at
    }

    /// The next row that is not blank.
    pub fn next_row(&mut self) -> Option<Found<'a>> {
        loop {
            if self.at >= self.bytes.len() {
                return None;
            }
            let (start, line) = (self.at, self.line);
            let mut row = RawRow { line, cells: Vec::new(), stray_quote: false };
            match self.scan(start, &mut row) {
                End::Row(end) => {
                    let lines = count_lines(&self.bytes[start..end]);
                    let broken = lines > 1
                        && (row.stray_quote || self.width.is_some_and(|w| w != row.cells.len()));
                    if broken {
                        return Some(self.give_up(start, line));
                    }
                    self.at = end;
                    self.line += lines;
                    let blank = row.cells.len() == 1 && row.cells[0].trim_ascii().is_empty();
                    if !blank {
                        return Some(Found::Row(row));
                    }
                }
                End::Unclosed => return Some(self.give_up(start, line)),
                End::Long => {
                    let end = self.line_end(start);
                    let found = if end - start > LONGEST_ROW {
                        Found::TooLong { line, raw: &self.bytes[start..start + 200] }
                    } else {
                        return Some(self.give_up(start, line));
                    };
                    self.at = end;
                    self.line += 1;
                    return Some(found);
                }
            }
        }
    }

    fn give_up(&mut self, start: usize, line: u64) -> Found<'a> {
        let end = self.line_end(start);
        self.at = end;
        self.line += 1;
        let raw = self.bytes[start..end].trim_ascii_end();
        Found::UnclosedQuote { line, raw }
    }

    /// Just behind the line end that follows `start`.
    fn line_end(&self, start: usize) -> usize {
        let rest = &self.bytes[start..];
        match rest.iter().position(|b| matches!(b, b'\n' | b'\r')) {
            Some(i) if rest[i] == b'\r' && rest.get(i + 1) == Some(&b'\n') => start + i + 2,
            Some(i) => start + i + 1,
            None => self.bytes.len(),
        }
    }

    fn scan(&self, start: usize, row: &mut RawRow<'a>) -> End {
        let bytes = self.bytes;
        let mut at = start;
        loop {
            let open = at;
            let cell = if bytes.get(at) == Some(&b'"') {
                at += 1;
                let mut owned: Option<Vec<u8>> = None;
                let mut from = at;
                loop {
                    match bytes.get(at) {
                        None => return End::Unclosed,
                        Some(b'"') if bytes.get(at + 1) == Some(&b'"') => {
                            owned.get_or_insert_default().extend_from_slice(&bytes[from..=at]);
                            at += 2;
                            from = at;
                        }
                        Some(b'"') => break,
                        Some(_) => at += 1,
                    }
                    if at - start > LONGEST_ROW {
                        return End::Long;
                    }
                }
                let inner = &bytes[from..at];
                at += 1;
                let tail = at;
                while bytes.get(at).is_some_and(|b| *b != self.delimiter && !is_end(*b)) {
                    at += 1;
                    if at - start > LONGEST_ROW {
                        return End::Long;
                    }
                }
                let tail = &bytes[tail..at];
                if !tail.trim_ascii().is_empty() {
                    row.stray_quote = true;
                    Cow::Borrowed(&bytes[open..at])
                } else if let Some(mut text) = owned {
                    text.extend_from_slice(inner);
                    Cow::Owned(text)
                } else {
                    Cow::Borrowed(inner)
                }
            } else {
                while bytes.get(at).is_some_and(|b| *b != self.delimiter && !is_end(*b)) {
                    at += 1;
                    if at - start > LONGEST_ROW {
                        return End::Long;
                    }
                }
                Cow::Borrowed(&bytes[open..at])
            };
            row.cells.push(cell);
            match bytes.get(at) {
                None => return End::Row(at),
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return End::Row(at + 2),
                Some(b) if is_end(*b) => return End::Row(at + 1),
                Some(_) => at += 1,
            }
            if at - start > LONGEST_ROW {
                return End::Long;
            }
        }
    }
}

fn is_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Lines in a piece of text that ends with a line end or with the file.
fn count_lines(bytes: &[u8]) -> u64 {
    let mut lines = 0;
    let mut open = false;
    let mut i = 0;
    while i < bytes.len() {
        if is_end(bytes[i]) {
            if bytes[i] == b'\r' && bytes.get(i + 1) == Some(&b'\n') {
                i += 1;
            }
            lines += 1;
            open = false;
        } else {
            open = true;
        }
        i += 1;
    }
    lines + u64::from(open)
}
