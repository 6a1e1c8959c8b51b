//! A made-up match with everything a packet can print, for the tests of this crate.

use std::collections::BTreeSet;

use turash_engine::economics::Input;
use turash_engine::model::{
    Carrier, Consent, ConsentId, Deal, DealId, DealState, Direction, Disclosure, Flow, FlowId,
    Kind, MatchId, Organization, OrganizationId, Position, Precision, Profile, Quality, Region,
    Site, SiteId, Source, match_id,
};
use turash_engine::packet::{
    Assumption, Case, Contact, ContactFacts, Derived, Exchange, FailureFacts, LawItem, LegalTest,
    LegalWay, Money, MoneyLine, OddsFacts, PacketFacts, PartyMoney, PriceBasis, Prospects,
    ReadinessFacts, WhatIfFacts, facts,
};
use turash_engine::quantity::{Celsius, Locale};
use turash_engine::risk::{Area, Driver, Risk};
use turash_report::seal::{Commitment, FORMAT, Manifest, salt};
use turash_report::{
    Before, Catalogue, Choice, Class, Feature, Fonts, Furniture, Geometry, MapFacts, PageSize, Seal,
};
use uuid::Uuid;

pub const SUPPLIER: OrganizationId = OrganizationId(Uuid::from_u128(0x51));
pub const ACCEPTER: OrganizationId = OrganizationId(Uuid::from_u128(0xd1));

pub fn source(dataset: &str, key: &str) -> Source {
    Source { dataset: dataset.to_owned(), key: key.to_owned(), year: Some(2014), method: None }
}

pub struct Sample {
    pub region: Region,
    pub kind: Kind,
    pub supply: FlowId,
    pub demand: FlowId,
    pub consents: Vec<Consent>,
    pub contacts: Vec<Contact>,
    pub deal: Deal,
}

impl Sample {
    pub fn new(kind: Kind) -> Self {
        let organization = |id, name: &str, sector: &str| Organization {
            id,
            name: name.to_owned(),
            sector: Some(sector.to_owned()),
            country: Some("DK".to_owned()),
            trust: None,
            confidential: BTreeSet::new(),
            source: source("hotmaps", "4711"),
        };
        let site = |id: u128, organization, name: &str, lat, lon, town: &str| Site {
            id: SiteId(Uuid::from_u128(id)),
            organization,
            name: name.to_owned(),
            position: Position::new(lat, lon),
            country: Some("DK".to_owned()),
            town: Some(town.to_owned()),
            street: None,
            postcode: None,
            sector: None,
            source: source("hotmaps", "4711"),
        };
        let thermal = kind.is_thermal();
        let flow = |id: u128, site: u128, organization, direction, amount: f64, hot, cold| Flow {
            id: FlowId(Uuid::from_u128(id)),
            site: SiteId(Uuid::from_u128(site)),
            organization,
            direction,
            kind,
            class: (!thermal).then(|| "10 01 05".to_owned()),
            name: format!("{direction:?} of the sample"),
            amount_per_year: amount,
            amount_low: Some(amount * 0.83),
            amount_high: Some(amount * 1.21),
            capacity_per_hour: None,
            quality: Quality {
                temperature: thermal.then_some(Celsius(hot)),
                return_temperature: thermal.then_some(Celsius(cold)),
                grade: (!thermal).then_some(0.925),
                ..Quality::default()
            },
            profile: Profile::ALWAYS,
            price: None,
            disposal_cost: None,
            replaces: match direction {
                Direction::Supply => None,
                Direction::Demand => Some(Carrier::Gas),
            },
            particulars: Default::default(),
            precision: match direction {
                Direction::Supply => Precision::Rough,
                Direction::Demand => Precision::Estimated,
            },
            confidential: BTreeSet::new(),
            source: source("hotmaps", "4711"),
        };
        let supply = flow(1, 1, SUPPLIER, Direction::Supply, 36_853.0, 95.0, 62.0);
        let demand = flow(2, 2, ACCEPTER, Direction::Demand, 39_624.0, 82.0, 50.0);
        let (region, orphans) = Region::new(
            vec![
                organization(SUPPLIER, "Nordhavn Stålværk A/S", "Iron and steel"),
                organization(ACCEPTER, "Südaue Wärmeversorgung eG", "District heating"),
            ],
            vec![
                site(1, SUPPLIER, "Valseværk Vest", 55.6713, 11.0719, "Kalundborg"),
                site(2, ACCEPTER, "Varmecentral Øst", 55.6861, 11.1127, "Kalundborg"),
            ],
            vec![supply, demand],
        );
        assert!(orphans.is_empty());
        let (supply, demand) = (FlowId(Uuid::from_u128(1)), FlowId(Uuid::from_u128(2)));
        let match_id = match_id(supply, demand);
        let consent = |id: u128, organization, reference: &str| Consent {
            id: ConsentId(Uuid::from_u128(id)),
            organization,
            match_id,
            level: Disclosure::Full,
            reference: reference.to_owned(),
            given_at: "2026-09-11T08:00:00Z".parse().expect("a date"),
            withdrawn_at: None,
        };
        Self {
            kind,
            region,
            supply,
            demand,
            contacts: [
                (SUPPLIER, "Prof. Dr. Anneliese von Hohenstein-Wartburg"),
                (ACCEPTER, "Җиһан Сәйфуллин"),
            ]
            .map(|(organization, name)| Contact {
                organization,
                facts: ContactFacts {
                    name: name.to_owned(),
                    role: Some("Head of energy procurement".to_owned()),
                    email: Some("energy.procurement@a-very-long-name.example.org".to_owned()),
                    phone: Some("+49 201 555 0123".to_owned()),
                },
                sealed: String::new(),
            })
            .into(),
            consents: vec![consent(1, SUPPLIER, "C-0091"), consent(2, ACCEPTER, "C-0094")],
            deal: Deal {
                id: DealId(Uuid::from_u128(7)),
                match_id,
                supply,
                demand,
                supplier: SUPPLIER,
                accepter: ACCEPTER,
                state: DealState::Negotiating,
                reserved_until: None,
                outcome: None,
                transfer_price_eur_per_unit: None,
                frozen: None,
                note: None,
            },
        }
    }

