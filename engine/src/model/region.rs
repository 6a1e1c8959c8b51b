//! Everything that takes part in matching, with the way from a flow to its site and owner.

use std::collections::HashMap;

use super::{Flow, FlowId, Organization, OrganizationId, Site, SiteId};

/// Organisations, sites and flows, held together by position instead of by look-up.
#[derive(Debug, Clone, Default)]
pub struct Region {
    organizations: Vec<Organization>,
    sites: Vec<Site>,
    flows: Vec<Flow>,
    site_of_flow: Vec<usize>,
    organization_of_flow: Vec<usize>,
    flow_index: HashMap<FlowId, usize>,
    site_index: HashMap<SiteId, usize>,
    organization_index: HashMap<OrganizationId, usize>,
    flows_at_site: Vec<Vec<usize>>,
}

impl Region {
    /// Joins the three lists, sorted by id so that order never depends on the store. Flows
    /// whose site or organisation is not in the lists are returned beside it.
    pub fn new(
        mut organizations: Vec<Organization>,
        mut sites: Vec<Site>,
        mut flows: Vec<Flow>,
    ) -> (Self, Vec<Flow>) {
        organizations.sort_by_key(|o| o.id);
        sites.sort_by_key(|s| s.id);
        flows.sort_by_key(|f| f.id);
        let organization_index: HashMap<_, _> =
            organizations.iter().enumerate().map(|(i, o)| (o.id, i)).collect();
        let site_index: HashMap<_, _> = sites.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
        let (flows, orphans): (Vec<_>, Vec<_>) = flows.into_iter().partition(|f| {
            site_index.contains_key(&f.site) && organization_index.contains_key(&f.organization)
        });
        let mut flows_at_site = vec![Vec::new(); sites.len()];
        for (position, flow) in flows.iter().enumerate() {
            flows_at_site[site_index[&flow.site]].push(position);
        }
        let region = Self {
            flows_at_site,
            site_of_flow: flows.iter().map(|f| site_index[&f.site]).collect(),
            organization_of_flow: flows
                .iter()
                .map(|f| organization_index[&f.organization])
                .collect(),
            flow_index: flows.iter().enumerate().map(|(i, f)| (f.id, i)).collect(),
            organizations,
            sites,
            flows,
            site_index,
            organization_index,
        };
        (region, orphans)
    }

    /// All flows, by id.
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// All sites, by id.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// All organisations, by id.
    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// The site of the flow at this position of [`Region::flows`].
    pub fn site_of(&self, flow: usize) -> &Site {
        &self.sites[self.site_of_flow[flow]]
    }

    /// Position in [`Region::sites`] of the site of the flow at this position.
    pub fn site_position(&self, flow: usize) -> usize {
        self.site_of_flow[flow]
    }

    /// The owner of the flow at this position of [`Region::flows`].
    pub fn organization_of(&self, flow: usize) -> &Organization {
        &self.organizations[self.organization_of_flow[flow]]
    }

    /// Positions in [`Region::flows`] of the flows of a site; empty where there is no such site.
    pub fn flows_at(&self, site: SiteId) -> &[usize] {
        self.site_index.get(&site).map_or(&[], |&i| self.flows_at_site[i].as_slice())
    }

    /// Position of a flow in [`Region::flows`].
    pub fn find_flow(&self, id: FlowId) -> Option<usize> {
        self.flow_index.get(&id).copied()
    }

    /// A site by id.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.site_index.get(&id).map(|&i| &self.sites[i])
    }

    /// An organisation by id.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.organization_index.get(&id).map(|&i| &self.organizations[i])
    }
}
