//! The program `turash-desktop [--passphrase-file F] [PROJECT]`: reads its arguments and hands over
//! to the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use turash_desktop::Start;

fn main() -> anyhow::Result<()> {
    turash_desktop::run(Start::read(std::env::args_os().skip(1))?)
}
