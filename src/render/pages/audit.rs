//! What wider sites give away, for those who answer for it: disclosures, figures with what they are made of, pages, files.

use super::sections::{Head, Parts};
use super::upkeep;
use crate::html;
use crate::model::{
    Audience, Disclose, Figure, Metric, MetricRef, MonthRange, Opened, ShownFigure, ShownPage, SiteAudit, SliceIx, SourcePath,
    Style,
};
use crate::render::context::Context;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Link, Row, RowKind, Table};
use crate::render::{Made, figures, links, parts, prose};
use crate::site::Route;
use std::collections::BTreeSet;

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    let audits = context.site.audits();
    for audit in audits {
        let found = [
            ("opened", "audit_opened", opened(context, audit)),
            ("disclosed", "audit_disclosed", disclosed(context, audit)),
            ("figures", "audit_figures", shown_figures(context, audit)),
            ("pages", "audit_pages", pages(context, audit)),
            ("files", "audit_files", files(context, audit)),
        ];
        for (id, key, (count, table)) in found {
            // That there is none is what a reader came to see.
            let block = if count == 0 { none(context) } else { Block::Table(table) };
            let words = [("site", &*audit.site), ("audience", label(context, audit.audience)), ("count", &*count.to_string())];
            parts.add(context, &format!("{}-{id}", audit.site), key, [block]).scope(context.words.fill("audit_scope", &words));
        }
    }
    let head = Head::of(context, "/audit/", "audit_title", "audit_lead");
    parts.page(context, "audit", head.beside(context, &[(Route::Changes, "changes_title"), (Route::Overdue, "overdue_title")]))
}

fn none(context: &Context<'_>) -> Block {
    Block::Prose { html: Html::from(format!("<p>{}</p>", html::escape(context.word("audit_none")))) }
}

fn label<'a>(context: &Context<'a>, audience: Audience) -> &'a str {
    context.site.config().audiences.id(audience)
}

fn table(context: &Context<'_>, columns: &[&str], rows: Vec<Row>) -> Table {
    let head = |key: &&str| ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() };
    Table { columns: columns.iter().map(head).collect(), rows, stack: true, ..Table::default() }
}

/// Pages that their last change opened to more readers.
fn opened(context: &Context<'_>, audit: &SiteAudit) -> (usize, Table) {
    let row = |page: &ShownPage| {
        let Opened { from, by } = page.opened.as_ref()?;
        let by = match by {
            Some(commit) => Cell::text(&format!("{}　{}", context.date(upkeep::date(context, commit)), commit.author))
                .with_sub(&commit.subject),
            None => Cell::text(context.word("audit_uncommitted")),
        };
        let labels = format!("{} → {}", label(context, *from), label(context, audit.audience));
        Some(Row { cells: vec![page_cell(context, page), Cell::text(&labels), by], ..Row::default() })
    };
    let rows: Vec<Row> = audit.pages.iter().filter_map(row).collect();
    (rows.len(), table(context, &["page", "audit_readers", "change_what"], rows))
}

/// Disclosed figures, the latest first, below the rule that discloses them.
fn disclosed(context: &Context<'_>, audit: &SiteAudit) -> (usize, Table) {
    let mut rows = Vec::new();
    let mut count = 0;
    for ix in &audit.rules {
        let metric = context.site.figures().definitions().get(*ix);
        let Some(rule) = &metric.disclose else { continue };
        let mut shown: Vec<&ShownFigure> =
            audit.figures.iter().filter(|shown| shown.figure.disclosed && shown.figure.of.metric == *ix).collect();
        shown.sort_by_key(|shown| {
            (shown.figure.of.part, shown.figure.slice, std::cmp::Reverse((shown.figure.months.last, shown.figure.months.first)))
        });
        count += shown.len();
        rows.push(rule_row(context, metric, rule, &shown));
        rows.extend(shown.into_iter().map(|shown| &shown.figure).map(|figure| {
            let head = Cell::head(&months(context, figure.months));
            let slice = context.site.figures().slice_name(figure.slice, context.lang);
            let of =
                if figure.of.part.is_none() { slice.to_owned() } else { format!("{} {slice}", parts::name(context, figure.of)) };
            Row { cells: vec![head, Cell::text(&of), printed(context, figure)], ..Row::default() }
        }));
    }
    let mut table = Table { stack: false, ..table(context, &["period", "slice", "value"], rows) };
    table.columns[2].align = Align::End;
    (count, table)
}

