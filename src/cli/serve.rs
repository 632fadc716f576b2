//! `shirube serve`: the preview.

use super::{Common, Exit, Stop, place, terminal};
use crate::pipeline::{self, Build, BuildOptions, Memory};
use crate::serve::{self, Builder, Changed, News, ServeOptions};
use crate::world::DiskWorld;
use anstream::eprintln;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const EXAMPLES: &str = "\
Examples:
  shirube serve                       every site, from http://127.0.0.1:4700/
  shirube serve --site team           only the site `team`, at the address it will have
  shirube serve --port 8080 --as-of 2026-11-20
  shirube serve --host 0.0.0.0        also for a phone in the same network

Drafts and pages whose day has not come are shown and marked. Save a file and the page changes; a mistake is shown on the
page with its file and line until it is mended.";

/// Look at the sites in the browser while you write
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Serve only this site, at /
    #[arg(long, value_name = "ID")]
    site: Option<String>,
    /// The port on this machine; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 4700)]
    port: u16,
    /// The address to listen on; 0.0.0.0 shows everything, internal sites too, to whoever is in the network: a phone, for instance
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    #[command(flatten)]
    day: place::Day,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?.remembering();
    place::check_site(&world, args.site.as_deref())?;
    let options = BuildOptions { sites: args.site.clone(), drafts: true, preview: true, strict: false };
    let place = ServeOptions { root: world.root(), site: args.site.as_deref(), host: args.host, port: args.port };
    let tell = |news: News<'_>| match news {
        News::Built(report, tally, took) => {
            terminal::findings(report, &world);
            terminal::closing(&terminal::Did::Built, tally, report, took);
        }
        News::Serving(address) => {
            eprintln!("serving http://{}/ (stop with Ctrl-C; the search is made when somebody searches)", reached(address))
        }
    };
    let builder = Preview { world: &world, options, memory: Memory::default() };
    match serve::serve(&place, builder, tell)? {}
}

/// An address to type into a browser: that of this machine in its network, where it listens on all.
fn reached(address: SocketAddr) -> SocketAddr {
    let own = || {
        // Nothing is sent: the system only chooses the address it would send from.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        Some(SocketAddr::new(socket.local_addr().ok()?.ip(), address.port()))
    };
    if address.ip().is_unspecified() { own().unwrap_or(address) } else { address }
}

/// Builds from what has changed.
struct Preview<'w> {
    world: &'w DiskWorld,
    options: BuildOptions,
    memory: Memory,
}

impl Builder for Preview<'_> {
    fn build(&mut self, changed: &Changed) -> Option<Build> {
        self.world.changed(changed.paths());
        terminal::with_progress("building", || pipeline::build_with(self.world, &self.options, &mut self.memory))
    }

    fn stop(&self) -> Arc<AtomicBool> {
        self.memory.stop()
    }
}
