//! What is off target, the playbooks it calls for, and what became of last month's.

use super::{Found, headline};
use crate::compute::{Standing, Status};
use crate::model::page::{Details, PageType};
use crate::model::{MetricRef, Period, Scope, SliceIx, Style};
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::parts;
use crate::render::view::{Alert, Align, Block, Cell, ColumnHead, Html, Link, Row, Table};
use crate::site::PageIx;

/// The alerts of a period, worst first; then those of the period before.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let fired = fired(context, period);
    let rows = rows(context, period);
    let with = rows.iter().filter(|row| !row.playbooks.is_empty()).count();
    let finding = match rows.len() {
        0 => Some(context.word("alerts_none").to_owned()),
        count => Some(context.words.fill("alerts_finding", &[("count", &count.to_string()), ("with", &with.to_string())])),
    };
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Alerts { rows });
    }
    blocks.extend(called(context, &fired));
    blocks.extend(became(context, period));
    let judged_any = !headline::judged(context, period).is_empty();
    (judged_any || !blocks.is_empty()).then(|| Found { finding: finding.filter(|_| judged_any), blocks, ..Found::default() })
}

/// What is off target with the playbooks it calls for, worst first.
pub(in crate::render::pages) fn rows(context: &Context<'_>, period: Period) -> Vec<Alert> {
    let fired = fired(context, period);
    off_target(context, period)
        .iter()
        .map(|(of, slice, standing)| alert(context, (*of, *slice), period, standing, &fired))
        .collect()
}

/// Figures off target first, then those at risk.
pub(in crate::render::pages) fn off_target<'a>(context: &Context<'a>, period: Period) -> Vec<(MetricRef, SliceIx, Standing<'a>)> {
    let mut found: Vec<_> = headline::judged(context, period)
        .into_iter()
        .filter(|(.., standing)| matches!(standing.status, Status::OffTarget | Status::AtRisk))
        .collect();
    found.sort_by_key(|(.., standing)| standing.status != Status::OffTarget);
    found
}

/// The playbooks that are called for in the last month of the period, with the slices they are called for.
pub(in crate::render::pages) fn fired(context: &Context<'_>, period: Period) -> Vec<(PageIx, Vec<SliceIx>)> {
    let month = context.last_month(period);
    let playbooks = context.site.of_type(PageType::Playbook).iter();
    playbooks.map(|at| (*at, context.site.called_for(*at, month))).filter(|(_, slices)| !slices.is_empty()).collect()
}

