//! The program; everything of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    service_point_proxy::run(std::env::args_os(), std::env::vars_os())
}
