//! How figures are printed.

use super::*;

fn look(unit: Unit, language: &str) -> Look<'static> {
    let language = Box::leak(Box::new(Language::of(language)));
    Look { unit, decimals: None, format: Format::Plain, counter: None, currency: "JPY", language }
}

fn number(text: &str) -> Exact {
    text.parse().expect("a number")
}

#[track_caller]
fn check(printed: &Printed, expected: &str) {
    assert_eq!(printed.to_string(), expected);
}

#[test]
fn money_is_short_on_cards_and_full_elsewhere() {
    let (ja, en) = (look(Unit::Money, "ja"), look(Unit::Money, "en"));
    for (value, card_ja, card_en) in [
        ("182_000_000", "1.82億円", "¥182M"),
        ("2_460_000", "246万円", "¥2.46M"),
        ("255_600_000", "2.56億円", "¥256M"),
        ("240_000_000", "2.40億円", "¥240M"),
        ("99_995_000", "1.00億円", "¥100M"),
        ("12_340_000", "1,230万円", "¥12.3M"),
        ("9_800", "9,800円", "¥9,800"),
        ("-2_460_000", "−246万円", "−¥2.46M"),
        ("0", "0円", "¥0"),
    ] {
        check(&ja.value(&number(value), Style::Card), card_ja);
        check(&en.value(&number(value), Style::Card), card_en);
    }
    check(&ja.value(&number("255_600_000"), Style::Full), "255,600,000円");
    check(&en.value(&number("255_600_000"), Style::Full), "¥255,600,000");
    check(&ja.value(&number("255_600_000"), Style::Millions), "255.6");
    assert_eq!((ja.head_unit(), en.head_unit()), ("百万円".to_owned(), "¥M".to_owned()));
}

#[test]
fn a_ratio_has_one_decimal_and_changes_in_points() {
    let ja = look(Unit::Ratio, "ja");
    let two = Look { decimals: Some(2), ..look(Unit::Ratio, "ja") };
    check(&ja.value(&number("0.66666"), Style::Card), "66.7%");
    check(&two.value(&number("1.0165"), Style::Card), "101.65%");
    check(&two.change(&number("0.016246"), Style::Card), "+1.62pt");
    check(&Look { language: &Language::of("en"), ..two }.change(&number("-0.016246"), Style::Card), "−1.62 pt");
    check(&ja.change(&Exact::ZERO, Style::Card), "±0.0pt");
    check(&Look { format: Format::Times, ..look(Unit::Ratio, "ja") }.value(&number("6.5"), Style::Card), "6.5倍");
    check(&Look { format: Format::Times, ..look(Unit::Ratio, "en") }.value(&number("6.5"), Style::Card), "6.5×");
}

#[test]
fn a_small_step_is_not_printed_as_nothing() {
    let (ja, ratio) = (look(Unit::Money, "ja"), look(Unit::Ratio, "ja"));
    check(&ja.change(&number("40_000"), Style::Millions), "±0.0");
    check(&ja.step(&number("40_000"), Style::Millions), "+0.04");
    check(&ja.step(&number("-1"), Style::Millions), "−0.000001");
    check(&ja.step(&number("46_000"), Style::Millions), "+0.05");
    // What is something as usual stays as usual, and nothing stays nothing.
    check(&ja.step(&number("-54_321"), Style::Millions), "−0.1");
    check(&ja.step(&Exact::ZERO, Style::Millions), "±0.0");
    check(&ratio.step(&number("0.0003"), Style::Card), "+0.03pt");
}

#[test]
fn hours_days_and_counts_carry_their_word() {
    check(&look(Unit::Hours, "ja").value(&number("3.2"), Style::Card), "3.2時間");
    check(&look(Unit::Hours, "en").value(&number("3.2"), Style::Card), "3.2 hours");
    check(&look(Unit::Days, "en").value(&number("1"), Style::Card), "1 day");
    let counter = Localised::new(vec![("ja".into(), "社".into()), ("en".into(), "accounts".into())]);
    check(&Look { counter: Some(&counter), ..look(Unit::Count, "ja") }.value(&number("1282"), Style::Card), "1,282社");
    check(&Look { counter: Some(&counter), ..look(Unit::Count, "en") }.value(&number("1282"), Style::Card), "1,282 accounts");
    check(&look(Unit::Count, "fr").change(&number("-54"), Style::Card), "−54");
}

#[test]
fn a_target_is_printed_as_it_was_written() {
    let at_least = |text: &str| Bound::AtLeast { target: number(text), warn: None };
    assert_eq!(look(Unit::Ratio, "ja").bound(&at_least("0.8")), "80%以上");
    assert_eq!(look(Unit::Ratio, "en").bound(&at_least("1.008")), "at least 100.8%");
    assert_eq!(look(Unit::Money, "ja").bound(&Bound::AtMost { target: number("2_400_000"), warn: None }), "240万円以下");
    assert_eq!(look(Unit::Money, "en").bound(&Bound::AtMost { target: number("2_400_000"), warn: None }), "at most ¥2.4M");
    assert_eq!(look(Unit::Money, "ja").bound(&at_least("240_600_000")), "2.406億円以上");
    assert_eq!(look(Unit::Money, "ja").bound(&at_least("240_612_345")), "240,612,345円以上");
    let band = Bound::Within { target: [number("30"), number("50")], warn: None };
    assert_eq!(look(Unit::Count, "ja").bound(&band), "30〜50");
}

#[test]
fn a_third_language_has_its_own_signs_and_words() {
    let words = [
        ("count_hours", "heure|heures"),
        ("at_least", "au moins {value}"),
        ("money_scales", "k M Md Bn"),
        ("count_points", "points"),
    ];
    let french = Language::with_words("fr", |key| words.iter().find(|(known, _)| *known == key).map(|(_, word)| *word));
    let look = |unit| Look { language: &french, ..look(unit, "fr") };
    check(&look(Unit::Hours).value(&number("1.5"), Style::Card), "1,5 heure");
    check(&look(Unit::Hours).value(&number("2"), Style::Card), "2,0 heures");
    check(&look(Unit::Days).value(&number("3"), Style::Card), "3 days");
    check(&look(Unit::Ratio).value(&number("0.38"), Style::Card), "38,0\u{202f}%");
    check(&look(Unit::Ratio).change(&number("0.01"), Style::Card), "+1,0 points");
    check(&look(Unit::Money).value(&number("1_820_000_000"), Style::Card), "1,82\u{a0}Md\u{a0}¥");
    check(&look(Unit::Money).value(&number("182_000_000"), Style::Full), "182\u{202f}000\u{202f}000\u{a0}¥");
    assert_eq!(look(Unit::Ratio).bound(&Bound::AtLeast { target: number("0.8"), warn: None }), "au moins 80\u{202f}%");
}
