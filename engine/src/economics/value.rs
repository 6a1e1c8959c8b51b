//! What one unit of a flow is worth to its owner, worked out once per flow.
//!
//! A stated price wins; else the reference answers, and the value is marked as assumed; else it
//! names what is missing. It compares nothing and knows no partner.

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Carrier, Direction, Flow, Kind, Precision, Price, Site};
use crate::network::LocalCosts;
use crate::reference::{Country, Item, Reference};

/// Which price is missing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PriceField {
    /// What the supplier asks for one unit.
    SupplyPrice,
    /// What the accepter pays today for one unit.
    DemandPrice,
    /// What the accepter burns or buys today.
    DemandReplaces,
    /// Price of gas in the country.
    Gas,
    /// Price of heating oil in the country.
    HeatingOil,
    /// Price of coal in the country.
    Coal,
    /// Price of biomass in the country.
    Biomass,
    /// Price of electricity in the country.
    Electricity,
    /// Price of district heat in the country.
    DistrictHeat,
    /// Exchange rate of a stated price.
    ExchangeRate,
}

impl PriceField {
    /// Stable name, as in messages and JSON.
    pub fn code(self) -> &'static str {
        match self {
            PriceField::SupplyPrice => "supply_price",
            PriceField::DemandPrice => "demand_price",
            PriceField::DemandReplaces => "demand_replaces",
            PriceField::Gas => "gas",
            PriceField::HeatingOil => "heating_oil",
            PriceField::Coal => "coal",
            PriceField::Biomass => "biomass",
            PriceField::Electricity => "electricity",
            PriceField::DistrictHeat => "district_heat",
            PriceField::ExchangeRate => "exchange_rate",
        }
    }

    fn of(item: Item) -> Self {
        match item {
            Item::Gas => PriceField::Gas,
            Item::Electricity | Item::ElectricityWholesale => PriceField::Electricity,
            Item::HeatingOil => PriceField::HeatingOil,
            Item::Coal => PriceField::Coal,
            Item::Biomass => PriceField::Biomass,
            Item::DistrictHeat => PriceField::DistrictHeat,
            Item::Co2Allowance => PriceField::DemandPrice,
        }
    }
}

/// A price without which nothing can be said. Its message is `needs-price-<field>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("needs a price: {field:?} in {country:?}")]
pub struct NeedsPrice {
    /// What is missing.
    pub field: PriceField,
    /// Where.
    pub country: Option<Country>,
    /// For which year, where one is meant.
    pub year: Option<i16>,
}

/// Where a unit value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueSource {
    /// The flow states it.
    Stated,
    /// A price of the reference tables, through an efficiency where it is burnt.
    Reference(Item),
    /// A default of the reference tables.
    Default,
}

/// CO2 that one delivered unit avoids, before what the delivery itself causes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emission {
    /// kg per unit.
    pub kg_per_unit: f64,
}

/// What one unit is worth to the owner of a flow, in EUR. Small and copyable: millions of pairs
/// read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitValue {
    /// What the flow is.
    pub kind: Kind,
    /// Supply: what giving one unit costs its owner, negative where disposal is saved. Demand:
    /// what one delivered unit saves its owner.
    pub eur_per_unit: f64,
    /// Supply: the least stated price, if there is one.
    pub asks_eur_per_unit: Option<f64>,
    /// Supply: disposal that one unit saves, contained in `eur_per_unit`.
    pub disposal_eur_per_unit: f64,
    /// Where the value comes from.
    pub source: ValueSource,
    /// How well the value is known.
    pub precision: Precision,
    /// Whether it rests on reference prices or defaults instead of a stated price.
    pub assumed: bool,
    /// What is missing; then `eur_per_unit` is not a number.
    pub needs: Option<NeedsPrice>,
    /// Demand: what it burns or buys today.
    pub replaces: Option<Carrier>,
    /// Demand: CO2 that one delivered unit avoids, where it is known.
    pub emission: Option<Emission>,
    /// EUR per MWh of electricity at the site, where it is known.
    pub electricity_eur_per_mwh: Option<f64>,
    /// kg of CO2 per MWh of electricity at the site, where it is known.
    pub grid_kg_per_mwh: Option<f64>,
    /// EUR per tonne of emission allowance, where it is known.
    pub allowance_eur_per_t: Option<f64>,
    /// What pipes and trucks cost here.
    pub local: LocalCosts,
    /// Country of the site.
    pub country: Option<Country>,
}

/// Resolves what one unit of a flow is worth.
pub fn unit_values(flow: &Flow, site: &Site, reference: &Reference) -> UnitValue {
    let country = site.country.as_deref().and_then(Country::new);
    let electricity = country.and_then(|c| reference.price(Item::Electricity, c));
    let mut value = UnitValue {
        kind: flow.kind,
        eur_per_unit: f64::NAN,
        asks_eur_per_unit: None,
        disposal_eur_per_unit: 0.0,
        source: ValueSource::Stated,
        precision: flow.precision,
        assumed: false,
        needs: None,
        replaces: flow.replaces,
        emission: None,
        electricity_eur_per_mwh: electricity.map(|p| p.central),
        grid_kg_per_mwh: country.and_then(|c| reference.grid(c)).map(|g| g.kg_per_mwh),
        allowance_eur_per_t: reference.price(Item::Co2Allowance, Country::ANY).map(|p| p.central),
        local: LocalCosts::new(reference.pipe_cost(country), reference.truck_cost(country)),
        country,
    };
    match flow.direction {
        Direction::Supply => supply_value(flow, reference, &mut value),
        Direction::Demand => demand_value(flow, reference, &mut value),
    }
    value
}

