//! Where a title stands in an index: by the row of its kana, by its letter, or among the kanji, whose reading nobody has said.

use unicode_normalization::UnicodeNormalization as _;

/// The place of a title in an index, in the order in which the places follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Initial {
    /// A row of the fifty sounds, by its first kana.
    Row(char),
    /// A letter.
    Letter(char),
    /// A character that is read in more than one way.
    Kanji,
    /// A number or a sign.
    Other,
}

/// The rows, each with its last kana.
const ROWS: [(char, char); 10] = [
    ('あ', 'お'),
    ('か', 'ご'),
    ('さ', 'ぞ'),
    ('た', 'ど'),
    ('な', 'の'),
    ('は', 'ぽ'),
    ('ま', 'も'),
    ('や', 'よ'),
    ('ら', 'ろ'),
    ('わ', 'ん'),
];

impl Initial {
    /// The place of a title; quotation marks and the like before its first letter do not count.
    pub(super) fn of(title: &str) -> Initial {
        let Some(first) = title.nfkc().find(|char| char.is_alphanumeric()) else { return Initial::Other };
        let kana = match hiragana(first) {
            kana @ 'ぁ'..='ゖ' => kana,
            _ if first.is_ascii_alphabetic() => return Initial::Letter(first.to_ascii_uppercase()),
            _ if first.is_numeric() => return Initial::Other,
            _ => return Initial::Kanji,
        };
        let row = match kana {
            'ゔ' => 'あ',
            'ゕ' | 'ゖ' => 'か',
            _ => ROWS.iter().find(|(_, last)| kana <= *last).map_or('わ', |(row, _)| *row),
        };
        Initial::Row(row)
    }
}

/// A title as it is sorted: the same for either kana and any width.
pub(super) fn sorted(title: &str) -> String {
    title.nfkc().map(hiragana).collect()
}

fn hiragana(char: char) -> char {
    match char {
        'ァ'..='ヶ' => char::from_u32(u32::from(char) - 0x60).unwrap_or(char),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Initial;

    #[track_caller]
    fn check(title: &str, expected: Initial) {
        assert_eq!(Initial::of(title), expected);
    }

    #[test]
    fn kana_of_any_width_and_kind_stand_in_their_row() {
        check("ほかの部署に広げる", Initial::Row('は'));
        check("プランを選ぶ", Initial::Row('は'));
        check("ｶﾞｲﾄﾞ", Initial::Row('か'));
        check("ヴァイオリン", Initial::Row('あ'));
        check("ゃ", Initial::Row('や'));
        check("んだ", Initial::Row('わ'));
    }

    #[test]
    fn what_has_no_kana_stands_by_letter_or_together() {
        check("「承認」の流れ", Initial::Kanji);
        check("ＣＳＶの形", Initial::Letter('C'));
        check("2つ目の事業部", Initial::Other);
        check("①", Initial::Other);
        check("……", Initial::Other);
    }
}
