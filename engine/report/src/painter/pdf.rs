//! Writes drawn pages as a PDF file: equal pages and metadata give equal bytes.
//!
//! Pages and subset fonts go through `printpdf`; outline, links, metadata and the file's
//! identity are written on the object level, where that library has its own opinions.

use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use printpdf::{
    Color as Ink, FontId, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Mm, Op,
    PaintMode, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};
use sha2::{Digest, Sha256};

use super::{Color, Link, MM_PER_PT, Mark, Page, PageSize, Rect, Stroke, Target, TextMark, Weight};
use crate::error::ReportError;
use crate::furniture::{Fonts, Seal};
use crate::seal::{ATTACHMENT, FIELD, FIELD_BYTES};

/// What the file says about itself.
#[derive(Debug, Clone)]
pub(crate) struct Metadata<'a> {
    pub size: PageSize,
    pub title: &'a str,
    pub author: Option<&'a str>,
    pub subject: &'a str,
    pub lang: &'a str,
    pub date: Timestamp,
    pub seal: Option<&'a Seal>,
}

/// Writes the pages.
pub(crate) fn write(
    pages: &[Page],
    fonts: &Fonts,
    metadata: &Metadata<'_>,
) -> Result<Vec<u8>, ReportError> {
    let mut pdf = PdfDocument::new("");
    for (weight, face) in
        [Weight::Regular, Weight::Medium, Weight::SemiBold].into_iter().zip(&fonts.faces)
    {
        let font = PdfFont::new(face.parsed.clone());
        pdf.resources.fonts.map.insert(font_id(weight), font);
    }
    let (width, height) = metadata.size.size_mm();
    let (width, height) = (Mm(width as f32), Mm(height as f32));
    let page = |page| PdfPage::new(width, height, operations(page, metadata.size));
    pdf.pages = pages.iter().map(page).collect();
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: true,
        secure: true,
        image_optimization: None,
    };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    finish(&mut document, pages, metadata).map_err(|e| ReportError::Pdf(e.to_string()))
}

fn font_id(weight: Weight) -> FontId {
    FontId(
        match weight {
            Weight::Regular => "TurashSans-Regular",
            Weight::Medium => "TurashSans-Medium",
            Weight::SemiBold => "TurashSans-SemiBold",
        }
        .to_owned(),
    )
}

fn pt(mm: f64) -> Pt {
    Pt(((mm / MM_PER_PT * 1000.0).round() / 1000.0) as f32)
}

fn point(x: f64, y: f64, size: PageSize) -> Point {
    Point { x: pt(x + size.beyond_mm()), y: pt(size.size_mm().1 - y) }
}

fn ink(color: Color) -> Ink {
    let part = |c: u8| f32::from(c) / 255.0;
    Ink::Rgb(Rgb { r: part(color.0), g: part(color.1), b: part(color.2), icc_profile: None })
}

fn operations(page: &Page, size: PageSize) -> Vec<Op> {
    let mut ops = Vec::new();
    for mark in &page.marks {
        match mark {
            Mark::Text(text) => show(text, size, &mut ops),
            Mark::Path { rings, closed, fill, stroke } => {
                let points = |ring: &Vec<(f64, f64)>| -> Vec<LinePoint> {
                    let mut points: Vec<_> = ring
                        .iter()
                        .map(|&(x, y)| LinePoint { p: point(x, y, size), bezier: false })
                        .collect();
                    if *closed && points.len() > 2 {
                        points.extend(points.first().cloned());
                    }
                    points
                };
                if *closed {
                    let rings = rings.iter().map(|r| PolygonRing { points: points(r) }).collect();
                    fill_and_stroke(rings, *fill, stroke.as_ref(), &mut ops);
                } else if let Some(stroke) = stroke {
                    set_stroke(stroke, &mut ops);
                    for ring in rings {
                        let line = Line { points: points(ring), is_closed: false };
                        ops.push(Op::DrawLine { line });
                    }
                }
            }
            Mark::Circle { circle, fill, stroke } => {
                let ring = PolygonRing { points: circle_points(*circle, size) };
                fill_and_stroke(vec![ring], *fill, stroke.as_ref(), &mut ops);
            }
            Mark::Clip(rect) => {
                let Rect { x, y, w, h } = *rect;
                let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
                let points = corners
                    .map(|(x, y)| LinePoint { p: point(x, y, size), bezier: false })
                    .to_vec();
                ops.push(Op::SaveGraphicsState);
                ops.push(Op::DrawPolygon {
                    polygon: Polygon {
                        rings: vec![PolygonRing { points }],
                        mode: PaintMode::Clip,
                        winding_order: WindingOrder::NonZero,
                    },
                });
            }
            Mark::Unclip => ops.push(Op::RestoreGraphicsState),
        }
    }
    ops
}

