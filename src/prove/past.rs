//! Another history: other changes, by others, at other times, of whichever files.

use super::mutate::{Mutator, Now, Step};
use super::random::Random;
use crate::model::{Commit, History, SourcePath};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

// Days over which the changes are spread: some are new, some are old.
const DAYS: usize = 400;

impl Mutator<'_> {
    /// What git could know instead. A team commits what it wants when it wants: no site but the narrowest knows.
    pub(super) fn past_step(&self, random: &mut Random) -> Step {
        let files: Vec<&SourcePath> =
            self.content.pages.iter().map(|it| &it.page.path).chain(self.data.iter().map(|(path, _)| path)).collect();
        let today = self.today.to_zoned(self.config.timezone.clone()).map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp());
        let mut commits: Vec<Commit> = (0..random.below(6))
            .map(|at| Commit {
                id: format!("{at:03}{:037}", random.below(1_000_000)).into(),
                author: format!("著者{}", random.below(100)).into(),
                time: today - SignedDuration::from_hours(24 * random.below(DAYS) as i64),
                subject: format!("変更{}", random.below(100)).into(),
                files: (0..1 + random.below(4)).filter_map(|_| random.pick(&files).map(|path| SourcePath::clone(path))).collect(),
            })
            .collect();
        commits.sort_by_key(|commit| std::cmp::Reverse(commit.time));
        let history = History::new(commits, random.one_in(4));
        Step { path: SourcePath::new(".git"), now: Now::Past(Arc::new(history)), did: "told another history".to_owned() }
    }
}