fn alert(
    context: &Context<'_>,
    (of, slice): (MetricRef, SliceIx),
    period: Period,
    standing: &Standing<'_>,
    fired: &[(PageIx, Vec<SliceIx>)],
) -> Alert {
    let site = context.site;
    let written = site.figures().definitions().written(of);
    let answers = |at: &PageIx| match &site.page(*at).details {
        Details::Playbook(playbook) => playbook.moves.iter().any(|metric| *metric.id == *written),
        _ => false,
    };
    let called: Vec<&(PageIx, Vec<SliceIx>)> = fired.iter().filter(|(at, _)| answers(at)).collect();
    let note = match called.is_empty() {
        true => context.word("no_playbook").to_owned(),
        false => {
            let mut names: Vec<&str> = Vec::new();
            for slice in called.iter().flat_map(|(_, slices)| slices) {
                let name = site.figures().slice_name(*slice, context.lang);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            context.words.fill("fired_for", &[("slices", &names.join(context.word("comma")))])
        }
    };
    Alert {
        status: parts::status(context, &standing.status),
        name: headline::name_judged(context, of, slice, period, standing),
        url: parts::url(context, of),
        text: Html::text(&gap_text(context, of, standing)),
        playbooks: called.iter().map(|(at, _)| context.page_link(*at)).collect(),
        note: Some(Html::text(&note)),
    }
}

/// The value and the gap in words: `17.8%　目標15%以下を2.8pt外れた`.
pub(in crate::render::pages) fn gap_text(context: &Context<'_>, of: MetricRef, standing: &Standing<'_>) -> String {
    let value = styled(context, &standing.figure, Style::Card).map_or_else(|reason| reason, |printed| printed.to_string());
    let target = parts::target_words(context, standing).unwrap_or_default();
    match headline::gap(context, of, standing) {
        Some(gap) => context.words.fill("gap_text", &[("value", &value), ("target", &target), ("gap", &gap)]),
        None => context.words.fill("gap_text_band", &[("value", &value), ("target", &target)]),
    }
}

/// All playbooks that are called for, also those for figures without a target.
fn called(context: &Context<'_>, fired: &[(PageIx, Vec<SliceIx>)]) -> Option<Block> {
    let links: Vec<Link> = fired.iter().map(|(at, _)| context.page_link(*at)).collect();
    (!links.is_empty()).then(|| Block::Links { title: Some(context.word("called_playbooks").to_owned()), links })
}

/// What became of the alerts of the period before.
fn became(context: &Context<'_>, period: Period) -> Option<Block> {
    let before = super::super::previous_period(context, period);
    let figures = context.site.figures();
    let rows: Vec<Row> = off_target(context, before)
        .into_iter()
        .filter_map(|(of, slice, then)| {
            // A new period that is still open says nothing of the one before, nor does one in which nobody asks.
            let now = figures.standing(of, slice, period)?;
            if matches!(now.status, Status::NotYet | Status::NotAsked(_)) {
                return None;
            }
            let word = outcome(&then, &now);
            let value = |standing: &Standing<'_>| {
                styled(context, &standing.figure, Style::Card).map_or_else(|_| "—".to_owned(), |printed| printed.to_string())
            };
            let cells = vec![
                judged_over(context, [&then, &now], Cell::head(&headline::name_in(context, of, slice, period))),
                Cell::text(&value(&then)),
                Cell::status(parts::status(context, &then.status)),
                Cell::text(&value(&now)),
                Cell::status(parts::status(context, &now.status)),
                Cell::text(context.word(word)),
            ];
            Some(Row { cells, ..Row::default() })
        })
        .collect();
    let head = |label: String, align: Align| ColumnHead { label, align, ..ColumnHead::default() };
    let columns = vec![
        head(context.word("metric").to_owned(), Align::Start),
        head(context.short_period(before), Align::End),
        head(context.word("status").to_owned(), Align::Start),
        head(context.short_period(period), Align::End),
        head(context.word("status").to_owned(), Align::Start),
        head(context.word("result").to_owned(), Align::Start),
    ];
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            title: Some(context.word("last_alerts").to_owned()),
            columns,
            rows,
            stack: true,
            ..Table::default()
        })
    })
}

/// A target over a quarter or year judges its figure: the name says so.
fn judged_over(context: &Context<'_>, standings: [&Standing<'_>; 2], name: Cell) -> Cell {
    let over = |standing: &&Standing<'_>| match standing.target.map(|target| &target.scope) {
        Some(Scope::Over(period)) => Some(context.period(*period)),
        _ => None,
    };
    let mut periods: Vec<String> = standings.iter().filter_map(over).collect();
    periods.dedup();
    if periods.is_empty() { name } else { name.with_sub(&periods.join(context.word("comma"))) }
}

fn outcome(then: &Standing<'_>, now: &Standing<'_>) -> &'static str {
    if now.status == Status::OnTarget {
        return "alert_solved";
    }
    // The figure of a quarter does not compare with that of a month.
    if length(then) != length(now) {
        return "alert_stays";
    }
    let plan = now.target.and_then(|target| target.bound.plan());
    let gaps = (then.figure.exact(), now.figure.exact(), plan);
    match gaps {
        (Some(then), Some(now), Some(plan)) if now.minus(plan).abs() < then.minus(plan).abs() => "alert_better",
        _ => "alert_stays",
    }
}

/// Over how many months a figure is.
fn length(standing: &Standing<'_>) -> i32 {
    standing.figure.months.last.index() - standing.figure.months.first.index()
}