    pub fn match_id(&self) -> MatchId {
        match_id(self.supply, self.demand)
    }

    pub fn case(&self) -> Case<'_> {
        let years = 15;
        let steady = |code: &str, assumed, first: f64, later: f64| MoneyLine {
            code: code.to_owned(),
            assumed,
            eur: (0..=years).map(|y| if y == 0 { first } else { later }).collect(),
        };
        let mut replacement = steady("own_cost", false, 0.0, 0.0);
        replacement.eur[10] = -160_400.0;
        let prospects = |npv: f64| Prospects {
            what_if: Input::ALL
                .into_iter()
                .filter(|input| *input != Input::CapitalShare)
                .zip(1..)
                .take(8)
                .map(|(input, place)| WhatIfFacts {
                    code: input.code().to_owned(),
                    less_eur: npv * (1.0 - 1.3 / f64::from(place)),
                    more_eur: npv * (1.0 + 1.3 / f64::from(place)),
                })
                .collect(),
            odds: Some(OddsFacts {
                gains: 0.934,
                low_eur: npv * -0.12,
                high_eur: npv * 2.3,
                draws: 2000,
            }),
            roi: Some(2.417),
            benefit_cost_ratio: Some(1.483),
        };
        let assumption = |code: &str, value, unit: &str, assumed, private_to| Assumption {
            code: code.to_owned(),
            value,
            unit: unit.to_owned(),
            source: "Eurostat nrg_pc_203, CC-BY 4.0".to_owned(),
            year: Some(2024),
            assumed,
            private_to,
        };
        Case {
            region: &self.region,
            match_id: self.match_id(),
            supply: self.supply,
            demand: self.demand,
            exchange: Exchange {
                delivered_per_year: 29_183.0,
                lost_per_year: 671.0,
                overlap_hours: Some(7958.0),
                duty_kw: self.kind.is_thermal().then_some(4807.0),
                approach_k: self.kind.is_thermal().then_some(10.0),
                has_heat_pump: false,
                distance_km: 3.049,
                route_km: 3.964,
                detour_factor: Some(1.3),
                route: None,
            },
            money: Ok(Money {
                discount_rate: 0.08,
                years,
                price_year: Some(2026),
                transfer_eur_per_unit: 18.37,
                transfer_basis: PriceBasis::Planned,
                parties: vec![
                    PartyMoney {
                        organization: SUPPLIER,
                        lines: vec![
                            steady("capital", false, -418_300.0, 0.0),
                            steady("transfer", true, 0.0, 536_092.0),
                            steady("upkeep", false, 0.0, -12_549.0),
                        ],
                        npv_eur: 4_063_377.0,
                        irr: vec![1.2516],
                        payback_years: Some(0.799),
                        discounted_payback_years: Some(0.861),
                        prospects: prospects(4_063_377.0),
                        derivation: derivation(
                            "supplier_npv",
                            4_063_377.0,
                            418_300.0,
                            &[("line_transfer", 536_092.0), ("line_upkeep", -12_549.0)],
                        ),
                    },
                    PartyMoney {
                        organization: ACCEPTER,
                        lines: vec![
                            steady("capital", false, -5_389_400.0, 0.0),
                            steady("avoided_purchase", true, 0.0, 1_232_150.0),
                            steady("allowances", true, 0.0, 426_080.0),
                            steady("transfer", true, 0.0, -536_092.0),
                            steady("pumping", true, 0.0, -17_310.0),
                            steady("upkeep", false, 0.0, -161_682.0),
                            replacement,
                        ],
                        npv_eur: 2_606_842.0,
                        irr: vec![0.1511],
                        payback_years: Some(5.717),
                        discounted_payback_years: Some(7.972),
                        prospects: prospects(2_606_842.0),
                        derivation: derivation(
                            "accepter_npv",
                            2_606_842.0,
                            5_389_400.0,
                            &[
                                ("line_avoided_purchase", 1_232_150.0),
                                ("line_transfer", -536_092.0),
                                ("line_upkeep", -161_682.0),
                            ],
                        ),
                    },
                ],
                assumptions: vec![
                    assumption("discount_rate", 0.08, "1", false, None),
                    assumption("years", 15.0, "a", false, None),
                    assumption("gas", 38.12, "EUR/MWh", true, Some(Direction::Demand)),
                    assumption("supply_price", 7.43, "EUR/MWh", true, Some(Direction::Supply)),
                    assumption("upkeep_share", 0.03, "1", false, None),
                    assumption("detour_factor", 1.3, "1", false, None),
                ],
                method: "economics 1".to_owned(),
                inputs_hash: "a41f09c277de5b10aa41f09c277de5b10aa41f09c277de5b10aa41f09c277de5"
                    .to_owned(),
            }),
            co2_t_per_year: Some(6513.0),
            law: vec![
                LawItem {
                    field: "standing".to_owned(),
                    verdict: "not_waste_law".to_owned(),
                    source: Some("Directive 2008/98/EC, Art. 3(1)".to_owned()),
                },
                LawItem {
                    field: "water".to_owned(),
                    verdict: "not_assessed".to_owned(),
                    source: None,
                },
            ],
            way: LegalWay {
                tests: vec![LegalTest { test: "by_product".into(), outcome: "open".into() }],
                question: Some(("certain_use".into(), "Directive 2008/98/EC Art. 5(1)".into())),
                papers: vec!["mutual_nda".into(), "heat_supply".into()],
            },
            readiness: vec![ReadinessFacts {
                axis: "technology".into(),
                level: 2,
                of: 5,
                next: Some("amounts_measured".into()),
            }],
            failures: vec![FailureFacts {
                mode: "supplier_stops".into(),
                cause: "business_ends".into(),
                effect: "backup_runs".into(),
                sign: "early_notice".into(),
                remedy: "agree_notice".into(),
            }],
            risks: vec![
                Risk {
                    area: Area::Technical,
                    value: 0.41,
                    drivers: vec![Driver::RoughData, Driver::UnsurveyedRoute],
                },
                Risk {
                    area: Area::Market,
                    value: 0.72,
                    drivers: vec![
                        Driver::PartyLoses,
                        Driver::AssumedPrices,
                        Driver::LatePayback,
                        Driver::SingleSupplier,
                    ],
                },
                Risk { area: Area::Regulatory, value: 0.1, drivers: vec![Driver::Permits] },
            ],
            deal: Some(&self.deal),
            consents: &self.consents,
            contacts: &self.contacts,
            now: "2026-11-22T12:00:00Z".parse().expect("a date"),
        }
    }

    pub fn facts(&self, recipient: OrganizationId, level: Disclosure) -> PacketFacts {
        facts(&self.case(), recipient, level).expect("consents are recorded")
    }
}

