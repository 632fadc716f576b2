//! The sums of a month as a snapshot file.

use super::DECIMALS;
use super::book::{Closed, CohortSums, Sums};
use crate::model::{Exact, Ref};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The first line of every file written here. A file that begins otherwise was written by people.
pub const HEAD: &str = "# shirube ingest が書いたファイルです。手で直しても、次の取り込みで上書きされます。";

/// The file of a month.
pub(super) fn of(closed: &Closed, ids: &BTreeMap<Arc<str>, Ref>) -> String {
    let mut out = format!("{HEAD}\nmonth: {}\n", closed.month);
    let id = |own: &str| ids.get(own).map_or_else(|| own.to_owned(), |mapped| mapped.id.to_string());
    let mut total = String::new();
    if closed.year {
        cohort(&mut total, "  ", &closed.total, &id);
    }
    if !total.is_empty() {
        let _ = writeln!(out, "total:\n{}", total.trim_end_matches('\n'));
    }
    if !closed.segments.is_empty() {
        out.push_str("segment:\n");
    }
    for (name, sums) in &closed.segments {
        let _ = writeln!(out, "  {}:", quoted(name));
        if closed.moves {
            movements(&mut out, sums, &id);
        }
        let _ = writeln!(out, "    {}: {}", id("closing_arr"), amount(sums.closing));
        if closed.moves {
            counts(&mut out, sums, &id);
        }
        let _ = writeln!(out, "    {}: {}", id("accounts"), sums.accounts);
        if closed.year {
            cohort(&mut out, "    ", &sums.cohort, &id);
        }
    }
    if !closed.triangle.is_empty() {
        out.push_str("cohort:\n");
    }
    for (month, (arr, accounts)) in &closed.triangle {
        let _ = writeln!(out, "  {month}: {{closing_arr: {}, accounts: {accounts}}}", amount(*arr));
    }
    out
}

fn movements(out: &mut String, sums: &Sums, id: &dyn Fn(&str) -> String) {
    let amounts = [
        ("opening_arr", sums.opening),
        ("new_arr", sums.new),
        ("reactivation", sums.reactivation),
        ("expansion", sums.expansion),
        ("downsell", sums.downsell),
        ("churned_arr", sums.churned),
        ("transfer_in", sums.transfer_in),
        ("transfer_out", sums.transfer_out),
    ];
    for (own, sum) in amounts {
        let _ = writeln!(out, "    {}: {}", id(own), amount(sum));
    }
}

fn counts(out: &mut String, sums: &Sums, id: &dyn Fn(&str) -> String) {
    let counts = [
        ("accounts_opening", sums.accounts_opening),
        ("accounts_new", sums.accounts_new),
        ("accounts_reactivated", sums.accounts_reactivated),
        ("accounts_churned", sums.accounts_churned),
        ("accounts_transfer_in", sums.accounts_transfer_in),
        ("accounts_transfer_out", sums.accounts_transfer_out),
    ];
    for (own, count) in counts {
        let _ = writeln!(out, "    {}: {count}", id(own));
    }
}

/// Without an account a year ago there is no cohort, and nothing is written.
fn cohort(out: &mut String, indent: &str, sums: &CohortSums, id: &dyn Fn(&str) -> String) {
    let ratio = |part: i128, whole: i128| exact(part).over(&exact(whole));
    let ratios = [
        ("nrr_12_cohort", ratio(sums.now, sums.before)),
        ("grr_12_cohort", ratio(sums.kept, sums.before)),
        ("logo_churn_12_cohort", ratio(i128::from(sums.gone), i128::from(sums.accounts))),
    ];
    for (own, ratio) in ratios {
        if let Some(ratio) = ratio {
            let _ = writeln!(out, "{indent}{}: {ratio}", id(own));
        }
    }
}

fn exact(number: i128) -> Exact {
    // Beyond 64 bits in two steps: 2^32 times the upper part, and the lower one.
    let (upper, lower) = (number >> 32, number & 0xffff_ffff);
    let upper = Exact::from(i64::try_from(upper).unwrap_or(i64::MAX));
    upper.times(&Exact::from(1_i64 << 32)).plus(&Exact::from(lower as i64))
}

fn amount(units: i128) -> String {
    let unit = 10_i128.pow(DECIMALS);
    let (whole, fraction) = (units / unit, units % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{fraction:0>width$}", width = DECIMALS as usize);
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// A key as YAML, in quotation marks unless it is plainly an id.
fn quoted(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
        && name != "null";
    if plain {
        return name.to_owned();
    }
    let mut out = String::from("\"");
    for char in name.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