fn fill_and_stroke(
    rings: Vec<PolygonRing>,
    fill: Option<Color>,
    stroke: Option<&Stroke>,
    ops: &mut Vec<Op>,
) {
    let mode = match (fill, stroke) {
        (Some(_), Some(_)) => PaintMode::FillStroke,
        (Some(_), None) => PaintMode::Fill,
        (None, Some(_)) => PaintMode::Stroke,
        (None, None) => return,
    };
    if let Some(color) = fill {
        ops.push(Op::SetFillColor { col: ink(color) });
    }
    if let Some(stroke) = stroke {
        set_stroke(stroke, ops);
    }
    let polygon = Polygon { rings, mode, winding_order: WindingOrder::EvenOdd };
    ops.push(Op::DrawPolygon { polygon });
}

fn set_stroke(stroke: &Stroke, ops: &mut Vec<Op>) {
    let dash: Vec<f32> = stroke.dash_pt.iter().map(|&d| d as f32).collect();
    let cap = if dash.first() == Some(&0.0) { LineCapStyle::Round } else { LineCapStyle::Butt };
    ops.extend([
        Op::SetOutlineColor { col: ink(stroke.color) },
        Op::SetOutlineThickness { pt: Pt(stroke.width_pt as f32) },
        Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &dash) },
        Op::SetLineCapStyle { cap },
        Op::SetLineJoinStyle { join: LineJoinStyle::Round },
    ]);
}

/// Four cubic arcs; 0.5523 makes each depart from the circle by less than 0.03 %.
fn circle_points((x, y, r): (f64, f64, f64), size: PageSize) -> Vec<LinePoint> {
    let k = 0.552_284_75 * r;
    let at = |dx: f64, dy: f64, bezier: bool| LinePoint { p: point(x + dx, y + dy, size), bezier };
    vec![
        at(r, 0.0, false),
        at(r, k, true),
        at(k, r, true),
        at(0.0, r, false),
        at(-k, r, true),
        at(-r, k, true),
        at(-r, 0.0, false),
        at(-r, -k, true),
        at(-k, -r, true),
        at(0.0, -r, false),
        at(k, -r, true),
        at(r, -k, true),
        at(r, 0.0, false),
    ]
}

fn show(text: &TextMark, size: PageSize, ops: &mut Vec<Op>) {
    let angle = text.degrees.to_radians();
    let (sin, cos) = (angle.sin() as f32, angle.cos() as f32);
    let at = point(text.x, text.y, size);
    let matrix = TextMatrix::Raw([cos, sin, -sin, cos, at.x.0, at.y.0]);
    ops.extend([
        Op::StartTextSection,
        Op::SetFont {
            font: PdfFontHandle::External(font_id(text.style.weight)),
            size: Pt(text.style.size_pt as f32),
        },
        Op::SetFillColor { col: ink(text.style.color) },
        Op::SetTextMatrix { matrix },
        Op::ShowText { items: vec![TextItem::Text(text.text.clone())] },
        Op::EndTextSection,
    ]);
}

