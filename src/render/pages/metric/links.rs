//! Everything that refers to a metric, and what it refers to.
//!
//! Registers and pages come from the site, which holds only relations whose both ends may be seen.

use super::Course;
use crate::config::SiteKind;
use crate::model::page::{CriterionKind, Details, PageType};
use crate::model::registers::{Driver, DriverWork, KpiTree};
use crate::model::{FormulaText, MetricRef, Period, Ref};
use crate::render::context::Context;
use crate::render::links as names;
use crate::render::parts;
use crate::render::view::{Block, Entry, EntryGroup, Fact, Html, Link};
use crate::site::{PageIx, Route};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the section of playbooks is called: customers read guides.
pub(super) fn playbooks_word(context: &Context<'_>) -> &'static str {
    match context.site.settings().kind {
        SiteKind::Customer => "related",
        SiteKind::Team => "metric_playbooks",
    }
}

/// The playbooks that are to move the metric or one of its parts, in reading order.
pub(super) fn moved_by(context: &Context<'_>, of: MetricRef) -> Vec<PageIx> {
    let mut found = of_index(context, of, &context.site.relations().moved_by);
    context.site.in_reading_order(&mut found);
    found
}

/// The pages an index gives for the metric and its parts, each once.
fn of_index(context: &Context<'_>, of: MetricRef, index: &BTreeMap<Arc<str>, Vec<PageIx>>) -> Vec<PageIx> {
    let id = &context.site.figures().definitions().get(of.metric).id;
    let mut found = Vec::new();
    for page in index.iter().filter(|(written, _)| is(written, id)).flat_map(|(_, pages)| pages) {
        if !found.contains(page) {
            found.push(*page);
        }
    }
    found
}

/// Whether a written reference names a metric or a part of it.
fn is(written: &str, id: &str) -> bool {
    written.split('.').next() == Some(id)
}

/// The playbooks as entries, with the month each was adopted.
pub(super) fn playbooks(context: &Context<'_>, of: MetricRef) -> Vec<Block> {
    let entries: Vec<Entry> = moved_by(context, of)
        .into_iter()
        .map(|at| {
            let mut entry = context.entry(at);
            if let Details::Playbook(playbook) = &context.site.page(at).details
                && let Some(since) = playbook.since
            {
                entry.meta.push(context.words.fill("since_month", &[("month", &context.month(since))]));
            }
            entry
        })
        .collect();
    if entries.is_empty() { Vec::new() } else { vec![Block::Entries(EntryGroup { entries, ..EntryGroup::default() })] }
}

/// What else refers to the metric, in one list of names.
pub(super) fn blocks(context: &Context<'_>, of: MetricRef, course: Option<Course>) -> Vec<Block> {
    let facts: Vec<Fact> = [
        names::fact(context, "link_tree", tree(context, of)),
        names::fact(context, "link_inputs", inputs(context, of)),
        names::fact(context, "link_formulas", formulas(context, of)),
        bridges(context, of),
        names::fact(context, "link_kpi_roles", roles(context, of, true)),
        names::fact(context, "link_watch_roles", roles(context, of, false)),
        names::fact(context, "link_segments", segments(context, of)),
        names::fact(context, "link_stages", stages(context, of)),
        names::fact(context, "link_triggers", triggers(context, of)),
        names::fact(context, "link_agreements", agreements(context, of)),
        names::fact(context, "link_steps", steps(context, of)),
        names::fact(context, "link_roadmap", roadmap(context, of)),
        names::fact(context, "link_pilots", pilots(context, of)),
        names::fact(context, "link_stories", stories(context, of)),
        names::fact(context, "link_reviews", reviews(context, course)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if facts.is_empty() { Vec::new() } else { vec![Block::Facts { facts, rows: true }] }
}

fn id<'a>(context: &Context<'a>, of: MetricRef) -> &'a str {
    &context.site.figures().definitions().get(of.metric).id
}

fn any(refs: &[Ref], id: &str) -> bool {
    refs.iter().any(|metric| is(&metric.id, id))
}

fn hinted(link: Link, hint: &str) -> Link {
    Link { name: format!("{}{hint}", link.name), ..link }
}

/// Where the metric hangs in the KPI tree: below which metric, as what.
fn tree(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let Some(tree) = &context.site.registers().kpi_tree else { return Vec::new() };
    let id = id(context, of);
    let mut found = Vec::new();
    let mut push = |key: &'static str, above: &Ref| {
        if let Some(link) = names::metric(context, &above.id) {
            let link = Link { name: context.words.fill(key, &[("name", &link.name)]), ..link };
            if !found.contains(&link) {
                found.push(link);
            }
        }
    };
    if is(&tree.goal.id, id) {
        push("tree_is_goal", &tree.goal);
    }
    for driver in &tree.drivers {
        if is(&driver.metric.id, id) {
            push("tree_is_driver", &tree.goal);
        }
        for leading in leading(driver) {
            if is(&leading.metric.id, id) {
                push("tree_is_leading", &driver.metric);
            }
            if any(&leading.activities, id) {
                push("tree_is_activity", &leading.metric);
            }
        }
    }
    found.extend(below(context, tree, id));
    found
}

