//! The matches of one organisation, worked out by the engine on the rows as merged. It owns which
//! rows enter and how long a register that was read is kept; every figure is the engine's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::economics::{Economics, annuity_factor};
use turash_engine::matching::outcome::outcome;
use turash_engine::matching::{Centre, Match, Prepared, Request};
use turash_engine::model::kind::Carriage;
use turash_engine::model::{
    Deal, DealState, Direction, Flow, MatchId, Organization, OrganizationId, Region, Site,
};
use turash_engine::reference::Reference;
use turash_engine::risk::{Area, Risk};
use turash_engine::watch::Unwatched;
use turash_store::{Record, record_from_json};
use turash_sync::merge::Row as Merged;
use turash_sync::protocol::{Refusal, StreamId};
use turash_sync::rules::StoreRules;
use uuid::Uuid;

use crate::accounts::Caller;
use crate::db::{Row, Transaction};
use crate::feed::standing;
use crate::hub::{Hub, HubError};

/// Registers that are kept ready at most.
const KEPT: usize = 8;

static REFERENCE: LazyLock<Reference> = LazyLock::new(turash_workbench::reference);

/// Registers as last read, with the number of the stream they were read at.
pub(crate) type Registers = Mutex<BTreeMap<(Uuid, Uuid), (u64, Arc<Register>)>>;

/// A project's register, ready to be asked.
pub(crate) struct Register {
    region: Region,
    prepared: Prepared,
    request: Request,
    deals: BTreeMap<MatchId, Deal>,
}

/// A match in the platform's shape.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DirectMatch {
    /// Its id.
    pub id: Uuid,
    /// The supply.
    pub source_resource_id: Uuid,
    /// The demand.
    pub target_resource_id: Uuid,
    /// Whose the supply is.
    pub source_organization: PartyOfMatch,
    /// Whose the demand is.
    pub target_organization: PartyOfMatch,
    /// The supply, as far as a list shows it.
    pub source_resource: Resource,
    /// The demand, as far as a list shows it.
    pub target_resource: Resource,
    /// 0..1, the score of the ranking.
    pub compatibility_score: f64,
    /// Net benefit of a year of both parties together, EUR; none where a price is missing.
    pub economic_value: Option<f64>,
    /// Along the surface of the earth.
    pub distance_km: f64,
    /// Where its deal stands; `suggested` without one.
    pub status: DealState,
    /// 1..10, higher is more urgent: the score in tenths.
    pub priority: u8,
    /// When a reservation lapses, RFC 3339.
    pub reserved_until: Option<String>,
    /// The way there; none where a price is missing.
    pub transportation_estimate: Option<Transportation>,
    /// What may go wrong, each 0..1.
    pub risk_assessment: Risks,
}

/// An organisation of a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyOfMatch {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its sector, as the source words it.
    pub sector: Option<String>,
}

/// A resource of a match.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Resource {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// `output` for what is given, `input` for what is taken.
    pub direction: crate::proposals::ResourceType,
    /// Amount a year.
    pub quantity: f64,
    /// Its unit.
    pub unit: String,
    /// What it is like.
    pub quality: ResourceQuality,
}

/// What a resource is like.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ResourceQuality {
    /// At which it leaves, or which it must reach.
    pub temperature_celsius: Option<f64>,
    /// What it has, or must have at least.
    pub purity_pct: Option<f64>,
}

/// What carrying it costs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Transportation {
    /// EUR a year: trucks, and the capital of the route spread over its years.
    pub cost_per_year: f64,
    /// How it travels.
    pub method: String,
    /// 0..1, what is left of the worth after the way there.
    pub feasibility_score: f64,
}

/// What may go wrong, each 0..1.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Risks {
    /// Does it work.
    pub technical_risk: f64,
    /// Is it allowed.
    pub regulatory_risk: f64,
    /// Does it pay, and go on paying.
    pub market_risk: f64,
}

