//! Pieces that many pages are made of: statuses, cards, sparks, charts of metrics, derivations.
//!
//! Nothing here decides who may see what: figures come from [`crate::site::SiteFigures`], which has only those that may be seen.

use super::charts;
use super::context::{Context, figure_text};
use super::figures::{self, Number, changed, position, series, styled};
use super::ledger::What;
use super::view::{
    Align, Block, Card, Cell, Change as ShownChange, ColumnHead, Derivation, Html, Link, Row, Status, StatusCode, Table, Why,
};
use crate::chart::{self, Axis, Spark, SparkKind, SparkSize, TickFormat, Value};
use crate::compute::{Against, Change, Standing, Status as Judged, StepKind};
use crate::formula;
use crate::html;
use crate::model::{Bridge, Expr, MetricRef, Month, PartIx, Period, Scope, SliceIx, Slices, Style, Unit};
use crate::site::Route;
use std::collections::BTreeMap;

/// How many months a small line shows: a year and the month before it.
pub const SPARK_MONTHS: usize = 13;

/// A status with its word.
pub fn status(context: &Context<'_>, status: &Judged) -> Status {
    let (code, key) = match status {
        Judged::OnTarget => (StatusCode::OnTarget, "status_on_target"),
        Judged::AtRisk => (StatusCode::AtRisk, "status_at_risk"),
        Judged::OffTarget => (StatusCode::OffTarget, "status_off_target"),
        Judged::NoTarget => (StatusCode::NoTarget, "status_no_target"),
        Judged::Missing(_) => (StatusCode::Missing, "status_missing"),
        Judged::NotApplicable => (StatusCode::NotApplicable, "status_not_applicable"),
        Judged::NotYet => (StatusCode::NotYet, "status_not_yet"),
        Judged::NotAsked(step) => {
            let word = context.words.fill("status_not_asked_from", &[("step", &step.to_string())]);
            return Status { code: StatusCode::NotAsked, word };
        }
    };
    Status { code, word: context.words.text(key).to_owned() }
}

/// The name of a metric or part.
pub fn name(context: &Context<'_>, of: MetricRef) -> String {
    context.site.figures().definitions().name(of, context.lang)
}

/// The name over a period: a metric whose name says that it is of a month is of a quarter or a year there.
pub fn name_over(context: &Context<'_>, of: MetricRef, period: Period) -> String {
    let name = name(context, of);
    let word = match period {
        Period::Month(_) => return name,
        Period::Quarter(..) => "name_quarterly",
        Period::Year(_) => "name_yearly",
    };
    match name.strip_suffix(context.word("name_monthly")) {
        Some(bare) => format!("{bare}{}", context.word(word)),
        None => name,
    }
}

/// The page of a metric, if the site has it.
pub fn url(context: &Context<'_>, of: MetricRef) -> Option<String> {
    context.to(&Route::Metric(context.site.figures().definitions().get(of.metric).id.clone()))
}

/// A link to the page of a metric.
pub fn link(context: &Context<'_>, of: MetricRef) -> Link {
    Link { name: name(context, of), url: url(context, of).unwrap_or_default(), ..Link::default() }
}

