//! The register of issued papers, and the proof of one that came back.

use std::path::PathBuf;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{Disclosure, MatchId};
use turash_engine::watch::Watch;
use turash_report::seal::{self, Problem};
use turash_store::Issue;

use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::settings::KnownSigner;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("issues.list", Effect::Read, list),
        Operation::new("issue.verify", Effect::Read, verify),
        Operation::new("signer.trust", Effect::Edit, trust),
    ]
}

#[derive(Deserialize, JsonSchema)]
struct Which {
    /// Only papers on this match.
    #[serde(rename = "match", default)]
    match_id: Option<MatchId>,
}

#[derive(Serialize, JsonSchema)]
struct Issues {
    /// The newest first.
    issues: Vec<IssueView>,
}

/// A paper that left the house.
#[derive(Serialize, JsonSchema)]
struct IssueView {
    id: String,
    document: String,
    version: String,
    #[serde(rename = "match")]
    match_id: String,
    organization: String,
    /// Name of who got it.
    #[serde(rename = "for")]
    recipient: String,
    level: Disclosure,
    lang: String,
    #[schemars(with = "String")]
    at: Timestamp,
    /// Of the file, in hex.
    sha256: String,
    /// Of the manifest, as printed on the last page.
    fingerprint: String,
    signer: String,
    /// Numbers of the consents it rests on.
    consents: Vec<String>,
    /// Names of what was not as in the version before.
    changes: Vec<String>,
    /// The issue that replaced it.
    superseded_by: Option<String>,
}

fn list(workbench: &Workbench, which: Which, _: &dyn Watch) -> Result<Issues, Error> {
    let session = workbench.session()?;
    let mut issues = session.replica.read(|reader| match which.match_id {
        Some(id) => reader.issues_on(id),
        None => reader.all::<Issue>(),
    })?;
    issues.sort_by(|a, b| b.at.cmp(&a.at).then(b.id.cmp(&a.id)));
    let view = |issue: Issue| -> Result<IssueView, Error> {
        let name = session.replica.read(|reader| reader.organization(issue.organization))?;
        Ok(IssueView {
            id: issue.id.to_string(),
            document: issue.document,
            version: issue.version,
            match_id: issue.match_id.to_string(),
            organization: issue.organization.to_string(),
            recipient: name.map(|organization| organization.name).unwrap_or_default(),
            level: issue.level,
            lang: issue.lang,
            at: issue.at,
            sha256: issue.sha256,
            fingerprint: issue.fingerprint,
            signer: issue.signer,
            consents: issue.consents,
            changes: issue.changes,
            superseded_by: issue.superseded_by.map(|id| id.to_string()),
        })
    };
    Ok(Issues { issues: issues.into_iter().map(view).collect::<Result<_, _>>()? })
}

#[derive(Deserialize, JsonSchema)]
struct File {
    /// The file to prove.
    file: PathBuf,
}

/// What a file proves.
#[derive(Serialize, JsonSchema)]
struct Verdict {
    /// Whether each byte is as its signer left it.
    valid: bool,
    /// Public key of who signed, in hex.
    signer: Option<String>,
    /// Whether this device knows that key.
    signer_known: bool,
    /// Under which name.
    signer_name: Option<String>,
    /// `not_signed`, `several_fields`, `bad_field`, `changed`, `no_manifest`, `bad_commitment`.
    problems: Vec<&'static str>,
    document: Option<String>,
    version: Option<String>,
    level: Option<String>,
    #[schemars(with = "Option<String>")]
    issued_at: Option<Timestamp>,
    /// Of the manifest, to compare with the last page.
    fingerprint: Option<String>,
}

fn verify(workbench: &Workbench, of: File, _: &dyn Watch) -> Result<Verdict, Error> {
    let bytes = std::fs::read(&of.file).map_err(Error::io(&of.file))?;
    let refused = |problem: Problem| Verdict {
        valid: false,
        signer: None,
        signer_known: false,
        signer_name: None,
        problems: vec![problem.code()],
        document: None,
        version: None,
        level: None,
        issued_at: None,
        fingerprint: None,
    };
    let proved = match seal::verify(&bytes) {
        Ok(proved) => proved,
        Err(problem) => return Ok(refused(problem)),
    };
    let known = workbench.0.settings.get().signers;
    let known = known.into_iter().find(|signer| signer.key == proved.signer);
    Ok(Verdict {
        valid: true,
        signer_known: known.is_some(),
        signer_name: known.map(|signer| signer.name),
        problems: Vec::new(),
        fingerprint: Some(proved.manifest.fingerprint()),
        document: Some(proved.manifest.document),
        version: Some(proved.manifest.version),
        level: Some(proved.manifest.level),
        issued_at: Some(proved.manifest.issued_at),
        signer: Some(proved.signer),
    })
}

#[derive(Serialize, JsonSchema)]
struct Signers {
    signers: Vec<KnownSigner>,
}

/// Knows a signer from now on, under a name.
fn trust(workbench: &Workbench, signer: KnownSigner, _: &dyn Watch) -> Result<Signers, Error> {
    let is_key =
        |key: &str| key.len() == 64 && key.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if !is_key(&signer.key) {
        return Err(Error::Value { field: "key".into(), value: signer.key, wanted: "key" });
    }
    Ok(Signers { signers: workbench.0.settings.know(&signer.key, &signer.name)?.signers })
}
