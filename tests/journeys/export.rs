//! What a project gives its owner: a workbook whose formulas give the figures of the program, a
//! map layer in WGS84, and an archive that proves its own files.

use std::io::{Cursor, Read as _};

use serde_json::Value;

use crate::said::arg;
use crate::sample::sample;
use crate::tree::{list, text};

/// The sample's export in a format: what was said of it, and its bytes.
fn export(format: &str, more: &[&str]) -> (Value, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let out = folder.path().join("out");
    let words = ["export", &project, "--format", format, "--out", &arg(&out)];
    let told = sample().ask(&[&words[..], more].concat());
    let bytes = std::fs::read(&out).expect("the export is written");
    assert_eq!(told["bytes"], bytes.len(), "{told}");
    (told, bytes)
}

/// A file of an archive.
fn within(archive: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut bytes = Vec::new();
    zip.by_name(name).expect("a file of it").read_to_end(&mut bytes).expect("it reads");
    bytes
}

fn words(archive: &[u8], name: &str) -> String {
    String::from_utf8(within(archive, name)).expect("text")
}

/// Formula and figure of a cell.
fn cell<'a>(sheet: &'a str, place: &str) -> (&'a str, f64) {
    let from = sheet.find(&format!("<c r=\"{place}\"")).expect("the cell");
    let cell = &sheet[from..from + sheet[from..].find("</c>").expect("its end")];
    let inside = |tag: &str| {
        let (_, rest) = cell.split_once(&format!("<{tag}>"))?;
        rest.split_once(&format!("</{tag}>")).map(|(inside, _)| inside)
    };
    let figure = inside("v").expect("a value").parse().expect("a number");
    (inside("f").unwrap_or_default(), figure)
}

#[test]
fn the_formulas_of_the_workbook_give_the_figures_of_the_program() {
    let (told, book) = export("xlsx", &["--lang", "de"]);
    assert!(told["matches"].as_u64() > Some(0), "{told}");
    assert!(words(&book, "xl/sharedStrings.xml").contains("Ein Export für den Eigentümer"));
    let (basis, sheet) =
        (words(&book, "xl/worksheets/sheet2.xml"), words(&book, "xl/worksheets/sheet3.xml"));
    let (rate, years) = (cell(&basis, "B2").1, cell(&basis, "B3").1);
    let annuity = (1.0 - (1.0 + rate).powf(-years)) / rate;
    let mut seen = 0;
    for n in 2..=told["matches"].as_u64().expect("a count") + 1 {
        if !sheet.contains(&format!("<c r=\"F{n}\"")) {
            continue;
        }
        seen += 1;
        let at = |column: &str| cell(&sheet, &format!("{column}{n}"));
        let passed = at("F").1 * at("G").1;
        let mut sum = 0.0;
        for (capital, before, net, npv, moves) in
            [("H", "I", "J", "K", passed), ("L", "M", "N", "O", -passed)]
        {
            let yearly = at(before).1 + moves;
            assert!((yearly - at(net).1).abs() < 0.01, "row {n}: {yearly} and {:?}", at(net));
            let worth = yearly * annuity - at(capital).1;
            // A year is rounded to a cent, and so is each of its present values.
            let close = (worth - at(npv).1).abs() < 0.02 * years;
            assert!(close, "row {n}: {worth} and {:?}", at(npv));
            assert!(at(npv).0.contains("PV(discount_rate,operating_years,"), "{:?}", at(npv));
            sum += at(npv).1;
        }
        assert!((sum - at("P").1).abs() < 0.01, "row {n}");
    }
    assert!(seen > 0, "no match has a price");
}

#[test]
fn the_map_layer_has_each_site_flow_and_match() {
    let (told, bytes) = export("geojson", &[]);
    let layer: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(layer["type"], "FeatureCollection");
    let of = |name: &str| {
        let features = list(&layer["features"]).iter();
        features.filter(|f| f["properties"]["layer"] == name).collect::<Vec<_>>()
    };
    for name in ["sites", "flows", "matches"] {
        assert_eq!(told[name], of(name).len(), "{name}");
    }
    for site in of("sites") {
        let (at, stated) = (&site["geometry"]["coordinates"], &site["properties"]);
        for (of, key) in [(0, "lon_deg"), (1, "lat_deg")] {
            let gap = at[of].as_f64().zip(stated[key].as_f64()).map(|(a, b)| (a - b).abs());
            assert!(gap.is_none_or(|gap| gap < 1e-7), "{site}");
        }
    }
    assert!(of("matches").iter().all(|one| one["properties"]["distance_km"].is_number()));
}

#[test]
fn the_archive_says_what_is_in_it() {
    let (told, bytes) = export("zip", &[]);
    let manifest: Value =
        serde_json::from_slice(&within(&bytes, "manifest.json")).expect("the manifest");
    let names: Vec<&str> = list(&manifest["files"]).iter().map(|f| text(&f["name"])).collect();
    let registers = ["organizations", "sites", "flows", "matches", "deals"];
    for name in registers {
        let rows = words(&bytes, &format!("{name}.csv")).matches("\r\n").count() - 1;
        assert!(told[name] == rows, "{name}: {rows} of {told}");
        assert!(names.contains(&format!("{name}.csv").as_str()));
    }
    for file in list(&manifest["files"]) {
        assert_eq!(file["bytes"], within(&bytes, text(&file["name"])).len(), "{file}");
    }
    assert!(names.contains(&"model.xlsx") && names.contains(&"model.geojson"));
}
