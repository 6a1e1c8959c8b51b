//! Legal papers: templates as data, filled with what the parties of a deal agreed on, drawn as
//! PDF or written as DOCX with the same clauses. It gives no advice and fills no gap: what is
//! missing stays a visible blank and stands in a checklist at the end.

mod docx;
mod paper;
mod pdf;
mod template;
#[cfg(test)]
mod tests;

pub use docx::docx;
pub use paper::{Blank, Paper, Values, paper};
pub use pdf::{day, pdf};
pub use template::{Listed, Shelf};

use crate::furniture::Furniture;
use crate::words::Catalogue;

/// A value of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Text as it shall stand.
    Text(String),
    /// Nobody has given it: a blank.
    Missing,
    /// A yes or no that conditions ask for.
    Flag(bool),
}

/// A party as it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Name of the organisation.
    pub party: String,
    /// Who signs for it, where that is known.
    pub signatory: Option<String>,
}

/// One column of a paper: the filled template, and the words of its language.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// The filled template.
    pub paper: &'a Paper,
    /// Words of its language.
    pub words: &'a Catalogue,
}

/// What a paper is drawn from: one column, or two beside each other.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The version that leads.
    pub first: Column<'a>,
    /// The same paper in another language.
    pub second: Option<Column<'a>>,
    /// The two parties.
    pub signers: &'a [Signer; 2],
    /// Names and dates at the edge.
    pub furniture: &'a Furniture,
}

impl<'a> Draft<'a> {
    fn columns(&self) -> Vec<Column<'a>> {
        std::iter::once(self.first).chain(self.second).collect()
    }
}

/// Why a legal paper could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LegalError {
    /// A template file is unsound.
    #[error("legal.template: {path}: {detail}")]
    Template {
        /// Its place.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// There is no such template for this law in this language.
    #[error("legal.not_available: {name} for {jurisdiction} in {lang}")]
    NotAvailable {
        /// Name of the template.
        name: String,
        /// Whose law.
        jurisdiction: String,
        /// Language.
        lang: String,
    },
    /// Two languages of one paper do not have the same clauses.
    #[error("legal.unpaired: {0}")]
    Unpaired(String),
    /// The file could not be put together.
    #[error("legal.docx: {0}")]
    Docx(String),
}

impl LegalError {
    /// Stable name.
    pub fn code(&self) -> &'static str {
        match self {
            LegalError::Template { .. } => "legal.template",
            LegalError::NotAvailable { .. } => "legal.not_available",
            LegalError::Unpaired(_) => "legal.unpaired",
            LegalError::Docx(_) => "legal.docx",
        }
    }

    /// Values for the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            LegalError::Template { path, detail } => vec![("detail", format!("{path}: {detail}"))],
            LegalError::NotAvailable { name, jurisdiction, lang } => vec![
                ("template", name.clone()),
                ("law", jurisdiction.clone()),
                ("lang", lang.clone()),
            ],
            LegalError::Unpaired(name) => vec![("template", name.clone())],
            LegalError::Docx(detail) => vec![("detail", detail.clone())],
        }
    }
}

/// Refuses two columns whose clauses are not the same.
fn paired(draft: &Draft<'_>) -> Result<(), LegalError> {
    let Some(second) = draft.second else { return Ok(()) };
    let ids = |paper: &Paper| paper.clauses.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    let (one, two) = (ids(draft.first.paper), ids(second.paper));
    if one == two { Ok(()) } else { Err(LegalError::Unpaired(draft.first.paper.name.clone())) }
}
