//! `check --external` against a server on this machine: what is asked, how often, and what is said.

use crate::tools::{DAY, Folder, find, leave_out, shirube, succeed};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What was asked of the server, with the moment.
type Asked = Arc<Mutex<Vec<(String, Instant)>>>;

/// A server that answers by the path: its address, and what it was asked.
fn server() -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("it has an address").to_string();
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    // Ends with the test.
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, &log)));
    (address, asked)
}

fn answer(mut stream: TcpStream, log: &Asked) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("it is open"));
    let _ = reader.read_line(&mut line);
    while reader.read_line(&mut String::new()).is_ok_and(|read| read > 2) {}
    let question = line.trim_end_matches(" HTTP/1.1\r\n").to_owned();
    let status = match question.as_str() {
        "HEAD /there" | "GET /no-heads" => "200 OK",
        "HEAD /no-heads" => "405 Method Not Allowed",
        "HEAD /login" => "403 Forbidden",
        "HEAD /moved" => "301 Moved Permanently\r\nLocation: /there",
        "HEAD /broken" | "GET /broken" => "500 Internal Server Error",
        _ => "404 Not Found",
    };
    log.lock().expect("nobody panics here").push((question, Instant::now()));
    let _ = stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
}

fn check(root: &Path, more: &[&str]) -> (Output, String) {
    let output = shirube().args(["check", "--as-of", DAY, "--root"]).arg(root).args(more).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn outside_links_are_asked_only_when_wanted_one_by_one_and_once_a_week() {
    if find(&["curl"]).is_none() {
        return leave_out("outside links", "curl");
    }
    let (address, asked) = server();
    let folder = Folder::new();
    let root = folder.0.join("site");
    succeed(shirube().arg("init").arg(&root));
    let page = format!(
        "---\ntitle: よその案内\nstatus: published\ntags: [案内]\n---\n\n[ある](http://{address}/there#part)、[頭を出さない](http://{address}/no-heads)、\
         [動いた](http://{address}/moved)、[鍵つき](http://{address}/login)\n\n[消えた](http://{address}/gone)、[壊れた](http://{address}/broken)\n\n\
         [消えた](http://{address}/gone)\n"
    );
    fs::write(root.join("content/よそ.md"), page).expect("it can be written");

    check(&root, &[]);
    assert!(asked.lock().expect("nobody panics").is_empty(), "nothing is asked without `--external`");

    let (output, said) = check(&root, &["--external"]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let told: Vec<&str> = said.lines().filter(|line| line.contains("[external-")).collect();
    assert_eq!(told.len(), 3, "{said}");
    assert!(told[0].starts_with("warning[external-gone] content/よそ.md:9:7:") && told[0].contains("404"), "{said}");
    assert!(told[1].starts_with("note[external-silent] content/よそ.md:9:") && told[1].contains("500"), "{said}");
    assert!(told[2].starts_with("warning[external-gone] content/よそ.md:11:7:"), "{said}");

    let log = std::mem::take(&mut *asked.lock().expect("nobody panics"));
    let count = |wanted: &str| log.iter().filter(|(question, _)| question == wanted).count();
    assert_eq!((count("HEAD /gone"), count("GET /gone"), count("GET /no-heads")), (1, 1, 1), "{log:?}");
    // `moved` leads there, too.
    assert_eq!((count("HEAD /there"), count("GET /there")), (2, 0), "{log:?}");
    let heads: Vec<Instant> = log.iter().filter(|(question, _)| question.starts_with("HEAD")).map(|(_, at)| *at).collect();
    assert!(heads[heads.len() - 1] - heads[0] >= Duration::from_secs(4), "a host is left alone between questions");

    let (output, said) = check(&root, &["--external", "--strict", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let codes: Vec<&str> =
        found["findings"].as_array().expect("it is a list").iter().filter_map(|it| it["code"].as_str()).collect();
    assert_eq!(codes.iter().filter(|code| code.starts_with("external-")).count(), 3, "{codes:?}");
    let log = asked.lock().expect("nobody panics");
    assert!(log.iter().all(|(question, _)| question.contains("/gone") || question.contains("/broken")), "{log:?}");
}
