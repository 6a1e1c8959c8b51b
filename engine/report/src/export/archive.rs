//! Everything in one ZIP file: workbook, map layer, registers as CSV, and a manifest that says
//! what is in it and proves each file by its hash.

use std::io::{Cursor, Write as _};

use serde_json::json;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::registers::{csv, registers};
use super::{Export, geojson, workbook};
use crate::ReportError;

/// The archive. Equal inputs give equal bytes.
///
/// # Errors
/// [`ReportError::Export`] where a part cannot be written, [`ReportError::Words`] where a
/// message is missing.
pub fn archive(export: &Export<'_>) -> Result<Vec<u8>, ReportError> {
    let mut files = vec![
        ("model.xlsx".to_owned(), workbook(export)?),
        ("model.geojson".to_owned(), geojson(export)?),
    ];
    for table in registers(export) {
        files.push((format!("{}.csv", table.name), csv(&table)?));
    }
    let listed: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
            json!({ "name": name, "bytes": bytes.len(), "sha256": hash })
        })
        .collect();
    let manifest = json!({
        "project": export.project,
        "at": export.at.to_string(),
        "crs": "EPSG:4326",
        "files": listed,
    });
    let failed = |e: &dyn std::fmt::Display| ReportError::Export(e.to_string());
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|e| failed(&e))?;
    files.push(("manifest.json".to_owned(), manifest));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        zip.start_file(name.as_str(), options).map_err(|e| failed(&e))?;
        zip.write_all(bytes).map_err(|e| failed(&e))?;
    }
    Ok(zip.finish().map_err(|e| failed(&e))?.into_inner())
}
