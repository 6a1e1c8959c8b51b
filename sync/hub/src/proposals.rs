//! Proposals: a request by one organisation to another about a resource. It owns who sees which,
//! and that a proposal is decided once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_sync::protocol::Refusal;
use uuid::Uuid;

use crate::accounts::{Caller, Role};
use crate::db::{Row, first};
use crate::hub::{Hub, HubError};

const COLUMNS: &str = "proposal, from_org, to_org, resource, resource_type, resource_name, \
                       message, status, created_us";
const MAX_MESSAGE: usize = 10_000;
const MAX_NAME: usize = 500;

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not yet answered.
    Pending,
    /// Taken up.
    Accepted,
    /// Turned down.
    Rejected,
}

impl Status {
    fn code(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Accepted => "accepted",
            Status::Rejected => "rejected",
        }
    }

    /// Reads what was written.
    pub fn parse(code: &str) -> Option<Self> {
        [Status::Pending, Status::Accepted, Status::Rejected]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// Which side of a resource is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResourceType {
    /// It is taken in.
    Input,
    /// It is given away.
    Output,
}

/// A proposal in the platform's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// Its id.
    pub id: Uuid,
    /// Who proposes.
    pub from_org_id: Uuid,
    /// To whom.
    pub to_org_id: Uuid,
    /// About what.
    pub resource_id: Uuid,
    /// Which side of it.
    pub resource_type: ResourceType,
    /// Its name.
    pub resource_name: String,
    /// What is proposed.
    pub message: String,
    /// Where it stands.
    pub status: Status,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

/// A proposal to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewProposal {
    /// Who proposes.
    pub from_org_id: Uuid,
    /// To whom.
    pub to_org_id: Uuid,
    /// About what.
    pub resource_id: Uuid,
    /// Which side of it.
    pub resource_type: ResourceType,
    /// Its name.
    pub resource_name: String,
    /// What is proposed.
    #[serde(default)]
    pub message: String,
}

/// Which proposals.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these.
    pub status: Option<Status>,
    /// Only from this organisation.
    pub from_org: Option<Uuid>,
    /// Only to this organisation.
    pub to_org: Option<Uuid>,
    /// At most so many.
    pub limit: u64,
    /// After so many.
    pub offset: u64,
}

fn proposal_of(row: &Row) -> Result<Proposal, HubError> {
    let created = jiff::Timestamp::from_microsecond(row.int(8)?);
    Ok(Proposal {
        id: row.id(0)?,
        from_org_id: row.id(1)?,
        to_org_id: row.id(2)?,
        resource_id: row.id(3)?,
        resource_type: if row.text(4)? == "input" {
            ResourceType::Input
        } else {
            ResourceType::Output
        },
        resource_name: row.text(5)?.to_owned(),
        message: row.text(6)?.to_owned(),
        status: Status::parse(row.text(7)?).ok_or(HubError::Stored("status"))?,
        created_at: created.map_err(|_| HubError::Stored("instant"))?.to_string(),
    })
}

/// The one organisation that a partner reads about; all for the others.
fn only(caller: &Caller) -> Result<Option<Uuid>, HubError> {
    match (caller.role, caller.about) {
        (Role::Partner, None) => Err(Refusal::Forbidden.into()),
        (Role::Partner, Some(about)) => Ok(Some(about)),
        (Role::Admin | Role::Facilitator | Role::Engineer | Role::Consultant, _) => Ok(None),
    }
}

impl Hub {
    /// Makes a proposal.
    pub async fn propose(&self, caller: &Caller, new: NewProposal) -> Result<Proposal, HubError> {
        let malformed = |what: &str| Refusal::Malformed { what: what.to_owned() };
        if new.from_org_id == new.to_org_id {
            return Err(malformed("to_org_id").into());
        }
        if new.resource_name.is_empty() || new.resource_name.len() > MAX_NAME {
            return Err(malformed("resource_name").into());
        }
        if new.message.len() > MAX_MESSAGE {
            return Err(Refusal::TooLarge { limit: MAX_MESSAGE as u64 }.into());
        }
        let id = self.new_id()?;
        let kind = match new.resource_type {
            ResourceType::Input => "input",
            ResourceType::Output => "output",
        };
        let mut tx = self.write(caller.org).await?;
        let row = tx
            .query(
                &format!(
                    "INSERT INTO proposal (org, {COLUMNS}) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9) RETURNING {COLUMNS}"
                ),
                &[
                    caller.org.into(),
                    id.into(),
                    new.from_org_id.into(),
                    new.to_org_id.into(),
                    new.resource_id.into(),
                    kind.into(),
                    new.resource_name.into(),
                    new.message.into(),
                    self.now_us().into(),
                ],
            )
            .await?;
        tx.commit().await?;
        proposal_of(&first(row).ok_or(HubError::Stored("proposal"))?)
    }

    /// Proposals that the caller may see, newest first.
    pub async fn proposals(
        &self,
        caller: &Caller,
        wanted: &Wanted,
    ) -> Result<Vec<Proposal>, HubError> {
        let about = only(caller)?;
        let any = Uuid::nil();
        let mut tx = self.read(caller.org).await?;
        // A column comes before a bare value: PostgreSQL takes the kind of `$n` from its first use.
        let rows = tx
            .query(
                &format!(
                    "SELECT {COLUMNS} FROM proposal WHERE org = $1 \
                     AND (status = $2 OR $2 = '') \
                     AND (from_org = $3 OR $3 = $6) AND (to_org = $4 OR $4 = $6) \
                     AND (from_org = $5 OR to_org = $5 OR $5 = $6) \
                     ORDER BY created_us DESC, proposal LIMIT $7 OFFSET $8"
                ),
                &[
                    caller.org.into(),
                    wanted.status.map_or("", Status::code).into(),
                    wanted.from_org.unwrap_or(any).into(),
                    wanted.to_org.unwrap_or(any).into(),
                    about.unwrap_or(any).into(),
                    any.into(),
                    wanted.limit.into(),
                    wanted.offset.into(),
                ],
            )
            .await?;
        rows.iter().map(proposal_of).collect()
    }

    /// One proposal; one that the caller may not see is not there.
    pub async fn proposal(&self, caller: &Caller, id: Uuid) -> Result<Proposal, HubError> {
        let about = only(caller)?;
        let mut tx = self.read(caller.org).await?;
        let row = tx
            .query(
                &format!("SELECT {COLUMNS} FROM proposal WHERE org = $1 AND proposal = $2"),
                &[caller.org.into(), id.into()],
            )
            .await?;
        let found = proposal_of(&first(row).ok_or(Refusal::NoStream)?)?;
        let own = about.is_none_or(|own| own == found.from_org_id || own == found.to_org_id);
        if own { Ok(found) } else { Err(Refusal::NoStream.into()) }
    }

    /// Decides a pending proposal. The same word again changes nothing; another one comes too late.
    pub async fn decide(
        &self,
        caller: &Caller,
        id: Uuid,
        status: Status,
    ) -> Result<Option<Proposal>, HubError> {
        let found = self.proposal(caller, id).await?;
        if found.status == status {
            return Ok(Some(found));
        }
        let mut tx = self.write(caller.org).await?;
        let row = tx
            .query(
                &format!(
                    "UPDATE proposal SET status = $3 WHERE org = $1 AND proposal = $2 \
                     AND status = 'pending' RETURNING {COLUMNS}"
                ),
                &[caller.org.into(), id.into(), status.code().into()],
            )
            .await?;
        let decided = first(row).map(|row| proposal_of(&row)).transpose()?;
        tx.commit().await?;
        Ok(decided)
    }
}
