//! Where the two are: a drawing true to scale, or the region where no more may be shown.

use turash_engine::model::{Direction, Position};
use turash_engine::packet::PlaceFacts;
use turash_engine::quantity;

use crate::map::{self, FRAME, INSET, Labels, MapFacts, Projection};
use crate::painter::{Rect, Stroke, Weight};
use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::{AXIS, BODY, FINE, INK, LEFT, PETROL, RUST, TABLE, WHITE, WIDTH};

pub fn draw(sheet: &mut Sheet<'_>, map: &MapFacts) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-location");
    match &facts.place {
        PlaceFacts::Exact { supply, demand, distance_km, route_km, detour_factor, route } => {
            let shown = quantity::distance(*distance_km, sheet.locale());
            let distance = format!("{}\u{a0}{}", shown.display, sheet.unit(&shown.unit));
            let title = sheet.say("packet-title-location", &[("distance", distance.into())]);
            sheet.open(&section, &title);
            let between = Between {
                supply: *supply,
                demand: *demand,
                distance_km: *distance_km,
                route_km: *route_km,
                detour_factor: *detour_factor,
                route: route.as_deref(),
            };
            exact(sheet, map, &between);
        }
        PlaceFacts::Region { side_km, .. } => {
            let country = sheet.country(&facts.counterparty);
            let title = sheet.say("packet-title-region", &[("country", country.into())]);
            sheet.open(&section, &title);
            region(sheet, map, *side_km);
        }
        PlaceFacts::Unknown => {
            let title = sheet.word("packet-title-no-place");
            sheet.open(&section, &title);
            let text = sheet.word("packet-no-place");
            sheet.lead(&text);
        }
    }
    sheet.close();
}

struct Between<'a> {
    supply: Position,
    demand: Position,
    distance_km: f64,
    route_km: f64,
    detour_factor: Option<f64>,
    route: Option<&'a [Position]>,
}

