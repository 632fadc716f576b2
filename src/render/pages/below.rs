//! What the generator adds below a page's text: what the page moves, whom it concerns, what hangs on it.

use super::sections::Parts;
use super::upkeep;
use crate::compute::{PilotFigures, Verdict};
use crate::diag::Report;
use crate::html;
use crate::model::page::{Details, PageType, Pilot, PilotChoice, Playbook};
use crate::model::{FormulaText, MetricRef, Month, SliceIx, SourcePath, Style};
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::parts::{self, LineOf};
use crate::render::view::{Align, Block, Cell, ColumnHead, Decision, Fact, Html, Link, Row, Section, Status, StatusCode, Table};
use crate::render::{links, standings};
use crate::site::PageIx;
use crate::workflow;

/// The most metrics of a playbook that are drawn.
const MOST_LINES: usize = 3;

/// The sections below the text of a page.
pub(super) fn sections(context: &Context<'_>, at: PageIx) -> Vec<Section> {
    let mut parts = Parts::default();
    match &context.site.page(at).details {
        Details::Playbook(playbook) => self::playbook(context, at, playbook, &mut parts),
        Details::Step(_) => super::maturity::below_guide(context, at, &mut parts),
        Details::Story(story) => super::story::below(context, at, story, &mut parts),
        Details::Pilot(pilot) => self::pilot(context, pilot, &mut parts),
        Details::Review(_) | Details::Plain => {}
    }
    kept_up(context, at, &mut parts);
    parts.below_text()
}

/// Who answers for the page and when it has to be read again.
fn kept_up(context: &Context<'_>, at: PageIx, parts: &mut Parts) {
    let meta = &context.site.page(at).meta;
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(links::fact(context, "owner", links::whos(context, &meta.owner)));
    if let Some(due) = workflow::due(meta) {
        let key = if workflow::is_overdue(meta, context.site.today()) { "page_overdue" } else { "page_due_on" };
        let text = context.words.fill(key, &[("date", &context.date(due))]);
        facts.push(Fact { label: context.word("page_due").to_owned(), value: Html::text(&text) });
    }
    let page = context.site.page(at);
    let path = &page.version(context.language).path;
    facts.extend(remembered(context, path));
    if page.page_type != PageType::Plain || meta.review_every.is_some() || context.site.is_narrowest() {
        parts.add(context, "kept-up", "page_kept_up", (!facts.is_empty()).then_some(Block::Facts { facts, rows: true }));
    }
    parts.add(context, "changes", "page_changes", upkeep::of_page(context, path));
}

/// When it was changed last and who wrote it, as git remembers, and where it is edited.
fn remembered(context: &Context<'_>, path: &SourcePath) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |key: &'static str, value: Html| facts.push(Fact { label: context.word(key).to_owned(), value });
    if let Some(history) = context.site.history()
        && let Some(last) = history.of(path).next()
    {
        fact("page_changed", Html::text(&context.date(upkeep::date(context, last))));
        fact("page_authors", Html::text(&workflow::authors(history, path).join(context.word("comma"))));
    }
    if let Some(url) = context.site.edit_url(path) {
        fact("page_edit", Html::from(links::anchor(&Link { name: path.to_string(), url, ..Link::default() })));
    }
    facts
}

