//! CSV → rows, one at a time. Fields may stand in quotation marks and then hold commas and line breaks.

use super::{DECIMALS, Mistakes};
use crate::model::Month;
use crate::yaml::shortened;
use std::io::{self, BufRead};
use std::ops::Range;

/// Where each column stands.
pub(super) struct Columns([usize; 4], usize);

const NAMES: [&str; 4] = ["month", "account", "segment", "arr"];

/// What an account paid in a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub month: Month,
    pub account: &'a str,
    pub segment: &'a str,
    /// In units of 10^-[`DECIMALS`].
    pub arr: i64,
}

pub(super) struct Rows<'a> {
    input: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    /// The fields of the current row, without quotation marks, one after the other.
    text: Vec<u8>,
    fields: Vec<Range<usize>>,
    line: u32,
    next_line: u32,
    // Most rows repeat the month of the row before.
    month: Option<([u8; 7], Month)>,
}

impl<'a> Rows<'a> {
    pub fn new(input: &'a mut dyn BufRead) -> Self {
        Rows { input, buffer: Vec::new(), text: Vec::new(), fields: Vec::new(), line: 0, next_line: 1, month: None }
    }

    /// The line the current row begins on.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Reads the next row that is not empty; `false` at the end.
    pub fn next(&mut self) -> io::Result<bool> {
        loop {
            self.buffer.clear();
            self.line = self.next_line;
            if self.read_line()? == 0 {
                return Ok(false);
            }
            // A line break inside quotation marks belongs to the field.
            while self.buffer.iter().filter(|byte| **byte == b'"').count() % 2 == 1 && self.read_line()? > 0 {}
            while self.buffer.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                self.buffer.pop();
            }
            if self.line == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
            if !self.buffer.is_empty() {
                self.split();
                return Ok(true);
            }
        }
    }

    fn read_line(&mut self) -> io::Result<usize> {
        let read = self.input.read_until(b'\n', &mut self.buffer)?;
        self.next_line += u32::from(read > 0);
        Ok(read)
    }

    fn split(&mut self) {
        self.text.clear();
        self.fields.clear();
        let mut start = 0;
        let mut quoted = false;
        let mut bytes = self.buffer.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if quoted && bytes.peek() == Some(&b'"') => {
                    bytes.next();
                    self.text.push(b'"');
                }
                b'"' => quoted = !quoted,
                b',' if !quoted => {
                    self.fields.push(start..self.text.len());
                    start = self.text.len();
                }
                other => self.text.push(other),
            }
        }
        self.fields.push(start..self.text.len());
    }

    fn field(&self, at: usize) -> Option<&[u8]> {
        self.text.get(self.fields.get(at)?.clone()).map(<[u8]>::trim_ascii)
    }

    /// The columns of a header row.
    pub fn columns(&self, mistakes: &mut Mistakes<'_>) -> Option<Columns> {
        let mut found = [0; 4];
        let mut complete = true;
        for (name, slot) in NAMES.into_iter().zip(&mut found) {
            match (0..self.fields.len()).find(|at| self.field(*at) == Some(name.as_bytes())) {
                Some(at) => *slot = at,
                None => {
                    complete = false;
                    let hint = "the first line names the columns: month,account,segment,arr";
                    mistakes.say(self.line, format!("there is no column `{name}`"), hint);
                }
            }
        }
        for name in NAMES {
            if (0..self.fields.len()).filter(|at| self.field(*at) == Some(name.as_bytes())).count() > 1 {
                complete = false;
                mistakes.say(self.line, format!("there are two columns `{name}`"), "keep one of them");
            }
        }
        complete.then_some(Columns(found, self.fields.len()))
    }

    /// The current row; what is wrong with it is reported.
    pub fn row(&mut self, columns: &Columns, mistakes: &mut Mistakes<'_>) -> Option<Row<'_>> {
        let [month_at, account_at, segment_at, arr_at] = columns.0;
        let month = self.month_at(month_at);
        if self.fields.len() > columns.1 {
            // An amount like 1,200,000 would be cut at its first comma.
            let hint = "write amounts without separators, or put fields that hold a comma in quotation marks";
            mistakes.say(self.line, "the row has more fields than the header", hint);
            return None;
        }
        let text = |at: usize| self.field(at).and_then(|field| std::str::from_utf8(field).ok());
        let (Some(account), Some(segment), Some(arr)) = (text(account_at), text(segment_at), text(arr_at)) else {
            let short = self.fields.len() <= account_at.max(segment_at).max(arr_at).max(month_at);
            let (message, hint) = if short {
                ("the row has fewer fields than the header", "give every row month, account, segment and arr")
            } else {
                ("the row is not UTF-8", "save the file as UTF-8")
            };
            mistakes.say(self.line, message, hint);
            return None;
        };
        let written = text(month_at).unwrap_or("");
        let Some(month) = month else {
            mistakes.say(self.line, format!("`{}` is not a month", shortened(written)), "write it like 2026-10");
            return None;
        };
        if account.is_empty() {
            mistakes.say(self.line, "the account is empty", "give every row the id of its account");
            return None;
        }
        if segment.is_empty() {
            mistakes.say(self.line, "the segment is empty", "give every row the id of a segment");
            return None;
        }
        match amount(arr) {
            Ok(arr) => Some(Row { month, account, segment, arr }),
            Err(Wrong { message, hint }) => {
                mistakes.say(self.line, format!("`{}` {message}", shortened(arr)), hint);
                None
            }
        }
    }

    fn month_at(&mut self, at: usize) -> Option<Month> {
        let field = <[u8; 7]>::try_from(self.field(at)?).ok()?;
        if let Some((known, month)) = self.month
            && known == field
        {
            return Some(month);
        }
        let month = std::str::from_utf8(&field).ok()?.parse().ok()?;
        self.month = Some((field, month));
        Some(month)
    }
}

struct Wrong {
    message: &'static str,
    hint: &'static str,
}

/// An amount of 0 or more, with at most [`DECIMALS`] decimals.
fn amount(text: &str) -> Result<i64, Wrong> {
    let hint = "write an amount of 0 or more in half-width digits, without separators: 1200000 or 10.50";
    if text.starts_with('-') {
        return Err(Wrong { message: "is negative", hint });
    }
    let unreadable = Wrong { message: "is not an amount", hint };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(unreadable);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > DECIMALS as usize {
        return Err(Wrong { message: "has more than six decimals", hint });
    }
    let too_large = || Wrong { message: "is too large", hint };
    let unit = 10_i64.pow(DECIMALS);
    let whole = whole.parse::<i64>().ok().and_then(|whole| whole.checked_mul(unit)).ok_or_else(too_large)?;
    let small = fraction.bytes().fold(0, |sum: i64, byte| sum * 10 + i64::from(byte - b'0'));
    let small = small * 10_i64.pow(DECIMALS - fraction.len() as u32);
    whole.checked_add(small).ok_or_else(too_large)
}
