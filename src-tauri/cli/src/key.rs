//! Where the passphrase comes from: a file, the environment, or a terminal. Never a prompt
//! under `--json`.

use std::io::{IsTerminal, Read};
use std::path::Path;

use serde_json::{Value, json};
use turash_workbench::Error;

use crate::arguments::Arguments;

/// Longest passphrase that is read from a file, in bytes.
const LONGEST: u64 = 4096;

/// The first line of a file that holds a secret.
pub fn first_line(path: &Path) -> Result<String, Error> {
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST).read_to_string(&mut text))
        .map_err(|e| Error::Io { path: path.to_owned(), reason: e.kind() })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// What names a project and opens it.
pub fn which(arguments: &Arguments, project: &Path) -> Result<Value, Error> {
    let recovery_key = arguments.recovery_key_file.as_deref().map(first_line).transpose()?;
    let passphrase = passphrase(arguments)?;
    Ok(json!({ "path": project, "passphrase": passphrase, "recovery_key": recovery_key }))
}

/// The passphrase, if there is one. None leaves it to the keyring.
pub fn passphrase(arguments: &Arguments) -> Result<Option<String>, Error> {
    if let Some(path) = &arguments.passphrase_file {
        return first_line(path).map(Some);
    }
    if arguments.recovery_key_file.is_some() {
        return Ok(None);
    }
    if let Ok(text) = std::env::var("TURASH_PASSPHRASE")
        && !text.is_empty()
    {
        return Ok(Some(text));
    }
    let may_ask = !arguments.json
        && std::io::stdin().is_terminal()
        && turash_workbench::probe_keyring().is_err();
    if may_ask {
        let typed = rpassword::prompt_password("Passphrase: ")
            .map_err(|e| Error::Io { path: "terminal".into(), reason: e.kind() })?;
        return Ok((!typed.is_empty()).then_some(typed));
    }
    Ok(None)
}