fn playbook(context: &Context<'_>, at: PageIx, playbook: &Playbook, parts: &mut Parts) {
    let site = context.site;
    parts.add(context, "trigger", "playbook_trigger", trigger(context, at, playbook)).finding("trigger", fires(context, at));
    let metrics = standings::named(context, &playbook.moves, None);
    let mut blocks: Vec<Block> = standings::table(context, metrics.clone()).into_iter().collect();
    if let Some(since) = playbook.since {
        blocks.extend(
            metrics.into_iter().take(MOST_LINES).enumerate().filter_map(|(n, (of, slice))| course(context, of, slice, since, n)),
        );
    }
    parts.add(context, "moves", "playbook_moves", blocks);
    let mut facts: Vec<Fact> = Vec::new();
    let stage = playbook.stage.as_ref().and_then(|stage| links::stage(context, &stage.id));
    facts.extend(links::fact(context, "stage", stage.into_iter().collect()));
    facts.extend(links::fact(context, "segments", links::segments(context, &playbook.segments)));
    if !playbook.touch.is_empty() {
        let touch = playbook.touch.iter().map(|touch| context.words.text(super::segment::touch_word(*touch)));
        let value = Html::text(&touch.collect::<Vec<_>>().join(context.word("comma")));
        facts.push(Fact { label: context.word("touch").to_owned(), value });
    }
    facts.extend(links::fact(context, "playbook_role", links::whos(context, &playbook.role)));
    if let Some(since) = playbook.since {
        facts.push(Fact { label: context.word("playbook_since").to_owned(), value: Html::text(&context.month(since)) });
    }
    let id = &site.page(at).id;
    facts.extend(links::fact(context, "playbook_brought", links::of_index(context, &site.relations().brought_by, id)));
    // What is said on the page for customers already needs no list of its own; the rest is for those who may see it.
    let told = playbook.role.is_some() || !playbook.segments.is_empty() || !playbook.touch.is_empty() || playbook.since.is_some();
    parts.add(context, "belongs", "playbook_belongs", (told && !facts.is_empty()).then_some(Block::Facts { facts, rows: true }));
    parts.add(context, "stories", "playbook_stories", super::entries(context, &site.relations().used_in, id));
}

/// The condition, and what it says for each segment in the latest month.
fn trigger(context: &Context<'_>, at: PageIx, playbook: &Playbook) -> Vec<Block> {
    let Some(trigger) = &playbook.trigger else { return Vec::new() };
    let words = context.site.in_words(trigger, context.tongue).unwrap_or_default();
    let mut facts = vec![Fact { label: context.word("condition").to_owned(), value: Html::text(&words) }];
    let Some(month) = context.site.figures().months().last().copied() else {
        return vec![Block::Facts { facts, rows: true }];
    };
    facts.push(Fact { label: context.word("trigger_year").to_owned(), value: Html::text(&last_year(context, at, month)) });
    let mut blocks = vec![Block::Facts { facts, rows: true }];
    let rows: Vec<Row> = context
        .site
        .triggered(at, month)
        .into_iter()
        .map(|(slice, judged)| {
            let (code, key) = match judged.verdict {
                Verdict::Met => (StatusCode::AtRisk, "trigger_fires"),
                Verdict::NotMet => (StatusCode::OnTarget, "trigger_quiet"),
                Verdict::CannotTell(_) => (StatusCode::Missing, "status_missing"),
            };
            let status = Status { code, word: context.words.text(key).to_owned() };
            let name = Cell::head(context.site.figures().slice_name(slice, context.lang));
            let inputs = super::agreements::inputs(context, &judged.inputs);
            Row { cells: vec![name, Cell::status(status), Cell::html(inputs)], ..Row::default() }
        })
        .collect();
    let head = |label: String| ColumnHead { label, ..ColumnHead::default() };
    let columns =
        vec![head(context.word("segment").to_owned()), head(context.month(month)), head(context.word("figures").to_owned())];
    blocks.push(Block::Table(Table { columns, rows, stack: true, ..Table::default() }));
    blocks
}

/// The months of the last twelve in which a playbook was called for; one that never is may be dead.
fn last_year(context: &Context<'_>, at: PageIx, month: Month) -> String {
    let months = (0..12).rev().map(|back| month.plus(-back));
    let fired: Vec<String> =
        months.filter(|month| !context.site.called_for(at, *month).is_empty()).map(|month| context.month(month)).collect();
    match fired.len() {
        0 => context.word("trigger_never").to_owned(),
        count => {
            let words = [("count", count.to_string()), ("months", fired.join(context.word("comma")))];
            let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, text.as_str())).collect();
            context.words.fill("trigger_times", &words)
        }
    }
}

