//! Which branch of the law a match falls under, what papers it asks for, what it forbids.
//!
//! Rules are rows of the reference tables, each with article and date; a jurisdiction without
//! rows is not assessed, never judged by another's. It gives facts for counsel, no advice.

pub mod decision;
pub mod hazard;
pub mod limits;
pub mod path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Flow, Kind, Site};
use crate::reference::{Country, LawRow, Reference, WasteEntry, waste_code};

/// What the law first takes a thing for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// Heat, electricity, services: not a matter of waste law.
    NotWasteLaw,
    /// Water and its permits.
    Water,
    /// Regulation 1069/2009.
    AnimalByProduct,
    /// Chemicals and product law.
    Product,
    /// By-product or waste: the test is not yet answered.
    ByProductTest,
    /// Waste, not hazardous.
    Waste,
    /// Waste, hazardous.
    WasteHazardous,
    /// No table for this jurisdiction.
    NotAssessed,
}

impl Branch {
    /// Stable name; its message is `law-branch-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Branch::NotWasteLaw => "not_waste_law",
            Branch::Water => "water",
            Branch::AnimalByProduct => "animal_by_product",
            Branch::Product => "product",
            Branch::ByProductTest => "by_product_test",
            Branch::Waste => "waste",
            Branch::WasteHazardous => "waste_hazardous",
            Branch::NotAssessed => "not_assessed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [
            Branch::NotWasteLaw,
            Branch::Water,
            Branch::AnimalByProduct,
            Branch::Product,
            Branch::ByProductTest,
            Branch::Waste,
            Branch::WasteHazardous,
        ]
        .into_iter()
        .find(|b| b.code() == code)
    }

    /// Whether shipping it over a border is a shipment of waste or animal by-products.
    fn is_shipment_matter(self) -> bool {
        match self {
            Branch::AnimalByProduct
            | Branch::ByProductTest
            | Branch::Waste
            | Branch::WasteHazardous => true,
            Branch::NotWasteLaw | Branch::Water | Branch::Product | Branch::NotAssessed => false,
        }
    }
}

/// A fact without which the branch is not final. Its message is `law-missing-<code>`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The code in the list of waste, or that it is a by-product.
    WasteCode,
    /// Whether it has a hazardous property (HP1 to HP15): a mirror entry hangs on it.
    HazardousProperties,
    /// By-product test: further use is certain, WFD Art. 5(1)(a).
    CertainUse,
    /// By-product test: used directly, WFD Art. 5(1)(b).
    DirectUse,
    /// By-product test: part of the production process, WFD Art. 5(1)(c).
    IntegralPart,
    /// By-product test: further use is lawful, WFD Art. 5(1)(d).
    LawfulUse,
    /// Whether it comes from animals.
    AnimalOrigin,
    /// The country of a site.
    Country,
}

impl Missing {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Missing::WasteCode => "waste_code",
            Missing::HazardousProperties => "hazardous_properties",
            Missing::CertainUse => "certain_use",
            Missing::DirectUse => "direct_use",
            Missing::IntegralPart => "integral_part",
            Missing::LawfulUse => "lawful_use",
            Missing::AnimalOrigin => "animal_origin",
            Missing::Country => "country",
        }
    }
}

const BY_PRODUCT_TEST: [Missing; 4] =
    [Missing::CertainUse, Missing::DirectUse, Missing::IntegralPart, Missing::LawfulUse];

/// What the law needs to know of one flow; small, worked out once per flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Branch.
    pub branch: Branch,
    /// Country of the site.
    pub country: Option<Country>,
    /// Position of the rule in [`Reference::law`].
    row: Option<u16>,
    is_union: bool,
    is_oecd: bool,
    /// A mirror entry whose hazardous properties nobody has stated.
    hazard_open: bool,
    /// No code in the list of waste.
    code_open: bool,
    /// Organic residue whose origin nobody has stated.
    origin_open: bool,
}

/// Why the law takes a pair out of the ranking.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Hazardous waste may not leave for a country outside the OECD decision.
    ExportBan,
}

impl Refusal {
    /// Stable name; its message is `law-refusal-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::ExportBan => "export_ban",
        }
    }
}

