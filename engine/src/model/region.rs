//! Everything that takes part in matching, with the way from a flow to its site and owner.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Flow, FlowId, Organization, OrganizationId, Site, SiteId};

/// Organisations, sites and flows, held together by position instead of by look-up. A clone
/// shares lists and records.
#[derive(Debug, Clone, Default)]
pub struct Region {
    organizations: Arc<Vec<Arc<Organization>>>,
    sites: Arc<Vec<Arc<Site>>>,
    flows: Arc<Vec<Arc<Flow>>>,
    joins: Arc<Joins>,
}

/// Where everything stands in the lists of a region, and who belongs to whom.
#[derive(Debug, Default)]
struct Joins {
    site_of_flow: Vec<usize>,
    organization_of_flow: Vec<usize>,
    flow_index: HashMap<FlowId, usize>,
    site_index: HashMap<SiteId, usize>,
    organization_index: HashMap<OrganizationId, usize>,
    flows_at_site: Vec<Vec<usize>>,
}

/// What changed in a register, by id: the record as it is now, or nothing where it is gone.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// Organisations.
    pub organizations: BTreeMap<OrganizationId, Option<Organization>>,
    /// Sites.
    pub sites: BTreeMap<SiteId, Option<Site>>,
    /// Flows.
    pub flows: BTreeMap<FlowId, Option<Flow>>,
}

/// A sorted list with these records put in, replaced or taken out, and their ids.
fn edited<Id: Ord + Copy, Record>(
    records: &Arc<Vec<Arc<Record>>>,
    edit: BTreeMap<Id, Option<Record>>,
    id_of: impl Fn(&Record) -> Id,
) -> (Arc<Vec<Arc<Record>>>, BTreeSet<Id>) {
    let ids = edit.keys().copied().collect();
    if edit.is_empty() {
        return (records.clone(), ids);
    }
    let mut list = records.to_vec();
    for (id, record) in edit {
        match (list.binary_search_by_key(&id, |r| id_of(r)), record) {
            (Ok(at), Some(record)) => list[at] = Arc::new(record),
            (Ok(at), None) => drop(list.remove(at)),
            (Err(at), Some(record)) => list.insert(at, Arc::new(record)),
            (Err(_), None) => {}
        }
    }
    (Arc::new(list), ids)
}

impl Region {
    /// Joins the three lists, sorted by id so that order never depends on the store. Flows
    /// whose site or organisation is not in the lists are returned beside it.
    pub fn new(
        organizations: Vec<Organization>,
        sites: Vec<Site>,
        flows: Vec<Flow>,
    ) -> (Self, Vec<Flow>) {
        let mut organizations: Vec<_> = organizations.into_iter().map(Arc::new).collect();
        let mut sites: Vec<_> = sites.into_iter().map(Arc::new).collect();
        organizations.sort_by_key(|o| o.id);
        sites.sort_by_key(|s| s.id);
        let known_organizations: BTreeSet<_> = organizations.iter().map(|o| o.id).collect();
        let known_sites: BTreeSet<_> = sites.iter().map(|s| s.id).collect();
        let (mut flows, orphans): (Vec<_>, Vec<_>) = flows.into_iter().partition(|f| {
            known_sites.contains(&f.site) && known_organizations.contains(&f.organization)
        });
        flows.sort_by_key(|f| f.id);
        let flows: Vec<_> = flows.into_iter().map(Arc::new).collect();
        (Self::joined(Arc::new(organizations), Arc::new(sites), Arc::new(flows)), orphans)
    }

    /// Joins lists that are sorted and complete.
    fn joined(
        organizations: Arc<Vec<Arc<Organization>>>,
        sites: Arc<Vec<Arc<Site>>>,
        flows: Arc<Vec<Arc<Flow>>>,
    ) -> Self {
        let organization_index: HashMap<_, _> =
            organizations.iter().enumerate().map(|(i, o)| (o.id, i)).collect();
        let site_index: HashMap<_, _> = sites.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
        let mut flows_at_site = vec![Vec::new(); sites.len()];
        for (position, flow) in flows.iter().enumerate() {
            flows_at_site[site_index[&flow.site]].push(position);
        }
        let joins = Joins {
            flows_at_site,
            site_of_flow: flows.iter().map(|f| site_index[&f.site]).collect(),
            organization_of_flow: flows
                .iter()
                .map(|f| organization_index[&f.organization])
                .collect(),
            flow_index: flows.iter().enumerate().map(|(i, f)| (f.id, i)).collect(),
            site_index,
            organization_index,
        };
        Self { organizations, sites, flows, joins: Arc::new(joins) }
    }

