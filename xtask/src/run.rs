//! Running other programs: the command line is shown on stderr, so stdout stays free for a command's own answer.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result, bail};

/// Characters of a command line that are shown: the rest helps nobody.
const LONGEST_LINE: usize = 600;

/// Says on stderr what happens now.
pub(crate) fn progress(text: &str) {
    eprintln!("==> {text}");
}

/// Runs a program to its end with its output on stderr.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a program to its end with its output on stderr, and says how it ended.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    announce(command);
    command.stdin(Stdio::null()).stdout(io::stderr()).status().with_context(|| not_started(command))
}

/// Runs a program that says a lot to its end, with all it says in a file, which is shown where it fails. Whether it succeeded.
///
/// # Errors
/// When it cannot be started, or the file not be written or read.
pub(crate) fn quietly(command: &mut Command, log: &Path) -> Result<bool> {
    announce(command);
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let command = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let success = command.status().with_context(|| not_started(command))?.success();
    if !success {
        eprintln!("{}", String::from_utf8_lossy(&std::fs::read(log)?));
    }
    Ok(success)
}

/// What a program prints on stdout, trimmed. Nothing is announced: this is for questions, not for work.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| not_started(command))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program prints on stdout, while its stderr is shown.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn figures(command: &mut Command) -> Result<String> {
    announce(command);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| not_started(command))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program, passes its stdout on to stderr line by line, and keeps it.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    announce(command);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| not_started(command))?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    Ok((child.wait()?, kept))
}

/// Whether a program is on PATH.
pub(crate) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// PATH with folders put before it.
///
/// # Errors
/// When a folder's name holds the separator of PATH.
pub(crate) fn path_with(folders: &[std::path::PathBuf]) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("a tool's folder cannot stand in PATH")
}

/// A command line as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    std::iter::once(command.get_program()).chain(command.get_args()).map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.contains(' ') { format!("'{word}'") } else { word.into_owned() }
}

fn announce(command: &Command) {
    let line = shown(command);
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => eprintln!("  $ {}…", &line[..end]),
        None => eprintln!("  $ {line}"),
    }
}

fn not_started(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let hint = match program.as_ref() {
        "npm" | "node" => ": install Node.js 20 or newer, with npm",
        "cargo" | "rustc" => ": install Rust from https://rustup.rs",
        _ => "",
    };
    format!("cannot start `{program}`{hint}")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{answer, shown};

    #[test]
    fn shows_a_command_line_as_typed() {
        assert_eq!(shown(Command::new("echo").args(["a", "b c"])), "echo a 'b c'");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = answer(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program-anywhere`");
    }
}
