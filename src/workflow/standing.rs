//! How a page stands on a day: out, on its way, or gone.

use crate::model::page::{Meta, Status};
use jiff::civil::Date;

/// How a page, or one of its translations, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is there for everybody it is meant for.
    Live,
    /// It is published, but the approval it needs is missing or void.
    Unapproved,
    /// It is published from this day on.
    Future(Date),
    /// It is being worked on.
    Unpublished(Status),
    /// It is gone.
    Gone(Ended),
}

/// Why a page is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was put away.
    Archived,
    /// Its last day has passed.
    Expired,
}

impl Standing {
    /// The word for it in lists.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Live => "live",
            Standing::Unapproved => "unapproved",
            Standing::Future(_) => "future",
            Standing::Unpublished(Status::Review) => "review",
            Standing::Unpublished(Status::Approved) => "approved",
            Standing::Unpublished(_) => "draft",
            Standing::Gone(Ended::Archived) => "archived",
            Standing::Gone(Ended::Expired) => "expired",
        }
    }
}

/// How a version stands. Dates are its original's; its status, and whether it has the approval it needs, are its own.
pub fn standing(own: &Meta, original: &Meta, approved: bool, today: Date) -> Standing {
    match own.status {
        Status::Archived => Standing::Gone(Ended::Archived),
        Status::Published if original.expires_on.is_some_and(|day| day <= today) => Standing::Gone(Ended::Expired),
        Status::Published => match original.publish_on.filter(|day| *day > today) {
            Some(day) => Standing::Future(day),
            None if approved => Standing::Live,
            None => Standing::Unapproved,
        },
        status => Standing::Unpublished(status),
    }
}
