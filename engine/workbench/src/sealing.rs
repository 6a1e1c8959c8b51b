//! From the case of a packet to what proves it: the manifest of what entered, the version it
//! follows, the signature of this device. The cryptography is in `report::seal`, what counts
//! as seen in `engine::packet`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use turash_engine::model::MatchId;
use turash_engine::packet::Input;
use turash_report::seal::{Commitment, Manifest, Signer, salt};
use turash_report::{Before, MapFacts};
use turash_store::Issue;

use crate::Workbench;
use crate::assets;
use crate::error::Error;
use crate::session::{Session, hex};
use crate::view::Message;

/// Version of the pages of a packet.
const LAYOUT: &str = "packet/2";
/// What the project's secret of the salts is kept under.
const SALTS: &str = "packet-salts";

/// The commitments to what entered a packet of this match.
pub(crate) fn commitments(
    workbench: &Workbench,
    session: &Session,
    of: MatchId,
    inputs: &[Input],
) -> Result<BTreeMap<String, Commitment>, Error> {
    let label = Message::new("action-secret-make");
    let actor = workbench.author()?;
    let gesture = workbench.gesture(&label, actor, None);
    let secret = session.replica.secret(SALTS, &gesture)?;
    let scope = of.to_string();
    Ok(inputs
        .iter()
        .map(|input| {
            let salt = salt(&secret, &scope, &input.name, &input.value);
            let commitment = Commitment::new(&input.name, &input.value, salt, input.shown);
            (input.name.clone(), commitment)
        })
        .collect())
}

/// Versions and hashes of what shapes a packet in this language.
pub(crate) fn templates(lang: turash_engine::quantity::Locale) -> BTreeMap<String, String> {
    let fonts = assets::FONTS.iter().fold(Sha256::new(), |sha, font| sha.chain_update(font));
    let entries = [
        ("layout", LAYOUT.to_owned()),
        ("program", env!("CARGO_PKG_VERSION").to_owned()),
        ("words", assets::words_hash(lang)),
        ("fonts", hex(&fonts.finalize())),
    ];
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Hashes of what the pictures are drawn from.
pub(crate) fn pictures(map: &MapFacts) -> BTreeMap<String, String> {
    map.hashes().into_iter().map(|(name, hash)| (name.to_owned(), hash)).collect()
}

fn newest(issues: &[Issue]) -> Option<&Issue> {
    issues.iter().max_by_key(|issue| (issue.at, issue.id))
}

/// The newest issue, where exactly this entered it.
pub(crate) fn standing<'a>(
    issues: &'a [Issue],
    inputs: &BTreeMap<String, Commitment>,
) -> Option<&'a Issue> {
    newest(issues).filter(|newest| {
        inputs.len() == newest.inputs.len()
            && inputs.iter().all(|(name, i)| newest.inputs.get(name) == Some(&i.commitment))
    })
}

/// When the version that these values make was first given away. A version keeps its date, so
/// that what is made again is the same file.
pub(crate) fn first_issued(
    issues: &[Issue],
    inputs: &BTreeMap<String, Commitment>,
) -> Option<Timestamp> {
    let standing = standing(issues, inputs)?;
    let same = issues.iter().filter(|issue| issue.version == standing.version);
    same.map(|issue| issue.at).min()
}

/// Which version comes after the issues of a document, and which one it replaces. What is the
/// same as the newest keeps its version.
pub(crate) fn next_version<'a>(
    issues: &'a [Issue],
    inputs: &BTreeMap<String, Commitment>,
) -> (String, Option<&'a Issue>) {
    let Some(newest) = newest(issues) else {
        return ("0.1".to_owned(), None);
    };
    if standing(issues, inputs).is_some() {
        let others = issues.iter().filter(|issue| issue.version != newest.version);
        return (newest.version.clone(), others.max_by_key(|issue| (issue.at, issue.id)));
    }
    let number = newest.version.rsplit('.').next().and_then(|n| n.parse::<u32>().ok());
    (format!("0.{}", number.unwrap_or(1) + 1), Some(newest))
}

/// What the reader is told of the version before: only what this copy shows anyway.
pub(crate) fn before(manifest: &Manifest, issue: &Issue) -> Before {
    let seen = |name: &String| manifest.inputs.get(name).is_some_and(|i| i.value.is_some());
    let changed: BTreeSet<String> = manifest
        .differing(&issue.inputs)
        .iter()
        .filter(|name| seen(name))
        .map(|n| area(n))
        .collect();
    Before {
        version: issue.version.clone(),
        date: issue.at,
        changed: changed.into_iter().collect(),
    }
}

