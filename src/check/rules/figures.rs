//! Figures in running text exist, and whoever reads the text may see them.

use crate::check::{OnePage, Rule, Run};
use crate::compute::Figures;
use crate::config::Config;
use crate::content::Written;
use crate::content::figure::{Mistake, Shown, Wanted};
use crate::content::markdown;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audience, MetricRef, Period, Place, Ref, SliceIx, Slices};
use crate::yaml::unknown_id;

pub(in crate::check) const RULE: Rule = Rule { name: "figures in text", run: Run::Figures(run) };

fn run(page: OnePage<'_>, figures: &Figures, report: &mut Report) {
    let all = Known { config: page.config, figures };
    for figure in &page.written.document.figures {
        check(all, page.written, figure, report);
    }
}

/// What is known beside the page.
#[derive(Clone, Copy)]
struct Known<'a> {
    config: &'a Config,
    figures: &'a Figures,
}

fn check(all: Known<'_>, written: &Written, figure: &markdown::Figure, report: &mut Report) {
    let place = written.page.place_at(figure.range.start, figure.range.end);
    let wanted = match Wanted::parse(&figure.text) {
        Ok(wanted) => wanted,
        Err(Mistake { at, message, hint }) => {
            let start = figure.range.start;
            let place = written.page.place_at(start + at.start, start + at.end);
            report.push(Diagnostic::new(&codes::FIGURE_SYNTAX, place, message).hint(hint));
            return;
        }
    };
    let named = Ref { id: wanted.metric.as_str().into(), place: metric_place(&place, &wanted.metric) };
    let of = crate::data::metric_ref(all.figures.definitions(), &named, report);
    let slice = slice(all, &wanted, &word_place(&place, &figure.text, wanted.slice.as_ref().map(|(_, id)| &**id)), report);
    let (Some(of), Some(slice)) = (of, slice) else { return };
    let page = written.page.meta.audience;
    let readers = figure.audience.map_or(page, |passage| page.narrower(Audience(passage as u8)));
    visible(all, written, &wanted, of, slice, readers, place, report);
}

/// The metric stands first between the braces.
fn metric_place(place: &Place, metric: &str) -> Place {
    Place { width: metric.chars().count() as u32, ..place.clone() }
}

/// The place of a word that stands after `=` between the braces.
fn word_place(place: &Place, text: &str, word: Option<&str>) -> Place {
    let Some((word, at)) = word.and_then(|word| Some((word, text.find(&format!("={word}"))? + 1))) else { return place.clone() };
    let column = place.column + text[..at].chars().count() as u32;
    Place { column, width: word.chars().count() as u32, ..place.clone() }
}

fn slice(all: Known<'_>, wanted: &Wanted, place: &Place, report: &mut Report) -> Option<SliceIx> {
    let Some((axis, id)) = &wanted.slice else { return Some(Slices::TOTAL) };
    let slices = all.figures.slices();
    let found = slices.find(*axis, id);
    if found.is_none() {
        let known: Vec<&str> = slices.of_axis(*axis).map(|at| &*slices.get(at).id).collect();
        report.push(unknown_id(axis.word(), id, place.clone(), known.into_iter()));
    }
    found
}

/// A figure that is written into a text must be for its readers: on their site there would be a hole.
#[expect(clippy::too_many_arguments, reason = "one question about one figure; a struct for it would be used once")]
fn visible(
    all: Known<'_>,
    written: &Written,
    wanted: &Wanted,
    of: MetricRef,
    slice: SliceIx,
    readers: Audience,
    place: Place,
    report: &mut Report,
) {
    let metric = all.figures.definitions().get(of.metric);
    let audiences = &all.config.audiences;
    if !readers.sees(metric.audience) {
        let message = format!(
            "readers of this text are `{}`, but the metric `{}` is for `{}`",
            audiences.id(readers),
            metric.id,
            audiences.id(metric.audience)
        );
        let finding = Diagnostic::new(&codes::NARROWER_FIGURE, place, message).also(metric.place.clone(), "the metric");
        report.push(finding.hint("take the figure away, put it into a passage, or give the metric and its values an `audience`"));
        return;
    }
    if wanted.show == Shown::Target || all.figures.months().is_none() {
        return;
    }
    let at = wanted.at.or(written.page.month().map(Period::Month));
    let seen = match at {
        Some(period) => readers.sees(all.figures.get(of, slice, period).audience),
        // Without a month it is the latest that these readers may see.
        None => {
            let narrowest = audiences.narrowest();
            all.figures.last_month(of, slice, readers).is_some() || all.figures.last_month(of, slice, narrowest).is_none()
        }
    };
    if !seen {
        let message =
            format!("readers of this text are `{}`, but no value of `{}` is for them", audiences.id(readers), wanted.metric);
        let finding = Diagnostic::new(&codes::NARROWER_FIGURE, place, message);
        report.push(finding.hint("give the value in the snapshot an `audience`, or put the figure into a passage"));
    }
}
