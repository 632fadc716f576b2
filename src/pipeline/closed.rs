//! Closed months, compared with what they held when they were closed, as git remembers.

use super::Known;
use crate::data;
use crate::diag::Report;
use crate::model::Snapshot;
use crate::workflow::closed;
use crate::world::World;

/// What was changed in closed months without a word on it.
pub(super) fn months(world: &dyn World, known: &Known) -> Report {
    let mut report = Report::default();
    let Some(history) = &known.history else { return report };
    let (definitions, slices) = (known.figures.definitions(), known.figures.slices());
    let months = known.figures.months().into_iter().flat_map(|months| months.iter());
    let closed: Vec<&Snapshot> = months.filter_map(|month| known.figures.snapshot(month)).filter(|it| it.closed).collect();
    let context = data::Context { languages: &known.config.languages, audiences: &known.config.audiences };
    for (snapshot, files) in closed.iter().zip(closed::when_closed(world, history, &closed)) {
        // What was wrong with a file of its time was said at its time.
        for then in data::snapshots(&files, &context, definitions, slices, &mut Report::default()) {
            let written = |snapshot| closed::Written { snapshot, definitions, slices };
            closed::changes(written(&then), written(snapshot)).into_iter().for_each(|finding| report.push(finding));
        }
    }
    report
}
