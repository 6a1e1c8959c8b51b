//! The closed list of kinds of resource, with one rules value each.
//!
//! Users refine a kind by the class of a flow, never by a new kind. Numbers such as search
//! radii are reference data, found there under the code of the kind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod biowaste;
mod co2;
mod compressed_air;
mod cooling;
mod electricity;
mod heat;
mod logistics;
mod material;
mod product;
mod service;
mod shared_asset;
mod steam;
mod water;

/// What a flow consists of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Hot water, flue gas and other sensible heat.
    Heat,
    /// Saturated or superheated steam.
    Steam,
    /// Chilled water and other cold.
    Cooling,
    /// Process, cooling and waste water.
    Water,
    /// Captured carbon dioxide.
    Co2,
    /// Electric energy by a direct line.
    Electricity,
    /// Compressed air at standard conditions.
    CompressedAir,
    /// Organic residues.
    Biowaste,
    /// By-products and wastes for recovery.
    Material,
    /// Finished or semi-finished goods.
    Product,
    /// Transport capacity.
    Logistics,
    /// Work done for another.
    Service,
    /// Capacity of a machine, store or laboratory.
    SharedAsset,
}

/// How a resource gets from one site to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carriage {
    /// Through a pipe.
    Piped,
    /// By truck.
    Trucked,
    /// Over an electric line.
    Line,
    /// Nothing has to be carried that a route could price.
    Unbound,
}

/// A property in which a supply can fall short of a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Temperature, with the return side.
    Temperature,
    /// Absolute pressure.
    Pressure,
    /// Purity or grade.
    Grade,
    /// pH.
    Ph,
    /// Water content.
    Moisture,
    /// Foreign matter.
    Contamination,
    /// Hazardous properties.
    Hazard,
    /// Single substances in it.
    Contaminants,
    /// The substance itself, by its registry number.
    Substance,
}

impl Axis {
    /// Every property.
    pub const ALL: [Axis; 9] = [
        Axis::Temperature,
        Axis::Pressure,
        Axis::Grade,
        Axis::Ph,
        Axis::Moisture,
        Axis::Contamination,
        Axis::Hazard,
        Axis::Contaminants,
        Axis::Substance,
    ];
}

/// What is fixed about a kind.
#[derive(Debug, Clone, Copy)]
pub struct KindRules {
    /// Stable name, as in files and reference data.
    pub code: &'static str,
    /// Unit of yearly amounts.
    pub unit: &'static str,
    /// How it travels.
    pub carriage: Carriage,
    /// In what a supply can fall short.
    pub axes: &'static [Axis],
}

impl Kind {
    /// Every kind, in the order of their codes' first mention.
    pub const ALL: [Kind; 13] = [
        Kind::Heat,
        Kind::Steam,
        Kind::Cooling,
        Kind::Water,
        Kind::Co2,
        Kind::Electricity,
        Kind::CompressedAir,
        Kind::Biowaste,
        Kind::Material,
        Kind::Product,
        Kind::Logistics,
        Kind::Service,
        Kind::SharedAsset,
    ];

    /// What is fixed about this kind.
    pub fn rules(self) -> &'static KindRules {
        match self {
            Kind::Heat => &heat::RULES,
            Kind::Steam => &steam::RULES,
            Kind::Cooling => &cooling::RULES,
            Kind::Water => &water::RULES,
            Kind::Co2 => &co2::RULES,
            Kind::Electricity => &electricity::RULES,
            Kind::CompressedAir => &compressed_air::RULES,
            Kind::Biowaste => &biowaste::RULES,
            Kind::Material => &material::RULES,
            Kind::Product => &product::RULES,
            Kind::Logistics => &logistics::RULES,
            Kind::Service => &service::RULES,
            Kind::SharedAsset => &shared_asset::RULES,
        }
    }

    /// Stable name, as in files and reference data.
    pub fn code(self) -> &'static str {
        self.rules().code
    }

    /// The kind of a code or of an accepted alias.
    pub fn from_code(code: &str) -> Option<Self> {
        let canonical = match code {
            "waste_heat" => "heat",
            "cooling_water" => "cooling",
            "water_waste" => "water",
            "excess_electricity" => "electricity",
            "byproducts" | "industrial_waste" | "materials" => "material",
            other => other,
        };
        Self::ALL.into_iter().find(|k| k.code() == canonical)
    }

    /// Whether amounts are energy carried as heat or cold.
    pub fn is_thermal(self) -> bool {
        self.rules().axes.contains(&Axis::Temperature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_serialised_names() {
        for kind in Kind::ALL {
            let json = serde_json::to_value(kind).expect("a kind is text");
            assert_eq!(json, kind.code());
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("waste_heat"), Some(Kind::Heat));
        assert_eq!(Kind::from_code("gold"), None);
    }
}
