//! The rules of ARCHITECTURE.md as tests: which room may use which, and which words may not stand
//! in a room's sources. Each breach is a sentence that says why; planted breaches prove it can fail.

use crate::tree::Tree;

/// A package, the workspace packages its manifest may name, and what may never be linked with it.
struct Room {
    package: &'static str,
    folder: &'static str,
    may_use: &'static [&'static str],
    never_links: &'static [&'static str],
    never_says: &'static [&'static str],
    because: &'static str,
}

const WINDOW: &[&str] = &["tauri", "wry", "tao", "gtk"];

const ROOMS: &[Room] = &[
    Room {
        package: "turash-engine",
        folder: "engine/src/",
        may_use: &[],
        never_links: &[
            "tokio",
            "rusqlite",
            "libsqlite3-sys",
            "printpdf",
            "lopdf",
            "reqwest",
            "hyper",
            "keyring",
            "tauri",
        ],
        never_says: &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "thread_rng",
            "rand::random",
            "getrandom",
            "now_v7",
            "new_v4",
            "tokio::",
            "println!",
        ],
        because: "the engine is pure: the same inputs give the same numbers, with no file, clock, network or chance",
    },
    Room {
        package: "turash-store",
        folder: "engine/store/src/",
        may_use: &["turash-engine"],
        never_links: &["reqwest", "hyper", "printpdf", "lopdf", "tauri"],
        never_says: &["std::net", "std::process::Command"],
        because: "the store keeps data and nothing else: no network, no documents, no window",
    },
    Room {
        package: "turash-report",
        folder: "engine/report/src/",
        may_use: &["turash-engine"],
        never_links: &["turash-store", "rusqlite", "libsqlite3-sys", "reqwest", "hyper", "tauri"],
        never_says: &[
            "std::net",
            "std::process",
            "SystemTime",
            "Timestamp::now",
            "Zoned::now",
            "thread_rng",
            "getrandom",
        ],
        because: "a document shows what it is handed: it reads no store, asks no clock and starts no program, \
                  so that it equals the screen and comes out the same twice",
    },
    Room {
        package: "turash-workbench",
        folder: "engine/workbench/src/",
        may_use: &["turash-engine", "turash-store", "turash-report", "turash-sync"],
        never_links: &["tauri", "wry", "reqwest", "hyper", "clap"],
        never_says: &["std::net", "println!", "rusqlite::"],
        because: "the workbench is headless: window, command line and hub all call it, and it talks to none of them",
    },
    Room {
        package: "turash-sync",
        folder: "sync/src/",
        may_use: &["turash-engine", "turash-store"],
        never_links: &["tauri", "printpdf", "lopdf", "clap", "axum", "reqwest", "hyper"],
        never_says: &["rusqlite::", "std::net", "std::env", "println!"],
        because: "copies agree through the store's log alone: no table is written beside it, and no word here \
                  is for a person",
    },
    Room {
        package: "turash-net",
        folder: "sync/net/src/",
        may_use: &["turash-store", "turash-sync"],
        never_links: &["tauri", "axum", "clap"],
        never_says: &["rusqlite::", "println!", "Replica"],
        because: "the network carries questions and answers, and reads none of them",
    },
    Room {
        package: "turash-hub",
        folder: "sync/hub/src/",
        may_use: &["turash-engine", "turash-store", "turash-workbench", "turash-sync"],
        never_links: WINDOW,
        never_says: &["std::env", "println!"],
        because: "the hub keeps and hands on what devices say: it opens no window and prints no word for a person",
    },
    Room {
        package: "turash-cli",
        folder: "src-tauri/cli/src/",
        may_use: &["turash-engine", "turash-net", "turash-workbench"],
        never_links: WINDOW,
        never_says: &["rusqlite::", "printpdf::", "turash_store", "turash_report"],
        because: "the command line runs where there is no window library, and decides nothing itself",
    },
    Room {
        package: "turash-desktop",
        folder: "src-tauri/src/",
        may_use: &["turash-net", "turash-workbench"],
        never_links: &[],
        never_says: &[
            "rusqlite::",
            "printpdf::",
            "turash_store",
            "turash_report",
            "turash_engine",
            "std::net",
        ],
        because: "the window is thin: a command parses, calls the workbench and maps the error",
    },
    Room {
        package: "turash-tests",
        folder: "tests/",
        may_use: &[],
        never_links: WINDOW,
        never_says: &[],
        because: "journeys drive the real programs from outside",
    },
    Room {
        package: "turash-benches",
        folder: "benches/",
        may_use: &["turash-engine"],
        never_links: WINDOW,
        never_says: &[],
        because: "benches time the engine alone",
    },
];

