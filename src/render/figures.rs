//! Figures as pages show them: in a sentence, on a card, in a table.

use super::context::Context;
use super::ledger::{Line, Subject, What};
use crate::compute::{Against, Change};
use crate::content::figure::{Shown, Wanted};
use crate::html;
use crate::model::{
    Bound, Exact, Figure, Metric, MetricRef, Month, MonthRange, Period, Printed, Restated, Scope, SliceIx, Slices, Style, Target,
};
use crate::site::Route;

/// A figure in a sentence: linked to its metric, and in plain words. `None` where this site has nothing to show.
pub fn in_text(context: &Context<'_>, wanted: &Wanted, month: Option<Month>) -> Option<(String, String)> {
    let figures = context.site.figures();
    let of = figures.find(&wanted.metric)?;
    let slice = match &wanted.slice {
        None => Slices::TOTAL,
        Some((axis, id)) => figures.slice(*axis, id)?,
    };
    let period = wanted.at.or(month.map(Period::Month)).or_else(|| figures.latest(of, slice).map(Period::Month))?;
    let metric = figures.metric(of.metric)?;
    let printed = match wanted.show {
        Shown::Value => value(context, &figures.get(of, slice, period)?),
        Shown::Change => {
            let change = figures.change(of, slice, period, Against::Previous)?;
            changed(context, &change, Style::Full)
        }
        Shown::Target => Err(bound(context, figures.target(of, slice, period)?)),
    };
    let (inside, plain) = match printed {
        Ok(printed) => (sized(&printed), printed.to_string()),
        Err(words) => (html::escape(&words).into_owned(), words),
    };
    Some((linked(context, metric, &inside), plain))
}

/// A value printed in full, or the reason why there is none.
pub fn value(context: &Context<'_>, figure: &Figure) -> Result<Printed, String> {
    styled(context, figure, Style::Full)
}

/// A value printed in a style, or the reason why there is none.
pub fn styled(context: &Context<'_>, figure: &Figure, style: Style) -> Result<Printed, String> {
    match &figure.value {
        Ok(exact) => {
            let printed = context.look_of(figure.of).value(exact, style);
            context.ledger.value(figure, &printed);
            Ok(printed)
        }
        Err(missing) => Err(context.site.figures().missing(missing, context.tongue)),
    }
}

/// A change printed in a style, or the reason why there is none.
pub fn changed(context: &Context<'_>, change: &Change, style: Style) -> Result<Printed, String> {
    match &change.value {
        Ok(value) => {
            let printed = context.look_of(change.after.of).change(value, style);
            context.ledger.change(&change.before, &change.after, &printed);
            Ok(printed)
        }
        Err(missing) => Err(context.site.figures().missing(missing, context.tongue)),
    }
}

/// A value that is known already, printed in a style.
pub fn known(context: &Context<'_>, of: MetricRef, (slice, period): (SliceIx, Period), value: &Exact, style: Style) -> String {
    let number = Number { of, slice, months: context.months(period), against: None, what: What::Value, value };
    noted(context, number, context.look_of(of).value(value, style))
}

/// The share of a figure in a target or a whole.
pub fn share(context: &Context<'_>, figure: &Figure, share: &Exact) -> String {
    let Figure { of, slice, months, .. } = *figure;
    noted(context, Number { of, slice, months, against: None, what: What::Share, value: share }, context.percent(share))
}

/// A number that a page works out of figures.
pub struct Number<'a> {
    /// The metric or part it is about.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The months.
    pub months: MonthRange,
    /// The months it is compared with.
    pub against: Option<MonthRange>,
    /// What it is.
    pub what: What,
    /// Its exact value.
    pub value: &'a Exact,
}

/// Writes a number down in the manifest as it is printed, and gives that back.
pub fn noted(context: &Context<'_>, number: Number<'_>, printed: impl ToString) -> String {
    let printed = printed.to_string();
    context.ledger.note(|| Line {
        subject: Subject::Figure(number.of, number.slice, number.months),
        against: number.against,
        what: number.what,
        value: if matches!(number.what, What::Value | What::Change) { String::new() } else { number.value.fraction() },
        place: None,
        printed: printed.clone(),
    });
    printed
}

/// What was written before a correction.
pub fn was(context: &Context<'_>, it: &Restated, month: Month) -> String {
    let months = context.months(Period::Month(month));
    let number = Number { of: it.of, slice: it.slice, months, against: None, what: What::Was, value: &it.was };
    noted(context, number, context.look_of(it.of).value(&it.was, Style::Full))
}

/// A target in words.
pub fn bound(context: &Context<'_>, target: &Target) -> String {
    noted_bound(context, target, &target.bound, context.look_of(target.of).bound(&target.bound))
}

/// The target, or where "at risk" ends, written down in the manifest as it is printed.
pub fn noted_bound(context: &Context<'_>, target: &Target, bound: &Bound, printed: String) -> String {
    let months = match target.scope {
        Scope::Months(months) => months,
        Scope::Over(period) => context.months(period),
    };
    context.ledger.note(|| Line {
        subject: Subject::Figure(target.of, target.slice, months),
        against: None,
        what: What::Target,
        value: match bound {
            Bound::AtLeast { target, .. } | Bound::AtMost { target, .. } => target.fraction(),
            Bound::Within { target: [low, high], .. } => format!("{}..{}", low.fraction(), high.fraction()),
        },
        place: Some(target.place.clone()),
        printed: printed.clone(),
    });
    printed
}

/// The number large and the unit small.
pub fn sized(printed: &Printed) -> String {
    let mut out = String::with_capacity(48);
    out.push_str("<b>");
    html::text(&mut out, &format!("{}{}{}", printed.sign, printed.prefix, printed.number));
    out.push_str("</b>");
    if !printed.unit.is_empty() {
        out.push_str("<small>");
        html::text(&mut out, &format!("{}{}", printed.gap, printed.unit));
        out.push_str("</small>");
    }
    out
}

fn linked(context: &Context<'_>, metric: &Metric, inside: &str) -> String {
    match context.to(&Route::Metric(metric.id.clone())) {
        Some(url) if url != "./" => format!("<a class=\"fig\" href=\"{}\">{inside}</a>", html::escape(&url)),
        _ => format!("<span class=\"fig\">{inside}</span>"),
    }
}

/// An exact value as a position on an axis.
pub fn position(exact: &Exact) -> Option<f64> {
    Some(exact.to_f64()).filter(|value| value.is_finite())
}

/// The values of a metric over months, for a chart; what may not be seen is not there.
pub fn series(context: &Context<'_>, of: MetricRef, slice: SliceIx, months: impl Iterator<Item = Month>) -> Vec<Option<f64>> {
    let figures = context.site.figures();
    months
        .map(|month| {
            figures.get(of, slice, Period::Month(month)).and_then(|figure| figure.value.ok()).and_then(|value| position(&value))
        })
        .collect()
}