/// A stated price in EUR, through the yearly exchange rate.
pub(super) fn in_eur(price: &Price, reference: &Reference) -> Option<f64> {
    let rate = reference.units_per_eur(&price.currency, price.year)?;
    price.per_unit.to_f64().map(|v| v / rate)
}

fn supply_value(flow: &Flow, reference: &Reference, value: &mut UnitValue) {
    let stated = |price: &Option<Price>| price.as_ref().map(|p| in_eur(p, reference));
    let (ask, disposal) = (stated(&flow.price), stated(&flow.disposal_cost));
    if ask == Some(None) || disposal == Some(None) {
        value.needs = Some(missing(PriceField::ExchangeRate, value.country));
        return;
    }
    let (ask, disposal) = (ask.flatten(), disposal.flatten());
    value.asks_eur_per_unit = ask;
    value.disposal_eur_per_unit = disposal.unwrap_or(0.0);
    // What is lost or thrown away costs nothing to give; what is made is worth its price.
    let own_cost = match flow.kind {
        Kind::Heat => Some(reference.defaults.cost_heat_eur),
        Kind::Steam => Some(reference.defaults.cost_steam_eur),
        Kind::Cooling => Some(reference.defaults.cost_cooling_eur),
        Kind::Water | Kind::Co2 | Kind::Biowaste | Kind::Material => disposal.map(|_| 0.0).or(ask),
        Kind::Electricity => ask.or_else(|| {
            let row = value.country.and_then(|c| reference.price(Item::ElectricityWholesale, c))?;
            value.source = ValueSource::Reference(Item::ElectricityWholesale);
            value.precision = value.precision.min(row.precision);
            value.assumed = true;
            Some(row.central)
        }),
        Kind::CompressedAir
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => ask,
    };
    let Some(own_cost) = own_cost else {
        value.needs = Some(missing(PriceField::SupplyPrice, value.country));
        return;
    };
    if flow.kind.is_thermal() && ask.is_none() {
        value.source = ValueSource::Default;
        value.assumed = true;
    }
    value.eur_per_unit = own_cost - value.disposal_eur_per_unit;
}

fn demand_value(flow: &Flow, reference: &Reference, value: &mut UnitValue) {
    value.emission = avoided(flow, reference, value);
    if let Some(price) = &flow.price {
        match in_eur(price, reference) {
            Some(eur) => value.eur_per_unit = eur,
            None => value.needs = Some(missing(PriceField::ExchangeRate, value.country)),
        }
        return;
    }
    value.assumed = true;
    let d = &reference.defaults;
    let replaced = match flow.kind {
        Kind::Heat | Kind::Steam => match flow.replaces {
            Some(carrier) => Ok((Item::of(carrier), per_heat(carrier, reference))),
            None => Err(PriceField::DemandReplaces),
        },
        Kind::Cooling => Ok((Item::Electricity, 1.0 / d.cooling_cop)),
        Kind::CompressedAir => Ok((Item::Electricity, d.air_kwh_per_m3 / 1000.0)),
        Kind::Electricity => Ok((Item::Electricity, 1.0)),
        Kind::Water
        | Kind::Co2
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => Err(PriceField::DemandPrice),
    };
    match replaced {
        Ok((item, mwh_per_unit)) => {
            value.source = ValueSource::Reference(item);
            match value.country.and_then(|c| reference.price(item, c)) {
                Some(row) => {
                    value.eur_per_unit = row.central * mwh_per_unit;
                    value.precision = value.precision.min(row.precision);
                }
                None => value.needs = Some(missing(PriceField::of(item), value.country)),
            }
        }
        Err(field) => value.needs = Some(missing(field, value.country)),
    }
}

/// MWh of a carrier that one MWh of delivered heat replaces.
pub(super) fn per_heat(carrier: Carrier, reference: &Reference) -> f64 {
    let d = &reference.defaults;
    match carrier {
        Carrier::Gas | Carrier::HeatingOil | Carrier::Coal | Carrier::Biomass => {
            1.0 / reference.fuel(carrier).map_or(d.heat_efficiency, |f| f.efficiency)
        }
        Carrier::Electricity => 1.0,
        Carrier::DistrictHeat => d.district_heat_generation_share,
    }
}

/// kg of CO2 per delivered unit: factor / efficiency for fuels, the grid for electricity; none
/// where nothing is known, zero where the product has no energy behind it that we could count.
fn avoided(flow: &Flow, reference: &Reference, value: &UnitValue) -> Option<Emission> {
    let d = &reference.defaults;
    let grid = |mwh_per_unit: f64| value.grid_kg_per_mwh.map(|kg| kg * mwh_per_unit);
    let kg_per_unit = match flow.kind {
        Kind::Heat | Kind::Steam => match flow.replaces? {
            Carrier::Electricity => grid(1.0)?,
            Carrier::DistrictHeat => return None,
            carrier @ (Carrier::Gas | Carrier::HeatingOil | Carrier::Coal | Carrier::Biomass) => {
                let fuel = reference.fuel(carrier)?;
                fuel.kg_per_mwh / fuel.efficiency
            }
        },
        Kind::Cooling => grid(1.0 / d.cooling_cop)?,
        Kind::CompressedAir => grid(d.air_kwh_per_m3 / 1000.0)?,
        Kind::Electricity => grid(1.0)?,
        Kind::Water => grid(d.water_kwh_per_m3 / 1000.0)?,
        Kind::Co2
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => return None,
    };
    Some(Emission { kg_per_unit })
}

fn missing(field: PriceField, country: Option<Country>) -> NeedsPrice {
    NeedsPrice { field, country, year: None }
}