/// Calls that exist on one kind of system only, and the one file that may hold each.
const ONE_FILE_EACH: &[(&str, &[&str])] = &[
    ("std::os::unix", &[]),
    ("std::os::windows", &[]),
    ("libc::", &[]),
    ("keyring::", &["engine/store/src/key/"]),
    ("load_extension(", &["engine/store/src/spatialite.rs"]),
];

#[test]
fn every_room_keeps_to_its_side() {
    let tree = Tree::read();
    assert!(
        tree.direct.len() >= 6,
        "the rules must see the whole workspace, not {:?}",
        tree.direct.keys()
    );
    let breaches = breaches(&tree);
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn planted_breaches_are_named() {
    let clean = Tree::read();
    let link = |package: &'static str, dep: &'static str| {
        move |tree: &mut Tree| {
            for map in [&mut tree.direct, &mut tree.linked] {
                map.entry(package.into()).or_default().insert(dep.into());
            }
        }
    };
    let write = |path: &'static str, text: &'static str| {
        move |tree: &mut Tree| {
            tree.files.insert(path.into(), text.into());
        }
    };
    type Plant = Box<dyn Fn(&mut Tree)>;
    let cases: Vec<(Plant, &str)> = vec![
        (Box::new(link("turash-engine", "turash-store")), "turash-engine may not use turash-store"),
        (Box::new(link("turash-report", "turash-store")), "turash-report may not use turash-store"),
        (Box::new(link("turash-store", "turash-report")), "turash-store may not use turash-report"),
        (Box::new(link("turash-cli", "tauri")), "turash-cli links tauri"),
        (Box::new(link("turash-engine", "tokio")), "turash-engine links tokio"),
        (Box::new(link("turash-new", "serde")), "turash-new has no rules"),
        (
            Box::new(write("engine/src/bad.rs", "//! Bad.\nfn f() { std::fs::read(\"x\"); }")),
            "engine/src/bad.rs says `std::fs`",
        ),
        (
            Box::new(write(
                "engine/src/late.rs",
                "//! Bad.\nlet t = std::time::SystemTime::now();",
            )),
            "engine/src/late.rs says `SystemTime`",
        ),
        (
            Box::new(write("engine/report/src/bad.rs", "//! Bad.\nuse turash_store::Replica;")),
            "engine/report/src/bad.rs reaches into turash_store",
        ),
        (
            Box::new(write(
                "engine/workbench/src/bad.rs",
                "//! Bad.\nuse std::os::unix::fs::PermissionsExt;",
            )),
            "engine/workbench/src/bad.rs says `std::os::unix`",
        ),
        (
            Box::new(write("engine/src/mute.rs", "pub fn f() {}")),
            "engine/src/mute.rs does not open with",
        ),
        (
            Box::new(write(
                "ui/features/desk/List.svelte",
                "import { x } from \"../deals/board\";",
            )),
            "ui/features/desk/List.svelte imports the feature `deals`",
        ),
        (
            Box::new(write(
                "ui/features/desk/open.ts",
                "import { y } from '@features/deals/board';",
            )),
            "ui/features/desk/open.ts imports the feature `deals`",
        ),
        (
            Box::new(write("ui/shell/bad.ts", "import { invoke } from '@tauri-apps/api/core';")),
            "ui/shell/bad.ts imports @tauri-apps",
        ),
        (
            Box::new(write("ui/shared/bad.ts", "import Desk from '../features/desk/Desk.svelte';")),
            "ui/shared/bad.ts imports a feature",
        ),
    ];
    for (plant, expected) in cases {
        let mut tree = clean.clone();
        plant(&mut tree);
        let found = breaches(&tree);
        assert!(
            found.iter().any(|breach| breach.contains(expected)),
            "the planted breach «{expected}» was not found among {found:?}"
        );
    }
}

/// Every broken rule, as a sentence with its reason.
fn breaches(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for package in tree.direct.keys() {
        if !ROOMS.iter().any(|room| room.package == package) {
            found.push(format!(
                "{package} has no rules: give it a row in tests/journeys/architecture.rs"
            ));
        }
    }
    for room in ROOMS {
        room_breaches(tree, room, &mut found);
    }
    for (path, code) in
        tree.code_below("").filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("tests/"))
    {
        for (word, homes) in ONE_FILE_EACH {
            if code.contains(word) && !homes.iter().any(|home| path.starts_with(home)) {
                found.push(format!(
                    "{path} says `{word}`: what only one kind of system has stays in one file ({homes:?}), \
                     so that the rest runs anywhere"
                ));
            }
        }
        if !tree.files[path].starts_with("//!") && !tree.files[path].starts_with("#![") {
            found.push(format!("{path} does not open with the sentences that say what it owns"));
        }
    }
    interface_breaches(tree, &mut found);
    found
}

