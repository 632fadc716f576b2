//! What a metric is: its formula, how the latest figure came about, and how it is kept.

use super::Course;
use crate::html;
use crate::model::{Axis, Better, Kind, Metric, MetricRef, Period, Rollup, Unit};
use crate::render::context::Context;
use crate::render::parts;
use crate::render::view::{Block, Fact, Html};

/// The formula, and for those who look after the figure everything the latest one was made of.
pub(super) fn why(context: &Context<'_>, of: MetricRef, course: Option<Course>) -> Vec<Block> {
    let figures = context.site.figures();
    if context.site.is_narrowest()
        && let Some(course) = course
        && let Some(why) = parts::why(context, of, course.slice, Period::Month(course.months.last))
    {
        return why.derivation.into_iter().map(Block::Derivation).collect();
    }
    let Some(formula) = figures.formula(of.metric) else { return Vec::new() };
    let words = figures.formula_in_words(formula, context.tongue);
    vec![Block::Facts { facts: vec![fact(context, "formula", Html::text(&words))], rows: true }]
}

/// How it is kept, for those who look after it.
pub(super) fn blocks(context: &Context<'_>, of: MetricRef) -> Vec<Block> {
    let site = context.site;
    let metric = site.figures().definitions().get(of.metric);
    if !site.is_narrowest() {
        return Vec::new();
    }
    let mut facts = vec![
        fact(context, "metric_id", Html::from(format!("<code>{}</code>", html::escape(&metric.id)))),
        fact(context, "metric_unit", Html::text(context.word(unit_word(metric.unit)))),
        fact(context, "metric_kind", Html::text(context.word(kind_word(metric)))),
        fact(context, "metric_better", Html::text(context.word(better_word(metric.better)))),
        fact(context, "metric_by", Html::text(&axes(context, of))),
    ];
    if let Some(step) = metric.from_step {
        let text = context.words.fill("from_step_number", &[("step", &step.to_string())]);
        facts.push(fact(context, "from_step", Html::text(&text)));
    }
    if let Some(most) = &metric.never_over {
        let most = context.look(metric).as_written(most).to_string();
        facts.push(fact(context, "never_over", Html::text(&most)));
    }
    if let Some(disclose) = &metric.disclose {
        facts.push(fact(context, "disclosed", Html::text(context.text(&disclose.because))));
    }
    let place = format!("{}:{}", metric.place.path, metric.place.line);
    facts.push(fact(context, "defined_at", Html::from(format!("<code>{}</code>", html::escape(&place)))));
    vec![Block::Facts { facts, rows: true }]
}

fn fact(context: &Context<'_>, key: &'static str, value: Html) -> Fact {
    Fact { label: context.words.text(key).to_owned(), value }
}

fn axes(context: &Context<'_>, of: MetricRef) -> String {
    let figures = context.site.figures();
    // A formula has figures wherever its inputs have.
    let kept = |axis: &Axis| figures.slices_of(*axis).into_iter().any(|slice| figures.latest(of, slice).is_some());
    let names: Vec<&str> =
        Axis::ALL.into_iter().filter(kept).map(|axis| context.words.text(super::slices::axis_word(axis))).collect();
    if names.is_empty() { context.word("total_only").to_owned() } else { names.join(context.word("comma")) }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "unit_money",
        Unit::Count => "unit_count",
        Unit::Ratio => "unit_ratio",
        Unit::Days => "unit_days",
        Unit::Hours => "unit_hours",
        Unit::Score => "unit_score",
        Unit::Points => "unit_points",
    }
}

fn kind_word(metric: &Metric) -> &'static str {
    match &metric.kind {
        Kind::Derived(_) => "kind_derived",
        Kind::Input(Rollup::Flow) => "kind_flow",
        Kind::Input(Rollup::StockLast | Rollup::StockFirst) => "kind_stock",
        Kind::Input(Rollup::NotAdditive) => "kind_not_additive",
    }
}

fn better_word(better: Better) -> &'static str {
    match better {
        Better::Higher => "better_higher",
        Better::Lower => "better_lower",
        Better::Within => "better_within",
        Better::Neither => "better_neither",
    }
}