impl Hub {
    /// The matches of an organisation in all projects that the caller may see, best first, and
    /// how many there are; one that is in none of them is not there.
    pub async fn direct_matches(
        &self,
        caller: &Caller,
        organization: Uuid,
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<DirectMatch>, usize), HubError> {
        let mut found: Vec<(Arc<Register>, Vec<Arc<Match>>)> = Vec::new();
        for scope in self.scopes(caller).await? {
            let register = self.register(caller.org, scope.stream).await?;
            if register.region.organization(OrganizationId(organization)).is_none() {
                continue;
            }
            let asked = Arc::clone(&register);
            let matches = at_work(move || asked.matches_of(OrganizationId(organization))).await?;
            found.push((register, matches));
        }
        if found.is_empty() {
            return Err(Refusal::NoStream.into());
        }
        at_work(move || {
            let each = found.iter().enumerate();
            let mut all: Vec<(usize, &Arc<Match>)> =
                each.flat_map(|(at, (_, list))| list.iter().map(move |one| (at, one))).collect();
            all.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
            // One that stands in two projects is told once, from where it scores best.
            let mut met = BTreeSet::new();
            all.retain(|(_, one)| met.insert(one.id));
            let total = all.len();
            let page = all.into_iter().skip(offset).take(limit);
            let page = page.filter_map(|(at, one)| found[at].0.told(one)).collect();
            (page, total)
        })
        .await
    }

    /// The register of a stream as it is now.
    async fn register(&self, org: Uuid, stream: StreamId) -> Result<Arc<Register>, HubError> {
        let key = (org, stream.0);
        let mut open = self.read(org).await?;
        let tx = open.as_mut();
        let head = standing(tx, org, stream).await?.ok_or(Refusal::NoStream)?.head;
        {
            let kept = self.registers.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at, register)) = kept.get(&key)
                && *at == head
            {
                return Ok(Arc::clone(register));
            }
        }
        let organizations = rows::<Organization>(tx, org, stream).await?;
        let sites = rows::<Site>(tx, org, stream).await?;
        let flows = rows::<Flow>(tx, org, stream).await?;
        let deals = rows::<Deal>(tx, org, stream).await?;
        drop(open);
        let now_us = self.now_us();
        let register = at_work(move || {
            let records = (of_rows(&organizations), of_rows(&sites), of_rows(&flows));
            Register::new(records, of_rows(&deals), now_us)
        });
        let register = Arc::new(register.await??);
        let mut kept = self.registers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT && !kept.contains_key(&key) {
            kept.pop_first();
        }
        kept.insert(key, (head, Arc::clone(&register)));
        Ok(register)
    }
}

/// Work that keeps a core busy, off the threads that answer.
async fn at_work<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HubError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| HubError::Refused(Refusal::Unavailable))
}

async fn rows<T: Record>(
    tx: &mut dyn Transaction,
    org: Uuid,
    stream: StreamId,
) -> Result<Vec<Row>, HubError> {
    let rows = tx
        .query(
            "SELECT row_id, state FROM row_state \
             WHERE org = $1 AND stream = $2 AND table_name = $3 ORDER BY row_id",
            &[org.into(), stream.0.into(), T::table().name.into()],
        )
        .await?;
    Ok(rows)
}

/// The records of rows that show. One that this version cannot read takes no part.
fn of_rows<T: Record>(rows: &[Row]) -> Vec<T> {
    let record = |row: &Row| -> Option<T> {
        let state: Merged = serde_json::from_str(row.text(1).ok()?).ok()?;
        let view = state.view(T::table().name, &StoreRules)?;
        let fields = view.iter().map(|(name, value)| format!("\"{name}\":{}", value.0));
        let text = format!("{{{}}}", fields.collect::<Vec<_>>().join(","));
        let record = record_from_json(row.id(0).ok()?, &text);
        if let Err(error) = &record {
            tracing::warn!(code = "hub.row_not_read", table = T::table().name, cause = %error);
        }
        record.ok()
    };
    rows.iter().filter_map(record).collect()
}

impl Register {
    fn new(
        (organizations, sites, flows): (Vec<Organization>, Vec<Site>, Vec<Flow>),
        all_deals: Vec<Deal>,
        now_us: i64,
    ) -> Result<Self, HubError> {
        let now = jiff::Timestamp::from_microsecond(now_us).unwrap_or_default();
        let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
        let request = Request { as_of_year: Some(year), ..Request::default() };
        // A flow whose site or owner has not come yet takes no part.
        let (region, _waiting) = Region::new(organizations, sites, flows);
        let prepared = Prepared::new(&region, &request, &REFERENCE);
        let prepared = prepared.map_err(|_| HubError::Stored("reference"))?;
        let mut deals: BTreeMap<MatchId, Deal> = BTreeMap::new();
        for deal in all_deals {
            // One that stands counts before one that has ended, a later one before an earlier.
            let rank = |deal: &Deal| (!deal.state.needs_outcome(), deal.id);
            match deals.get(&deal.match_id) {
                Some(other) if rank(other) > rank(&deal) => {}
                Some(_) | None => {
                    deals.insert(deal.match_id, deal);
                }
            }
        }
        Ok(Self { region, prepared, request, deals })
    }

