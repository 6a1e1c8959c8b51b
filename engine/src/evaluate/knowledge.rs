//! What industry takes and gives, and which words mean it: the tables behind the prediction.
//!
//! It reads `resources.csv`, `resource_words.csv`, `industries.csv`, `industry_words.csv` and
//! `industry_flows.csv` and answers what a name means and how well an industry takes a
//! resource. It has never seen a park.

use std::collections::{BTreeMap, HashMap};

use super::Published;
use super::names::Vocabulary;

/// Share of a weight that is left one step further down: who takes acid may take sulfuric acid.
const DOWN: f64 = 0.7;
/// Share of a weight that is left for the general name of what an industry takes.
const UP: f64 = 0.45;
/// Weight of what stands before the last thing a name speaks of: in *coal fly ash*, coal.
const ATTRIBUTE: f64 = 0.5;

/// Marks words of `industry_words.csv` that name a company.
const COMPANY: &str = "company";

/// Why the knowledge tables were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("knowledge table {table}, line {line}: {reason}")]
pub struct KnowledgeError {
    /// Name of the table.
    pub table: &'static str,
    /// Line, the header being line 1; 0 where the table is missing.
    pub line: u64,
    /// What is wrong.
    pub reason: String,
}

/// A resource of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Resource(pub(super) usize);

/// An industry of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Industry(pub(super) usize);

/// Something a name means, and how surely, 0..1.
pub(super) type Meanings<T> = Vec<(T, f64)>;

/// Resources, industries, their words, and what goes in and out.
#[derive(Debug, Clone)]
pub struct Knowledge {
    pub(super) vocabulary: Vocabulary,
    /// Words with a meaning beside any company's name.
    common: Vocabulary,
    resource_phrases: Phrases,
    industry_phrases: Phrases,
    ewc: BTreeMap<String, usize>,
    nace: BTreeMap<String, usize>,
    /// Steps from a resource to each resource above it.
    above: Vec<Vec<(usize, u32)>>,
    takes: Grid,
    gives: Grid,
    /// Weights as the table states them, for pairs of industries.
    takes_stated: Grid,
    gives_stated: Grid,
    /// How telling it is that somebody takes this resource.
    rarity: Vec<f64>,
    /// How telling it is that this industry takes something: the fewer it takes, the more.
    focus: Vec<f64>,
    published: Vec<Published>,
}

impl Knowledge {
    /// Names of the tables that [`Knowledge::parse`] reads. Others are ignored.
    pub const TABLES: [&'static str; 6] = [
        "resources.csv",
        "resource_words.csv",
        "industries.csv",
        "industry_words.csv",
        "industry_flows.csv",
        "evaluate_published.csv",
    ];

    /// Reads the tables from pairs of file name and text, in any order.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, KnowledgeError> {
        let rows = |table: usize| {
            let name = Self::TABLES[table];
            let text = files.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
            rows(name, text)
        };
        let (resources, resource_words, industries, industry_words, flows) =
            (rows(0)?, rows(1)?, rows(2)?, rows(3)?, rows(4)?);
        let resource_ids = ids(&resources);
        let industry_ids = ids(&industries);

        let mut parents = vec![Vec::new(); resources.len()];
        let mut ewc = BTreeMap::new();
        for (at, row) in resources.iter().enumerate() {
            for parent in row.cell(1)?.split('|').filter(|p| !p.is_empty()) {
                parents[at].push(row.known(&resource_ids, parent)?);
            }
            let code: String = row.cell(2)?.chars().filter(char::is_ascii_digit).collect();
            if !code.is_empty() {
                ewc.entry(code).or_insert(at);
            }
        }
        let above = (0..resources.len()).map(|r| ancestors(r, &parents)).collect::<Vec<_>>();

