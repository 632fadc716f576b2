//! The figures of one metric: parts × slices × months, dense where there can be anything.

use crate::model::{Audience, Exact, Missing, PartIx, SliceIx, Slices};

/// A figure of one month, kept small because there are millions.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub value: Result<Exact, Missing>,
    pub audience: Audience,
    pub origin: CellOrigin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellOrigin {
    /// Nothing was written.
    None,
    /// Position among the entries of the month's snapshot.
    Given(u32),
    Summed,
    Computed,
}

impl Cell {
    pub fn missing(reason: Missing, audience: Audience) -> Cell {
        Cell { value: Err(reason), audience, origin: CellOrigin::None }
    }
}

/// All cells of a metric.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// For each slice its row, or `None` if nothing can be there.
    rows: Vec<Option<u16>>,
    /// The slices that have rows, the total first.
    pub kept: Vec<SliceIx>,
    months: usize,
    cells: Vec<Cell>,
}

impl Grid {
    /// A grid for the whole and its parts, over the total and some slices, each cell filled by month.
    pub fn new(slices: &Slices, kept: Vec<SliceIx>, parts: usize, months: usize, fill: impl Fn(usize) -> Cell) -> Grid {
        let mut rows = vec![None; slices.len()];
        for (row, slice) in kept.iter().enumerate() {
            rows[slice.0 as usize] = Some(row as u16);
        }
        let count = (1 + parts) * kept.len() * months;
        let cells = (0..count).map(|at| fill(at % months)).collect();
        Grid { rows, kept, months, cells }
    }

    fn index(&self, part: Option<PartIx>, slice: SliceIx, month: usize) -> Option<usize> {
        let row = (*self.rows.get(slice.0 as usize)?)? as usize;
        let column = part.map_or(0, |part| part.0 as usize + 1);
        (month < self.months).then_some((column * self.kept.len() + row) * self.months + month)
    }

    /// The cell; `None` where nothing can be.
    pub fn get(&self, part: Option<PartIx>, slice: SliceIx, month: usize) -> Option<&Cell> {
        self.cells.get(self.index(part, slice, month)?)
    }

    /// The cell, to be changed.
    pub fn get_mut(&mut self, part: Option<PartIx>, slice: SliceIx, month: usize) -> Option<&mut Cell> {
        let index = self.index(part, slice, month)?;
        self.cells.get_mut(index)
    }

    /// Whether its cells are those of another, in the same order.
    pub fn has_shape_of(&self, other: &Grid) -> bool {
        self.rows == other.rows && self.months == other.months && self.cells.len() == other.cells.len()
    }

    /// All cells, each with its month since the first.
    pub fn by_month(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().map(|(at, cell)| (at % self.months.max(1), cell))
    }

    /// Whether a slice has a row.
    pub fn keeps(&self, slice: SliceIx) -> bool {
        self.rows.get(slice.0 as usize).is_some_and(Option::is_some)
    }
}
