//! What departments promise one another, and whether it was kept, month by month.

use super::sections::{Head, Parts};
use crate::compute::Verdict;
use crate::html;
use crate::model::registers::Agreement;
use crate::model::{Month, Ref};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Link, Row, Status, StatusCode, Table};
use crate::render::{figures, links, parts};
use crate::site::Route;

/// How many months are shown.
const MONTHS: usize = 6;

/// Makes the page: a section for each pair of promising and receiving side.
pub(super) fn make(context: &Context<'_>) -> Made {
    let agreements = &context.site.registers().agreements;
    let mut parts = Parts::default();
    let mut pairs: Vec<(&Ref, &Ref)> = Vec::new();
    for agreement in agreements {
        if !pairs.iter().any(|(by, to)| by.id == agreement.by.id && to.id == agreement.to.id) {
            pairs.push((&agreement.by, &agreement.to));
        }
    }
    let months = months(context);
    let last = months.last().copied();
    parts
        .add(context, "now", "agreements_now", now(context, agreements, last))
        .finding("now", summary(context, agreements, last));
    parts.add(context, "months", "agreements_months", by_month(context, &pairs, agreements, &months));
    parts.page(
        context,
        "agreements",
        Head::of(context, "/agreements/", "agreements_title", "agreements_lead").beside(
            context,
            &[(Route::Handover, "handover_title"), (Route::Organisation, "org_title"), (Route::Roles, "roles_title")],
        ),
    )
}

/// The link to an agreement.
pub(super) fn link(context: &Context<'_>, agreement: &Agreement) -> Link {
    let name = agreement.name.as_ref().unwrap_or(&agreement.promise);
    let url = context.to(&Route::Agreements).map_or_else(String::new, |url| format!("{url}#{}", agreement.id));
    // A promise is a sentence; its name stands inside others.
    let name = context.text(name).trim_end_matches(['。', '.']).to_owned();
    Link { name, url, ..Link::default() }
}

fn months(context: &Context<'_>) -> Vec<Month> {
    let months = context.site.figures().months();
    months[months.len().saturating_sub(MONTHS)..].to_vec()
}

/// Whether a promise was kept, in a word.
fn kept(context: &Context<'_>, agreement: &Agreement, month: Month) -> Status {
    let (code, key) = match context.site.kept(agreement, month).map(|judged| judged.verdict) {
        Some(Verdict::Met) => (StatusCode::Yes, "kept"),
        Some(Verdict::NotMet) => (StatusCode::No, "not_kept"),
        Some(Verdict::CannotTell(_)) | None => (StatusCode::Missing, "status_missing"),
    };
    Status { code, word: context.words.text(key).to_owned() }
}

fn head(context: &Context<'_>, key: &'static str) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() }
}

/// Every promise with its condition and the figures it rests on.
pub(super) fn now(context: &Context<'_>, agreements: &[Agreement], month: Option<Month>) -> Option<Block> {
    let rows: Vec<Row> = agreements
        .iter()
        .map(|agreement| {
            let mut promise = Cell::text(context.text(&agreement.promise));
            promise.head = true;
            let status = month.filter(|_| agreement.kept.is_some()).map(|month| kept(context, agreement, month));
            let cells = vec![
                status.map_or_else(|| Cell::text("—"), Cell::status),
                promise,
                Cell::html(sides(context, agreement)),
                condition(context, agreement, month),
            ];
            Row { id: Some(agreement.id.to_string()), cells, ..Row::default() }
        })
        .collect();
    let label = month.map_or_else(|| context.word("status").to_owned(), |month| context.month(month));
    let columns = vec![
        ColumnHead { label, ..ColumnHead::default() },
        head(context, "agreement_promise"),
        head(context, "agreement_sides"),
        head(context, "agreement_condition"),
    ];
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

/// Who promises, to whom.
fn sides(context: &Context<'_>, agreement: &Agreement) -> Html {
    let name = |id: &Ref| links::who(context, &id.id).map_or_else(String::new, |link| links::anchor(&link));
    Html::from(format!("{} → {}", name(&agreement.by), name(&agreement.to)))
}

/// The condition in the names of its metrics, and the figures of the month.
pub(in crate::render) fn condition(context: &Context<'_>, agreement: &Agreement, month: Option<Month>) -> Cell {
    let Some(text) = &agreement.kept else { return Cell::text(context.word("agreement_by_hand")) };
    let words = context.site.in_words(text, context.tongue).unwrap_or_default();
    let cell = Cell::text(&words);
    let Some(judged) = month.and_then(|month| context.site.kept(agreement, month)) else { return cell };
    Cell { sub: Some(Html::from(inputs(context, &judged.inputs))), ..cell }
}

/// Figures with their names, in a line.
pub(in crate::render) fn inputs(context: &Context<'_>, figures: &[crate::model::Figure]) -> String {
    let mut out: Vec<String> = Vec::new();
    for figure in figures {
        let value = figures::value(context, figure).map_or_else(|reason| reason, |printed| printed.to_string());
        let name = crate::render::parts::linked_name(context, figure.of);
        out.push(format!("{name} {}", html::escape(&value)));
    }
    out.join(&html::escape(context.word("comma")))
}

/// How many promises were kept in the month, of those of which it can be told.
pub(super) fn summary(context: &Context<'_>, agreements: &[Agreement], month: Option<Month>) -> Option<String> {
    let month = month?;
    let states: Vec<StatusCode> =
        agreements.iter().filter(|it| it.kept.is_some()).map(|it| kept(context, it, month).code).collect();
    let count = |wanted: &[StatusCode]| states.iter().filter(|code| wanted.contains(code)).count();
    let (kept, told) = (count(&[StatusCode::Yes]), count(&[StatusCode::Yes, StatusCode::No]));
    let untold = states.len() - told;
    let key = match (told, untold) {
        (0, _) => return None,
        (_, 0) => "agreements_finding",
        _ => "agreements_finding_untold",
    };
    let (month, all, kept, untold) = (context.month(month), told.to_string(), kept.to_string(), untold.to_string());
    Some(context.words.fill(key, &[("month", &month), ("all", &all), ("kept", &kept), ("untold", &untold)]))
}

fn by_month(context: &Context<'_>, pairs: &[(&Ref, &Ref)], agreements: &[Agreement], months: &[Month]) -> Option<Block> {
    if months.is_empty() {
        return None;
    }
    let mut columns = vec![head(context, "agreement_promise")];
    columns.extend(parts::month_heads(context, months, Align::Start));
    let mut rows = Vec::new();
    for (by, to) in pairs {
        let of_pair = |it: &&Agreement| it.by.id == by.id && it.to.id == to.id && it.kept.is_some();
        let found: Vec<&Agreement> = agreements.iter().filter(of_pair).collect();
        let Some(first) = found.first() else { continue };
        let title = Cell::html(sides(context, first));
        rows.push(Row { kind: crate::render::view::RowKind::Group, cells: vec![title], ..Row::default() });
        for agreement in found {
            let mut name = Cell::text(&link(context, agreement).name);
            name.head = true;
            let cells = months.iter().map(|month| Cell::status(kept(context, agreement, *month)));
            rows.push(Row { cells: [name].into_iter().chain(cells).collect(), ..Row::default() });
        }
    }
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, latest: true, ..Table::default() }))
}
