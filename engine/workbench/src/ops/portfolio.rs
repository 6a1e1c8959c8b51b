//! The portfolio report: what the region's exchanges bring all together, for anybody to read.

use std::path::PathBuf;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use turash_engine::model::{DealState, Direction};
use turash_engine::portfolio::{self, End, Exchange, Money, PortfolioFacts};
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;
use turash_report::seal::{FORMAT, Manifest};
use turash_report::{Choice, Furniture, PageSize, Seal, map};
use uuid::Uuid;

use super::packet::{Started, Written, fonts, map_facts, put, started};
use super::{matching, tiles};
use crate::Workbench;
use crate::error::Error;
use crate::matched::Matched;
use crate::operation::{Effect, Operation};
use crate::price;
use crate::sealing;
use crate::session::{NewDocument, Session};
use crate::text::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("portfolio.start", Effect::Job, start),
        Operation::new("portfolio.write", Effect::Job, write),
    ]
}

#[derive(Deserialize, JsonSchema)]
struct Asked {
    /// Language of the report.
    #[serde(default)]
    lang: Locale,
    /// Size of the pages.
    #[serde(default)]
    page: PageSize,
}

#[derive(Deserialize, JsonSchema)]
struct ToFile {
    #[serde(flatten)]
    asked: Asked,
    /// File to write.
    out: PathBuf,
}

fn start(workbench: &Workbench, asked: Asked, watch: &dyn Watch) -> Result<Started, Error> {
    let made = make(workbench, &asked, watch)?;
    Ok(started(workbench.session()?.keep_document(made)))
}

fn write(workbench: &Workbench, to: ToFile, watch: &dyn Watch) -> Result<Written, Error> {
    let document = make(workbench, &to.asked, watch)?.under(String::new());
    put(workbench, &document, &to.out)
}

fn make(workbench: &Workbench, asked: &Asked, watch: &dyn Watch) -> Result<NewDocument, Error> {
    let lang = asked.lang;
    let session = workbench.session()?;
    let matched = matching::matched(workbench, watch)?;
    let facts = facts(workbench, &session, &matched, watch)?;
    let atlas = &tiles::tiles(&session)?.atlas;
    let map = map_facts(atlas, map::region(&facts.squares))?;
    let document = document_id(session.replica.project(), &matched.inputs_hash, lang);
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        document: document.clone(),
        version: "0.1".to_owned(),
        issued_at: workbench.now(),
        level: "public".to_owned(),
        lang: lang.code().to_owned(),
        templates: sealing::templates(lang),
        pictures: sealing::pictures(&map),
        inputs: Default::default(),
    };
    let furniture = Furniture {
        consultant: None,
        document_id: document,
        version: manifest.version.clone(),
        date: manifest.issued_at,
        choice: Choice::default(),
        size: asked.page,
        seal: Some(Seal { manifest, before: None }),
    };
    let words = Words::of(lang).catalogue();
    let mut pdf =
        turash_report::portfolio(&facts, &session.name(), &map, words, fonts()?, &furniture)?;
    sealing::signer(workbench, &session)?.sign(&mut pdf.bytes)?;
    let name = format!("{}.pdf", furniture.document_id);
    Ok(NewDocument { name, bytes: pdf.bytes, pages: pdf.pages, issue: None })
}

/// A name that follows from what the report was made of, and tells none of it.
fn document_id(project: Uuid, inputs_hash: &str, lang: Locale) -> String {
    let name = format!("portfolio/{inputs_hash}/{}", lang.code());
    let word = Uuid::new_v5(&project, name.as_bytes()).simple().to_string();
    format!("TW-{}", word[..8].to_uppercase())
}

fn facts(
    workbench: &Workbench,
    session: &Session,
    matched: &Matched,
    watch: &dyn Watch,
) -> Result<PortfolioFacts, Error> {
    let deals = session.replica.read(|reader| reader.deals())?;
    let matches = &matched.set().matches;
    // What lacks a price may gain; it stands in the list, and in no sum of money.
    let gains = |at: usize| matched.priced[at].benefit_eur_per_year.is_none_or(|eur| eur > 0.0);
    let chosen = portfolio::select(matches, &deals, gains);
    let total = chosen.len() as u64;
    watch.progress(0, total, "economics");
    let exchange = |(at, state): (usize, DealState)| {
        if watch.stop() {
            return Err(Error::Cancelled);
        }
        let found = &matches[at];
        let region = &matched.loaded.region;
        let outcome = price::outcome_of(matched, at, &deals, workbench.reference())?;
        let end = |side: Direction| {
            let (flow, site) = match side {
                Direction::Supply => outcome.supply,
                Direction::Demand => outcome.demand,
            };
            let organization = region.organization(flow.organization);
            End {
                organization: flow.organization,
                sector: organization.and_then(|o| o.sector.clone()).or_else(|| site.sector.clone()),
                country: site
                    .country
                    .clone()
                    .or_else(|| organization.and_then(|o| o.country.clone())),
                position: site.position,
            }
        };
        let priced = &matched.priced[at];
        let economics = outcome.economics.as_ref().ok();
        let screened = economics.map(|economics| &economics.screened);
        let money = economics.zip(priced.benefit_eur_per_year).map(|(economics, benefit)| Money {
            benefit_eur_per_year: benefit,
            capital_eur: price::eur(economics.total.capital_eur),
            assumed: economics.assumed,
        });
        Ok(Exchange {
            kind: found.kind,
            state,
            ends: [end(Direction::Supply), end(Direction::Demand)],
            delivered_per_year: screened
                .map_or(found.matched_per_year, |screened| screened.delivered_per_year),
            money,
            co2_t_per_year: screened.and_then(|screened| screened.co2_t_per_year),
        })
    };
    let exchanges = chosen.into_par_iter().map(exchange).collect::<Result<Vec<_>, Error>>()?;
    watch.progress(total, total, "economics");
    Ok(portfolio::facts(&exchanges, matches.len()))
}
