//! A figure in running text, as written: `{{ nrr segment=tier1 at=2026-09 change }}`.

use crate::model::{Axis, Period};

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

impl Wanted {
    /// Reads what stands between the braces. The error is what is wrong and what to do.
    pub fn parse(text: &str) -> Result<Wanted, (String, String)> {
        let mut words = text.split_whitespace();
        let metric = words.next().unwrap_or("").to_owned();
        if metric.is_empty() || metric.contains('=') {
            return Err(("no metric is named first".into(), "begin with the id of a metric: `{{ nrr }}`".into()));
        }
        let mut wanted = Wanted { metric, slice: None, at: None, show: Shown::Value };
        for word in words {
            match word.split_once('=') {
                Some(("at", period)) => match period.parse() {
                    Ok(period) => wanted.at = Some(period),
                    Err(()) => {
                        return Err((
                            format!("`{period}` is not a month or period"),
                            "write `at=2026-09` or `at=FY2026-Q3`".into(),
                        ));
                    }
                },
                Some((axis, id)) => match Axis::find(axis) {
                    Some(axis) if wanted.slice.is_none() => wanted.slice = Some((axis, id.to_owned())),
                    Some(_) => return Err(("two slices are named".into(), "name one of segment, role and team".into())),
                    None => {
                        return Err((
                            format!("`{axis}` is not known in a figure"),
                            "possible: segment=, role=, team=, at=, change, target".into(),
                        ));
                    }
                },
                None => match word {
                    "change" => wanted.show = Shown::Change,
                    "target" => wanted.show = Shown::Target,
                    other => {
                        return Err((
                            format!("`{other}` is not known in a figure"),
                            "possible: segment=, role=, team=, at=, change, target".into(),
                        ));
                    }
                },
            }
        }
        Ok(wanted)
    }
}
