//! Hands the window's capabilities and commands to Tauri's build step. The crate lies at the top of
//! the tree, so the capability files are named here instead of being found beside the manifest.

fn main() {
    // WebKit and PROJ bring the system's SQLite. Were our own exported beside it, they would call a
    // mixture of the two, and crash.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let commands = tauri_build::AppManifest::new().commands(&["rpc", "tile", "document", "pick"]);
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/*.json")
        .app_manifest(commands)
        .windows_attributes(
            tauri_build::WindowsAttributes::new().window_icon_path("src-tauri/icons/icon.ico"),
        );
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
