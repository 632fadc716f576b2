//! The organisation: drawn and as a table, to be filtered by region, size and office; whom the team reports to, and the usual patterns compared.

use super::sections::{Head, Parts};
use crate::model::Localised;
use crate::model::registers::{Department, DriverWork, Office, ReportsTo, Unit};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::view::{Block, Cell, Choice, ChoiceGroup, ColumnHead, Fact, Html, Link, OrgNode, Row, Table};
use crate::site::Route;
use std::collections::BTreeSet;

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    let ways = Ways::of(context);
    parts.add(context, "chart", "org_chart", ways.choices(context).into_iter().chain(drawn(context, &ways)));
    parts.add(context, "units", "org_units", units(context, &ways));
    parts.add(context, "reporting", "org_reporting", patterns(context)).finding("reporting", reporting(context));
    parts.add(context, "departments", "org_departments", departments(context));
    parts.page(
        context,
        "organisation",
        Head::of(context, "/organisation/", "org_title", "org_lead").beside(
            context,
            &[(Route::Roles, "roles_title"), (Route::Handover, "handover_title"), (Route::Agreements, "agreements_title")],
        ),
    )
}

fn head(context: &Context<'_>, key: &'static str) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() }
}

/// The organisation chart: units below one another.
pub(in crate::render) fn chart(context: &Context<'_>) -> Option<Block> {
    drawn(context, &Ways::default())
}

fn drawn(context: &Context<'_>, ways: &Ways) -> Option<Block> {
    let units = &context.site.registers().org.units;
    let roots: Vec<OrgNode> =
        units.iter().filter(|unit| unit.parent.is_none()).map(|unit| node(context, unit, (ways, &mut BTreeSet::new()))).collect();
    (!roots.is_empty()).then_some(Block::Organisation { roots, note: None })
}

fn node<'u>(context: &Context<'u>, unit: &'u Unit, (ways, above): (&Ways, &mut BTreeSet<&'u str>)) -> OrgNode {
    let mut lines: Vec<Html> = Vec::new();
    lines.extend(unit.lead.as_ref().and_then(|lead| links::who(context, &lead.id)).map(|link| links::list(context, [link])));
    let roles = links::whos(context, &unit.roles);
    lines.extend((!roles.is_empty()).then(|| links::list(context, roles)));
    let segments = links::segments(context, &unit.segments);
    lines.extend((!segments.is_empty()).then(|| links::list(context, segments)));
    let place: Vec<&str> = unit.region.iter().chain(&unit.size).map(|text| context.text(text)).collect();
    lines.extend((!place.is_empty()).then(|| Html::text(&place.join(context.word("line_separator")))));
    // A unit below itself was reported; the chart stops there.
    above.insert(&unit.id);
    let below = context.site.registers().org.units.iter();
    let children = below
        .filter(|other| other.parent.as_ref().is_some_and(|id| id.id == unit.id) && !above.contains(&*other.id))
        .collect::<Vec<_>>();
    let children = children.into_iter().map(|child| node(context, child, (ways, above))).collect();
    above.remove(&*unit.id);
    OrgNode {
        name: context.text(&unit.name).to_owned(),
        url: Some(format!("{}#unit-{}", here(context), unit.id)),
        lines,
        choices: ways.ids(unit),
        children,
    }
}

/// The way to this page: nothing on the page itself.
fn here(context: &Context<'_>) -> String {
    let url = context.to(&crate::site::Route::Organisation).unwrap_or_default();
    let own = context.site.address_of(&crate::site::Route::Organisation, context.language);
    if own.as_deref() == Some(&*context.address) { String::new() } else { url }
}

fn units(context: &Context<'_>, ways: &Ways) -> Option<Block> {
    let units = &context.site.registers().org.units;
    let text = |text: &Option<Localised>| text.as_ref().map_or("", |text| context.text(text)).to_owned();
    let rows: Vec<Row> = units
        .iter()
        .map(|unit| {
            let mut name = Cell::text(context.text(&unit.name));
            name.head = true;
            if let Some(summary) = &unit.summary {
                name = name.with_sub(context.text(summary));
            }
            let lead = unit.lead.as_ref().and_then(|lead| links::who(context, &lead.id));
            let parent = unit.parent.as_ref().and_then(|parent| links::unit(context, &parent.id));
            let cells = vec![
                name,
                Cell::html(links::list(context, lead)),
                Cell::html(links::list(context, links::whos(context, &unit.roles))),
                Cell::html(links::list(context, links::segments(context, &unit.segments))),
                Cell::text(&text(&unit.region)),
                Cell::text(&text(&unit.size)),
                Cell::text(unit.office.map_or("", |office| context.words.text(office_word(office)))),
                Cell::html(links::list(context, parent)),
            ];
            Row { id: Some(format!("unit-{}", unit.id)), choices: ways.ids(unit), cells, ..Row::default() }
        })
        .collect();
    let keys = ["org_unit", "org_lead_role", "place_roles", "segments", "org_region", "org_size", "org_office", "org_parent"];
    let columns = keys.map(|key| head(context, key)).into();
    let table = Table { columns, rows, stack: true, ..Table::default() };
    (!table.rows.is_empty()).then(|| Block::Table(table.without_empty_columns()))
}