/// What the law says of one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Branch of what is delivered.
    pub branch: Branch,
    /// Share of the regulatory penalty, 0..1.
    pub penalty: f64,
    /// Whether the law forbids it.
    pub refusal: Option<Refusal>,
    /// Whether it crosses a border.
    pub crosses_border: bool,
    supply: Standing,
}

impl Verdict {
    /// Hazardous, crossing a border, or not assessed: never without a facilitator.
    pub fn needs_facilitator(&self) -> bool {
        match self.branch {
            Branch::WasteHazardous | Branch::NotAssessed => true,
            Branch::AnimalByProduct | Branch::ByProductTest | Branch::Waste => self.crosses_border,
            Branch::NotWasteLaw | Branch::Water | Branch::Product => self.crosses_border,
        }
    }
}

/// Works out how the law stands to one flow at its site.
pub fn standing(flow: &Flow, site: &Site, reference: &Reference) -> Standing {
    let country = site.country.as_deref().and_then(Country::new);
    let jurisdiction = country.and_then(|c| reference.jurisdiction(c));
    // States of the economic area apply the Union's acts named in the rows.
    let table = match jurisdiction.map(|j| j.code.as_str()) {
        Some("EU" | "EEA") => Some("EU"),
        Some(own) => reference.law().iter().any(|r| r.jurisdiction == own).then_some(own),
        None => None,
    };
    let mut standing = Standing {
        branch: Branch::NotAssessed,
        country,
        row: None,
        is_union: table == Some("EU"),
        is_oecd: jurisdiction.is_some_and(|j| j.is_oecd),
        hazard_open: false,
        code_open: false,
        origin_open: false,
    };
    let Some(table) = table else { return standing };
    let row = |subject: &str| {
        reference
            .law()
            .iter()
            .position(|r| r.jurisdiction == table && r.subject == subject)
            .map(|i| i as u16)
    };
    let code = flow.class.as_deref().and_then(waste_code);
    let is_matter = match flow.kind {
        Kind::Material | Kind::Biowaste => true,
        Kind::Heat
        | Kind::Steam
        | Kind::Cooling
        | Kind::Water
        | Kind::Co2
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => false,
    };
    let by_class = || {
        let code = code.as_deref()?;
        reference
            .law()
            .iter()
            .enumerate()
            .filter(|(_, r)| r.jurisdiction == table)
            .filter_map(|(i, r)| Some((i, r.subject.strip_prefix("class:")?)))
            .filter(|(_, prefix)| code.starts_with(prefix))
            .max_by_key(|(_, prefix)| prefix.len())
            .map(|(i, _)| i as u16)
    };
    standing.row = if !is_matter {
        row(flow.kind.code())
    } else if let Some(special) = by_class() {
        Some(special)
    } else if let Some(code) = &code {
        let (hazardous, open) = hazard(reference.waste_entry(code), flow.is_hazardous());
        standing.hazard_open = open;
        row(if hazardous { "waste_hazardous" } else { "waste" })
    } else {
        standing.code_open = true;
        standing.origin_open = flow.kind == Kind::Biowaste;
        if flow.is_hazardous() == Some(true) {
            row("waste_hazardous")
        } else {
            row(flow.kind.code())
        }
    };
    standing.branch = standing
        .row
        .and_then(|i| reference.law().get(usize::from(i)))
        .and_then(|r| Branch::from_code(&r.branch))
        .unwrap_or(Branch::NotAssessed);
    standing
}

/// Whether a waste counts as hazardous, and whether that is still open. A mirror entry is decided
/// by its hazardous properties; until they are stated it counts as the code says.
fn hazard(entry: Option<WasteEntry>, stated: Option<bool>) -> (bool, bool) {
    match (entry, stated) {
        (Some(WasteEntry::AbsoluteHazardous), _) => (true, false),
        (Some(WasteEntry::AbsoluteNonHazardous), _) => (false, false),
        (Some(WasteEntry::MirrorHazardous | WasteEntry::MirrorNonHazardous), Some(is)) => {
            (is, false)
        }
        (Some(WasteEntry::MirrorHazardous), None) => (true, true),
        (Some(WasteEntry::MirrorNonHazardous), None) => (false, true),
        (None, Some(is)) => (is, false),
        (None, None) => (false, true),
    }
}

