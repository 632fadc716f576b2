//! A difference for programs.

use super::{Difference, PageKind};
use crate::diag::Diagnostic;
use crate::diag::formats;
use serde_json::{Value, json};

impl Difference {
    /// One object with a list for each kind of change.
    pub fn json(&self) -> Value {
        let pages: Vec<Value> = self
            .pages
            .iter()
            .map(|it| {
                let (kind, to, because, redirected) = match &it.kind {
                    PageKind::Added => ("added", None, None, None),
                    PageKind::Changed => ("changed", None, None, None),
                    PageKind::Moved { to, redirected } => ("moved", Some(to), None, Some(*redirected)),
                    PageKind::Removed { because, redirected } => ("removed", None, Some(*because), Some(*redirected)),
                };
                let path = it.path.as_ref().map(|path| path.as_str());
                json!({
                    "sites": it.sites, "change": kind, "address": it.address, "title": it.title, "path": path,
                    "to": to, "because": because, "redirected": redirected,
                })
            })
            .collect();
        let audiences: Vec<Value> = self
            .audiences
            .iter()
            .map(|it| json!({ "what": it.what, "from": it.from, "to": it.to, "wider": !it.narrower }))
            .collect();
        let figures: Vec<Value> = self
            .figures
            .iter()
            .map(|it| {
                json!({
                    "metric": it.metric, "name": it.name, "month": it.month.to_string(), "slice": it.slice,
                    "before": it.before, "after": it.after, "because": it.because,
                })
            })
            .collect();
        let come = |come: bool| if come { "added" } else { "removed" };
        let months: Vec<Value> =
            self.months.iter().map(|(month, is_new)| json!({ "month": month.to_string(), "change": come(*is_new) })).collect();
        let metrics: Vec<Value> =
            self.metrics.iter().map(|(id, is_new)| json!({ "metric": id, "change": come(*is_new) })).collect();
        let void: Vec<Value> = self.void.iter().map(|(path, title)| json!({ "path": path.as_str(), "title": title })).collect();
        let findings = |list: &[Diagnostic]| list.iter().map(formats::object).collect::<Vec<_>>();
        json!({
            "pages": pages, "audiences": audiences, "figures": figures, "months": months, "metrics": metrics,
            "approvals_void": void, "new_findings": findings(&self.broken), "mended_findings": findings(&self.mended),
        })
    }
}
