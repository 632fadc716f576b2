//! The roadmap: what is to change, by lane and month; what was moved, and what each item is to move.

use super::sections::{Head, Parts};
use crate::model::registers::{LaneStatus, RoadmapItem};
use crate::model::{Month, MonthRange};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::view::{
    Block, Cell, ColumnHead, Html, Lane, LaneItem, LaneMonth, LaneState, Row, RowKind, Status, StatusCode, Table,
};
use crate::render::{links, standings};
use crate::site::Route;

/// The most months that are drawn side by side.
const MOST_MONTHS: usize = 12;

/// The share of a lane that a name is given, however short what it names is.
const NAME_SHARE: (usize, usize) = (3, 10);

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let roadmap = &context.site.registers().roadmap;
    let mut parts = Parts::default();
    let items: Vec<&RoadmapItem> = roadmap.items.iter().collect();
    let lanes = now(context).and_then(|month| lanes(context, &items, month));
    parts.add(context, "lanes", "roadmap_lanes", lanes);
    parts.add(context, "changes", "roadmap_changes", changes(context, &items));
    parts.add(context, "items", "roadmap_items", table(context, &items));
    let mut head = Head::of(context, "/roadmap/", "roadmap_title", "roadmap_lead")
        .beside(context, &[(Route::Maturity, "maturity_title"), (Route::Tools, "tools_title")]);
    if let Some(month) = roadmap.reviewed {
        head.meta.push(Html::text(&context.words.fill("roadmap_reviewed", &[("month", &context.month(month))])));
    }
    parts.page(context, "roadmap", head)
}

/// The month the roadmap is seen from: the one it was last gone through, else the latest with figures.
pub(in crate::render) fn now(context: &Context<'_>) -> Option<Month> {
    let roadmap = &context.site.registers().roadmap;
    let first = || roadmap.items.iter().map(|item| item.months.first).min();
    roadmap.reviewed.or_else(|| context.site.figures().months().last().copied()).or_else(first)
}

/// The months that are shown around a month, at most.
pub(in crate::render) fn window(month: Month) -> MonthRange {
    let first = month.plus(-3);
    MonthRange { first, last: first.plus(MOST_MONTHS as i32 - 1) }
}

/// The items in their lanes, from a quarter before a month to the end of what is planned.
pub(in crate::render) fn lanes(context: &Context<'_>, items: &[&RoadmapItem], month: Month) -> Option<Block> {
    let last = items.iter().map(|item| item.months.last).max()?;
    let first = items.iter().map(|item| item.months.first).min()?.min(month).max(window(month).first);
    let last = last.max(month.next()).min(first.plus(MOST_MONTHS as i32 - 1));
    let window = MonthRange { first, last };
    let roadmap = &context.site.registers().roadmap;
    let lanes: Vec<Lane> = roadmap
        .lanes
        .iter()
        .map(|lane| {
            let of_lane = items.iter().filter(|item| item.lane.id == lane.id);
            Lane { name: context.text(&lane.name).to_owned(), items: placed(context, of_lane.copied(), window, month) }
        })
        .filter(|lane| !lane.items.is_empty())
        .collect();
    let months: Vec<LaneMonth> =
        window.iter().map(|it| LaneMonth { label: context.short_month(it), current: it == month }).collect();
    (!lanes.is_empty()).then(|| Block::Lanes { months, lanes, note: moved_note(context, items) })
}

/// The items that lie in the window, each with the columns that it and its name take.
fn placed<'i>(
    context: &Context<'_>,
    items: impl Iterator<Item = &'i RoadmapItem>,
    window: MonthRange,
    month: Month,
) -> Vec<LaneItem> {
    let place = |item: &RoadmapItem| {
        let (from, to) = columns(item.months, window)?;
        let was = item.changes.last().and_then(|change| columns(change.was, window));
        let (first, last, back) = with_name(from, to, window.len());
        let (first, last) = was.map_or((first, last), |(begin, end)| (first.min(begin), last.max(end)));
        let name = context.text(&item.name).to_owned();
        let url = Some(links::planned(context, item).url);
        let (state, text) = (lane_state(item.status), text(context, item, month));
        Some(LaneItem { name, url, state, text, from, to, was, first, last, back })
    };
    items.filter_map(place).collect()
}

/// The columns an item takes with its name, and whether the name has to end where the item ends.
fn with_name(from: usize, to: usize, months: usize) -> (usize, usize, bool) {
    let room = (months * NAME_SHARE.0).div_ceil(NAME_SHARE.1);
    match from + room - 1 {
        last if last <= months => (from, last.max(to), false),
        _ => (from.min(months + 1 - room), to, to - from + 1 < room),
    }
}

/// The columns a stretch of months takes, from 1; `None` outside the window.
fn columns(months: MonthRange, window: MonthRange) -> Option<(usize, usize)> {
    let (first, last) = (months.first.max(window.first), months.last.min(window.last));
    let column = |month: Month| (month.index() - window.first.index() + 1) as usize;
    (first <= last).then(|| (column(first), column(last)))
}

