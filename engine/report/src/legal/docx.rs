//! A legal paper as an Office Open XML text, for counsel to redline: the same clauses, numbers,
//! blanks and signature blocks as the PDF. Times and order in the file are fixed.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::paper::{Part, Piece, Standing};
use super::pdf::{blank_text, date, label};
use super::{Column, Draft, LegalError, paired};
use crate::error::ReportError;
use crate::words::WordsError;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240" w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="1021"/></w:tabs><w:ind w:left="1021" w:hanging="454"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Fine"><w:name w:val="Fine"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="56616B"/><w:sz w:val="16"/></w:rPr></w:style></w:styles>"#;

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// Writes a paper as DOCX.
pub fn docx(draft: &Draft<'_>) -> Result<Vec<u8>, ReportError> {
    paired(draft)?;
    let columns = draft.columns();
    let xml = |body: &str| {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{body}")
    };
    let edge = draft.first.words.text(
        "legal-edge",
        &[
            ("id", draft.furniture.document_id.as_str().into()),
            ("version", draft.furniture.version.as_str().into()),
        ],
    )?;
    let header = xml(&format!("<w:hdr {WORD}>{}</w:hdr>", paragraph("Fine", &run(&edge, ""))));
    let footer = xml(&format!(
        "<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Fine\"/><w:jc w:val=\"right\"/></w:pPr>{}{}{}{}</w:p></w:ftr>",
        run(&format!("{} · ", draft.furniture.document_id), ""),
        field("PAGE"),
        run(" / ", ""),
        field("NUMPAGES"),
    ));
    let stamp = draft.furniture.date.strftime("%Y-%m-%dT%H:%M:%SZ");
    let core = xml(&format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:identifier>{}</dc:identifier><dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:modified></cp:coreProperties>",
        escape(&draft.first.paper.title),
        escape(&draft.furniture.document_id),
        draft.first.words.locale().code(),
    ));
    let body = body(draft, &columns)?;
    let document = xml(&format!(
        "<w:document {WORD}><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1361\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    ));
    let files = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", &core),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/document.xml", &document),
        ("word/footer1.xml", &footer),
        ("word/header1.xml", &header),
        ("word/styles.xml", STYLES),
    ];
    Ok(zipped(&files)?)
}

fn zipped(files: &[(&str, &str)]) -> Result<Vec<u8>, LegalError> {
    let failed = |e: String| LegalError::Docx(e);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        zip.start_file(*name, options).map_err(|e| failed(e.to_string()))?;
        zip.write_all(text.as_bytes()).map_err(|e| failed(e.to_string()))?;
    }
    Ok(zip.finish().map_err(|e| failed(e.to_string()))?.into_inner())
}

fn body(draft: &Draft<'_>, columns: &[Column<'_>]) -> Result<String, WordsError> {
    let mut out = String::new();
    for column in columns {
        let words = column.words;
        out += &paragraph("Normal", &run(&words.text("legal-status", &[])?, "<w:b/>"));
        let count = column.paper.blanks.len();
        out += &paragraph("Fine", &run(&words.text("legal-status-means", &[])?, ""));
        out += &paragraph(
            "Fine",
            &run(&words.text("legal-missing-count", &[("count", count.into())])?, ""),
        );
        out += &paragraph("Fine", &run(&super::pdf::template_line(column)?, ""));
        out += &paragraph("Fine", &run(&date("legal-draft-of", draft.furniture.date, words)?, ""));
    }
    let titles: Vec<String> =
        columns.iter().map(|column| paragraph("Title", &run(&column.paper.title, ""))).collect();
    let mut rows = vec![titles];
    for at in 0..draft.first.paper.clauses.len() {
        let mut cells = Vec::new();
        for column in columns {
            cells.push(clause(&column.paper.clauses[at], at + 1, column)?);
        }
        rows.push(cells);
    }
    out += &table(&rows);
    out += &table(&[draft
        .signers
        .iter()
        .map(|signer| signature(signer, draft))
        .collect::<Result<Vec<_>, _>>()?]);
    for column in columns {
        let words = column.words;
        if !column.paper.blanks.is_empty() {
            out += &paragraph("Heading1", &run(&words.text("legal-missing", &[])?, ""));
            for blank in &column.paper.blanks {
                out += &paragraph(
                    "Part",
                    &run(&format!("☐ {}", super::pdf::checklist_line(blank, words)?), ""),
                );
            }
        }
        if !column.paper.sources.is_empty() {
            out += &paragraph("Heading1", &run(&words.text("legal-sources", &[])?, ""));
            for (i, source) in column.paper.sources.iter().enumerate() {
                out += &paragraph("Fine", &run(&format!("[{}] {source}", i + 1), ""));
            }
        }
    }
    Ok(out)
}

