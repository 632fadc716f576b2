//! Front matter as written → a typed page.

use super::fields;
use crate::diag::{Hint, codes};
use crate::model::page::{
    Action, ActionStatus, Announcement, Approval, Consent, Criterion, CriterionKind, Details, FigureRef, Interval, Meta,
    PageType, Pilot, PilotChoice, PilotDecision, PilotValue, Playbook, Review, Status, Step, Story, Touch,
};
use crate::model::{Month, Ref};
use crate::yaml::{Decoder, Map, Node, Value};
use std::sync::Arc;

const STATUSES: &[(&str, Status)] = &[
    ("draft", Status::Draft),
    ("review", Status::Review),
    ("approved", Status::Approved),
    ("published", Status::Published),
    ("archived", Status::Archived),
];

/// Reads the front matter of an original of a type.
pub(super) fn original(d: &mut Decoder<'_>, root: &Node, page_type: PageType) -> Option<(Meta, Details)> {
    let map = d.map(root, fields::of(page_type))?;
    let meta = meta(d, &map);
    let details = match page_type {
        PageType::Playbook => Details::Playbook(Box::new(playbook(d, &map))),
        PageType::Step => Details::Step(Box::new(step(d, &map)?)),
        PageType::Review => Details::Review(review(d, &map)),
        PageType::Story => Details::Story(Box::new(story(d, &map))),
        // What only the team reads of a pilot must not take the page away from others.
        PageType::Pilot => pilot(d, &map).map_or(Details::Plain, |pilot| Details::Pilot(Box::new(pilot))),
        PageType::Plain => Details::Plain,
    };
    Some((meta?, details))
}

/// Reads the front matter of a translation. What it does not say is the original's.
pub(super) fn translation(d: &mut Decoder<'_>, root: &Node) -> Option<Meta> {
    let map = d.map(root, &fields::TRANSLATION)?;
    Some(Meta {
        title: d.text(&map, "title")?.into(),
        summary: d.text(&map, "summary").map(Arc::from),
        date: None,
        audience: d.audience(&map, "audience"),
        audience_written: map.has("audience"),
        tags: Vec::new(),
        facets: Vec::new(),
        owner: None,
        status: d.one_of(&map, "status", STATUSES).unwrap_or_default(),
        review_every: None,
        reviewed_on: None,
        publish_on: None,
        expires_on: None,
        replaced_by: None,
        aliases: aliases(d, &map),
        short: None,
        announce: None,
        weight: None,
        approval: map.get("approval").and_then(|node| approval(d, node)),
        translates: d.text(&map, "translates").map(Arc::from),
    })
}

