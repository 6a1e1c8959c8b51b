#![allow(clippy::unwrap_used)]

use super::*;
use crate::economics::fixture::{demand, site, supply};
use crate::reference::tests::bundled;

fn judge(
    kind: Kind,
    class: Option<&str>,
    hazardous: Option<bool>,
    from: &str,
    to: &str,
) -> (Verdict, Vec<Missing>, Vec<String>) {
    let reference = bundled();
    let mut flow = supply(kind);
    flow.class = class.map(str::to_owned);
    flow.quality.hazardous = hazardous;
    let given = standing(&flow, &site(from), &reference);
    let taken = standing(&demand(kind), &site(to), &reference);
    let verdict = classify(&given, &taken, &reference);
    let report = report(&verdict, &reference);
    for rule in &report.rules {
        assert!(!rule.article.is_empty() && rule.date.len() == 10, "{rule:?}");
    }
    (verdict, report.missing.clone(), report.documents.iter().map(|d| d.to_string()).collect())
}

#[test]
fn the_first_branch_is_what_the_thing_is() {
    use Branch::*;
    let cases = [
        (Kind::Heat, None, None, "DE", NotWasteLaw),
        (Kind::Electricity, None, None, "FR", NotWasteLaw),
        (Kind::Service, None, None, "NO", NotWasteLaw),
        (Kind::Water, None, None, "DK", Water),
        (Kind::Co2, None, None, "NL", Product),
        (Kind::Product, None, None, "PL", Product),
        (Kind::Material, None, None, "DE", ByProductTest),
        (Kind::Material, Some("10 01 01"), None, "DE", Waste),
        (Kind::Material, Some("160601*"), None, "DE", WasteHazardous),
        (Kind::Material, Some("16 06 01"), Some(false), "DE", WasteHazardous),
        (Kind::Biowaste, Some("02 02 03"), None, "DE", AnimalByProduct),
        (Kind::Biowaste, Some("20 01 08"), None, "DE", AnimalByProduct),
        (Kind::Biowaste, Some("02 01 03"), None, "DE", Waste),
        (Kind::Material, Some("10 01 01"), None, "RU", NotAssessed),
        (Kind::Heat, None, None, "RU", NotAssessed),
        (Kind::Heat, None, None, "GB", NotAssessed),
    ];
    for (kind, class, hazardous, country, branch) in cases {
        let (verdict, ..) = judge(kind, class, hazardous, country, country);
        assert_eq!(verdict.branch, branch, "{kind:?} {class:?} in {country}");
    }
}

#[test]
fn a_mirror_entry_is_decided_by_its_properties_never_by_its_code() {
    // 19 12 11* and 19 12 12: other wastes from mechanical treatment, with and without
    // hazardous substances.
    let (open, missing, _) = judge(Kind::Material, Some("19 12 12"), None, "DE", "DE");
    assert_eq!(open.branch, Branch::Waste);
    assert!(missing.contains(&Missing::HazardousProperties));
    let (hazardous, missing, papers) =
        judge(Kind::Material, Some("19 12 12"), Some(true), "DE", "DE");
    assert_eq!(hazardous.branch, Branch::WasteHazardous);
    assert!(!missing.contains(&Missing::HazardousProperties));
    assert!(papers.contains(&"hazardous_consignment_note".to_owned()));
    let (clean, ..) = judge(Kind::Material, Some("19 12 11*"), Some(false), "DE", "DE");
    assert_eq!(clean.branch, Branch::Waste);
}

#[test]
fn a_border_adds_papers_and_an_export_may_be_banned() {
    let (home, _, _) = judge(Kind::Material, Some("10 01 01"), None, "DE", "DE");
    let (abroad, _, papers) = judge(Kind::Material, Some("10 01 01"), None, "DE", "PL");
    assert!(abroad.penalty > home.penalty && abroad.crosses_border && abroad.refusal.is_none());
    assert!(papers.contains(&"notification_or_annex_vii".to_owned()));
    let (swiss, ..) = judge(Kind::Material, Some("16 06 01*"), None, "DE", "CH");
    assert_eq!(swiss.refusal, None, "Switzerland is under the OECD decision");
    let (banned, ..) = judge(Kind::Material, Some("16 06 01*"), None, "PL", "UA");
    assert_eq!(banned.refusal, Some(Refusal::ExportBan));
    let (heat, ..) = judge(Kind::Heat, None, None, "DE", "PL");
    assert_eq!(heat.penalty, 0.0, "heat is no shipment");
}

#[test]
fn an_open_by_product_test_lists_its_four_conditions() {
    let (verdict, missing, _) = judge(Kind::Biowaste, None, None, "DE", "DE");
    assert_eq!(verdict.branch, Branch::ByProductTest);
    assert_eq!(missing.len(), 6, "{missing:?}");
}

#[test]
fn every_kind_has_a_branch_everywhere() {
    for kind in Kind::ALL {
        for country in ["DE", "NO", "RU", "XX", ""] {
            let (verdict, ..) = judge(kind, Some("not a code"), None, country, "DE");
            assert!((0.0..=1.0).contains(&verdict.penalty));
            assert_eq!(verdict.branch == Branch::NotAssessed, !matches!(country, "DE" | "NO"));
        }
    }
}

/// What a country adds stands beside the Union's rule; its neighbours have only the latter.
#[test]
fn germany_adds_its_own_rules() {
    let (_, _, german) = judge(Kind::Material, Some("16 06 01*"), None, "DE", "DE");
    let (_, _, french) = judge(Kind::Material, Some("16 06 01*"), None, "FR", "FR");
    for paper in ["disposal_proof", "carrier_permit", "waste_register"] {
        assert!(german.iter().any(|d| d == paper), "{german:?}");
        assert!(!french.iter().any(|d| d == paper), "{french:?}");
    }
    assert!(french.iter().all(|paper| german.contains(paper)));
    let (_, _, manure) = judge(Kind::Biowaste, Some("02 01 06"), None, "DE", "DE");
    assert!(manure.iter().any(|d| d == "plant_approval"));
}
