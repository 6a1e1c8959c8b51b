//! Charts: two streams over the heat transferred, levels and amounts side by side, the cash
//! flow by year. Labels stand at the data, a legend box never.

use turash_engine::packet::{FlowFacts, Known, MoneyClasses, OwnMoney};
use turash_engine::quantity::{self, Shown};

use crate::figures::MISSING;
use crate::painter::{Rect, Stroke, Weight};
use crate::sheet::Sheet;
use crate::theme::{
    AXIS, HAIRLINE, INK, LEFT, MID, PALE, PETROL, PETROL_TINT, RIGHT, RUST, RUST_TINT, TABLE, WHITE,
};

/// A straight axis: values of the ends, and where on the page they lie.
struct Axis {
    from: f64,
    to: f64,
    at_from: f64,
    at_to: f64,
    step: f64,
}

impl Axis {
    /// An axis with round steps that holds all values; about `wanted` steps.
    fn covering(low: f64, high: f64, wanted: f64, at_from: f64, at_to: f64) -> Self {
        let span = (high - low).max(1e-9);
        let rough = span / wanted;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|m| m * power)
            .find(|s| *s >= rough)
            .unwrap_or(10.0 * power);
        let from = (low / step).floor() * step;
        let to = (high / step).ceil() * step;
        Self { from, to, at_from, at_to, step }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value - self.from) / (self.to - self.from).max(1e-12);
        self.at_from + share * (self.at_to - self.at_from)
    }

    fn ticks(&self) -> Vec<f64> {
        let count = ((self.to - self.from) / self.step).round() as i32;
        (0..=count).map(|i| self.from + f64::from(i) * self.step).collect()
    }

    fn decimals(&self) -> usize {
        (0..4)
            .find(|&d| {
                let scaled = self.step * 10f64.powi(d);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(0) as usize
    }
}

impl Sheet<'_> {
    /// The picture of a thermal match: both streams over the heat transferred where all four
    /// temperatures are shown, the levels side by side otherwise. Returns whether the former.
    pub fn temperature_chart(&mut self, height: f64) -> bool {
        let facts = self.facts;
        let ends = |flow: &FlowFacts| {
            Some((flow.return_temperature_c.exact()?, flow.temperature_c.exact()?))
        };
        let streams = ends(&facts.supply).zip(ends(&facts.demand));
        match streams {
            Some((supply, demand)) => {
                self.stream_chart(supply, demand, height);
                true
            }
            None => {
                self.level_chart(height);
                false
            }
        }
    }

    fn stream_chart(&mut self, supply: (f64, f64), demand: (f64, f64), height: f64) {
        let (left, right) = (LEFT + 12.0, LEFT + 120.0);
        let label = self.word("packet-axis-temperature");
        self.canvas.text(LEFT, self.y + AXIS.drop_mm(), &label, AXIS);
        let top = self.y + 6.5;
        let bottom = top + height - 16.0;
        let low = supply.0.min(demand.0);
        let high = supply.1.max(demand.1);
        let pad = (high - low) * 0.08;
        let y = Axis::covering(low - pad, high + pad, 6.0, bottom, top);
        let duty_mw = facts_duty_mw(self.facts.exchange.duty_kw);
        let x_end = duty_mw.unwrap_or(100.0);
        let x = Axis::covering(0.0, x_end * 1.02, 5.0, left, right);
        self.grid(&y, left, right);
        let baseline = Stroke::solid(INK, 0.7);
        self.canvas.line((left, bottom), (right, bottom), baseline.clone());
        for tick in x.ticks() {
            let at = x.at(tick);
            self.canvas.line((at, bottom), (at, bottom + 1.0), baseline.clone());
            let text = self.fixed(tick, x.decimals());
            self.canvas.text_centred(at, bottom + 4.2, &text, AXIS);
        }
        let title = self.word(if duty_mw.is_some() {
            "packet-axis-heat-mw"
        } else {
            "packet-axis-heat-percent"
        });
        self.canvas.text_right(right, bottom + 8.2, &title, AXIS);
        let (x0, x1) = (x.at(0.0), x.at(x_end));
        let band = vec![
            (x0, y.at(supply.0)),
            (x1, y.at(supply.1)),
            (x1, y.at(demand.1)),
            (x0, y.at(demand.0)),
        ];
        self.canvas.area(vec![band], Some(PALE), None);
        self.grid(&y, left, right);
        self.canvas
            .polyline(&[(x0, y.at(supply.0)), (x1, y.at(supply.1))], Stroke::solid(RUST, 2.0));
        self.canvas.polyline(
            &[(x0, y.at(demand.0)), (x1, y.at(demand.1))],
            Stroke::dashed(PETROL, 2.0, &[6.0, 2.5]),
        );
        for (at, temperature, color) in [
            (x0, supply.0, RUST),
            (x1, supply.1, RUST),
            (x0, demand.0, PETROL),
            (x1, demand.1, PETROL),
        ] {
            let ring = Stroke::solid(WHITE, 0.8);
            self.canvas.circle((at, y.at(temperature)), 1.1, Some(color), Some(ring));
        }
        // The arrow stands where the two are closest, away from the ends where labels are.
        let gap_at = |share: f64| {
            supply.0 + (supply.1 - supply.0) * share - demand.0 - (demand.1 - demand.0) * share
        };
        let least = gap_at(0.0).min(gap_at(1.0));
        let share = 0.5;
        let middle = x0 + (x1 - x0) * share;
        let upper = y.at(supply.0 + (supply.1 - supply.0) * share);
        let lower = y.at(demand.0 + (demand.1 - demand.0) * share);
        let room = (lower - upper).abs();
        if gap_at(share) > 0.0 && room > 4.0 {
            self.arrow((middle, upper + 0.7), (middle, lower - 0.7));
        }
        let gap = self.fixed(least, decimals_of(least));
        let text = match self.facts.exchange.approach_k {
            Some(needed) => {
                let needed = self.fixed(needed, decimals_of(needed));
                self.say("packet-gap-needed", &[("gap", gap.into()), ("needed", needed.into())])
            }
            None => self.say("packet-gap", &[("gap", gap.into())]),
        };
        let width = self.canvas.width(&text, AXIS);
        let below = y.at(demand.0 + (demand.1 - demand.0) * share).max(upper) + 7.0;
        let label_y = below.min(bottom - 2.0);
        let slope_clear = label_y - 3.0 > lower;
        if slope_clear {
            self.canvas.line(
                (middle, lower + 1.2),
                (middle, label_y - 2.6),
                Stroke::solid(MID, 0.5),
            );
        }
        let start = (middle + 1.5).min(right - width - 1.0);
        self.knocked_out(start, label_y, &text);
        // Direct labels at the right, parted where they would touch.
        let mut rows = [
            (y.at(supply.1), supply, turash_engine::model::Direction::Supply, RUST),
            (y.at(demand.1), demand, turash_engine::model::Direction::Demand, PETROL),
        ];
        if (rows[0].0 - rows[1].0).abs() < 10.0 {
            let (first, second) = if rows[0].0 <= rows[1].0 { (0, 1) } else { (1, 0) };
            let centre = (rows[0].0 + rows[1].0) / 2.0;
            rows[first].0 = centre - 5.0;
            rows[second].0 = centre + 5.0;
        }
        for (label_y, (cold, hot), side, color) in rows {
            let point_y = y.at(hot);
            self.canvas.polyline(
                &[(x1 + 1.6, point_y), (right + 3.0, label_y), (right + 5.0, label_y)],
                Stroke::solid(MID, 0.5),
            );
            let (cold, hot) =
                (self.fixed(cold, decimals_of(cold)), self.fixed(hot, decimals_of(hot)));
            let supplies = side == turash_engine::model::Direction::Supply;
            let (from, to) = if supplies { (hot, cold) } else { (cold, hot) };
            let strong = TABLE.weighing(Weight::SemiBold).colored(color);
            self.canvas.text(right + 6.0, label_y + 0.9, &format!("{from} → {to} °C"), strong);
            let name = self.side_name(side);
            let what = self.word(if supplies { "packet-supply" } else { "packet-demand" });
            let label = format!("{what}: {name}");
            let lines = self.canvas.wrap(&[(&label, AXIS)], RIGHT - right - 6.0);
            self.canvas.lines(right + 6.0, label_y + 1.6, &lines[..lines.len().min(2)], AXIS);
        }
        self.y = bottom + 11.5;
    }

    /// Levels side by side: a bar from the cold to the hot end, or over a class.
    fn level_chart(&mut self, height: f64) {
        let facts = self.facts;
        let span = |flow: &FlowFacts| {
            let ends = |k: Known| match k {
                Known::Exact { value, .. } => Some((value, value)),
                Known::Class { from, to } => Some((from, to)),
                Known::Withheld | Known::Unknown => None,
            };
            let (hot, cold) = (ends(flow.temperature_c), ends(flow.return_temperature_c));
            match (hot, cold) {
                (Some(h), Some(c)) => Some((c.0.min(h.0), h.1.max(c.1))),
                (Some(one), None) | (None, Some(one)) => Some(one),
                (None, None) => None,
            }
        };
        let text = self.word("packet-axis-temperature");
        let rows = [
            (
                self.word("packet-supply"),
                self.side_name(turash_engine::model::Direction::Supply),
                span(&facts.supply),
                RUST,
                RUST_TINT,
            ),
            (
                self.word("packet-demand"),
                self.side_name(turash_engine::model::Direction::Demand),
                span(&facts.demand),
                PETROL,
                PETROL_TINT,
            ),
        ];
        let unit = |v: f64| Shown {
            value: v,
            unit: "°C".to_owned(),
            display: self.fixed(v, decimals_of(v)),
        };
        let bars: Vec<_> = rows
            .into_iter()
            .map(|(what, name, span, color, tint)| Bar {
                label: what,
                under: name,
                span,
                text: span.map_or(MISSING.to_owned(), |(a, b)| {
                    if a == b {
                        format!("{} °C", unit(a).display)
                    } else {
                        format!("{} °C", self.range(&unit(a).display, &unit(b).display))
                    }
                }),
                color,
                tint,
            })
            .collect();
        self.bar_chart(&bars, &text, height.min(62.0), false);
    }

    /// Amounts side by side: what there is, what is needed, what would flow.
    pub fn amount_chart(&mut self, height: f64) {
        let facts = self.facts;
        let unit = self.unit(&self.yearly(largest(facts)).unit);
        let scale = {
            let shown = self.yearly(largest(facts));
            if largest(facts) > 0.0 { shown.value / largest(facts) } else { 1.0 }
        };
        let bar = |sheet: &Self, label: &str, under: String, known: Known, color, tint| Bar {
            label: sheet.word(label),
            under,
            span: match known {
                Known::Exact { value, .. } => Some((0.0, value * scale)),
                Known::Class { from, to } => Some((from * scale, to * scale)),
                Known::Withheld | Known::Unknown => None,
            },
            text: sheet.with_unit(known, |v| sheet.yearly(v)),
            color,
            tint,
        };
        let bars = [
            bar(
                self,
                "packet-supply",
                self.side_name(turash_engine::model::Direction::Supply),
                facts.supply.amount_per_year,
                RUST,
                RUST_TINT,
            ),
            bar(
                self,
                "packet-demand",
                self.side_name(turash_engine::model::Direction::Demand),
                facts.demand.amount_per_year,
                PETROL,
                PETROL_TINT,
            ),
            bar(
                self,
                "packet-row-delivered",
                String::new(),
                facts.exchange.delivered_per_year,
                INK,
                PALE,
            ),
        ];
        let title = self.say("packet-axis-amount", &[("unit", unit.into())]);
        self.bar_chart(&bars, &title, height.min(72.0), true);
    }

    fn bar_chart(&mut self, bars: &[Bar], title: &str, height: f64, from_zero: bool) {
        let (left, right) = (LEFT + 44.0, RIGHT - 6.0);
        self.canvas.text(LEFT, self.y + AXIS.drop_mm(), title, AXIS);
        let top = self.y + 6.0;
        let bottom = top + height - 12.0;
        let values = bars.iter().filter_map(|b| b.span);
        let (mut low, mut high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), (a, b)| (l.min(a), h.max(b)));
        if !low.is_finite() {
            (low, high) = (0.0, 1.0);
        }
        if from_zero {
            low = low.min(0.0);
        }
        let pad = ((high - low) * 0.25).max(high.abs() * 0.05).max(1e-6);
        let x =
            Axis::covering(if from_zero { low } else { low - pad }, high + pad, 5.0, left, right);
        for tick in x.ticks() {
            let at = x.at(tick);
            self.canvas.line((at, top), (at, bottom), Stroke::solid(HAIRLINE, 0.35));
            let text = self.fixed(tick, x.decimals());
            self.canvas.text_centred(at, bottom + 4.2, &text, AXIS);
        }
        let pitch = (bottom - top) / bars.len().max(1) as f64;
        for (i, bar) in bars.iter().enumerate() {
            let middle = top + (i as f64 + 0.5) * pitch;
            let strong = TABLE.weighing(Weight::SemiBold);
            let label = self.canvas.wrap(&[(&bar.label, strong)], 41.0);
            let under = if bar.under.is_empty() {
                Vec::new()
            } else {
                self.canvas.wrap(&[(&bar.under, AXIS)], 41.0)
            };
            let label = &label[..label.len().min(2)];
            let under = &under[..under.len().min(1)];
            let tall =
                label.len() as f64 * strong.leading_mm() + under.len() as f64 * AXIS.leading_mm();
            let y = self.canvas.lines(LEFT, middle - tall / 2.0, label, strong);
            self.canvas.lines(LEFT, y, under, AXIS);
            let Some((from, to)) = bar.span else {
                self.knocked_out(left + 2.0, middle + 0.9, &bar.text);
                continue;
            };
            let thick = (pitch * 0.42).min(8.0);
            let (a, b) = (x.at(from), x.at(to));
            if (b - a) < 0.8 {
                self.canvas.line(
                    (a, middle - thick / 2.0),
                    (a, middle + thick / 2.0),
                    Stroke::solid(bar.color, 2.4),
                );
            } else {
                let area = Rect { x: a, y: middle - thick / 2.0, w: b - a, h: thick };
                self.canvas.rect(area, Some(bar.tint), Some(Stroke::solid(bar.color, 0.9)));
            }
            let width = self.canvas.width(&bar.text, strong);
            if b + 2.0 + width <= right + 6.0 {
                self.knocked_out(b + 2.0, middle + 0.9, &bar.text);
            } else {
                self.canvas.text(a + 1.5, middle + 0.95, &bar.text, strong);
            }
        }
        self.y = bottom + 7.5;
    }

    /// Bars for the net of each year, a line for the discounted running sum.
    pub fn cash_chart(&mut self, money: &OwnMoney, height: f64) {
        let peak =
            money.net_eur.iter().chain(&money.discounted_eur).fold(0.0f64, |m, v| m.max(v.abs()));
        let shown = quantity::euro(peak, self.locale());
        let scale = if peak > 0.0 { shown.value / peak } else { 1.0 };
        let title = self.money_axis(&shown.unit, money.price_year);
        let (left, right) = (LEFT + 14.0, RIGHT - 40.0);
        self.canvas.text(LEFT, self.y + AXIS.drop_mm(), &title, AXIS);
        let top = self.y + 6.5;
        let bottom = top + height - 15.0;
        let all = money.net_eur.iter().chain(&money.discounted_eur).map(|v| v * scale);
        let (low, high) = all.fold((0.0f64, 0.0f64), |(l, h), v| (l.min(v), h.max(v)));
        let y = Axis::covering(low, high, 6.0, bottom, top);
        self.grid(&y, left, right);
        let years = money.years.max(1) as f64;
        let slot = (right - left) / (years + 1.0);
        let at = |year: f64| left + (year + 0.5) * slot;
        let bar = (slot * 0.5).min(7.0);
        for (year, eur) in money.net_eur.iter().enumerate() {
            let (from, to) = (y.at(0.0), y.at(eur * scale));
            let (top_y, high_y) = (from.min(to), (from - to).abs());
            let color = if *eur < 0.0 { (RUST_TINT, RUST) } else { (PETROL_TINT, PETROL) };
            let area = Rect { x: at(year as f64) - bar / 2.0, y: top_y, w: bar, h: high_y };
            self.canvas.rect(area, Some(color.0), Some(Stroke::solid(color.1, 0.6)));
        }
        self.zero_line(&y, left, right);
        let points: Vec<_> = money
            .discounted_eur
            .iter()
            .enumerate()
            .map(|(year, eur)| (at(year as f64), y.at(eur * scale)))
            .collect();
        self.canvas.polyline(&points, Stroke::solid(INK, 2.0));
        self.year_axis(money.years, bottom, right, at);
        if let Some(years) = money.discounted_payback_years {
            let spot = (at(years), y.at(0.0));
            self.canvas.circle(spot, 1.4, Some(WHITE), Some(Stroke::solid(INK, 1.4)));
            let n = self.fixed(years, 1);
            let text = self.say("packet-years", &[("n", n.into())]);
            let strong = AXIS.weighing(Weight::SemiBold).colored(INK);
            let width = self.canvas.width(&text, strong);
            let label_x = (spot.0 - width - 2.2).max(left + 1.0);
            let label_y = y.at(y.from) - 2.0;
            self.canvas.line(
                (spot.0, spot.1 + 1.6),
                (spot.0, label_y + 0.6),
                Stroke::solid(MID, 0.5),
            );
            let _ = label_x;
            self.knocked_out((spot.0 + 1.5).min(right - width), label_y, &text);
        }
        let last = money.discounted_eur.last().copied().unwrap_or(0.0) * scale;
        let usual = money.yearly_eur() * scale;
        let end_y = y.at(last);
        let mut usual_y = y.at(usual);
        if (usual_y - end_y).abs() < 9.0 {
            usual_y = if usual_y >= end_y { end_y + 9.0 } else { end_y - 9.0 };
        }
        let strong = TABLE.weighing(Weight::SemiBold);
        let wide = RIGHT - right - 3.0;
        let rate = self.percent(money.discount_rate);
        let value = self.fixed(last, quantity::decimals_for(last, 2));
        self.canvas.text(right + 3.0, end_y - 0.6, &value, strong);
        let label = self.say("packet-chart-discounted", &[("rate", rate.into())]);
        let lines = self.canvas.wrap(&[(&label, AXIS)], wide);
        self.canvas.lines(right + 3.0, end_y + 0.2, &lines[..lines.len().min(2)], AXIS);
        let clash = (usual_y - end_y).abs() < 14.0 && usual_y < end_y;
        if clash {
            usual_y -= 4.0;
        } else if (usual_y - end_y).abs() < 14.0 {
            usual_y += 4.0;
        }
        let value = self.fixed(usual, quantity::decimals_for(usual, 2));
        self.canvas.text(right + 3.0, usual_y - 0.6, &value, strong.colored(PETROL));
        let label = self.word("packet-chart-yearly");
        let lines = self.canvas.wrap(&[(&label, AXIS)], wide);
        self.canvas.lines(right + 3.0, usual_y + 0.2, &lines[..lines.len().min(2)], AXIS);
        self.y = bottom + 11.5;
    }

    /// The same chart where only classes may be shown: bars over the class of each year.
    pub fn class_cash_chart(&mut self, money: &MoneyClasses, height: f64) {
        let span = |k: Known| match k {
            Known::Class { from, to } => Some((from, to)),
            Known::Exact { value, .. } => Some((value, value)),
            Known::Withheld | Known::Unknown => None,
        };
        let investment = span(money.investment_eur).unwrap_or((0.0, 0.0));
        let yearly = span(money.yearly_eur).unwrap_or((0.0, 0.0));
        let peak = investment.1.abs().max(yearly.0.abs()).max(yearly.1.abs());
        let shown = quantity::euro(peak, self.locale());
        let scale = if peak > 0.0 { shown.value / peak } else { 1.0 };
        let title = self.money_axis(&shown.unit, None);
        let (left, right) = (LEFT + 14.0, RIGHT - 40.0);
        self.canvas.text(LEFT, self.y + AXIS.drop_mm(), &title, AXIS);
        let top = self.y + 6.5;
        let bottom = top + height - 15.0;
        let low = (-investment.1).min(yearly.0).min(0.0) * scale;
        let high = yearly.1.max(0.0) * scale;
        let y = Axis::covering(low, high, 6.0, bottom, top);
        self.grid(&y, left, right);
        let years = money.years.max(1);
        let slot = (right - left) / (years as f64 + 1.0);
        let at = |year: f64| left + (year + 0.5) * slot;
        let bar = (slot * 0.5).min(7.0);
        for year in 0..=years {
            let (from, to) = if year == 0 { (-investment.1, -investment.0) } else { yearly };
            let (low_y, high_y) = (y.at(from * scale), y.at(to * scale));
            let (tint, color) = if to <= 0.0 { (RUST_TINT, RUST) } else { (PETROL_TINT, PETROL) };
            let area = Rect {
                x: at(year as f64) - bar / 2.0,
                y: high_y,
                w: bar,
                h: (low_y - high_y).max(0.4),
            };
            self.canvas.rect(area, Some(tint), Some(Stroke::solid(color, 0.6)));
        }
        self.zero_line(&y, left, right);
        self.year_axis(years, bottom, right, at);
        let wide = RIGHT - right - 3.0;
        let label = self.word("packet-chart-yearly-class");
        let lines = self.canvas.wrap(&[(&label, AXIS)], wide);
        let middle = y.at((yearly.0 + yearly.1) / 2.0 * scale);
        self.canvas.lines(right + 3.0, middle - 2.0, &lines[..lines.len().min(3)], AXIS);
        self.y = bottom + 11.5;
    }

    fn money_axis(&self, unit: &str, year: Option<i16>) -> String {
        let unit = self.unit(unit);
        match year {
            Some(year) => self.say(
                "packet-axis-money-year",
                &[("unit", unit.into()), ("year", year.to_string().into())],
            ),
            None => unit,
        }
    }

    fn year_axis(&mut self, years: usize, bottom: f64, right: f64, at: impl Fn(f64) -> f64) {
        let step = if years > 12 { 5 } else { 1 };
        for year in (0..=years).step_by(step) {
            self.canvas.text_centred(at(year as f64), bottom + 4.2, &year.to_string(), AXIS);
        }
        let title = self.word("packet-axis-year");
        self.canvas.text_right(right, bottom + 8.2, &title, AXIS);
    }

    fn zero_line(&mut self, y: &Axis, left: f64, right: f64) {
        self.canvas.line((left, y.at(0.0)), (right, y.at(0.0)), Stroke::solid(INK, 0.7));
    }

    fn grid(&mut self, y: &Axis, left: f64, right: f64) {
        for tick in y.ticks() {
            let at = y.at(tick);
            self.canvas.line((left, at), (right, at), Stroke::solid(HAIRLINE, 0.35));
            let text = self.fixed(tick, y.decimals());
            if !self.canvas_has_tick(left, at) {
                self.canvas.text_right(left - 2.0, at + 0.95, &text, AXIS);
            }
        }
    }

    /// Whether the label of this tick stands already: a grid drawn again over an area.
    fn canvas_has_tick(&self, left: f64, at: f64) -> bool {
        self.canvas.last_page().is_some_and(|page| {
            page.texts().any(|t| {
                (t.x + t.width - (left - 2.0)).abs() < 1e-6 && (t.y - (at + 0.95)).abs() < 1e-6
            })
        })
    }

    fn arrow(&mut self, from: (f64, f64), to: (f64, f64)) {
        let stroke = Stroke::solid(INK, 0.6);
        self.canvas.line(from, to, stroke.clone());
        for ((x, y), way) in [(from, 1.0), (to, -1.0)] {
            self.canvas.polyline(
                &[(x - 0.8, y + 1.4 * way), (x, y), (x + 0.8, y + 1.4 * way)],
                stroke.clone(),
            );
        }
    }

    /// A label over a grid, on white.
    pub fn knocked_out(&mut self, x: f64, y: f64, text: &str) {
        let style = AXIS.weighing(Weight::SemiBold).colored(INK);
        let width = self.canvas.width(text, style);
        let area = Rect { x: x - 0.6, y: y - 2.5, w: width + 1.2, h: 3.4 };
        self.canvas.rect(area, Some(WHITE), None);
        self.canvas.text(x, y, text, style);
    }
}

struct Bar {
    label: String,
    under: String,
    span: Option<(f64, f64)>,
    text: String,
    color: crate::painter::Color,
    tint: crate::painter::Color,
}

fn facts_duty_mw(duty_kw: Known) -> Option<f64> {
    duty_kw.exact().filter(|kw| *kw > 0.0).map(|kw| kw / 1000.0)
}

fn largest(facts: &turash_engine::packet::PacketFacts) -> f64 {
    [facts.supply.amount_per_year, facts.demand.amount_per_year]
        .into_iter()
        .map(|k| match k {
            Known::Exact { value, .. } => value,
            Known::Class { to, .. } => to,
            Known::Withheld | Known::Unknown => 0.0,
        })
        .fold(0.0, f64::max)
}

fn decimals_of(value: f64) -> usize {
    usize::from((value - value.round()).abs() > 0.05)
}
