//! The derivation of a figure as a text tree: every input ends with the line it was written on.

use super::derivation::{Derivation, Ingredient};
use super::{Figures, Status};
use crate::diag::{Diagnostic, Report, Severity};
use crate::model::{Figure, Language, Look, MetricRef, Origin, Period, Place, SliceIx, SourcePath, Style};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

// Deeper than any formula can build on others: 64 formulas, then slices, parts and months.
const DEEPEST: usize = 80;

// More lines would be read by nobody.
const LONGEST: usize = 2000;

/// How figures are printed.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'a> {
    /// The site's currency.
    pub currency: &'a str,
    /// The language.
    pub language: &'a Language,
}

impl Figures {
    /// Why a figure is what it is, as a tree. The first line gives metric, slice, period and printed value.
    pub fn why(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period, printing: Printing<'_>) -> String {
        let of = of.into();
        let mut why = Why { figures: self, printing, out: String::new(), lines: 0 };
        let tree = self.derivation(of, slice, period, DEEPEST);
        why.line("", &format!("{}  {}", why.figure(&tree.figure), self.definitions().name(of, printing.language.tag())));
        why.facts(&tree, slice, period);
        why.ingredients(&tree, "");
        if why.lines > LONGEST {
            let _ = writeln!(why.out, "… {} more lines", why.lines - LONGEST);
        }
        why.out
    }
}

impl Figures {
    /// Keeps the errors, and of the other findings those about a line or a metric that a figure rests on.
    pub fn keep_concerning(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period, report: &mut Report) {
        let mut behind = Behind::default();
        behind.add(self, &self.derivation(of, slice, period, DEEPEST));
        report.retain(|finding| finding.severity == Severity::Error || behind.concerns(finding));
    }
}

/// What a figure rests on.
#[derive(Default)]
struct Behind {
    /// The metrics as messages name them.
    names: BTreeSet<String>,
    lines: BTreeSet<(SourcePath, u32)>,
}

impl Behind {
    fn add(&mut self, figures: &Figures, tree: &Derivation) {
        let (definitions, of) = (figures.definitions(), tree.figure.of);
        let metric = definitions.get(of.metric);
        self.names.extend([format!("`{}`", definitions.written(of)), format!("`{}`", metric.id)]);
        self.line(&metric.place);
        if let Some(formula) = &tree.formula {
            self.line(&formula.place);
        }
        if let Origin::Given(place) = &tree.figure.origin {
            self.line(place);
        }
        if let Some(restated) = figures.restated(of, tree.figure.slice, tree.figure.months.last) {
            self.line(&restated.place);
        }
        tree.ingredients.iter().for_each(|below| self.add(figures, below));
    }

    fn line(&mut self, place: &Place) {
        self.lines.insert((place.path.clone(), place.line));
    }

    fn concerns(&self, finding: &Diagnostic) -> bool {
        let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
        let mut lines = places.map(|place| (place.path.clone(), place.line));
        lines.any(|line| self.lines.contains(&line)) || self.names.iter().any(|name| finding.message.contains(name))
    }
}

struct Why<'a> {
    figures: &'a Figures,
    printing: Printing<'a>,
    out: String,
    lines: usize,
}

impl Why<'_> {
    fn line(&mut self, indent: &str, text: &str) {
        self.lines += 1;
        if self.lines <= LONGEST {
            let _ = writeln!(self.out, "{indent}{}", text.trim_end());
        }
    }

    fn look(&self, of: MetricRef) -> Look<'_> {
        Look::of_ref(self.figures.definitions(), of, self.printing.currency, self.printing.language)
    }

    /// `nrr  tier1  2026-10  104.00%`, and for what was written its place.
    fn figure(&self, figure: &Figure) -> String {
        let definitions = self.figures.definitions();
        let slices = self.figures.slices();
        let value = match &figure.value {
            Ok(value) => self.look(figure.of).value(value, Style::Full).to_string(),
            Err(missing) => {
                let word = if self.printing.language.is_japanese() { "欠測" } else { "missing" };
                format!("{word}: {}", missing.words(self.printing.language, definitions, slices))
            }
        };
        let (of, slice) = (definitions.written(figure.of), &slices.get(figure.slice).id);
        let place = if let Origin::Given(place) = &figure.origin { format!("  {place}") } else { String::new() };
        format!("{of}  {slice}  {}  {value}{place}", figure.months)
    }

    /// What is known beside the tree: formula, exact value, target, correction.
    fn facts(&mut self, tree: &Derivation, slice: SliceIx, period: Period) {
        let figure = &tree.figure;
        if let Some(formula) = &tree.formula {
            self.line("  ", &format!("formula: {}  {}", formula.text, formula.place));
            let words = crate::formula::words(&formula.root, self.figures.definitions(), self.printing.language);
            self.line("  ", &format!("in words: {words}"));
        }
        if let Ok(value) = &figure.value {
            self.line("  ", &format!("exact: {value}"));
        }
        self.target(figure.of, slice, period);
        if let Period::Month(month) = period
            && let Some(restated) = self.figures.restated(figure.of, slice, month)
        {
            let was = self.look(figure.of).value(&restated.was, Style::Full);
            let because = restated.because.get(self.printing.language.tag());
            self.line("  ", &format!("restated: was {was} ({because})  {}", restated.place));
        }
    }

    /// The target with what it says of the figure, or that the figure is not asked for yet.
    fn target(&mut self, of: MetricRef, slice: SliceIx, period: Period) {
        let reader = self.figures.material.narrowest;
        let standing = self.figures.standing(of, slice, period, reader);
        if let Some(target) = self.figures.target_for(of, slice, period, reader) {
            let bound = self.look(of).bound(&target.bound);
            self.line("  ", &format!("target: {bound} → {}  {}", status(&standing.status), target.place));
        } else if let Status::NotAsked(_) = standing.status {
            let place = &self.figures.definitions().get(of.metric).place;
            self.line("  ", &format!("{}  {place}", status(&standing.status)));
        }
    }

    fn ingredients(&mut self, tree: &Derivation, indent: &str) {
        let count = tree.ingredients.len();
        for (at, below) in tree.ingredients.iter().enumerate() {
            let (branch, deeper) = if at + 1 == count { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let formula =
                below.formula.as_ref().map_or_else(String::new, |formula| format!("  = {}  {}", formula.text, formula.place));
            let sum = match below.by {
                Ingredient::Slice(axis) => format!("  sum by {}", axis.word()),
                Ingredient::Part => "  sum of parts".to_owned(),
                Ingredient::Month if below.ingredients.len() > 1 => "  sum of months".to_owned(),
                _ => String::new(),
            };
            let text = format!("{}{formula}{sum}", self.figure(&below.figure));
            self.line(&format!("{indent}{branch}"), &text);
            self.ingredients(below, &format!("{indent}{deeper}"));
        }
    }
}

fn status(status: &Status) -> Cow<'static, str> {
    let words = match status {
        Status::OnTarget => "on target",
        Status::AtRisk => "at risk",
        Status::OffTarget => "off target",
        Status::NoTarget => "no target",
        Status::Missing(_) => "missing",
        Status::NotApplicable => "not applicable",
        Status::NotYet => "not yet: the period is still open",
        Status::NotAsked(step) => return format!("not asked yet (from step {step})").into(),
    };
    words.into()
}
