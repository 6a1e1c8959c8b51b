//! One supply or demand of one resource at one site.
//!
//! Amounts are per year in the unit of the kind; every optional field that is missing means
//! unknown, never zero.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FlowId, Kind, OrganizationId, Particulars, Profile, SiteId};
use crate::quantity::Celsius;

/// Whether a site offers or needs the resource.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The site has it and could give it away.
    Supply,
    /// The site needs it.
    Demand,
}

/// How well a value is known, from worst to best.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A benchmark or a guess.
    Rough,
    /// Worked out from bills, plates or a questionnaire.
    Estimated,
    /// Read from an instrument.
    Measured,
    /// Measured and signed off in an audit.
    Verified,
}

/// What a demand burns or buys today, and so what a delivery would replace.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// Natural gas.
    Gas,
    /// Heating oil.
    HeatingOil,
    /// Hard coal.
    Coal,
    /// Wood and other solid biomass.
    Biomass,
    /// Electricity from the grid.
    Electricity,
    /// Heat bought from a district network.
    DistrictHeat,
}

/// Where a record came from, exactly enough to find it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name of the dataset, `user` for what a person typed.
    pub dataset: String,
    /// Key of the row in the dataset.
    pub key: String,
    /// Year the data stand for.
    pub year: Option<i16>,
    /// How the value came about, as a code with an entry in the message catalogue.
    pub method: Option<String>,
}

/// A price of one unit, as somebody stated it. Negative: the giver pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// Amount of money for one unit of the kind (EUR/MWh, EUR/t, EUR/m3).
    pub per_unit: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Year whose money this is.
    pub year: Option<i16>,
}

/// What the resource is like. Temperatures in degrees Celsius, pressures absolute in bar.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// Supply: temperature at which it leaves. Demand: temperature it must reach.
    pub temperature: Option<Celsius>,
    /// Supply: temperature down to which it may be cooled. Demand: temperature it starts from.
    pub return_temperature: Option<Celsius>,
    /// Absolute pressure in bar.
    pub pressure_bar: Option<f64>,
    /// Purity or grade, 0..1. Supply: what it has. Demand: what it must have at least.
    pub grade: Option<f64>,
    /// Water content of biowaste and sludge, 0..1 of mass.
    pub moisture: Option<f64>,
    /// Foreign matter, 0..1 of mass.
    pub contamination: Option<f64>,
    /// pH, 0..14.
    pub ph: Option<f64>,
    /// Whether it has a hazardous property (HP1 to HP15), where that is known.
    pub hazardous: Option<bool>,
}

/// One supply or demand of one resource at one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Flow {
    /// Its id.
    pub id: FlowId,
    /// Where it is.
    pub site: SiteId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Offered or needed.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// Finer than the kind: a waste code (`03 01 05`) or a name; only equal classes meet.
    pub class: Option<String>,
    /// Name for people.
    pub name: String,
    /// Amount a year in the unit of the kind.
    pub amount_per_year: f64,
    /// Lower end of the amount, same unit.
    pub amount_low: Option<f64>,
    /// Upper end of the amount, same unit.
    pub amount_high: Option<f64>,
    /// Largest rate in units an hour (MW for MWh), where it is known.
    pub capacity_per_hour: Option<f64>,
    /// What it is like.
    pub quality: Quality,
    /// When it runs.
    pub profile: Profile,
    /// Supply: asked for one unit. Demand: paid today or at most for one unit.
    pub price: Option<Price>,
    /// Supply: what getting rid of one unit costs today.
    pub disposal_cost: Option<Price>,
    /// Demand: what is burnt or bought today.
    pub replaces: Option<Carrier>,
    /// How well it is known.
    pub precision: Precision,
    /// Names of fields that no partner may see below full disclosure.
    #[serde(default)]
    pub confidential: BTreeSet<String>,
    /// Where the record came from.
    pub source: Source,
    /// What else is stated.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
}

impl Flow {
    /// Whether it is hazardous, where that is known: as stated, else by its hazardous properties.
    pub fn is_hazardous(&self) -> Option<bool> {
        self.quality.hazardous.or(self.particulars.hazards.map(|hazards| !hazards.is_none()))
    }

    /// The flow with the price that holds for an amount a year: that of the highest tier which
    /// the amount reaches, else the flow as it is.
    pub fn priced_at(&self, amount_per_year: f64) -> Cow<'_, Flow> {
        let tiers = &self.particulars.price_tiers;
        let Some(tier) = tiers.iter().rev().find(|t| t.from_amount <= amount_per_year) else {
            return Cow::Borrowed(self);
        };
        let stated = self.price.clone();
        let currency = || Price { per_unit: tier.per_unit, currency: "EUR".to_owned(), year: None };
        let price = Price { per_unit: tier.per_unit, ..stated.unwrap_or_else(currency) };
        Cow::Owned(Flow { price: Some(price), ..self.clone() })
    }

    /// Hours a year over which the amount is spread: amount over capacity where a capacity is
    /// known, else the profile's full-load hours.
    pub fn hours_per_year(&self) -> f64 {
        match self.capacity_per_hour {
            Some(rate) if rate > 0.0 => (self.amount_per_year / rate).min(super::HOURS_PER_YEAR),
            Some(_) | None => self.profile.full_load_hours(),
        }
    }

    /// Largest rate in units an hour: the stated capacity, else the amount spread over the
    /// profile's full-load hours; 0 where it never runs.
    pub fn rate_per_hour(&self) -> f64 {
        match self.capacity_per_hour {
            Some(rate) => rate,
            None => {
                let hours = self.profile.full_load_hours();
                if hours > 0.0 { self.amount_per_year / hours } else { 0.0 }
            }
        }
    }
}
