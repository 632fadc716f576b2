//! `check --external`: asks outside addresses, and remembers those that answered.

use super::replace;
use crate::cli::Stop;
use crate::diag::Failure;
use crate::pipeline::Known;
use crate::world::web::{self, Answer};
use anstream::eprintln;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Where answers are kept, below the root of a site.
const FILE: &str = ".shirube/external.json";

// For how many days an answer is believed, and how many addresses are asked in one run.
const BELIEVED: i32 = 7;
const MOST: usize = 300;

/// What the outside addresses of a site answer, now or in the last days.
pub(super) fn answers(known: &Known, root: &Path) -> Result<BTreeMap<String, Answer>, Stop> {
    let wanted = known.outside();
    let mut found = remembered(root, known.today);
    found.retain(|url, _| wanted.contains(url));
    let new: Vec<String> = wanted.into_iter().filter(|url| !found.contains_key(url)).collect();
    let asked: BTreeSet<String> = new.iter().take(MOST).cloned().collect();
    if asked.len() < new.len() {
        eprintln!("asking {} of {} outside addresses; run it again for the others", asked.len(), new.len());
    }
    let answers = crate::cli::terminal::with_progress("asking outside addresses", || web::ask(&asked))
        .map_err(|reason| Stop::Machine(Failure::new(reason).hint("install `curl`, or check without `--external`")))?;
    let good = answers.iter().filter(|(_, answer)| **answer == Answer::Found);
    found.extend(good.map(|(url, _)| (url.clone(), known.today)));
    remember(root, &found)?;
    Ok(answers)
}

/// The addresses that answered in the last days, with the day.
fn remembered(root: &Path, today: Date) -> BTreeMap<String, Date> {
    // A file that is not there or not ours is the same as an empty one: everything is asked again.
    let text = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let kept: BTreeMap<String, String> = serde_json::from_str(&text).unwrap_or_default();
    let days = kept.into_iter().filter_map(|(url, day)| Some((url, day.parse::<Date>().ok()?)));
    let fresh = |day: Date| day <= today && (today - day).get_days() < BELIEVED;
    days.filter(|(_, day)| fresh(*day)).collect()
}

fn remember(root: &Path, found: &BTreeMap<String, Date>) -> Result<(), Failure> {
    let file = root.join(FILE);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::io(format_args!("make the folder `{}`", folder.display()), &error))?;
    }
    let days: BTreeMap<&String, String> = found.iter().map(|(url, day)| (url, day.to_string())).collect();
    let text = serde_json::to_string_pretty(&days).unwrap_or_default();
    replace(&file, &format!("{text}\n"))
}
