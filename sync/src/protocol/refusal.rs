//! Every way in which a hub says no: a code, and what the device needs to know to go on. The
//! sentences for people are elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chain::Hash;
use super::message::VersionRange;

/// Why a request was refused. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "refused")]
pub enum Refusal {
    /// No version in common.
    Version {
        /// What the hub speaks.
        speaks: VersionRange,
    },
    /// More than the limit.
    TooLarge {
        /// The limit that was passed, in its own unit.
        limit: u64,
    },
    /// Not a request of this protocol.
    Malformed {
        /// The field that is wrong.
        what: String,
    },
    /// An op before these is missing.
    Gap {
        /// The number expected.
        expected: u64,
    },
    /// The hub holds another op under this number: the device was copied or set back.
    Fork {
        /// The number.
        number: u64,
        /// Hash of the op that the hub holds.
        known: Hash,
    },
    /// The numbering has changed: a new session is needed.
    Rewound {
        /// Today's epoch.
        epoch: u32,
    },
    /// What was asked for has been compacted away: bootstrap.
    Compacted {
        /// The first number that is still there.
        first: u64,
    },
    /// The snapshot is gone: begin with the newest.
    SnapshotGone,
    /// Who asks is not known: sign in.
    SignIn,
    /// Who asks may not do this.
    Forbidden,
    /// There is no such stream for who asks.
    NoStream,
    /// The device has been revoked.
    Revoked,
    /// Too much at once.
    Busy {
        /// Seconds to wait.
        after_s: u64,
    },
    /// The hub cannot do it now.
    Unavailable,
}

impl Refusal {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Version { .. } => "sync.version",
            Refusal::TooLarge { .. } => "sync.too_large",
            Refusal::Malformed { .. } => "sync.malformed",
            Refusal::Gap { .. } => "sync.gap",
            Refusal::Fork { .. } => "sync.fork",
            Refusal::Rewound { .. } => "sync.rewound",
            Refusal::Compacted { .. } => "sync.compacted",
            Refusal::SnapshotGone => "sync.snapshot_gone",
            Refusal::SignIn => "sync.sign_in",
            Refusal::Forbidden => "sync.forbidden",
            Refusal::NoStream => "sync.no_stream",
            Refusal::Revoked => "sync.revoked",
            Refusal::Busy { .. } => "sync.busy",
            Refusal::Unavailable => "sync.unavailable",
        }
    }

    /// The HTTP status that carries it.
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Version { .. } => 426,
            Refusal::TooLarge { .. } => 413,
            Refusal::Malformed { .. } => 400,
            Refusal::Gap { .. } | Refusal::Fork { .. } | Refusal::Rewound { .. } => 409,
            Refusal::Compacted { .. } | Refusal::SnapshotGone => 410,
            Refusal::SignIn => 401,
            Refusal::Forbidden | Refusal::Revoked => 403,
            Refusal::NoStream => 404,
            Refusal::Busy { .. } => 429,
            Refusal::Unavailable => 503,
        }
    }
}

/// Why one op was refused. It goes to the author's tray; the ops behind it go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpRefusal {
    /// It is not formed as an op.
    BadForm,
    /// It is larger than an op may be.
    TooLarge,
    /// No such table or field.
    Unknown,
    /// There never was such a row.
    NoRow,
    /// The value is not one of the field's kind.
    BadValue,
    /// The author may not write this.
    Forbidden,
    /// A deal is no longer in the state the author saw.
    StateMoved,
    /// Readings and notes are only added.
    AppendOnly,
    /// It claims to have seen more than there is.
    BadBase,
}

impl OpRefusal {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            OpRefusal::BadForm => "sync.op_bad_form",
            OpRefusal::TooLarge => "sync.op_too_large",
            OpRefusal::Unknown => "sync.op_unknown",
            OpRefusal::NoRow => "sync.op_no_row",
            OpRefusal::BadValue => "sync.op_bad_value",
            OpRefusal::Forbidden => "sync.op_forbidden",
            OpRefusal::StateMoved => "sync.op_state_moved",
            OpRefusal::AppendOnly => "sync.op_append_only",
            OpRefusal::BadBase => "sync.op_bad_base",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        [
            OpRefusal::BadForm,
            OpRefusal::TooLarge,
            OpRefusal::Unknown,
            OpRefusal::NoRow,
            OpRefusal::BadValue,
            OpRefusal::Forbidden,
            OpRefusal::StateMoved,
            OpRefusal::AppendOnly,
            OpRefusal::BadBase,
        ]
        .into_iter()
        .find(|refusal| refusal.code() == code)
    }
}