/// What the law says of a supply going to a demand: the supply's branch, plus what a border adds.
/// Closed form, without look-ups: the matcher asks it for every pair.
pub fn classify(supply: &Standing, demand: &Standing, reference: &Reference) -> Verdict {
    let d = &reference.defaults;
    let branch = supply.branch;
    let crosses_border = match (supply.country, demand.country) {
        (Some(from), Some(to)) => from != to,
        _ => false,
    };
    let base = match branch {
        Branch::NotWasteLaw => d.law_none,
        Branch::Water => d.law_water,
        Branch::AnimalByProduct => d.law_animal_by_product,
        Branch::Product => d.law_product,
        Branch::ByProductTest => d.law_by_product_open,
        Branch::Waste => d.law_waste,
        Branch::WasteHazardous => d.law_waste_hazardous,
        Branch::NotAssessed => d.law_not_assessed,
    };
    // A delivery into a jurisdiction without a table is not assessed at its receiving end.
    let receiving = if demand.branch == Branch::NotAssessed { d.law_not_assessed } else { 0.0 };
    let border =
        if crosses_border && branch.is_shipment_matter() { d.law_cross_border } else { 0.0 };
    let refusal = (branch == Branch::WasteHazardous
        && crosses_border
        && supply.is_union
        && !demand.is_union
        && !demand.is_oecd)
        .then_some(Refusal::ExportBan);
    Verdict {
        branch,
        penalty: (base.max(receiving) + border).clamp(0.0, 1.0),
        refusal,
        crosses_border,
        supply: *supply,
    }
}

/// A verdict spelt out: rules with article and date, papers, and what is still to be found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Report<'a> {
    /// Branch of what is delivered.
    pub branch: Branch,
    /// Rules it rests on.
    pub rules: Vec<&'a LawRow>,
    /// Codes of the papers that are needed; the message is `law-document-<code>`.
    pub documents: Vec<&'a str>,
    /// Facts that are missing.
    pub missing: Vec<Missing>,
    /// Whether it crosses a border.
    pub crosses_border: bool,
    /// Whether the law forbids it.
    pub refusal: Option<Refusal>,
}

/// Spells out a verdict for detail and packet.
pub fn report<'a>(verdict: &Verdict, reference: &'a Reference) -> Report<'a> {
    let law = reference.law();
    let standing = &verdict.supply;
    let extra = |subject: &str| law.iter().find(|r| r.jurisdiction == "EU" && r.subject == subject);
    let mut rules: Vec<&LawRow> = Vec::new();
    if let Some(row) = standing.row.and_then(|i| law.get(usize::from(i))) {
        rules.push(row);
        // What the country adds to the Union's rule: for this subject, else for its branch.
        let own = |subject: &str| {
            let country = standing.country.filter(|_| standing.is_union)?;
            law.iter().find(|r| r.jurisdiction == country.as_str() && r.subject == subject)
        };
        rules.extend(own(&row.subject).or_else(|| own(row.branch.as_str())));
    }
    if standing.is_union && verdict.crosses_border && verdict.branch.is_shipment_matter() {
        rules.extend(extra("cross_border"));
    }
    if verdict.refusal.is_some() {
        rules.extend(extra("export_ban"));
    }
    let mut documents: Vec<&str> = Vec::new();
    for document in rules.iter().flat_map(|r| &r.documents).filter(|d| !d.is_empty()) {
        if !documents.contains(&document.as_str()) {
            documents.push(document);
        }
    }
    let mut missing = Vec::new();
    if standing.country.is_none() {
        missing.push(Missing::Country);
    }
    if standing.code_open {
        missing.push(Missing::WasteCode);
    }
    if standing.origin_open {
        missing.push(Missing::AnimalOrigin);
    }
    if standing.hazard_open {
        missing.push(Missing::HazardousProperties);
    }
    if verdict.branch == Branch::ByProductTest {
        missing.extend(BY_PRODUCT_TEST);
    }
    Report {
        branch: verdict.branch,
        rules,
        documents,
        missing,
        crosses_border: verdict.crosses_border,
        refusal: verdict.refusal,
    }
}

#[cfg(test)]
mod tests;
