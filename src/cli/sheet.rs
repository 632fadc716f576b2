//! Rows for people, for programs and for spreadsheets: one list, three forms.

use super::check;
use crate::diag::Failure;
use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr as _;

/// The forms a list is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// For programs: one object on the standard output
    Json,
    /// For spreadsheets: UTF-8, a head line, commas
    Csv,
}

/// A column: its key for programs, and its head in the table, where it has a place there.
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) head: Option<&'static str>,
}

/// Rows with a cell for every column; what is not known is null.
pub(super) struct Sheet {
    /// What the rows are, in the plural: the key of the object for programs.
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// Prints it to the standard output.
    pub(super) fn print(&self, format: Format) -> Result<(), Failure> {
        check::print(&match format {
            Format::Table => self.table(),
            Format::Json => self.json(),
            Format::Csv => self.csv(),
        })
    }

    /// Columns are as wide as their widest cell, as a terminal shows it: a Japanese letter takes two places.
    pub(super) fn table(&self) -> String {
        let shown: Vec<(usize, &str)> =
            self.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.head?))).collect();
        let head = shown.iter().map(|(_, head)| (*head).to_owned()).collect();
        let body = self.rows.iter().map(|row| shown.iter().map(|(at, _)| text(row.get(*at))).collect());
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
        let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..shown.len()).map(width).collect();
        let is_number = |column: usize| self.rows.iter().any(|row| row.get(shown[column].0).is_some_and(Value::is_number));
        let mut out = String::new();
        for line in &lines {
            let cell = |(column, cell): (usize, &String)| {
                let room = " ".repeat(widths[column].saturating_sub(cell.width()));
                if is_number(column) { format!("{room}{cell}") } else { format!("{cell}{room}") }
            };
            let cells: Vec<String> = line.iter().enumerate().map(cell).collect();
            out.push_str(cells.join("  ").trim_end());
            out.push('\n');
        }
        if self.rows.is_empty() { String::new() } else { out }
    }

    pub(super) fn json(&self) -> String {
        let object = |row: &Vec<Value>| -> Map<String, Value> {
            self.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), cell.clone())).collect()
        };
        let rows: Vec<_> = self.rows.iter().map(object).collect();
        format!("{:#}\n", json!({ self.name: rows }))
    }

    pub(super) fn csv(&self) -> String {
        let head: Vec<String> = self.columns.iter().map(|column| column.key.to_owned()).collect();
        let body = self.rows.iter().map(|row| row.iter().map(|cell| text(Some(cell))).collect());
        let line = |cells: Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n";
        std::iter::once(head).chain(body).map(line).collect()
    }
}

fn text(cell: Option<&Value>) -> String {
    match cell {
        None | Some(Value::Null) => String::new(),
        // A line break or a sign for the terminal would tear the table apart.
        Some(Value::String(text)) => text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect(),
        Some(other) => other.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A value that may not be known.
pub(super) fn maybe(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Null, |value| Value::String(value.to_string()))
}

#[cfg(test)]
mod tests;
