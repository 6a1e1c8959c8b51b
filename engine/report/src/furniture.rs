//! What comes to every document from outside: fonts, and the names and dates at its edge.
//! It holds no rule about content.

use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::ReportError;
use crate::painter::{Face, PageSize};
use crate::seal::Manifest;

/// The three weights of the document font, each a static TrueType instance.
#[derive(Debug, Clone)]
pub struct Fonts {
    pub(crate) faces: [Face; 3],
}

impl Fonts {
    /// Reads the font files.
    pub fn new(regular: &[u8], medium: &[u8], semi_bold: &[u8]) -> Result<Self, ReportError> {
        Ok(Self {
            faces: [
                Face::read("regular", regular)?,
                Face::read("medium", medium)?,
                Face::read("semibold", semi_bold)?,
            ],
        })
    }
}

/// Who issues a document, under which name, and when.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// Consultant or company that issues it: author in the metadata, name on the pages.
    pub consultant: Option<String>,
    /// Name of the document. At `public` it must not be derived from the match or a site.
    pub document_id: String,
    /// Version of the document, for instance `0.3`.
    pub version: String,
    /// When it was issued; also the dates in the metadata.
    pub date: Timestamp,
    /// What the maker of a packet chose; other documents have no choice.
    pub choice: Choice,
    /// Size of the pages.
    pub size: PageSize,
    /// What proves it, where it is to be proved.
    pub seal: Option<Seal>,
}

/// What the maker of a packet chose. The rules of disclosure stand before it: it can leave out
/// pages, and add none that the level withholds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Choice {
    /// One page only: the match at a glance.
    pub one_page: bool,
    /// Sections that are left out.
    pub leave_out: BTreeSet<Section>,
    /// Words to the recipient, printed beside the key figures.
    pub remark: Option<String>,
}

/// A section that a packet can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The two flows and what joins them.
    Technical,
    /// The map.
    Location,
    /// The reader's money.
    Economics,
    /// What changes the result, and the hours of a year.
    WhatIf,
    /// Risks and what is done about them.
    Risks,
    /// Law, time and next steps.
    Ahead,
    /// Where the numbers come from.
    Sources,
}

/// What proves a document.
#[derive(Debug, Clone)]
pub struct Seal {
    /// What entered it; goes into the file.
    pub manifest: Manifest,
    /// The version that its reader has, where there is one.
    pub before: Option<Before>,
}

/// The version that a document replaces.
#[derive(Debug, Clone)]
pub struct Before {
    /// Its version.
    pub version: String,
    /// When it was issued.
    pub date: Timestamp,
    /// What its reader sees and is not as it was, as codes: `supply`, `place`, `law`.
    pub changed: Vec<String>,
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters that the fonts do not have; each was printed as `?`.
    pub missing_characters: std::collections::BTreeSet<char>,
}
