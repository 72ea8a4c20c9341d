use std::process::{Child, Command, Output, Stdio};

/// The program with nothing around it.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service-point-proxy"));
    command.env_clear().stdin(Stdio::null());
    command
}

/// Exit code, stdout and stderr of a run to its end.
pub(crate) fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    finished(program().args(arguments).envs(environment.iter().copied()).output().unwrap())
}

pub(crate) fn finished(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A program that runs, ended with the test.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
    }
}
