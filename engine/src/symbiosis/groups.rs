//! Shared services and group buying: neighbours who need the same, year after year, and would
//! pay less for it together.
//!
//! A group is a place, its members and what their common volume saves. It compares demands with
//! demands only; who could serve them is named beside it, never scored.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::unit_values;
use crate::issue::{Issue, Severity};
use crate::model::{Direction, Flow, FlowId, Kind, OrganizationId, Position, Region, SiteId};
use crate::reference::Reference;
use crate::spatial::{EarthModel, Index};
use crate::watch::Watch;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Wanted {
    /// Farthest that a member may be from the middle of a group, km; the default where none is
    /// given.
    pub radius_km: Option<f64>,
    /// Demands that may be looked at. The same budget gives the same answer on every machine.
    pub work: u64,
    /// The figure of the earth.
    pub earth: EarthModel,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { radius_km: None, work: 5_000_000, earth: EarthModel::MEAN_SPHERE }
    }
}

/// One who would buy with others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GroupMember")]
pub struct Member {
    /// The demand.
    pub flow: FlowId,
    /// Where it is.
    pub site: SiteId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Needed a year, in the unit of the group.
    pub amount_per_year: f64,
    /// What is paid today for one unit, EUR, where it is known.
    pub price_eur_per_unit: Option<f64>,
    /// Share of the price that the group saves this member, 0..1.
    pub saving_share: f64,
    /// What it saves a year after its part of the coordination, EUR, where the price is known.
    pub saving_eur_per_year: Option<f64>,
}

/// Neighbours with the same need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// What they need.
    pub kind: Kind,
    /// Finer than the kind: the class, or the name where no class is given.
    pub class: Option<String>,
    /// Unit of the amounts.
    pub unit: String,
    /// The site in the middle.
    pub centre: Position,
    /// Distance of the farthest member from it, km.
    pub reach_km: f64,
    /// The largest first.
    pub members: Vec<Member>,
    /// Offers of the same within the radius of the middle, nearest first.
    pub offers: Vec<FlowId>,
    /// What all need together.
    pub amount_per_year: f64,
    /// What those whose price is known save a year, EUR; none where no price is known.
    pub saving_eur_per_year: Option<f64>,
    /// Whether the price of a member is missing.
    pub needs_price: bool,
    /// Whether a price came from the reference data. The discount itself is always assumed.
    pub assumed_price: bool,
    /// Largest share of the price that volume can save.
    pub discount_limit: f64,
    /// Steepness of the discount.
    pub discount_steepness: f64,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Groups {
    /// By saving, highest first, those without a price last, then by the first member. No demand
    /// is in two of them.
    pub groups: Vec<Group>,
    /// Demands that were looked at.
    pub work: u64,
    /// Whether the caller or the budget stopped it.
    pub stopped_early: bool,
    /// Demands that could not take part, counted by what they lack.
    pub issues: Vec<Issue>,
}

/// Share of the price that a member saves when `own` of `together` units are bought at once.
///
/// `s = m (1 - (q / Q)^eta)`: the unit price `p(q) = p_min + S / q^eta` with the member's own
/// price at q and `p_min = (1 - m) p`, read at Q; q, Q in the same unit, m largest share 0..1,
/// eta above 0. Source: Schotanus, Telgen, de Boer 2009, Omega 37, 510-521. Oracle: that function
/// in the tests.
pub fn saving_share(own: f64, together: f64, limit: f64, steepness: f64) -> f64 {
    if own > 0.0 && together > own { limit * (1.0 - (own / together).powf(steepness)) } else { 0.0 }
}

