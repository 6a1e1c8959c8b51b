//! What is wrong with a page to look at, found before a byte of PDF exists.

use super::{Page, PageSize, Rect};
use crate::theme::{LEFT, RIGHT};

/// Texts that run over an edge, and pairs of texts that cover each other.
pub(crate) fn faults(pages: &[Page]) -> Vec<String> {
    faults_on(pages, PageSize::A4)
}

/// The same on pages of a size.
pub(crate) fn faults_on(pages: &[Page], size: PageSize) -> Vec<String> {
    let shorter = size.shorter_mm();
    let mut faults = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let upright: Vec<_> = page.texts().filter(|t| t.degrees == 0.0).collect();
        for text in &upright {
            let area = text.area();
            let page_area =
                Rect { x: LEFT - 0.05, y: 10.0, w: RIGHT - LEFT + 0.1, h: 278.0 - shorter };
            if !page_area.contains(&area) {
                faults.push(format!("page {}: over the edge: {:?}", number + 1, text.text));
            }
            if text.clip.is_some_and(|clip| !clip.contains(&area)) {
                faults.push(format!("page {}: cut off: {:?}", number + 1, text.text));
            }
        }
        for (i, one) in upright.iter().enumerate() {
            for two in &upright[i + 1..] {
                if one.area().grown(-0.12).overlaps(&two.area().grown(-0.12)) {
                    let (one, two) = (&one.text, &two.text);
                    faults.push(format!("page {}: {one:?} over {two:?}", number + 1));
                }
            }
        }
        let body = page.texts().filter(|t| t.degrees == 0.0 && t.y < 279.0 - shorter && t.y > 20.0);
        let lowest = body.map(|t| t.y).fold(0.0, f64::max);
        if lowest > 278.5 - shorter {
            faults.push(format!("page {}: text down to {lowest:.1} mm", number + 1));
        }
    }
    faults
}