/// A figure of a month, quarter or year as a card; `None` where it may not be seen.
pub fn card(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Card> {
    let figures = context.site.figures();
    let month = context.last_month(period);
    let figure = figures.get(of, slice, period)?;
    let standing = figures.standing(of, slice, period);
    let aside = matches!(standing.as_ref().map(|it| &it.status), Some(Judged::NotApplicable));
    // A target over a period judges the period so far, so that is the figure beside it.
    let whole = standing.as_ref().and_then(over_period).filter(|whole| whole.months != figure.months);
    let with_changes = !aside && whole.is_none();
    let figure = whole.unwrap_or(figure);
    let printed = styled(context, &figure, Style::Card);
    let shown = printed.as_ref().ok().filter(|_| !aside).map(figure_text);
    Some(Card {
        name: name_over(context, of, period),
        scope: scope(context, slice, standing.as_ref()),
        url: url(context, of),
        figure: shown,
        missing: printed.err(),
        status: standing.as_ref().map(|it| status(context, &it.status)),
        target: standing.as_ref().and_then(|it| target_words(context, it)),
        chart: Some(Html::from(spark(context, of, slice, month, SparkSize::Card))),
        changes: if with_changes { changes(context, of, slice, period) } else { Vec::new() },
        why: why(context, of, slice, period),
    })
}

/// The figure that a target over a period judges: the period so far.
fn over_period(standing: &Standing<'_>) -> Option<crate::model::Figure> {
    matches!(standing.target?.scope, Scope::Over(_))
        .then(|| standing.progress.as_ref().map_or(&standing.figure, |progress| &progress.so_far).clone())
}

/// Which slice, or for a target over a period which period.
fn scope(context: &Context<'_>, slice: SliceIx, standing: Option<&Standing<'_>>) -> Option<String> {
    let period = standing.and_then(|it| it.target).and_then(|target| match target.scope {
        Scope::Over(period) => Some(context.period(period)),
        Scope::Months(_) => None,
    });
    period.or_else(|| Some(context.site.figures().slice_name(slice, context.lang).to_owned()))
}

/// The target in words; for an open period how much of it is done.
pub fn target_words(context: &Context<'_>, standing: &Standing<'_>) -> Option<String> {
    let target = standing.target?;
    let share = standing.progress.as_ref().and_then(|progress| Some((&progress.so_far, progress.share.as_ref()?)));
    match (&standing.status, share) {
        (Judged::NotYet, Some((so_far, share))) => {
            let share = figures::share(context, so_far, share);
            let plan = match target.bound.plan() {
                Some(plan) => figures::noted_bound(
                    context,
                    target,
                    &target.bound,
                    context.look_of(target.of).value(plan, Style::Card).to_string(),
                ),
                None => figures::bound(context, target),
            };
            Some(context.words.fill("target_share", &[("target", &plan), ("share", &share)]))
        }
        _ => Some(figures::bound(context, target)),
    }
}

/// What a figure of a period is compared with, with the word for it; a year has only the one before.
pub fn comparisons(period: Period) -> &'static [(Against, &'static str)] {
    match period {
        Period::Month(_) => &[(Against::Previous, "change_previous"), (Against::LastYear, "change_year")],
        Period::Quarter(..) => &[(Against::Previous, "change_quarter"), (Against::LastYear, "change_year")],
        Period::Year(_) => &[(Against::Previous, "change_year_before")],
    }
}

/// The changes against the period before and the same one a year ago.
pub fn changes(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Vec<ShownChange> {
    comparisons(period)
        .iter()
        .filter_map(|(against, key)| {
            let change = context.site.figures().change(of, slice, period, *against)?;
            Some(shown_change(context, &change, context.words.text(key), Style::Card))
        })
        .collect()
}

/// A change in words: how much, and whether that is good.
pub fn shown_change(context: &Context<'_>, change: &Change, label: &str, style: Style) -> ShownChange {
    let verdict = change.better.map(|better| context.words.text(if better { "better" } else { "worse" }).to_owned());
    match changed(context, change, style) {
        Ok(printed) => ShownChange {
            label: label.to_owned(),
            value: printed.to_string(),
            verdict,
            worse: change.better == Some(false),
            missing: false,
        },
        // That there is nothing to compare with is said in two words; the reason stands on the metric's page.
        Err(_) => ShownChange {
            label: label.to_owned(),
            value: context.word("no_record").to_owned(),
            missing: true,
            ..ShownChange::default()
        },
    }
}

/// Bars for what adds up over months, a line for everything else.
pub fn spark(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month, size: SparkSize) -> String {
    let months: Vec<Month> = (0..SPARK_MONTHS as i32).rev().map(|back| month.plus(-back)).collect();
    let values = series(context, of, slice, months.iter().copied());
    let target = months.iter().map(|month| plan_at(context, of, slice, *month)).collect();
    let flow = context.site.figures().adds_up(of);
    let kind = if flow { SparkKind::Bars } else { SparkKind::Line };
    chart::spark(&Spark { values, target, kind, size })
}

/// The target for the figure of one month, as a position.
fn plan_at(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month) -> Option<f64> {
    let target = context.site.figures().target(of, slice, Period::Month(month))?;
    match target.scope {
        Scope::Months(_) => target.bound.plan().and_then(position),
        Scope::Over(_) => None,
    }
}

/// How the ticks of a metric's axis are printed.
pub fn ticks(context: &Context<'_>, of: MetricRef) -> TickFormat {
    let metric = context.site.figures().definitions().get(of.metric);
    let look = context.look(metric);
    match metric.unit {
        Unit::Ratio if look.format == crate::model::Format::Plain => TickFormat::percent(),
        Unit::Money => {
            let unit = look.head_unit();
            // In English the currency stands before the number: ¥300M.
            let (prefix, suffix) = unit.strip_suffix('M').map_or(("", &*unit), |symbol| (symbol, "M"));
            TickFormat { one: 1e6, prefix: prefix.to_owned(), suffix: suffix.to_owned() }
        }
        _ => TickFormat::plain(),
    }
}

/// A value for a chart: its position and its printed text, or the reason why there is none.
pub fn chart_value(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month) -> Value {
    let Some(figure) = context.site.figures().get(of, slice, Period::Month(month)) else { return Value::missing("") };
    match styled(context, &figure, Style::Full) {
        Ok(printed) => Value { at: figure.exact().and_then(position), text: printed.to_string() },
        Err(reason) => Value::missing(reason),
    }
}

/// What a line chart of metrics shows.
pub struct LineOf<'a> {
    /// The id of the chart on its page.
    pub id: &'a str,
    /// The lines: name, metric, slice.
    pub lines: Vec<(String, MetricRef, SliceIx)>,
    /// The last month.
    pub last: Month,
    /// How many months.
    pub months: usize,
    /// The title; the metric's name if none.
    pub title: Option<String>,
    /// Marks: month and label.
    pub marks: Vec<(Month, String)>,
    /// How much room it has.
    pub size: chart::Size,
}

