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
    DroppedOnReceipt: "A write is forgotten once the hub has receipted it, before it came back.",
    CursorFirst: "The cursor is kept before its page.",
    NeedsAnEdit: "A copy at rest asks again only after an edit.",
    ClockBackStops: "A clock set back stretches the wait.",
    PendingOverwritten: "What comes in covers what is still on its way.",
    RefusedForgotten: "A refused write does not reach the tray.",
    RewindIgnored: "A restored hub is not noticed.",
    OwnNotResent: "Own writes are not sent again to a restored hub.",
    ChainUnchecked: "The chain of a page is not looked at.",
    ReceiptFirst: "The hub receipts what it has not yet made durable.",
    RepeatTaken: "The hub takes an op again that was sent again.",
    ForkTaken: "The hub takes another op of the same number for a repetition.",
    RefusedBlocks: "The hub takes nothing of a batch with an op that it refuses.",
    RefusedUnrecorded: "The hub forgets what it refused.",
    PageSkips: "A page leaves out an op.",
    EpochKept: "A restored hub counts on in the same epoch.",
}

thread_local! {
    static PLANTED: Cell<Option<Fault>> = const { Cell::new(None) };
}

thread_local! {
    static ROOM: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Lets the `n`th write of this thread from now on find no room, once.
pub fn fill_disk(n: Option<u32>) {
    ROOM.set(n);
}

/// Whether this write finds no room.
pub(crate) fn out_of_room() -> bool {
    if !cfg!(debug_assertions) {
        return false;
    }
    match ROOM.get() {
        None => false,
        Some(0) => {
            ROOM.set(None);
            true
        }
        Some(n) => {
            ROOM.set(Some(n - 1));
            false
        }
    }
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
