//! What a heat network costs for each unit of heat it delivers, from the density of demand alone.
//!
//! A first figure before any pipe is drawn; the same law of cost per metre as a single route. It
//! knows no places and no hydraulics.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::unfit::{Unfit, in_range, not_negative, positive, within};

/// How much land a metre of trench serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "DistrictModel")]
pub enum Width {
    /// Persson, Wiechers, Möller and Werner 2019: `w = 137.5 e + 5`, at most 60 m.
    #[serde(rename = "persson2019")]
    Persson2019,
    /// Persson and Werner 2011: `w = 61.8 e^-0.15` m.
    #[serde(rename = "persson_werner2011")]
    PerssonWerner2011,
}

/// Least diameter that is laid, m.
const LEAST_DIAMETER_M: f64 = 0.02;

/// An area to be supplied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Heat that is sold on a square metre of land in a year, GJ.
    pub heat_gj_per_m2: f64,
    /// Floor area over land area.
    pub plot_ratio: f64,
    /// The law of width.
    pub width: Width,
    /// C1 of the cost per metre, EUR/m.
    pub c1_eur_per_m: f64,
    /// C2 of the cost per metre, EUR/m2.
    pub c2_eur_per_m2: f64,
    /// Rate of discount in a year.
    pub rate: f64,
    /// Years over which capital is paid back.
    pub years: f64,
}

/// What distribution costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "DistributionCost")]
pub struct Distribution {
    /// Land served by a metre of trench, m.
    pub effective_width_m: f64,
    /// Heat sold through a metre of trench in a year, GJ.
    pub linear_heat_density_gj_per_m: f64,
    /// Mean inner diameter, m.
    pub average_diameter_m: f64,
    /// Capital of a metre of trench, EUR.
    pub invest_eur_per_m: f64,
    /// Capital cost of a GJ sold, EUR.
    pub capital_eur_per_gj: f64,
}

/// Cost of distribution of district heat.
///
/// `q_l = q w`, `d = max(0.02, 0.0486 ln q_l + 0.0007)`, `I = C1 + C2 d`, `c = a I / q_l`, annuity
/// `a = r / (1 - (1 + r)^-n)` (1/n at r = 0); q heat on land GJ/(m2 a), e plot ratio, w effective
/// width m, q_l linear density GJ/(m a), d m, I EUR/m, c EUR/GJ. Range: e up to 2, q_l above 1
/// GJ/m; below it the least diameter decides. Source: Persson and Werner 2011, Applied Energy 88;
/// Persson et al. 2019, Energy 176. Oracle: 240 cases, `tests/oracle/persson_werner.csv`.
pub fn distribution(area: &Area) -> Result<Distribution, Unfit> {
    positive("heat_density_gj_per_m2", area.heat_gj_per_m2)?;
    positive("plot_ratio", area.plot_ratio)?;
    not_negative("c1_eur_per_m", area.c1_eur_per_m)?;
    not_negative("c2_eur_per_m2", area.c2_eur_per_m2)?;
    within("rate", area.rate, "0 <= x <= 1", |r| (0.0..=1.0).contains(&r))?;
    within("years", area.years, "0 < x <= 200", |n| n > 0.0 && n <= 200.0)?;
    let width_m = match area.width {
        Width::Persson2019 => (137.5 * area.plot_ratio + 5.0).min(60.0),
        Width::PerssonWerner2011 => 61.8 * area.plot_ratio.powf(-0.15),
    };
    let density = positive("linear_heat_density_gj_per_m", area.heat_gj_per_m2 * width_m)?;
    let diameter_m = (0.0486 * density.ln() + 0.0007).max(LEAST_DIAMETER_M);
    let invest = area.c1_eur_per_m + area.c2_eur_per_m2 * diameter_m;
    let annuity = if area.rate > 0.0 {
        area.rate / -(-area.years * area.rate.ln_1p()).exp_m1()
    } else {
        1.0 / area.years
    };
    Ok(Distribution {
        effective_width_m: width_m,
        linear_heat_density_gj_per_m: density,
        average_diameter_m: diameter_m,
        invest_eur_per_m: in_range("invest_eur_per_m", invest)?,
        capital_eur_per_gj: in_range("capital_eur_per_gj", annuity * invest / density)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Cases after Persson and Werner 2011 and Persson et al. 2019, 3 % over 30 years.
    #[test]
    fn distribution_agrees_with_persson_and_werner() {
        let text = include_str!("../../tests/oracle/persson_werner.csv");
        let mut seen = 0;
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let v: Vec<f64> = cells[1..].iter().map(|cell| cell.parse().unwrap()).collect();
            let found = distribution(&Area {
                width: serde_json::from_value(cells[0].into()).unwrap(),
                c1_eur_per_m: v[0],
                c2_eur_per_m2: v[1],
                heat_gj_per_m2: v[2],
                plot_ratio: v[3],
                rate: 0.03,
                years: 30.0,
            })
            .unwrap();
            for (found, expected) in [
                (found.effective_width_m, v[4]),
                (found.linear_heat_density_gj_per_m, v[5]),
                (found.average_diameter_m, v[6]),
                (found.invest_eur_per_m, v[7]),
                (found.capital_eur_per_gj, v[8]),
            ] {
                assert!((found / expected - 1.0).abs() < 1e-6, "{line}: {found} for {expected}");
            }
            seen += 1;
        }
        assert_eq!(seen, 240);
    }

    #[test]
    fn figures_that_make_no_area_are_named() {
        let area = Area {
            heat_gj_per_m2: 0.2,
            plot_ratio: 0.5,
            width: Width::Persson2019,
            c1_eur_per_m: 349.0,
            c2_eur_per_m2: 4213.0,
            rate: 0.0,
            years: 30.0,
        };
        let free = distribution(&area).unwrap();
        let expected = free.invest_eur_per_m / 30.0 / free.linear_heat_density_gj_per_m;
        assert!((free.capital_eur_per_gj / expected - 1.0).abs() < 1e-12);
        for odd in [
            Area { heat_gj_per_m2: 0.0, ..area },
            Area { plot_ratio: f64::NAN, ..area },
            Area { years: 0.0, ..area },
            Area { rate: -0.1, ..area },
            Area {
                heat_gj_per_m2: 1e308,
                plot_ratio: 1e-300,
                width: Width::PerssonWerner2011,
                ..area
            },
        ] {
            assert!(distribution(&odd).is_err(), "{odd:?}");
        }
    }
}
