//! Names as written in registers and reports, brought to comparable words.
//!
//! It folds case, accents, plurals, spellings, legal forms, single-letter suffixes and small
//! typing errors. It knows no resource and no industry: the vocabulary against which words
//! are joined, parted and corrected is handed in.

use std::collections::{BTreeMap, BTreeSet};

/// Words that say of what legal form somebody is.
const LEGAL_FORMS: [&str; 27] = [
    "ltd",
    "limited",
    "pty",
    "inc",
    "incorporated",
    "corp",
    "gmbh",
    "mbh",
    "kg",
    "ag",
    "ab",
    "oy",
    "oyj",
    "aps",
    "as",
    "asa",
    "sa",
    "srl",
    "spa",
    "bv",
    "nv",
    "plc",
    "llc",
    "llp",
    "sarl",
    "cor",
    "lda",
];

/// Words that name an undertaking without saying what it does.
const UNDERTAKING: [&str; 36] = [
    "plant",
    "factory",
    "company",
    "co",
    "production",
    "producer",
    "producing",
    "manufacture",
    "manufacturer",
    "manufacturing",
    "facility",
    "work",
    "industry",
    "enterprise",
    "group",
    "corporation",
    "complex",
    "maker",
    "making",
    "unit",
    "subsidiary",
    "division",
    "site",
    "local",
    "new",
    "other",
    "holding",
    "international",
    "national",
    "nearby",
    "neighboring",
    "neighbouring",
    "area",
    "1st",
    "2nd",
    "3rd",
];

/// Words without meaning of their own.
const STOP: [&str; 31] = [
    "the", "of", "and", "in", "for", "to", "a", "an", "or", "on", "by", "with", "at", "from",
    "etc", "de", "la", "le", "du", "et", "y", "e", "och", "og", "und", "der", "die", "das", "some",
    "various", "na",
];

/// Words that make a place name of a park without telling it from another.
const PARK_WORDS: [&str; 34] = [
    "park",
    "eco",
    "industrial",
    "industry",
    "area",
    "zone",
    "estate",
    "symbiosis",
    "network",
    "eip",
    "complex",
    "phase",
    "year",
    "snapshot",
    "stage",
    "before",
    "after",
    "early",
    "late",
    "past",
    "present",
    "future",
    "planned",
    "old",
    "new",
    "region",
    "cluster",
    "case",
    "study",
    "version",
    "the",
    "of",
    "district",
    "ecosystem",
];

/// Words of `text`: lower case, without accents, dotted abbreviations in one piece.
pub(super) fn split(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, &c) in chars.iter().enumerate() {
        if c == '.' || c == '\'' || c == '\u{2019}' {
            // "C.I.G." and "E.ON" are one word, "Co. Ltd" is two.
            let next = chars.get(i + 1).is_some_and(|c| c.is_alphanumeric());
            if !(next || word.is_empty()) || chars.get(i + 1).is_none() {
                words.push(std::mem::take(&mut word));
            }
        } else if c.is_alphanumeric() {
            fold(c, &mut word);
        } else {
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    words.retain(|w| !w.is_empty());
    words
}

/// One letter in lower case without its accent; subscript figures as figures.
fn fold(letter: char, into: &mut String) {
    for c in letter.to_lowercase() {
        let plain = match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
            'æ' => "ae",
            'ç' | 'ć' | 'č' => "c",
            'ď' | 'đ' | 'ð' => "d",
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => "o",
            'œ' => "oe",
            'ř' => "r",
            'ś' | 'š' | 'ş' | 'ș' => "s",
            'ß' => "ss",
            'ť' | 'ţ' | 'ț' => "t",
            'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ž' | 'ż' => "z",
            '\u{2080}'..='\u{2089}' => {
                into.push(char::from(b'0' + (c as u32 - 0x2080) as u8));
                continue;
            }
            '\u{300}'..='\u{36f}' => "",
            other => {
                into.push(other);
                continue;
            }
        };
        into.push_str(plain);
    }
}

