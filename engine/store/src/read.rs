//! What can be asked of a replica. Every answer of one [`Reader`] is of the same moment; the
//! SQL is here, the meaning is the engine's.

use std::path::Path;

use rusqlite::OptionalExtension as _;
use rusqlite::{Connection, params};
use turash_engine::model::{
    Consent, Deal, Edit, Flow, FlowId, LegalAnswer, MatchId, Organization, OrganizationId,
    Position, Site, SiteId,
};
use uuid::Uuid;

use crate::blob;
use crate::edit::{get, to_redo, to_undo};
use crate::error::{At as _, Result, StoreError};
use crate::matches::{self, MatchRow, MatchRun};
use crate::op::{self, Action, HistoryEntry, Identity};
use crate::schema::{Record, record_of};
use crate::search::{self, Hit};
use crate::table::{Issue, Pack};

/// One moment of the replica.
#[derive(Debug)]
pub struct Reader<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) path: &'c Path,
    pub(crate) identity: Identity,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Organisations.
    pub organizations: u64,
    /// Sites.
    pub sites: u64,
    /// Sites without a position.
    pub sites_without_position: u64,
    /// Supplies.
    pub supplies: u64,
    /// Demands.
    pub demands: u64,
    /// Deals.
    pub deals: u64,
    /// Ops in the log.
    pub ops: u64,
}

/// A site, and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The site.
    pub site: Site,
    /// Great-circle distance in metres.
    pub distance_m: f64,
}

