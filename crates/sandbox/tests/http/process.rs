//! The program itself, as a user starts it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sendcloud-sandbox"));
    command.args(arguments).env_remove("SANDBOX_PUBLIC_KEY").env_remove("SANDBOX_SECRET_KEY");
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn address(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    line.strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).trim_end().to_owned()
}

#[cfg(unix)]
#[test]
fn it_says_where_it_listens_and_stops_when_told() {
    for signal in ["TERM", "INT"] {
        let mut child = start(&["--listen", "127.0.0.1:0", "--now", "2026-11-22T10:00:00Z"]);
        let address = address(&mut child);
        let mut connection = TcpStream::connect(&address).unwrap();
        let request = format!("GET /carriers/dhl.svg HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("date: Sun, 22 Nov 2026 10:00:00 GMT"),
            "{answer}"
        );
        assert!(Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap().success());
        assert!(child.wait().unwrap().success(), "{signal}");
    }
}

#[test]
fn it_says_what_is_wrong_and_ends_with_an_error() {
    let mut first = start(&["--listen", "127.0.0.1:0"]);
    let taken = address(&mut first);
    for (arguments, reason) in [
        (vec!["--listen", taken.as_str()], format!("cannot listen on {taken}")),
        (vec!["--public-key", "k"], "--secret-key".to_owned()),
        (vec!["--unknown"], "--unknown".to_owned()),
    ] {
        let output = start(&arguments).wait_with_output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && errors.contains(&reason), "{arguments:?}: {errors}");
        assert!(!errors.contains("panicked"));
    }
    first.kill().unwrap();
    first.wait().unwrap();
}
