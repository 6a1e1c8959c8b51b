//! Reads what the rules look at: the workspace's packages as cargo sees them, and its source files.
//! It judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The top of the repository.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the repository")
        .to_path_buf()
}

/// `cargo metadata` of the workspace of `manifest`, as JSON.
pub fn metadata(manifest: &Path) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// What the rules of the architecture are asked about.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Package name -> the packages its manifest names, tests and build scripts left out.
    pub direct: BTreeMap<String, BTreeSet<String>>,
    /// Package name -> everything that is linked with it, however deep.
    pub linked: BTreeMap<String, BTreeSet<String>>,
    /// Path from the top, with `/` -> text.
    pub files: BTreeMap<String, String>,
}

impl Tree {
    /// The repository as it lies on disk.
    pub fn read() -> Self {
        let top = top();
        let metadata = metadata(&top.join("Cargo.toml"));
        let mut tree = Self { files: sources(&top), ..Self::default() };
        let name_of: BTreeMap<&str, &str> = list(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let normal: BTreeMap<&str, Vec<&str>> = list(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let needed = list(&node["deps"])
                    .iter()
                    .filter(|dep| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()))
                    .map(|dep| text(&dep["pkg"]))
                    .collect();
                (text(&node["id"]), needed)
            })
            .collect();
        for member in list(&metadata["workspace_members"]) {
            let id = text(member);
            let name = name_of[id].to_owned();
            let direct = normal[id].iter().map(|dep| name_of[dep].to_owned()).collect();
            let mut linked = BTreeSet::new();
            let mut open = normal[id].clone();
            while let Some(dep) = open.pop() {
                if linked.insert(name_of[dep].to_owned()) {
                    open.extend(&normal[dep]);
                }
            }
            tree.direct.insert(name.clone(), direct);
            tree.linked.insert(name, linked);
        }
        tree
    }

    /// The code of each file below `folder`: comments, and tests in files or modules of their
    /// own, left out.
    pub fn code_below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, String)> + 'a {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder))
            .filter(|(path, _)| !path.contains("/tests/") && !path.ends_with("/tests.rs"))
            .map(|(path, text)| (path.as_str(), code(text)))
    }
}

/// A source without its comment lines and without what follows `#[cfg(test)]`.
fn code(text: &str) -> String {
    text.split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn sources(top: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![top.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the tree can be read") {
            let path = entry.expect("an entry of the tree can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                let skipped = ["target", "node_modules", "dist", "gen", "out", "assets"];
                if !name.starts_with('.') && !skipped.contains(&name.as_str()) {
                    open.push(path);
                }
            } else if [".rs", ".ts", ".svelte", ".js"].iter().any(|end| name.ends_with(end)) {
                let inside = path.strip_prefix(top).expect("below the top");
                let key = inside
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>();
                files.insert(
                    key.join("/"),
                    std::fs::read_to_string(&path).expect("sources are UTF-8"),
                );
            }
        }
    }
    files
}

/// The items of a JSON array; none where it is no array.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A JSON text; empty where it is none.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
