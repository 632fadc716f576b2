//! Success stories: what stands below one, and stories in short for a month and its review.

use super::sections::Parts;
use crate::html;
use crate::model::page::{Consent, Details, PageType, Story};
use crate::model::{Axis, MetricRef, Month, Period, Printed, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::view::{Align, Block, Cell, ColumnHead, Fact, Html, Row, StoryCard, Table};
use crate::render::{links, parts, standings};
use crate::site::PageIx;

/// What stands below a story: its figures, the playbooks used, whom it is about and what may be told.
pub(super) fn below(context: &Context<'_>, at: PageIx, story: &Story, parts: &mut Parts) {
    let site = context.site;
    let month = site.page(at).month;
    parts.add(context, "results", "story_results", results(context, story, month));
    parts.add(context, "playbooks", "story_playbooks", super::entries_of(context, &playbooks(context, story)));
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(links::fact(context, "segment", links::segments(context, &story.segment)));
    let stage = story.stage.as_ref().and_then(|stage| links::stage(context, &stage.id));
    if let Some(consent) = consent(context, story) {
        facts.extend(links::fact(context, "stage", stage.into_iter().collect()));
        facts.push(consent);
    }
    parts.add(context, "belongs", "story_belongs", (!facts.is_empty()).then_some(Block::Facts { facts, rows: true }));
}

/// What may be told, and since when: for those who may know it.
fn consent(context: &Context<'_>, story: &Story) -> Option<Fact> {
    let (consent, day) = story.consent.as_ref()?;
    let key = match consent {
        Consent::None => "consent_none",
        Consent::Industry => "consent_industry",
        Consent::Name => "consent_name",
    };
    let mut text = context.words.text(key).to_owned();
    if let Some(day) = day {
        text = context.words.fill("consent_on", &[("consent", &text), ("date", &context.date(*day))]);
    }
    Some(Fact { label: context.word("consent").to_owned(), value: Html::text(&text) })
}

fn playbooks(context: &Context<'_>, story: &Story) -> Vec<PageIx> {
    story.playbooks.iter().filter_map(|id| context.site.find(PageType::Playbook, &id.id)).collect()
}

/// Stories in short, for a heading of this level: what happened, the figures that show it, and the playbooks used.
pub(super) fn cards(context: &Context<'_>, stories: &[PageIx], level: u8) -> Vec<Block> {
    let card = |at: &PageIx| {
        let page = context.site.page(*at);
        let entry = context.entry(*at);
        let mut facts = Vec::new();
        if let Details::Story(story) = &page.details {
            let shown: Vec<String> = figures(context, story, page.month).iter().map(|shown| shown.in_words(context)).collect();
            facts.extend(
                (!shown.is_empty())
                    .then(|| Fact { label: context.word("story_results").to_owned(), value: Html::from(shown.join("<br>")) }),
            );
            let mut about = links::segments(context, &story.segment);
            let key = if about.is_empty() { "stage" } else { "story_about" };
            about.extend(story.stage.as_ref().and_then(|stage| links::stage(context, &stage.id)));
            facts.extend(links::fact(context, key, about));
            let used = playbooks(context, story).into_iter().map(|at| context.page_link(at)).collect();
            facts.extend(links::fact(context, "story_playbooks", used));
            facts.extend(consent(context, story));
        }
        Block::Story(StoryCard { level, title: entry.title, url: entry.url, text: entry.summary, lang: entry.lang, facts })
    };
    stories.iter().map(card).collect()
}

/// A figure that shows a story's result.
struct Shown {
    of: MetricRef,
    slice: SliceIx,
    month: Month,
    value: Result<Printed, String>,
    change: String,
}

impl Shown {
    /// As a piece of a sentence: name, slice, value and change.
    fn in_words(&self, context: &Context<'_>) -> String {
        let mut name = parts::linked_name(context, self.of);
        if self.slice != Slices::TOTAL {
            let slice = html::escape(context.site.figures().slice_name(self.slice, context.lang)).into_owned();
            name = context.words.fill("name_in_slice", &[("name", &name), ("slice", &slice)]);
        }
        let value = match &self.value {
            Ok(printed) => standings::number(printed),
            Err(reason) => html::escape(reason).into_owned(),
        };
        match self.change.is_empty() {
            true => format!("{name} {value}"),
            false => format!("{name} {value} <small>{}</small>", html::escape(&self.change)),
        }
    }
}

/// The figures that show a story's result, as far as they may be seen.
fn figures(context: &Context<'_>, story: &Story, month: Option<Month>) -> Vec<Shown> {
    let figures = context.site.figures();
    let shown = story.results.iter().filter_map(|result| {
        let of = figures.find(&result.metric.id)?;
        let slice = match &result.slice {
            None => Slices::TOTAL,
            Some((axis, id)) => figures.slice(Axis::find(axis)?, &id.id)?,
        };
        let month = result.at.or(month)?;
        let value = styled(context, &figures.get(of, slice, Period::Month(month))?, Style::Card);
        let change = parts::changes(context, of, slice, Period::Month(month)).into_iter().next();
        let change = change.filter(|change| !change.missing).map_or_else(String::new, |change| change.value);
        Some(Shown { of, slice, month, value, change })
    });
    shown.collect()
}

/// The figures that show a story's result, each with the month before.
fn results(context: &Context<'_>, story: &Story, month: Option<Month>) -> Option<Block> {
    let rows = figures(context, story, month).into_iter().map(|shown| {
        let value = match &shown.value {
            Ok(printed) => Cell::html(standings::number(printed)),
            Err(reason) => Cell::text(reason),
        };
        let mut name = Cell::html(parts::linked_name(context, shown.of));
        name.head = true;
        if shown.slice != Slices::TOTAL {
            name = name.with_sub(context.site.figures().slice_name(shown.slice, context.lang));
        }
        Row { cells: vec![name, Cell::text(&context.month(shown.month)), value, Cell::text(&shown.change)], ..Row::default() }
    });
    let rows: Vec<Row> = rows.collect();
    let changed = rows.iter().any(|row| row.cells.last().is_some_and(|cell| !cell.html.is_empty()));
    let head =
        |key: &'static str, align| ColumnHead { label: context.words.text(key).to_owned(), align, ..ColumnHead::default() };
    let mut columns = vec![
        head("metric", Align::Start),
        head("month", Align::Start),
        head("value", Align::End),
        head("change_previous", Align::End),
    ];
    let kept = if changed { 4 } else { 3 };
    columns.truncate(kept);
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|mut row| {
            row.cells.truncate(kept);
            row
        })
        .collect();
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}
