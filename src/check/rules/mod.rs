//! One rule, one file.

pub(super) mod accessible;
pub(super) mod approvals;
pub(super) mod bare_numbers;
pub(super) mod blocks;
pub(super) mod conditions;
pub(super) mod consent;
pub(super) mod dead_playbooks;
pub(super) mod drivers;
pub(super) mod fences;
pub(super) mod figures;
pub(super) mod footnotes;
pub(super) mod load;
pub(super) mod months;
pub(super) mod overdue;
pub(super) mod pilots;
pub(super) mod red_metrics;
pub(super) mod references;
pub(super) mod sections;
pub(super) mod steps;
pub(super) mod terms;
pub(super) mod titles;
pub(super) mod translations;
pub(super) mod unlinked;
pub(super) mod unused;
pub(super) mod unused_entries;
pub(super) mod width;