        let mut nace = BTreeMap::new();
        for (at, row) in industries.iter().enumerate() {
            nace.entry(row.cell(1)?.to_owned()).or_insert(at);
        }
        let both = resource_words.iter().chain(&industry_words);
        let phrases = both.map(|row| row.cell(0)).collect::<Result<Vec<_>, _>>()?;
        let vocabulary = Vocabulary::of(phrases.into_iter());
        let is_common = |row: &&Row| row.cell(2).is_ok_and(|kind| kind != COMPANY);
        let trades = industry_words.iter().filter(is_common);
        let common =
            Vocabulary::of(resource_words.iter().chain(trades).filter_map(|row| row.cell(0).ok()));
        let mut resource_phrases = Phrases::default();
        for row in &resource_words {
            let resource = row.known(&resource_ids, row.cell(1)?)?;
            resource_phrases.add(&vocabulary.read(row.cell(0)?), resource);
        }
        let mut industry_phrases = Phrases::default();
        for row in &industry_words {
            let industry = row.known(&industry_ids, row.cell(1)?)?;
            industry_phrases.add(&vocabulary.read_organization(row.cell(0)?), industry);
        }

        let empty = || Grid::new(industries.len(), resources.len());
        let (mut takes_stated, mut gives_stated) = (empty(), empty());
        for row in &flows {
            let industry = row.known(&industry_ids, row.cell(0)?)?;
            let resource = row.known(&resource_ids, row.cell(2)?)?;
            let weight = row.share(3)?;
            let grid = match row.cell(1)? {
                "takes" => &mut takes_stated,
                "gives" => &mut gives_stated,
                other => return Err(row.refuse(format!("{other:?} is neither takes nor gives"))),
            };
            grid.raise(industry, resource, weight);
        }
        let takes = takes_stated.along(&above);
        let gives = gives_stated.along(&above);
        let rarity = (0..resources.len())
            .map(|r| {
                let takers: f64 = (0..industries.len()).map(|i| takes.at(i, r)).sum();
                (industries.len() as f64 / (1.0 + takers)).ln()
            })
            .collect();
        let published = rows(5)?
            .iter()
            .map(|row| {
                Ok(Published {
                    method: row.cell(0)?.to_owned(),
                    f1: row.share(1)?,
                    source: row.cell(2)?.to_owned(),
                })
            })
            .collect::<Result<Vec<_>, KnowledgeError>>()?;
        let focus = (0..industries.len())
            .map(|i| {
                let taken: f64 = (0..resources.len()).map(|r| takes_stated.at(i, r)).sum();
                (resources.len() as f64 / (1.0 + taken)).ln()
            })
            .collect();
        Ok(Self {
            vocabulary,
            common,
            resource_phrases,
            industry_phrases,
            ewc,
            nace,
            above,
            takes,
            gives,
            takes_stated,
            gives_stated,
            rarity,
            focus,
            published,
        })
    }

    /// What a stream is, from its words and from a waste code among them.
    pub(super) fn resources_of(&self, text: &str, words: &[String]) -> Meanings<Resource> {
        let mut found = self.resource_phrases.find(words);
        if let Some(&resource) = code_in(text, 6).and_then(|code| longest(&self.ewc, &code, 4)) {
            raise(&mut found, resource, 1.0);
        }
        found.into_iter().map(|(r, w)| (Resource(r), w)).collect()
    }

    /// What somebody does, from the words of the name and from a NACE code among them.
    pub(super) fn industries_of(&self, text: &str, words: &[String]) -> Meanings<Industry> {
        let mut found = self.industry_phrases.find(words);
        if let Some(&industry) = nace_in(text).and_then(|code| longest(&self.nace, &code, 2)) {
            raise(&mut found, industry, 1.0);
        }
        found.into_iter().map(|(i, w)| (Industry(i), w)).collect()
    }

    /// Whether a word only names somebody.
    pub(super) fn is_proper(&self, word: &str) -> bool {
        !self.common.knows(word)
    }

    /// How typical it is that the industry takes the resource, 0..1.
    pub(super) fn takes(&self, industry: Industry, resource: Resource) -> f64 {
        self.takes.at(industry.0, resource.0)
    }

    /// How typical it is that the industry gives the resource off, 0..1.
    pub(super) fn gives(&self, industry: Industry, resource: Resource) -> f64 {
        self.gives.at(industry.0, resource.0)
    }

    /// How much of what `from` gives `to` takes: mean of the three best resources.
    pub(super) fn trade(&self, from: Industry, to: Industry) -> f64 {
        let mut best = [0.0f64; 3];
        for resource in 0..self.rarity.len() {
            let fit = self.gives_stated.at(from.0, resource)
                * self.takes_stated.at(to.0, resource)
                * self.rarity[resource];
            if fit > best[2] {
                best[2] = fit;
                best.sort_by(|a, b| b.total_cmp(a));
            }
        }
        best.iter().sum::<f64>() / 3.0
    }

    /// How few industries take the resource: ln(industries / takers).
    pub(super) fn rarity(&self, resource: Resource) -> f64 {
        self.rarity[resource.0]
    }

    /// How few resources the industry takes: ln(resources / taken).
    pub(super) fn focus(&self, industry: Industry) -> f64 {
        self.focus[industry.0]
    }

    /// What others have published, to print beside our own figures.
    pub(super) fn published(&self) -> &[Published] {
        &self.published
    }

    pub(super) fn industries(&self) -> impl Iterator<Item = Industry> {
        (0..self.takes.rows).map(Industry)
    }

    /// The resources above this one with the steps to them, itself first.
    pub(super) fn above(&self, resource: Resource) -> impl Iterator<Item = (Resource, u32)> {
        self.above[resource.0].iter().map(|&(r, steps)| (Resource(r), steps))
    }

    /// Whether two resources are the same (1), one is a kind of the other, or neither (0).
    pub(super) fn kinship(&self, a: Resource, b: Resource) -> f64 {
        let steps = |from: Resource, to: Resource| {
            self.above(from).find(|&(r, _)| r == to).map(|(_, steps)| steps)
        };
        match steps(a, b).or_else(|| steps(b, a)) {
            Some(0) => 1.0,
            Some(1) => 0.6,
            Some(2) => 0.3,
            Some(_) | None => 0.0,
        }
    }
}

