//! A figure as a card: value, status, target, changes, and the small line below.

use super::{name_over, spark, status, url, why};
use crate::chart::SparkSize;
use crate::compute::{Against, Change, Standing, Status as Judged};
use crate::model::{MetricRef, Period, Scope, SliceIx, Style};
use crate::render::context::{Context, figure_text};
use crate::render::figures::{self, changed, styled};
use crate::render::view::{Card, Change as ShownChange, Html};

/// A figure of a month, quarter or year as a card; `None` where it may not be seen.
pub fn card(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Card> {
    let figures = context.site.figures();
    let month = context.last_month(period);
    let figure = figures.get(of, slice, period)?;
    let standing = figures.standing(of, slice, period);
    let aside = matches!(standing.as_ref().map(|it| &it.status), Some(Judged::NotApplicable));
    // A target over a period judges the period so far, so that is the figure beside it.
    let whole = standing.as_ref().and_then(over_period).filter(|whole| whole.months != figure.months);
    let with_changes = !aside && whole.is_none();
    let figure = whole.unwrap_or(figure);
    let printed = styled(context, &figure, Style::Card);
    let shown = printed.as_ref().ok().filter(|_| !aside).map(figure_text);
    Some(Card {
        name: name_over(context, of, period),
        scope: scope(context, slice, standing.as_ref()),
        url: url(context, of),
        figure: shown,
        missing: printed.err(),
        status: standing.as_ref().map(|it| status(context, &it.status)),
        target: standing.as_ref().and_then(|it| target_words(context, it)),
        chart: Some(Html::from(spark(context, of, slice, month, SparkSize::Card))),
        changes: if with_changes { changes(context, of, slice, period) } else { Vec::new() },
        why: why(context, of, slice, period),
    })
}

/// The figure that a target over a period judges: the period so far.
fn over_period(standing: &Standing<'_>) -> Option<crate::model::Figure> {
    matches!(standing.target?.scope, Scope::Over(_))
        .then(|| standing.progress.as_ref().map_or(&standing.figure, |progress| &progress.so_far).clone())
}

/// Which slice, or for a target over a period which period.
fn scope(context: &Context<'_>, slice: SliceIx, standing: Option<&Standing<'_>>) -> Option<String> {
    let period = standing.and_then(|it| it.target).and_then(|target| match target.scope {
        Scope::Over(period) => Some(context.period(period)),
        Scope::Months(_) => None,
    });
    period.or_else(|| Some(context.site.figures().slice_name(slice, context.lang).to_owned()))
}

/// The target in words; for an open period how much of it is done.
pub fn target_words(context: &Context<'_>, standing: &Standing<'_>) -> Option<String> {
    let target = standing.target?;
    let share = standing.progress.as_ref().and_then(|progress| Some((&progress.so_far, progress.share.as_ref()?)));
    match (&standing.status, share) {
        (Judged::NotYet, Some((so_far, share))) => {
            let share = figures::share(context, so_far, share);
            let plan = match target.bound.plan() {
                Some(plan) => figures::noted_bound(
                    context,
                    target,
                    &target.bound,
                    context.look_of(target.of).value(plan, Style::Card).to_string(),
                ),
                None => figures::bound(context, target),
            };
            Some(context.words.fill("target_share", &[("target", &plan), ("share", &share)]))
        }
        _ => Some(figures::bound(context, target)),
    }
}

/// What a figure of a period is compared with, with the word for it; a year has only the one before.
pub fn comparisons(period: Period) -> &'static [(Against, &'static str)] {
    match period {
        Period::Month(_) => &[(Against::Previous, "change_previous"), (Against::LastYear, "change_year")],
        Period::Quarter(..) => &[(Against::Previous, "change_quarter"), (Against::LastYear, "change_year")],
        Period::Year(_) => &[(Against::Previous, "change_year_before")],
    }
}

/// The changes against the period before and the same one a year ago.
pub fn changes(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Vec<ShownChange> {
    comparisons(period)
        .iter()
        .filter_map(|(against, key)| {
            let change = context.site.figures().change(of, slice, period, *against)?;
            Some(shown_change(context, &change, context.words.text(key), Style::Card))
        })
        .collect()
}

/// A change in words: how much, and whether that is good.
pub fn shown_change(context: &Context<'_>, change: &Change, label: &str, style: Style) -> ShownChange {
    let verdict = change.better.map(|better| context.words.text(if better { "better" } else { "worse" }).to_owned());
    match changed(context, change, style) {
        Ok(printed) => ShownChange {
            label: label.to_owned(),
            value: printed.to_string(),
            verdict,
            worse: change.better == Some(false),
            missing: false,
        },
        // That there is nothing to compare with is said in two words; the reason stands on the metric's page.
        Err(_) => ShownChange {
            label: label.to_owned(),
            value: context.word("no_record").to_owned(),
            missing: true,
            ..ShownChange::default()
        },
    }
}
