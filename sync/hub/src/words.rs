//! The few words that a person reads from the hub itself, on its sign-in pages and when it cannot
//! start, in the catalogue's four languages. It owns the choice of a language and the escaping of what is set into a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::hub::HubError;

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("../../../assets/i18n/en/hub.ftl")),
    ("de", include_str!("../../../assets/i18n/de/hub.ftl")),
    ("ru", include_str!("../../../assets/i18n/ru/hub.ftl")),
    ("tt", include_str!("../../../assets/i18n/tt/hub.ftl")),
];

/// The texts of a language: what takes no value as it reads, and what takes one.
struct Texts {
    plain: BTreeMap<String, String>,
    all: FluentBundle<FluentResource>,
}

static ALL: LazyLock<BTreeMap<&'static str, Texts>> =
    LazyLock::new(|| FILES.iter().map(|(lang, text)| (*lang, texts(lang, text))).collect());

/// Every message of a file.
fn texts(lang: &str, text: &str) -> Texts {
    // A catalogue test reads the same files; what does not parse there never comes here.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(sound, _)| sound);
    let keys = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let keys = keys.filter(|key| key.starts_with("hub-"));
    let lang: LanguageIdentifier = lang.parse().unwrap_or_default();
    let mut all = FluentBundle::new_concurrent(vec![lang]);
    all.add_resource_overriding(resource);
    // No marks around values: what is said goes into JSON.
    all.set_use_isolating(false);
    let plain = keys.filter_map(|key| Some((key.to_owned(), formatted(&all, key, None)?)));
    Texts { plain: plain.collect(), all }
}

fn formatted(
    all: &FluentBundle<FluentResource>,
    key: &str,
    values: Option<&FluentArgs<'_>>,
) -> Option<String> {
    let pattern = all.get_message(key)?.value()?;
    Some(all.format_pattern(pattern, values, &mut Vec::new()).into_owned())
}

/// What happened and what to do, in a language. A refusal has only its code.
pub fn of_error(error: &HubError, lang: &str) -> (String, Option<String>) {
    let key = format!("error-{}", error.code().replace(['.', '_'], "-"));
    let mut values = FluentArgs::new();
    values.set("detail", error.detail());
    let text = |key: &str| formatted(&ALL.get(lang)?.all, key, Some(&values));
    (text(&key).unwrap_or_else(|| error.code().to_owned()), text(&format!("{key}-hint")))
}

/// The first language of an `Accept-Language` that the hub speaks; English otherwise.
pub fn language(accepted: &str) -> &'static str {
    accepted
        .split(',')
        .filter_map(|part| part.split([';', '-']).next().map(str::trim))
        .find_map(|asked| FILES.iter().map(|(lang, _)| *lang).find(|lang| *lang == asked))
        .unwrap_or("en")
}

/// Fills a page: `{{key}}` with the words of a language, `[[name]]` with a value.
pub fn page(template: &str, lang: &str, values: &[(&str, &str)]) -> String {
    let mut page = template.replace("{{lang}}", lang);
    for (key, text) in ALL.get(lang).into_iter().flat_map(|texts| &texts.plain) {
        page = page.replace(&format!("{{{{{key}}}}}"), &escape(text));
    }
    // One walk over the template: a value that looks like a place for another is only text.
    let mut filled = String::with_capacity(page.len());
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("[[") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("]]") else {
            rest = after;
            break;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(&escape(value.map_or("", |(_, value)| value)));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The words for a code, in a language.
pub fn said(lang: &str, key: &str) -> &'static str {
    ALL.get(lang).and_then(|texts| texts.plain.get(key)).map_or("", String::as_str)
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [&str; 3] = [
        include_str!("../../../assets/hub/sign-in.html"),
        include_str!("../../../assets/hub/join.html"),
        include_str!("../../../assets/hub/joined.html"),
    ];

    #[test]
    fn pages_speak_every_language_whole_and_use_every_word() {
        for (lang, texts) in ALL.iter() {
            for template in PAGES {
                assert!(!page(template, lang, &[]).contains("{{"), "{lang}: a word is missing");
            }
            for key in texts.plain.keys() {
                let said = format!("{{{{{key}}}}}");
                let used = PAGES.iter().any(|template| template.contains(&said));
                let by_code = ["refused", "wait", "bad-link", "which"];
                let by_code = by_code.iter().any(|end| *key == format!("hub-{end}"));
                assert!(used || by_code, "{key} is never said");
            }
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let cases = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onload=\"x", "&quot; onload=&quot;x"),
            ("[[b]]{{hub-sign-in}}", "[[b]]{{hub-sign-in}}"),
        ];
        for (value, expected) in cases {
            assert_eq!(
                page("<p>[[a]]", "en", &[("a", value), ("b", "!")]),
                format!("<p>{expected}")
            );
        }
    }

    #[test]
    fn the_language_is_the_first_that_is_spoken() {
        for (accepted, expected) in
            [("fr, de;q=0.8", "de"), ("tt-RU,ru;q=0.9", "tt"), ("", "en"), ("xx", "en")]
        {
            assert_eq!(language(accepted), expected);
        }
    }
}
