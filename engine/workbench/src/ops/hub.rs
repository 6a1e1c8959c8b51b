//! Hubs: signing in and out, and the first copy of a project from one.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;
use turash_store::{NewProject, Passphrase, Replica, Vault};
use turash_sync::client::{Address, Desk, Network};

use super::project::{self, Summary};
use super::sync::{self, Status};
use super::{Empty, Nothing};
use crate::Workbench;
use crate::error::Error;
use crate::event::Event;
use crate::operation::{Effect, Operation};
use crate::text::Words;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("hub.login", Effect::Job, login),
        Operation::new("hub.logout", Effect::Job, logout),
        Operation::new("hub.list", Effect::Read, |workbench: &Workbench, _: Nothing, _| {
            Ok(Hubs { hubs: workbench.0.settings.get().hubs })
        }),
        Operation::new("project.clone", Effect::Job, clone),
    ]
}

/// A hub.
#[derive(Deserialize, JsonSchema)]
struct WhichHub {
    /// Its address; without a scheme it is `https`.
    url: String,
    /// What the sign-in is sealed under where there is no keyring.
    #[serde(default)]
    passphrase: Option<String>,
    /// Language of what the browser shows at the end.
    #[serde(default)]
    lang: Locale,
}

/// The hubs at which somebody signed in here.
#[derive(Serialize, JsonSchema)]
struct Hubs {
    /// Their addresses, the latest first.
    hubs: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct SignedIn {
    /// The hub's address.
    url: String,
}

/// A project of a hub, and where its copy shall be.
#[derive(Deserialize, JsonSchema)]
struct Source {
    /// Address of the hub, a slash, and the project's name or id.
    from: String,
    /// The new file; none is the project's name in the present folder.
    #[serde(default)]
    path: Option<PathBuf>,
    /// Passphrase of the new file; none keeps its key in the keyring.
    #[serde(default)]
    passphrase: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Cloned {
    summary: Summary,
    /// The second way in, to be printed once.
    recovery_key: Option<String>,
    sync: Status,
}

/// The person at this device, as the network sees them.
struct Person<'w> {
    workbench: &'w Workbench,
    watch: &'w dyn Watch,
    lang: Locale,
}

impl Desk for Person<'_> {
    fn show(&self, page: &str) {
        let message = Message::new("sync-sign-in-at").with("page", page);
        self.workbench.0.events.send(Event::Notice { message });
        (self.workbench.ports().browse)(page);
    }

    fn stop(&self) -> bool {
        self.watch.stop()
    }

    fn last_page(&self) -> String {
        let words = Words::of(self.lang);
        include_str!("../../../../assets/hub/signed-in.html")
            .replace("{lang}", self.lang.code())
            .replace("{title}", &words.text("sync-signed-in-title", &[]))
            .replace("{text}", &words.text("sync-signed-in", &[]))
    }
}

fn login(workbench: &Workbench, which: WhichHub, watch: &dyn Watch) -> Result<SignedIn, Error> {
    let hub = Address::parse(&which.url)?;
    workbench.know_words(which.passphrase.as_deref());
    let vault = workbench.vault()?;
    watch.progress(0, 0, "signing_in");
    workbench.network()?.sign_in(&hub, &vault, &Person { workbench, watch, lang: which.lang })?;
    workbench.0.settings.change(|settings| {
        settings.hubs.retain(|known| known != hub.as_str());
        settings.hubs.insert(0, hub.to_string());
    })?;
    Ok(SignedIn { url: hub.to_string() })
}

fn logout(workbench: &Workbench, which: WhichHub, _: &dyn Watch) -> Result<Empty, Error> {
    let hub = Address::parse(&which.url)?;
    workbench.know_words(which.passphrase.as_deref());
    let told = workbench
        .network()?
        .connect(&hub, workbench.vault()?)
        .and_then(|connection| connection.sign_out());
    workbench.0.settings.change(|settings| settings.hubs.retain(|known| known != hub.as_str()))?;
    told?;
    Ok(Empty {})
}

fn clone(workbench: &Workbench, source: Source, watch: &dyn Watch) -> Result<Cloned, Error> {
    let (hub, name) = Address::parse_with_part(&source.from)?;
    workbench.know_words(source.passphrase.as_deref());
    let connection = workbench.network()?.connect(&hub, workbench.vault()?)?;
    let streams = connection.streams()?;
    let mut found = streams
        .iter()
        .filter(|s| s.kind == "project" && (s.name == name || s.id.to_string() == name));
    let stream = found.next().ok_or_else(|| {
        let there = streams.iter().filter(|s| s.kind == "project").map(|s| s.name.as_str());
        Error::NoSuchProject { name: name.clone(), there: there.collect::<Vec<_>>().join(", ") }
    })?;
    if found.next().is_some() {
        return Err(Error::TwoProjects { name });
    }
    let device = workbench.ports().ids.fresh();
    let path = source.path.unwrap_or_else(|| file_of(&stream.name));
    let lock = project::lock_of(&path, source.passphrase)?;
    let new = NewProject { project: stream.id, device };
    let made = Replica::create(&path, &lock, new)?;
    let recovery_key = made.recovery.map(|key| key.to_text().to_string());
    sync::belongs_to(&made.replica, &hub)?;
    project::take_up(workbench, &path, made.replica)?;
    // What was read so far is whole rows of whole commits, and the next sync goes on from there.
    let status = sync::exchange(workbench, &hub, connection.as_ref(), watch)?;
    Ok(Cloned { summary: project::summary(workbench)?, recovery_key, sync: status })
}

/// A file named as a project is, without what a file's name cannot hold.
fn file_of(name: &str) -> PathBuf {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '-' };
    let name: String = name.chars().map(kept).take(80).collect();
    let name = name.trim();
    PathBuf::from(if name.is_empty() { "project" } else { name }).with_extension("turash")
}

impl Workbench {
    /// The way to hubs.
    pub(super) fn network(&self) -> Result<&dyn Network, Error> {
        self.ports().network.as_deref().ok_or(Error::NoNetwork)
    }

    /// Where this device keeps what lets it speak to a hub.
    pub(super) fn vault(&self) -> Result<Vault, Error> {
        let folder = self.ports().settings.as_ref().ok_or(Error::NoNetwork)?.join("hubs");
        Ok(Vault::new(folder, self.words()))
    }

    /// Keeps a passphrase that was typed for as long as the program runs, because hubs answer
    /// only to whom the vault knows.
    pub(super) fn know_words(&self, words: Option<&str>) {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            *crate::session::lock(&self.0.words) = Some(Passphrase::new(words));
        }
    }

    /// Forgets what was typed.
    pub(super) fn forget_words(&self) {
        *crate::session::lock(&self.0.words) = None;
    }

    fn words(&self) -> Option<Passphrase> {
        crate::session::lock(&self.0.words).clone()
    }
}