/// What predicts the metric, and what moves it.
fn below(context: &Context<'_>, tree: &KpiTree, id: &str) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    let mut push = |key: &'static str, metric: &Ref| {
        let link = names::metric(context, &metric.id);
        found.extend(link.map(|link| Link { name: context.words.fill(key, &[("name", &link.name)]), ..link }));
    };
    for driver in &tree.drivers {
        for leading in leading(driver) {
            if is(&driver.metric.id, id) {
                push("tree_predicted_by", &leading.metric);
            }
            if is(&leading.metric.id, id) {
                leading.activities.iter().for_each(|activity| push("tree_moved_by", activity));
            }
        }
    }
    let mut seen: Vec<Link> = Vec::new();
    found.retain(|link| {
        let new = !seen.contains(link);
        seen.push(link.clone());
        new
    });
    found
}

fn leading(driver: &Driver) -> &[crate::model::registers::Leading] {
    match &driver.work {
        DriverWork::ClosedBy { leading, .. } => leading,
        DriverWork::NotApplicable(_) => &[],
    }
}

/// The metrics its own formula names.
fn inputs(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let formula = context.site.figures().formula(of.metric);
    formula.map_or_else(Vec::new, |formula| formula.metrics().into_iter().map(|of| parts::link(context, of)).collect())
}

/// The metrics whose formulas name it, where those may be seen whole.
fn formulas(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let figures = context.site.figures();
    let names = |at| figures.formula(at).is_some_and(|formula| formula.metrics().iter().any(|it| it.metric == of.metric));
    figures.metrics().filter(|(at, _)| names(*at)).map(|(at, _)| parts::link(context, at.into())).collect()
}

/// The bridges it is part of. Their names are for those who look after the figures.
fn bridges(context: &Context<'_>, of: MetricRef) -> Option<Fact> {
    if !context.site.is_narrowest() {
        return None;
    }
    let holds = |list: &[MetricRef]| list.iter().any(|it| it.metric == of.metric);
    let found: Vec<String> = context
        .site
        .figures()
        .bridges()
        .into_iter()
        .filter_map(|bridge| {
            let key = match () {
                () if bridge.opening.metric == of.metric => "bridge_opening",
                () if bridge.closing.metric == of.metric => "bridge_closing",
                () if holds(&bridge.plus) => "bridge_plus",
                () if holds(&bridge.minus) => "bridge_minus",
                () => return None,
            };
            Some(context.words.fill(key, &[("name", &parts::bridge_name(context, bridge))]))
        })
        .collect();
    let label = context.word("link_bridges").to_owned();
    (!found.is_empty()).then(|| Fact { label, value: Html::text(&found.join(context.word("comma"))) })
}

/// The roles that answer for it, or only watch it.
fn roles(context: &Context<'_>, of: MetricRef, answer: bool) -> Vec<Link> {
    let id = id(context, of);
    let roles = context.site.registers().roles.iter();
    roles
        .filter(|role| any(if answer { &role.kpis } else { &role.watch }, id))
        .filter_map(|role| names::who(context, &role.id))
        .collect()
}

