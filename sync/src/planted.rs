//! Faults that the tests plant to prove that they can fail: one line each, off unless a test of
//! this thread turns one on, and not compiled into a release. It knows no remedy.

use std::cell::Cell;

macro_rules! faults {
    ($($name:ident: $what:literal,)+) => {
        /// A fault that a test may plant.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault { $(#[doc = $what] $name,)+ }

        impl Fault {
            /// All of them.
            pub const ALL: &'static [Fault] = &[$(Fault::$name,)+];
        }
    };
}

faults! {
    LastPushWins: "A write drops everything that was there.",
    WallClock: "The later clock wins.",
    BaseTooFar: "A write drops one op more than its author had seen.",
    BaseTooShort: "A write keeps the last op that its author had seen.",
    PredecessorKept: "A write keeps its own author's earlier one.",
    EqualIsConflict: "Equal values open a conflict.",
    RankIgnored: "The evidence takes no part.",
    LatestShows: "Of equal rank the latest shows.",
    GeometryLeftOut: "Places are not merged.",
    DeleteWins: "A deletion takes edits with it that it had not seen.",
    EditRevives: "An edit takes a deletion back that it had not seen.",
    HeldIgnored: "A deletion forgets that a write of its own hid something.",
    RemoveWins: "Taking a word out of a set beats putting it in.",
    StateOverwritten: "A deal takes any state.",
    EpochIgnored: "Numbers of before a restore are taken for today's.",
}

thread_local! {
    static PLANTED: Cell<Option<Fault>> = const { Cell::new(None) };
}

/// Whether this fault is planted.
pub fn planted(fault: Fault) -> bool {
    cfg!(debug_assertions) && PLANTED.get() == Some(fault)
}

/// Runs `work` with a fault planted in this thread.
pub fn with<T>(fault: Fault, work: impl FnOnce() -> T) -> T {
    struct Off;
    impl Drop for Off {
        fn drop(&mut self) {
            PLANTED.set(None);
        }
    }
    PLANTED.set(Some(fault));
    let off = Off;
    let answer = work();
    drop(off);
    answer
}
