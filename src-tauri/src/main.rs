//! The program `turash-desktop`: reads its two arguments and hands over to the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::path::PathBuf;

use turash_desktop::Start;

fn main() -> anyhow::Result<()> {
    let mut start = Start::default();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--passphrase-file" {
            let file = arguments
                .next()
                .ok_or_else(|| anyhow::anyhow!("--passphrase-file needs the name of a file"))?;
            start.passphrase_file = Some(PathBuf::from(file));
        } else {
            start.project = Some(PathBuf::from(argument));
        }
    }
    turash_desktop::run(start)
}
