//! Colours, type and measures of the packet. Each colour differs from its neighbours in
//! grey as well, and none carries a meaning alone.

use crate::painter::{Color, Style, Weight};

pub const INK: Color = Color(0x1B, 0x21, 0x26);
/// Demand, and whatever is the reader's own.
pub const PETROL: Color = Color(0x0F, 0x4C, 0x5C);
pub const SECONDARY: Color = Color(0x56, 0x61, 0x6B);
/// Supply.
pub const RUST: Color = Color(0xB4, 0x53, 0x2A);
pub const MID: Color = Color(0x8C, 0x9A, 0xA3);
pub const HAIRLINE: Color = Color(0xC3, 0xCA, 0xD0);
pub const RUST_TINT: Color = Color(0xE3, 0xBF, 0xA9);
pub const PETROL_TINT: Color = Color(0xDD, 0xE9, 0xEC);
pub const PALE: Color = Color(0xF1, 0xF3, 0xF4);
pub const WHITE: Color = Color(0xFF, 0xFF, 0xFF);

/// Left edge of the text.
pub const LEFT: f64 = 20.0;
/// Width of the text.
pub const WIDTH: f64 = 170.0;
/// Right edge of the text.
pub const RIGHT: f64 = LEFT + WIDTH;
/// Where the body starts.
pub const TOP: f64 = 24.0;
/// Where the body ends at the latest.
pub const BOTTOM: f64 = 275.0;
/// Where the line above the foot stands.
pub const FOOT: f64 = 281.0;
/// Width of a key figure and the gutter between two.
pub const FIGURE: (f64, f64) = (38.75, 5.0);

const fn style(size_pt: f64, leading_pt: f64, weight: Weight, color: Color) -> Style {
    Style { size_pt, leading_pt, weight, color }
}

pub const COVER_TITLE: Style = style(31.0, 36.0, Weight::SemiBold, INK);
pub const COVER_SUBTITLE: Style = style(12.0, 17.0, Weight::Regular, INK);
pub const TITLE: Style = style(17.0, 21.5, Weight::SemiBold, INK);
pub const FIGURE_BIG: Style = style(24.0, 28.0, Weight::Medium, INK);
pub const FIGURE_SMALL: Style = style(18.0, 23.0, Weight::Medium, INK);
pub const LEAD: Style = style(10.0, 14.5, Weight::Regular, INK);
pub const BODY: Style = style(9.0, 13.0, Weight::Regular, INK);
pub const SUBHEAD: Style = style(10.5, 14.0, Weight::SemiBold, INK);
pub const TABLE: Style = style(8.0, 10.6, Weight::Regular, INK);
pub const TABLE_HEAD: Style = style(7.5, 10.0, Weight::SemiBold, INK);
pub const CAPTION: Style = style(7.5, 10.0, Weight::Regular, SECONDARY);
pub const AXIS: Style = style(7.5, 10.0, Weight::Regular, SECONDARY);
pub const FINE: Style = style(7.0, 9.4, Weight::Regular, SECONDARY);
pub const EDGE: Style = style(6.5, 8.0, Weight::Regular, MID);
