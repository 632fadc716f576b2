use super::*;
use crate::output::{Content, Files, Later};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A place for one test, gone afterwards.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("shirube-publish-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("the system has a folder for temporary files");
        Place(path)
    }

    fn dist(&self) -> PathBuf {
        self.0.join("deep/dist")
    }

    /// What a reader sees: everything but our own notes.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for entry in walkdir::WalkDir::new(self.dist()).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let path = entry.path().strip_prefix(self.dist()).expect("it lies below").to_str().expect("we named it");
            if !path.starts_with(".shirube") {
                found.insert(path.to_owned(), fs::read_to_string(entry.path()).expect("we wrote it"));
            }
        }
        found
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn outputs(sites: &[(&str, &[(&str, &str)])]) -> Outputs {
    let files = |files: &[(&str, &str)]| -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), Content::from((*text).to_owned()))).collect()
    };
    Outputs { sites: sites.iter().map(|(id, list)| ((*id).to_owned(), files(list))).collect() }
}

/// Outputs that are not all sites of their sources.
fn part() -> From<'static> {
    From { root: Path::new("/sources"), whole: false }
}

#[track_caller]
fn check(place: &Place, outputs: &Outputs, written: usize, kept: usize) {
    assert_eq!(publish(outputs, part(), &place.dist()), Ok(Published { written, kept, removed: Vec::new() }));
    let expected: BTreeMap<String, String> = outputs
        .sites
        .iter()
        .flat_map(|(id, files)| files.iter().map(move |(path, content)| (id, path, content)))
        .map(|(id, path, content)| (format!("{id}/{path}"), String::from_utf8_lossy(&content.bytes()).into_owned()))
        .collect();
    assert_eq!(place.tree(), expected);
    for name in ["next", "old"] {
        assert!(!place.dist().join(".shirube").join(name).exists(), "{name} is cleared away");
    }
}

#[track_caller]
fn refused(place: &Place, outputs: &Outputs, message: &str) {
    let failure = publish(outputs, part(), &place.dist()).expect_err("it is refused").to_string();
    assert!(failure.contains(message), "{failure}");
}

#[test]
fn a_first_build_writes_everything_and_a_second_only_what_changed() {
    let place = Place::new();
    let first = outputs(&[("team", &[("index.html", "home"), ("a/b/index.html", "b"), ("a/index.html", "a"), ("日本/c", "c")])]);
    check(&place, &first, 4, 0);
    check(&place, &first, 0, 4);
    let second =
        outputs(&[("team", &[("index.html", "hoMe"), ("a/b/index.html", "b"), ("a/index.html", "longer"), ("new/d", "d")])]);
    check(&place, &second, 3, 1);
}

#[test]
fn pieces_are_written_joined_empty_ones_too() {
    let place = Place::new();
    let pieces = ["", "頭", "", &"中".repeat(9000), "足", ""];
    let mut made = outputs(&[("team", &[])]);
    let site = made.sites.get_mut("team").expect("it was made");
    site.insert("a", Content::Pieces(pieces.iter().map(|piece| piece.as_bytes().into()).collect()));
    site.insert("empty", Content::Pieces(vec![(*b"").into()]));
    site.insert("many", Content::Pieces(vec![(*b"xy").into(); 5000]));
    check(&place, &made, 3, 0);
    check(&place, &made, 0, 3);
}

#[test]
fn what_the_last_run_made_is_not_made_again() {
    let place = Place::new();
    let made = Arc::new(AtomicUsize::new(0));
    let of = |path: &str| {
        let mut outputs = outputs(&[("success", &[("a", "1")])]);
        let counted = Arc::clone(&made);
        let later = Later::new(blake3::hash(path.as_bytes()), move || {
            counted.fetch_add(1, Ordering::Relaxed);
            b"picture".to_vec()
        });
        outputs.sites.get_mut("success").expect("it was made").insert(path, Content::Later(later));
        publish(&outputs, part(), &place.dist()).expect("it can be written")
    };
    assert_eq!(of("share.1.png").written, 2);
    assert_eq!((of("share.1.png").kept, made.load(Ordering::Relaxed)), (2, 1));
    assert_eq!((of("share.2.png").written, made.load(Ordering::Relaxed)), (1, 2));
    assert_eq!(place.tree().get("success/share.2.png").map(String::as_str), Some("picture"));
    // A power cut may leave an empty file.
    fs::write(place.dist().join("success/share.2.png"), "").expect("it can be written");
    assert_eq!((of("share.2.png").written, made.load(Ordering::Relaxed)), (1, 3));
}

