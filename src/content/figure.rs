//! A figure in running text, as written: `{{ nrr segment=tier1 at=2026-09 change }}`.

use crate::diag::Hint;
use crate::model::{Axis, Period};
use crate::yaml;
use std::ops::Range;

/// What a figure in text asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The metric or part, as written.
    pub metric: String,
    /// The slice: axis and id.
    pub slice: Option<(Axis, String)>,
    /// The month or period.
    pub at: Option<Period>,
    /// Value, change or target.
    pub show: Shown,
}

/// Which side of a figure is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// The value.
    #[default]
    Value,
    /// The change against the month before.
    Change,
    /// The target in words.
    Target,
}

/// What is wrong with a figure in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Which bytes of the text between the braces.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Hint,
}

const KEYS: [&str; 6] = ["segment", "role", "team", "at", "change", "target"];

impl Wanted {
    /// Reads what stands between the braces.
    pub fn parse(text: &str) -> Result<Wanted, Mistake> {
        // Where a word of the text stands in it.
        let at = |word: &str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            start..start + word.len()
        };
        let wrong = |word: &str, message: String, hint: Hint| Err(Mistake { at: at(word), message, hint });
        let mut words = text.split_whitespace();
        let metric = words.next().unwrap_or(text);
        if metric.is_empty() || metric.contains('=') {
            return wrong(metric, "no metric is named first".into(), "begin with the id of a metric: `{{ nrr }}`".into());
        }
        let mut wanted = Wanted { metric: metric.to_owned(), slice: None, at: None, show: Shown::Value };
        for word in words {
            match word.split_once('=') {
                Some(("at", period)) => match period.parse() {
                    Ok(period) => wanted.at = Some(period),
                    Err(()) => {
                        let meant = yaml::meant(period, |form| form.parse::<Period>().is_ok());
                        let hint = meant.unwrap_or_else(|| "write `at=2026-09` or `at=FY2026-Q3`".into());
                        return wrong(period, format!("`{period}` is not a month or period"), hint);
                    }
                },
                Some((axis, id)) => match Axis::find(axis) {
                    Some(axis) if wanted.slice.is_none() => wanted.slice = Some((axis, id.to_owned())),
                    Some(_) => {
                        return wrong(word, "two slices are named".into(), "name one of segment, role and team".into());
                    }
                    None => return wrong(axis, format!("`{axis}` is not known in a figure"), possible(axis)),
                },
                None => match word {
                    "change" => wanted.show = Shown::Change,
                    "target" => wanted.show = Shown::Target,
                    other => return wrong(other, format!("`{other}` is not known in a figure"), possible(other)),
                },
            }
        }
        Ok(wanted)
    }
}

fn possible(word: &str) -> Hint {
    yaml::suggestion(word, KEYS.into_iter()).unwrap_or_else(|| "possible: segment=, role=, team=, at=, change, target".into())
}
