//! Why a document could not be made. Codes only; the words are chosen at the edge.

use crate::legal::LegalError;
use crate::words::WordsError;

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A font file could not be read as TrueType.
    #[error("report.font: {0} is not a TrueType font that can be embedded")]
    Font(&'static str),
    /// A message is missing from the catalogue or lacks an argument.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// A legal paper could not be put together.
    #[error(transparent)]
    Legal(#[from] LegalError),
    /// A workbook, map layer or archive could not be written.
    #[error("report.export: {0}")]
    Export(String),
    /// The finished pages could not be written as PDF.
    #[error("report.pdf: {0}")]
    Pdf(String),
}

impl ReportError {
    /// Stable name for callers that tell errors apart.
    pub fn code(&self) -> &'static str {
        match self {
            ReportError::Font(_) => "report.font",
            ReportError::Words(error) => error.code(),
            ReportError::Legal(error) => error.code(),
            ReportError::Export(_) => "report.export",
            ReportError::Pdf(_) => "report.pdf",
        }
    }
}
