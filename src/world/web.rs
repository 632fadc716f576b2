//! The door to the web: the program `curl` is called, never a library, and only to see whether an address answers.
//!
//! Nothing here runs unless somebody asks for it (`check --external`). A host is asked for one address at a time, with a pause.

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Something is there, if only for people who log in.
    Found,
    /// There is nothing there: 404 or 410.
    Gone(u16),
    /// It could not be told, and why.
    Silent(String),
}

// How long a host is left alone between two questions, and how long it may take to answer one.
const PAUSE: Duration = Duration::from_secs(1);
const PATIENCE: &str = "15";

const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Asks for addresses, host by host. An error if there is nothing to ask with.
pub fn ask(urls: &BTreeSet<String>) -> Result<BTreeMap<String, Answer>, String> {
    let mut hosts: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for url in urls {
        hosts.entry(host(url)).or_default().push(url);
    }
    let answers: Result<Vec<Vec<(String, Answer)>>, String> = hosts.into_par_iter().map(|(_, urls)| one_host(&urls)).collect();
    Ok(answers?.into_iter().flatten().collect())
}

fn one_host(urls: &[&String]) -> Result<Vec<(String, Answer)>, String> {
    let mut answers = Vec::with_capacity(urls.len());
    for (at, url) in urls.iter().enumerate() {
        if at > 0 {
            std::thread::sleep(PAUSE);
        }
        // The page itself is asked for only where its head says too little: some hosts know no such question.
        let answer = match question(url, true)? {
            Answer::Found => Answer::Found,
            _ => question(url, false)?,
        };
        answers.push(((*url).clone(), answer));
    }
    Ok(answers)
}

/// The host of an address, with its port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn question(url: &str, head: bool) -> Result<Answer, String> {
    let mut curl = Command::new("curl");
    // Without the machine's own settings, which could print or follow anything else.
    curl.args(["--disable", "--silent", "--show-error", "--globoff", "--location", "--max-redirs", "5"]);
    curl.args(["--proto", "=http,https", "--proto-redir", "=http,https", "--max-time", PATIENCE, "--output", NOWHERE]);
    curl.args(["--user-agent", concat!("shirube/", env!("CARGO_PKG_VERSION")), "--write-out", "%{http_code}"]);
    if head {
        curl.arg("--head");
    }
    let output = match curl.arg("--url").arg(url).stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err("the program `curl` is not there".to_owned()),
        Err(error) => return Err(crate::diag::system_words(&error)),
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next_back().unwrap_or_default();
        return Ok(Answer::Silent(said.split_once(") ").map_or(said, |(_, why)| why).to_owned()));
    }
    let status: u16 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0);
    Ok(match status {
        200..=399 | 401 | 403 | 407 | 429 => Answer::Found,
        404 | 410 => Answer::Gone(status),
        _ => Answer::Silent(format!("it answered {status}")),
    })
}