fn lane_state(status: LaneStatus) -> LaneState {
    match status {
        LaneStatus::Planned => LaneState::Planned,
        LaneStatus::Doing => LaneState::Doing,
        LaneStatus::Done => LaneState::Done,
        LaneStatus::Dropped => LaneState::Dropped,
    }
}

fn status_word(status: LaneStatus) -> &'static str {
    match status {
        LaneStatus::Planned => "lane_planned",
        LaneStatus::Doing => "lane_doing",
        LaneStatus::Done => "lane_done",
        LaneStatus::Dropped => "lane_dropped",
    }
}

fn text(context: &Context<'_>, item: &RoadmapItem, month: Month) -> String {
    let mut words = vec![context.words.text(status_word(item.status)).to_owned()];
    if let Some(change) = item.changes.last() {
        words.push(context.words.fill("lane_was", &[("months", &range(context, change.was))]));
    } else if item.months.first == month {
        words.push(context.word("lane_begins").to_owned());
    }
    words.join("　")
}

/// `2026年8月〜9月`, or one month.
pub(super) fn range(context: &Context<'_>, months: MonthRange) -> String {
    let first = context.month(months.first);
    if months.first == months.last {
        return first;
    }
    let last = if months.first.year() == months.last.year() && context.lang == "ja" {
        context.short_month(months.last)
    } else {
        context.month(months.last)
    };
    format!("{first}{}{last}", context.word("range"))
}

fn moved_note(context: &Context<'_>, items: &[&RoadmapItem]) -> Option<Html> {
    let mut sentences = Vec::new();
    for item in items {
        if let Some(change) = item.changes.last() {
            let (name, because) = (context.text(&item.name), context.text(&change.because));
            sentences.push(context.words.fill("lane_moved", &[("name", name), ("because", because)]));
        }
    }
    (!sentences.is_empty()).then(|| Html::text(&sentences.join(context.word("sentence_gap"))))
}

/// What was moved, newest first.
fn changes(context: &Context<'_>, items: &[&RoadmapItem]) -> Option<Block> {
    let mut moved: Vec<_> =
        items.iter().flat_map(|item| item.changes.iter().map(move |change| (change.month, *item, change))).collect();
    moved.sort_by_key(|(month, item, _)| (std::cmp::Reverse(*month), item.id.clone()));
    let rows: Vec<Row> = moved
        .into_iter()
        .map(|(month, item, change)| {
            let mut name = Cell::html(links::anchor(&links::planned(context, item)));
            name.head = true;
            let cells = vec![
                name,
                Cell::text(&context.month(month)),
                Cell::text(&format!("{} → {}", range(context, change.was), range(context, item.months))),
                Cell::text(context.text(&change.because)),
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    let columns = ["roadmap_item", "roadmap_moved_in", "roadmap_moved", "because"].map(|key| head(context, key));
    (!rows.is_empty()).then(|| Block::Table(Table { columns: columns.into(), rows, stack: true, ..Table::default() }))
}

fn head(context: &Context<'_>, key: &'static str) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() }
}

/// Every item with its owner, months, status and the metrics it is to move as they stand now.
fn table(context: &Context<'_>, items: &[&RoadmapItem]) -> Option<Block> {
    let mut rows = Vec::new();
    for lane in &context.site.registers().roadmap.lanes {
        let of_lane: Vec<_> = items.iter().filter(|item| item.lane.id == lane.id).collect();
        if of_lane.is_empty() {
            continue;
        }
        rows.push(Row { kind: RowKind::Group, cells: vec![Cell::text(context.text(&lane.name))], ..Row::default() });
        rows.extend(of_lane.into_iter().map(|item| row(context, item)));
    }
    let columns = ["roadmap_item", "status", "roadmap_months", "owner", "roadmap_moves"].map(|key| head(context, key));
    (!rows.is_empty()).then(|| Block::Table(Table { columns: columns.into(), rows, stack: true, ..Table::default() }))
}

fn row(context: &Context<'_>, item: &RoadmapItem) -> Row {
    let mut name = Cell::text(context.text(&item.name));
    name.head = true;
    if let Some(summary) = &item.summary {
        name = name.with_sub(context.text(summary));
    }
    let code = match item.status {
        LaneStatus::Doing => StatusCode::Doing,
        LaneStatus::Planned | LaneStatus::Done | LaneStatus::Dropped => StatusCode::Done,
    };
    let moves = standings::named(context, &item.moves, None);
    let moves = moves.into_iter().map(|(of, slice)| standings::with_value(context, of, slice));
    let owner = item.owner.as_ref().and_then(|owner| links::who(context, &owner.id));
    let cells = vec![
        name,
        Cell::status(Status { code, word: context.words.text(status_word(item.status)).to_owned() }),
        Cell::text(&range(context, item.months)),
        Cell::html(links::list(context, owner)),
        Cell::html(moves.collect::<Vec<_>>().join("<br>")),
    ];
    Row { id: Some(item.id.to_string()), cells, ..Row::default() }
}
