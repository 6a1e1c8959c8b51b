//! Legal papers of a deal: which follow from the legal tests, and one of them written to a file.
//!
//! Values come from the deal's terms and the records of its flows; what neither has stays a
//! blank. The price corridor never comes near: only the agreed price of the terms is a value.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::law::path::path;
use turash_engine::law::{classify, standing};
use turash_engine::model::{Deal, DealId, DealTerms, Flow, FlowId, Kind, Organization, Side, Site};
use turash_engine::quantity::{Locale, number};
use turash_engine::reference::Country;
use turash_engine::watch::Watch;
use turash_report::legal::{self, Column, Draft, Paper, Shelf, Signer, Slot, Values};
use turash_report::{Catalogue, Choice, Furniture, PageSize, ReportError};
use uuid::Uuid;

use super::{deals, law, packet, terms};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Session;
use crate::text::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("legal.list", Effect::Read, list),
        Operation::new("legal.write", Effect::Job, write),
    ]
}

#[derive(Deserialize, JsonSchema)]
struct PapersOf {
    deal: DealId,
}

/// A paper that follows from the legal tests.
#[derive(Serialize, JsonSchema)]
struct Follows {
    name: String,
    /// Where it is written: whose law, in which language. Empty: not available anywhere.
    available: Vec<Available>,
}

#[derive(Serialize, JsonSchema)]
struct Available {
    /// `eu`, `de`, `gb` or `ru`.
    jurisdiction: String,
    lang: String,
    version: String,
    title: String,
}

#[derive(Serialize, JsonSchema)]
struct Papers {
    /// What the match stands as in law.
    standing: String,
    templates: Vec<Follows>,
}

fn list(workbench: &Workbench, of: PapersOf, _: &dyn Watch) -> Result<Papers, Error> {
    let session = workbench.session()?;
    let case = Case::read(&session, of.deal)?;
    let (standing, set) = case.set(workbench);
    let follows = |name: String| Follows {
        available: shelf()
            .list()
            .filter(|listed| listed.name == name)
            .map(|listed| Available {
                jurisdiction: listed.jurisdiction,
                lang: listed.lang,
                version: listed.version,
                title: listed.title,
            })
            .collect(),
        name,
    };
    Ok(Papers { standing, templates: set.into_iter().map(follows).collect() })
}

/// Which paper, in which languages.
#[derive(Deserialize, JsonSchema)]
struct Wanted {
    deal: DealId,
    /// Name of the template, such as `mutual_nda`.
    template: String,
    /// Language of the paper; of the left column where there are two.
    #[serde(default)]
    lang: Locale,
    /// Language of the right column.
    #[serde(default)]
    lang2: Option<Locale>,
    /// Whose law: `eu`, `de`, `gb`, `ru`; the language chooses where it is left out.
    #[serde(default)]
    jurisdiction: Option<String>,
    /// Size of the pages of a PDF.
    #[serde(default)]
    page: PageSize,
    /// DOCX instead of PDF.
    #[serde(default)]
    docx: bool,
    /// File to write.
    out: PathBuf,
}

/// A value that the paper lacks.
#[derive(Serialize, JsonSchema)]
struct BlankView {
    /// Name of the value.
    name: String,
    /// What it is, in the language of the paper.
    label: String,
    /// Clause that lacks it first; 0 for the signatures.
    clause: usize,
}

/// A paper that was written.
#[derive(Serialize, JsonSchema)]
struct Drafted {
    path: PathBuf,
    /// Pages of a PDF.
    pages: Option<usize>,
    bytes: usize,
    /// Of the bytes, in hex.
    sha256: String,
    /// What is missing, in the order of the clauses.
    blanks: Vec<BlankView>,
}