fn office_word(office: Office) -> &'static str {
    match office {
        Office::Front => "office_front",
        Office::Back => "office_back",
    }
}

/// The stylesheet knows as many choices; what lies beyond them stands in the table, as everything does.
const MOST_CHOICES: usize = 12;

/// The values of one way to look at the units, each with the units that have it.
type Values = Vec<(String, BTreeSet<String>)>;

/// The ways to look at the units: by region, by the size of their customers, by front and back office.
#[derive(Default)]
struct Ways {
    /// What they are, and for each value which units have it.
    by: Vec<(&'static str, Values)>,
}

impl Ways {
    fn of(context: &Context<'_>) -> Ways {
        let text = |text: &Option<Localised>| text.as_ref().map(|text| context.text(text).to_owned());
        let office = |unit: &Unit| Some(context.words.text(office_word(unit.office?)).to_owned());
        let mut room = MOST_CHOICES;
        let mut by = |label: &'static str, of: &dyn Fn(&Unit) -> Option<String>| {
            let mut values = Values::new();
            for unit in &context.site.registers().org.units {
                let Some(value) = of(unit) else { continue };
                let id = unit.id.to_string();
                match values.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, units)) => drop(units.insert(id)),
                    None => values.push((value, BTreeSet::from([id]))),
                }
            }
            values.truncate(room);
            room -= values.len();
            (label, values)
        };
        let all =
            [by("org_region", &|unit| text(&unit.region)), by("org_size", &|unit| text(&unit.size)), by("org_office", &office)];
        // What leaves all of the units or cannot be chosen against is no choice.
        Ways { by: all.into_iter().filter(|(_, values)| values.len() > 1).collect() }
    }

    /// The choices, each with its id and the units that it leaves.
    fn all(&self) -> impl Iterator<Item = (String, &BTreeSet<String>)> {
        let units = self.by.iter().flat_map(|(_, values)| values.iter().map(|(_, units)| units));
        (1..).zip(units).map(|(number, units): (usize, _)| (format!("choice-{number}"), units))
    }

    /// The choices that leave a unit.
    fn ids(&self, unit: &Unit) -> Vec<String> {
        let ids: Vec<String> = self.all().filter(|(_, units)| units.contains(&*unit.id)).map(|(id, _)| id).collect();
        // A unit that no choice leaves still is one that can be left out.
        if ids.is_empty() && !self.by.is_empty() { vec!["choice-0".to_owned()] } else { ids }
    }

    fn choices(&self, context: &Context<'_>) -> Option<Block> {
        let mut all = self.all();
        let group = |(label, values): &(&'static str, Values)| ChoiceGroup {
            label: context.words.text(label).to_owned(),
            choices: values
                .iter()
                .zip(&mut all)
                .map(|((name, _), (id, units))| Choice { id, name: name.clone(), count: units.len() })
                .collect(),
        };
        let groups: Vec<ChoiceGroup> = self.by.iter().map(group).collect();
        let count = context.site.registers().org.units.len();
        let everything = Choice { id: "choice-all".to_owned(), name: context.word("org_all").to_owned(), count };
        let title = context.word("org_choices").to_owned();
        (!groups.is_empty()).then_some(Block::Choices { title, all: everything, groups })
    }
}

/// Whom the team reports to and why, in a sentence.
fn reporting(context: &Context<'_>) -> Option<String> {
    let org = &context.site.registers().org;
    let to = match org.reports_to.as_ref()? {
        ReportsTo::Ceo => context.word("reports_ceo").to_owned(),
        ReportsTo::Cco => context.word("reports_cco").to_owned(),
        ReportsTo::Cro => context.word("reports_cro").to_owned(),
        ReportsTo::Other(name) => context.text(name).to_owned(),
    };
    Some(context.words.fill("reports_to", &[("to", &to)]))
}

