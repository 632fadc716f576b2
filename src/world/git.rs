//! The door to git: the program is called, never a library, and only to read.
//!
//! Everything is asked for once: all history in one walk, all files of a tree in one batch. Settings of the machine that would
//! change what is printed are pinned, and variables that point to another repository (as in a hook) are taken away.

use super::MemoryWorld;
use crate::model::{Commit, History, SourcePath};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What sites are made from.
const SOURCES: &[&str] = &["content", "data", "themes", "shirube.yaml"];

/// What a team writes: the history of looks and of other files would bury its own.
const WRITTEN: &[&str] = &["content", "data", "shirube.yaml"];

/// A repository with at least one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The commit that is checked out.
    pub head: String,
    /// Whether older commits were left out when it was cloned.
    pub shallow: bool,
}

/// The repository a folder lies in; `None` without one, without a commit, or without git on this machine.
pub fn repository(root: &Path) -> Result<Option<Repository>, String> {
    let output = match git(root).args(["rev-parse", "--is-shallow-repository", "--verify", "HEAD"]).output() {
        Ok(output) => output,
        // A team without git builds as well.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(crate::diag::system_words(&error)),
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return if said.contains("dubious ownership") {
            Err("the repository belongs to somebody else".to_owned())
        } else {
            Ok(None)
        };
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut lines = said.lines();
    let (shallow, head) = (lines.next() == Some("true"), lines.next().unwrap_or("").to_owned());
    Ok((!head.is_empty()).then_some(Repository { head, shallow }))
}

/// All changes of the sources below a folder.
pub fn history(root: &Path, repository: &Repository) -> Result<History, String> {
    let mut command = git(root);
    command.args(["-c", "diff.renames=true", "-c", "diff.renameLimit=2000", "-c", "log.showSignature=false"]);
    command.args(["log", "-z", "--name-status", "-M", "--relative", "--full-history", "--no-ext-diff", "--no-color"]);
    // A merge shows only what it changed itself, so that merging makes nobody the author of others' work.
    command.args(["-c", "--encoding=UTF-8", "--format=%x01%H%x02%at%x02%aN%x02%s", &repository.head, "--"]);
    command.args(WRITTEN);
    Ok(History::new(commits(&run(&mut command)?), repository.shallow))
}

/// What `git log -z --name-status` printed. Files have the names that they have now.
fn commits(printed: &[u8]) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    // The name at this point of the walk → the name now.
    let mut names: HashMap<SourcePath, SourcePath> = HashMap::new();
    let mut parts = printed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    while let Some(part) = parts.next() {
        if let Some(head) = part.strip_prefix('\u{1}') {
            commits.extend(commit(head));
            continue;
        }
        let status = part.trim_start_matches('\n');
        let Some(commit) = commits.last_mut().filter(|_| !status.is_empty()) else { continue };
        let Some(first) = parts.next() else { break };
        // What became of one file names it before and after; what a merge did (`MR`) names only the result.
        let renamed = status.starts_with('R') && status[1..].bytes().all(|byte| byte.is_ascii_digit());
        let path = SourcePath::new(&*if renamed { parts.next().unwrap_or_default() } else { first.clone() });
        let now = names.get(&path).cloned().unwrap_or_else(|| path.clone());
        if renamed {
            names.insert(SourcePath::new(&*first), now.clone());
        }
        if !commit.files.contains(&now) {
            commit.files.push(now);
        }
    }
    commits
}

fn commit(head: &str) -> Option<Commit> {
    let mut parts = head.splitn(4, '\u{2}');
    let (id, time, author) = (parts.next()?, parts.next()?, parts.next()?);
    let time = Timestamp::from_second(time.parse().ok()?).ok()?;
    Some(Commit {
        id: id.into(),
        author: author.into(),
        time,
        subject: parts.next().unwrap_or_default().into(),
        files: Vec::new(),
    })
}

/// The name of whoever works here.
pub fn user(root: &Path) -> Option<String> {
    let name = run(git(root).args(["config", "user.name"])).ok()?;
    Some(String::from_utf8_lossy(&name).trim().to_owned()).filter(|name| !name.is_empty())
}

/// The commit that a branch, a tag or an abbreviation names.
pub fn resolve(root: &Path, written: &str) -> Result<String, String> {
    let output =
        run(git(root).args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{written}^{{commit}}")));
    let id = output.map_err(|_| format!("git knows no commit `{written}`"))?;
    Ok(String::from_utf8_lossy(&id).trim().to_owned())
}

/// The sources as they were after a commit, on a day.
pub fn tree(root: &Path, commit: &str, today: Date) -> Result<MemoryWorld, String> {
    let mut world = MemoryWorld::new(today);
    let listed = run(git(root).args(["ls-tree", "-r", "-z", commit, "--"]).args(SOURCES))?;
    let entry = |part: &[u8]| {
        let (head, path) = part.split_at(part.iter().position(|byte| *byte == b'\t')?);
        let head = String::from_utf8_lossy(head).into_owned();
        let mut words = head.split(' ');
        // Neither links nor other repositories: only files.
        let kept = words.next()?.starts_with("100") && words.next()? == "blob";
        Some((words.next()?.to_owned(), String::from_utf8(path.get(1..)?.to_vec()).ok()?)).filter(|_| kept)
    };
    let (objects, paths): (Vec<String>, Vec<String>) = listed.split(|byte| *byte == 0).filter_map(entry).unzip();
    for (path, bytes) in paths.iter().zip(self::objects(root, &objects)?) {
        if let Some(bytes) = bytes {
            world.insert(path, &*bytes);
        }
    }
    Ok(world)
}

/// The contents of objects by id or by `commit:./path`, in one call.
pub(super) fn objects(root: &Path, wanted: &[String]) -> Result<Vec<Option<Arc<[u8]>>>, String> {
    // A line break would be a second question; nobody names a source so.
    let asked: String = wanted.iter().map(|object| object.replace('\n', " ") + "\n").collect();
    let mut command = git(root);
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let words = |error: std::io::Error| crate::diag::system_words(&error);
    let mut running = command.spawn().map_err(words)?;
    let mut questions = running.stdin.take();
    let mut printed = Vec::new();
    std::thread::scope(|scope| {
        // Asked from a thread of its own: git answers before it has heard everything, and neither may wait for the other.
        scope.spawn(move || questions.take().map(|mut pipe| pipe.write_all(asked.as_bytes())));
        running.stdout.take().map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut printed))
    })
    .map_err(words)?;
    running.wait().map_err(words)?;
    let mut rest = printed.as_slice();
    Ok(wanted.iter().map(|_| answer(&mut rest)).collect())
}

/// One answer of `cat-file --batch`: a line `ID blob SIZE`, the bytes, a line break; else one line.
fn answer(rest: &mut &[u8]) -> Option<Arc<[u8]>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = (String::from_utf8_lossy(&rest[..end]).into_owned(), &rest[end + 1..]);
    *rest = after;
    let mut words = line.rsplit(' ');
    let size: usize = words.next()?.parse().ok()?;
    let is_blob = words.next()? == "blob";
    let bytes = after.get(..size)?;
    *rest = after.get(size + 1..).unwrap_or_default();
    is_blob.then(|| bytes.into())
}

fn run(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| crate::diag::system_words(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("git failed");
    Err(first.trim_start_matches("fatal: ").trim_end_matches('.').to_owned())
}

/// The program, in a folder, with nothing from outside that would change what it says.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.quotePath=false"]);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    command
}

#[cfg(test)]
mod tests;
