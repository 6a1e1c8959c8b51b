//! Stage 1: what is asked. The centre, the constraints, the weights and how many matches a
//! flow may keep, and the numbers of the reference data that the stages work with.
//!
//! It reads no flow; defaults come from the reference data, never from here.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::score::Scores;
use super::score::quality::axis_code;
use crate::issue::{Issue, Severity};
use crate::model::kind::Axis;
use crate::model::{FlowId, Kind, OrganizationId, Precision, SiteId};
use crate::reference::Reference;
use crate::spatial::EarthModel;

/// Whose partners are sought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Centre {
    /// Everybody's: all flows of the region.
    #[default]
    Region,
    /// One flow's.
    Flow(FlowId),
    /// Those of all flows of one site.
    Site(SiteId),
}

/// A named set of weights.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// All five scorers and both penalties.
    #[default]
    Balanced,
    /// Before prices are known: no economic term.
    Concept,
    /// Near and profitable first.
    Market,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Preset; 3] = [Preset::Balanced, Preset::Concept, Preset::Market];

    /// Its name in files and commands.
    pub fn code(self) -> &'static str {
        match self {
            Preset::Balanced => "balanced",
            Preset::Concept => "concept",
            Preset::Market => "market",
        }
    }

    /// The preset of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// How much each score counts; penalties have negative weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Weights {
    /// Of the quality score.
    pub quality: f64,
    /// Of the temporal score.
    pub temporal: f64,
    /// Of the quantity score.
    pub quantity: f64,
    /// Of the economic score.
    pub economic: f64,
    /// Of the trust score.
    pub trust: f64,
    /// Of the distance score.
    pub distance: f64,
    /// Of the transport penalty, zero or less.
    pub transport_penalty: f64,
    /// Of the regulatory risk, zero or less.
    pub regulatory_risk: f64,
}

impl Weights {
    /// The weights in the order of [`Scores::values`].
    pub fn values(&self) -> [f64; 8] {
        [
            self.quality,
            self.temporal,
            self.quantity,
            self.economic,
            self.trust,
            self.distance,
            self.transport_penalty,
            self.regulatory_risk,
        ]
    }

    /// The score of a pair: `(sum - lowest) / (highest - lowest)`, 0..1, where `sum` is the
    /// sum of weight times score, and lowest and highest are the least and greatest that this
    /// sum can be. With the balanced weights that is `(sum + 0.20) / 1.20`. 0 where all
    /// weights are 0.
    pub fn score(&self, scores: &Scores) -> f64 {
        let (mut sum, mut lowest, mut highest) = (0.0, 0.0, 0.0);
        for (weight, value) in self.values().into_iter().zip(scores.values()) {
            sum += weight * value;
            lowest += weight.min(0.0);
            highest += weight.max(0.0);
        }
        if highest > lowest { (sum - lowest) / (highest - lowest) } else { 0.0 }
    }
}

/// A preset by name, or weights of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weighting {
    /// The weights stored in the reference data under this name.
    Preset(Preset),
    /// These weights.
    Own(Weights),
}

impl Default for Weighting {
    fn default() -> Self {
        Weighting::Preset(Preset::Balanced)
    }
}

/// An amount of a flow that is already promised to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// The flow.
    pub flow: FlowId,
    /// How much of it a year, in the unit of its kind.
    pub amount_per_year: f64,
    /// Whether nobody else may have any of it.
    pub exclusive: bool,
}

/// What a match must respect beyond physics and law.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Constraints {
    /// Organisations that must not be partners of anybody.
    #[serde(default)]
    pub barred: BTreeSet<OrganizationId>,
    /// Where not empty, one side of each match must be one of these.
    #[serde(default)]
    pub wanted: BTreeSet<OrganizationId>,
    /// Least net benefit of both sides together in EUR a year, where there is a price.
    #[serde(default)]
    pub min_value_eur_per_year: Option<f64>,
    /// Amounts already promised.
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// Whether two sites of one organisation may be matched.
    #[serde(default)]
    pub own_sites_too: bool,
}

/// One question to the matcher.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// Whose partners are sought.
    #[serde(default)]
    pub centre: Centre,
    /// How many matches each flow may keep, supplies and demands alike.
    pub top: usize,
    /// What counts how much.
    #[serde(default)]
    pub weighting: Weighting,
    /// Search radius in km where it is not the one of the reference data.
    #[serde(default)]
    pub radius_km: BTreeMap<Kind, f64>,
    /// Business constraints.
    #[serde(default)]
    pub constraints: Constraints,
    /// Year in which the age of data is judged; without it age does not count.
    #[serde(default)]
    pub as_of_year: Option<i16>,
    /// Whether flows with too few matches are tried again with one constraint relaxed.
    #[serde(default = "yes")]
    pub relax: bool,
    /// The figure of the earth.
    pub earth: EarthModel,
}