fn exact(sheet: &mut Sheet<'_>, map: &MapFacts, between: &Between<'_>) {
    let Some(plan) = map::plan(&sheet.facts.place) else { return };
    let strong = BODY.weighing(Weight::SemiBold);
    let (first, second) = match between.detour_factor {
        Some(factor) => {
            let factor = sheet.fixed(factor, 1);
            let length = length(sheet, between.route_km);
            (
                sheet.say("packet-route-not-surveyed", &[("factor", factor.into())]),
                sheet.say("packet-route-limit", &[("length", length.into())]),
            )
        }
        None => (sheet.word("packet-route-surveyed"), String::new()),
    };
    let first = format!("{first} ");
    sheet.body(&[(&first, strong), (&second, BODY)]);

    let frame = Rect { x: LEFT, y: sheet.y, w: FRAME.0, h: FRAME.1 };
    let middle = (frame.x + frame.w / 2.0, frame.y + frame.h / 2.0);
    let projection = Projection::new(plan.centre, plan.scale, middle);
    let (from, to) = (projection.at(between.supply), projection.at(between.demand));
    let ellipse = between.detour_factor.map(|factor| ring(from, to, factor.max(1.0)));
    let step_km = nice_step(plan.scale);
    let inset = inset_corner(frame, from, to);
    let names = [
        (from, Direction::Supply, sheet.word("packet-supply")),
        (to, Direction::Demand, sheet.word("packet-demand")),
    ]
    .map(|(at, side, what)| (at, sheet.side_name(side), what));
    let straight = {
        let length = length(sheet, between.distance_km);
        sheet.say("packet-straight-line", &[("length", length.into())])
    };
    let km = sheet.unit("km");
    let metres = sheet.unit("m");
    let locale = sheet.locale();
    let bar_label = move |v: f64| {
        if v < 1.0 {
            format!("{}\u{a0}{metres}", quantity::number(v * 1000.0, 0, locale))
        } else {
            format!("{}\u{a0}{km}", quantity::number(v, 0, locale))
        }
    };
    let north = sheet.word("packet-north");
    let sheet_word = sheet.word("packet-map-sheet");
    let local_features = &map.local;
    let overview_features = &map.overview;
    let route = between.route;
    let scale_label = |scale: f64| format!("1:{}", quantity::number(scale, 0, locale));
    let inset_scale = scale_label(plan.overview_scale);
    sheet.canvas.clipped(frame, |canvas| {
        map::draw(canvas, frame, &projection, local_features, false);
        if let Some(ring) = &ellipse {
            canvas.area(vec![ring.clone()], None, Some(Stroke::dashed(INK, 1.0, &[0.0, 2.6])));
        }
        canvas.line(from, to, Stroke::solid(WHITE, 3.2));
        canvas.line(from, to, Stroke::dashed(INK, 1.8, &[5.0, 2.2]));
        if let Some(route) = route {
            let line: Vec<_> = route.iter().map(|p| projection.at(*p)).collect();
            canvas.polyline(&line, Stroke::solid(WHITE, 3.4));
            canvas.polyline(&line, Stroke::solid(INK, 2.0));
        }
        map::supply_mark(canvas, from);
        map::demand_mark(canvas, to);
        let mut labels = Labels::default();
        labels.take_places(&projection, local_features);
        labels.take_line(from, to);
        for at in [from, to] {
            labels.take(Rect { x: at.0 - 2.2, y: at.1 - 2.2, w: 4.4, h: 4.4 });
        }
        let inset_area = inset.grown(1.0);
        labels.take(inset_area);
        let bar_y = frame.y + frame.h - 6.0;
        let bar_right = frame.x + frame.w - 12.0;
        labels.take(Rect { x: bar_right - 52.0, y: bar_y - 6.0, w: 64.0, h: 12.0 });
        let north_x =
            if inset.x > frame.x + frame.w / 2.0 { frame.x + 8.0 } else { frame.x + frame.w - 8.0 };
        labels.take(Rect { x: north_x - 4.0, y: frame.y + 3.0, w: 8.0, h: 14.0 });
        let name_style = TABLE.weighing(Weight::SemiBold);
        for (at, name, what) in &names {
            let lines = canvas.wrap(&[(name, name_style)], 48.0);
            let lines = &lines[..lines.len().min(2)];
            let wide = lines.iter().map(|l| l.width).fold(canvas.width(what, FINE), f64::max);
            let tall = lines.len() as f64 * name_style.leading_mm() + FINE.leading_mm();
            let spot = labels.beside(*at, (wide + 1.6, tall + 0.6), 3.0, frame.grown(-1.0));
            if let Some(area) = spot {
                canvas.rect(area, Some(WHITE), None);
                let y = canvas.lines(area.x + 0.8, area.y + 0.2, lines, name_style);
                canvas.text(area.x + 0.8, y + FINE.drop_mm() - 0.3, what, FINE);
            }
        }
        along(canvas, from, to, &straight, &mut labels, frame);
        map::name(canvas, frame, &projection, local_features, &mut labels, None, false);
        map::ticks(canvas, frame, middle, step_km * 1e6 / plan.scale);
        map::scale_bar(canvas, bar_right, bar_y, plan.scale, bar_label);
        map::north(canvas, north_x, frame.y + 4.0, &north);
    });
    sheet.canvas.clipped(inset, |canvas| {
        let centre = (inset.x + inset.w / 2.0, inset.y + inset.h / 2.0);
        let wide = Projection::new(plan.centre, plan.overview_scale, centre);
        map::draw(canvas, inset, &wide, overview_features, true);
        let ratio = plan.scale / plan.overview_scale;
        let (w, h) = ((FRAME.0 * ratio).max(1.6), (FRAME.1 * ratio).max(1.2));
        let part = Rect { x: centre.0 - w / 2.0, y: centre.1 - h / 2.0, w, h };
        canvas.rect(part, None, Some(Stroke::solid(INK, 0.9)));
        let mut labels = Labels::default();
        labels.take(part.grown(0.6));
        let strip = Rect { x: inset.x, y: inset.y + inset.h - 4.2, w: inset.w, h: 4.2 };
        labels.take(strip);
        map::name(canvas, inset, &wide, overview_features, &mut labels, None, true);
        canvas.rect(strip, Some(WHITE), None);
        canvas.text(inset.x + 1.2, strip.y + 3.0, &sheet_word, FINE);
        canvas.text_right(inset.x + inset.w - 1.2, strip.y + 3.0, &inset_scale, FINE);
    });
    map::border(&mut sheet.canvas, inset);
    map::border(&mut sheet.canvas, frame);
    sheet.y += FRAME.1 + 1.6;
    let label = sheet.say("packet-map", &[("n", "1".into())]);
    let step = {
        let shown = quantity::distance(step_km, sheet.locale());
        format!(
            "{}\u{a0}{}",
            shown.display.trim_end_matches(['0']).trim_end_matches([',', '.']),
            sheet.unit(&shown.unit)
        )
    };
    let step = if step_km < 1.0 { length(sheet, step_km) } else { step };
    let text = sheet.say(
        "packet-caption-map",
        &[
            ("scale", scale_label(plan.scale).into()),
            ("step", step.into()),
            ("attribution", map.attribution.join("; ").into()),
        ],
    );
    sheet.caption(&label, &text);
    sheet.y += 4.0;
    legend(sheet, between);
}