fn clause(clause: &Standing, number: usize, column: &Column<'_>) -> Result<String, WordsError> {
    let mut heading = run(&format!("{number}  {}", clause.heading), "");
    if !clause.cites.is_empty() {
        let marks: Vec<String> = clause.cites.iter().map(|n| format!("[{n}]")).collect();
        heading += &run(
            &format!(" {}", marks.join(" ")),
            "<w:color w:val=\"56616B\"/><w:sz w:val=\"16\"/>",
        );
    }
    let mut out = paragraph("Heading1", &heading);
    for part in &clause.parts {
        out += &part_paragraph(part, column)?;
    }
    Ok(out)
}

fn part_paragraph(part: &Part, column: &Column<'_>) -> Result<String, WordsError> {
    let mut runs = String::new();
    if !part.number.is_empty() {
        runs += &run(&part.number, "");
        runs += "<w:r><w:tab/></w:r>";
    }
    for piece in &part.pieces {
        runs += &match piece {
            Piece::Text(text) => run(text, ""),
            Piece::Blank(name) => run(
                &blank_text(name, column.words)?,
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F3F4\"/>",
            ),
        };
    }
    let style = match (part.is_item, part.number.is_empty()) {
        (true, _) => "Item",
        (false, true) => "Normal",
        (false, false) => "Part",
    };
    Ok(paragraph(style, &runs))
}

fn signature(signer: &super::Signer, draft: &Draft<'_>) -> Result<String, WordsError> {
    let words = draft.first.words;
    let line = "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"1B2126\"/></w:pBdr><w:spacing w:before=\"720\"/></w:pPr></w:p>";
    let mut out = paragraph("Heading1", &run(&super::paper::clean(&signer.party), ""));
    if draft.first.paper.blanks.is_empty() {
        for text in ["legal-sign-place", "legal-sign-line"] {
            out += line;
            out +=
                &paragraph("Fine", &run(&label(text, draft.second.map(|c| c.words), words)?, ""));
        }
    } else {
        out += &paragraph("Fine", &run(&words.text("legal-sign-later", &[])?, ""));
    }
    let who = match &signer.signatory {
        Some(name) => super::paper::clean(name),
        None => blank_text("signatory", words)?,
    };
    out += &paragraph("Normal", &run(&who, ""));
    Ok(out)
}

fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(1, Vec::len).max(1);
    let width = 9638 / columns;
    if columns == 1 {
        return rows.iter().flatten().map(String::as_str).collect();
    }
    let mut out = String::from(
        "<w:tbl><w:tblPr><w:tblW w:w=\"9638\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
    );
    out += &format!("<w:gridCol w:w=\"{width}\"/>").repeat(columns);
    out += "</w:tblGrid>";
    for row in rows {
        out += "<w:tr>";
        for cell in row {
            out += &format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"
            );
        }
        out += "</w:tr>";
    }
    out + "</w:tbl><w:p/>"
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str, look: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn field(code: &str) -> String {
    format!("<w:fldSimple w:instr=\"{code}\"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
}

/// The text as XML takes it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            c if c < ' ' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