/// Looks for groups in a region. Round the largest demand that is still alone, those of the same
/// kind and class within the radius are taken, the nearest first, one for each site; who would
/// pay more for coordination than the group saves him stays out. At least two organisations.
pub fn find(region: &Region, wanted: &Wanted, reference: &Reference, watch: &dyn Watch) -> Groups {
    let d = &reference.defaults;
    let radius_m = wanted.radius_km.unwrap_or(d.group_radius_km).max(0.0) * 1000.0;
    let most = d.group_most_members.max(2.0) as usize;
    let mut found = Groups::default();
    let (needs, placeless) = needs(region, reference);
    if placeless > 0 {
        let issue = Issue::new("no_location", Severity::Warning).with("count", placeless);
        found.issues.push(issue);
    }
    let total = needs.len() as u64;
    for (done, ((kind, class), need)) in needs.into_iter().enumerate() {
        watch.progress(done as u64, total, "groups");
        let Some(limit) = discount_limit(kind, reference) else { continue };
        let terms =
            Discount { limit, steepness: d.group_discount_steepness, cost_eur: d.group_cost_eur };
        let place = |at: usize| region.site_of(at).position;
        let index = |list: &[usize]| {
            let items = list.iter().zip(0u32..);
            let items = items.filter_map(|(&at, number)| Some((number, place(at)?)));
            Index::new(wanted.earth, radius_m, items)
        };
        let (demands, supplies) = (index(&need.demands), index(&need.supplies));
        let mut order: Vec<usize> = (0..need.demands.len()).collect();
        let amount = |number: usize| region.flows()[need.demands[number]].amount_per_year;
        order.sort_by(|&a, &b| amount(b).total_cmp(&amount(a)).then(a.cmp(&b)));
        let mut taken = vec![false; need.demands.len()];
        for middle in order {
            if watch.stop() || found.work >= wanted.work {
                found.stopped_early = true;
                break;
            }
            let Some(centre) = place(need.demands[middle]) else { continue };
            if taken[middle] {
                continue;
            }
            let near = nearest(&demands, centre, radius_m);
            found.work += near.len() as u64;
            let mut sites = BTreeSet::new();
            let chosen: Vec<(f64, usize)> = near
                .into_iter()
                .filter(|&(_, n)| !taken[n] && sites.insert(region.site_position(need.demands[n])))
                .take(most)
                .collect();
            let members: Vec<Buyer> = chosen
                .iter()
                .map(|&(distance_m, number)| {
                    Buyer::new(region, need.demands[number], number, distance_m, reference)
                })
                .collect();
            let Some(members) = terms.worthwhile(members) else { continue };
            for member in &members {
                taken[member.number] = true;
            }
            let mut offers = nearest(&supplies, centre, radius_m);
            offers.truncate(OFFERS);
            found.groups.push(Group {
                kind,
                class: class.clone(),
                unit: kind.rules().unit.to_owned(),
                centre,
                reach_km: members.iter().map(|m| m.distance_m).fold(0.0, f64::max) / 1000.0,
                offers: offers
                    .into_iter()
                    .map(|(_, number)| region.flows()[need.supplies[number]].id)
                    .collect(),
                ..terms.group(kind, centre, &members)
            });
        }
    }
    found.groups.sort_by(|a, b| {
        let saving = |g: &Group| g.saving_eur_per_year.unwrap_or(f64::NEG_INFINITY);
        saving(b).total_cmp(&saving(a)).then_with(|| a.members[0].flow.cmp(&b.members[0].flow))
    });
    found
}

/// Offers that a group names.
const OFFERS: usize = 5;

/// Positions in the region's flows of those who need the same and of those who offer it.
#[derive(Debug, Default)]
struct Need {
    demands: Vec<usize>,
    supplies: Vec<usize>,
}

/// Flows by what they are, and how many have no place.
fn needs(region: &Region, reference: &Reference) -> (BTreeMap<(Kind, Option<String>), Need>, u64) {
    let mut needs: BTreeMap<(Kind, Option<String>), Need> = BTreeMap::new();
    let mut placeless = 0;
    for (at, flow) in region.flows().iter().enumerate() {
        if discount_limit(flow.kind, reference).is_none()
            || !(flow.amount_per_year > 0.0 && flow.amount_per_year.is_finite())
        {
            continue;
        }
        if region.site_of(at).position.is_none() {
            placeless += 1;
            continue;
        }
        let need = needs.entry((flow.kind, class(flow))).or_default();
        match flow.direction {
            Direction::Supply => need.supplies.push(at),
            Direction::Demand => need.demands.push(at),
        }
    }
    (needs, placeless)
}

/// What makes two needs the same beyond the kind: the class, else the name in small letters;
/// nothing for what is the same everywhere.
fn class(flow: &Flow) -> Option<String> {
    match flow.kind {
        Kind::Electricity | Kind::Water | Kind::Co2 => flow.class.clone(),
        Kind::Heat
        | Kind::Steam
        | Kind::Cooling
        | Kind::CompressedAir
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => {
            Some(flow.class.clone().unwrap_or_else(|| flow.name.trim().to_lowercase()))
        }
    }
}