/// Weights of industries (rows) and resources (columns).
#[derive(Debug, Clone)]
struct Grid {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Grid {
    fn new(rows: usize, columns: usize) -> Self {
        Self { rows, columns, cells: vec![0.0; rows * columns] }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns + column]
    }

    fn raise(&mut self, row: usize, column: usize, to: f64) {
        let cell = &mut self.cells[row * self.columns + column];
        *cell = cell.max(to);
    }

    /// The grid with what follows for kinds of a stated resource, and for its general names.
    fn along(&self, above: &[Vec<(usize, u32)>]) -> Self {
        let mut grown = self.clone();
        for row in 0..self.rows {
            for (below, line) in above.iter().enumerate() {
                for &(upper, steps) in line.iter().filter(|(_, steps)| *steps > 0) {
                    let steps = steps as i32;
                    grown.raise(row, below, self.at(row, upper) * DOWN.powi(steps));
                    grown.raise(row, upper, self.at(row, below) * UP.powi(steps));
                }
            }
        }
        grown
    }
}

/// Phrases and what they mean, found in a sequence of words, longest first.
#[derive(Debug, Clone, Default)]
struct Phrases {
    meanings: HashMap<Vec<String>, Vec<usize>>,
    longest: usize,
}

impl Phrases {
    fn add(&mut self, words: &[String], meaning: usize) {
        if words.is_empty() {
            return;
        }
        self.longest = self.longest.max(words.len());
        let meanings = self.meanings.entry(words.to_vec()).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    /// What the words mean, by meaning; the last phrase speaks loudest.
    fn find(&self, words: &[String]) -> Vec<(usize, f64)> {
        let mut hits: Vec<&Vec<usize>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let most = self.longest.min(words.len() - at);
            let hit = (1..=most)
                .rev()
                .find_map(|n| self.meanings.get(&words[at..at + n]).map(|m| (m, n)));
            match hit {
                Some((meanings, n)) => {
                    hits.push(meanings);
                    at += n;
                }
                None => at += 1,
            }
        }
        let mut found = Vec::new();
        for (place, meanings) in hits.iter().rev().enumerate() {
            let weight = if place == 0 { 1.0 } else { ATTRIBUTE };
            for &meaning in *meanings {
                raise(&mut found, meaning, weight);
            }
        }
        found.sort_unstable_by_key(|(meaning, _)| *meaning);
        found
    }
}

