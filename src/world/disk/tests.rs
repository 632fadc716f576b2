use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("shirube-world-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("the system has a folder for temporary files");
        Folder(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn world(&self) -> DiskWorld {
        DiskWorld::open(&self.0, None).expect("the folder is there")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(world: &DiskWorld, folder: &str) -> Vec<String> {
    world.list(folder).files.iter().map(ToString::to_string).collect()
}

/// What is not listed, and why.
fn refused(world: &DiskWorld, folder: &str) -> Vec<String> {
    world.list(folder).unreadable.iter().map(|(path, why)| format!("{path}: {why}")).collect()
}

fn text(world: &DiskWorld, path: &str) -> Option<String> {
    let bytes = world.read(&SourcePath::new(path)).expect("it can be read")?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn files_come_sorted_and_hidden_or_generated_ones_do_not_come() {
    let folder = Folder::new();
    for path in ["content/導入.md", "content/a/b.md", "content/target/c.md", "data/metrics.yaml", "shirube.yaml"] {
        folder.write(path, "x");
    }
    for path in ["dist/team/index.html", "target/x", "public/.shirube/mark", ".git/config", "content/.a.md", "node_modules/x/y"] {
        folder.write(path, "x");
    }
    let world = folder.world();
    assert_eq!(files(&world, "content"), ["content/a/b.md", "content/target/c.md", "content/導入.md"]);
    assert_eq!(files(&world, "").len(), 5);
    assert_eq!(files(&world, "no/such/folder"), [""; 0]);
    assert_eq!(text(&world, "content/導入.md").as_deref(), Some("x"));
}

#[test]
fn what_is_not_a_file_is_not_there() {
    let folder = Folder::new();
    folder.write("content/a.md", "x");
    let world = folder.world();
    for path in ["content", "content/b.md", "content/a.md/b", "content/\0.md"] {
        assert_eq!(text(&world, path), None, "{path}");
    }
    assert_eq!(text(&world, &"長".repeat(200)), None);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_inside_the_root_and_reported_outside() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (Folder::new(), Folder::new());
    folder.write("content/a.md", "inside");
    outside.write("secret.md", "outside");
    let link = |target: &Path, name: &str| symlink(target, folder.0.join(name)).expect("a link can be made");
    link(Path::new("a.md"), "content/relative.md");
    link(&folder.0.join("content/a.md"), "content/absolute.md");
    link(&outside.0.join("secret.md"), "content/out.md");
    link(&outside.0, "content/outfolder");
    link(Path::new("nowhere"), "content/dangling.md");
    link(Path::new(".."), "content/circle");
    let world = folder.world();
    assert_eq!(files(&world, "content"), ["content/a.md", "content/absolute.md", "content/relative.md"]);
    let said = refused(&world, "content");
    assert_eq!(
        said,
        [
            "content/circle: it is a symbolic link to a folder that holds it",
            "content/dangling.md: it is a symbolic link to something that does not exist",
            "content/out.md: it is a symbolic link that leaves the root folder",
            "content/outfolder: it is a symbolic link that leaves the root folder",
        ]
    );
    assert_eq!(text(&world, "content/absolute.md").as_deref(), Some("inside"));
    for path in ["content/out.md", "content/outfolder/secret.md"] {
        assert_eq!(world.read(&SourcePath::new(path)), Err(LEAVES.to_owned()));
    }
}

#[cfg(unix)]
#[test]
fn a_circle_of_links_ends_where_it_closes() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("content/導入/a.md", "text");
    folder.write("content/定着/b.md", "text");
    let link = |target: &str, name: &str| symlink(target, folder.0.join(name)).expect("a link can be made");
    link("../定着", "content/導入/次");
    link("../導入", "content/定着/前");
    // Whoever comes in by this one meets neither folder by its own name.
    link("導入", "content/入口");
    let world = folder.world();
    assert_eq!(
        files(&world, "content"),
        [
            "content/入口/a.md",
            "content/入口/次/b.md",
            "content/定着/b.md",
            "content/定着/前/a.md",
            "content/導入/a.md",
            "content/導入/次/b.md",
        ]
    );
    let said = refused(&world, "content");
    let closes = ["content/入口/次/前", "content/定着/前/次", "content/導入/次/前"];
    assert_eq!(said, closes.map(|path| format!("{path}: it is a symbolic link to a folder that holds it")));
}

#[cfg(unix)]
#[test]
fn a_link_back_to_a_folder_that_is_a_link_itself_is_a_circle() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("本文/a.md", "text");
    folder.write("本文/導入/b.md", "text");
    symlink("本文", folder.0.join("content")).expect("a link can be made");
    symlink("..", folder.0.join("本文/導入/上")).expect("a link can be made");
    let world = folder.world();
    assert_eq!(files(&world, "content"), ["content/a.md", "content/導入/b.md"]);
    let said = refused(&world, "content");
    assert_eq!(said, ["content/導入/上: it is a symbolic link to a folder that holds it"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_cannot_be_written_in_a_source_are_reported() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    fs::write(folder.0.join(OsStr::from_bytes(b"\x93\xfa.md")), "x").expect("the system takes any bytes");
    fs::write(folder.0.join("a\nb.md"), "x").expect("the system takes any bytes");
    let reasons: Vec<String> = folder.world().list("").unreadable.into_iter().map(|(_, why)| why).collect();
    assert_eq!(reasons, ["its name holds a control character", "its name is not UTF-8"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_named_pipe_is_reported_and_never_waited_for() {
    let folder = Folder::new();
    let pipe = folder.0.join("content.md");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0)
        .expect("a pipe can be made");
    let world = folder.world();
    assert_eq!(world.list("").unreadable, [(SourcePath::new("content.md"), NO_FILE.to_owned())]);
    assert_eq!(world.read(&SourcePath::new("content.md")), Err(NO_FILE.to_owned()));
}

#[test]
fn what_was_read_is_kept_until_a_change_is_told() {
    let folder = Folder::new();
    folder.write("content/a.md", "one");
    let world = folder.world().remembering();
    let root = world.root().to_owned();
    let told = |path: &str| world.changed(Some(&BTreeSet::from([root.join(path)])));
    let seen = || (files(&world, "content"), text(&world, "content/a.md"));
    let expect = |names: &[&str], a: Option<&str>| {
        assert_eq!(seen(), (names.iter().map(|name| (*name).to_owned()).collect(), a.map(str::to_owned)));
    };
    expect(&["content/a.md"], Some("one"));
    // The same length within the same tick of the clock: the hardest case for whoever asks the file system.
    folder.write("content/a.md", "two");
    expect(&["content/a.md"], Some("one"));
    told("content/a.md");
    expect(&["content/a.md"], Some("two"));
    folder.write("content/b.md", "new");
    told("content/b.md");
    expect(&["content/a.md", "content/b.md"], Some("two"));
    fs::remove_file(root.join("content/a.md")).expect("it is there");
    told("content/a.md");
    expect(&["content/b.md"], None);
    // Of a folder that moves, only the folder itself is told.
    fs::rename(root.join("content"), root.join("away")).expect("it can be moved");
    told("content");
    expect(&[], None);
    fs::rename(root.join("away"), root.join("content")).expect("it can be moved");
    world.changed(None);
    expect(&["content/b.md"], None);
}

#[cfg(unix)]
#[test]
fn behind_a_symbolic_link_any_change_is_seen() {
    let folder = Folder::new();
    folder.write("kept/a.md", "one");
    folder.write("content/b.md", "b");
    let world = folder.world().remembering();
    std::os::unix::fs::symlink(world.root().join("kept/a.md"), world.root().join("content/a.md")).expect("a link can be made");
    assert_eq!(files(&world, "content"), ["content/a.md", "content/b.md"]);
    assert_eq!(text(&world, "content/a.md").as_deref(), Some("one"));
    folder.write("kept/a.md", "two");
    world.changed(Some(&BTreeSet::from([world.root().join("kept/a.md")])));
    assert_eq!(text(&world, "content/a.md").as_deref(), Some("two"));
}

#[test]
fn the_day_is_the_one_given() {
    let folder = Folder::new();
    let day = jiff::civil::date(2026, 11, 20);
    let world = DiskWorld::open(&folder.0, Some(day)).expect("the folder is there");
    assert_eq!(world.today(&jiff::tz::TimeZone::UTC), day);
}
