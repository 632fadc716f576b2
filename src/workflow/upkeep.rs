//! When a page has to be read again.

use crate::model::page::Meta;
use jiff::civil::Date;

/// The day until which a page must be read again: so long after it was last confirmed, or published.
pub fn due(meta: &Meta) -> Option<Date> {
    let since = meta.reviewed_on.or(meta.date)?;
    Some(meta.review_every?.after(since))
}

/// Whether that day has passed; on the day itself there is still time.
pub fn is_overdue(meta: &Meta, today: Date) -> bool {
    due(meta).is_some_and(|due| due < today)
}