fn legend(sheet: &mut Sheet<'_>, between: &Between<'_>) {
    let top = sheet.y;
    let mut y = top + 2.4;
    let entries = [
        ("packet-legend-supply", 0),
        ("packet-legend-demand", 1),
        ("packet-legend-line", 2),
        (
            if between.detour_factor.is_some() {
                "packet-legend-limit"
            } else {
                "packet-legend-route"
            },
            3,
        ),
    ];
    for (key, symbol) in entries {
        let x = LEFT + 5.0;
        match symbol {
            0 => map::supply_mark(&mut sheet.canvas, (x, y)),
            1 => map::demand_mark(&mut sheet.canvas, (x, y)),
            2 => sheet.canvas.line(
                (LEFT, y),
                (LEFT + 10.0, y),
                Stroke::dashed(INK, 1.8, &[5.0, 2.2]),
            ),
            _ if between.detour_factor.is_some() => {
                sheet.canvas.line(
                    (LEFT, y),
                    (LEFT + 10.0, y),
                    Stroke::dashed(INK, 1.0, &[0.0, 2.6]),
                );
            }
            _ => sheet.canvas.line((LEFT, y), (LEFT + 10.0, y), Stroke::solid(INK, 2.0)),
        }
        let text = sheet.word(key);
        let end = sheet.canvas.paragraph(LEFT + 13.0, y - 1.9, 58.0, &[(&text, TABLE)]);
        y = end + 2.6;
    }
    let legend_end = y;
    sheet.y = top - 1.0;
    let columns = [
        Column { x: 0.0, width: 62.0, align: Align::Left },
        Column { x: 62.0, width: 24.0, align: Align::Right },
    ];
    let unit = sheet.unit("km");
    let head = vec![sheet.word("packet-col-length"), unit];
    let row = |sheet: &Sheet<'_>, text: String, km: f64| {
        vec![Cell::Text(text), Cell::Number(sheet.fixed(km, 2), String::new())]
    };
    let mut rows = vec![row(sheet, sheet.word("packet-row-straight"), between.distance_km)];
    let text = match between.detour_factor {
        Some(factor) => {
            let factor = sheet.fixed(factor, 1);
            sheet.say("packet-row-detour", &[("factor", factor.into())])
        }
        None => sheet.word("packet-row-route"),
    };
    rows.push(row(sheet, text, between.route_km));
    sheet.table(LEFT + WIDTH - 86.0, &columns, &head, &rows);
    sheet.y = sheet.y.max(legend_end) + 2.0;
    if between.detour_factor.is_some() {
        let text = sheet.word("packet-survey-text");
        if sheet.room() > sheet.canvas.height(&[(&text, BODY)], WIDTH) + 10.0 {
            let head = sheet.word("packet-head-survey");
            sheet.head_at(LEFT, WIDTH, &head, "");
            sheet.body(&[(&text, BODY)]);
        }
    }
}

