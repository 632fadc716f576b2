//! What is known of every account, and the sums of the month at hand.
//!
//! new = never active before; reactivation = active before, not last month; expansion and contraction only where both
//! months are positive; churn = active last month, nothing now. An account that changes segment while active leaves one
//! and enters the other; its movements belong to the segment it had last month.

use super::rows::Row;
use crate::model::Month;
use std::collections::{BTreeMap, HashMap};

/// Sums of one segment, or of all, in a month. Amounts in units of 10^-6.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sums {
    pub opening: i128,
    pub new: i128,
    pub reactivation: i128,
    pub expansion: i128,
    pub downsell: i128,
    pub churned: i128,
    pub transfer_in: i128,
    pub transfer_out: i128,
    pub closing: i128,
    pub accounts_opening: u64,
    pub accounts_new: u64,
    pub accounts_reactivated: u64,
    pub accounts_churned: u64,
    pub accounts_transfer_in: u64,
    pub accounts_transfer_out: u64,
    pub accounts: u64,
    /// Of the accounts active twelve months ago.
    pub cohort: CohortSums,
}

/// What became of the accounts that were active twelve months ago, by the segment they had then.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CohortSums {
    pub before: i128,
    pub now: i128,
    /// What is left without any growth.
    pub kept: i128,
    pub accounts: u64,
    pub gone: u64,
}

/// The sums of a month.
#[derive(Debug)]
pub(super) struct Closed {
    pub month: Month,
    /// Whether there was a month before: without one there are no movements.
    pub moves: bool,
    /// Whether twelve months ago is known.
    pub year: bool,
    pub segments: BTreeMap<String, Sums>,
    pub total: CohortSums,
    /// By the month an account was first active: what it pays now, and how many there are.
    pub triangle: BTreeMap<Month, (i128, u64)>,
}

const YEAR: usize = 12;

/// The segment and amount of an account in a month; an amount of 0 is not active.
#[derive(Debug, Clone, Copy, Default)]
struct Position {
    segment: u32,
    arr: i64,
}

struct Account {
    last: Position,
    now: Position,
    /// The months, by their number modulo twelve.
    history: [Position; YEAR],
    first_active: Option<Month>,
    /// The line of its row in the month at hand.
    seen: Option<u32>,
}

#[derive(Default)]
pub(super) struct Book {
    month: Option<Month>,
    /// How many months were closed.
    count: usize,
    // Looked up only; sums are made in the order of `accounts`.
    by_name: HashMap<String, u32>,
    accounts: Vec<Account>,
    segment_by_name: HashMap<String, u32>,
    segments: Vec<String>,
}

impl Book {
    /// The month at hand.
    pub fn month(&self) -> Option<Month> {
        self.month
    }

    /// All segments that have occurred.
    pub fn segments(&self) -> &[String] {
        &self.segments
    }

    /// Begins a month.
    pub fn open(&mut self, month: Month) {
        self.month = Some(month);
    }

    /// Adds a row of the month at hand; the line of the first one if the account has one already.
    pub fn add(&mut self, row: &Row<'_>, line: u32) -> Result<(), u32> {
        let segment = self.segment(row.segment);
        let ix = match self.by_name.get(row.account) {
            Some(ix) => *ix as usize,
            None => {
                self.by_name.insert(row.account.to_owned(), self.accounts.len() as u32);
                self.accounts.push(Account {
                    last: Position::default(),
                    now: Position::default(),
                    history: [Position::default(); YEAR],
                    first_active: None,
                    seen: None,
                });
                self.accounts.len() - 1
            }
        };
        let account = &mut self.accounts[ix];
        if let Some(first) = account.seen {
            return Err(first);
        }
        account.seen = Some(line);
        account.now = Position { segment, arr: row.arr };
        Ok(())
    }

    fn segment(&mut self, name: &str) -> u32 {
        if let Some(ix) = self.segment_by_name.get(name) {
            return *ix;
        }
        let ix = self.segments.len() as u32;
        self.segment_by_name.insert(name.to_owned(), ix);
        self.segments.push(name.to_owned());
        ix
    }

    /// Sums the month up and makes it the last one.
    pub fn close(&mut self) -> Closed {
        let month = self.month.unwrap_or_else(|| Month::from_index(0));
        let mut sums = vec![Sums::default(); self.segments.len()];
        let mut total = CohortSums::default();
        let mut triangle: BTreeMap<Month, (i128, u64)> = BTreeMap::new();
        let (first, slot) = (self.count == 0, self.count % YEAR);
        for account in &mut self.accounts {
            if account.seen.take().is_none() {
                account.now = Position { arr: 0, ..account.last };
            }
            if !first {
                account.move_sums(&mut sums);
            }
            let Position { segment, arr } = account.now;
            if arr > 0 {
                let sums = &mut sums[segment as usize];
                sums.closing += i128::from(arr);
                sums.accounts += 1;
                account.first_active.get_or_insert(month);
            }
            // A cohort of which nothing is left stays in the triangle, with 0: what is not written is not known.
            if let Some(began) = account.first_active {
                let (amount, count) = triangle.entry(began).or_default();
                *amount += i128::from(arr);
                *count += u64::from(arr > 0);
            }
            let year_ago = account.history[slot];
            if self.count >= YEAR && year_ago.arr > 0 {
                for cohort in [&mut sums[year_ago.segment as usize].cohort, &mut total] {
                    cohort.add(year_ago.arr, arr);
                }
            }
            account.history[slot] = account.now;
            account.last = account.now;
        }
        let year = self.count >= YEAR;
        self.count += 1;
        self.month = None;
        let segments = self.segments.iter().cloned().zip(sums).collect();
        Closed { month, moves: !first, year, segments, total, triangle }
    }
}

impl Account {
    fn move_sums(&self, sums: &mut [Sums]) {
        let (last, now) = (self.last, self.now);
        let (before, after) = (i128::from(last.arr), i128::from(now.arr));
        if last.arr > 0 {
            let from = &mut sums[last.segment as usize];
            from.opening += before;
            from.accounts_opening += 1;
            if now.arr == 0 {
                from.churned += before;
                from.accounts_churned += 1;
                return;
            }
            from.expansion += (after - before).max(0);
            from.downsell += (before - after).max(0);
            if last.segment != now.segment {
                from.transfer_out += after;
                from.accounts_transfer_out += 1;
                let to = &mut sums[now.segment as usize];
                to.transfer_in += after;
                to.accounts_transfer_in += 1;
            }
        } else if now.arr > 0 {
            let to = &mut sums[now.segment as usize];
            if self.first_active.is_some() {
                to.reactivation += after;
                to.accounts_reactivated += 1;
            } else {
                to.new += after;
                to.accounts_new += 1;
            }
        }
    }
}

impl CohortSums {
    fn add(&mut self, before: i64, now: i64) {
        self.before += i128::from(before);
        self.now += i128::from(now);
        self.kept += i128::from(now.min(before));
        self.accounts += 1;
        self.gone += u64::from(now == 0);
    }
}
