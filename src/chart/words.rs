//! The few words a chart says by itself, in Japanese and English.

use crate::model::Month;

/// The language of a chart. Everything but Japanese is drawn in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    Japanese,
    English,
}

impl Words {
    /// The language for a tag such as `ja` or `en-GB`.
    pub(super) fn of(lang: &str) -> Self {
        match lang.split('-').next() {
            Some(tag) if tag.eq_ignore_ascii_case("ja") => Self::Japanese,
            _ => Self::English,
        }
    }

    fn pick(self, japanese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }

    pub(super) fn table(self) -> &'static str {
        self.pick("表で見る", "See the table")
    }

    /// What stands between two names that may hold a comma.
    pub(super) fn between(self) -> &'static str {
        self.pick("・", "; ")
    }

    pub(super) fn month_head(self) -> &'static str {
        self.pick("月", "Month")
    }

    pub(super) fn item_head(self) -> &'static str {
        self.pick("項目", "Item")
    }

    pub(super) fn value_head(self) -> &'static str {
        self.pick("値", "Value")
    }

    pub(super) fn share_head(self) -> &'static str {
        self.pick("割合", "Share")
    }

    pub(super) fn marks_head(self) -> &'static str {
        self.pick("できごと", "Event")
    }

    pub(super) fn nothing(self) -> &'static str {
        self.pick("記録なし", "No record")
    }

    pub(super) fn median(self) -> &'static str {
        self.pick("中央値", "Median")
    }

    /// The sentence at a broken axis.
    pub(super) fn broken(self, from: &str) -> String {
        match self {
            Self::Japanese => format!("縦軸は{from}から（0から始まっていません）"),
            Self::English => format!("Axis starts at {from}, not at 0"),
        }
    }

    /// A month without its year, as on an axis.
    pub(super) fn month(self, month: Month) -> String {
        match self {
            Self::Japanese => format!("{}月", month.month()),
            Self::English => {
                const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
                NAMES.get(usize::from(month.month()).wrapping_sub(1)).copied().unwrap_or("").to_owned()
            }
        }
    }

    pub(super) fn year(self, month: Month) -> String {
        match self {
            Self::Japanese => format!("{}年", month.year()),
            Self::English => month.year().to_string(),
        }
    }

    /// A month with its year, as in a table.
    pub(super) fn whole_month(self, month: Month) -> String {
        match self {
            Self::Japanese => format!("{}年{}月", month.year(), month.month()),
            Self::English => format!("{} {}", self.month(month), month.year()),
        }
    }
}