fn region(sheet: &mut Sheet<'_>, map: &MapFacts, side_km: f64) {
    let Some(plan) = map::plan(&sheet.facts.place) else { return };
    let text = sheet.word("packet-region-text");
    sheet.lead(&text);
    let frame = Rect { x: LEFT, y: sheet.y, w: FRAME.0, h: FRAME.1 };
    let middle = (frame.x + frame.w / 2.0, frame.y + frame.h / 2.0);
    let projection = Projection::new(plan.centre, plan.overview_scale, middle);
    let side = side_km * 1e6 / plan.overview_scale;
    let square = Rect { x: middle.0 - side / 2.0, y: middle.1 - side / 2.0, w: side, h: side };
    let label = sheet.word("packet-region-square");
    let sector = sheet.sector(&sheet.facts.counterparty);
    let color = match sheet.facts.recipient_side {
        Direction::Supply => PETROL,
        Direction::Demand => RUST,
    };
    let features: Vec<_> = map
        .overview
        .iter()
        .filter(|f| match f.class {
            map::Class::Land | map::Class::Water | map::Class::Boundary | map::Class::Place => true,
            map::Class::Wood
            | map::Class::Urban
            | map::Class::Industry
            | map::Class::River
            | map::Class::Building
            | map::Class::Rail
            | map::Class::Road => false,
        })
        .cloned()
        .collect();
    sheet.canvas.clipped(frame, |canvas| {
        map::draw(canvas, frame, &projection, &features, true);
        canvas.circle(middle, 11.0, None, Some(Stroke::solid(color, 0.6)));
        canvas.rect(square, Some(color), Some(Stroke::solid(WHITE, 0.8)));
        let mut labels = Labels::default();
        labels.take_places(&projection, &features);
        labels.take(Rect { x: middle.0 - 11.0, y: middle.1 - 11.0, w: 22.0, h: 22.0 });
        let strong = TABLE.weighing(Weight::SemiBold);
        let lines = canvas.wrap(&[(&sector, strong)], 50.0);
        let lines = &lines[..lines.len().min(2)];
        let wide = lines.iter().map(|l| l.width).fold(canvas.width(&label, FINE), f64::max) + 1.6;
        let tall = lines.len() as f64 * strong.leading_mm() + FINE.leading_mm() + 0.6;
        if let Some(area) = labels.beside(middle, (wide, tall), 12.5, frame.grown(-1.0)) {
            canvas.rect(area, Some(WHITE), None);
            let y = canvas.lines(area.x + 0.8, area.y + 0.2, lines, strong);
            canvas.text(area.x + 0.8, y + FINE.drop_mm() - 0.3, &label, FINE);
        }
        map::name(
            canvas,
            frame,
            &projection,
            &features,
            &mut labels,
            Some((plan.centre, 30.0)),
            false,
        );
    });
    map::border(&mut sheet.canvas, frame);
    sheet.y += FRAME.1 + 1.6;
    let label = sheet.say("packet-map", &[("n", "1".into())]);
    let text =
        sheet.say("packet-caption-region", &[("attribution", map.attribution.join("; ").into())]);
    sheet.caption(&label, &text);
    sheet.y += 5.0;
    let head = sheet.word("packet-head-region-next");
    sheet.head(&head, "");
    let text = sheet.word("packet-region-next");
    sheet.body(&[(&text, BODY)]);
}