#[test]
fn a_site_that_is_not_built_stays() {
    let place = Place::new();
    check(&place, &outputs(&[("success", &[("a", "1")]), ("team", &[("b", "2")])]), 2, 0);
    publish(&outputs(&[("team", &[("b", "3")])]), part(), &place.dist()).expect("it can be written");
    assert_eq!(place.tree(), BTreeMap::from([("success/a".into(), "1".into()), ("team/b".into(), "3".into())]));
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let place = Place::new();
    fs::create_dir_all(place.dist()).expect("it can be made");
    fs::write(place.dist().join("thesis.doc"), "years of work").expect("it can be written");
    refused(&place, &outputs(&[("team", &[("a", "1")])]), "is not empty and was not written by shirube");
    assert_eq!(fs::read_dir(place.dist()).expect("it is there").count(), 1);
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir_all(place.dist()).expect("it can be made");
    check(&place, &outputs(&[("team", &[("a", "1")])]), 1, 0);
}

#[test]
fn a_file_where_the_folder_should_be_is_refused() {
    let place = Place::new();
    fs::create_dir_all(place.0.join("deep")).expect("it can be made");
    fs::write(place.dist(), "a file").expect("it can be written");
    refused(&place, &outputs(&[("team", &[("a", "1")])]), "cannot write to the folder");
}

#[test]
fn what_stands_in_the_place_of_a_new_site_is_refused_before_anything_is_written() {
    let place = Place::new();
    check(&place, &outputs(&[("team", &[("a", "1")])]), 1, 0);
    fs::create_dir(place.dist().join("success")).expect("it can be made");
    fs::write(place.dist().join("success/mine"), "mine").expect("it can be written");
    refused(&place, &outputs(&[("success", &[("a", "2")]), ("team", &[("a", "2")])]), "success` was not written by shirube");
    assert_eq!(place.tree()["team/a"], "1");
    assert_eq!(place.tree()["success/mine"], "mine");
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let place = Place::new();
    let made = outputs(&[("team", &[("a", "1")])]);
    check(&place, &made, 1, 0);
    fs::create_dir_all(place.dist().join(".shirube/next/team/half")).expect("it can be made");
    fs::write(place.dist().join(".shirube/next/team/half/page"), "<ht").expect("it can be written");
    check(&place, &made, 0, 1);
}

#[test]
fn many_threads_that_lay_pages_wait_for_no_one_who_clears_away_what_a_killed_run_left() {
    let place = Place::new();
    check(&place, &outputs(&[("team", &[("index.html", "a")])]), 1, 0);
    for number in 0..400 {
        let left = place.dist().join(format!(".shirube/next/team/手順/{number}"));
        fs::create_dir_all(&left).expect("a folder can be made");
        fs::write(left.join("index.html"), "half").expect("a file can be made");
    }
    let (done, waits) = std::sync::mpsc::channel();
    let dist = place.dist();
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(8).build().expect("threads can be made");
        let stage = Stage::new(part(), &dist);
        let stage = &stage;
        // Pages come while somebody clears away and others help: whoever helps may be given the next page.
        pool.in_place_scope(|scope| {
            for number in 0..1000 {
                scope.spawn(move |_| drop(stage.lay("team", &format!("{number}/index.html"), b"whole".to_vec())));
                std::thread::sleep(std::time::Duration::from_micros(20));
            }
        });
        let next = fs::read_dir(dist.join(".shirube/next/team")).map(Iterator::count).unwrap_or_default();
        // Nobody listens any more if this took too long.
        let _ = done.send(next);
    });
    // Whoever waits for himself waits for ever.
    assert_eq!(waits.recv_timeout(std::time::Duration::from_secs(60)), Ok(1000), "only what was laid now is there");
}

