//! nginx, twice: as the server behind, and as what the proxy is compared with.

use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::answers::{AVAILABILITY, LIST, POINT};
use super::process::Server;

/// What it writes a line into for each request.
pub(super) const LOG: &str = "access.log";

/// Starts nginx on `address` with what a `server` block and what stands before it hold.
///
/// # Errors
/// When its configuration cannot be written, or it does not listen.
pub(super) fn start(program: &Path, folder: &Path, name: &str, address: SocketAddr, blocks: &Blocks) -> Result<Server> {
    let home = folder.join(name);
    fs::create_dir_all(&home)?;
    let configuration = home.join("nginx.conf");
    fs::write(&configuration, write(&home, address, blocks))?;
    let mut command = Command::new(program);
    command.arg("-p").arg(&home).arg("-c").arg(&configuration).arg("-e").arg(home.join("error.log"));
    Server::start("nginx", command, address)
}

/// What differs between the two.
pub(super) struct Blocks {
    /// Inside `http`.
    http: String,
    /// Inside `server`.
    server: String,
}

/// Answers from files, and writes no log: it is there to cost little.
pub(super) fn api(folder: &Path) -> Blocks {
    let server = format!(
        "root {};\n\
         location = /api/v3/service-points {{ try_files /{LIST} =404; }}\n\
         location ~ /check-availability$ {{ default_type application/json; return 200 '{AVAILABILITY}'; }}\n\
         location ~ ^/api/v3/service-points/ {{ try_files /{POINT} =404; }}\n",
        folder.display()
    );
    Blocks { http: "access_log off;\nopen_file_cache max=10;\n".to_owned(), server }
}

/// Passes everything on, with connections that are kept and the log that it writes by itself.
pub(super) fn front(api: SocketAddr) -> Blocks {
    let server = "location /api/ {\n  proxy_pass http://api/api/v3/;\n  proxy_http_version 1.1;\n\
                  proxy_set_header Connection \"\";\n  proxy_set_header Authorization \"Basic YmVuY2g6YmVuY2g=\";\n}\n";
    Blocks {
        http: format!("access_log {LOG};\nupstream api {{ server {api}; keepalive 64; }}\n"),
        server: server.to_owned(),
    }
}

fn write(home: &Path, address: SocketAddr, blocks: &Blocks) -> String {
    let mut text = String::from("daemon off;\nworker_processes auto;\npid nginx.pid;\nerror_log error.log;\n");
    // Otherwise root's workers would be somebody who may not read the checkout.
    if fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0) {
        text.push_str("user root;\n");
    }
    text.push_str("events { worker_connections 1024; }\nhttp {\ntypes { application/json json; }\n");
    text.push_str("sendfile on;\nkeepalive_timeout 1h;\nkeepalive_requests 1000000000;\n");
    for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        let _written = writeln!(text, "{name}_temp_path {};", home.join(name).display());
    }
    text + &blocks.http + &format!("server {{\nlisten {address};\n{}}}\n}}\n", blocks.server)
}
