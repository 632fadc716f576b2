//! Months, fiscal periods and ranges of months.

use jiff::civil::Date;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A calendar month such as `2026-03`. Ordered by time.
///
/// ```
/// # use shirube::model::Month;
/// let march: Month = "2026-03".parse().unwrap();
/// assert_eq!(march.next().to_string(), "2026-04");
/// assert!("2026-13".parse::<Month>().is_err());
/// assert!("２０２６-03".parse::<Month>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    // Invariant: 1..=12.
    month: u8,
}

impl Month {
    /// A month of a year from 1000 to 9999.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        ((1000..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The month a day lies in.
    pub fn of(day: Date) -> Self {
        Month::from_index(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// The calendar year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Months since year 0, for arithmetic.
    pub fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    /// The month with this index, held within the years 1000 to 9999.
    pub fn from_index(index: i32) -> Self {
        let index = index.clamp(1000 * 12, 9999 * 12 + 11);
        Month { year: (index / 12) as u16, month: (index % 12 + 1) as u8 }
    }

    /// The month `months` later (earlier if negative).
    pub fn plus(self, months: i32) -> Self {
        Month::from_index(self.index().saturating_add(months))
    }

    /// The following month.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month before.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year > 9999 {
            return write!(f, "{}-{:02}", self.year, self.month);
        }
        // Hundreds of thousands are written, and putting digits one by one is many times faster than formatting two numbers.
        let digit = |number: u16| char::from(b'0' + (number % 10) as u8);
        for at in [self.year / 1000, self.year / 100, self.year / 10, self.year] {
            f.write_char(digit(at))?;
        }
        f.write_char('-')?;
        f.write_char(digit(u16::from(self.month) / 10))?;
        f.write_char(digit(u16::from(self.month)))
    }
}

impl FromStr for Month {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let bytes = text.as_bytes();
        if bytes.len() != 7 || bytes[4] != b'-' || !text.is_ascii() {
            return Err(());
        }
        let digits = |range: std::ops::Range<usize>| -> Result<u16, ()> {
            if bytes[range.clone()].iter().all(u8::is_ascii_digit) { text[range].parse().map_err(|_| ()) } else { Err(()) }
        };
        Month::new(digits(0..4)?, digits(5..7)? as u8).ok_or(())
    }
}

/// Months from the first to the last, both included. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthRange {
    /// The first month.
    pub first: Month,
    /// The last month; not before the first.
    pub last: Month,
}

impl MonthRange {
    /// Whether a month lies inside.
    pub fn contains(self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }

    /// How many months.
    pub fn len(self) -> usize {
        (self.last.index() - self.first.index() + 1) as usize
    }

    /// Never: a range holds at least one month.
    pub fn is_empty(self) -> bool {
        false
    }

    /// The months in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Month> {
        (self.first.index()..=self.last.index()).map(Month::from_index)
    }
}

impl fmt::Display for MonthRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}..{}", self.first, self.last) }
    }
}

impl FromStr for MonthRange {
    type Err = ();

    /// `2026-04..2027-03`, or one month.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => (first.trim().parse()?, last.trim().parse()?),
            None => {
                let month = text.trim().parse()?;
                (month, month)
            }
        };
        if first <= last { Ok(MonthRange { first, last }) } else { Err(()) }
    }
}

/// How a company counts its fiscal years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYear {
    /// The first month of the fiscal year, 1 to 12.
    pub starts: u8,
    /// Whether `FY2026` is named after the calendar year in which it ends, not begins.
    pub named_after_end: bool,
}

impl Default for FiscalYear {
    fn default() -> Self {
        FiscalYear { starts: 4, named_after_end: false }
    }
}

impl FiscalYear {
    /// The name (a year) of the fiscal year a month lies in.
    pub fn of(self, month: Month) -> u16 {
        let begins = if month.month() >= self.starts { month.year() } else { month.year() - 1 };
        begins + self.offset()
    }

    /// The quarter, 1 to 4, a month lies in.
    pub fn quarter(self, month: Month) -> u8 {
        (month.month() + 12 - self.starts) % 12 / 3 + 1
    }

    /// The months of a period.
    pub fn months(self, period: Period) -> MonthRange {
        let year_start = |year: u16| Month::from_index(i32::from(year - self.offset()) * 12 + i32::from(self.starts) - 1);
        match period {
            Period::Month(month) => MonthRange { first: month, last: month },
            Period::Quarter(year, quarter) => {
                let first = year_start(year).plus(3 * (i32::from(quarter) - 1));
                MonthRange { first, last: first.plus(2) }
            }
            Period::Year(year) => MonthRange { first: year_start(year), last: year_start(year).plus(11) },
        }
    }

    fn offset(self) -> u16 {
        u16::from(self.named_after_end && self.starts > 1)
    }
}

/// A month, a fiscal quarter or a fiscal year: `2026-10`, `FY2026-Q3`, `FY2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One month.
    Month(Month),
    /// A quarter (1 to 4) of a fiscal year.
    Quarter(u16, u8),
    /// A fiscal year.
    Year(u16),
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(month) => month.fmt(f),
            Period::Quarter(year, quarter) => write!(f, "FY{year}-Q{quarter}"),
            Period::Year(year) => write!(f, "FY{year}"),
        }
    }
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let Some(rest) = text.strip_prefix("FY") else { return text.parse().map(Period::Month) };
        let year = |digits: &str| -> Result<u16, ()> {
            if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(());
            }
            digits.parse().ok().filter(|year| (1001..=9998).contains(year)).ok_or(())
        };
        match rest.split_once("-Q") {
            None => Ok(Period::Year(year(rest)?)),
            Some((digits, quarter)) => match quarter {
                "1" | "2" | "3" | "4" => Ok(Period::Quarter(year(digits)?, quarter.as_bytes()[0] - b'0')),
                _ => Err(()),
            },
        }
    }
}