#[test]
fn a_site_that_a_killed_run_moved_aside_comes_back() {
    let place = Place::new();
    let made = outputs(&[("success", &[("a", "1")]), ("team", &[("a", "1")])]);
    check(&place, &made, 2, 0);
    fs::create_dir(place.dist().join(".shirube/old")).expect("it can be made");
    fs::rename(place.dist().join("team"), place.dist().join(".shirube/old/team")).expect("it can be moved");
    publish(&outputs(&[("success", &[("a", "2")])]), part(), &place.dist()).expect("it can be written");
    assert_eq!(place.tree(), BTreeMap::from([("success/a".into(), "2".into()), ("team/a".into(), "1".into())]));
}

#[test]
fn two_renames_do_what_one_exchange_does() {
    let place = Place::new();
    check(&place, &outputs(&[("team", &[("a", "1")])]), 1, 0);
    let folder = Folder::claim(&place.dist()).expect("it is ours");
    fs::create_dir_all(folder.next("team")).expect("it can be made");
    fs::write(folder.next("team").join("a"), "2").expect("it can be written");
    folder.rename_twice("team").expect("it can be moved");
    assert_eq!(place.tree(), BTreeMap::from([("team/a".into(), "2".into())]));
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_to_one_folder() {
    let place = Place::new();
    let running = Folder::claim(&place.dist()).expect("it is free");
    refused(&place, &outputs(&[("team", &[("a", "1")])]), "another shirube is writing");
    drop(running);
    check(&place, &outputs(&[("team", &[("a", "1")])]), 1, 0);
}

#[test]
fn nothing_is_written_outside_the_folder() {
    let place = Place::new();
    for path in ["../a", "/a", "a//b", "a/../../b", "", "a\\b"] {
        refused(&place, &outputs(&[("team", &[(path, "x")])]), "cannot be the path of a file");
    }
    for id in ["..", ".shirube", "", "a/b"] {
        refused(&place, &outputs(&[(id, &[("a", "x")])]), "cannot be the name of a site's folder");
    }
    assert!(!place.dist().exists());
}

#[cfg(unix)]
#[test]
fn a_failure_leaves_every_site_as_it_was() {
    let place = Place::new();
    check(&place, &outputs(&[("success", &[("a", "1")]), ("team", &[("a", "1")])]), 2, 0);
    // No file system takes a name of 300 bytes, so the second site cannot be written.
    let long = "x".repeat(300);
    refused(&place, &outputs(&[("success", &[("a", "2")]), ("team", &[(&long, "2")])]), "cannot write");
    assert_eq!(place.tree(), BTreeMap::from([("success/a".into(), "1".into()), ("team/a".into(), "1".into())]));
}

#[test]
fn a_site_that_the_sources_no_longer_have_is_taken_away() {
    let place = Place::new();
    let whole = |root: &'static str| From { root: Path::new(root), whole: true };
    publish(&outputs(&[("team", &[("a", "1")]), ("old", &[("a", "1")])]), whole("/one"), &place.dist())
        .expect("it can be written");
    publish(&outputs(&[("docs", &[("a", "1")])]), whole("/other"), &place.dist()).expect("it can be written");
    let team = outputs(&[("team", &[("a", "2")])]);
    let done = publish(&team, whole("/one"), &place.dist()).expect("it can be written");
    assert_eq!(done.removed, ["old"]);
    // What other sources wrote to the same folder stays.
    assert_eq!(place.tree().into_keys().collect::<Vec<_>>(), ["docs/a", "team/a"]);
}

#[test]
fn a_file_that_somebody_put_into_a_site_is_never_lost() {
    let place = Place::new();
    let site = outputs(&[("team", &[("a/index.html", "1"), ("b", "1")])]);
    check(&place, &site, 2, 0);
    fs::write(place.dist().join("team/.DS_Store"), "x").expect("it can be written");
    publish(&site, part(), &place.dist()).expect("litter is nobody's");
    fs::write(place.dist().join("team/a/CNAME"), "mine").expect("it can be written");
    let said = publish(&site, part(), &place.dist()).expect_err("it is refused").to_string();
    assert!(said.contains("what shirube did not write") && said.contains("`a/CNAME`"), "{said}");
    assert_eq!(fs::read_to_string(place.dist().join("team/a/CNAME")).expect("it is there"), "mine");
}