impl Reader<'_> {
    /// Every row of one kind, by id.
    pub fn all<T: Record>(&self) -> Result<Vec<T>> {
        self.list(&T::table().sql.select_all, []).at(self.path)
    }

    /// The row of this id.
    pub fn get<T: Record>(&self, id: Uuid) -> Result<Option<T>> {
        get(self.connection, id).at(self.path)
    }

    /// Every organisation, by id.
    pub fn organizations(&self) -> Result<Vec<Organization>> {
        self.all()
    }

    /// Every site, by id.
    pub fn sites(&self) -> Result<Vec<Site>> {
        self.all()
    }

    /// Every flow, by id.
    pub fn flows(&self) -> Result<Vec<Flow>> {
        self.all()
    }

    /// Every deal, by id.
    pub fn deals(&self) -> Result<Vec<Deal>> {
        self.all()
    }

    /// Every map pack, by id.
    pub fn packs(&self) -> Result<Vec<Pack>> {
        self.all()
    }

    /// The organisation of this id.
    pub fn organization(&self, id: OrganizationId) -> Result<Option<Organization>> {
        self.get(id.0)
    }

    /// The site of this id.
    pub fn site(&self, id: SiteId) -> Result<Option<Site>> {
        self.get(id.0)
    }

    /// The flow of this id.
    pub fn flow(&self, id: FlowId) -> Result<Option<Flow>> {
        self.get(id.0)
    }

    /// The flows of a site, by id.
    pub fn flows_of(&self, site: SiteId) -> Result<Vec<Flow>> {
        self.referring("site", site.0)
    }

    /// The flows that an organisation owns, by id.
    pub fn flows_owned_by(&self, organization: OrganizationId) -> Result<Vec<Flow>> {
        self.referring("organization", organization.0)
    }

    /// The sites of an organisation, by id.
    pub fn sites_of(&self, organization: OrganizationId) -> Result<Vec<Site>> {
        self.referring("organization", organization.0)
    }

    /// The deals on a match, by id.
    pub fn deals_on(&self, of: MatchId) -> Result<Vec<Deal>> {
        self.referring("match", of.0)
    }

    /// The consents recorded for a match, by id.
    pub fn consents_on(&self, of: MatchId) -> Result<Vec<Consent>> {
        self.referring("match", of.0)
    }

    /// The answers to questions of the legal tests of a match, by id.
    pub fn legal_answers_on(&self, of: MatchId) -> Result<Vec<LegalAnswer>> {
        self.referring("match", of.0)
    }

    /// The papers issued on a match, by id.
    pub fn issues_on(&self, of: MatchId) -> Result<Vec<Issue>> {
        self.referring("match", of.0)
    }

    /// The sites within `radius_m` metres, nearest first. Uses the spatial index; right
    /// across the antimeridian and at the poles.
    pub fn sites_within(&self, center: Position, radius_m: f64) -> Result<Vec<Near>> {
        self.near(center, radius_m).at(self.path)
    }

    /// The best findings for words, best first.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Hit>> {
        search::search(self.connection, text, limit).at(self.path)
    }

    /// How much there is.
    pub fn counts(&self) -> Result<Counts> {
        self.count().at(self.path)
    }

    /// Number of the last op on organisations, sites and flows: the register is the same as
    /// long as this is.
    pub fn register_head(&self) -> Result<i64> {
        self.connection
            .query_row(
                "SELECT seq FROM op WHERE \"table\" IN ('organization', 'site', 'flow')
                 ORDER BY seq DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()
            .map(Option::unwrap_or_default)
            .at(self.path)
    }

    /// What is different in the register since an op: each record that was written, as it is
    /// now. None where more than `most` records were written.
    pub fn register_edit(&self, since: i64, most: usize) -> Result<Option<Edit>> {
        let written = self.written_since(since, most).at(self.path)?;
        let Some(written) = written else { return Ok(None) };
        let mut edit = Edit::default();
        for (table, id) in written {
            match table.as_str() {
                "organization" => {
                    let id = OrganizationId(id);
                    edit.organizations.insert(id, self.organization(id)?);
                }
                "site" => {
                    let id = SiteId(id);
                    edit.sites.insert(id, self.site(id)?);
                }
                _ => {
                    let id = FlowId(id);
                    edit.flows.insert(id, self.flow(id)?);
                }
            }
        }
        Ok(Some(edit))
    }

    fn written_since(
        &self,
        since: i64,
        most: usize,
    ) -> rusqlite::Result<Option<Vec<(String, Uuid)>>> {
        let mut select = self.connection.prepare_cached(
            "SELECT DISTINCT \"table\", \"row\" FROM op
             WHERE seq > ?1 AND \"table\" IN ('organization', 'site', 'flow') LIMIT ?2",
        )?;
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let rows = select.query_map(params![since, limit], |row| {
            Ok((row.get(0)?, Uuid::from_bytes(row.get(1)?)))
        })?;
        let written = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((written.len() <= most).then_some(written))
    }

    /// Number of the last op: the project is the same as long as this is.
    pub fn head(&self) -> Result<i64> {
        self.connection
            .query_row("SELECT coalesce(max(seq), 0) FROM op", [], |row| row.get(0))
            .at(self.path)
    }

    /// West, south, east and north end of the sites in degrees; none without a position.
    pub fn bounds(&self) -> Result<Option<[f64; 4]>> {
        self.connection
            .query_row(
                "SELECT min(xmin), min(ymin), max(xmax), max(ymax) FROM idx_site_position",
                [],
                |row| {
                    Ok(row
                        .get::<_, Option<f64>>(0)?
                        .map(|west| (west, row.get(1), row.get(2), row.get(3))))
                },
            )
            .at(self.path)?
            .map(|(west, south, east, north)| Ok([west, south?, east?, north?]))
            .transpose()
            .map_err(StoreError::Sql)
    }

    /// Everything written to one row, oldest first.
    pub fn history<T: Record>(&self, id: Uuid) -> Result<Vec<HistoryEntry>> {
        op::history(self.connection, T::table(), id).at(self.path)
    }

    /// The newest actions, newest first.
    pub fn actions(&self, limit: usize) -> Result<Vec<Action>> {
        self.newest_actions(limit).at(self.path)
    }

    /// What an undo would take back.
    pub fn to_undo(&self) -> Result<Option<Action>> {
        to_undo(self.connection, self.identity.device).at(self.path)
    }

    /// What a redo would do again.
    pub fn to_redo(&self) -> Result<Option<Action>> {
        to_redo(self.connection, self.identity.device).at(self.path)
    }

    /// The bytes kept under a hash.
    pub fn blob(&self, sha256: &str) -> Result<Vec<u8>> {
        blob::get(self.connection, sha256).at(self.path)
    }

    /// At most `length` of the bytes kept under a hash, from `offset`.
    pub fn blob_range(&self, sha256: &str, offset: u64, length: usize) -> Result<Vec<u8>> {
        blob::range(self.connection, sha256, offset, length).at(self.path)
    }

    /// The run whose matches are kept under these inputs.
    pub fn match_run(&self, inputs_hash: &str) -> Result<Option<MatchRun>> {
        matches::run(self.connection, inputs_hash).at(self.path)
    }

    /// The newest run.
    pub fn newest_match_run(&self) -> Result<Option<MatchRun>> {
        matches::newest(self.connection).at(self.path)
    }

    /// A page of the matches of a run, best first.
    pub fn matches(&self, inputs_hash: &str, from: usize, limit: usize) -> Result<Vec<MatchRow>> {
        matches::page(self.connection, inputs_hash, from, limit).at(self.path)
    }

    /// One match of a run.
    pub fn match_of(&self, inputs_hash: &str, id: MatchId) -> Result<Option<MatchRow>> {
        matches::one(self.connection, inputs_hash, id).at(self.path)
    }

    /// The matches of a run in which a flow takes part, best first.
    pub fn matches_of(&self, inputs_hash: &str, flow: FlowId) -> Result<Vec<MatchRow>> {
        matches::of_flow(self.connection, inputs_hash, flow).at(self.path)
    }

    fn list<T: Record>(&self, sql: &str, args: impl rusqlite::Params) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(args)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(record_of(row)?);
        }
        Ok(records)
    }

    /// The rows whose `field` names `id`. `field` is one of this file's own words.
    fn referring<T: Record>(&self, field: &'static str, id: Uuid) -> Result<Vec<T>> {
        let table = T::table();
        let columns: Vec<_> = table.fields.iter().map(|f| f.name).collect();
        let sql = format!(
            "SELECT n, id, {} FROM {} WHERE {field} = ?1 ORDER BY id",
            columns.join(", "),
            table.name
        );
        self.list(&sql, [id.as_bytes()]).at(self.path)
    }

    fn near(&self, center: Position, radius_m: f64) -> Result<Vec<Near>> {
        let table = Site::table();
        let columns: Vec<_> = table.fields.iter().map(|f| f.name).collect();
        // ST_Distance with 0 is the great circle; the boxes only keep the index busy.
        let sql = format!(
            "SELECT n, id, {}, ST_Distance(position, MakePoint(?1, ?2, 4326), 0) AS distance_m
             FROM site
             WHERE n IN (SELECT pkid FROM idx_site_position
                         WHERE xmax >= ?3 AND xmin <= ?4 AND ymax >= ?5 AND ymin <= ?6)
               AND distance_m <= ?7",
            columns.join(", ")
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for area in boxes(center, radius_m) {
            let mut rows = statement.query(params![
                center.lon, center.lat, area.west, area.east, area.south, area.north, radius_m
            ])?;
            while let Some(row) = rows.next()? {
                found.push(Near { site: record_of(row)?, distance_m: row.get("distance_m")? });
            }
        }
        found.sort_by(|a, b| {
            a.distance_m.total_cmp(&b.distance_m).then_with(|| a.site.id.cmp(&b.site.id))
        });
        found.dedup_by_key(|near| near.site.id);
        Ok(found)
    }

    fn count(&self) -> Result<Counts> {
        let one = |sql: &str| -> Result<u64> {
            let n: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            u64::try_from(n).map_err(|_| StoreError::BadValue { table: "meta", field: "count" })
        };
        Ok(Counts {
            organizations: one("SELECT count(*) FROM organization")?,
            sites: one("SELECT count(*) FROM site")?,
            sites_without_position: one("SELECT count(*) FROM site WHERE position IS NULL")?,
            supplies: one("SELECT count(*) FROM flow WHERE direction = 'supply'")?,
            demands: one("SELECT count(*) FROM flow WHERE direction = 'demand'")?,
            deals: one("SELECT count(*) FROM deal")?,
            ops: one("SELECT count(*) FROM op")?,
        })
    }

    fn newest_actions(&self, limit: usize) -> Result<Vec<Action>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {} FROM action ORDER BY seq DESC LIMIT ?1",
            op::ACTION_COLUMNS
        ))?;
        let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut actions = Vec::new();
        while let Some(row) = rows.next()? {
            actions.push(op::action_of(row, 0)?);
        }
        Ok(actions)
    }
}

