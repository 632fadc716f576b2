//! All reviews by fiscal year, newest first, each with the goal's figure and how the targets stood.

use super::review;
use super::sections::grouped;
use crate::html;
use crate::model::{MetricRef, Period, Slices, Style};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Row, Section, StatusCode, Table};
use crate::site::Route;
use std::collections::BTreeMap;

/// The statuses that are counted, with their words.
const COUNTED: [(StatusCode, &str); 4] = [
    (StatusCode::OnTarget, "status_on_target"),
    (StatusCode::AtRisk, "status_at_risk"),
    (StatusCode::OffTarget, "status_off_target"),
    (StatusCode::NotYet, "status_not_yet"),
];

/// Makes the list.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut years: BTreeMap<u16, Vec<Period>> = BTreeMap::new();
    for period in context.site.reviews() {
        years.entry(year(context, period)).or_default().push(period);
    }
    let goal = review::goal(context);
    let sections: Vec<Section> =
        years.into_iter().rev().map(|(year, periods)| year_section(context, year, periods, goal)).collect();
    grouped(context, "reviews", "place_reviews", sections)
}

fn year(context: &Context<'_>, period: Period) -> u16 {
    match period {
        Period::Month(month) => context.site.config().fiscal_year.of(month),
        Period::Quarter(year, _) | Period::Year(year) => year,
    }
}

fn year_section(context: &Context<'_>, year: u16, mut periods: Vec<Period>, goal: Option<MetricRef>) -> Section {
    let whole = Period::Year(year);
    // Newest first; a quarter or year stands above the months it is made of.
    let months = |period: &Period| context.site.config().fiscal_year.months(*period);
    periods.sort_by_key(|period| {
        let months = months(period);
        (std::cmp::Reverse(months.last), std::cmp::Reverse(months.len()))
    });
    let rows: Vec<(Period, Vec<usize>)> = periods.iter().map(|period| (*period, counts(context, *period))).collect();
    let shown: Vec<usize> = (0..COUNTED.len()).filter(|at| rows.iter().any(|(_, counts)| counts[*at] > 0)).collect();
    let table = Table {
        columns: columns(context, goal, &shown),
        rows: rows.iter().map(|(period, counts)| row(context, *period, counts, goal, &shown)).collect(),
        ..Table::default()
    };
    Section {
        id: whole.to_string().to_lowercase(),
        name: context.period(whole),
        blocks: vec![Block::Table(table)],
        ..Section::default()
    }
}

/// How many figures with a target stand how.
fn counts(context: &Context<'_>, period: Period) -> Vec<usize> {
    let tally = review::tally(context, period);
    let count = |code: StatusCode| tally.iter().find(|row| row.status.code == code).map_or(0, |row| row.count);
    COUNTED.iter().map(|(code, _)| count(*code)).collect()
}

fn columns(context: &Context<'_>, goal: Option<MetricRef>, shown: &[usize]) -> Vec<ColumnHead> {
    let head = |label: &str, align: Align| ColumnHead { label: label.to_owned(), align, ..ColumnHead::default() };
    let mut columns = vec![head(context.word("period"), Align::Start)];
    if let Some(goal) = goal {
        columns.push(head(&parts::name(context, goal), Align::End));
        columns.push(head(context.word("change"), Align::End));
    }
    columns.extend(shown.iter().map(|at| head(context.word(COUNTED[*at].1), Align::End)));
    columns
}

fn row(context: &Context<'_>, period: Period, counts: &[usize], goal: Option<MetricRef>, shown: &[usize]) -> Row {
    let name = html::escape(&context.period(period)).into_owned();
    let link = context.to(&Route::Review(period));
    let text = link.map_or(name.clone(), |url| format!("<a href=\"{}\">{name}</a>", html::escape(&url)));
    let single = matches!(period, Period::Month(_));
    let mut cells = vec![Cell { head: true, strong: !single, ..Cell::html(text) }];
    if let Some(goal) = goal {
        cells.extend(headline(context, period, goal));
    }
    cells.extend(shown.iter().map(|at| if counts[*at] == 0 { Cell::default() } else { Cell::text(&counts[*at].to_string()) }));
    Row { cells, ..Row::default() }
}

/// The goal's figure and how it changed against the period before.
fn headline(context: &Context<'_>, period: Period, goal: MetricRef) -> [Cell; 2] {
    let figures = context.site.figures();
    let Some(figure) = figures.get(goal, Slices::TOTAL, period) else { return [Cell::default(), Cell::default()] };
    let value = match styled(context, &figure, Style::Full) {
        Ok(printed) => Cell::text(&printed.to_string()).strong(),
        Err(reason) => Cell::html(format!("<small>{}</small>", html::escape(&reason))),
    };
    let change = parts::changes(context, goal, Slices::TOTAL, period).into_iter().next().filter(|change| !change.missing);
    [value, Cell::text(&change.map(|change| change.value).unwrap_or_default())]
}