fn room_breaches(tree: &Tree, room: &Room, found: &mut Vec<String>) {
    let Room { package, because, .. } = room;
    let none = std::collections::BTreeSet::new();
    for dep in
        tree.direct.get(*package).unwrap_or(&none).iter().filter(|dep| dep.starts_with("turash-"))
    {
        if !room.may_use.contains(&dep.as_str()) {
            found.push(format!("{package} may not use {dep}: {because}"));
        }
    }
    let linked = tree.linked.get(*package).unwrap_or(&none);
    for dep in room.never_links.iter().filter(|dep| linked.contains(**dep)) {
        found.push(format!("{package} links {dep}: {because}"));
    }
    let strangers: Vec<String> = ROOMS
        .iter()
        .filter(|other| other.package != *package && !room.may_use.contains(&other.package))
        .map(|other| other.package.replace('-', "_"))
        .collect();
    // This file quotes the breaches it plants.
    let judged = |path: &str| path.ends_with(".rs") && !path.ends_with("/architecture.rs");
    for (path, code) in tree.code_below(room.folder).filter(|(path, _)| judged(path)) {
        for word in room.never_says.iter().filter(|word| code.contains(**word)) {
            found.push(format!("{path} says `{word}`: {because}"));
        }
        for stranger in strangers.iter().filter(|name| code.contains(&format!("{name}::"))) {
            found.push(format!("{path} reaches into {stranger}: {because}"));
        }
    }
}

fn interface_breaches(tree: &Tree, found: &mut Vec<String>) {
    for (path, code) in tree.code_below("ui/") {
        let imports = code.lines().filter(|line| line.contains("import") || line.contains("from "));
        for line in imports {
            if line.contains("@tauri-apps") && !path.contains("/ipc/") {
                found.push(format!(
                    "{path} imports @tauri-apps: only ui's ipc folder knows the window, so that a hub can serve \
                     the same interface to a browser"
                ));
            }
            let own = feature(path);
            if let Some(other) = imported_feature(path, line) {
                match own {
                    Some(own) if own != other => found.push(format!(
                        "{path} imports the feature `{other}`: features meet in the shell, never in each other"
                    )),
                    None if !path.contains("/shell/") && path.contains("/shared/") => found.push(format!(
                        "{path} imports a feature: shared parts are below the features that use them"
                    )),
                    _ => {}
                }
            }
        }
    }
}

/// The feature a file of the interface belongs to.
fn feature(path: &str) -> Option<&str> {
    path.split_once("/features/")?.1.split('/').next()
}

/// The feature that an import line names, by whatever path.
fn imported_feature(path: &str, line: &str) -> Option<String> {
    let target = line.split(['"', '\'']).nth(1)?;
    if let Some((_, rest)) = target.split_once("features/") {
        return rest.split('/').next().map(str::to_owned);
    }
    // A relative path is walked from the importing file.
    if !target.starts_with('.') {
        return None;
    }
    let mut place: Vec<&str> = path.split('/').collect();
    place.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                place.pop();
            }
            name => place.push(name),
        }
    }
    let at = place.iter().position(|part| *part == "features")?;
    place.get(at + 1).map(|part| (*part).to_owned())
}
