use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use tower_service::Service;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A connector that gives up, whichever part of a connection takes the time: the name, the connection, or TLS.
#[derive(Clone, Debug)]
pub(super) struct Impatient<C> {
    pub(super) connector: C,
    pub(super) timeout: Duration,
}

impl<C> Service<Uri> for Impatient<C>
where
    C: Service<Uri, Error: Into<Error>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connection = tokio::time::timeout(self.timeout, self.connector.call(uri));
        Box::pin(async move {
            match connection.await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(io::Error::from(ErrorKind::TimedOut).into()),
            }
        })
    }
}
