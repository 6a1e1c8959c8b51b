//! Templates of legal papers: clauses and the rules they cite, read from TOML. It knows how a
//! template is put together from its own clauses and the shared library, and nothing of deals.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LegalError;

/// All templates of all jurisdictions.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    sets: BTreeMap<(String, String), Set>,
}

/// The templates of one jurisdiction in one language.
#[derive(Debug, Clone, Default)]
struct Set {
    library: BTreeMap<String, Clause>,
    sources: BTreeMap<String, String>,
    templates: BTreeMap<String, Template>,
}

/// A clause: a heading, and text whose lines are its numbered parts; a line that begins with
/// `- ` is a lettered item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clause {
    pub heading: String,
    pub text: String,
    /// Condition under which it stands, in the language of the templates.
    #[serde(default)]
    pub when: Option<String>,
    /// Names of the rules it rests on.
    #[serde(default)]
    pub cites: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    title: String,
    version: String,
    date: jiff::civil::Date,
    clauses: Vec<String>,
    #[serde(default)]
    clause: BTreeMap<String, Clause>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    clause: BTreeMap<String, Clause>,
}

/// A template with its clauses in order and the rules they cite.
#[derive(Debug)]
pub(crate) struct Chosen<'a> {
    pub jurisdiction: &'a str,
    pub name: &'a str,
    pub title: &'a str,
    pub version: &'a str,
    pub date: jiff::civil::Date,
    pub clauses: Vec<(&'a str, &'a Clause)>,
    pub sources: &'a BTreeMap<String, String>,
}

/// A template that there is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whose law it is written for: `eu`, `de`, `gb`, `ru`.
    pub jurisdiction: String,
    /// Code of its language.
    pub lang: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
}

impl Shelf {
    /// Reads templates, each with its place `<jurisdiction>/<lang>/<name>.toml`. The file
    /// `clauses.toml` is the library that the templates beside it share, `sources.toml` the rules
    /// that they cite.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, LegalError> {
        let mut sets: BTreeMap<(String, String), Set> = BTreeMap::new();
        for (path, text) in files {
            let bad = |detail: String| LegalError::Template { path: (*path).to_owned(), detail };
            let parts: Vec<&str> = path.split('/').collect();
            let [jurisdiction, lang, file] = parts.as_slice() else {
                return Err(bad("not <jurisdiction>/<lang>/<name>.toml".to_owned()));
            };
            let set = sets.entry(((*jurisdiction).to_owned(), (*lang).to_owned())).or_default();
            let read = |e: toml::de::Error| bad(e.to_string());
            match file.strip_suffix(".toml") {
                Some("clauses") => {
                    set.library = toml::from_str::<Library>(text).map_err(read)?.clause;
                }
                Some("sources") => set.sources = toml::from_str(text).map_err(read)?,
                Some(name) => {
                    let template = toml::from_str(text).map_err(read)?;
                    set.templates.insert(name.to_owned(), template);
                }
                None => return Err(bad("not a .toml file".to_owned())),
            }
        }
        Ok(Self { sets })
    }

    /// Every template.
    pub fn list(&self) -> impl Iterator<Item = Listed> + '_ {
        self.sets.iter().flat_map(|((jurisdiction, lang), set)| {
            set.templates.iter().map(|(name, template)| Listed {
                name: name.clone(),
                jurisdiction: jurisdiction.clone(),
                lang: lang.clone(),
                version: template.version.clone(),
                title: template.title.clone(),
            })
        })
    }

    pub(crate) fn find(
        &self,
        jurisdiction: &str,
        lang: &str,
        name: &str,
    ) -> Result<Chosen<'_>, LegalError> {
        let missing = || LegalError::NotAvailable {
            name: name.to_owned(),
            jurisdiction: jurisdiction.to_owned(),
            lang: lang.to_owned(),
        };
        let key = (jurisdiction.to_owned(), lang.to_owned());
        let ((jurisdiction, _), set) = self.sets.get_key_value(&key).ok_or_else(missing)?;
        let (name, template) = set.templates.get_key_value(name).ok_or_else(missing)?;
        let clauses = template
            .clauses
            .iter()
            .map(|id| {
                let clause = template.clause.get(id).or_else(|| set.library.get(id));
                let clause = clause.ok_or_else(|| LegalError::Template {
                    path: format!("{}/{}/{name}.toml", key.0, key.1),
                    detail: format!("no clause {id}"),
                })?;
                Ok((id.as_str(), clause))
            })
            .collect::<Result<_, LegalError>>()?;
        Ok(Chosen {
            jurisdiction,
            name,
            title: &template.title,
            version: &template.version,
            date: template.date,
            clauses,
            sources: &set.sources,
        })
    }

    /// Clauses of the library that no template of its set stands on, and rules that no clause
    /// cites: dead text that nobody reviews.
    #[cfg(test)]
    pub(crate) fn unused(&self) -> Vec<String> {
        let mut unused = Vec::new();
        for ((jurisdiction, lang), set) in &self.sets {
            let used = |id: &String| set.templates.values().any(|t| t.clauses.contains(id));
            let place = format!("{jurisdiction}/{lang}");
            unused.extend(
                set.library.keys().filter(|id| !used(id)).map(|id| format!("{place} clause {id}")),
            );
            for (name, template) in &set.templates {
                let own = template.clause.keys().filter(|id| !template.clauses.contains(id));
                unused.extend(own.map(|id| format!("{place}/{name} clause {id}")));
            }
            let all = || {
                set.library.values().chain(set.templates.values().flat_map(|t| t.clause.values()))
            };
            let cited = |id: &String| all().any(|clause| clause.cites.contains(id));
            unused.extend(
                set.sources.keys().filter(|id| !cited(id)).map(|id| format!("{place} rule {id}")),
            );
        }
        unused
    }
}
