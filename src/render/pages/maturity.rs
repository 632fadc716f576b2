//! The maturity board: where the team stands, month by month, and what the next step asks for and brings in.

use super::sections::{Head, Parts};
use crate::compute::CriterionState;
use crate::html;
use crate::model::Month;
use crate::model::page::{Criterion, CriterionKind, Details, Step};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::view::{
    Align, Block, Cell, ColumnHead, Fact, Html, Link, Row, RowKind, Rung, RungState, Status, StatusCode, Table,
};
use crate::render::{links, parts};
use crate::site::{Ladder, PageIx, Route, Rung as Judged};

/// How many months the board looks back.
const MONTHS: usize = 12;

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    let months = context.site.figures().months();
    let month = months.last().copied().unwrap_or_else(|| this_month(context));
    let ladder = context.site.ladder(month);
    parts.add(context, "ladder", "maturity_ladder", rungs(context, &ladder)).finding("ladder", Some(finding(context, &ladder)));
    if let Some(next) = ladder.next() {
        parts.add(context, "gap", "maturity_gap", criteria_table(context, next, month)).finding("gap", Some(gap(context, next)));
        parts.add(context, "brings", "maturity_brings", brings(context, next.page));
    }
    let recent = &months[months.len().saturating_sub(MONTHS)..];
    parts.add(context, "months", "maturity_months", by_month(context, recent)).finding("months", lost(context, recent));
    let mut head = Head::of(context, "/maturity/", "maturity_title", "maturity_lead")
        .beside(context, &[(Route::Roadmap, "roadmap_title"), (Route::Tools, "tools_title")]);
    head.meta.push(Html::text(&context.month(month)));
    parts.page(context, "maturity", head)
}

/// The month the day of the build lies in, for a team without figures.
fn this_month(context: &Context<'_>) -> Month {
    let today = context.site.today();
    Month::from_index(i32::from(today.year()) * 12 + i32::from(today.month()) - 1)
}

fn step<'c>(context: &Context<'c>, page: PageIx) -> Option<&'c Step> {
    match &context.site.page(page).details {
        Details::Step(step) => Some(step),
        _ => None,
    }
}

/// The ladder, highest step first.
pub(in crate::render) fn rungs(context: &Context<'_>, ladder: &Ladder) -> Option<Block> {
    let next = ladder.current.map_or(0, |at| at + 1);
    let rung = |(at, rung): (usize, &Judged)| {
        let link = context.page_link(rung.page);
        let state = match (ladder.current, at) {
            (Some(current), at) if at == current => RungState::Current,
            (Some(current), at) if at < current => RungState::Done,
            (_, at) if at == next => RungState::Next,
            _ => RungState::Later,
        };
        Rung { number: rung.step, name: link.name, url: Some(link.url), state, text: Some(met(context, rung)) }
    };
    let rungs: Vec<Rung> = ladder.rungs.iter().enumerate().rev().map(rung).collect();
    (!rungs.is_empty()).then_some(Block::Ladder { rungs, note: None })
}

/// How many criteria of a step hold, and which do not.
fn met(context: &Context<'_>, rung: &Judged) -> Html {
    let holds = rung.criteria.iter().filter(|state| state.holds()).count().to_string();
    let all = rung.criteria.len().to_string();
    let mut text = context.words.fill("criteria_met", &[("met", &holds), ("all", &all)]);
    let missing: Vec<&str> = step(context, rung.page)
        .map(|step| step.criteria.as_slice())
        .unwrap_or_default()
        .iter()
        .zip(&rung.criteria)
        .filter(|(_, state)| !state.holds())
        .map(|(criterion, _)| context.text(&criterion.text).trim_end_matches(['。', '.']))
        .collect();
    if !missing.is_empty() {
        let list = missing.join(context.word("criteria_separator"));
        text = context.words.fill("criteria_missing", &[("met", &text), ("missing", &list)]);
    }
    Html::text(&text)
}

/// Where the team stands, in a sentence.
pub(in crate::render) fn finding(context: &Context<'_>, ladder: &Ladder) -> String {
    let Some(current) = ladder.current.and_then(|at| ladder.rungs.get(at)) else {
        return context.word("maturity_none").to_owned();
    };
    let name = context.page_link(current.page).name;
    context.words.fill("maturity_at", &[("name", &name)])
}

/// What is missing for the next step, in a sentence.
fn gap(context: &Context<'_>, next: &Judged) -> String {
    let missing = next.criteria.iter().filter(|state| !state.holds()).count().to_string();
    let name = context.page_link(next.page).name;
    context.words.fill("maturity_missing", &[("name", &name), ("count", &missing)])
}

