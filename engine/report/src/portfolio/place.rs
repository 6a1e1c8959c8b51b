//! Where the exchanges are: squares of 10 km on a map of the region, and which go together.

use turash_engine::packet::SQUARE_KM;
use turash_engine::portfolio::Square;
use turash_engine::quantity;

use super::Report;
use crate::map::{self, Class, FRAME, Labels, MapFacts, Projection};
use crate::painter::{Canvas, Rect, Stroke, Weight};
use crate::theme::{INK, LEFT, PETROL_TINT, RUST_TINT, TABLE, WHITE};

pub(super) fn draw(sheet: &mut Report<'_>, map: &MapFacts) {
    let facts = sheet.facts;
    let section = sheet.word("portfolio-section-place");
    let Some(plan) = map::region(&facts.squares) else {
        let title = sheet.word("packet-title-no-place");
        sheet.open(&section, &title);
        let text = sheet.word("portfolio-no-place");
        sheet.lead(&text);
        sheet.close();
        return;
    };
    let title = sheet.say("portfolio-title-place", &[("n", facts.squares.len().into())]);
    sheet.open(&section, &title);
    let lead = sheet.word("portfolio-lead-place");
    sheet.lead(&lead);

    let frame = Rect { x: LEFT, y: sheet.y, w: FRAME.0, h: FRAME.1 };
    let middle = (frame.x + frame.w / 2.0, frame.y + frame.h / 2.0);
    let scale = plan.overview_scale;
    let projection = Projection::new(plan.centre, scale, middle);
    let side = SQUARE_KM * 1e6 / scale;
    let area = |square: &Square| {
        let (x, y) = projection.at(square.centre);
        Rect { x: x - side / 2.0, y: y - side / 2.0, w: side, h: side }
    };
    let (km, north) = (sheet.unit("km"), sheet.word("packet-north"));
    let locale = sheet.locale();
    let features: Vec<_> = map
        .overview
        .iter()
        .filter(|feature| match feature.class {
            Class::Land | Class::Urban | Class::Water | Class::Boundary | Class::Place => true,
            Class::Wood
            | Class::Industry
            | Class::River
            | Class::Building
            | Class::Rail
            | Class::Road => false,
        })
        .cloned()
        .collect();
    sheet.canvas.clipped(frame, |canvas| {
        map::draw(canvas, frame, &projection, &features, true);
        let mut labels = Labels::default();
        let bar = (frame.x + frame.w - 12.0, frame.y + frame.h - 6.0);
        labels.take(Rect { x: bar.0 - 52.0, y: bar.1 - 6.0, w: 64.0, h: 12.0 });
        let arrow = (frame.x + frame.w - 8.0, frame.y + 4.0);
        labels.take(Rect { x: arrow.0 - 4.0, y: arrow.1 - 1.0, w: 8.0, h: 14.0 });
        for square in &facts.squares {
            filled(canvas, area(square), square.ends);
            labels.take(area(square));
        }
        for listed in &facts.listed {
            if let [Some(from), Some(to)] = listed.ends.each_ref().map(|end| end.square) {
                let at = |square: usize| projection.at(facts.squares[square].centre);
                canvas.line(at(from), at(to), Stroke::solid(WHITE, 2.0));
                canvas.line(at(from), at(to), Stroke::solid(INK, 1.0));
                labels.take_line(at(from), at(to));
                for end in [from, to] {
                    canvas.circle(at(end), 0.8, Some(INK), Some(Stroke::solid(WHITE, 0.5)));
                }
            }
        }
        let strong = TABLE.weighing(Weight::SemiBold);
        for (at, square) in facts.squares.iter().enumerate() {
            let number = (at + 1).to_string();
            let area = area(square);
            let (wide, tall) = (canvas.width(&number, strong), 3.0);
            let (x, y) = (area.x + area.w / 2.0, area.y + area.h / 2.0);
            if area.w > wide + 3.0 && area.h > 2.0 * tall {
                canvas.text(area.x + 0.8, area.y + 3.2, &number, strong);
            } else if let Some(spot) =
                labels.beside((x, y), (wide, tall), side / 2.0 + 0.8, frame.grown(-1.0))
            {
                canvas.text(spot.x, spot.y + 2.5, &number, strong);
            }
        }
        labels.take_places(&projection, &features);
        map::name(canvas, frame, &projection, &features, &mut labels, None, false);
        map::scale_bar(canvas, bar.0, bar.1, scale, |v| {
            format!("{}\u{a0}{km}", quantity::number(v, 0, locale))
        });
        map::north(canvas, arrow.0, arrow.1, &north);
    });
    map::border(&mut sheet.canvas, frame);
    sheet.y += FRAME.1 + 1.6;
    let label = sheet.say("packet-map", &[("n", "1".into())]);
    let attribution = map.attribution.join("; ");
    let text = sheet.say("portfolio-caption-map", &[("attribution", attribution.into())]);
    sheet.caption(&label, &text);
    sheet.y += 3.0;
    let legend = [
        ("portfolio-legend-gives", [1, 0]),
        ("portfolio-legend-takes", [0, 1]),
        ("portfolio-legend-both", [1, 1]),
    ];
    for (key, ends) in legend {
        let text = sheet.word(key);
        let y = sheet.y;
        filled(&mut sheet.canvas, Rect { x: LEFT, y: y + 0.2, w: 3.6, h: 3.6 }, ends);
        sheet.y = sheet.canvas.paragraph(LEFT + 6.0, y, 120.0, &[(&text, TABLE)]) + 1.2;
    }
    sheet.close();
}

/// A square: rust where something is given, petrol where something is taken, parted where both.
fn filled(canvas: &mut Canvas<'_>, area: Rect, [gives, takes]: [usize; 2]) {
    let first = if gives > 0 { RUST_TINT } else { PETROL_TINT };
    canvas.rect(area, Some(first), None);
    if gives > 0 && takes > 0 {
        let corner = (area.x + area.w, area.y + area.h);
        let half = vec![(area.x, corner.1), (corner.0, area.y), corner];
        canvas.area(vec![half], Some(PETROL_TINT), None);
    }
    canvas.rect(area, None, Some(Stroke::solid(INK, 0.7)));
}