/// Largest share of the price that volume saves; none for kinds that nobody buys together.
fn discount_limit(kind: Kind, reference: &Reference) -> Option<f64> {
    reference.value(&format!("group.discount.{}", kind.code()))
}

/// Distance in m and number of all items within the radius, nearest first.
fn nearest(index: &Index, centre: Position, radius_m: f64) -> Vec<(f64, usize)> {
    let mut near = Vec::new();
    index.within(centre, radius_m, |found| near.push((found.distance_m, found.item as usize)));
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near
}

/// A demand that might join.
#[derive(Debug, Clone, Copy)]
struct Buyer {
    number: usize,
    flow: FlowId,
    site: SiteId,
    organization: OrganizationId,
    distance_m: f64,
    amount_per_year: f64,
    price_eur: Option<f64>,
    assumed: bool,
}

impl Buyer {
    fn new(
        region: &Region,
        at: usize,
        number: usize,
        distance_m: f64,
        reference: &Reference,
    ) -> Self {
        let flow = &region.flows()[at];
        let value = unit_values(flow, region.site_of(at), reference);
        Self {
            number,
            flow: flow.id,
            site: flow.site,
            organization: flow.organization,
            distance_m,
            amount_per_year: flow.amount_per_year,
            price_eur: value.needs.is_none().then_some(value.eur_per_unit),
            assumed: value.needs.is_none() && value.assumed,
        }
    }
}

/// How volume is rewarded.
#[derive(Debug, Clone, Copy)]
struct Discount {
    limit: f64,
    steepness: f64,
    cost_eur: f64,
}

impl Discount {
    fn member(&self, buyer: &Buyer, together: f64) -> Member {
        let share = saving_share(buyer.amount_per_year, together, self.limit, self.steepness);
        Member {
            flow: buyer.flow,
            site: buyer.site,
            organization: buyer.organization,
            amount_per_year: buyer.amount_per_year,
            price_eur_per_unit: buyer.price_eur,
            saving_share: share,
            // Who is paid for taking something has no price to save on.
            saving_eur_per_year: buyer
                .price_eur
                .map(|price| share * price.max(0.0) * buyer.amount_per_year - self.cost_eur),
        }
    }

    /// Those who gain by being together, or whose price is not known: one after the other leaves
    /// whom it costs most. None where fewer than two organisations stay.
    fn worthwhile(&self, mut buyers: Vec<Buyer>) -> Option<Vec<Buyer>> {
        loop {
            let owners: BTreeSet<OrganizationId> = buyers.iter().map(|b| b.organization).collect();
            if owners.len() < 2 {
                return None;
            }
            let together = buyers.iter().map(|b| b.amount_per_year).sum();
            let worst = buyers
                .iter()
                .enumerate()
                .filter_map(|(i, b)| Some((self.member(b, together).saving_eur_per_year?, i)))
                .filter(|(saving, _)| *saving < 0.0)
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            match worst {
                Some((_, leaving)) => buyers.remove(leaving),
                None => return Some(buyers),
            };
        }
    }

    fn group(&self, kind: Kind, centre: Position, buyers: &[Buyer]) -> Group {
        let together = buyers.iter().map(|b| b.amount_per_year).sum();
        let mut members: Vec<Member> = buyers.iter().map(|b| self.member(b, together)).collect();
        members.sort_by(|a, b| {
            b.amount_per_year.total_cmp(&a.amount_per_year).then(a.flow.cmp(&b.flow))
        });
        let known: Vec<f64> = members.iter().filter_map(|m| m.saving_eur_per_year).collect();
        Group {
            kind,
            class: None,
            unit: String::new(),
            centre,
            reach_km: 0.0,
            offers: Vec::new(),
            amount_per_year: together,
            saving_eur_per_year: (!known.is_empty()).then(|| known.iter().sum()),
            needs_price: known.len() < members.len(),
            assumed_price: buyers.iter().any(|b| b.assumed),
            discount_limit: self.limit,
            discount_steepness: self.steepness,
            members,
        }
    }
}

#[cfg(test)]
mod tests;
