//! Roles: compared in one table, placed on the map of needs, checked for load; and each with all that hangs on it.

use super::sections::{Head, Parts, neighbours};
use super::stance_word;
use crate::html;
use crate::model::page::{Details, PageType};
use crate::model::registers::{DriverWork, Need, Role, RoleStanding, RoleState, Stance};
use crate::model::{Axis, Ref, SliceIx};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::view::{Block, Cell, ColumnHead, Fact, Html, Link, Quadrant, QuadrantCell, Row, RowKind, Table};
use crate::render::{links, standings};
use crate::site::Route;
use std::collections::BTreeMap;

const STANCES: [Stance; 3] = [Stance::Defend, Stance::Attack, Stance::Base];

/// Makes the page of all roles.
pub(super) fn all(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    parts
        .add(context, "compared", "roles_compared", comparison(context, true))
        .note("compared", context.word("roles_compared_note"));
    parts.add(context, "needs", "roles_needs", quadrant(context)).note("needs", context.word("roles_needs_note"));
    let (load, finding) = super::load::checks(context);
    parts.add(context, "load", "roles_load", load).finding("load", finding);
    parts.add(context, "hiring", "roles_hiring", hiring(context));
    parts.page(
        context,
        "roles",
        Head::of(context, "/roles/", "roles_title", "roles_lead").beside(
            context,
            &[(Route::Organisation, "org_title"), (Route::Handover, "handover_title"), (Route::Agreements, "agreements_title")],
        ),
    )
}

/// The link to a role.
pub(super) fn link(context: &Context<'_>, role: &Role) -> Link {
    links::who(context, &role.id).unwrap_or_default()
}

fn head(context: &Context<'_>, key: &'static str) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() }
}

/// The slice of a role's own figures.
fn slice(context: &Context<'_>, role: &Role) -> Option<SliceIx> {
    // Whoever leads a unit looks at the whole, not at what is booked on the role itself.
    let leads = |unit: &crate::model::registers::Unit| unit.lead.as_ref().is_some_and(|id| id.id == role.id);
    if context.site.registers().org.units.iter().any(leads) {
        return None;
    }
    context.site.figures().slice(Axis::Role, &role.id)
}

/// The roles by stance: what each is there for, answers for and looks at; where there is room, whom it works with.
pub(in crate::render) fn comparison(context: &Context<'_>, partners: bool) -> Option<Block> {
    let roles = &context.site.registers().roles;
    let mut rows = Vec::new();
    // Where stances are not told, the roles keep the order of the register.
    for stance in STANCES.map(Some).into_iter().chain([None]) {
        let of_stance: Vec<&Role> = roles.iter().filter(|role| role.standing.map(|it| it.stance) == stance).collect();
        if of_stance.is_empty() {
            continue;
        }
        if let Some(stance) = stance {
            let title = Html::text(context.words.text(stance_word(stance)));
            rows.push(Row { kind: RowKind::Group, cells: vec![Cell::html(title)], ..Row::default() });
        }
        for role in of_stance {
            let mut name = Cell::html(links::anchor(&link(context, role)));
            name.head = true;
            if let Some(standing) = role.standing {
                name = name.with_sub(context.words.text(state_word(standing.state)));
            }
            let text = role.mission.as_ref().or(role.summary.as_ref()).map_or("", |text| context.text(text));
            let mut cells = vec![
                name,
                Cell::text(text),
                Cell::html(figures(context, role, &role.kpis)),
                Cell::html(figures(context, role, &role.watch)),
            ];
            if partners {
                cells.push(Cell::html(links::list(context, links::whos(context, &role.partners))));
            }
            rows.push(Row { cells, ..Row::default() });
        }
    }
    let mut columns: Vec<ColumnHead> = ["role", "role_mission", "role_kpis", "role_watch"].map(|key| head(context, key)).into();
    columns.extend(partners.then(|| head(context, "role_partners")));
    let table = Table { columns, rows, stack: true, ..Table::default() };
    (!table.rows.is_empty()).then(|| Block::Table(table.without_empty_columns()))
}

/// Metrics with their latest value, one below the other.
fn figures(context: &Context<'_>, role: &Role, ids: &[Ref]) -> Html {
    let metrics = standings::named(context, ids, slice(context, role));
    let lines = metrics.into_iter().map(|(of, slice)| standings::with_value(context, of, slice));
    Html::from(lines.collect::<Vec<_>>().join("<br>"))
}

fn state_word(state: RoleState) -> &'static str {
    match state {
        RoleState::Dedicated => "state_dedicated",
        RoleState::Shared => "state_shared",
        RoleState::NotStarted => "state_not_started",
    }
}

