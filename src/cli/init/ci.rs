//! What `shirube init --ci` writes: a workflow, who answers for which page, and a hook before each commit.

use super::{Stop, write};
use crate::cli::place;
use crate::diag::{Failure, Report};
use crate::pipeline::{self, Known};
use crate::world::DiskWorld;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A host of git repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Host {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
}

// The first line of a file that is written anew each time; anybody else's file is left alone.
const OWNERS_HEAD: &str = "# `shirube init --ci` がページの owner から書いたもの。owner を変えたら、もう一度実行してください。\n";

const HOOK: &str = ".githooks/pre-commit";

impl Host {
    fn workflow(self) -> (&'static str, &'static str) {
        match self {
            Host::Github => (".github/workflows/shirube.yml", include_str!("ci/github.yml")),
            Host::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
        }
    }

    fn owners(self) -> &'static str {
        match self {
            Host::Github => ".github/CODEOWNERS",
            Host::Gitlab => ".gitlab/CODEOWNERS",
        }
    }
}

/// Writes the files of a host at the top of the repository, and gives the paths of those that were not there like this.
pub(super) fn files(host: Host, root: &Path) -> Result<Vec<String>, Stop> {
    let world = DiskWorld::open(root, None)
        .map_err(|error| Stop::Machine(Failure::io(format_args!("open the folder `{}`", root.display()), &error)))?;
    let Some(known) = pipeline::known(&world, &mut Report::default()) else {
        return Err(Stop::usage("the settings of this site cannot be read", "mend what `shirube check` says first"));
    };
    let prefix = place::below_repository(root);
    let top = top(root, &prefix);
    let wanted = wanted(host, &prefix, &known);
    let differs = |(path, text): &&(&str, String)| match fs::read_to_string(top.join(path)) {
        Ok(there) => there != *text && !there.starts_with(OWNERS_HEAD),
        // What cannot be read is no file of ours.
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    };
    if let Some((path, _)) = wanted.iter().find(differs) {
        let hint = "move the file away, run this again, and carry over what is your own";
        return Err(Stop::usage(format!("`{path}` is there already, and is another one"), hint));
    }
    let mut written = Vec::new();
    for (path, text) in wanted {
        let file = top.join(path);
        if fs::read_to_string(&file).is_ok_and(|there| there == text) {
            continue;
        }
        if path == host.owners() && file.exists() {
            fs::remove_file(&file).map_err(|error| Failure::io(format_args!("replace `{}`", file.display()), &error))?;
        }
        write(&file, &text)?;
        if path == HOOK {
            allow_to_run(&file)?;
        }
        written.push(path.to_owned());
    }
    Ok(written)
}

/// The files with their paths below the top of the repository.
fn wanted(host: Host, prefix: &str, known: &Known) -> Vec<(&'static str, String)> {
    let folder = if prefix.is_empty() { "." } else { prefix.trim_end_matches('/') };
    let filled =
        |text: &str| text.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{prefix}", prefix).replace("{folder}", folder);
    let (path, workflow) = host.workflow();
    vec![(path, filled(workflow)), (host.owners(), owners(prefix, known)), (HOOK, filled(include_str!("ci/pre-commit")))]
}

/// Who is asked when a page changes: its owner, as a team of the git host that is named after the role. A translation is its
/// original's owner's.
fn owners(prefix: &str, known: &Known) -> String {
    let organisation = organisation(known);
    let owned: BTreeMap<_, _> =
        known.content.with_originals().filter_map(|(page, original)| Some((&page.path, original.meta.owner.as_ref()?))).collect();
    let mut text = format!(
        "{OWNERS_HEAD}# @{organisation}/csm は、git ホストの組織 {organisation} にあるチーム csm です（名前は roles.yaml の id）。\n"
    );
    for (path, owner) in owned {
        // A space would end the path.
        let path = format!("/{prefix}{path}").replace('\\', "\\\\").replace(' ', "\\ ").replace('#', "\\#");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{path} @{organisation}/{}", owner.id);
    }
    text
}

/// The organisation on the git host: the first folder of `edit_url`.
fn organisation(known: &Known) -> &str {
    let url = known.config.edit_url.as_deref().and_then(|url| url.split_once("://"));
    let name = url.and_then(|(_, rest)| rest.split('/').nth(1)).filter(|name| !name.is_empty() && !name.contains('{'));
    name.unwrap_or("your-organisation")
}

/// The top of the repository, from a folder and its path below it.
fn top(root: &Path, prefix: &str) -> PathBuf {
    let depth = prefix.matches('/').count();
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    whole.ancestors().nth(depth).unwrap_or(&whole).to_path_buf()
}

/// Git runs only hooks that may be run.
#[cfg(unix)]
fn allow_to_run(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
        .map_err(|error| Failure::io(format_args!("let `{}` be run", file.display()), &error))
}

#[cfg(not(unix))]
fn allow_to_run(_: &Path) -> Result<(), Failure> {
    Ok(())
}
