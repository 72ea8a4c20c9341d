//! `service-point-proxy login`: the owner of a Sendcloud account agrees once, in the browser, and the refresh token is
//! kept (RFC 6749, section 4.1; RFC 8252 for the address that the browser comes back to).

mod callback;
mod flow;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::assemble::{client, token_endpoint};
use crate::auth::{FileError, RefreshFile, TokenEndpoint, TokenError};
use crate::client::ClientError;
use crate::config::{Config, CredentialsConfig};
use crate::serve::{Limits, serve};
use flow::{Code, Flow, Refused};

/// How long somebody may take to agree.
const PATIENCE: Duration = Duration::from_secs(600);

/// Why nobody is logged in. Nothing of it is secret.
#[derive(Debug, Error)]
enum LoginError {
    #[error("login is for SPP_AUTH=refresh_token; SPP_REFRESH_TOKEN_FILE says where the token goes")]
    NotConfigured,
    #[error("{0} can be reached by others; --listen takes an address of this machine alone, such as 127.0.0.1:8089")]
    NotLoopback(SocketAddr),
    #[error("cannot listen on {0}: {1}")]
    CannotListen(SocketAddr, io::Error),
    #[error("there are no random numbers on this machine")]
    NoRandomNumbers,
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error("Sendcloud gave no refresh token; may the integration have access while nobody is there (scope offline)?")]
    NoRefreshToken,
    #[error(transparent)]
    File(#[from] FileError),
    #[error("nobody has agreed within {} minutes", PATIENCE.as_secs() / 60)]
    Late,
    #[error("cannot write to stdout: {0}")]
    Closed(#[from] io::Error),
}

/// Sends somebody to Sendcloud, waits for the answer and keeps the refresh token.
pub(crate) async fn login(config: &Config, listen: SocketAddr) -> ExitCode {
    match run(config, listen).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: &Config, listen: SocketAddr) -> Result<(), LoginError> {
    let CredentialsConfig::RefreshToken { keys, token_url, authorize_url, file } = &config.credentials else {
        return Err(LoginError::NotConfigured);
    };
    if !listen.ip().is_loopback() {
        return Err(LoginError::NotLoopback(listen));
    }
    let endpoint = token_endpoint(keys, token_url, &client(config)?)?;
    let file = RefreshFile::new(file);
    let cannot_listen = |error| LoginError::CannotListen(listen, error);
    let listener = TcpListener::bind(listen).await.map_err(cannot_listen)?;
    let redirect_uri = format!("http://{}/callback", listener.local_addr().map_err(cannot_listen)?);
    let flow = Flow::new(redirect_uri).ok_or(LoginError::NoRandomNumbers)?;
    let mut out = io::stdout();
    writeln!(out, "Open this in your browser, as the owner of the Sendcloud account:\n")?;
    writeln!(out, "  {}\n", flow.url(authorize_url, keys.public.expose()))?;
    writeln!(out, "The integration has to allow the redirect URL {}", flow.redirect_uri())?;
    out.flush()?;

    let (answers, mut answered) = mpsc::channel(1);
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let router = callback::router(flow.clone(), answers);
    let server = tokio::spawn(serve(listener, router, Limits::DEFAULT, async { drop(ended.await) }));
    let outcome = match tokio::time::timeout(PATIENCE, answered.recv()).await {
        Ok(Some((answer, told))) => {
            let outcome = match answer {
                Ok(code) => exchange(&endpoint, &flow, &code, &file).await,
                Err(refused) => Err(refused.into()),
            };
            // The browser may be gone.
            let _gone = told.send(outcome.is_ok());
            outcome
        }
        Ok(None) | Err(_) => Err(LoginError::Late),
    };
    drop(end);
    // What the server still has to say is for the browser, and it says so itself when it cannot.
    let _served = server.await;
    outcome?;
    writeln!(out, "Logged in: the refresh token is in {:?}, which only its owner can read.", file.path())?;
    Ok(())
}

async fn exchange(endpoint: &TokenEndpoint, flow: &Flow, code: &Code, file: &RefreshFile) -> Result<(), LoginError> {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.0.expose()),
        ("redirect_uri", flow.redirect_uri()),
        ("code_verifier", flow.verifier()),
    ];
    let granted = endpoint.ask(&fields).await?;
    let token = granted.refresh_token.ok_or(LoginError::NoRefreshToken)?;
    Ok(file.write(&token)?)
}