fn finish(
    document: &mut Document,
    pages: &[Page],
    metadata: &Metadata<'_>,
) -> Result<Vec<u8>, lopdf::Error> {
    document.version = "1.7".to_owned();
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, id) in pages.iter().zip(&page_ids) {
        let links: Vec<Object> =
            page.links.iter().map(|l| annotation(l, metadata.size, &page_ids)).collect();
        let dictionary = document.get_object_mut(*id)?.as_dict_mut()?;
        if links.is_empty() {
            dictionary.remove(b"Annots");
        } else {
            dictionary.set("Annots", links);
        }
    }
    let manifest = metadata.seal.map(|seal| attach(document, seal, metadata.date));
    let outline = write_outline(document, pages, &page_ids, metadata.size);
    let catalog_id = document.trailer.get(b"Root")?.as_reference()?;
    let catalog = document.get_object_mut(catalog_id)?.as_dict_mut()?;
    catalog.remove(b"OutputIntents");
    catalog.remove(b"Metadata");
    catalog.remove(b"PageLayout");
    catalog.set("Lang", Object::string_literal(metadata.lang));
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", preferences);
    match outline {
        Some(outline) => {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        None => catalog.set("PageMode", Object::Name(b"UseNone".to_vec())),
    }
    if let Some((names, file)) = manifest {
        catalog.set("Names", names);
        catalog.set("AF", vec![file.into()]);
        // Filled by who signs; all else of the file is the same whoever does.
        let empty = Object::String(vec![0; FIELD_BYTES], StringFormat::Hexadecimal);
        catalog.set(FIELD, empty);
    }
    let date = Object::string_literal(day(metadata.date));
    let mut info = Dictionary::new();
    info.set("Title", unicode(metadata.title));
    info.set("Subject", unicode(metadata.subject));
    if let Some(author) = metadata.author {
        info.set("Author", unicode(author));
    }
    info.set("Creator", unicode("Turash Workstation"));
    info.set("Producer", unicode("Turash Workstation"));
    info.set("CreationDate", date.clone());
    info.set("ModDate", date);
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    document.trailer.remove(b"ID");
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    let mut anonymous = Vec::new();
    document.save_to(&mut anonymous)?;
    let digest = Sha256::digest(&anonymous);
    let id = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Attaches the manifest; returns the tree of names and the attachment.
fn attach(document: &mut Document, seal: &Seal, date: Timestamp) -> (ObjectId, ObjectId) {
    let bytes = seal.manifest.to_bytes();
    let mut about = Dictionary::new();
    about.set("Size", bytes.len() as i64);
    about.set("ModDate", Object::string_literal(day(date)));
    let mut stream = Dictionary::new();
    stream.set("Type", "EmbeddedFile");
    stream.set("Subtype", Object::Name(b"application/json".to_vec()));
    stream.set("Params", about);
    let stream = document.add_object(Stream::new(stream, bytes));
    let mut held = Dictionary::new();
    held.set("F", stream);
    held.set("UF", stream);
    let mut file = Dictionary::new();
    file.set("Type", "Filespec");
    file.set("F", Object::string_literal(ATTACHMENT));
    file.set("UF", Object::string_literal(ATTACHMENT));
    file.set("AFRelationship", "Data");
    file.set("EF", held);
    let file = document.add_object(file);
    let mut files = Dictionary::new();
    files.set("Names", vec![Object::string_literal(ATTACHMENT), file.into()]);
    let mut names = Dictionary::new();
    names.set("EmbeddedFiles", files);
    (document.add_object(names), file)
}

fn day(date: Timestamp) -> String {
    date.strftime("D:%Y%m%d%H%M%SZ").to_string()
}

/// A text as UTF-16 with byte-order mark, which every reader of PDF understands.
fn unicode(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn annotation(link: &Link, size: PageSize, pages: &[ObjectId]) -> Object {
    let Link { area, target } = link;
    let low = point(area.x, area.y + area.h, size);
    let high = point(area.x + area.w, area.y, size);
    let corners = [low.x.0, low.y.0, high.x.0, high.y.0];
    let mut link = Dictionary::new();
    link.set("Type", "Annot");
    link.set("Subtype", "Link");
    link.set("Rect", corners.map(Object::Real).to_vec());
    link.set("Border", vec![0.into(), 0.into(), 0.into()]);
    match target {
        Target::Page(number) => {
            if let Some(id) = pages.get(*number) {
                link.set("Dest", vec![Object::Reference(*id), "Fit".into()]);
            }
        }
        Target::Web(address) => {
            let mut action = Dictionary::new();
            action.set("S", "URI");
            action.set("URI", Object::string_literal(address.as_str()));
            link.set("A", action);
        }
    }
    Object::Dictionary(link)
}

struct Node {
    id: ObjectId,
    title: String,
    depth: usize,
    page: ObjectId,
    y: f64,
}

/// Writes the outline as a tree: an entry is the child of the last shallower one before it.
fn write_outline(
    document: &mut Document,
    pages: &[Page],
    ids: &[ObjectId],
    size: PageSize,
) -> Option<ObjectId> {
    let mut nodes = Vec::new();
    for (page, id) in pages.iter().zip(ids) {
        for entry in &page.entries {
            nodes.push(Node {
                id: document.new_object_id(),
                title: entry.title.clone(),
                depth: entry.depth,
                page: *id,
                y: entry.y,
            });
        }
    }
    if nodes.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let parent_of = |i: usize| (0..i).rev().find(|&j| nodes[j].depth < nodes[i].depth);
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..nodes.len()).filter(|&i| parent_of(i) == parent).collect()
    };
    let family = |dictionary: &mut Dictionary, kin: &[usize], count: i64| {
        if let (Some(&first), Some(&last)) = (kin.first(), kin.last()) {
            dictionary.set("First", nodes[first].id);
            dictionary.set("Last", nodes[last].id);
            dictionary.set("Count", count);
        }
    };
    let mut written = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        let mut item = Dictionary::new();
        item.set("Title", unicode(&node.title));
        item.set("Parent", parent_of(i).map_or(root, |p| nodes[p].id));
        let top = point(0.0, node.y, size).y.0;
        let target: Vec<Object> =
            vec![node.page.into(), "XYZ".into(), Object::Null, top.into(), Object::Null];
        item.set("Dest", target);
        let siblings = children(parent_of(i));
        let place = siblings.iter().position(|&s| s == i).unwrap_or(0);
        if place > 0 {
            item.set("Prev", nodes[siblings[place - 1]].id);
        }
        if let Some(&next) = siblings.get(place + 1) {
            item.set("Next", nodes[next].id);
        }
        let below = children(Some(i));
        family(&mut item, &below, -(below.len() as i64));
        written.push((node.id, item));
    }
    let mut outline = Dictionary::new();
    outline.set("Type", "Outlines");
    let top = children(None);
    family(&mut outline, &top, top.len() as i64);
    written.push((root, outline));
    for (id, dictionary) in written {
        document.objects.insert(id, Object::Dictionary(dictionary));
    }
    Some(root)
}