/// The criteria of a step with their state and what it rests on.
fn criteria_table(context: &Context<'_>, rung: &Judged, month: Month) -> Option<Block> {
    let step = step(context, rung.page)?;
    let rows: Vec<Row> = step
        .criteria
        .iter()
        .zip(&rung.criteria)
        .map(|(criterion, state)| {
            let mut text = Cell::text(context.text(&criterion.text));
            text.head = true;
            Row {
                cells: vec![Cell::status(status(context, state)), text, basis(context, rung.page, criterion, state, month)],
                ..Row::default()
            }
        })
        .collect();
    let columns = ["status", "criterion", "criterion_basis"]
        .map(|key| ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() });
    (!rows.is_empty()).then(|| Block::Table(Table { columns: columns.into(), rows, stack: true, ..Table::default() }))
}

/// Whether a criterion holds, in a word.
fn status(context: &Context<'_>, state: &CriterionState) -> Status {
    let (code, key) = match state {
        CriterionState::Met(_) => (StatusCode::Yes, "criterion_met"),
        CriterionState::NotMet => (StatusCode::No, "criterion_not_met"),
        CriterionState::Expired(_) => (StatusCode::No, "criterion_expired"),
        CriterionState::CannotTell(_) => (StatusCode::Missing, "status_missing"),
    };
    Status { code, word: context.words.text(key).to_owned() }
}

/// What the state of a criterion rests on: figures, or evidence with its date.
fn basis(context: &Context<'_>, page: PageIx, criterion: &Criterion, state: &CriterionState, month: Month) -> Cell {
    match &criterion.kind {
        CriterionKind::Data(condition) => {
            let words = context.site.in_words(condition, context.tongue).unwrap_or_default();
            let judged = context.site.judge(condition, crate::model::Slices::TOTAL, month);
            let inputs = judged.map(|judged| super::agreements::inputs(context, &judged.inputs));
            Cell { sub: inputs.map(Html::from), ..Cell::text(&words) }
        }
        CriterionKind::Hand { met, evidence, .. } => {
            let since = match (met, state) {
                (Some(met), CriterionState::Met(Some(until))) => {
                    context.words.fill("met_until", &[("month", &context.month(*met)), ("until", &context.month(*until))])
                }
                (Some(met), CriterionState::Expired(until)) => {
                    context.words.fill("met_expired", &[("month", &context.month(*met)), ("until", &context.month(*until))])
                }
                (Some(met), _) => context.words.fill("met_since", &[("month", &context.month(*met))]),
                (None, _) => context.word("met_never").to_owned(),
            };
            let shown = evidence.as_ref().and_then(|evidence| shown(context, page, &evidence.id));
            Cell { sub: shown.map(Html::from), ..Cell::text(&since) }
        }
    }
}

/// The evidence as a link.
fn shown(context: &Context<'_>, page: PageIx, written: &str) -> Option<String> {
    use crate::site::Target;
    let site = context.site;
    let version = site.page(page).version(context.language);
    let name = context.word("evidence").to_owned();
    let link = match crate::site::resolve(site, &version.path, context.language, written) {
        Target::Outside => Link { name, url: written.to_owned(), ..Link::default() },
        Target::Page(at, _, anchor) => {
            let link = context.page_link(at);
            let url = if anchor.is_empty() { link.url } else { format!("{}#{anchor}", link.url) };
            Link { url, name: context.words.fill("evidence_named", &[("name", &link.name)]), ..link }
        }
        Target::File(path) => Link { name, url: context.href(&crate::render::prose::copied(&path)), ..Link::default() },
        Target::Here | Target::Nowhere => return None,
    };
    Some(links::anchor(&link))
}

/// The playbooks, roles and tools a step brings in.
fn brings(context: &Context<'_>, page: PageIx) -> Option<Block> {
    let facts = brought_in(context, step(context, page)?);
    (!facts.is_empty()).then_some(Block::Facts { facts, rows: true })
}

