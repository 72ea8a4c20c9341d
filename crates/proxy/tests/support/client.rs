use std::net::SocketAddr;

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer with a head");
        let head = str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap())
        });
        Self { status, headers: headers.collect(), body: bytes[end + 4..].to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// `meta.reason` of the first error; null in its `code` goes along with it.
    pub(crate) fn reason(&self) -> String {
        let body = self.json();
        let error = &body["errors"][0];
        assert!(error["code"].is_null(), "{body}");
        assert_eq!(error["status"], self.status.to_string());
        error["meta"]["reason"].as_str().unwrap_or_else(|| panic!("no reason in {body}")).to_owned()
    }
}

/// Sends bytes, and gives all that comes back until the connection closes.
pub(crate) async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may have answered and closed before it has read everything.
    let _closed = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _closed = stream.read_to_end(&mut answer).await;
    answer
}

/// Sends one request; `head` is its first line and any headers but Host and Connection, each without a line end.
pub(crate) async fn send(address: SocketAddr, head: &[&str], body: &str) -> Reply {
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let request = format!("{}\r\nHost: {address}\r\n{length}Connection: close\r\n\r\n{body}", head.join("\r\n"));
    Reply::parse(&exchange(address, request.as_bytes()).await)
}

pub(crate) async fn get(address: SocketAddr, target: &str) -> Reply {
    send(address, &[&format!("GET {target} HTTP/1.1")], "").await
}

/// A POST of JSON with the picker's header.
pub(crate) async fn post_json(address: SocketAddr, target: &str, body: &serde_json::Value) -> Reply {
    let line = format!("POST {target} HTTP/1.1");
    let head = [&line, "X-Service-Point-Picker: 1", "Content-Type: application/json"];
    send(address, &head, &body.to_string()).await
}

/// A POST with the picker's header.
pub(crate) async fn post(address: SocketAddr, target: &str) -> Reply {
    send(address, &[&format!("POST {target} HTTP/1.1"), "X-Service-Point-Picker: 1"], "").await
}
