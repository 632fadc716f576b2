//! Who is the same person.

use super::is_same;

#[test]
fn a_person_is_known_by_any_form_of_their_name() {
    for (one, other) in [
        ("佐藤 花子", "佐藤花子"),
        ("佐藤", "佐藤 花子"),
        ("Ｋｅｎ Mori", "ken mori"),
        ("Mori", "Ken Mori"),
        ("佐藤　花子", "佐藤 花子"),
    ] {
        assert!(is_same(one, other) && is_same(other, one), "{one} = {other}");
    }
    for (one, other) in [("佐藤", "佐藤田 花子"), ("鈴木 一郎", "鈴木 二郎"), ("lead", "Ken Mori"), ("", "佐藤 花子"), ("a", "")]
    {
        assert!(!is_same(one, other) && !is_same(other, one), "{one} ≠ {other}");
    }
}