/// A line chart of one or several figures over months, with the target of the first.
pub fn line(context: &Context<'_>, wanted: LineOf<'_>) -> String {
    let Some((_, of, slice)) = wanted.lines.first().cloned() else { return String::new() };
    let months: Vec<Month> = (0..wanted.months.clamp(2, 120) as i32).rev().map(|back| wanted.last.plus(-back)).collect();
    let values =
        |of: MetricRef, slice: SliceIx| months.iter().map(|month| chart_value(context, of, slice, *month)).collect::<Vec<_>>();
    let line =
        |(name, of, slice): &(String, MetricRef, SliceIx)| chart::Series { name: name.clone(), values: values(*of, *slice) };
    let series: Vec<chart::Series> = wanted.lines.iter().map(line).collect();
    let title = wanted.title.unwrap_or_else(|| name(context, of));
    let target = target_line(context, of, slice, &months);
    let label = match series.as_slice() {
        [_] => line_label(context, &title, of, slice, wanted.last),
        several => charts::said(context, &title, Period::Month(wanted.last), &charts::last_values(several)),
    };
    let chart = chart::Line {
        frame: chart::Frame {
            id: wanted.id.to_owned(),
            lang: context.lang.to_owned(),
            label,
            title,
            scope: context.look_of(of).head_unit(),
            caption: charts::reading(context, target.as_ref(), &series),
            size: wanted.size,
        },
        ticks: ticks(context, of),
        axis: Axis::Months(months.clone()),
        base: base(context, of, series.iter().flat_map(|line| &line.values)),
        series,
        target,
        marks: wanted.marks.into_iter().map(|(month, label)| chart::Mark { month, label }).collect(),
        from_zero: false,
    };
    chart::line(&chart)
}

/// The target of a figure over months, as far as it is set for the figure of a month.
pub fn target_line(context: &Context<'_>, of: MetricRef, slice: SliceIx, months: &[Month]) -> Option<chart::Target> {
    let look = context.look_of(of);
    let value = |month: &Month| {
        let plan = context
            .site
            .figures()
            .target(of, slice, Period::Month(*month))
            .filter(|target| matches!(target.scope, Scope::Months(_)));
        match plan.and_then(|target| Some((target, target.bound.plan()?))) {
            Some((target, plan)) => {
                let text = figures::noted_bound(context, target, &target.bound, look.as_written(plan).to_string());
                Value { at: position(plan), text }
            }
            None => Value::missing(""),
        }
    };
    let values: Vec<Value> = months.iter().map(value).collect();
    values.iter().any(|value| value.at.is_some()).then(|| chart::Target { name: context.word("target").to_owned(), values })
}

