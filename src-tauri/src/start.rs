//! What the program was started with. Opening the project that was named there needs no typing when a
//! passphrase came along; the passphrase never reaches the page.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The arguments of the program.
#[derive(Clone, Default)]
pub struct Start {
    pub(crate) project: Option<PathBuf>,
    passphrase: Option<String>,
}

impl Start {
    /// Reads `[--passphrase-file F] [PROJECT]`.
    pub fn read(mut arguments: impl Iterator<Item = std::ffi::OsString>) -> anyhow::Result<Self> {
        let mut start = Self::default();
        while let Some(argument) = arguments.next() {
            if argument == "--passphrase-file" {
                let Some(file) = arguments.next() else {
                    anyhow::bail!("--passphrase-file needs the name of a file");
                };
                start.passphrase = Some(first_line(Path::new(&file))?);
            } else if argument.to_string_lossy().starts_with("--") {
                anyhow::bail!("usage: turash-desktop [--passphrase-file F] [PROJECT.turash]");
            } else {
                start.project = Some(std::path::absolute(argument)?);
            }
        }
        Ok(start)
    }

    /// Adds the passphrase to the request that opens the project of the start.
    pub(crate) fn unlock(&self, operation: &str, mut input: Value) -> Value {
        let ours = operation == "project.open"
            && input.get("passphrase").is_none_or(Value::is_null)
            && self.project.is_some()
            && input["path"].as_str().map(Path::new) == self.project.as_deref();
        if let (true, Some(passphrase)) = (ours, &self.passphrase) {
            input["passphrase"] = json!(passphrase);
        }
        input
    }
}

impl std::fmt::Debug for Start {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Start").field("project", &self.project).finish_non_exhaustive()
    }
}

fn first_line(file: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