/// A box in degrees.
struct Area {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

/// The boxes that together hold every point within `radius_m` of `center`: one, or two where
/// the antimeridian runs through. The smaller of the two common earth radii and a margin keep
/// the boxes too large rather than too small.
fn boxes(center: Position, radius_m: f64) -> Vec<Area> {
    const SMALL_EARTH_M: f64 = 6_335_000.0;
    let angle = (radius_m / SMALL_EARTH_M).clamp(0.0, std::f64::consts::PI);
    let (lat, reach) = (center.lat.to_radians(), angle.to_degrees() + 1e-6);
    let (south, north) = (center.lat - reach, center.lat + reach);
    let whole = Area { west: -180.0, east: 180.0, south, north };
    if south <= -90.0 || north >= 90.0 {
        return vec![whole];
    }
    // Largest difference of longitude on a circle of this radius: asin(sin r / cos lat).
    let wide = (angle.sin() / lat.cos()).min(1.0).asin().to_degrees() + 1e-6;
    let (west, east) = (center.lon - wide, center.lon + wide);
    if west < -180.0 {
        vec![
            Area { west: -180.0, east, south, north },
            Area { west: west + 360.0, east: 180.0, south, north },
        ]
    } else if east > 180.0 {
        vec![
            Area { west, east: 180.0, south, north },
            Area { west: -180.0, east: east - 360.0, south, north },
        ]
    } else {
        vec![Area { west, east, south, north }]
    }
}