/// A word in the spelling and number under which all its forms are found.
pub(super) fn stem(word: &str) -> String {
    let mut word = word.to_owned();
    for (from, to) in [
        ("sulph", "sulf"),
        ("alumini", "alumin"),
        ("fibre", "fiber"),
        ("tyre", "tire"),
        ("centre", "center"),
        ("mould", "mold"),
        ("vapour", "vapor"),
        ("colour", "color"),
        ("flavour", "flavor"),
        ("harbour", "harbor"),
        ("labour", "labor"),
        ("grey", "gray"),
        ("litre", "liter"),
        ("iser", "izer"),
        ("isation", "ization"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("caesium", "cesium"),
        ("programme", "program"),
        ("oestr", "estr"),
    ] {
        word = word.replace(from, to);
    }
    let long = word.chars().count();
    if !word.is_ascii() || long < 4 {
        return word;
    }
    if word.ends_with("ies") && long > 4 {
        return format!("{}y", &word[..word.len() - 3]);
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    let keeps = ["ss", "us", "is", "gas", "lens", "ous"];
    if word.ends_with('s') && !keeps.iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
    word
}

/// The words that the tables know, for joining, parting and correcting what a name says.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    by_first: BTreeMap<char, Vec<String>>,
}

impl Vocabulary {
    /// All words of these phrases.
    pub(super) fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let words: BTreeSet<String> =
            phrases.flat_map(split).map(|w| stem(&w)).filter(|w| w.len() > 1).collect();
        let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for word in &words {
            if let (Some(first), true) = (word.chars().next(), word.len() >= 5) {
                by_first.entry(first).or_default().push(word.clone());
            }
        }
        Self { words, by_first }
    }

    /// The words of what something is called, as the tables write them.
    pub(super) fn read(&self, text: &str) -> Vec<String> {
        let raw: Vec<String> = split(text)
            .iter()
            .map(|w| stem(w))
            .filter(|w| !STOP.contains(&w.as_str()))
            .filter(|w| w.chars().count() > 1 && !w.chars().all(|c| c.is_ascii_digit()))
            .collect();
        let mut words = Vec::with_capacity(raw.len());
        let mut i = 0;
        while i < raw.len() {
            if let Some(next) = raw.get(i + 1) {
                let joined = format!("{}{next}", raw[i]);
                if self.words.contains(&joined) {
                    words.push(joined);
                    i += 2;
                    continue;
                }
            }
            words.extend(self.known_form(&raw[i]));
            i += 1;
        }
        words
    }

    /// The words of an organisation's name, without legal form and without words such as plant.
    pub(super) fn read_organization(&self, text: &str) -> Vec<String> {
        let words = self.read(text);
        let is_telling =
            |w: &&String| !LEGAL_FORMS.contains(&w.as_str()) && !UNDERTAKING.contains(&w.as_str());
        let telling: Vec<String> = words.iter().filter(is_telling).cloned().collect();
        if telling.is_empty() { words } else { telling }
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The word itself where it is known, its two halves, or the one known word it is a
    /// typing error of.
    fn known_form(&self, word: &str) -> Vec<String> {
        let count = word.chars().count();
        if self.words.contains(word) || !word.is_ascii() || count < 6 {
            return vec![word.to_owned()];
        }
        for at in 3..=count - 3 {
            let (head, tail) = word.split_at(at);
            if self.words.contains(head) && self.words.contains(tail) {
                return vec![head.to_owned(), tail.to_owned()];
            }
        }
        let allowed = if count >= 9 { 2 } else { 1 };
        let first = word.chars().next().unwrap_or_default();
        let mut best: Option<(usize, &String)> = None;
        for known in self.by_first.get(&first).into_iter().flatten() {
            if known.len().abs_diff(word.len()) > allowed {
                continue;
            }
            let distance = edits(word.as_bytes(), known.as_bytes());
            if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, known));
            }
        }
        vec![best.map_or_else(|| word.to_owned(), |(_, known)| known.clone())]
    }
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
pub(super) fn edits(a: &[u8], b: &[u8]) -> usize {
    let width = b.len() + 1;
    let mut cost = vec![0usize; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let least = if i == 0 || j == 0 {
                i + j
            } else {
                let replace = cost[(i - 1) * width + j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least =
                    replace.min(cost[(i - 1) * width + j] + 1).min(cost[i * width + j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(cost[(i - 2) * width + j - 2] + 1);
                }
                least
            };
            cost[i * width + j] = least;
        }
    }
    cost[a.len() * width + b.len()]
}

/// What tells the place of a park from other places: its name without years, ordinals and
/// words such as park. `Kwinana1990` and `Kwinana (2000)` are one place.
pub(super) fn place_words(park: &str) -> BTreeSet<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in park.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_ascii_digit() { ' ' } else { c });
        before = c;
    }
    let words = split(&spaced);
    let telling: BTreeSet<String> = words
        .iter()
        .filter(|w| w.chars().count() > 2 && !PARK_WORDS.contains(&w.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() { words.into_iter().collect() } else { telling }
}
