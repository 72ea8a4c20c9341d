use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures_util::stream;
use http::{HeaderMap, Method};
use tokio::net::TcpListener;

/// An API, a token endpoint and an icon host that answer what they are told to, and keep what they were asked.
#[derive(Clone)]
pub(crate) struct Fake {
    pub(crate) address: SocketAddr,
    script: Arc<Script>,
}

#[derive(Default)]
struct Script {
    /// Answers by the beginning of the path; the last one of a path stays.
    answers: Mutex<Vec<(&'static str, VecDeque<Answer>)>>,
    seen: Mutex<Vec<Seen>>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What to answer.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Status, headers, body.
    Whole(u16, Vec<(&'static str, String)>, Bytes),
    /// A head, and then nothing ever.
    Stall,
    /// Bytes without end.
    Endless,
    /// A body shorter than its Content-Length.
    BrokenOff,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &str) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self::Whole(status, headers, Bytes::copy_from_slice(body.as_bytes()))
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Whole(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }

    fn into_response(self) -> Response {
        let response = Response::builder();
        match self {
            Self::Whole(status, headers, body) => {
                let response = headers
                    .into_iter()
                    .fold(response.status(status), |response, (name, value)| response.header(name, value));
                response.body(Body::from(body)).unwrap()
            }
            Self::Stall => response.body(Body::from_stream(stream::pending::<Result<Bytes, String>>())).unwrap(),
            Self::Endless => {
                let chunk = || Some((Ok::<_, String>(Bytes::from_static(&[b' '; 65_536])), ()));
                response.body(Body::from_stream(stream::unfold((), move |()| async move { chunk() }))).unwrap()
            }
            Self::BrokenOff => {
                let parts = [Ok(Bytes::from_static(b"{\"data\":")), Err("broken off".to_owned())];
                response.body(Body::from_stream(stream::iter(parts))).unwrap()
            }
        }
    }
}

impl Fake {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self { address: listener.local_addr().unwrap(), script: Arc::default() };
        let router = Router::new().fallback(respond).with_state(Arc::clone(&fake.script));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        fake
    }

    /// Stands for a server that is another's, and has no script.
    pub(crate) fn elsewhere(address: SocketAddr) -> Self {
        Self { address, script: Arc::default() }
    }

    /// What to answer, in turn, to requests whose path begins so; the longest beginning counts. The last answer stays.
    pub(crate) fn answer(&self, path: &'static str, answers: impl IntoIterator<Item = Answer>) {
        let mut script = self.script.answers.lock().unwrap();
        script.retain(|(known, _)| *known != path);
        script.push((path, answers.into_iter().collect()));
    }

    /// Every request so far whose path begins so.
    pub(crate) fn seen(&self, path: &str) -> Vec<Seen> {
        self.script.seen.lock().unwrap().iter().filter(|seen| seen.target.starts_with(path)).cloned().collect()
    }
}

async fn respond(State(script): State<Arc<Script>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let target = parts.uri.to_string();
    let body = to_bytes(body, 100_000).await.unwrap();
    script.seen.lock().unwrap().push(Seen {
        method: parts.method,
        target: target.clone(),
        headers: parts.headers,
        body,
    });
    script
        .turn(&target)
        .unwrap_or_else(|| Answer::json(404, r#"{"errors":[{"status":"404","code":"not_found","detail":"?"}]}"#))
        .into_response()
}

impl Script {
    fn turn(&self, target: &str) -> Option<Answer> {
        let mut answers = self.answers.lock().unwrap();
        let turns = answers.iter_mut().filter(|(path, _)| target.starts_with(path));
        match turns.max_by_key(|(path, _)| path.len()).map(|(_, turn)| turn)? {
            turn if turn.len() > 1 => turn.pop_front(),
            turn => turn.front().cloned(),
        }
    }
}