    /// What each of the organisation's flows would choose, each match once.
    fn matches_of(&self, organization: OrganizationId) -> Vec<Arc<Match>> {
        let own = self.region.flows().iter().filter(|flow| flow.organization == organization);
        let mut met = BTreeSet::new();
        let mut matches = Vec::new();
        for flow in own {
            let centre = Centre::Flow(flow.id);
            let set = self.prepared.answer(&self.region, centre, &REFERENCE, &Unwatched);
            matches.extend(set.matches.into_iter().filter(|one| met.insert(one.id)));
        }
        matches
    }

    fn told(&self, one: &Match) -> Option<DirectMatch> {
        let deal = self.deals.get(&one.id);
        let standing = deal.filter(|deal| !deal.state.needs_outcome());
        let agreed = standing.and_then(|deal| deal.transfer_price_eur_per_unit);
        let outcome = outcome(&self.region, &self.request, &REFERENCE, one, agreed)?;
        let economics = outcome.economics.as_ref().ok();
        let risk = |area: Area| {
            outcome
                .risks
                .iter()
                .find(|risk| risk.area == area)
                .map_or(0.0, |risk: &Risk| risk.value)
        };
        let (supply, demand) = (outcome.supply.0, outcome.demand.0);
        Some(DirectMatch {
            id: one.id.0,
            source_resource_id: supply.id.0,
            target_resource_id: demand.id.0,
            source_organization: self.party(supply),
            target_organization: self.party(demand),
            source_resource: resource(supply),
            target_resource: resource(demand),
            compatibility_score: one.score.clamp(0.0, 1.0),
            economic_value: economics.map(benefit_eur_per_year),
            distance_km: one.distance_km,
            status: deal.map_or(DealState::Suggested, |deal| deal.state),
            priority: (one.score * 10.0).ceil().clamp(1.0, 10.0) as u8,
            reserved_until: deal.and_then(|deal| deal.reserved_until).map(|at| at.to_string()),
            transportation_estimate: economics.map(|economics| {
                let route = &economics.screened.route;
                Transportation {
                    cost_per_year: route.trucking_eur_per_year
                        + route.capital_eur / annuity_of(economics),
                    method: method(route.carriage).to_owned(),
                    feasibility_score: (1.0 - one.scores.transport_penalty).clamp(0.0, 1.0),
                }
            }),
            risk_assessment: Risks {
                technical_risk: risk(Area::Technical),
                regulatory_risk: risk(Area::Regulatory),
                market_risk: risk(Area::Market),
            },
        })
    }

    fn party(&self, flow: &Flow) -> PartyOfMatch {
        let known = self.region.organization(flow.organization);
        PartyOfMatch {
            id: flow.organization.0,
            name: known.map(|known| known.name.clone()).unwrap_or_default(),
            sector: known.and_then(|known| known.sector.clone()),
        }
    }
}

/// Present value of 1 EUR a year over the years reckoned with.
fn annuity_of(economics: &Economics) -> f64 {
    annuity_factor(economics.assumptions.discount_rate, economics.assumptions.years)
}

/// Both together, the capital spread over the years.
fn benefit_eur_per_year(economics: &Economics) -> f64 {
    economics.screened.npv_eur / annuity_of(economics)
}

/// How it travels, in the platform's words.
fn method(carriage: Carriage) -> &'static str {
    match carriage {
        Carriage::Piped => "piping",
        Carriage::Trucked => "truck",
        Carriage::Line => "line",
        Carriage::Unbound => "none",
    }
}

fn resource(flow: &Flow) -> Resource {
    let rules = flow.kind.rules();
    Resource {
        id: flow.id.0,
        kind: rules.code.to_owned(),
        direction: match flow.direction {
            Direction::Supply => crate::proposals::ResourceType::Output,
            Direction::Demand => crate::proposals::ResourceType::Input,
        },
        quantity: flow.amount_per_year,
        unit: format!("{}/year", rules.unit),
        quality: ResourceQuality {
            temperature_celsius: flow.quality.temperature.map(|at| at.0),
            purity_pct: flow.quality.grade.map(|grade| grade * 100.0),
        },
    }
}