fn meta(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Meta> {
    let meta = Meta {
        title: d.text(map, "title").unwrap_or_default().into(),
        summary: d.text(map, "summary").map(Arc::from),
        date: d.date(map, "date"),
        audience: d.audience(map, "audience"),
        audience_written: map.has("audience"),
        tags: tags(d, map),
        facets: facets(d, map),
        owner: d.reference(map, "owner"),
        status: d.one_of(map, "status", STATUSES).unwrap_or_default(),
        review_every: d.parsed(map, "review_every", "an interval like 90d or 12 months"),
        reviewed_on: d.date(map, "reviewed_on"),
        publish_on: d.date(map, "publish_on"),
        expires_on: d.date(map, "expires_on"),
        replaced_by: d.reference(map, "replaced_by"),
        aliases: aliases(d, map),
        short: short(d, map),
        announce: map.get("announce").and_then(|node| announcement(d, node)),
        weight: d.parsed(map, "weight", "a whole number"),
        approval: map.get("approval").and_then(|node| approval(d, node)),
        translates: None,
    };
    (!meta.title.is_empty()).then_some(meta)
}

fn approval(d: &mut Decoder<'_>, node: &Node) -> Option<Approval> {
    let map = d.map(node, &fields::APPROVAL)?;
    let (by, date) = (d.reference(&map, "by"), d.date(&map, "date"));
    Some(Approval { by: by?, date: date?, digest: d.text(&map, "digest")?.into() })
}

fn tags(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Arc<str>> {
    let mut tags: Vec<Arc<str>> = Vec::new();
    for (tag, span) in d.texts(map, "tags") {
        if tag.trim().is_empty() || tag.contains('/') || matches!(tag.trim(), "." | "..") {
            d.say(&codes::INVALID_VALUE, span, format!("`{tag}` cannot be a tag"), "write a word without `/`");
        } else if !tags.iter().any(|known| **known == *tag) {
            tags.push(tag.into());
        }
    }
    tags
}

fn facets(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<(Ref, Ref)> {
    let Some(node) = map.get("facets").filter(|node| node.value != Value::Null) else { return Vec::new() };
    let mut facets = Vec::new();
    for (key, value) in d.entries(node) {
        let facet = Ref { id: key.text.as_str().into(), place: d.place(key.span.clone()) };
        let values = match &value.value {
            Value::List(values) => values.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for value in values {
            facets.extend(d.as_reference(value).map(|value| (facet.clone(), value)));
        }
    }
    facets
}

fn aliases(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Ref> {
    let mut aliases = Vec::new();
    for (alias, span) in d.texts(map, "aliases") {
        let place = d.place(span.clone());
        if alias.starts_with('/') && !alias.starts_with("//") && !alias.contains("..") && !alias.contains(['?', '#', '\\']) {
            aliases.push(Ref { id: alias.into(), place });
        } else {
            let path = format!("/{}/", alias.trim_matches('/'));
            let mut hint = Hint::from("write the full path from the site's root, like `/guides/first-month/`");
            if !alias.starts_with('/') && !alias.contains([':', '?', '#', '\\', '.', ' ']) {
                hint = Hint::write(path);
            }
            d.say(&codes::INVALID_VALUE, span, format!("`{alias}` is not an address"), hint);
        }
    }
    aliases
}

fn short(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Ref> {
    let name = d.reference(map, "short")?;
    let fits = name.id.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_'));
    if !fits {
        let message = format!("`{}` cannot be the name of a short address", name.id);
        d.say(&codes::INVALID_VALUE, map.span_of("short"), message, "write letters and digits only, like `first-month`");
    }
    fits.then_some(name)
}

fn announcement(d: &mut Decoder<'_>, node: &Node) -> Option<Announcement> {
    let map = d.map(node, &fields::ANNOUNCEMENT)?;
    let (from, until) = (d.date(&map, "from"), d.date(&map, "until")?);
    if from.is_some_and(|from| from > until) {
        let hint = "write the last day after the first";
        d.say(&codes::INVALID_VALUE, map.span_of("until"), "the announcement ends before it begins", hint);
        return None;
    }
    Some(Announcement { from, until })
}

fn objects<'n, T>(
    d: &mut Decoder<'_>,
    map: &Map<'n>,
    name: &str,
    read: impl Fn(&mut Decoder<'_>, &'n Node) -> Option<T>,
) -> Vec<T> {
    d.list(map, name).iter().filter_map(|node| read(d, node)).collect()
}

fn playbook(d: &mut Decoder<'_>, map: &Map<'_>) -> Playbook {
    const TOUCH: &[(&str, Touch)] = &[("high", Touch::High), ("low", Touch::Low), ("tech", Touch::Tech)];
    let touch = d.list(map, "touch").iter().filter_map(|node| d.as_one_of(node, "touch", TOUCH)).collect();
    Playbook {
        stage: d.reference(map, "stage"),
        segments: d.references(map, "segments"),
        touch,
        role: d.reference(map, "role"),
        minutes: d.parsed(map, "minutes", "a whole number of minutes"),
        moves: d.references(map, "moves"),
        trigger: d.formula(map, "trigger"),
        since: d.month(map, "since"),
    }
}

fn step(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Step> {
    let number: Option<u32> = d.parsed(map, "step", "a whole number from 1");
    let number = number.filter(|number| {
        let fits = (1..=99).contains(number);
        if !fits {
            d.say(&codes::INVALID_VALUE, map.span_of("step"), format!("{number} is not a step"), "count the steps from 1");
        }
        fits
    });
    let step = Step {
        criteria: objects(d, map, "criteria", criterion),
        playbooks: d.references(map, "playbooks"),
        roles: d.references(map, "roles"),
        tools: d.references(map, "tools"),
        // All mistakes are said before a guide without a number is left out.
        step: number?,
    };
    Some(step)
}

fn criterion(d: &mut Decoder<'_>, node: &Node) -> Option<Criterion> {
    let map = d.map(node, &fields::CRITERION)?;
    let by_hand = map.has("met") || map.has("evidence") || map.has("valid_for");
    if map.has("when") && by_hand {
        let hint = "keep `when`, or `met`, `evidence` and `valid_for`";
        d.say(&codes::INVALID_VALUE, map.span_of("when"), "a criterion is met by data or by hand, not both", hint);
    }
    let kind = match d.formula(&map, "when") {
        Some(condition) => CriterionKind::Data(condition),
        None => CriterionKind::Hand {
            met: d.month(&map, "met"),
            evidence: d.reference(&map, "evidence"),
            valid_for: d.parsed::<Interval>(&map, "valid_for", "an interval like 12 months"),
        },
    };
    Some(Criterion { id: d.text(&map, "id")?.into(), text: d.localised(&map, "text")?, kind, place: d.place(map.span_of("id")) })
}

fn review(d: &mut Decoder<'_>, map: &Map<'_>) -> Review {
    let actions: Vec<Action> = objects(d, map, "actions", action);
    for (at, action) in actions.iter().enumerate() {
        if actions[..at].iter().any(|earlier| earlier.id == action.id) {
            let finding = crate::diag::Diagnostic::new(
                &codes::DUPLICATE_ID,
                action.place.clone(),
                format!("the action `{}` stands twice", action.id),
            );
            d.report.push(finding.hint("give each action of a review its own id"));
        }
    }
    Review { actions }
}

fn action(d: &mut Decoder<'_>, node: &Node) -> Option<Action> {
    const STATES: &[(&str, ActionStatus)] =
        &[("open", ActionStatus::Open), ("done", ActionStatus::Done), ("dropped", ActionStatus::Dropped)];
    let map = d.map(node, &fields::ACTION)?;
    Some(Action {
        id: d.text(&map, "id")?.into(),
        what: d.localised(&map, "what")?,
        who: d.reference(&map, "who"),
        due: d.date(&map, "due"),
        moves: d.references(&map, "moves"),
        status: d.one_of(&map, "status", STATES)?,
        place: d.place(map.span_of("id")),
    })
}

fn story(d: &mut Decoder<'_>, map: &Map<'_>) -> Story {
    Story {
        month: d.month(map, "month"),
        stage: d.reference(map, "stage"),
        segment: d.reference(map, "segment"),
        playbooks: d.references(map, "playbooks"),
        consent: map.get("consent").and_then(|node| consent(d, node)),
        consent_place: map.key_span("consent").map(|span| d.place(span)),
        results: objects(d, map, "results", figure),
        minutes: d.parsed(map, "minutes", "a whole number of minutes"),
    }
}

fn consent(d: &mut Decoder<'_>, node: &Node) -> Option<(Consent, Option<jiff::civil::Date>)> {
    const LEVELS: &[(&str, Consent)] = &[("name", Consent::Name), ("industry", Consent::Industry), ("none", Consent::None)];
    let map = d.map(node, &fields::CONSENT)?;
    Some((d.one_of(&map, "level", LEVELS)?, d.date(&map, "date")))
}

fn figure(d: &mut Decoder<'_>, node: &Node) -> Option<FigureRef> {
    let map = d.map(node, &fields::RESULT)?;
    let mut slices = ["segment", "role", "team"].into_iter().filter_map(|axis| Some((axis, d.reference(&map, axis)?)));
    let slice = slices.next();
    let second = slices.next();
    if let Some((axis, _)) = second {
        d.say(&codes::INVALID_VALUE, map.span_of(axis), "a figure lies on one axis", "name one of segment, role and team");
    }
    Some(FigureRef { metric: d.reference(&map, "metric")?, slice, at: d.month(&map, "at") })
}

fn pilot(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Pilot> {
    let hypothesis = d.localised(map, "hypothesis");
    let months = d.months(map, "months");
    let verdict = map.get("verdict").and_then(|node| d.map(node, &fields::VERDICT));
    let condition = |name: &str, d: &mut Decoder<'_>| verdict.as_ref().and_then(|map| d.formula(map, name));
    let (worth_it, repeatable, together) = (condition("worth_it", d), condition("repeatable", d), condition("together", d));
    Some(Pilot {
        hypothesis: hypothesis?,
        segments: d.references(map, "segments"),
        months: months?,
        people: objects(d, map, "people", person),
        figures: pilot_figures(d, map),
        assume: map.get("assume").map_or_else(Vec::new, |node| pilot_values(d, node, None)),
        worth_it,
        repeatable,
        together,
        decision: map.get("decision").and_then(|node| decision(d, node)),
    })
}

fn person(d: &mut Decoder<'_>, node: &Node) -> Option<(Ref, Arc<str>)> {
    let map = d.map(node, &fields::PERSON)?;
    let share = d.text(&map, "share").unwrap_or("1.0").into();
    Some((d.reference(&map, "role")?, share))
}

fn pilot_figures(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<PilotValue> {
    let Some(node) = map.get("figures") else { return Vec::new() };
    let mut values = Vec::new();
    for (key, month_node) in d.entries(node) {
        match key.text.parse::<Month>() {
            Ok(month) => values.extend(pilot_values(d, month_node, Some(month))),
            Err(()) => d.say(
                &codes::WRONG_TYPE,
                key.span.clone(),
                format!("`{}` is not a month like 2026-10", key.text),
                "write a month like 2026-10",
            ),
        }
    }
    values
}

fn pilot_values(d: &mut Decoder<'_>, node: &Node, month: Option<Month>) -> Vec<PilotValue> {
    let mut values = Vec::new();
    for (key, value) in d.entries(node) {
        let Some(number) = d.as_number(value) else { continue };
        let metric = Ref { id: key.text.as_str().into(), place: d.place(key.span.clone()) };
        values.push(PilotValue { month, metric, number: number.into(), place: d.place(value.span.clone()) });
    }
    values
}

fn decision(d: &mut Decoder<'_>, node: &Node) -> Option<PilotDecision> {
    const CHOICES: &[(&str, PilotChoice)] =
        &[("expand", PilotChoice::Expand), ("extend", PilotChoice::Extend), ("stop", PilotChoice::Stop)];
    let map = d.map(node, &fields::DECISION)?;
    Some(PilotDecision {
        choice: d.one_of(&map, "choice", CHOICES)?,
        by: d.reference(&map, "by"),
        date: d.date(&map, "date"),
        because: d.localised(&map, "because"),
    })
}