fn raise(found: &mut Vec<(usize, f64)>, meaning: usize, weight: f64) {
    match found.iter_mut().find(|(m, _)| *m == meaning) {
        Some((_, held)) => *held = held.max(weight),
        None => found.push((meaning, weight)),
    }
}

/// The resource itself and everything above it, each with the fewest steps.
fn ancestors(resource: usize, parents: &[Vec<usize>]) -> Vec<(usize, u32)> {
    let mut line = vec![(resource, 0)];
    let mut at = 0;
    while let Some(&(below, steps)) = line.get(at) {
        for &parent in &parents[below] {
            if line.iter().all(|(known, _)| *known != parent) {
                line.push((parent, steps + 1));
            }
        }
        at += 1;
    }
    line
}

/// The first run of `digits` figures, spaces and dots between them left out.
fn code_in(text: &str, digits: usize) -> Option<String> {
    let mut run = String::new();
    for c in text.chars().chain(['|']) {
        if c.is_ascii_digit() {
            run.push(c);
        } else if !(c == ' ' || c == '.' || c == '*') {
            if run.len() == digits {
                return Some(run);
            }
            run.clear();
        }
    }
    None
}

/// A NACE code such as `C23.51` or `23.51` in the text.
fn nace_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || "()[],;".contains(c)).find_map(|word| {
        let code = word.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(word);
        let (head, tail) = code.split_once('.')?;
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let is_code = head.len() == 2 && (1..=2).contains(&tail.len());
        (is_code && digits(head) && digits(tail)).then(|| code.to_owned())
    })
}

/// What the longest beginning of the code stands for, no shorter than `least`.
fn longest<'a>(codes: &'a BTreeMap<String, usize>, code: &str, least: usize) -> Option<&'a usize> {
    (least..=code.len()).rev().find_map(|n| codes.get(code.get(..n)?))
}

/// One row of a knowledge table.
struct Row {
    table: &'static str,
    line: u64,
    cells: csv::StringRecord,
}

impl Row {
    fn refuse(&self, reason: String) -> KnowledgeError {
        KnowledgeError { table: self.table, line: self.line, reason }
    }

    fn cell(&self, column: usize) -> Result<&str, KnowledgeError> {
        let missing = || self.refuse(format!("no cell {}", column + 1));
        self.cells.get(column).map(str::trim).ok_or_else(missing)
    }

    fn share(&self, column: usize) -> Result<f64, KnowledgeError> {
        let text = self.cell(column)?;
        let share = text.parse().ok().filter(|v: &f64| *v > 0.0 && *v <= 1.0);
        share.ok_or_else(|| self.refuse(format!("{text:?} is no weight above 0 and up to 1")))
    }

    fn known(&self, ids: &HashMap<String, usize>, id: &str) -> Result<usize, KnowledgeError> {
        ids.get(id).copied().ok_or_else(|| self.refuse(format!("{id:?} stands in no table")))
    }
}

fn rows(table: &'static str, text: Option<&str>) -> Result<Vec<Row>, KnowledgeError> {
    let refuse = |line, reason| KnowledgeError { table, line, reason };
    let text = text.ok_or_else(|| refuse(0, "the table is missing".to_owned()))?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let cells = record
            .map_err(|e| refuse(e.position().map_or(0, csv::Position::line), e.to_string()))?;
        Ok(Row { table, line: cells.position().map_or(0, csv::Position::line), cells })
    });
    rows.collect()
}

fn ids(rows: &[Row]) -> HashMap<String, usize> {
    let id = |(at, row): (usize, &Row)| Some((row.cells.get(0)?.trim().to_owned(), at));
    rows.iter().enumerate().filter_map(id).collect()
}