/// Whether the playbook is called for in the latest month, in a sentence.
fn fires(context: &Context<'_>, at: PageIx) -> Option<String> {
    let month = context.site.figures().months().last().copied()?;
    let figures = context.site.figures();
    let slices: Vec<&str> =
        context.site.called_for(at, month).into_iter().map(|slice| figures.slice_name(slice, context.lang)).collect();
    let month = context.month(month);
    Some(match slices.is_empty() {
        true => context.words.fill("trigger_none", &[("month", &month)]),
        false => context.words.fill("trigger_for", &[("month", &month), ("slices", &slices.join(context.word("comma")))]),
    })
}

/// A metric over the months, with a mark where the playbook was adopted.
fn course(context: &Context<'_>, of: MetricRef, slice: SliceIx, since: Month, number: usize) -> Option<Block> {
    let last = context.site.figures().latest(of, slice)?;
    // The mark should be seen, with half a year before it.
    let months = (last.index() - since.index() + 7).clamp(parts::SPARK_MONTHS as i32, 36) as usize;
    let label = context.words.fill("since_mark", &[("month", &context.short_month(since))]);
    let lines = vec![(parts::name(context, of), of, slice)];
    let id = format!("moves-{}", number + 1);
    let line = LineOf { id: &id, lines, last, months, title: None, marks: vec![(since, label)], size: crate::chart::Size::Both };
    Some(Block::Chart { html: Html::from(parts::line(context, line)) })
}

fn pilot(context: &Context<'_>, pilot: &Pilot, parts: &mut Parts) {
    let figures = pilot_figures(context, pilot);
    let mut facts = vec![
        Fact { label: context.word("pilot_hypothesis").to_owned(), value: Html::text(context.text(&pilot.hypothesis)) },
        Fact { label: context.word("pilot_months").to_owned(), value: Html::text(&super::roadmap::range(context, pilot.months)) },
    ];
    facts.extend(links::fact(context, "segments", links::segments(context, &pilot.segments)));
    let people: Vec<String> = pilot
        .people
        .iter()
        .filter_map(|(role, share)| {
            let link = links::anchor(&links::who(context, &role.id)?);
            let share = html::escape(share).into_owned();
            Some(if share.is_empty() { link } else { context.words.fill("person_share", &[("name", &link), ("share", &share)]) })
        })
        .collect();
    if !people.is_empty() {
        let value = Html::from(people.join(&html::escape(context.word("comma"))));
        facts.push(Fact { label: context.word("pilot_people").to_owned(), value });
    }
    parts.add(context, "about", "pilot_about", [Block::Facts { facts, rows: true }]);
    parts.add(context, "verdict", "pilot_verdict", verdicts(context, pilot, &figures));
    parts.add(context, "decision", "pilot_decision", decision(context, pilot));
    parts
        .add(context, "figures", "pilot_figures", pilot_table(context, &figures))
        .note("figures", context.word("pilot_figures_note"));
}