/// The accessible name of a line: value, target and gap of the last month.
pub fn line_label(context: &Context<'_>, title: &str, of: MetricRef, slice: SliceIx, month: Month) -> String {
    let figures = context.site.figures();
    let Some(figure) = figures.get(of, slice, Period::Month(month)) else { return title.to_owned() };
    let value = styled(context, &figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string());
    let mut label = context.words.fill("chart_value", &[("name", title), ("month", &context.month(month)), ("value", &value)]);
    if let Some(target) = figures.target(of, slice, Period::Month(month)) {
        label.push_str(&context.words.fill("chart_target", &[("target", &figures::bound(context, target))]));
        if let (Some(value), Some(plan)) = (figure.exact(), target.bound.plan()) {
            let gap = &value.minus(plan);
            let printed = context.look_of(of).change(gap, Style::Full);
            let number = Number { of, slice, months: figure.months, against: None, what: What::Gap, value: gap };
            let gap = figures::noted(context, number, printed);
            label.push_str(&context.words.fill("chart_gap", &[("gap", &gap)]));
        }
    }
    label
}

/// The waterfall of a bridge; `None` where it may not be seen or cannot be drawn whole.
pub fn waterfall(context: &Context<'_>, bridge: &Bridge, slice: SliceIx, period: Period, id: &str) -> Option<String> {
    let found = context.site.figures().waterfall(bridge, slice, period)?;
    if found.missing.is_some() {
        return None;
    }
    let cancelling = bridge.cancel.filter(|_| slice == Slices::TOTAL);
    let cancels = |of: MetricRef| cancelling.is_some_and(|(first, second)| of == first || of == second);
    let look = context.look_of(bridge.opening);
    let months = context.site.config().fiscal_year.months(period);
    let steps = found.steps.iter().filter(|step| !cancels(step.figure.of)).filter_map(|step| {
        let value = step.figure.exact()?;
        let (kind, sign, sub) = match step.kind {
            StepKind::Opening => (
                chart::StepKind::Total,
                false,
                context.words.fill("end_of_month", &[("month", &context.short_month(months.first.previous()))]),
            ),
            StepKind::Closing => (
                chart::StepKind::Total,
                false,
                context.words.fill("end_of_month", &[("month", &context.short_month(months.last))]),
            ),
            StepKind::Plus => (chart::StepKind::Change, false, String::new()),
            StepKind::Minus => (chart::StepKind::Change, true, String::new()),
        };
        let signed = if sign { value.negated() } else { value.clone() };
        // A movement of nothing needs no column of its own.
        if kind == chart::StepKind::Change && signed.is_zero() {
            return None;
        }
        let printed = if kind == chart::StepKind::Total {
            look.value(&signed, Style::Millions)
        } else {
            look.change(&signed, Style::Millions)
        };
        context.ledger.value(&step.figure, &printed);
        Some(chart::Step {
            name: name(context, step.figure.of),
            sub,
            value: Value { at: position(&signed), text: printed.to_string() },
            kind,
        })
    });
    let title = bridge_name(context, bridge);
    let steps: Vec<chart::Step> = steps.collect();
    let said: Vec<(String, String)> = steps.iter().map(|step| (step.name.clone(), step.value.text.clone())).collect();
    Some(chart::waterfall(&chart::Waterfall {
        frame: chart::Frame {
            id: id.to_owned(),
            lang: context.lang.to_owned(),
            scope: look.head_unit(),
            caption: context.word("bridge_caption").to_owned(),
            label: charts::said(context, &unit_title(&title, &look.head_unit()), period, &said),
            title,
            size: chart::Size::Both,
        },
        ticks: ticks(context, bridge.opening),
        head: String::new(),
        steps,
    }))
}

/// A title with the unit in which its values are printed.
fn unit_title(title: &str, unit: &str) -> String {
    if unit.is_empty() { title.to_owned() } else { format!("{title} {unit}") }
}

/// The name of a bridge; without one, that it is of what it ends with.
pub fn bridge_name(context: &Context<'_>, bridge: &Bridge) -> String {
    match bridge.name.is_empty() {
        true => context.words.fill("bridge_of", &[("name", &name(context, bridge.closing))]),
        false => context.text(&bridge.name).to_owned(),
    }
}

