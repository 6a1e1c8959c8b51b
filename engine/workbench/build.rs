//! Embeds again when a file of words or reference data is added or taken away.

fn main() {
    for folder in ["reference", "i18n", "sample"] {
        println!("cargo:rerun-if-changed=../../assets/{folder}");
    }
}
