//! What a partner packet says, cut to what its reader may know.
//!
//! [`Case`] holds everything known about a match, [`facts`] cuts it for one recipient and one
//! level of disclosure. What the level withholds is absent from [`PacketFacts`], together with
//! every number it would follow from: the painter of the document could not print it if it
//! wanted to. No words and no layout in here.

mod case;
mod cut;
mod facts;
mod gather;
mod inputs;
#[cfg(test)]
mod tests;

pub use case::{
    Assumption, Case, Contact, Exchange, LawItem, Money, MoneyLine, PartyMoney, PriceBasis,
};
pub use cut::{
    CLASS_KELVIN, PacketError, SQUARE_KM, amount_class, facts, square_centre, temperature_class,
};
pub use facts::{
    AssumptionFacts, CashLine, ConsentFacts, ContactFacts, CounterpartyMoney, DealFacts, Derived,
    EconomicsFacts, ExchangeFacts, FailureFacts, FlowFacts, Known, LawFacts, LegalTest, LegalWay,
    MoneyClasses, OddsFacts, OwnMoney, PacketFacts, PartyFacts, PlaceFacts, Prospects,
    ReadinessFacts, RiskFacts, SourceFacts, Step, StepOwner, WhatIfFacts, Withheld,
};
pub use inputs::{Input, inputs};
