//! The pretend shop's server: its page, the package's files, and the two services under its own origin.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http_body_util::{BodyExt as _, Either, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::forward::forward;
use super::page::{self, Page};

/// What a careful shop sends: everything comes from its own origin, wasm may be compiled, and no script may turn text
/// into markup.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// The largest order form that is read, in bytes.
const ORDER_LIMIT: usize = 64 * 1024;

type Answer = Response<Either<Full<Bytes>, Incoming>>;

/// The shop.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) page: Page,
    /// The folder of the page's own style sheet and scripts.
    pub(crate) demo: PathBuf,
    /// The folder of the built package.
    pub(crate) package: PathBuf,
    pub(crate) proxy: SocketAddr,
    pub(crate) sandbox: SocketAddr,
    /// The proxies of the gallery, by the path below which each answers.
    pub(crate) conditions: Vec<(String, SocketAddr)>,
}

impl Shop {
    /// Answers requests for as long as the program runs.
    pub(crate) async fn serve(self, listener: TcpListener) {
        let shop = Arc::new(self);
        loop {
            // A connection that failed before it was accepted concerns its peer alone.
            let Ok((stream, _)) = listener.accept().await else { continue };
            let shop = Arc::clone(&shop);
            let service = service_fn(move |request| {
                let shop = Arc::clone(&shop);
                async move { Ok::<_, Infallible>(shop.answer(request).await) }
            });
            let server = hyper::server::conn::http1::Builder::new();
            tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let path = request.uri().path().to_owned();
        let reading = matches!(*request.method(), Method::GET | Method::HEAD);
        match path.as_str() {
            _ if path.starts_with("/api/") => passed_on(request, self.proxy).await,
            _ if path.starts_with("/gallery/") => self.condition(request, &path).await,
            _ if path.starts_with("/tiles/") => passed_on(request, self.sandbox).await,
            "/" | "/index.html" if reading => html(self.page.html()),
            "/order" if request.method() == Method::POST => order(request).await,
            _ if reading => self.file(&path),
            _ => plain(StatusCode::METHOD_NOT_ALLOWED, "The shop does not know this method."),
        }
    }

    /// What the gallery's proxy of that condition answers.
    async fn condition(&self, request: Request<Incoming>, path: &str) -> Answer {
        let below = |base: &str| path.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
        match self.conditions.iter().find(|(base, _)| below(base)) {
            Some((_, proxy)) => passed_on(request, *proxy).await,
            None => plain(StatusCode::NOT_FOUND, "The gallery has no such condition."),
        }
    }

    /// A file of the page, or of the package.
    fn file(&self, path: &str) -> Answer {
        let found = path
            .strip_prefix("/demo/")
            .map(|name| (self.demo.clone(), name))
            .or_else(|| path.strip_prefix("/pkg/languages/").map(|name| (self.package.join("languages"), name)))
            .or_else(|| path.strip_prefix("/pkg/").map(|name| (self.package.clone(), name)));
        let read = found.and_then(|(folder, name)| read(&folder, name));
        match read {
            Some((content_type, bytes)) => own(StatusCode::OK, content_type, bytes.into()),
            None => plain(StatusCode::NOT_FOUND, "The shop has no such page."),
        }
    }
}

/// A file directly inside a folder, and its content type.
fn read(folder: &Path, name: &str) -> Option<(&'static str, Vec<u8>)> {
    if name.contains(['/', '\\', '%']) || name.starts_with('.') {
        return None;
    }
    Some((page::content_type(name)?, std::fs::read(folder.join(name)).ok()?))
}

async fn passed_on(request: Request<Incoming>, to: SocketAddr) -> Answer {
    match forward(request, to).await {
        Ok(response) => response.map(Either::Right),
        Err(error) => plain(StatusCode::BAD_GATEWAY, &format!("The shop cannot reach its service: {error:#}")),
    }
}

async fn order(request: Request<Incoming>) -> Answer {
    match Limited::new(request.into_body(), ORDER_LIMIT).collect().await {
        Ok(body) => html(page::order(&body.to_bytes())),
        Err(_) => plain(StatusCode::PAYLOAD_TOO_LARGE, "The order form is too large."),
    }
}

fn html(text: String) -> Answer {
    own(StatusCode::OK, "text/html; charset=utf-8", text.into())
}

fn plain(status: StatusCode, text: &str) -> Answer {
    own(status, "text/plain; charset=utf-8", text.to_owned().into())
}

/// An answer of the shop itself, with the headers that a careful shop sends.
fn own(status: StatusCode, content_type: &'static str, body: Bytes) -> Answer {
    let mut response = Response::new(Either::Left(Full::new(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
#[path = "shop_tests.rs"]
mod tests;