/// The part of a packet that an input belongs to.
fn area(input: &str) -> String {
    match input.split('.').collect::<Vec<_>>().as_slice() {
        [_, "money", ..] => "money".to_owned(),
        ["co2_t_per_year"] => "co2".to_owned(),
        [first, ..] => (*first).to_owned(),
        [] => String::new(),
    }
}

/// The key this device signs with; who verifies here knows it from now on.
pub(crate) fn signer(workbench: &Workbench, session: &Session) -> Result<Arc<Signer>, Error> {
    if let Some(signer) = session.signer() {
        return Ok(signer);
    }
    let seed = session.replica.device_seed()?;
    let signer = Arc::new(Signer::from_seed(seed.bytes()));
    let name = workbench.ports().actor.clone();
    // A settings folder that cannot be written must not keep a packet from being signed.
    if let Err(error) = workbench.0.settings.know(&signer.public(), &name) {
        tracing::warn!(code = error.code(), "settings");
    }
    session.keep_signer(signer.clone());
    Ok(signer)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use turash_engine::model::{Disclosure, FlowId, OrganizationId, match_id};
    use uuid::Uuid;

    fn inputs(values: &[(&str, &str)]) -> BTreeMap<String, Commitment> {
        let commit =
            |name: &str, value: &str| Commitment::new(name, value, [1; 16], name != "hidden");
        values.iter().map(|(n, v)| ((*n).to_owned(), commit(n, v))).collect()
    }

    fn issue(at: &str, version: &str, inputs: &BTreeMap<String, Commitment>) -> Issue {
        let flow = FlowId(Uuid::from_u128(1));
        Issue {
            id: Uuid::from_u128(9),
            document: "TW-1".to_owned(),
            version: version.to_owned(),
            match_id: match_id(flow, flow),
            organization: OrganizationId(Uuid::from_u128(2)),
            level: Disclosure::Nda,
            lang: "en".to_owned(),
            at: at.parse().unwrap(),
            sha256: String::new(),
            fingerprint: String::new(),
            signer: String::new(),
            consents: Vec::new(),
            inputs: inputs.iter().map(|(n, i)| (n.clone(), i.commitment.clone())).collect(),
            changes: Vec::new(),
            superseded_by: None,
        }
    }

    #[test]
    fn a_version_is_new_where_what_entered_is() {
        let first = inputs(&[("supply.name", "a"), ("hidden", "x")]);
        let second = inputs(&[("supply.name", "b"), ("hidden", "x")]);
        assert_eq!(next_version(&[], &first), ("0.1".to_owned(), None));
        let one = issue("2026-01-01T00:00:00Z", "0.1", &first);
        let again = std::slice::from_ref(&one);
        assert_eq!(next_version(again, &first), ("0.1".to_owned(), None));
        assert_eq!(next_version(again, &second), ("0.2".to_owned(), Some(&one)));
        let both = [one.clone(), issue("2026-02-01T00:00:00Z", "0.2", &second)];
        assert_eq!(next_version(&both, &second), ("0.2".to_owned(), Some(&one)));
        assert_eq!(next_version(&both, &first), ("0.3".to_owned(), Some(&both[1])));
        let later = [one.clone(), issue("2026-03-01T00:00:00Z", "0.1", &first)];
        assert_eq!(first_issued(&later, &first), Some(one.at));
        assert_eq!(first_issued(&later, &second), None);
    }

    #[test]
    fn the_reader_is_told_of_no_change_that_the_copy_hides() {
        let old = inputs(&[
            ("supply.name", "a"),
            ("supply.ph", "7"),
            ("hidden", "x"),
            ("a.money.npv", "1"),
        ]);
        let new = inputs(&[
            ("supply.name", "b"),
            ("supply.ph", "8"),
            ("hidden", "y"),
            ("a.money.npv", "2"),
        ]);
        let manifest = Manifest {
            format: String::new(),
            document: String::new(),
            version: String::new(),
            issued_at: "2026-02-01T00:00:00Z".parse().unwrap(),
            level: String::new(),
            lang: String::new(),
            templates: BTreeMap::new(),
            pictures: BTreeMap::new(),
            inputs: new,
        };
        let told = before(&manifest, &issue("2026-01-01T00:00:00Z", "0.1", &old));
        assert_eq!(told.changed, ["money", "supply"]);
    }
}
