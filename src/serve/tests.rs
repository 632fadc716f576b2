use super::answer::{Answer, answer};
use super::*;
use crate::diag::{Diagnostic, codes};
use crate::model::{Place, SourcePath};
use crate::output::{Content, Files};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

fn built(sites: &[(&str, &[(&str, &str)])]) -> Build {
    let mut build = Build::default();
    for (id, list) in sites {
        let files: Files = list.iter().map(|(path, text)| ((*path).to_owned(), Content::from((*text).to_owned()))).collect();
        build.outputs.sites.insert((*id).to_owned(), files);
    }
    build
}

fn failed(mut build: Build) -> Build {
    let place = Place { path: SourcePath::new("content/a.md"), line: 3, column: 2, width: 1 };
    build.report.push(Diagnostic::new(&codes::UNKNOWN_KEY, place, "`titel` is not known").hint("did you mean `title`?"));
    build
}

const SITES: &[(&str, &[(&str, &str)])] = &[
    (
        "success",
        &[
            ("index.html", "<title>A &amp; B</title><body>home</body>"),
            ("導入/index.html", "<body>導入</body>"),
            ("404.html", "<body>gone</body>"),
            ("styles.css", "a{}</body>"),
        ],
    ),
    ("team", &[("index.html", "no body")]),
];

fn next(served: &Served, build: Build) -> Served {
    served.next((build.outputs, build.search), &build.report)
}

/// Whatever a function makes.
struct Makes<F>(F);

impl<F: FnMut() -> Build> Builder for Makes<F> {
    fn build(&mut self, _changed: &Changed) -> Option<Build> {
        Some((self.0)())
    }

    fn stop(&self) -> Arc<AtomicBool> {
        Arc::default()
    }
}

fn get(served: &Served, path: &str) -> Answer {
    answer(served, &answer::Request { path, query: None, referer: None })
}

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).expect("it is text")
}

#[track_caller]
fn check(site: Option<&str>, path: &str, status: u16, expected: &str) {
    let answer = get(&Served::first(built(SITES), site), path);
    assert_eq!(answer.status, status);
    let seen = answer.location.as_deref().unwrap_or_else(|| text(&answer));
    assert!(seen.contains(expected), "{seen}");
}

#[test]
fn one_site_stands_at_the_root() {
    check(Some("success"), "/", 200, "<body>home<script src=\"./.shirube/live.js\" data-version=");
    check(Some("success"), "/%E5%B0%8E%E5%85%A5/", 200, "導入");
    check(Some("success"), "/%e5%b0%8e%e5%85%a5", 307, "/%e5%b0%8e%e5%85%a5/");
    check(Some("success"), "/styles.css", 200, "a{}</body>");
    check(Some("success"), "/nowhere", 404, "gone");
    check(Some("success"), "/team/", 404, "gone");
    check(Some("other"), "/", 404, "このページはありません");
}

#[test]
fn all_sites_stand_below_their_ids() {
    check(None, "/", 200, "<a href=\"/success/\"><strong>A &amp; B</strong>");
    check(None, "/", 200, "<a href=\"/team/\"><strong>team</strong>");
    let only = get(&Served::first(built(&SITES[..1]), None), "/");
    assert_eq!((only.status, only.location.as_deref()), (307, Some("/success/")), "there is nothing to choose");
    check(None, "/team", 307, "/team/");
    check(None, "/team/", 200, "no body<script");
    check(None, "/success/x", 404, "gone");
    check(None, "/success/x/y", 404, "<script src=\"../../.shirube/live.js\"");
    check(None, "/team/x", 404, "このページはありません");
    check(None, "/x/y", 404, "このページはありません");
}

#[test]
fn odd_paths_find_nothing_and_break_nothing() {
    for path in ["/%ff", "/%", "/%e5", "/../etc/passwd", "/%2e%2e/x", "/%00", "//evil.example/", "/success/../team"] {
        let status = get(&Served::first(built(SITES), None), path).status;
        assert!(status == 404 || status == 307, "{path}: {status}");
    }
    let answer = get(&Served::first(built(&[("evil.example", &[])]), None), "//evil.example");
    assert_eq!(answer.location.as_deref(), Some("/evil.example/"), "a redirect stays on this machine");
}

#[test]
fn the_404_page_of_a_site_below_its_id_finds_its_styles() {
    let page = "<link rel=\"stylesheet\" href=\"/guide/assets/style.css\"><body><a href=\"/guide/\">home</a>";
    let served = Served::first(built(&[("s", &[("404.html", page)])]), None);
    let answer = get(&served, "/s/a/b");
    assert!(text(&answer).contains("href=\"../assets/style.css\"><body><a href=\"../\">home</a>"), "{}", text(&answer));
    assert!(text(&get(&served, "/s/x")).contains("href=\"./assets/style.css\""));
}

#[test]
fn a_name_in_another_unicode_form_is_found() {
    let served = Served::first(built(&[("s", &[("が/index.html", "ga")])]), Some("s"));
    assert_eq!(get(&served, "/%E3%81%8B%E3%82%99/").status, 200);
}

#[test]
fn what_a_site_asks_for_at_the_root_is_found_below_its_id() {
    let served = Served::first(built(SITES), None);
    let request = answer::Request { path: "/styles.css", query: Some("a=1"), referer: Some("http://127.0.0.1:4700/success/x") };
    assert_eq!(answer(&served, &request).location.as_deref(), Some("/success/styles.css?a=1"));
}

