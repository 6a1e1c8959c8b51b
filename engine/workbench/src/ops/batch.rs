//! The packets of many deals in one go: one after the other, each file whole or not at all,
//! what stands from an earlier run kept. It holds one packet at a time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use turash_engine::model::{Consent, Deal, DealId, Disclosure, Organization, OrganizationId};
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;

use super::packet::{self, Paper};
use crate::Workbench;
use crate::error::{Error, Refusal};
use crate::operation::{Effect, Operation};
use crate::session::{Session, hex};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("packets.write", Effect::Job, write)]
}

#[derive(Deserialize, JsonSchema)]
struct Batch {
    /// Which deals; none for all that have not ended badly.
    #[serde(default)]
    deals: Option<BTreeSet<DealId>>,
    /// Folder for the files; made if missing.
    out: PathBuf,
}

#[derive(Serialize, JsonSchema)]
struct MadePackets {
    packets: Vec<Packet>,
    /// Packets that could not be made; the others were.
    refused: Vec<Refused>,
}

/// A packet of the batch.
#[derive(Serialize, JsonSchema)]
struct Packet {
    path: PathBuf,
    /// Who gets it.
    #[serde(rename = "for")]
    recipient: String,
    name: String,
    lang: Locale,
    level: Disclosure,
    deal: String,
    /// Of the bytes, in hex.
    sha256: String,
    /// Whether it stands from an earlier run.
    kept: bool,
}

#[derive(Serialize, JsonSchema)]
struct Refused {
    deal: String,
    #[serde(rename = "for")]
    recipient: String,
    name: String,
    error: Refusal,
}

fn write(workbench: &Workbench, batch: Batch, watch: &dyn Watch) -> Result<MadePackets, Error> {
    std::fs::create_dir_all(&batch.out).map_err(Error::io(&batch.out))?;
    let folder = std::path::absolute(&batch.out).map_err(Error::io(&batch.out))?;
    let session = workbench.session()?;
    let deals = chosen(&session, batch.deals.as_ref())?;
    let total = deals.len() as u64 * 2;
    let mut made = MadePackets { packets: Vec::new(), refused: Vec::new() };
    for deal in &deals {
        let level = agreed_level(workbench, &session, deal)?;
        for party in [deal.supplier, deal.accepter] {
            if watch.stop() {
                return Err(Error::Cancelled);
            }
            let done = (made.packets.len() + made.refused.len()) as u64;
            watch.progress(done, total, "packets");
            let organization = session.replica.read(|reader| reader.organization(party))?;
            let name = organization.as_ref().map(|o| o.name.clone()).unwrap_or_default();
            let lang = language(&session, organization.as_ref())?;
            let paper = Paper::new(deal.match_id, party.to_string(), lang, level);
            match one(workbench, paper, &folder, watch) {
                Ok((path, sha256, kept)) => made.packets.push(Packet {
                    path,
                    recipient: party.to_string(),
                    name,
                    lang,
                    level,
                    deal: deal.id.to_string(),
                    sha256,
                    kept,
                }),
                Err(error @ (Error::Cancelled | Error::Io { .. } | Error::Store(_))) => {
                    return Err(error);
                }
                Err(error) => made.refused.push(Refused {
                    deal: deal.id.to_string(),
                    recipient: party.to_string(),
                    name,
                    error: Refusal::from(&error),
                }),
            }
        }
    }
    watch.progress(total, total, "packets");
    Ok(made)
}

/// The deals asked for, by id.
fn chosen(session: &Session, ids: Option<&BTreeSet<DealId>>) -> Result<Vec<Deal>, Error> {
    let mut deals = session.replica.read(|reader| reader.deals())?;
    match ids {
        None => deals.retain(|deal| !deal.state.needs_outcome()),
        Some(ids) => {
            let missing = ids.iter().find(|id| !deals.iter().any(|deal| deal.id == **id));
            if let Some(id) = missing {
                return Err(Error::NotFound { kind: "deal", id: id.to_string() });
            }
            deals.retain(|deal| ids.contains(&deal.id));
        }
    }
    Ok(deals)
}

/// Makes one packet, unless it stands. Answers where it is, its hash, and whether it stood.
fn one(
    workbench: &Workbench,
    paper: Paper,
    folder: &Path,
    watch: &dyn Watch,
) -> Result<(PathBuf, String, bool), Error> {
    let prepared = packet::prepare(workbench, paper, watch)?;
    let path = folder.join(prepared.name());
    if let Some(issue) = prepared.standing()
        && std::fs::read(&path).is_ok_and(|bytes| hex(&Sha256::digest(bytes)) == issue.sha256)
    {
        return Ok((path, issue.sha256.clone(), true));
    }
    let document = packet::print(workbench, prepared)?.under(String::new());
    packet::put(workbench, &document, &path)?;
    Ok((path, document.sha256(), false))
}

/// The highest level that both parties' consents in force allow.
fn agreed_level(
    workbench: &Workbench,
    session: &Session,
    deal: &Deal,
) -> Result<Disclosure, Error> {
    let now = workbench.now();
    let consents = session.replica.read(|reader| reader.consents_on(deal.match_id))?;
    let in_force =
        |c: &&Consent| c.given_at <= now && c.withdrawn_at.is_none_or(|withdrawn| withdrawn > now);
    let of = |party: OrganizationId| {
        let own = consents.iter().filter(in_force).filter(|c| c.organization == party);
        own.map(|c| c.level).max().unwrap_or(Disclosure::Public)
    };
    Ok(of(deal.supplier).min(of(deal.accepter)))
}

/// The language of an organisation: that of its country, or of its first site's.
fn language(session: &Session, of: Option<&Organization>) -> Result<Locale, Error> {
    let Some(of) = of else { return Ok(Locale::En) };
    let country = match &of.country {
        Some(country) => Some(country.clone()),
        None => {
            let sites = session.replica.read(|reader| reader.sites_of(of.id))?;
            sites.into_iter().find_map(|site| site.country)
        }
    };
    Ok(match country.as_deref() {
        Some("DE" | "AT" | "LI" | "CH") => Locale::De,
        Some("RU" | "BY" | "KZ" | "KG") => Locale::Ru,
        Some(_) | None => Locale::En,
    })
}
