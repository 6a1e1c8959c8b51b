//! This device's settings: one JSON file, checked when read, replaced as a whole when written.
//!
//! A damaged or newer file is left alone and the defaults are used; settings never hold keys,
//! passphrases or project contents.

use std::path::PathBuf;
use std::sync::Mutex;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::quantity::Locale;

use crate::error::Error;

/// Longest list of projects opened before.
const RECENT: usize = 8;

/// Light, dark or as the system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 24 pixels.
    Compact,
    /// 28 pixels.
    #[default]
    Normal,
    /// 36 pixels.
    Comfortable,
}

/// A project opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recent {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
}

/// A signer of papers that this device knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnownSigner {
    /// Public key in hex.
    pub key: String,
    /// Whose it is.
    pub name: String,
}

/// Minutes without a touch after which an open project is locked, unless somebody says otherwise.
const LOCK_AFTER_MINUTES: u16 = 15;

/// This device's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Language of the window; none follows the system.
    pub lang: Option<Locale>,
    /// Height of rows.
    pub density: Density,
    /// Projects opened before, the latest first.
    pub recent: Vec<Recent>,
    /// Signers whose papers are known here.
    pub signers: Vec<KnownSigner>,
    /// Addresses of the hubs at which somebody signed in, the latest first.
    pub hubs: Vec<String>,
    /// Minutes without a touch after which the window locks the open project; 0 for never.
    pub lock_after_minutes: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            lang: None,
            density: Density::default(),
            recent: Vec::new(),
            signers: Vec::new(),
            hubs: Vec::new(),
            lock_after_minutes: LOCK_AFTER_MINUTES,
        }
    }
}

/// A change of settings: what is missing stays.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct SettingsChange {
    /// Light or dark.
    pub theme: Option<Theme>,
    /// Language of the window.
    pub language: Option<Locale>,
    /// Height of rows.
    pub density: Option<Density>,
    /// Minutes without a touch after which the window locks the open project; 0 for never.
    pub lock_after_minutes: Option<u16>,
}

pub(crate) struct SettingsFile {
    path: Option<PathBuf>,
    held: Mutex<Settings>,
}

impl SettingsFile {
    pub(crate) fn open(folder: Option<PathBuf>) -> Self {
        let path = folder.map(|folder| folder.join("settings.json"));
        let held = path
            .as_ref()
            .and_then(|path| std::fs::read(path).ok())
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self { path, held: Mutex::new(held) }
    }

    pub(crate) fn get(&self) -> Settings {
        self.lock().clone()
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, Error> {
        let mut held = self.lock();
        let mut next = held.clone();
        change(&mut next);
        if let Some(path) = &self.path {
            write_whole(path, &next)?;
        }
        *held = next.clone();
        Ok(next)
    }

    pub(crate) fn remember(&self, path: &std::path::Path, name: &str) -> Result<(), Error> {
        self.change(|settings| {
            settings.recent.retain(|r| r.path != path);
            settings.recent.insert(0, Recent { path: path.to_owned(), name: name.to_owned() });
            settings.recent.truncate(RECENT);
        })
        .map(drop)
    }

    /// Knows a signer under a name.
    pub(crate) fn know(&self, key: &str, name: &str) -> Result<Settings, Error> {
        let signer = KnownSigner { key: key.to_owned(), name: name.to_owned() };
        let settings = self.get();
        if settings.signers.contains(&signer) {
            return Ok(settings);
        }
        self.change(|settings| {
            settings.signers.retain(|known| known.key != signer.key);
            settings.signers.push(signer);
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Settings> {
        self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn write_whole(path: &std::path::Path, settings: &Settings) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Error::io(folder))?;
    }
    let text = serde_json::to_vec_pretty(settings)
        .map_err(|e| Error::Output { operation: "app.set", reason: e.to_string() })?;
    let fresh = path.with_extension("json.new");
    std::fs::write(&fresh, text).map_err(Error::io(&fresh))?;
    std::fs::rename(&fresh, path).map_err(Error::io(path))
}