fn write(workbench: &Workbench, wanted: Wanted, _: &dyn Watch) -> Result<Drafted, Error> {
    let session = workbench.session()?;
    let case = Case::read(&session, wanted.deal)?;
    let template = wanted.template.replace('-', "_");
    let (_, set) = case.set(workbench);
    if !set.contains(&template) {
        return Err(Error::NotInSet { template, set });
    }
    let reference = reference_of(session.replica.project(), wanted.deal);
    let furniture = Furniture {
        consultant: None,
        document_id: format!("{reference}-{}", template.replace('_', "-")),
        version: "0.1".to_owned(),
        date: workbench.now(),
        choice: Choice::default(),
        size: wanted.page,
        seal: None,
    };
    let langs: Vec<Locale> = std::iter::once(wanted.lang).chain(wanted.lang2).collect();
    let laws: Vec<String> =
        langs.iter().map(|lang| law_of(wanted.jurisdiction.as_deref(), *lang)).collect();
    let governed = laws.iter().find(|law| *law != "eu").map(String::as_str);
    let mut papers: Vec<Paper> = Vec::new();
    for (lang, law) in langs.iter().zip(&laws) {
        let column = InLanguage { lang: *lang, governed, bilingual: langs.len() > 1 };
        let values = case.values(&column, &reference, workbench)?;
        let place = (law.as_str(), lang.code(), template.as_str());
        papers.push(legal::paper(shelf(), place, &values).map_err(ReportError::from)?);
    }
    let column = |at: usize| -> Option<Column<'_>> {
        Some(Column { paper: papers.get(at)?, words: catalogue(*langs.get(at)?) })
    };
    let first = column(0).ok_or(Error::Internal)?;
    let signers = case.signers();
    let draft = Draft { first, second: column(1), signers: &signers, furniture: &furniture };
    let (bytes, pages) = if wanted.docx {
        (legal::docx(&draft)?, None)
    } else {
        let pdf = legal::pdf(&draft, packet::fonts()?)?;
        (pdf.bytes, Some(pdf.pages))
    };
    let path = put(&bytes, &wanted.out)?;
    let label =
        |name: &str| first.words.text(&format!("legal-blank-{}", name.replace('_', "-")), &[]);
    let mut blanks: Vec<BlankView> = Vec::new();
    for blank in papers.iter().flat_map(|paper| &paper.blanks) {
        if !blanks.iter().any(|known| known.name == blank.name) {
            blanks.push(BlankView {
                name: blank.name.clone(),
                label: label(&blank.name).map_err(ReportError::from)?,
                clause: blank.clause,
            });
        }
    }
    let sha256 = crate::session::sha256(&bytes);
    Ok(Drafted { path, pages, bytes: bytes.len(), sha256, blanks })
}

/// The file appears whole or not at all.
fn put(bytes: &[u8], out: &Path) -> Result<PathBuf, Error> {
    let path = std::path::absolute(out).map_err(Error::io(out))?;
    let mut half = path.clone().into_os_string();
    half.push(".half");
    let half = PathBuf::from(half);
    std::fs::write(&half, bytes).map_err(Error::io(&path))?;
    if let Err(error) = std::fs::rename(&half, &path) {
        // Nothing more can be done about a half file that does not go away.
        let _ = std::fs::remove_file(&half);
        return Err(Error::io(&path)(error));
    }
    Ok(path)
}

/// Whose law a paper is written for: the one asked for, unless nothing of it is written in this
/// language, as in the second column of a paper; else the one of the language.
fn law_of(asked: Option<&str>, lang: Locale) -> String {
    let of_language = match lang {
        Locale::En | Locale::Tt => "eu",
        Locale::De => "de",
        Locale::Ru => "ru",
    };
    let is_known = |law: &str| shelf().list().any(|listed| listed.jurisdiction == law);
    let speaks = |law: &str| {
        shelf().list().any(|listed| listed.jurisdiction == law && listed.lang == lang.code())
    };
    match asked {
        Some(law) if speaks(law) || !is_known(law) => law.to_owned(),
        Some(_) | None => of_language.to_owned(),
    }
}

/// A name of the deal's papers from which nobody outside the project can tell the deal.
fn reference_of(project: Uuid, deal: DealId) -> String {
    let word = Uuid::new_v5(&project, format!("legal/{deal}").as_bytes()).simple().to_string();
    format!("TW-{}", word[..8].to_uppercase())
}

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(crate::assets::shelf)
}

fn catalogue(lang: Locale) -> &'static Catalogue {
    Words::of(lang).catalogue()
}

/// In which language values are written, and beside what.
struct InLanguage<'a> {
    lang: Locale,
    /// The law of the paper where a template fixes it.
    governed: Option<&'a str>,
    bilingual: bool,
}

/// One side of a deal as recorded.
struct Party {
    organization: Organization,
    site: Site,
    flow: Flow,
}

/// A deal as recorded.
struct Case {
    deal: Deal,
    terms: DealTerms,
    supplier: Party,
    accepter: Party,
    /// What somebody who knows said to the questions of the law.
    answers: BTreeMap<String, bool>,
}

impl Case {
    fn read(session: &Session, id: DealId) -> Result<Self, Error> {
        let deal = deals::deal(session, id)?;
        let party = |id: FlowId| -> Result<Party, Error> {
            let missing = |kind, id: String| Error::NotFound { kind, id };
            let flow = session.replica.read(|reader| reader.flow(id))?;
            let flow = flow.ok_or_else(|| missing("flow", id.to_string()))?;
            let site = session.replica.read(|reader| reader.site(flow.site))?;
            let site = site.ok_or_else(|| missing("site", flow.site.to_string()))?;
            let organization =
                session.replica.read(|reader| reader.organization(flow.organization))?;
            let organization = organization
                .ok_or_else(|| missing("organization", flow.organization.to_string()))?;
            Ok(Party { organization, site, flow })
        };
        Ok(Self {
            terms: terms::terms_of(session, id)?.unwrap_or_else(|| DealTerms::open(id)),
            supplier: party(deal.supply)?,
            accepter: party(deal.demand)?,
            answers: law::answers_on(session, deal.match_id)?,
            deal,
        })
    }

