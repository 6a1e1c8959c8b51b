//! What the program carries inside: reference data, words, fonts, base map, sample register.

use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};
use turash_engine::evaluate::Knowledge;
use turash_engine::import::{BenchmarkTables, Benchmarks};
use turash_engine::quantity::Locale;
use turash_engine::reference::Reference;
use turash_report::legal::Shelf;
use turash_report::words::Catalogue;

static REFERENCE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/reference");
static WORDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/i18n");

static LEGAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates/legal");

/// The register of the sample region, in the layout of the Hotmaps database.
pub(crate) static SAMPLE: &[u8] = include_bytes!("../../../assets/sample/region.csv");

/// The document font: regular, medium, semibold.
pub(crate) static FONTS: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/TurashSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/TurashSans-Medium.ttf"),
    include_bytes!("../../../assets/fonts/TurashSans-SemiBold.ttf"),
];

/// The reference tables. A test reads them; that they are sound is a fact of the program.
pub fn reference() -> Reference {
    let files: Vec<(&str, &str)> = REFERENCE
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
        .collect();
    Reference::parse(&files).unwrap_or_else(|e| unreachable!("embedded reference tables: {e}"))
}

/// What the importer derives heat demand from.
pub(crate) fn benchmarks() -> Benchmarks {
    let table = |name: &str| REFERENCE.get_file(name).map_or(&[][..], |file| file.contents());
    let tables = BenchmarkTables {
        bands: table("excess_heat_bands.csv"),
        sectors: table("sectors.csv"),
        town_heat: table("towns.csv"),
        towns: table("towns_europe.csv"),
        heating_months: table("heating_months.csv"),
        defaults: table("defaults.csv"),
        import: table("import.csv"),
    };
    Benchmarks::parse(&tables).unwrap_or_else(|e| unreachable!("embedded benchmarks: {e}"))
}

/// What industry takes and gives, and which words mean it.
pub(crate) fn knowledge() -> Knowledge {
    let files: Vec<(&str, &str)> = REFERENCE
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
        .collect();
    Knowledge::parse(&files).unwrap_or_else(|e| unreachable!("embedded knowledge tables: {e}"))
}

/// The legal templates of all jurisdictions.
pub(crate) fn shelf() -> Shelf {
    fn collect<'a>(dir: &'a Dir<'a>, into: &mut Vec<(&'a str, &'a str)>) {
        into.extend(dir.files().filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?))));
        dir.dirs().for_each(|inner| collect(inner, into));
    }
    let mut files = Vec::new();
    collect(&LEGAL, &mut files);
    Shelf::parse(&files).unwrap_or_else(|e| unreachable!("embedded legal templates: {e}"))
}

/// The texts of a language's files, in the order of their names.
fn texts(locale: Locale) -> Vec<&'static str> {
    let folder = WORDS.get_dir(locale.code());
    let mut files: Vec<_> = folder.into_iter().flat_map(Dir::files).collect();
    files.sort_by_key(|file| file.path());
    files.iter().filter_map(|file| file.contents_utf8()).collect()
}

/// SHA-256 of the words of a language in hex.
pub(crate) fn words_hash(locale: Locale) -> String {
    let hash = texts(locale).iter().fold(Sha256::new(), |sha, text| sha.chain_update(text));
    crate::session::hex(&hash.finalize())
}

/// The words of a language, from all its files.
pub(crate) fn catalogue(locale: Locale) -> Catalogue {
    let texts = texts(locale);
    Catalogue::parse(locale, &texts).unwrap_or_else(|e| unreachable!("embedded words: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_inside_can_be_read() {
        assert!(reference().defaults.radius_km(turash_engine::model::Kind::Heat) > 0.0);
        let _ = benchmarks();
        let _ = knowledge();
        assert!(shelf().list().count() > 0);
        for locale in Locale::ALL {
            assert!(catalogue(locale).has("cli-more"), "{locale:?}");
        }
    }
}