fn rule_row(context: &Context<'_>, metric: &Metric, rule: &Disclose, shown: &[&ShownFigure]) -> Row {
    let by = links::who(context, &rule.by.id).map_or_else(|| html::escape(&rule.by.id).into_owned(), |link| links::anchor(&link));
    let escaped = |text: &str| html::escape(text).into_owned();
    let words = [
        ("to", escaped(label(context, rule.to))),
        ("by", by),
        ("date", rule.date.map_or_else(String::new, |date| escaped(&context.date(date)))),
        ("because", escaped(context.text(&rule.because))),
        ("place", format!("<code>{}</code>", escaped(&rule.place.to_string()))),
    ];
    let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let mut said = vec![context.words.fill("audit_rule", &words)];
    if let Some((of, least)) = &rule.at_least {
        let value = format!("{} ≥ {}", parts::name(context, *of), context.look_of(*of).value(least, Style::Full));
        said.push(escaped(&context.words.fill("audit_at_least", &[("condition", &value)])));
    }
    said.push(escaped(&context.words.fill("audit_made_of", &[("inputs", &made_of(context, shown))])));
    let metric = context.site.figures().find(&metric.id).map_or_else(String::new, |of| parts::linked_name(context, of));
    let cell = Cell { sub: Some(Html::from(format!("<br>{}", said.join("<br>")))), ..Cell::html(metric) };
    Row { kind: RowKind::Group, cells: vec![cell], ..Row::default() }
}

/// Figures that are not disclosed: a row for each metric and slice, with everything they are made of.
fn shown_figures(context: &Context<'_>, audit: &SiteAudit) -> (usize, Table) {
    let open: Vec<&ShownFigure> = audit.figures.iter().filter(|shown| !shown.figure.disclosed).collect();
    let same =
        |one: &&ShownFigure, other: &&ShownFigure| (one.figure.of, one.figure.slice) == (other.figure.of, other.figure.slice);
    let row = |shown: &[&ShownFigure]| {
        let (first, last) = (&shown.first()?.figure, &shown.last()?.figure);
        let range = MonthRange { first: first.months.first, last: last.months.last };
        let labels: BTreeSet<Audience> = shown.iter().map(|shown| shown.figure.audience).collect();
        let labels: Vec<&str> = labels.into_iter().map(|audience| label(context, audience)).collect();
        let cells = vec![
            name(context, first.of, first.slice),
            Cell::text(&months(context, range)),
            printed(context, last),
            Cell::text(&labels.join(context.word("comma"))),
            Cell::text(&made_of(context, shown)),
        ];
        Some(Row { cells, ..Row::default() })
    };
    let rows = open.chunk_by(same).filter_map(row).collect();
    let mut table = table(context, &["metric", "period", "audit_latest", "audit_label", "audit_inputs"], rows);
    table.columns[2].align = Align::End;
    (open.len(), table)
}

/// What figures are made of, each input once under each of its labels.
fn made_of(context: &Context<'_>, shown: &[&ShownFigure]) -> String {
    let mut names: Vec<String> = Vec::new();
    for input in shown.iter().flat_map(|shown| &shown.inputs) {
        let slice = context.site.figures().slice_name(input.slice, context.lang);
        let words = [("name", &*parts::name(context, input.of)), ("slice", slice), ("label", label(context, input.audience))];
        let name = context.words.fill("audit_input", &words);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { context.word("audit_written").to_owned() } else { names.join(context.word("comma")) }
}

fn pages(context: &Context<'_>, audit: &SiteAudit) -> (usize, Table) {
    let row = |page: &ShownPage| {
        let state = if page.committed == Some(false) { context.word("audit_uncommitted") } else { "" };
        Row { cells: vec![page_cell(context, page), Cell::text(state)], ..Row::default() }
    };
    let rows: Vec<Row> = audit.pages.iter().map(row).collect();
    (rows.len(), table(context, &["page", "change_what"], rows).without_empty_columns())
}

fn files(context: &Context<'_>, audit: &SiteAudit) -> (usize, Table) {
    let row = |path: &SourcePath| {
        let link = Link { name: path.to_string(), url: context.href(&prose::copied(path)), ..Link::default() };
        Row { cells: vec![Cell::html(links::anchor(&link))], ..Row::default() }
    };
    let rows: Vec<Row> = audit.files.iter().map(row).collect();
    (rows.len(), table(context, &["audit_file"], rows))
}

/// The name of a metric with its slice.
fn name(context: &Context<'_>, of: MetricRef, slice: SliceIx) -> Cell {
    let mut cell = Cell::html(parts::linked_name(context, of));
    cell.head = true;
    cell.with_sub(context.site.figures().slice_name(slice, context.lang))
}

fn printed(context: &Context<'_>, figure: &Figure) -> Cell {
    Cell::text(&figures::value(context, figure).map_or_else(|reason| reason, |printed| printed.to_string()))
}

fn months(context: &Context<'_>, months: MonthRange) -> String {
    let MonthRange { first, last } = months;
    if first == last {
        return context.month(first);
    }
    format!("{}{}{}", context.month(first), context.word("range"), context.month(last))
}

/// The page as it is here, with its file.
fn page_cell(context: &Context<'_>, page: &ShownPage) -> Cell {
    let found = context.site.by_path(&page.path);
    let link = found.map(|(at, language)| Link {
        name: page.title.to_string(),
        url: context.href(&context.site.page_address(at, language)),
        lang: (language != context.language).then(|| context.site.config().languages[language].to_string()),
        ..Link::default()
    });
    let mut cell = link.map_or_else(|| Cell::text(&page.title), |link| Cell::html(links::anchor(&link)));
    cell.head = true;
    cell.with_sub(page.path.as_str())
}
