//! A table, with everything the reviews ask of one.

use serde::Serialize;

use super::{Html, Status};

/// A table. Rows are ruled by hairlines; there are no boxes and no stripes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// What it shows, bold above it.
    pub title: Option<String>,
    /// Behind the title: the unit, the scope.
    pub scope: Option<String>,
    /// The heads of the columns.
    pub columns: Vec<ColumnHead>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Sentences below it: rounding, source.
    pub note: Option<Html>,
    /// Whether the rows become blocks on a phone (four columns or so), or the table scrolls.
    pub stack: bool,
    /// Whether the newest stands at the end, so that a table that scrolls begins there: months across.
    pub latest: bool,
    /// Whether it is set small, as in a panel.
    pub small: bool,
}

impl Table {
    /// The same table without the columns in which nothing stands; the first stays. Rows of groups go over all columns, and
    /// no cell may go over several.
    #[must_use]
    pub fn without_empty_columns(self) -> Self {
        let filled = |cell: &Cell| !cell.html.is_empty() || cell.sub.is_some() || cell.status.is_some();
        let plain = |row: &&Row| row.kind != RowKind::Group;
        let kept: Vec<bool> = (0..self.columns.len())
            .map(|at| at == 0 || self.rows.iter().filter(plain).any(|row| row.cells.get(at).is_some_and(filled)))
            .collect();
        let of = |at: usize| kept.get(at).copied().unwrap_or(true);
        let columns = self.columns.into_iter().enumerate().filter(|(at, _)| of(*at)).map(|(_, column)| column).collect();
        let cells = |row: Row| match row.kind {
            RowKind::Group => row,
            _ => {
                Row { cells: row.cells.into_iter().enumerate().filter(|(at, _)| of(*at)).map(|(_, cell)| cell).collect(), ..row }
            }
        };
        let rows = self.rows.into_iter().map(cells).collect();
        Table { columns, rows, ..self }
    }
}

/// The head of a column.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ColumnHead {
    /// The text; empty over bars.
    pub label: String,
    /// A second line, smaller.
    pub sub: Option<String>,
    /// How its cells are set.
    pub align: Align,
    /// HTML instead of the text: a legend over bars, a name that is a link.
    pub html: Option<Html>,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Text, at the left.
    #[default]
    Start,
    /// Figures, at the right, never wrapped.
    End,
    /// A short sign in the middle.
    Centre,
    /// A chart that fills the cell.
    Chart,
    /// A rank or an icon: as narrow as it can be.
    Tight,
}

/// What a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// An ordinary row.
    #[default]
    Plain,
    /// The head of a group of rows: one cell over the whole width.
    Group,
    /// A total, under a line of ink.
    Total,
    /// What does not apply: in its place, with its reason, in a quiet colour.
    Muted,
}

/// A row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// An anchor, if something links to it.
    pub id: Option<String>,
    /// The choices of the page that it belongs to: their ids.
    pub choices: Vec<String>,
    /// The cells, as many as columns, less what spans take. What is missing is taken to be missing at the start, where a
    /// cell of a row above goes on.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// The text or figure, or a chart.
    pub html: Html,
    /// A second, smaller line.
    pub sub: Option<Html>,
    /// A status, printed with icon and word.
    pub status: Option<Status>,
    /// Whether it is the head of its row.
    pub head: bool,
    /// Whether it is bold.
    pub strong: bool,
    /// Over how many columns it goes; 0 and 1 both mean one.
    pub colspan: usize,
    /// Over how many rows it goes; 0 and 1 both mean one.
    pub rowspan: usize,
}

impl Cell {
    /// A cell of plain text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { html: Html::text(text), ..Self::default() }
    }

    /// A cell of finished HTML.
    #[must_use]
    pub fn html(html: impl Into<Html>) -> Self {
        Self { html: html.into(), ..Self::default() }
    }

    /// The head of a row.
    #[must_use]
    pub fn head(text: &str) -> Self {
        Self { html: Html::text(text), head: true, ..Self::default() }
    }

    /// A status.
    #[must_use]
    pub fn status(status: Status) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    /// The same cell in bold.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }

    /// The same cell with a second line of plain text.
    #[must_use]
    pub fn with_sub(mut self, text: &str) -> Self {
        self.sub = Some(Html::text(text));
        self
    }
}