/// Invented country around the sample's sites.
pub fn map() -> MapFacts {
    let feature = |class, rank, name: Option<&str>, geometry| Feature {
        class,
        rank,
        name: name.map(str::to_owned),
        geometry,
    };
    let blob = |lon: f64, lat: f64, r: f64, wobble: f64| -> Vec<(f64, f64)> {
        (0..40)
            .map(|k| {
                let t = f64::from(k) * std::f64::consts::TAU / 40.0;
                let r = r * (1.0 + wobble * (3.0 * t).sin() + wobble * 0.5 * (7.0 * t).cos());
                (lon + 1.7 * r * t.cos(), lat + r * t.sin())
            })
            .collect()
    };
    let land = Geometry::Areas(vec![vec![vec![
        (9.0, 54.6),
        (12.6, 54.7),
        (12.7, 56.2),
        (11.6, 56.3),
        (11.3, 55.95),
        (10.9, 55.74),
        (11.02, 55.72),
        (11.06, 55.682),
        (11.10, 55.679),
        (11.08, 55.6765),
        (11.04, 55.678),
        (10.98, 55.66),
        (11.05, 55.62),
        (11.15, 55.5),
        (11.0, 55.3),
        (10.0, 55.2),
        (9.0, 55.0),
    ]]]);
    let place = |name, rank, lon, lat| {
        feature(Class::Place, rank, Some(name), Geometry::Points(vec![(lon, lat)]))
    };
    let local = vec![
        feature(Class::Land, 0, None, land.clone()),
        feature(
            Class::Wood,
            0,
            None,
            Geometry::Areas(vec![vec![blob(11.125, 55.672, 0.006, 0.12)]]),
        ),
        feature(
            Class::Urban,
            0,
            None,
            Geometry::Areas(vec![vec![blob(11.10, 55.688, 0.009, 0.15)]]),
        ),
        feature(
            Class::Industry,
            0,
            None,
            Geometry::Areas(vec![vec![blob(11.072, 55.671, 0.003, 0.1)]]),
        ),
        feature(
            Class::Water,
            0,
            Some("Tissø"),
            Geometry::Areas(vec![vec![blob(11.06, 55.66, 0.002, 0.1)]]),
        ),
        feature(
            Class::River,
            0,
            Some("Å"),
            Geometry::Lines(vec![vec![
                (11.14, 55.66),
                (11.11, 55.667),
                (11.095, 55.679),
                (11.08, 55.6765),
            ]]),
        ),
        feature(
            Class::Road,
            0,
            None,
            Geometry::Lines(vec![vec![
                (11.0, 55.66),
                (11.06, 55.665),
                (11.1, 55.68),
                (11.16, 55.69),
            ]]),
        ),
        feature(
            Class::Road,
            1,
            None,
            Geometry::Lines(vec![vec![(11.09, 55.64), (11.1, 55.68), (11.09, 55.71)]]),
        ),
        feature(
            Class::Road,
            2,
            None,
            Geometry::Lines(vec![vec![
                (11.06, 55.665),
                (11.08, 55.675),
                (11.12, 55.692),
                (11.15, 55.70),
            ]]),
        ),
        feature(
            Class::Rail,
            0,
            None,
            Geometry::Lines(vec![vec![(11.08, 55.68), (11.1, 55.676), (11.2, 55.66)]]),
        ),
        place("Kalundborg", 1, 11.089, 55.681),
        place("Raklev", 3, 11.07, 55.698),
        place("Lerchenborg", 4, 11.045, 55.652),
    ];
    let overview = vec![
        feature(Class::Land, 0, None, land),
        feature(
            Class::Boundary,
            0,
            None,
            Geometry::Lines(vec![vec![(9.0, 54.9), (9.5, 54.8), (10.2, 54.75)]]),
        ),
        place("Kalundborg", 3, 11.089, 55.681),
        place("Holbæk", 3, 11.71, 55.72),
        place("Slagelse", 3, 11.35, 55.40),
        place("Odense", 2, 10.39, 55.40),
        place("København", 0, 12.5, 55.68),
    ];
    MapFacts {
        local,
        overview,
        attribution: vec![
            "Made with Natural Earth".to_owned(),
            "© OpenStreetMap contributors, ODbL 1.0".to_owned(),
        ],
    }
}

