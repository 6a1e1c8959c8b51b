//! Nothing runs over an edge or another text, whatever the region holds; and what no sum may
//! tell does not stand on a page.

#![allow(clippy::unwrap_used)]

use turash_engine::model::{DealState, Kind, OrganizationId, Position};
use turash_engine::portfolio::{End, Exchange, Money, PortfolioFacts, facts};
use turash_engine::quantity::Locale;
use uuid::Uuid;

use super::draw;
use crate::packet::Drawn;
use crate::packet::tests::sample::{catalogue, fonts, furniture, map};
use crate::painter::faults::faults;

const SECTORS: [&str; 4] =
    ["iron and steel", "district heating", "Non-metallic mineral products", "Refineries"];
const KINDS: [Kind; 5] =
    [Kind::Heat, Kind::Steam, Kind::Material, Kind::CompressedAir, Kind::Biowaste];
const STATES: [DealState; 4] =
    [DealState::Live, DealState::Contracted, DealState::Negotiating, DealState::Suggested];

/// A region with so many exchanges of several kinds, those that have come furthest first.
fn region(exchanges: usize, kinds: usize) -> PortfolioFacts {
    let all: Vec<Exchange> = (0..exchanges)
        .map(|n| {
            let end = |side: usize| End {
                organization: OrganizationId(Uuid::from_u128((2 * n + side) as u128)),
                sector: Some(SECTORS[(n + side) % SECTORS.len()].to_owned()),
                country: Some(["DE", "DK", "FI"][n % 3].to_owned()),
                position: (n % 7 != 5).then_some(Position {
                    lat: 50.0 + 0.31 * (n % 11) as f64 + 0.2 * side as f64,
                    lon: 7.0 + 0.23 * (n % 13) as f64,
                }),
            };
            Exchange {
                kind: KINDS[n % kinds],
                state: STATES[(4 * n / exchanges).min(3)],
                ends: [end(0), end(1)],
                delivered_per_year: 31_234.0 + 1_777.0 * n as f64,
                money: (n % 5 != 3).then_some(Money {
                    benefit_eur_per_year: 412_345.0 + 8_901.0 * n as f64,
                    capital_eur: 2_345_678.0,
                    assumed: n % 2 == 0,
                }),
                co2_t_per_year: (n % 6 != 4).then_some(6_789.0 + 321.0 * n as f64),
            }
        })
        .collect();
    facts(&all, 3 * exchanges)
}

fn drawn(facts: &PortfolioFacts, locale: Locale) -> Drawn {
    let words = catalogue(locale);
    draw(facts, "Südliches Musterland", &map(), &words, &fonts(), &furniture()).unwrap()
}

#[test]
fn no_text_leaves_its_place_in_any_language_and_size() {
    let mut all = Vec::new();
    for (exchanges, kinds) in [(0, 1), (1, 1), (7, 2), (60, 5)] {
        let facts = region(exchanges, kinds);
        for locale in Locale::ALL {
            let drawn = drawn(&facts, locale);
            assert!(drawn.missing.is_empty(), "{:?}", drawn.missing);
            let found = faults(&drawn.pages).into_iter();
            all.extend(found.map(|fault| format!("{exchanges} {locale:?} {fault}")));
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn a_lone_exchange_shows_its_class_and_no_figure() {
    let facts = region(1, 1);
    let drawn = drawn(&facts, Locale::En);
    let text: Vec<&str> =
        drawn.pages.iter().flat_map(|page| page.texts()).map(|mark| mark.text.as_str()).collect();
    let text = text.join(" ");
    for told in ["31 234", "31.2", "31\u{202f}234", "6\u{202f}789", "412", "2.35"] {
        assert!(!text.contains(told), "{told} in {text}");
    }
    for class in ["20\u{202f}000 to 50\u{202f}000", "5\u{202f}000–10\u{202f}000", "200–500"] {
        assert!(text.contains(class), "{class} not in {text}");
    }
}
