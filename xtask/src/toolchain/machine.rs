//! The facts of this machine, and the installers that change them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{FORCE, Facts, Installer, Step, Way, decide};
use crate::run::{answer, on_path, progress, run};
use crate::wasm::TARGET;

/// Debian's compiler with the source of std and a linker for wasm.
pub(crate) const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// Finds or installs a compiler for wasm.
///
/// # Errors
/// When neither way works: the text says what was tried and what to install.
pub(crate) fn prepare() -> Result<Way> {
    let mut facts = observe()?;
    loop {
        match decide(&facts) {
            Step::Use(way) => return Ok(way),
            Step::AskRustup => {
                progress("rustup: wasm32-unknown-unknown and the source of std");
                facts.rustup = outcome(ask_rustup());
                facts.rustup_ready = rustup_ready();
            }
            Step::AskApt => {
                progress("apt-get: Debian's compiler for wasm");
                facts.apt = outcome(crate::setup::apt::install(&DEBIAN_PACKAGES));
                facts.debian_ready = crate::setup::apt::installed(&DEBIAN_PACKAGES);
            }
            Step::Impossible(text) => bail!(text),
        }
    }
}

fn observe() -> Result<Facts> {
    let forced = match std::env::var(FORCE) {
        Ok(text) if !text.is_empty() => Some(text.parse::<Way>()?),
        _ => None,
    };
    let present = |there| if there { Installer::Untried } else { Installer::Absent };
    Ok(Facts {
        forced,
        rustup_ready: rustup_ready(),
        debian_ready: crate::setup::apt::installed(&DEBIAN_PACKAGES),
        rustup: present(on_path("rustup")),
        apt: present(crate::setup::apt::usable()),
    })
}

/// An installer is asked once: whatever it says, success shows in the facts that are observed afterwards.
fn outcome(result: Result<()>) -> Installer {
    Installer::Failed(match result {
        Ok(()) => "it ended well, but what was asked for is not there".to_owned(),
        Err(error) => format!("{error:#}"),
    })
}

/// The default compiler knows the target and has the source of std beside it.
fn rustup_ready() -> bool {
    let library = answer(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]));
    let source = |sysroot: String| PathBuf::from(sysroot).join("lib/rustlib/src/rust/library/Cargo.lock");
    library.is_ok_and(|folder| Path::new(&folder).is_dir()) && sysroot.map(source).is_ok_and(|file| file.is_file())
}

fn ask_rustup() -> Result<()> {
    run(Command::new("rustup").args(["target", "add", TARGET]))?;
    run(Command::new("rustup").args(["component", "add", "rust-src"]))
}
