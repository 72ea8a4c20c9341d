//! `cargo xtask env`: what raw `trunk serve` and raw `cargo test --target wasm32-unknown-unknown` need.

use std::ffi::OsString;

use anyhow::Result;

use crate::run::path_with;
use crate::setup::tools;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

/// Prints one `export` line for each variable, for a shell to evaluate.
///
/// # Errors
/// When a tool cannot be installed.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let way = toolchain::prepare()?;
    let bindgen = tools::wasm_bindgen(workspace)?;
    let browser = tools::browser()?;
    let mut folders = vec![bindgen.clone(), npm::tools(workspace)?];
    folders.extend(tools::installed_trunk()?);

    let mut variables: Vec<(&str, OsString)> = vec![
        ("PATH", path_with(&folders)?),
        ("CARGO_TARGET_DIR", workspace.wasm_target().into()),
        (wasm::RUNNER, wasm::runner(&bindgen).into()),
        ("CHROMEDRIVER", browser.driver.into()),
    ];
    variables.extend(wasm::variables(way).into_iter().map(|(name, value)| (name, value.into())));
    for (name, value) in variables {
        println!("export {name}={}", quoted(&value.to_string_lossy()));
    }
    Ok(())
}

/// A word that a POSIX shell reads back unchanged.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_reads_a_value_back_unchanged() {
        for text in ["/usr/bin", "a b", "it's", "$HOME `x` \"y\""] {
            let script = format!("printf %s {}", quoted(text));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stdout), text);
        }
    }
}