fn yes() -> bool {
    true
}

impl Default for Request {
    fn default() -> Self {
        Self {
            centre: Centre::Region,
            top: 10,
            weighting: Weighting::default(),
            radius_km: BTreeMap::new(),
            constraints: Constraints::default(),
            as_of_year: None,
            relax: true,
            earth: EarthModel::MEAN_SPHERE,
        }
    }
}

/// A number for each kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerKind([f64; Kind::ALL.len()]);

impl PerKind {
    /// The number that `of` gives for each kind.
    pub fn new(of: impl Fn(Kind) -> f64) -> Self {
        let mut values = [0.0; Kind::ALL.len()];
        for (value, kind) in values.iter_mut().zip(Kind::ALL) {
            *value = of(kind);
        }
        Self(values)
    }

    /// The number for one kind.
    pub fn get(&self, kind: Kind) -> f64 {
        self.0[kind as usize]
    }
}

/// What a heat pump can do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatPumpRules {
    /// Coefficient of performance over that of Carnot, 0..1.
    pub carnot_fraction: f64,
    /// No higher coefficient is believed.
    pub most_cop: f64,
    /// Hottest sink in degrees Celsius.
    pub hottest_sink_c: f64,
}

/// The numbers the stages work with: the reference data, with the request's own put over them.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Weights of the sum.
    pub weights: Weights,
    /// Search radius in km.
    pub radius_km: PerKind,
    /// Temperature difference in K from which an exchanger is comfortable.
    pub approach_k: f64,
    /// By how many K a supply may be too cold and still be kept for a relaxation.
    pub tolerance_k: f64,
    /// Least share of the smaller side's amount that must be exchanged.
    pub least_exchanged_share: f64,
    /// Least hours a year in which both run.
    pub least_overlap_hours: f64,
    /// Quality score of a property that one side does not state.
    pub unknown_quality: f64,
    /// Units of pH that do no harm, and from which on the pair is out.
    pub ph_harmless: f64,
    /// See `ph_harmless`.
    pub ph_limit: f64,
    /// Least and most water content of biowaste, 0..1.
    pub moisture_least: f64,
    /// See `moisture_least`.
    pub moisture_most: f64,
    /// Most foreign matter in biowaste where the demand names no limit, 0..1.
    pub contamination_most: f64,
    /// Trust in a value by its precision, in the order of [`Precision`].
    pub trust_in: [f64; 4],
    /// Trust in an organisation that nobody has judged.
    pub trust_unknown: f64,
    /// Age of data in years at which half of the trust in them is left.
    pub trust_half_years: f64,
    /// Yearly net benefit of a party in EUR that earns 63 % of that part of the score.
    pub benefit_scale_eur_per_year: f64,
    /// Discounted payback in years at which that part of the score is full.
    pub payback_full_years: f64,
    /// Discounted payback in years at which nothing is left of it.
    pub payback_none_years: f64,
    /// Least score of an accepted match.
    pub min_score: f64,
    /// Share of the score against likeness when matches are chosen for variety.
    pub lambda: f64,
    /// Distance in km over which two places stop being alike.
    pub place_km: f64,
    /// Largest complexity that is handled without a facilitator.
    pub complexity_cut: f64,
    /// Capital in EUR from which on a facilitator is needed.
    pub capital_limit_eur: f64,
    /// Factors of the search radius on the ladder of relaxations.
    pub radius_factors: [f64; 2],
    /// Largest lift in K that a heat pump is asked for.
    pub heat_pump_lift_k: f64,
    /// Least coefficient of performance worth a heat pump.
    pub heat_pump_least_cop: f64,
    /// What a heat pump can do.
    pub heat_pump: HeatPumpRules,
    /// By which share of what is needed a pressure may be too low and still be boosted.
    pub pressure_tolerance: f64,
    /// By how much of 1 a grade may be too low and still be treated.
    pub purity_points: f64,
    /// How many times its limit a content may be and still be treated.
    pub contaminants_factor: f64,
    /// Treating one unit in EUR, for each of [`Axis::ALL`]; not a number where it cannot be.
    pub treatment_eur: [PerKind; Axis::ALL.len()],
    /// Quality score of a property that a treatment brings about.
    pub treated_quality: f64,
    /// Room to store one unit in EUR; not a number where it cannot be stored.
    pub storage_eur: PerKind,
    /// Share of what is stored that is lost in a day.
    pub storage_loss_per_day: PerKind,
    /// Longest mean stay in a store in days.
    pub storage_most_days: f64,
    /// Station that turns steam into heat, in EUR a kW.
    pub station_eur_per_kw: f64,
    /// Weights of the parts of the complexity, see [`super::route::complexity`].
    pub complexity: [f64; 7],
}