    /// What the match stands as in law today, and the papers that follow.
    fn set(&self, workbench: &Workbench) -> (String, Vec<String>) {
        let reference = workbench.reference();
        let of = |party: &Party| standing(&party.flow, &party.site, reference);
        let verdict = classify(&of(&self.supplier), &of(&self.accepter), reference);
        let to = self.accepter.site.country.as_deref().and_then(Country::new);
        let day = workbench.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let way = path(&verdict, self.supplier.flow.kind, to, &self.answers, day, reference);
        let templates = way.templates.iter().map(|&name| name.to_owned()).collect();
        (way.standing.to_owned(), templates)
    }

    fn signers(&self) -> [Signer; 2] {
        [
            Signer {
                party: self.supplier.organization.name.clone(),
                signatory: self.terms.supplier_signatory.clone(),
            },
            Signer {
                party: self.accepter.organization.name.clone(),
                signatory: self.terms.accepter_signatory.clone(),
            },
        ]
    }

    fn values(
        &self,
        column: &InLanguage<'_>,
        reference: &str,
        workbench: &Workbench,
    ) -> Result<Values, Error> {
        let lang = column.lang;
        let words = catalogue(lang);
        let say = |key: &str| words.text(key, &[]).map_err(ReportError::from);
        let day = |date| legal::day(date, words).map_err(ReportError::from);
        let terms = &self.terms;
        let flow = &self.supplier.flow;
        let words_of = |value: &Option<String>| slot(value.clone());
        let figure = |value: Option<Decimal>, least| slot(value.map(|v| decimal(v, least, lang)));
        let whole = |value: Option<i64>| slot(value.map(|v| v.to_string()));
        let date = |value: Option<jiff::civil::Date>| -> Result<Slot, Error> {
            Ok(slot(value.map(day).transpose()?))
        };
        let is_marked = |names: &[&str]| names.iter().any(|n| flow.confidential.contains(*n));
        // What the supplier withholds from partners is a blank for the parties to fill.
        let told =
            |names: &[&str], value: Option<String>| slot(value.filter(|_| !is_marked(names)));
        let shown = |value: Option<f64>, factor: f64| {
            value.map(|v| {
                let v = v * factor;
                let decimals = if (v - v.round()).abs() < 1e-9 { 0 } else { 1 };
                number(v, decimals, lang)
            })
        };
        let quality = &flow.quality;
        let degc = ["quality", "temperature", "return_temperature"];
        let hazards = flow.particulars.hazards.filter(|h| !h.is_none()).map(|hazards| {
            hazards.numbers().map(|n| format!("HP {n}")).collect::<Vec<_>>().join(", ")
        });
        let code = flow.class.clone().filter(|class| {
            let digits = class.chars().filter(char::is_ascii_digit).count();
            digits == 6 && class.chars().all(|c| c.is_ascii_digit() || " *".contains(c))
        });
        let law = match column.governed {
            Some(law) => Slot::Text(say(&format!("legal-governed-{law}"))?),
            None => words_of(&terms.law),
        };
        let today = workbench.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let resource = say(&format!("kind-{}", flow.kind.code().replace('_', "-")))?;
        let name = |party: &Party| Slot::Text(party.organization.name.clone());
        let unit = flow.kind.rules().unit.replace("m3", "m³");
        let is_heat = matches!(flow.kind, Kind::Heat | Kind::Steam | Kind::Cooling);
        let mut values: Values = BTreeMap::from([
            ("supplier", name(&self.supplier)),
            ("accepter", name(&self.accepter)),
            ("supplier_site", Slot::Text(place(&self.supplier.site))),
            ("accepter_site", Slot::Text(place(&self.accepter.site))),
            ("supplier_address", words_of(&terms.supplier_address)),
            ("supplier_register", words_of(&terms.supplier_register)),
            ("supplier_signatory", words_of(&terms.supplier_signatory)),
            ("accepter_address", words_of(&terms.accepter_address)),
            ("accepter_register", words_of(&terms.accepter_register)),
            ("accepter_signatory", words_of(&terms.accepter_signatory)),
            ("resource", Slot::Text(resource)),
            ("description", told(&["name"], Some(flow.name.clone()))),
            ("unit", Slot::Text(unit)),
            ("reference", Slot::Text(reference.to_owned())),
            ("today", Slot::Text(day(today)?)),
            ("price", figure(terms.price_per_unit, 2)),
            ("currency", words_of(&terms.currency)),
            ("price_index", words_of(&terms.price_index)),
            ("quantity", figure(terms.quantity_per_year, 0)),
            ("take_or_pay", figure(terms.take_or_pay_percent, 0)),
            ("starts_on", date(terms.starts_on)?),
            ("exclusive_until", date(terms.exclusive_until)?),
            ("years", whole(terms.years)),
            ("notice_months", whole(terms.notice_months)),
            ("payment_days", whole(terms.payment_days)),
            ("secrecy_years", whole(terms.secrecy_years)),
            ("metering", words_of(&terms.metering)),
            ("penalty", figure(terms.penalty_per_unit, 2)),
            ("liability_cap", figure(terms.liability_cap, 0)),
            ("secrecy_penalty", figure(terms.secrecy_penalty, 0)),
            ("law", law),
            ("court", words_of(&terms.court)),
            ("temperature", told(&degc, shown(quality.temperature.map(|t| t.0), 1.0))),
            (
                "return_temperature",
                told(&degc, shown(quality.return_temperature.map(|t| t.0), 1.0)),
            ),
            ("pressure", told(&["quality", "pressure_bar"], shown(quality.pressure_bar, 1.0))),
            ("grade", told(&["quality", "grade"], shown(quality.grade, 100.0))),
            ("moisture", told(&["quality", "moisture"], shown(quality.moisture, 100.0))),
            (
                "contamination",
                told(&["quality", "contamination"], shown(quality.contamination, 100.0)),
            ),
            ("ph", told(&["quality", "ph"], shown(quality.ph, 1.0))),
            ("waste_code", told(&["class"], code)),
            ("hazards", told(&["quality", "hazards"], hazards)),
            ("backup", slot(terms.backup.map(|_| String::new()))),
            ("backup_supplier", Slot::Flag(terms.backup == Some(Side::Supplier))),
            ("backup_accepter", Slot::Flag(terms.backup == Some(Side::Accepter))),
            ("is_heat", Slot::Flag(is_heat)),
            ("is_steam", Slot::Flag(flow.kind == Kind::Steam)),
            ("hazardous", Slot::Flag(flow.is_hazardous() == Some(true))),
            ("bilingual", Slot::Flag(column.bilingual)),
        ]);
        // What belongs to one consignment or one visit: nobody has recorded it, the paper asks.
        for name in BY_HAND {
            values.insert(name, Slot::Missing);
        }
        debug_assert_eq!(self.deal.id, terms.deal);
        Ok(values)
    }
}

