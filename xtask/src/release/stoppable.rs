//! Programs that end when the user stops the release: none may write on while files are put back.

use std::pin::Pin;
use std::process::Stdio;

use anyhow::{Error, Result, anyhow, bail};
use tokio::process::{Child, Command};

use crate::demo;
use crate::run::shown;

/// Hears from its making on that the user, or the system, stops this program.
pub(super) struct Stop(Pin<Box<dyn Future<Output = Result<()>>>>);

impl Stop {
    /// Begins to listen: from now on, no signal ends this program in the middle of something.
    ///
    /// # Errors
    /// When signals cannot be heard, or one has come already.
    pub(super) async fn listen() -> Result<Self> {
        let mut stop = Self(Box::pin(demo::stopped()));
        tokio::select! {
            biased;
            stopped = &mut stop.0 => Err(reason(stopped)),
            // The question before has put the handlers into place.
            () = std::future::ready(()) => Ok(stop),
        }
    }

    /// Runs a program to its end, with its messages on stderr.
    ///
    /// # Errors
    /// When it cannot be started or does not succeed. When the user stops this program first: then that one, and whatever it
    /// has started, has ended too.
    pub(super) async fn or_end_of(&mut self, mut command: Command) -> Result<()> {
        let line = shown(command.as_std());
        eprintln!("  $ {line}");
        // A group of its own, as a shell would make it: the signal at its end reaches compilers as well.
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        let mut child = child.map_err(|error| anyhow!("cannot start `{line}`: {error}"))?;
        tokio::select! {
            status = child.wait() => match status? {
                status if status.success() => Ok(()),
                status => bail!("`{line}` failed ({status})"),
            },
            stopped = &mut self.0 => {
                end(&mut child).await?;
                Err(reason(stopped))
            }
        }
    }
}

/// Ends a program with all of its group.
async fn end(child: &mut Child) -> Result<()> {
    if let Some(id) = child.id() {
        Command::new("kill").args(["-TERM", "--", &format!("-{id}")]).status().await?;
    }
    child.wait().await?;
    Ok(())
}

fn reason(stopped: Result<()>) -> Error {
    stopped.err().unwrap_or_else(|| anyhow!("stopped: everything is as it was"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::AsyncReadExt as _;
    use tokio::net::unix::pipe::Receiver;
    use tokio::process::Command;

    use super::Stop;
    use crate::demo::runtime;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_that_fails_is_named_and_one_that_succeeds_is_not_stopped() {
        runtime().unwrap().block_on(async {
            let mut stop = Stop::listen().await.unwrap();
            stop.or_end_of(shell("true")).await.unwrap();
            let error = stop.or_end_of(shell("exit 3")).await.unwrap_err().to_string();
            assert!(error.contains("sh -c 'exit 3'` failed") && error.contains('3'), "{error}");
            let error = stop.or_end_of(Command::new("no-such-program")).await.unwrap_err().to_string();
            assert!(error.contains("cannot start `no-such-program`"), "{error}");
        });
    }

    /// `cargo` has started compilers, and would leave them behind.
    #[test]
    fn stopping_ends_what_the_program_has_started_too() {
        runtime().unwrap().block_on(async {
            let (reader, writer) = std::io::pipe().unwrap();
            let mut reader = Receiver::from_owned_fd(reader.into()).unwrap();
            let (give, back) = std::sync::mpsc::channel();
            let mut stop = Stop(Box::pin(async move {
                let _begun = reader.read_u8().await?;
                give.send(reader).unwrap();
                Ok(())
            }));
            let mut program = shell("tail -f /dev/null & echo; wait");
            program.stdout(writer);
            let error = stop.or_end_of(program).await.unwrap_err().to_string();
            assert_eq!(error, "stopped: everything is as it was");
            // The pipe ends when nobody is left who holds it.
            let mut rest = Vec::new();
            let ended =
                tokio::time::timeout(Duration::from_secs(60), back.recv().unwrap().read_to_end(&mut rest)).await;
            assert_eq!(ended.expect("`tail` lives on").unwrap(), 0);
        });
    }
}
