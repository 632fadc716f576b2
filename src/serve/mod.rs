//! The preview: serves what a build made from memory, builds again when a source changes, and tells open pages to reload.
//!
//! In: a function that builds, and the folder whose changes call it. Nothing is written to the disk. Only this machine is
//! answered, unless the caller says otherwise: the sites hold what is internal.

mod answer;
mod pages;
mod served;
mod watch;

use crate::diag::{Failure, Report};
use crate::pipeline::{Build, Tally};
use answer::Request;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use served::Served;
use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch as channel;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;
pub use watch::Changed;
use watch::Changes;

/// What to serve, and where.
#[derive(Debug, Clone, Copy)]
pub struct ServeOptions<'a> {
    /// The folder whose changes call for a new build.
    pub root: &'a Path,
    /// The only site, served at `/`; else every site is served below its id.
    pub site: Option<&'a str>,
    /// The address to listen on: this machine's own, or one that others in the network reach.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// What the preview tells while it runs.
#[derive(Debug)]
pub enum News<'a> {
    /// A build is done and served: what was found, how much there is, how long it took.
    Built(&'a Report, &'a Tally, Duration),
    /// Pages are served from now on, at this address.
    Serving(SocketAddr),
}

/// What makes the sites.
pub trait Builder {
    /// Builds after something has changed; `None` if it was interrupted.
    fn build(&mut self, changed: &Changed) -> Option<Build>;

    /// Set to interrupt a build that is at work: it is no longer wanted.
    fn stop(&self) -> Arc<AtomicBool>;
}

// A build that is interrupted again and again must come to an end some time.
const MOST_INTERRUPTIONS: u32 = 5;

/// Builds, serves, and builds again at every change, until the program is stopped.
pub fn serve(options: &ServeOptions<'_>, mut builder: impl Builder, tell: impl Fn(News<'_>)) -> Result<Infallible, Failure> {
    // The port comes first, because a port in use should be said before somebody waits for a build; the watch comes before
    // the build, so that no change is missed.
    let listener = listen(options.host, options.port)?;
    let (stop, armed) = (builder.stop(), Arc::new(AtomicBool::new(false)));
    let interrupt = {
        let (stop, armed) = (Arc::clone(&stop), Arc::clone(&armed));
        move || {
            if armed.load(Ordering::Relaxed) {
                stop.store(true, Ordering::Relaxed);
            }
        }
    };
    let mut changes = Changes::watch(options.root, interrupt)?;
    let started = Instant::now();
    let first = builder.build(&Changed::default()).unwrap_or_default();
    tell(News::Built(&first.report, &first.tally, started.elapsed()));
    let (sender, receiver) = channel::channel(Arc::new(Served::first(first, options.site)));
    let runtime = start(&listener, receiver, options.host.is_loopback()).map_err(|error| Failure::io("serve pages", &error))?;
    if let Ok(address) = listener.local_addr() {
        tell(News::Serving(address));
    }
    let mut interrupted = 0;
    loop {
        let changed = changes.wait()?;
        let started = Instant::now();
        stop.store(false, Ordering::Relaxed);
        armed.store(interrupted < MOST_INTERRUPTIONS, Ordering::Relaxed);
        let built = builder.build(&changed);
        armed.store(false, Ordering::Relaxed);
        // An interrupted build is followed by the change that interrupted it.
        let Some(mut build) = built else {
            interrupted += 1;
            continue;
        };
        interrupted = 0;
        let made = (std::mem::take(&mut build.outputs), std::mem::take(&mut build.search));
        let next = sender.borrow().next(made, &build.report);
        let before = sender.send_replace(Arc::new(next));
        tell(News::Built(&build.report, &build.tally, started.elapsed()));
        drop(before);
        // Named here so that the server lives as long as the loop.
        let _ = &runtime;
    }
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((host, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            Failure::new(format!("port {port} is in use")).hint("stop the other program, or choose another port with `--port`")
        }
        ErrorKind::AddrNotAvailable => Failure::new(format!("this machine has no address {host}"))
            .hint("give one of its own with `--host`, or 0.0.0.0 for all"),
        ErrorKind::PermissionDenied => {
            Failure::new(format!("port {port} may not be used")).hint("choose a port from 1024 on with `--port`")
        }
        _ => Failure::io(format_args!("listen on port {port}"), &error),
    })
}

fn start(listener: &TcpListener, served: channel::Receiver<Arc<Served>>, here_only: bool) -> io::Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = listener.try_clone()?;
    listener.set_nonblocking(true)?;
    let entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(entered);
    let router = Router::new()
        .route("/.shirube/events", get(events))
        .route("/.shirube/live.js", get(script))
        .fallback(page)
        .with_state(served);
    let router = if here_only { router.layer(axum::middleware::from_fn(only_this_machine)) } else { router };
    runtime.spawn(async move { axum::serve(listener, router).await });
    Ok(runtime)
}

/// A page elsewhere could have its own name lead to this machine and read what is internal; so only our names are answered.
async fn only_this_machine(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if answer::is_this_machine(host.unwrap_or_default()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "this preview answers to 127.0.0.1 and localhost only\n").into_response()
}

async fn page(State(served): State<channel::Receiver<Arc<Served>>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let request = Request { path: uri.path(), query: uri.query(), referer: text(header::REFERER) };
    let now = Arc::clone(&served.borrow());
    let answer = answer::answer(&now, &request);
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let fixed = [
        (header::CONTENT_TYPE, answer.content_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    response.headers_mut().extend(fixed.map(|(name, value)| (name, header::HeaderValue::from_static(value))));
    if let Some(location) = answer.location.and_then(|location| header::HeaderValue::from_str(&location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

async fn script() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, pages::LIVE_SCRIPT).into_response()
}

/// Says at once what is served, and again after every build.
async fn events(State(served): State<channel::Receiver<Arc<Served>>>) -> impl IntoResponse {
    let events = WatchStream::new(served).map(|now| Ok::<_, Infallible>(Event::default().data(now.news())));
    Sse::new(events).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests;