/// A line at 100 % for ratios that come near it; it would squeeze all others.
pub fn base<'v>(context: &Context<'_>, of: MetricRef, mut values: impl Iterator<Item = &'v Value>) -> Option<f64> {
    let ratio = context.site.figures().definitions().get(of.metric).unit == Unit::Ratio;
    (ratio && values.any(|value| value.at.is_some_and(|at| at > 0.8))).then_some(1.0)
}

/// How a figure came about: the panel behind "why?".
pub fn why(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Why> {
    let figures = context.site.figures();
    let figure = figures.get(of, slice, period)?;
    let label = context.word("why").to_owned();
    let metric = figures.definitions().get(of.metric);
    let Some(formula) = figures.formula(of.metric) else {
        return Some(Why { label, url: url(context, of), derivation: given(context, of, slice, period), open: false });
    };
    let value = styled(context, &figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string());
    let inputs = formula.root.metrics();
    let numbers = in_numbers(context, &formula.root, &inputs, slice, period).unwrap_or_default();
    let derivation = Derivation {
        words: Some(Html::text(&figures.formula_in_words(formula, context.lang))),
        numbers: Some(Html::from(
            format!("{} = <b>{}</b>", html::escape(&numbers), html::escape(&value)).trim_start().to_owned(),
        )),
        inputs: Some(inputs_table(context, &inputs, slice, period)),
        sources: sources(context, &metric.place, of, slice, period),
    };
    Some(Why { label, url: url(context, of), derivation: Some(derivation), open: false })
}

/// A formula with the figures of its inputs in their places, where all of them are known.
fn in_numbers(context: &Context<'_>, root: &Expr, inputs: &[MetricRef], slice: SliceIx, period: Period) -> Option<String> {
    let figures = context.site.figures();
    let printed: Option<BTreeMap<MetricRef, String>> = inputs
        .iter()
        .map(|of| {
            let printed = styled(context, &figures.get(*of, slice, period)?, Style::Full).ok()?;
            // Units would hide the sum; a percent sign belongs to its number.
            let short = match figures.definitions().get(of.metric).unit {
                Unit::Ratio => printed.to_string(),
                _ => format!("{}{}", printed.sign, printed.number),
            };
            Some((*of, short))
        })
        .collect();
    let printed = printed?;
    formula::filled(root, context.lang, &|of| printed.get(&of).cloned().unwrap_or_default())
}

fn given(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Derivation> {
    let place = &context.site.figures().definitions().get(of.metric).place;
    Some(Derivation {
        words: None,
        numbers: None,
        inputs: Some(inputs_table(context, &with_parts(context, of), slice, period)),
        sources: sources(context, place, of, slice, period),
    })
}

/// A distribution and its parts: only those were written down.
fn with_parts(context: &Context<'_>, of: MetricRef) -> Vec<MetricRef> {
    let count = context.site.figures().definitions().get(of.metric).parts.len();
    let parts = (0..count).filter(|_| of.part.is_none()).map(|part| MetricRef { part: Some(PartIx(part as u16)), ..of });
    [of].into_iter().chain(parts).collect()
}

/// Inputs by slice, with the lines they were written on.
fn inputs_table(context: &Context<'_>, inputs: &[MetricRef], slice: SliceIx, period: Period) -> Table {
    let figures = context.site.figures();
    let axis = (slice == Slices::TOTAL)
        .then(|| inputs.iter().find_map(|of| figures.definitions().get(of.metric).by.first().copied()))
        .flatten();
    let slices: Vec<SliceIx> = axis.map(|axis| figures.slices_of(axis)).unwrap_or_default().into_iter().chain([slice]).collect();
    // Wide tables do not fit the panel.
    let slices = if slices.len() > 6 { vec![slice] } else { slices };
    let mut columns = vec![ColumnHead { label: context.word("inputs").to_owned(), ..ColumnHead::default() }];
    columns.extend(slices.iter().map(|slice| ColumnHead {
        label: figures.slice_name(*slice, context.lang).to_owned(),
        align: Align::End,
        ..ColumnHead::default()
    }));
    let with_places = context.site.is_narrowest();
    if with_places {
        columns.push(ColumnHead { label: context.word("places_of").to_owned(), ..ColumnHead::default() });
    }
    let rows = inputs.iter().map(|of| {
        let mut cells = vec![Cell::head(&name(context, *of))];
        let mut lines = Vec::new();
        for slice in &slices {
            let Some(figure) = figures.get(*of, *slice, period) else {
                cells.push(Cell::text(""));
                continue;
            };
            if let crate::model::Origin::Given(place) = &figure.origin {
                lines.push(place.line.to_string());
            }
            cells.push(Cell::text(
                &styled(context, &figure, Style::Full).map_or_else(|_| "—".to_owned(), |printed| printed.to_string()),
            ));
        }
        if with_places {
            cells.push(Cell::text(&lines.join(context.word("line_separator"))));
        }
        Row { cells, ..Row::default() }
    });
    Table { columns, rows: rows.collect(), small: true, ..Table::default() }
}

fn sources(context: &Context<'_>, definition: &crate::model::Place, of: MetricRef, slice: SliceIx, period: Period) -> Vec<Html> {
    let figures = context.site.figures();
    let mut sources = Vec::new();
    let place = |place: &crate::model::Place| format!("{}:{}", place.path, place.line);
    if context.site.is_narrowest() {
        sources.push(context.words.fill("source_definition", &[("place", &place(definition))]));
        if let Some(target) = figures.target(of, slice, period) {
            let bound = figures::bound(context, target);
            sources.push(context.words.fill("source_target", &[("place", &place(&target.place)), ("target", &bound)]));
        }
        if let Period::Month(month) = period
            && let Some(snapshot) = figures.snapshot(month)
        {
            let files = snapshot.files.iter().map(|file| file.as_str()).collect::<Vec<_>>().join(context.word("comma"));
            sources.push(context.words.fill("source_snapshot", &[("place", &files)]));
        }
    }
    sources.push(
        context
            .words
            .fill("source_period", &[("period", &context.period(period)), ("slice", figures.slice_name(slice, context.lang))]),
    );
    sources.iter().map(|text| Html::text(text)).collect()
}

/// A table of metrics in a month, quarter or year: value, changes, a line.
pub fn figures_table(context: &Context<'_>, metrics: &[(MetricRef, SliceIx)], period: Period) -> Option<Block> {
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let rows: Vec<Row> = metrics.iter().filter_map(|(of, slice)| figures_row(context, *of, *slice, period)).collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        head("metric", Align::Start),
        ColumnHead { label: context.short_period(period), align: Align::End, ..ColumnHead::default() },
    ];
    columns.extend(comparisons(period).iter().map(|(_, key)| head(key, Align::End)));
    columns.push(head("thirteen_months", Align::Chart));
    Some(Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

fn figures_row(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Row> {
    let figures = context.site.figures();
    let month = context.last_month(period);
    let figure = figures.get(of, slice, period)?;
    let value = match styled(context, &figure, Style::Card) {
        Ok(printed) => Cell::html(format!("<span class=\"num\">{}</span>", super::figures::sized(&printed))),
        Err(reason) => missing_cell(&reason),
    };
    let changes = changes(context, of, slice, period);
    let change = |at: usize| changes.get(at).map_or_else(|| Cell::text(""), |change| Cell::text(&change.value));
    let mut head = Cell::html(linked(context, of, name_over(context, of, period)));
    head.head = true;
    if slice != Slices::TOTAL {
        head = head.with_sub(figures.slice_name(slice, context.lang));
    }
    // What has no target has no status, but that it is not asked for yet is said wherever it stands.
    let standing = figures.standing(of, slice, period);
    if let Some(standing) = standing.filter(|standing| matches!(standing.status, Judged::NotAsked(_))) {
        head = head.with_sub(&status(context, &standing.status).word);
    }
    let mut cells = vec![head, value];
    cells.extend((0..comparisons(period).len()).map(change));
    cells.push(Cell::html(spark(context, of, slice, month, SparkSize::Row)));
    Some(Row { cells, ..Row::default() })
}

/// Why there is no figure, in a cell for figures: small, and over several lines where it is long.
pub fn missing_cell(reason: &str) -> Cell {
    Cell::default().with_sub(reason)
}

/// The name of a metric as a link to its page.
pub fn linked_name(context: &Context<'_>, of: MetricRef) -> String {
    linked(context, of, name(context, of))
}

/// A name as a link to the page of a metric.
pub fn linked(context: &Context<'_>, of: MetricRef, name: String) -> String {
    match url(context, of) {
        Some(url) => format!("<a href=\"{}\">{}</a>", html::escape(&url), html::escape(&name)),
        None => html::escape(&name).into_owned(),
    }
}