/// The segments it counts for, with what it is to them.
fn segments(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let id = id(context, of);
    let mut found = Vec::new();
    for segment in &context.site.registers().segments {
        let because = segment.fit.as_ref().is_some_and(|fit| any(&fit.because, id));
        let as_what: Vec<&str> =
            [(any(&segment.kpis, id), "as_kpi"), (any(&segment.leading, id), "as_leading"), (because, "as_fit")]
                .into_iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, key)| context.words.text(key))
                .collect();
        if !as_what.is_empty() {
            let hint = context.words.fill("as_what", &[("what", &as_what.join(context.word("line_separator")))]);
            found.extend(names::segment(context, &segment.id).map(|link| hinted(link, &hint)));
        }
    }
    found
}

fn stages(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let id = id(context, of);
    let stages = context.site.registers().journey.iter();
    stages.filter(|stage| any(&stage.metrics, id)).filter_map(|stage| names::stage(context, &stage.id)).collect()
}

/// Whether a condition asks for it. One that cannot be read was reported where it is written.
fn asks(context: &Context<'_>, condition: &FormulaText, of: MetricRef) -> bool {
    let condition = context.site.figures().condition(condition);
    condition.is_some_and(|condition| condition.0.root.metrics().iter().any(|it| it.metric == of.metric))
}

/// The playbooks that are called for when it crosses a line.
fn triggers(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let site = context.site;
    let calls = |at: &PageIx| match &site.page(*at).details {
        Details::Playbook(playbook) => playbook.trigger.as_ref().is_some_and(|trigger| asks(context, trigger, of)),
        _ => false,
    };
    let found: Vec<PageIx> = site.of_type(PageType::Playbook).iter().copied().filter(calls).collect();
    names::pages(context, &found)
}

fn agreements(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let url = context.to(&Route::Agreements).unwrap_or_default();
    let agreements = context.site.registers().agreements.iter();
    agreements
        .filter(|agreement| agreement.kept.as_ref().is_some_and(|kept| asks(context, kept, of)))
        .map(|agreement| {
            let name = context.text(agreement.name.as_ref().unwrap_or(&agreement.promise)).trim_end_matches('。').to_owned();
            Link { name, url: format!("{url}#{}", agreement.id), ..Link::default() }
        })
        .collect()
}

/// The steps one of whose criteria asks for it.
fn steps(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let site = context.site;
    let asked = |at: &PageIx| match &site.page(*at).details {
        Details::Step(step) => step.criteria.iter().any(|criterion| match &criterion.kind {
            CriterionKind::Data(condition) => asks(context, condition, of),
            CriterionKind::Hand { .. } => false,
        }),
        _ => false,
    };
    let found: Vec<PageIx> = site.of_type(PageType::Step).iter().copied().filter(asked).collect();
    names::pages(context, &found)
}

fn roadmap(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let id = id(context, of);
    let items = context.site.registers().roadmap.items.iter();
    items.filter(|item| any(&item.moves, id)).map(|item| names::planned(context, item)).collect()
}

/// The pilots that count it.
fn pilots(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    let (site, id) = (context.site, id(context, of));
    let counts = |at: &PageIx| match &site.page(*at).details {
        Details::Pilot(pilot) => pilot.figures.iter().chain(&pilot.assume).any(|value| is(&value.metric.id, id)),
        _ => false,
    };
    let found: Vec<PageIx> = site.of_type(PageType::Pilot).iter().copied().filter(counts).collect();
    names::pages(context, &found)
}

fn stories(context: &Context<'_>, of: MetricRef) -> Vec<Link> {
    names::pages(context, &of_index(context, of, &context.site.relations().shown_by))
}

/// The review of the latest month.
fn reviews(context: &Context<'_>, course: Option<Course>) -> Vec<Link> {
    let period = course.map(|course| Period::Month(course.months.last));
    period.and_then(|period| context.link(&Route::Review(period), context.period(period))).into_iter().collect()
}