/// Now shared or not started, the need for somebody of its own high or low; the dedicated ones beside.
fn quadrant(context: &Context<'_>) -> Option<Block> {
    let roles: Vec<(&Role, RoleStanding)> =
        context.site.registers().roles.iter().filter_map(|role| Some((role, role.standing?))).collect();
    let cell = |title: &str, text: &str, state: RoleState, need: Option<Need>| {
        let found = roles.iter().filter(|(_, it)| it.state == state && need.is_none_or(|need| it.need == need));
        QuadrantCell {
            title: context.words.text(title).to_owned(),
            text: Some(context.words.text(text).to_owned()),
            items: found.map(|(role, _)| link(context, role)).collect(),
        }
    };
    let fields = [
        ("advice_begin", "advice_begin_text", RoleState::NotStarted, Need::High),
        ("advice_dedicate", "advice_dedicate_text", RoleState::Shared, Need::High),
        ("advice_wait", "advice_wait_text", RoleState::NotStarted, Need::Low),
        ("advice_share", "advice_share_text", RoleState::Shared, Need::Low),
    ];
    (!roles.is_empty()).then(|| {
        let word = |key: &'static str| context.words.text(key).to_owned();
        Block::Quadrant(Quadrant {
            across: (word("quadrant_now"), word("state_not_started"), word("state_shared")),
            upwards: (word("quadrant_need"), word("need_low"), word("need_high")),
            cells: fields.into_iter().map(|(title, text, state, need)| cell(title, text, state, Some(need))).collect(),
            beside: Some(cell("state_dedicated", "advice_dedicated_text", RoleState::Dedicated, None)),
        })
    })
}