/// The three questions with their conditions and figures.
pub(super) fn verdicts(context: &Context<'_>, pilot: &Pilot, figures: &PilotFigures) -> Option<Block> {
    let questions: [(&str, &Option<FormulaText>); 3] =
        [("pilot_worth_it", &pilot.worth_it), ("pilot_repeatable", &pilot.repeatable), ("pilot_together", &pilot.together)];
    let context = &context.of_pilot();
    let rows: Vec<Row> = questions
        .into_iter()
        .filter_map(|(key, condition)| {
            let text = condition.as_ref()?;
            let parsed = context.site.figures().condition(text)?;
            let judged = figures.judge(&parsed);
            let (code, word) = match judged.verdict {
                Verdict::Met => (StatusCode::Yes, "yes"),
                Verdict::NotMet => (StatusCode::No, "no"),
                Verdict::CannotTell(_) => (StatusCode::Missing, "status_missing"),
            };
            let status = Status { code, word: context.words.text(word).to_owned() };
            let words = context.site.in_words(text, context.tongue).unwrap_or_default();
            let basis = Cell { sub: Some(Html::from(super::agreements::inputs(context, &judged.inputs))), ..Cell::text(&words) };
            Some(Row { cells: vec![Cell::head(context.words.text(key)), Cell::status(status), basis], ..Row::default() })
        })
        .collect();
    let columns = ["pilot_question", "pilot_answer", "condition"]
        .map(|key| ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() });
    (!rows.is_empty()).then(|| Block::Table(Table { columns: columns.into(), rows, stack: true, ..Table::default() }))
}

pub(super) fn decision(context: &Context<'_>, pilot: &Pilot) -> Option<Block> {
    let decision = pilot.decision.as_ref()?;
    let choice = match decision.choice {
        PilotChoice::Expand => "choice_expand",
        PilotChoice::Extend => "choice_extend",
        PilotChoice::Stop => "choice_stop",
    };
    let by = decision.by.as_ref().and_then(|by| links::who(context, &by.id)).map(|link: Link| link.name);
    let date = decision.date.map(|date| context.date(date));
    let by: Vec<String> = by.into_iter().chain(date).collect();
    Some(Block::Decision(Decision {
        choice: context.words.text(choice).to_owned(),
        because: decision.because.as_ref().map(|because| context.text(because).to_owned()),
        by: (!by.is_empty()).then(|| by.join("　")),
    }))
}

/// The pilot's figures by month and over the whole period, then what follows from them.
fn pilot_table(context: &Context<'_>, figures: &PilotFigures) -> Option<Block> {
    let context = &context.of_pilot();
    let definitions = context.site.figures().definitions();
    let own = figures.metrics();
    // What can be worked out from the pilot's own figures alone.
    let derived: Vec<MetricRef> = definitions
        .iter()
        .filter_map(|(at, metric)| match &metric.kind {
            crate::model::Kind::Derived(formula) => formula.root.metrics().iter().all(|of| own.contains(of)).then_some(at.into()),
            crate::model::Kind::Input(_) => None,
        })
        .filter(|of| !own.contains(of))
        .collect();
    let months: Vec<Month> = figures.months().iter().take(12).collect();
    let print = |figure: &crate::model::Figure| match styled(context, figure, Style::Card) {
        Ok(printed) => printed.to_string(),
        Err(_) => "—".to_owned(),
    };
    let rows: Vec<Row> = own
        .iter()
        .chain(&derived)
        .map(|of| {
            let mut name = Cell::html(parts::linked_name(context, *of));
            name.head = true;
            let cells = months.iter().map(|month| Cell::text(&print(&figures.month(*of, *month))));
            let whole = Cell::text(&print(&figures.get(*of))).strong();
            Row { cells: [name].into_iter().chain(cells).chain([whole]).collect(), ..Row::default() }
        })
        .collect();
    let end = |label: String| ColumnHead { label, align: Align::End, ..ColumnHead::default() };
    let mut columns = vec![ColumnHead { label: context.word("metric").to_owned(), ..ColumnHead::default() }];
    columns.extend(parts::month_heads(context, &months, Align::End));
    columns.push(end(context.word("pilot_whole").to_owned()));
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, latest: true, ..Table::default() }))
}

/// The figures of a pilot: a slice of its own, outside the axes.
pub(super) fn pilot_figures(context: &Context<'_>, pilot: &Pilot) -> PilotFigures {
    let definitions = context.site.figures().definitions();
    // Mistakes in the figures were reported when the page was checked.
    let audience = context.site.settings().audience;
    PilotFigures::new(&std::sync::Arc::new(definitions.clone()), pilot, audience, &mut Report::default())
}
