//! Labels that keep out of one another's way.

/// Moves labels of given heights apart, in order, so that none overlaps another and all stay between
/// `top` and `bottom` (as far as they have room). `wanted` are centres; the answer too.
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0).then(a.cmp(&b)));
    let mut placed = vec![0.0; wanted.len()];
    let mut edge = top;
    for &at in &order {
        let (centre, height) = wanted[at];
        placed[at] = centre.max(edge + height / 2.0);
        edge = placed[at] + height / 2.0;
    }
    // Back from below: what ran out of the picture pushes its neighbours up.
    let mut edge = bottom.max(top + wanted.iter().map(|label| label.1).sum::<f64>());
    for &at in order.iter().rev() {
        let height = wanted[at].1;
        placed[at] = placed[at].min(edge - height / 2.0);
        edge = placed[at] - height / 2.0;
    }
    placed
}

/// The labels of one row so far, as intervals.
#[derive(Debug, Default)]
pub(super) struct Row(Vec<(f64, f64)>);

impl Row {
    /// Takes the place of a label, unless it would come nearer than `gap` to another.
    pub(super) fn take(&mut self, from: f64, to: f64, gap: f64) -> bool {
        let free = self.0.iter().all(|&(a, b)| to + gap <= a || from - gap >= b);
        if free {
            self.0.push((from, to));
        }
        free
    }
}

/// A label over a vertical line: where the line stands and where the label lies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flag {
    pub(super) line: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    /// Rows count from the top.
    pub(super) row: usize,
}

/// Puts labels over their lines in at most `most` rows, so that no label overlaps another and no line
/// runs through a label. `None` if that cannot be done. `lines` are places and label widths, sorted by place.
pub(super) fn flags(lines: &[(f64, f64)], left: f64, right: f64, most: usize) -> Option<Vec<Flag>> {
    let mut flags: Vec<Flag> = lines
        .iter()
        .map(|&(line, width)| {
            let from = if line + width <= right { line } else { line - width };
            Flag { line, from, to: from + width, row: 0 }
        })
        .collect();
    if flags.iter().any(|flag| flag.from < left) {
        return None;
    }
    for _ in 0..=flags.len() {
        let mut moved = false;
        for a in 0..flags.len() {
            for b in 0..flags.len() {
                if a != b && must_lie_above(&flags[a], &flags[b]) && flags[b].row <= flags[a].row {
                    flags[b].row = flags[a].row + 1;
                    moved = true;
                }
            }
        }
        if flags.iter().any(|flag| flag.row >= most) {
            return None;
        }
        if !moved {
            return Some(flags);
        }
    }
    None
}

/// Whether `a` must lie in a higher row than `b`: else the line of `b` would run through it.
fn must_lie_above(a: &Flag, b: &Flag) -> bool {
    const GAP: f64 = 6.0;
    let through = a.from - GAP < b.line && b.line < a.to + GAP;
    let overlap = a.from - GAP < b.to && b.from < a.to + GAP;
    through || (overlap && a.line < b.line && !(b.from - GAP < a.line && a.line < b.to + GAP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_at_one_height_are_moved_apart_and_stay_inside() {
        let placed = spread(&[(90.0, 16.0), (90.0, 16.0), (91.0, 16.0)], 0.0, 100.0);
        for pair in placed.windows(2) {
            assert!(pair[1] - pair[0] >= 16.0);
        }
        assert!(placed.iter().all(|at| *at >= 8.0 && *at <= 92.0));
    }

    #[test]
    fn a_label_with_room_stays_where_it_belongs() {
        assert_eq!(spread(&[(20.0, 16.0), (60.0, 16.0)], 0.0, 100.0), [20.0, 60.0]);
    }

    #[test]
    fn flags_step_down_so_that_no_line_runs_through_a_label() {
        let flags = flags(&[(100.0, 80.0), (120.0, 80.0), (300.0, 40.0)], 0.0, 600.0, 3).unwrap();
        assert_eq!(flags.iter().map(|flag| flag.row).collect::<Vec<_>>(), [0, 1, 0]);
    }

    #[test]
    fn flags_without_a_way_are_refused() {
        assert_eq!(flags(&[(590.0, 80.0), (595.0, 80.0)], 0.0, 600.0, 3), None);
        assert_eq!(flags(&[(10.0, 80.0), (12.0, 80.0), (14.0, 80.0), (16.0, 80.0)], 0.0, 600.0, 3), None);
    }
}