/// Which background leads to which roles.
fn hiring(context: &Context<'_>) -> Option<Block> {
    let mut order: Vec<&str> = Vec::new();
    let mut found: BTreeMap<&str, Vec<Link>> = BTreeMap::new();
    for role in &context.site.registers().roles {
        for background in role.hire_from.iter().map(|text| context.text(text)) {
            if !found.contains_key(background) {
                order.push(background);
            }
            found.entry(background).or_default().push(link(context, role));
        }
    }
    let rows: Vec<Row> = order
        .into_iter()
        .filter_map(|background| {
            let links = found.remove(background)?;
            Some(Row { cells: vec![Cell::head(background), Cell::html(links::list(context, links))], ..Row::default() })
        })
        .collect();
    let columns = vec![head(context, "hire_background"), head(context, "hire_roles")];
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

/// Makes the page of one role.
pub(super) fn one(context: &Context<'_>, id: &str) -> Made {
    let site = context.site;
    let registers = site.registers();
    let Some(role) = registers.role(id) else { return super::not_found(context) };
    let slice = slice(context, role);
    let mut parts = Parts::default();
    parts.add(context, "about", "role_about", about(context, role));
    parts.add(context, "kpis", "role_kpis", standings::table(context, standings::named(context, &role.kpis, slice)));
    parts.add(context, "watch", "role_watch", standings::table(context, standings::named(context, &role.watch, slice)));
    parts.note("watch", context.word("role_watch_note"));
    parts.add(context, "metrics", "role_owned_metrics", standings::table(context, owned_metrics(context, role)));
    parts.add(context, "part", "role_part", duties(context, role));
    parts.add(context, "playbooks", "role_playbooks", super::entries(context, &site.relations().role_playbooks, id));
    parts.add(context, "pages", "role_pages", super::entries(context, &site.relations().owned, id));
    let all: Vec<Link> = registers.roles.iter().map(|role| link(context, role)).collect();
    let at = registers.roles.iter().position(|known| known.id == role.id).unwrap_or(0);
    let (previous, next) = neighbours(all, at);
    let up = context.link(&Route::Roles, context.word("roles_title"));
    let head = Head {
        above: up.clone().into_iter().collect(),
        eyebrow: Some(context.word("role").to_owned()),
        title: context.text(&role.name).to_owned(),
        lead: role.mission.as_ref().or(role.summary.as_ref()).map(|text| context.text(text).to_owned()),
        previous,
        up,
        next,
        ..Head::default()
    };
    parts.page(context, "role", head)
}

fn about(context: &Context<'_>, role: &Role) -> Option<Block> {
    let registers = context.site.registers();
    let mut facts: Vec<Fact> = Vec::new();
    let mut fact = |key: &str, value: Html| facts.push(Fact { label: context.words.text(key).to_owned(), value });
    if let Some(standing) = role.standing {
        fact("role_stance", Html::text(context.words.text(stance_word(standing.stance))));
        let need = if standing.need == Need::High { "need_high" } else { "need_low" };
        let words = [("state", context.words.text(state_word(standing.state))), ("need", context.words.text(need))];
        fact("role_state", Html::text(&context.words.fill("role_state_text", &words)));
    }
    if !role.people.is_empty() {
        let people = role.people.iter().map(|person| {
            context.words.fill("person_share", &[("name", context.text(&person.name)), ("share", &person.share.to_string())])
        });
        fact("role_people", Html::text(&people.collect::<Vec<_>>().join(context.word("comma"))));
    }
    let units = registers
        .org
        .units
        .iter()
        .filter(|unit| unit.roles.iter().any(|id| id.id == role.id) || unit.lead.as_ref().is_some_and(|id| id.id == role.id));
    facts.extend(links::fact(context, "role_units", units.filter_map(|unit| links::unit(context, &unit.id)).collect()));
    facts.extend(links::fact(context, "role_partners", links::whos(context, &role.partners)));
    let of_others = registers.roles.iter().filter(|other| other.partners.iter().any(|id| id.id == role.id));
    facts.extend(links::fact(context, "role_partner_of", of_others.map(|other| link(context, other)).collect()));
    if !role.hire_from.is_empty() {
        let from = role.hire_from.iter().map(|text| context.text(text)).collect::<Vec<_>>().join(context.word("comma"));
        facts.push(Fact { label: context.word("hire_from").to_owned(), value: Html::text(&from) });
    }
    (!facts.is_empty()).then_some(Block::Facts { facts, rows: true })
}

/// The metrics whose definitions name the role as owner, those it answers for already left out.
fn owned_metrics(context: &Context<'_>, role: &Role) -> Vec<(crate::model::MetricRef, SliceIx)> {
    let figures = context.site.figures();
    let answered: Vec<_> = role.kpis.iter().filter_map(|id| figures.find(&id.id)).collect();
    let owned = figures.metrics().filter(|(_, metric)| metric.owner.as_ref().is_some_and(|id| id.id == role.id));
    owned
        .map(|(at, _)| crate::model::MetricRef::from(at))
        .filter(|of| !answered.contains(of))
        .map(|of| (of, standings::kept(context, of, slice(context, role))))
        .collect()
}

/// What the role does in the journey, the handover, the agreements, with tools and on the roadmap.
fn duties(context: &Context<'_>, role: &Role) -> Option<Block> {
    let registers = context.site.registers();
    let is = |id: &Ref| id.id == role.id;
    let mut facts: Vec<Fact> = Vec::new();
    let stages = |pick: fn(&crate::model::registers::Stage) -> &Vec<Ref>| -> Vec<Link> {
        registers
            .journey
            .iter()
            .filter(|stage| pick(stage).iter().any(is))
            .filter_map(|stage| links::stage(context, &stage.id))
            .collect()
    };
    facts.extend(links::fact(context, "role_leads", stages(|stage| &stage.lead)));
    facts.extend(links::fact(context, "role_supports", stages(|stage| &stage.support)));
    facts.extend(links::fact(context, "role_informed", stages(|stage| &stage.inform)));
    let segments = registers.segments.iter().filter(|it| it.touch.iter().any(|touch| touch.role.as_ref().is_some_and(is)));
    facts.extend(links::fact(context, "role_segments", segments.filter_map(|it| links::segment(context, &it.id)).collect()));
    if let Some(tree) = &registers.kpi_tree {
        let closes = tree.drivers.iter().filter(|driver| match &driver.work {
            DriverWork::ClosedBy { who, .. } => who.iter().any(is),
            DriverWork::NotApplicable(_) => false,
        });
        facts.extend(links::fact(
            context,
            "role_closes",
            closes.filter_map(|it| links::metric(context, &it.metric.id)).collect(),
        ));
    }
    let items = |receives: bool| -> Vec<Link> {
        let found = registers.handover.items.iter().filter(|item| is(if receives { &item.receiver } else { &item.giver }));
        found.map(|item| handed(context, item)).collect()
    };
    facts.extend(links::fact(context, "role_receives", items(true)));
    facts.extend(links::fact(context, "role_gives", items(false)));
    let agreements = registers.agreements.iter().filter(|it| is(&it.by) || is(&it.to));
    facts.extend(links::fact(context, "place_agreements", agreements.map(|it| super::agreements::link(context, it)).collect()));
    let brings = |details: &Details| matches!(details, Details::Step(step) if step.roles.iter().any(is));
    let steps: Vec<_> =
        context.site.pages_of(PageType::Step).filter(|(_, page)| brings(&page.details)).map(|(at, _)| at).collect();
    facts.extend(links::fact(context, "role_steps", links::pages(context, &steps)));
    let tools = registers.tools.iter().filter(|tool| tool.owner.as_ref().is_some_and(is));
    facts.extend(links::fact(context, "role_tools", tools.filter_map(|tool| links::tool(context, &tool.id)).collect()));
    let planned = registers.roadmap.items.iter().filter(|item| item.owner.as_ref().is_some_and(is));
    facts.extend(links::fact(context, "role_planned", planned.map(|item| links::planned(context, item)).collect()));
    (!facts.is_empty()).then_some(Block::Facts { facts, rows: true })
}

fn handed(context: &Context<'_>, item: &crate::model::registers::HandoverItem) -> Link {
    let url = context.to(&Route::Handover).map_or_else(String::new, |url| format!("{url}#{}", html::escape(&item.id)));
    Link { name: context.text(&item.name).to_owned(), url, ..Link::default() }
}