pub fn fonts() -> Fonts {
    Fonts::new(
        include_bytes!("../../../../assets/fonts/TurashSans-Regular.ttf"),
        include_bytes!("../../../../assets/fonts/TurashSans-Medium.ttf"),
        include_bytes!("../../../../assets/fonts/TurashSans-SemiBold.ttf"),
    )
    .expect("the fonts of the product")
}

pub fn furniture() -> Furniture {
    Furniture {
        consultant: Some("Varnholt Ingenieure".to_owned()),
        document_id: "TW-2026-0417".to_owned(),
        version: "0.3".to_owned(),
        date: "2026-11-22T12:00:00Z".parse().expect("a date"),
        choice: Choice::default(),
        size: PageSize::A4,
        seal: Some(seal()),
    }
}

/// What proves the papers of the sample: one value that their readers see, one they do not.
pub fn seal() -> Seal {
    let input = |name: &str, value: &str, shown| {
        let salt = salt(&[3; 32], "sample", name, value);
        (name.to_owned(), Commitment::new(name, value, salt, shown))
    };
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        document: "TW-2026-0417".to_owned(),
        version: "0.3".to_owned(),
        issued_at: "2026-11-22T12:00:00Z".parse().expect("a date"),
        level: "nda".to_owned(),
        lang: "en".to_owned(),
        templates: [("layout".to_owned(), "1".to_owned())].into(),
        pictures: Default::default(),
        inputs: [
            input("supply.name", "\"Kiln\"", true),
            input("accepter.money.npv_eur", "2606842.0", false),
        ]
        .into(),
    };
    let before = Before {
        version: "0.2".to_owned(),
        date: "2026-10-02T12:00:00Z".parse().expect("a date"),
        changed: vec!["supply".to_owned(), "place".to_owned(), "assumptions".to_owned()],
    };
    Seal { manifest, before: Some(before) }
}