/// A length with unit: kilometres with two decimals, metres below one.
fn length(sheet: &Sheet<'_>, km: f64) -> String {
    if km < 1.0 {
        let shown = quantity::distance(km, sheet.locale());
        format!("{}\u{a0}{}", shown.display, sheet.unit(&shown.unit))
    } else {
        format!("{}\u{a0}{}", sheet.fixed(km, 2), sheet.unit("km"))
    }
}

/// Distance of the ticks at the frame, in km.
fn nice_step(scale: f64) -> f64 {
    let wanted = 35.0 * scale / 1e6;
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0]
        .into_iter()
        .rev()
        .find(|s| *s <= wanted)
        .unwrap_or(0.1)
}

/// The limit of every route of this length: an ellipse with the sites as foci.
fn ring(from: (f64, f64), to: (f64, f64), detour: f64) -> Vec<(f64, f64)> {
    let (dx, dy) = ((to.0 - from.0) / 2.0, (to.1 - from.1) / 2.0);
    let focus = dx.hypot(dy);
    let a = focus * detour;
    let b = (a * a - focus * focus).max(0.0).sqrt();
    let (sin, cos) = dy.atan2(dx).sin_cos();
    let middle = (from.0 + dx, from.1 + dy);
    (0..144)
        .map(|k| {
            let t = f64::from(k) * std::f64::consts::TAU / 144.0;
            let (u, v) = (a * t.cos(), b * t.sin());
            (middle.0 + u * cos - v * sin, middle.1 + u * sin + v * cos)
        })
        .collect()
}

/// The corner of the frame for the inset: top left or top right, away from the sites.
fn inset_corner(frame: Rect, from: (f64, f64), to: (f64, f64)) -> Rect {
    let left = Rect { x: frame.x + 4.0, y: frame.y + 4.0, w: INSET.0, h: INSET.1 };
    let right = Rect { x: frame.x + frame.w - 4.0 - INSET.0, ..left };
    let low_left = Rect { y: frame.y + frame.h - 4.0 - INSET.1, ..left };
    let clearance = |r: &Rect| {
        let distance = |p: (f64, f64)| {
            let dx = (r.x - p.0).max(p.0 - r.x - r.w).max(0.0);
            let dy = (r.y - p.1).max(p.1 - r.y - r.h).max(0.0);
            dx.hypot(dy)
        };
        distance(from).min(distance(to))
    };
    [left, right, low_left]
        .into_iter()
        .max_by(|a, b| {
            clearance(a).min(25.0).total_cmp(&clearance(b).min(25.0)).then(b.x.total_cmp(&a.x))
        })
        .unwrap_or(left)
}

/// Writes a label along a line where it is long enough, beside its middle otherwise.
fn along(
    canvas: &mut crate::painter::Canvas<'_>,
    from: (f64, f64),
    to: (f64, f64),
    text: &str,
    labels: &mut Labels,
    frame: Rect,
) {
    let style = AXIS.weighing(Weight::SemiBold).colored(INK);
    let (a, b) = if from.0 <= to.0 { (from, to) } else { (to, from) };
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    let width = canvas.width(text, style);
    let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    if length > width + 14.0 {
        let angle = -dy.atan2(dx);
        let (sin, cos) = (dy / length, dx / length);
        let start =
            (middle.0 - cos * width / 2.0 + sin * 1.8, middle.1 - sin * width / 2.0 - cos * 1.8);
        canvas.turned(start.0, start.1, text, style, angle.to_degrees());
        let end = (start.0 + cos * width, start.1 + sin * width);
        let lift = (sin * 1.2, -cos * 1.2);
        labels.take_line((start.0 + lift.0, start.1 + lift.1), (end.0 + lift.0, end.1 + lift.1));
    } else if let Some(area) = labels.beside(middle, (width + 1.2, 3.4), 3.0, frame) {
        canvas.rect(area, Some(WHITE), None);
        canvas.text(area.x + 0.6, area.y + 2.6, text, style);
    }
}