/// What a step brings in: playbooks, roles, and tools, also those whose own step says so.
pub(super) fn brought_in(context: &Context<'_>, step: &Step) -> Vec<Fact> {
    use crate::model::page::PageType;
    let site = context.site;
    let pages: Vec<PageIx> = step.playbooks.iter().filter_map(|id| site.find(PageType::Playbook, &id.id)).collect();
    let mut tools: Vec<Link> = step.tools.iter().filter_map(|id| links::tool(context, &id.id)).collect();
    for tool in site.registers().tools.iter().filter(|tool| tool.from_step == Some(step.step)) {
        let link = links::tool(context, &tool.id).unwrap_or_default();
        if !tools.contains(&link) {
            tools.push(link);
        }
    }
    let mut facts = Vec::new();
    facts.extend(links::fact(context, "place_playbooks", links::pages(context, &pages)));
    facts.extend(links::fact(context, "place_roles", links::whos(context, &step.roles)));
    facts.extend(links::fact(context, "tools_title", tools));
    facts
}

/// The step of each month, and each criterion's state in it.
fn by_month(context: &Context<'_>, months: &[Month]) -> Option<Block> {
    let ladders: Vec<Ladder> = months.iter().map(|month| context.site.ladder(*month)).collect();
    let last = ladders.last()?;
    let mut columns = vec![ColumnHead { label: context.word("criterion").to_owned(), ..ColumnHead::default() }];
    columns.extend(parts::month_heads(context, months, Align::Centre));
    let mut top = Cell::text(context.word("maturity_step"));
    top.head = true;
    let steps = ladders.iter().map(|ladder| Cell::text(&ladder.step().to_string()).strong());
    let mut rows = vec![Row { cells: [top].into_iter().chain(steps).collect(), ..Row::default() }];
    for (at, rung) in last.rungs.iter().enumerate() {
        let link = context.page_link(rung.page);
        rows.push(Row { kind: RowKind::Group, cells: vec![Cell::html(links::anchor(&link))], ..Row::default() });
        let Some(step) = step(context, rung.page) else { continue };
        for (number, criterion) in step.criteria.iter().enumerate() {
            let mut name = Cell::text(context.text(&criterion.text));
            name.head = true;
            let marks = ladders.iter().map(|ladder| mark(context, &ladder.rungs[at].criteria[number]));
            rows.push(Row { cells: [name].into_iter().chain(marks).collect(), ..Row::default() });
        }
    }
    let note = Some(Html::text(context.word("maturity_marks")));
    Some(Block::Table(Table { columns, rows, note, latest: true, ..Table::default() }))
}

/// A criterion's state as a sign with its word for those who hear the page.
fn mark(context: &Context<'_>, state: &CriterionState) -> Cell {
    let sign = match state {
        CriterionState::Met(_) => "●",
        CriterionState::NotMet => "○",
        CriterionState::Expired(_) => "△",
        CriterionState::CannotTell(_) => "−",
    };
    let word = status(context, state).word;
    Cell::html(format!("<span aria-hidden=\"true\">{sign}</span><span class=\"hidden\">{}</span>", html::escape(&word)))
}

/// The last month in which a step was lost, in a sentence.
fn lost(context: &Context<'_>, months: &[Month]) -> Option<String> {
    let steps: Vec<(Month, u32)> = months.iter().map(|month| (*month, context.site.ladder(*month).step())).collect();
    let (month, from, to) =
        steps.windows(2).rev().find(|pair| pair[1].1 < pair[0].1).map(|pair| (pair[1].0, pair[0].1, pair[1].1))?;
    let (from, to) = (from.to_string(), to.to_string());
    Some(context.words.fill("maturity_lost", &[("month", &context.month(month)), ("from", &from), ("to", &to)]))
}

/// What stands below the text of a step guide: its criteria, and what it brings in.
pub(super) fn below_guide(context: &Context<'_>, page: PageIx, parts: &mut Parts) {
    let Some(step) = step(context, page).filter(|step| !step.criteria.is_empty()) else { return };
    let months = context.site.figures().months();
    let month = months.last().copied().unwrap_or_else(|| this_month(context));
    let ladder = context.site.ladder(month);
    let Some(at) = ladder.rungs.iter().position(|rung| rung.page == page) else { return };
    parts.add(context, "criteria", "step_criteria", criteria_table(context, &ladder.rungs[at], month));
    let key = match ladder.current {
        Some(current) if at < current => "step_done",
        Some(current) if at == current => "step_current",
        current if at == current.map_or(0, |at| at + 1) => "step_next",
        _ => "step_later",
    };
    let words = [("month", context.month(month)), ("step", ladder.step().to_string())];
    let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, text.as_str())).collect();
    parts.finding("criteria", Some(context.words.fill(key, &words)));
    let facts = brought_in(context, step);
    parts.add(context, "brings", "maturity_brings", (!facts.is_empty()).then_some(Block::Facts { facts, rows: true }));
}
