//! The program itself and this device's settings.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::Nothing;
use crate::Workbench;
use crate::operation::{Effect, Operation};
use crate::settings::{Settings, SettingsChange};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("app.info", Effect::Read, |workbench: &Workbench, _: Nothing, _| {
            Ok(Info {
                version: env!("CARGO_PKG_VERSION"),
                method: turash_engine::METHOD_VERSION,
                start_project: workbench.ports().start_project.clone(),
                keyring: crate::probe_keyring().is_ok(),
            })
        }),
        Operation::new("app.settings", Effect::Read, |workbench: &Workbench, _: Nothing, _| {
            Ok(workbench.0.settings.get())
        }),
        Operation::new("app.set", Effect::Edit, set),
    ]
}

#[derive(Serialize, JsonSchema)]
struct Info {
    /// Version of the program.
    version: &'static str,
    /// Version of the methods.
    method: &'static str,
    /// Project named when the program was started.
    start_project: Option<PathBuf>,
    /// Whether the system's keyring answers; without it a project needs a passphrase.
    keyring: bool,
}

fn set(
    workbench: &Workbench,
    change: SettingsChange,
    _: &dyn turash_engine::watch::Watch,
) -> Result<Settings, crate::Error> {
    workbench.0.settings.change(|settings| {
        settings.theme = change.theme.unwrap_or(settings.theme);
        settings.lang = change.language.or(settings.lang);
        settings.density = change.density.unwrap_or(settings.density);
        settings.lock_after_minutes =
            change.lock_after_minutes.unwrap_or(settings.lock_after_minutes);
    })
}
