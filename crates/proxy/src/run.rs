//! From a command line and an environment to an exit code.

use std::ffi::OsString;
use std::future::{pending, poll_fn};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use listenfd::ListenFd;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use zeroize::Zeroizing;

use crate::app::{App, admin, app};
use crate::assemble::assemble;
use crate::check::check;
use crate::cli::{Cli, Command};
use crate::clock::{SystemClock, random};
use crate::config::{Config, KEYS_FILE, Sources};
use crate::logging::{log_panics, subscriber};
use crate::login::login;
use crate::ready::ready;
use crate::receipt::{make_key, verify};
use crate::reload::reload;
use crate::serve::{Limits, serve};

/// The command or the configuration is wrong.
const MISUSED: u8 = 2;

/// Threads that serve.
const MOST_THREADS: usize = 4;

/// Runs the program. Messages for the operator go to stderr, together with the log; what another program may read goes
/// to stdout.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> ExitCode {
    let cli = match Cli::read(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing is left to do when stderr is closed.
            let _closed = error.print();
            return if error.use_stderr() { ExitCode::from(MISUSED) } else { ExitCode::SUCCESS };
        }
    };
    let environment: Vec<_> = environment.into_iter().collect();
    match &cli.command {
        Some(Command::ReceiptKey { file, last }) => {
            return with_key_file(&cli, file.as_deref(), &environment, |file| make_key(file, *last));
        }
        Some(Command::VerifyReceipt { receipt, keys }) => {
            return with_key_file(&cli, keys.as_deref(), &environment, |file| verify(file, receipt.as_deref()));
        }
        Some(Command::Serve | Command::Check | Command::Ready | Command::Login { .. }) | None => {}
    }
    let config = match configuration(&cli, environment.iter().cloned()) {
        Ok(config) => config,
        Err(problems) => {
            eprintln!("{problems}");
            return ExitCode::from(MISUSED);
        }
    };
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    // A few serve far more than the API lets be asked; one for each of many cores would only take memory.
    builder.worker_threads(std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS)));
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    runtime.block_on(async {
        match cli.command {
            Some(Command::Check) => check(&config).await,
            Some(Command::Ready) => ready(&config).await,
            Some(Command::Login { listen }) => login(&config, listen).await,
            _ => {
                let again = move || configuration(&cli, environment.iter().cloned()).map_err(|error| error.to_string());
                listen(&config, again).await.map_or_else(|error| failed(error.as_ref()), |()| ExitCode::SUCCESS)
            }
        }
    })
}

/// Runs a command that needs nothing but the key file, whatever else is missing of the configuration.
fn with_key_file(
    cli: &Cli,
    given: Option<&Path>,
    environment: &[(OsString, OsString)],
    command: impl FnOnce(Option<&Path>) -> ExitCode,
) -> ExitCode {
    if given.is_some() {
        return command(given);
    }
    match sources(cli, environment.iter().cloned()) {
        Ok(sources) => command(sources.text(KEYS_FILE).map(Path::new)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(MISUSED)
        }
    }
}

fn configuration(
    cli: &Cli,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Config, Box<dyn std::error::Error>> {
    Ok(Config::read(&sources(cli, environment)?)?)
}

fn sources(
    cli: &Cli,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Sources, Box<dyn std::error::Error>> {
    let file = match &cli.config {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {path:?}: {error}"))?;
            Some(Zeroizing::new(text))
        }
        None => None,
    };
    Ok(Sources::new(file.as_ref().map(|text| text.as_str()), environment))
}

/// Serves; `again` reads the configuration once more.
async fn listen(
    config: &Config,
    again: impl Fn() -> Result<Config, String> + Send + 'static,
) -> Result<(), Box<dyn std::error::Error>> {
    tracing::subscriber::set_global_default(subscriber(config.log, io::stderr))?;
    log_panics();
    let state = Arc::new(assemble(config, Arc::new(SystemClock::start()), random())?);
    let listener = match handed_over()? {
        Some(listener) => listener,
        None => TcpListener::bind(config.server.listen)
            .await
            .map_err(|error| format!("cannot listen on {}: {error}", config.server.listen))?,
    };
    let operators = match config.server.admin {
        Some(address) => {
            let bound = TcpListener::bind(address).await;
            Some(bound.map_err(|error| format!("cannot listen on {address}: {error}"))?)
        }
        None => None,
    };
    // Every signal is listened for before the program says that it serves: whoever waits for that line may send one at
    // once, and one that nobody listens for ends the program.
    let end = ended(Arc::clone(&state), config.server.drain_delay)?;
    let mut hangups = signal(SignalKind::hangup())?;
    let address = listener.local_addr()?;
    println!("listening on http://{address}{}", config.server.base_path);
    tracing::info!(%address, base_path = config.server.base_path, upstream = config.upstream.base, "listening");
    if let Some(listener) = operators {
        println!("metrics on http://{}/metrics", listener.local_addr()?);
        // It ends with the program, so that the end can be watched.
        tokio::spawn(serve(listener, admin(Arc::clone(&state)), Limits::DEFAULT, pending()));
    }
    let reloaded = Arc::clone(&state);
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            match again() {
                Ok(config) => reload(&reloaded, &config).await,
                Err(problems) => {
                    tracing::error!(problems, "the configuration is wrong; the credentials stay as they were");
                }
            }
        }
    });
    let warmed = Arc::clone(&state);
    tokio::spawn(async move {
        // A token now spares the first shopper the wait; its failure is in the log, and tried again when it is needed.
        let _token = warmed.identity().authorizer.authorization().await;
    });
    serve(listener, app(state), Limits { drain: config.server.drain, ..Limits::DEFAULT }, end).await;
    Ok(())
}

/// The socket that systemd has opened before (sd_listen_fds(3)), and keeps open while the program restarts.
fn handed_over() -> io::Result<Option<TcpListener>> {
    let Some(listener) = ListenFd::from_env().take_tcp_listener(0)? else { return Ok(None) };
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener).map(Some)
}

/// Waits for the signal to end, and then for the load balancer, unless a second signal is impatient.
fn ended(state: Arc<App>, delay: Duration) -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut told = async move || {
        poll_fn(|cx| match terminate.poll_recv(cx) {
            std::task::Poll::Pending => interrupt.poll_recv(cx),
            ready => ready,
        })
        .await;
    };
    Ok(async move {
        told().await;
        state.drain();
        if !delay.is_zero() {
            tracing::info!(seconds = delay.as_secs(), "about to end; /readyz says so");
            let _impatient = tokio::time::timeout(delay, told()).await;
        }
    })
}

fn failed(error: &(impl std::error::Error + ?Sized)) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}