    /// The region after an edit, and the flows it touches: those that are new, gone or edited,
    /// those of an edited site, and those of an edited organisation. None where a flow would
    /// be left without site or organisation, or comes back to one: read the region anew then.
    pub fn edited(&self, edit: Edit) -> Option<(Self, BTreeSet<FlowId>)> {
        let mut touched: BTreeSet<FlowId> = edit.flows.keys().copied().collect();
        let sites = edited(&self.sites, edit.sites, |site| site.id);
        let organizations = edited(&self.organizations, edit.organizations, |o| o.id);
        let same_shape = edit.flows.iter().all(|(id, flow)| match (self.find_flow(*id), flow) {
            (Some(at), Some(flow)) => {
                flow.site == self.flows[at].site && flow.organization == self.flows[at].organization
            }
            (Some(_), None) | (None, _) => false,
        });
        let flows = edited(&self.flows, edit.flows, |flow| flow.id);
        let (sites, site_ids) = sites;
        let (organizations, organization_ids) = organizations;
        let (flows, _) = flows;
        let region = if same_shape
            && sites.len() == self.sites.len()
            && organizations.len() == self.organizations.len()
        {
            Self { organizations, sites, flows, joins: self.joins.clone() }
        } else {
            let has_site: BTreeSet<_> = sites.iter().map(|s| s.id).collect();
            let has_owner: BTreeSet<_> = organizations.iter().map(|o| o.id).collect();
            let whole =
                |f: &Arc<Flow>| has_site.contains(&f.site) && has_owner.contains(&f.organization);
            if !flows.iter().all(whole) {
                return None;
            }
            Self::joined(organizations, sites, flows)
        };
        for site in site_ids {
            touched.extend(region.flows_at(site).iter().map(|&at| region.flows[at].id));
        }
        if !organization_ids.is_empty() {
            let of_them =
                region.flows.iter().filter(|f| organization_ids.contains(&f.organization));
            touched.extend(of_them.map(|f| f.id));
        }
        Some((region, touched))
    }

    /// All flows, by id.
    pub fn flows(&self) -> &[Arc<Flow>] {
        &self.flows
    }

    /// The flow at this position of [`Region::flows`].
    pub fn flow(&self, at: usize) -> &Flow {
        &self.flows[at]
    }

    /// All sites, by id.
    pub fn sites(&self) -> &[Arc<Site>] {
        &self.sites
    }

    /// All organisations, by id.
    pub fn organizations(&self) -> &[Arc<Organization>] {
        &self.organizations
    }

    /// The site of the flow at this position of [`Region::flows`].
    pub fn site_of(&self, flow: usize) -> &Site {
        &self.sites[self.joins.site_of_flow[flow]]
    }

    /// Position in [`Region::sites`] of the site of the flow at this position.
    pub fn site_position(&self, flow: usize) -> usize {
        self.joins.site_of_flow[flow]
    }

    /// The owner of the flow at this position of [`Region::flows`].
    pub fn organization_of(&self, flow: usize) -> &Organization {
        &self.organizations[self.joins.organization_of_flow[flow]]
    }

    /// Position in [`Region::organizations`] of the owner of the flow at this position.
    pub fn organization_position(&self, flow: usize) -> usize {
        self.joins.organization_of_flow[flow]
    }

    /// Positions in [`Region::flows`] of the flows of a site; empty where there is no such site.
    pub fn flows_at(&self, site: SiteId) -> &[usize] {
        self.joins.site_index.get(&site).map_or(&[], |&i| self.joins.flows_at_site[i].as_slice())
    }

    /// Position of a flow in [`Region::flows`].
    pub fn find_flow(&self, id: FlowId) -> Option<usize> {
        self.joins.flow_index.get(&id).copied()
    }

    /// A site by id.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.joins.site_index.get(&id).map(|&i| &*self.sites[i])
    }

    /// An organisation by id.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.joins.organization_index.get(&id).map(|&i| &*self.organizations[i])
    }
}