#[test]
fn an_error_keeps_the_last_good_page_and_says_where_it_is() {
    let first = Served::first(built(&[("s", &[("index.html", "good")])]), Some("s"));
    let second = next(&first, failed(built(&[("s", &[("index.html", "half")])])));
    assert!(text(&get(&second, "/")).contains("good"));
    assert_eq!(first.version(), second.version(), "no page reloads");
    assert!(second.news().contains("content/a.md:3:2") && second.news().contains("did you mean"));
    let third = next(&second, built(&[("s", &[("index.html", "better")])]));
    assert!(text(&get(&third, "/")).contains("better"));
    assert_ne!(second.version(), third.version());
    assert!(third.news().contains("\"errors\":[]"));
}

#[test]
fn without_a_good_build_the_newest_is_shown() {
    let first = Served::first(failed(built(&[("s", &[("index.html", "half")])])), Some("s"));
    assert!(text(&get(&first, "/")).contains("half"));
    let second = next(&first, failed(built(&[("s", &[("index.html", "more")])])));
    assert!(text(&get(&second, "/")).contains("more"));
    assert_ne!(first.version(), second.version());
}

#[test]
fn only_names_of_this_machine_are_answered() {
    for host in ["127.0.0.1:4700", "localhost", "LOCALHOST:80", "[::1]:4700", "cs.localhost:1"] {
        assert!(answer::is_this_machine(host), "{host}");
    }
    for host in ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:4700", "192.168.0.2"] {
        assert!(!answer::is_this_machine(host), "{host}");
    }
}

/// A preview of one file, running.
struct Preview {
    folder: PathBuf,
    address: SocketAddr,
}

impl Preview {
    fn start(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("shirube-serve-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("content")).expect("the system has a folder for temporary files");
        let folder = folder.canonicalize().expect("it was made");
        fs::write(folder.join("content/a.md"), "one").expect("it can be written");
        let (sender, receiver) = mpsc::channel();
        let root = folder.clone();
        thread::spawn(move || {
            let options = ServeOptions { root: &root, site: Some("s"), host: Ipv4Addr::LOCALHOST.into(), port: 0 };
            let build = || {
                let text = fs::read_to_string(root.join("content/a.md")).unwrap_or_default();
                let deep = fs::read_to_string(root.join("content/new/deep/b.md")).unwrap_or_default();
                let build = built(&[("s", &[("index.html", &format!("{text}{deep}"))])]);
                if text == "wrong" { failed(build) } else { build }
            };
            let tell = |news: News<'_>| {
                if let News::Serving(address) = news {
                    sender.send(address).expect("the test waits");
                }
            };
            serve(&options, Makes(build), tell)
        });
        let address = receiver.recv_timeout(Duration::from_secs(20)).expect("it starts");
        Preview { folder, address }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        write!(stream, "{request}\r\nconnection: close\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// Listens for news until one holds a text.
    fn listen(&self) -> impl FnMut(&str) -> String + use<> {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("it can be set");
        write!(stream, "GET /.shirube/events HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("it reads");
        let mut lines = BufReader::new(stream).lines();
        move |wanted| loop {
            let line = lines.next().expect("it goes on").expect("it comes in time");
            if line.starts_with("data:") && line.contains(wanted) {
                return line;
            }
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_saved_file_reaches_open_pages() {
    let preview = Preview::start("saved");
    let home = "GET / HTTP/1.1\r\nhost: localhost";
    assert!(preview.ask(home).contains("one<script"));
    let mut news = preview.listen();
    let first = news("\"errors\":[]");
    preview.write("content/a.md", "two");
    assert_ne!(news("\"errors\":[]"), first);
    assert!(preview.ask(home).contains("two<script"));
    preview.write("content/a.md", "wrong");
    news("content/a.md:3:2");
    assert!(preview.ask(home).contains("two<script"), "the last good page stays");
    preview.write("content/a.md", "three");
    news("\"errors\":[]");
    preview.write("content/new/deep/b.md", "+new");
    news("\"errors\":[]");
    preview.write("content/new/deep/b.md", "+newer");
    news("\"errors\":[]");
    let end = Instant::now() + Duration::from_secs(20);
    while !preview.ask(home).contains("three+newer<script") {
        assert!(Instant::now() < end, "a folder made later is watched too");
        thread::yield_now();
    }
}

#[test]
fn only_reading_is_answered_and_only_here() {
    let preview = Preview::start("asked");
    assert!(preview.ask("GET /.shirube/live.js HTTP/1.1\r\nhost: localhost").contains("EventSource"));
    assert!(preview.ask("POST / HTTP/1.1\r\nhost: localhost").starts_with("HTTP/1.1 405"));
    assert!(preview.ask("GET / HTTP/1.1\r\nhost: evil.example").starts_with("HTTP/1.1 403"));
    let head = preview.ask("HEAD / HTTP/1.1\r\nhost: localhost");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn a_port_in_use_is_said_before_anything_is_built() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    let port = taken.local_addr().expect("it is bound").port();
    let options = ServeOptions { root: Path::new("/nowhere"), site: None, host: Ipv4Addr::LOCALHOST.into(), port };
    let failure = serve(&options, Makes(|| unreachable!("nothing is built")), |_| {}).expect_err("the port is taken").to_string();
    assert_eq!(failure, format!("port {port} is in use\n  hint: stop the other program, or choose another port with `--port`"));
}
