//! Account rows → snapshot files: movements, logo counts, cohort figures and the cohort triangle.
//!
//! In: a CSV with the columns month, account, segment and arr, months ascending. Out: one text a month in the form of a
//! snapshot. Memory grows with accounts, not with rows; the triangle is held as sums. What is wrong is reported with its
//! line, and then nothing is written.

mod book;
mod rows;
mod text;

pub use text::HEAD;

use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::{Month, Place, Ref, SourcePath};
use book::{Book, Closed};
use rows::{Columns, Rows};
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::sync::Arc;

/// A snapshot file made from account rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthFile {
    /// The month.
    pub month: Month,
    /// The text of the file.
    pub text: String,
}

impl MonthFile {
    /// The name of the file, which is never one that people write: `2026-10.accounts.yaml`.
    pub fn name(&self) -> String {
        format!("{}.accounts.yaml", self.month)
    }
}

/// How amounts are counted: in millionths, so that six decimals are exact.
const DECIMALS: u32 = 6;

// After so many mistakes the file is of another kind; more of them would help nobody.
const MOST_MISTAKES: usize = 50;

/// Reads account rows and makes a file for every month. `ids` says which metric a figure is written to where it is not its
/// own name. With any mistake in the report there are no files.
pub fn ingest(
    path: &SourcePath,
    input: &mut dyn BufRead,
    ids: &BTreeMap<Arc<str>, Ref>,
    report: &mut Report,
) -> io::Result<Vec<MonthFile>> {
    let mut mistakes = Mistakes { path, report, count: 0 };
    let mut rows = Rows::new(input);
    let Some(columns) = header(&mut rows, &mut mistakes)? else { return Ok(Vec::new()) };
    let mut book = Book::default();
    let mut months = Vec::new();
    while mistakes.count < MOST_MISTAKES && rows.next()? {
        let line = rows.line();
        let Some(row) = rows.row(&columns, &mut mistakes) else { continue };
        match book.month() {
            Some(month) if row.month == month => {}
            None => book.open(row.month),
            Some(month) if row.month == month.next() => {
                months.push(book.close());
                book.open(row.month);
            }
            Some(month) if row.month < month => {
                let message = format!("{} stands after {month}, but months must ascend", row.month);
                mistakes.say(
                    line,
                    message,
                    "sort the rows by month and keep the header first: `(head -1 FILE; tail -n +2 FILE | sort) > SORTED`",
                );
                return Ok(Vec::new());
            }
            Some(month) => {
                let message = format!("{} follows {month}: {} is missing", row.month, month.next());
                mistakes.say(line, message, "add the rows of the missing month; an account that is not in it counts as gone");
                return Ok(Vec::new());
            }
        }
        if let Err(first) = book.add(&row, line) {
            let message = format!("the account `{}` stands twice in {}", crate::yaml::shortened(row.account), row.month);
            mistakes.say(line, message, format!("keep one row for an account and month; the first is on line {first}"));
        }
    }
    if book.month().is_some() {
        months.push(book.close());
    }
    if mistakes.count > 0 {
        return Ok(Vec::new());
    }
    Ok(months.into_iter().map(|closed| file(closed, &book, ids)).collect())
}

/// A segment that begins later had no accounts before: without its zeros there would be no total.
fn file(mut closed: Closed, book: &Book, ids: &BTreeMap<Arc<str>, Ref>) -> MonthFile {
    for segment in book.segments() {
        closed.segments.entry(segment.clone()).or_default();
    }
    MonthFile { month: closed.month, text: text::of(&closed, ids) }
}

fn header(rows: &mut Rows<'_>, mistakes: &mut Mistakes<'_>) -> io::Result<Option<Columns>> {
    if !rows.next()? {
        mistakes.say(
            1,
            "the file is empty",
            "write a header with month, account, segment and arr, and a row for each account and month",
        );
        return Ok(None);
    }
    Ok(rows.columns(mistakes))
}

/// Where mistakes go, and how many there were.
struct Mistakes<'a> {
    path: &'a SourcePath,
    report: &'a mut Report,
    count: usize,
}

impl Mistakes<'_> {
    fn say(&mut self, line: u32, message: impl Into<String>, hint: impl Into<Hint>) {
        self.count += 1;
        let place = Place { path: self.path.clone(), line, column: 1, width: 1 };
        self.report.push(Diagnostic::new(&codes::ACCOUNT_ROW, place, message).hint(hint));
    }
}

#[cfg(test)]
mod tests;
