//! What may be shipped: each package's licence, where it comes from, and versions refused for a
//! known reason, over `cargo metadata` and the interface's lock file. A planted package proves it
//! can fail. Advisories are another matter and need a network: `./dev audit`.

use serde_json::{Value, json};

use crate::tree::{list, metadata, text, top};

/// Licences whose terms let the program be given away under MIT or Apache-2.0.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "blessing",
];

/// The one place packages of other people may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Packages that must be newer than a version, or absent (`None`), and why.
const REFUSED: &[(&str, Option<[u64; 3]>, &str)] = &[
    ("tauri", Some([2, 11, 1]), "older ones have known security holes"),
    ("sqlx-sqlite", None, "it brings a second SQLite, and only one package may link it"),
    ("spatialite-sys", None, "it is from 2019 and links an old SpatiaLite"),
    ("rusqlite", Some([0, 41, 0]), "the store is built on this one"),
    ("maplibre-gl", Some([6, 4, 1]), "older ones have known security holes"),
];

#[test]
fn every_crate_may_be_shipped() {
    let found = crate_breaches(&metadata(&top().join("Cargo.toml")));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_package_of_the_interface_may_be_shipped() {
    let lock =
        std::fs::read_to_string(top().join("ui/package-lock.json")).expect("ui has a lock file");
    let found = npm_breaches(&serde_json::from_str(&lock).expect("the lock file is JSON"));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_planted_crate_is_refused() {
    let found = crate_breaches(&metadata(&top().join("tests/fixtures/planted-crate/Cargo.toml")));
    for expected in
        ["planted-crate: its licence `GPL-3.0-only`", "planted-nameless: it names no licence"]
    {
        assert!(
            found.iter().any(|breach| breach.contains(expected)),
            "«{expected}» not in {found:?}"
        );
    }
}

#[test]
fn refused_sources_and_versions_are_named() {
    let package = |name: &str, version: &str, source: &str| json!({"packages": [{"name": name, "version": version, "source": source, "license": "MIT"}]});
    let cases = [
        (package("serde", "1.0.0", "git+https://example.org/serde"), "serde: it comes from git+"),
        (package("tauri", "2.10.9", REGISTRY), "tauri 2.10.9 is refused"),
        (package("tauri", "3.0.0-alpha.1", REGISTRY), "tauri 3.0.0-alpha.1 is a preview"),
        (package("spatialite-sys", "0.1.0", REGISTRY), "spatialite-sys 0.1.0 is refused"),
    ];
    for (metadata, expected) in cases {
        let found = crate_breaches(&metadata);
        assert!(
            found.iter().any(|breach| breach.contains(expected)),
            "«{expected}» not in {found:?}"
        );
    }
    let lock = json!({"packages": {
        "node_modules/maplibre-gl": {"version": "6.3.0", "license": "BSD-3-Clause", "resolved": ""},
        "node_modules/viral": {"version": "1.0.0", "license": "AGPL-3.0", "resolved": ""},
    }});
    let found = npm_breaches(&lock);
    for expected in ["maplibre-gl 6.3.0 is refused", "viral: its licence `AGPL-3.0`"] {
        assert!(
            found.iter().any(|breach| breach.contains(expected)),
            "«{expected}» not in {found:?}"
        );
    }
}

#[test]
fn licence_terms_are_read_as_written() {
    let cases = [
        ("MIT", true),
        ("MIT OR GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT/Apache-2.0", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(GPL-2.0 OR AGPL-3.0) AND MIT", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-2.0-only WITH Classpath-exception-2.0", false),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
        ("", false),
    ];
    for (terms, expected) in cases {
        assert_eq!(permits(terms), expected, "{terms}");
    }
}

fn crate_breaches(metadata: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for package in list(&metadata["packages"]) {
        let (name, version, source) =
            (text(&package["name"]), text(&package["version"]), text(&package["source"]));
        let ours = package["source"].is_null() && name.starts_with("turash-");
        if !ours && !package["source"].is_null() && source != REGISTRY {
            found.push(format!(
                "{name}: it comes from {source}, which can change or vanish; only crates.io is used"
            ));
        }
        licence_breach(name, text(&package["license"]), &mut found);
        version_breach(name, version, &mut found);
    }
    let sqlites =
        list(&metadata["packages"]).iter().filter(|p| p["name"] == "libsqlite3-sys").count();
    if sqlites > 1 {
        found.push(format!(
            "libsqlite3-sys stands in the tree {sqlites} times: only one package may link SQLite"
        ));
    }
    found
}

fn npm_breaches(lock: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let packages = lock["packages"].as_object().expect("a lock file of version 3 lists packages");
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        let name = path.rsplit("node_modules/").next().unwrap_or(path);
        let from = text(&package["resolved"]);
        if from.starts_with("git") || from.starts_with("file:") {
            found.push(format!("{name}: it comes from {from}; only the npm registry is used"));
        }
        // Tools of the build are not shipped with the program.
        if package["dev"] != true {
            licence_breach(name, text(&package["license"]), &mut found);
        }
        version_breach(name, text(&package["version"]), &mut found);
    }
    found
}

fn licence_breach(name: &str, terms: &str, found: &mut Vec<String>) {
    if terms.is_empty() {
        found.push(format!("{name}: it names no licence, so nobody may ship it"));
    } else if !permits(terms) {
        found.push(format!(
            "{name}: its licence `{terms}` does not allow shipping it under MIT or Apache-2.0"
        ));
    }
}

fn version_breach(name: &str, version: &str, found: &mut Vec<String>) {
    for (_, floor, because) in REFUSED.iter().filter(|(refused, ..)| *refused == name) {
        if name == "tauri" && version.contains('-') {
            found.push(format!(
                "{name} {version} is a preview: the window is built on released versions"
            ));
        }
        let mut parts = version.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0));
        let have = [(); 3].map(|()| parts.next().unwrap_or(0));
        if floor.is_none_or(|floor| have < floor) {
            found.push(format!("{name} {version} is refused: {because}"));
        }
    }
}

/// Whether an SPDX expression lets us choose allowed terms only.
fn permits(terms: &str) -> bool {
    let spaced = terms.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = either(&words, &mut at);
    allowed && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        // The right side is read in any case, so that the place moves on.
        let right = both(words, at);
        allowed = allowed || right;
    }
    allowed
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        let right = one(words, at);
        allowed = allowed && right;
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let allowed = either(words, at);
        *at += 1;
        return allowed;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    ALLOWED.contains(&licence.as_str())
}
