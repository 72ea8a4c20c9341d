//! Which compiler builds wasm, and how to get it. The choice is a pure function of what was found on the machine.
//!
//! Two ways lead to a compiler for wasm32-unknown-unknown: rustup's target (with std's source, which the release build
//! compiles along), and Debian's packages where rustup cannot fetch the target.

mod machine;

use std::str::FromStr;

use anyhow::{Result, bail};

pub(crate) use machine::{DEBIAN_PACKAGES, prepare};

/// The variable with which a user settles the choice.
pub(crate) const FORCE: &str = "SPP_WASM_TOOLCHAIN";

/// A compiler that builds wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The default compiler, usually rustup's, with the wasm target beside it.
    Rustup,
    /// Debian's compiler, which has no ready-made std for wasm: it is compiled along.
    Debian,
}

impl FromStr for Way {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "rustup" => Ok(Self::Rustup),
            "debian" => Ok(Self::Debian),
            other => bail!("{FORCE} is `{other}`, but only `rustup` and `debian` are known"),
        }
    }
}

/// What can be said of a program that installs things.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Installer {
    /// Not on this machine, or not usable by this user.
    Absent,
    /// Here, and not asked yet.
    Untried,
    /// Asked in vain; the text says how it failed.
    Failed(String),
}

/// What was found on the machine.
#[derive(Debug, Clone)]
struct Facts {
    forced: Option<Way>,
    /// The default compiler has the target, and std's source.
    rustup_ready: bool,
    /// Debian's packages are installed.
    debian_ready: bool,
    rustup: Installer,
    apt: Installer,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Use(Way),
    AskRustup,
    AskApt,
    Impossible(String),
}

/// The next step towards a compiler. What is installed is used; rustup comes before apt; each is asked once.
fn decide(facts: &Facts) -> Step {
    let allowed = |way| facts.forced.is_none_or(|forced| forced == way);
    if facts.rustup_ready && allowed(Way::Rustup) {
        Step::Use(Way::Rustup)
    } else if facts.debian_ready && allowed(Way::Debian) {
        Step::Use(Way::Debian)
    } else if facts.rustup == Installer::Untried && allowed(Way::Rustup) {
        Step::AskRustup
    } else if facts.apt == Installer::Untried && allowed(Way::Debian) {
        Step::AskApt
    } else {
        Step::Impossible(explain(facts))
    }
}

fn explain(facts: &Facts) -> String {
    let mut text = String::from("no compiler for wasm32-unknown-unknown.");
    if facts.forced != Some(Way::Debian) {
        text.push_str(&match &facts.rustup {
            Installer::Failed(reason) => format!("\n  rustup could not install it: {reason}"),
            Installer::Absent | Installer::Untried => "\n  rustup is not on PATH (https://rustup.rs).".to_owned(),
        });
        text.push_str("\n  Install it with: rustup target add wasm32-unknown-unknown && rustup component add rust-src");
    }
    if facts.forced != Some(Way::Rustup) {
        text.push_str(&match &facts.apt {
            Installer::Failed(reason) => format!("\n  apt-get could not install Debian's compiler: {reason}"),
            Installer::Absent | Installer::Untried => "\n  apt-get is not here, or this user is not root.".to_owned(),
        });
        text.push_str(&format!("\n  On Debian, as root: apt-get install {}", DEBIAN_PACKAGES.join(" ")));
    }
    if facts.forced.is_some() {
        text.push_str(&format!("\n  {FORCE} allows this one way only."));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Facts, Installer, Step, Way, decide};

    fn bare() -> Facts {
        Facts {
            forced: None,
            rustup_ready: false,
            debian_ready: false,
            rustup: Installer::Untried,
            apt: Installer::Untried,
        }
    }

    fn failed(text: &str) -> Installer {
        Installer::Failed(text.to_owned())
    }

    #[test]
    fn what_is_installed_is_used_without_asking_anyone() {
        assert_eq!(decide(&Facts { rustup_ready: true, ..bare() }), Step::Use(Way::Rustup));
        assert_eq!(decide(&Facts { debian_ready: true, ..bare() }), Step::Use(Way::Debian));
        assert_eq!(decide(&Facts { rustup_ready: true, debian_ready: true, ..bare() }), Step::Use(Way::Rustup));
    }

    #[test]
    fn rustup_is_asked_first_and_apt_when_rustup_cannot() {
        assert_eq!(decide(&bare()), Step::AskRustup);
        assert_eq!(decide(&Facts { rustup: failed("no such mirror"), ..bare() }), Step::AskApt);
        assert_eq!(decide(&Facts { rustup: Installer::Absent, ..bare() }), Step::AskApt);
    }

    #[test]
    fn the_user_can_force_either_way() {
        let both = Facts { rustup_ready: true, debian_ready: true, ..bare() };
        assert_eq!(decide(&Facts { forced: Some(Way::Debian), ..both.clone() }), Step::Use(Way::Debian));
        assert_eq!(decide(&Facts { forced: Some(Way::Rustup), ..both }), Step::Use(Way::Rustup));
        let only_rustup = Facts { rustup_ready: true, ..bare() };
        assert_eq!(decide(&Facts { forced: Some(Way::Debian), ..only_rustup }), Step::AskApt);
        let only_debian = Facts { debian_ready: true, ..bare() };
        assert_eq!(decide(&Facts { forced: Some(Way::Rustup), ..only_debian }), Step::AskRustup);
    }

    #[test]
    fn a_forced_way_that_failed_does_not_slip_into_the_other() {
        let facts = Facts { forced: Some(Way::Rustup), rustup: failed("offline"), debian_ready: true, ..bare() };
        let Step::Impossible(text) = decide(&facts) else { panic!("{facts:?} has a way") };
        assert!(text.contains("rustup could not install it: offline"), "{text}");
        assert!(!text.contains("apt-get"), "{text}");
        assert!(text.contains("SPP_WASM_TOOLCHAIN allows this one way only"), "{text}");
    }

    #[test]
    fn when_nothing_helps_the_text_says_what_to_install() {
        let facts = Facts { rustup: Installer::Absent, apt: Installer::Absent, ..bare() };
        let Step::Impossible(text) = decide(&facts) else { panic!("{facts:?} has a way") };
        assert!(text.contains("rustup target add wasm32-unknown-unknown"), "{text}");
        assert!(text.contains("apt-get install rustc-web rust-web-src rust-web-llvm lld-22"), "{text}");
    }

    #[test]
    fn an_unknown_way_is_refused_by_name() {
        let error = "nix".parse::<Way>().unwrap_err().to_string();
        assert_eq!(error, "SPP_WASM_TOOLCHAIN is `nix`, but only `rustup` and `debian` are known");
    }
}