/// Values that are written in by hand for each consignment or visit.
const BY_HAND: [&str; 10] = [
    "consignment_mass",
    "packaging",
    "composition",
    "operation_permit",
    "carrier",
    "departure",
    "un_number",
    "emergency_contact",
    "supplier_coordinator",
    "accepter_coordinator",
];

fn slot(value: Option<String>) -> Slot {
    value.map_or(Slot::Missing, Slot::Text)
}

/// A site by name and address.
fn place(site: &Site) -> String {
    let town = [site.postcode.as_deref(), site.town.as_deref()];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    let town = town.join(" ");
    [Some(site.name.as_str()), site.street.as_deref(), Some(&town), site.country.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// An exact decimal as the language writes it, with at least so many decimals.
fn decimal(value: Decimal, least: u32, lang: Locale) -> String {
    let mut value = value.normalize();
    if value.scale() < least {
        value.rescale(least);
    }
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('\u{2212}');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push(match lang {
            Locale::En => '.',
            Locale::De | Locale::Ru | Locale::Tt => ',',
        });
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_every_digit() {
        let cases = [
            ("18.4", 2, Locale::En, "18.40"),
            ("18.405", 2, Locale::De, "18,405"),
            ("12000", 0, Locale::Ru, "12\u{202f}000"),
            ("-1234567.5", 0, Locale::En, "\u{2212}1\u{202f}234\u{202f}567.5"),
            (
                "123456789012345678.125",
                0,
                Locale::De,
                "123\u{202f}456\u{202f}789\u{202f}012\u{202f}345\u{202f}678,125",
            ),
        ];
        for (value, least, lang, written) in cases {
            assert_eq!(decimal(value.parse().expect("a number"), least, lang), written);
        }
    }

    #[test]
    fn the_language_chooses_the_law_where_nobody_does() {
        let cases = [
            (None, Locale::En, "eu"),
            (None, Locale::De, "de"),
            (None, Locale::Ru, "ru"),
            (Some("gb"), Locale::En, "gb"),
            (Some("de"), Locale::En, "eu"),
            (Some("fr"), Locale::En, "fr"),
        ];
        for (asked, lang, written) in cases {
            assert_eq!(law_of(asked, lang), written, "{asked:?} {lang:?}");
        }
    }
}