/// The three usual patterns, the team's own first to be seen, with its reason.
fn patterns(context: &Context<'_>) -> Vec<Block> {
    let org = &context.site.registers().org;
    let Some(own) = &org.reports_to else { return Vec::new() };
    let because = org.because.as_ref().map(|text| context.text(text));
    let patterns = [
        (ReportsTo::Ceo, ["reports_ceo", "reports_ceo_good", "reports_ceo_danger", "reports_ceo_fits"]),
        (ReportsTo::Cco, ["reports_cco", "reports_cco_good", "reports_cco_danger", "reports_cco_fits"]),
        (ReportsTo::Cro, ["reports_cro", "reports_cro_good", "reports_cro_danger", "reports_cro_fits"]),
    ];
    let rows = patterns.into_iter().map(|(pattern, keys)| {
        let ours = pattern == *own;
        let mut cells: Vec<Cell> = keys.iter().map(|key| Cell::text(context.words.text(key))).collect();
        cells[0].head = true;
        if ours {
            cells[0].strong = true;
            cells[0].sub = Some(Html::text(context.word("reports_ours")));
        }
        Row { cells, ..Row::default() }
    });
    let columns = ["reports_pattern", "reports_good", "reports_danger", "reports_fits"].map(|key| head(context, key));
    let table = Table { columns: columns.into(), rows: rows.collect(), stack: true, ..Table::default() };
    let mut blocks = Vec::new();
    if let Some(because) = because {
        let label = context.word("because").to_owned();
        blocks.push(Block::Facts { facts: vec![Fact { label, value: Html::text(because) }], rows: true });
    }
    blocks.push(Block::Table(table));
    blocks
}

/// The departments of the company, and what each has to do with the team's work.
fn departments(context: &Context<'_>) -> Option<Block> {
    let registers = context.site.registers();
    let rows: Vec<Row> = registers
        .org
        .departments
        .iter()
        .map(|department| {
            let mut name = Cell::text(context.text(&department.name));
            name.head = true;
            if let Some(summary) = &department.summary {
                name = name.with_sub(context.text(summary));
            }
            Row {
                id: Some(department.id.to_string()),
                cells: vec![name, Cell::html(work(context, department))],
                ..Row::default()
            }
        })
        .collect();
    let columns = vec![head(context, "department"), head(context, "department_work")];
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

/// What a department leads, closes, hands over, promises and owns: one line each.
fn work(context: &Context<'_>, department: &Department) -> Html {
    let registers = context.site.registers();
    let is = |id: &crate::model::Ref| id.id == department.id;
    let mut lines: Vec<String> = Vec::new();
    let mut line = |key: &str, links: Vec<Link>| {
        if !links.is_empty() {
            let links = links::list(context, links);
            let label = crate::html::escape(context.words.text(key)).into_owned();
            lines.push(context.words.fill("labelled", &[("label", &label), ("value", links.as_str())]));
        }
    };
    let stages = |pick: fn(&crate::model::registers::Stage) -> &Vec<crate::model::Ref>| -> Vec<Link> {
        let stages = registers.journey.iter().filter(|stage| pick(stage).iter().any(is));
        stages.filter_map(|stage| links::stage(context, &stage.id)).collect()
    };
    line("role_leads", stages(|stage| &stage.lead));
    line("role_supports", stages(|stage| &stage.support));
    line("role_informed", stages(|stage| &stage.inform));
    if let Some(tree) = &registers.kpi_tree {
        let closes = tree.drivers.iter().filter(|driver| match &driver.work {
            DriverWork::ClosedBy { who, .. } => who.iter().any(is),
            DriverWork::NotApplicable(_) => false,
        });
        line("role_closes", closes.filter_map(|driver| links::metric(context, &driver.metric.id)).collect());
    }
    let figures = context.site.figures();
    let owned = figures.metrics().filter(|(_, metric)| metric.owner.as_ref().is_some_and(is));
    line("role_owned_metrics", owned.map(|(at, _)| crate::render::parts::link(context, at.into())).collect());
    let gives = registers.handover.items.iter().filter(|item| is(&item.giver)).count();
    if gives > 0
        && let Some(link) =
            context.link(&crate::site::Route::Handover, context.words.fill("handover_count", &[("count", &gives.to_string())]))
    {
        line("role_gives", vec![link]);
    }
    let agreements = registers.agreements.iter().filter(|it| is(&it.by) || is(&it.to));
    line("place_agreements", agreements.map(|it| super::agreements::link(context, it)).collect());
    let partners = registers.roles.iter().filter(|role| role.partners.iter().any(is));
    line("role_partner_of", partners.map(|role| super::role::link(context, role)).collect());
    Html::from(lines.join("<br>"))
}
