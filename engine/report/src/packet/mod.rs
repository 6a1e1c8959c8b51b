//! The partner packet: its pages from facts that were cut before.
//!
//! One page, one message; each title is a sentence with the finding. What the facts do not
//! hold is not printed, and nothing in here could put it back.

mod ahead;
mod charts;
pub(crate) mod cover;
mod derivation;
mod economics;
mod figures;
mod glance;
mod location;
mod proof;
mod risks;
mod sources;
mod technical;
#[cfg(test)]
pub(crate) mod tests;
mod what_if;

use turash_engine::packet::PacketFacts;

use crate::error::ReportError;
use crate::furniture::{Fonts, Furniture, Pdf, Section};
use crate::map::MapFacts;
use crate::painter::{Canvas, Metadata, Page, write};
use crate::sheet::Sheet;
use crate::words::Catalogue;

/// Writes a packet in the language of the catalogue.
pub fn packet(
    facts: &PacketFacts,
    map: &MapFacts,
    words: &Catalogue,
    fonts: &Fonts,
    furniture: &Furniture,
) -> Result<Pdf, ReportError> {
    let drawn = draw(facts, map, words, fonts, furniture)?;
    let metadata = Metadata {
        title: &drawn.title,
        author: furniture.consultant.as_deref(),
        subject: &drawn.subject,
        lang: words.locale().code(),
        date: furniture.date,
        seal: furniture.seal.as_ref(),
        size: furniture.size,
    };
    let bytes = write(&drawn.pages, fonts, &metadata)?;
    Ok(Pdf { bytes, pages: drawn.pages.len(), missing_characters: drawn.missing })
}

/// A document as drawn, before it is written.
pub(crate) struct Drawn {
    pub pages: Vec<Page>,
    pub missing: std::collections::BTreeSet<char>,
    pub title: String,
    pub subject: String,
}

pub(crate) fn draw(
    facts: &PacketFacts,
    map: &MapFacts,
    words: &Catalogue,
    fonts: &Fonts,
    furniture: &Furniture,
) -> Result<Drawn, ReportError> {
    let mut sheet = Sheet::new(Canvas::new(fonts, furniture.size), facts, words, furniture);
    let choice = &furniture.choice;
    let title;
    if choice.one_page {
        title = cover::title(&sheet);
        glance::draw(&mut sheet);
    } else {
        title = cover::draw(&mut sheet);
        glance::draw(&mut sheet);
        let kept = |section| !choice.leave_out.contains(&section);
        let mut part = |section, draw: &dyn Fn(&mut Sheet<'_>)| {
            if kept(section) {
                draw(&mut sheet);
            }
        };
        part(Section::Technical, &technical::draw);
        part(Section::Location, &|sheet| location::draw(sheet, map));
        part(Section::Economics, &economics::draw);
        part(Section::WhatIf, &what_if::draw);
        part(Section::Risks, &risks::draw);
        part(Section::Ahead, &ahead::draw);
        part(Section::Sources, &sources::draw);
        proof::draw(&mut sheet, map);
        cover::contents(&mut sheet);
    }
    let own = facts.recipient.name.clone().unwrap_or_default();
    let header = sheet.say("packet-header", &[("name", own.into())]);
    sheet.furnish(&header, facts.level, !choice.one_page);
    let subject = sheet.word("packet-subject");
    if let Some(error) = sheet.failure() {
        return Err(error.into());
    }
    let (pages, missing) = sheet.canvas.finish();
    Ok(Drawn { pages, missing, title, subject })
}