impl Rules {
    /// Reads the rules for a request. A row that is missing, or a number that makes no sense,
    /// is an issue of severity error: nothing can be matched then.
    pub fn read(request: &Request, reference: &Reference) -> Result<Self, Issue> {
        let number = |code: &str| {
            reference
                .value(code)
                .filter(|value| value.is_finite())
                .ok_or_else(|| Issue::new("reference_missing", Severity::Error).with("code", code))
        };
        let weights = match request.weighting {
            Weighting::Preset(preset) => {
                let weight = |name: &str| number(&format!("weights.{}.{name}", preset.code()));
                Weights {
                    quality: weight("quality")?,
                    temporal: weight("temporal")?,
                    quantity: weight("quantity")?,
                    economic: weight("economic")?,
                    trust: weight("trust")?,
                    distance: weight("distance")?,
                    transport_penalty: weight("transport_penalty")?,
                    regulatory_risk: weight("regulatory_risk")?,
                }
            }
            Weighting::Own(weights) => weights,
        };
        if weights.values().iter().any(|w| !w.is_finite()) {
            return Err(Issue::new("weights_not_finite", Severity::Error));
        }
        let mut radius_km = PerKind::new(|_| 0.0);
        for kind in Kind::ALL {
            let radius = match request.radius_km.get(&kind) {
                Some(&own) if own.is_finite() && own >= 0.0 => own,
                Some(&own) => {
                    return Err(Issue::new("radius_not_usable", Severity::Error)
                        .with("kind", kind.code())
                        .with("value", own));
                }
                None => number(&format!("radius.{}", kind.code()))?,
            };
            radius_km.0[kind as usize] = radius;
        }
        // A kind without a row cannot be treated or stored.
        let by_kind = |what: &str| {
            PerKind::new(|kind| {
                reference.value(&format!("{what}.{}", kind.code())).unwrap_or(f64::NAN)
            })
        };
        let trust_of = |precision: Precision| {
            number(match precision {
                Precision::Rough => "trust.rough",
                Precision::Estimated => "trust.estimated",
                Precision::Measured => "trust.measured",
                Precision::Verified => "trust.verified",
            })
        };
        Ok(Self {
            weights,
            radius_km,
            approach_k: number("heat.approach_k")?,
            tolerance_k: number("heat.tolerance_k")?,
            least_exchanged_share: number("match.least_exchanged_share")?,
            least_overlap_hours: number("match.min_overlap_hours")?,
            unknown_quality: number("match.unknown_quality")?,
            ph_harmless: number("match.ph_harmless")?,
            ph_limit: number("match.ph_limit")?,
            moisture_least: number("match.moisture_min")?,
            moisture_most: number("match.moisture_max")?,
            contamination_most: number("match.contamination_max")?,
            trust_in: [
                trust_of(Precision::Rough)?,
                trust_of(Precision::Estimated)?,
                trust_of(Precision::Measured)?,
                trust_of(Precision::Verified)?,
            ],
            trust_unknown: number("trust.organization")?,
            trust_half_years: number("trust.age_half_years")?,
            benefit_scale_eur_per_year: number("match.npv_scale_eur")?,
            payback_full_years: number("economics.payback_full")?,
            payback_none_years: number("economics.payback_none")?,
            min_score: number("match.min_score")?,
            lambda: number("match.diversity_lambda")?,
            place_km: number("match.place_km")?,
            complexity_cut: number("match.automated_cut")?,
            capital_limit_eur: number("match.capital_limit_eur")?,
            radius_factors: [number("relax.radius_first")?, number("relax.radius_second")?],
            heat_pump_lift_k: number("heatpump.max_lift_k")?,
            heat_pump_least_cop: number("heatpump.least_cop")?,
            heat_pump: HeatPumpRules {
                carnot_fraction: number("heatpump.carnot_fraction")?,
                most_cop: number("heatpump.cop_limit")?,
                hottest_sink_c: number("heatpump.max_sink_c")?,
            },
            pressure_tolerance: number("match.pressure_tolerance")?,
            purity_points: number("match.purity_points")?,
            contaminants_factor: number("relax.contaminants_factor")?,
            treatment_eur: Axis::ALL.map(|axis| by_kind(&format!("treatment.{}", axis_code(axis)))),
            treated_quality: number("treatment.quality")?,
            storage_eur: by_kind("storage"),
            storage_loss_per_day: by_kind("storage_loss"),
            storage_most_days: number("relax.storage_days")?,
            station_eur_per_kw: number("steam.station_eur_per_kw")?,
            complexity: [
                number("complexity.capital")?,
                number("complexity.parties")?,
                number("complexity.law")?,
                number("complexity.hazard")?,
                number("complexity.imprecision")?,
                number("complexity.distance")?,
                number("complexity.steps")?,
            ],
        })
    }
}