/// The catalogue files that packets and portfolio reports take their words from.
pub fn words(locale: Locale) -> [&'static str; 2] {
    match locale {
        Locale::En => [
            include_str!("../../../../assets/i18n/en/packet.ftl"),
            include_str!("../../../../assets/i18n/en/portfolio.ftl"),
        ],
        Locale::De => [
            include_str!("../../../../assets/i18n/de/packet.ftl"),
            include_str!("../../../../assets/i18n/de/portfolio.ftl"),
        ],
        Locale::Ru => [
            include_str!("../../../../assets/i18n/ru/packet.ftl"),
            include_str!("../../../../assets/i18n/ru/portfolio.ftl"),
        ],
        Locale::Tt => [
            include_str!("../../../../assets/i18n/tt/packet.ftl"),
            include_str!("../../../../assets/i18n/tt/portfolio.ftl"),
        ],
    }
}

pub fn catalogue(locale: Locale) -> Catalogue {
    Catalogue::parse(locale, &words(locale)).expect("a valid catalogue")
}

fn derivation(root: &str, npv: f64, capital: f64, lines: &[(&str, f64)]) -> Vec<Derived> {
    let step = |depth, code: &str, value, unit: &str, equation: Option<&str>| Derived {
        depth,
        code: code.to_owned(),
        value,
        unit: unit.to_owned(),
        equation: equation.map(str::to_owned),
        source: equation.is_none().then(|| "economics 1".to_owned()),
    };
    let mut steps = vec![
        step(0, root, npv, "EUR", Some("B (1 - (1 + r)^-n) / r - K")),
        step(1, "yearly_net", lines.iter().map(|l| l.1).sum(), "EUR/a", Some("Σ x")),
    ];
    steps.extend(lines.iter().map(|(code, eur)| step(2, code, *eur, "EUR/a", None)));
    steps.push(step(1, "discount_rate", 0.08, "1/a", None));
    steps.push(step(1, "years", 15.0, "a", None));
    steps.push(step(1, "capital", capital, "EUR", Some("Π x")));
    steps.push(step(2, "route_capital", 5_000_000.0, "EUR", Some("K = (C1 + C2 d) n L 1000 f")));
    steps
}
