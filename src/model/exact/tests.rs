//! Corners of exact arithmetic, and what holds for all numbers.

use super::*;
use proptest::prelude::*;

fn number(text: &str) -> Exact {
    text.parse().unwrap_or_else(|()| panic!("{text} is a number"))
}

#[test]
fn written_forms_are_read_exactly() {
    for (text, printed) in [
        ("182_000_000", "182000000"),
        ("0.8", "0.8"),
        ("-3", "-3"),
        ("1.50", "1.5"),
        ("99999999999999999999.5", "99999999999999999999.5"),
    ] {
        assert_eq!(number(text).to_string(), printed);
    }
}

#[test]
fn what_only_looks_like_a_number_is_refused() {
    for text in
        ["", "-", "１２", "1e5", "inf", "NaN", "1,200", "+1", ".5", "5.", "1__0", "_1", "007", "0x10", "−3", "1.2.3", " 1"]
    {
        assert_eq!(text.parse::<Exact>().ok(), None, "{text}");
    }
}

#[test]
fn rounding_is_half_away_from_zero() {
    for (text, decimals, rounded) in
        [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2.45", 1, "2.5"), ("0.44", 0, "0"), ("1250", -2, "1300")]
    {
        assert_eq!(number(text).rounded(decimals), number(rounded), "{text}");
    }
    assert_eq!(number("-0.004").fixed(2), (false, "0.00".into()));
}

#[test]
fn a_long_result_prints_twenty_eight_digits() {
    assert_eq!(Exact::ratio(2, 3).unwrap().to_string(), "0.6666666666666666666666666667");
    assert_eq!(Exact::ratio(-1, 3).unwrap().to_string(), "-0.3333333333333333333333333333");
}

#[test]
fn nothing_grows_without_end() {
    let mut number = Exact::ratio(1_000_003, 1_000_033).unwrap();
    for _ in 0..40 {
        number = number.times(&number);
    }
    assert!(number.to_string().len() < 4096);
}

fn numbers() -> impl Strategy<Value = Exact> {
    prop_oneof![
        (any::<i64>(), 1..i64::MAX).prop_filter_map("denominator", |(n, d)| Exact::ratio(n, d)),
        (-1000_i64..1000, 1_i64..50).prop_filter_map("denominator", |(n, d)| Exact::ratio(n, d)),
        (any::<i64>(), any::<i64>(), 1..i64::MAX)
            .prop_filter_map("denominator", |(a, b, d)| Some(Exact::ratio(a, d)?.times(&Exact::from(b)))),
    ]
}

proptest! {
    #[test]
    fn sums_and_products_undo(a in numbers(), b in numbers()) {
        prop_assert_eq!(a.plus(&b).minus(&b), a.clone());
        prop_assert_eq!(a.plus(&b), b.plus(&a));
        if !b.is_zero() {
            prop_assert_eq!(a.times(&b).over(&b), Some(a.clone()));
        }
        prop_assert!(a.to_f64().is_finite());
    }

    #[test]
    fn rounding_moves_by_half_a_unit_at_most(a in numbers(), decimals in 0..6) {
        let moved = a.rounded(decimals).minus(&a).abs();
        let unit = Exact::ONE.over(&Exact::from(10_i64.pow(decimals as u32))).unwrap();
        prop_assert!(moved.plus(&moved) <= unit);
        prop_assert!(a.floor(decimals) <= a);
    }

    #[test]
    fn no_text_makes_a_panic(text in "\\PC*") {
        let _ = text.parse::<Exact>();
    }
}

proptest! {
    #[test]
    fn small_numbers_are_cut_as_big_ones_are(number in numbers(), decimals in -20..21_i32) {
        let (big, scale) = (number.big(), power(decimals));
        // `round` of a rational is half away from zero too.
        let (rounded, floor) = ((&big * &scale).round() / &scale, (&big * &scale).floor() / &scale);
        prop_assert_eq!(number.rounded(decimals).fraction(), Exact::of_big(rounded).fraction());
        prop_assert_eq!(number.floor(decimals).fraction(), Exact::of_big(floor).fraction());
        if !number.is_zero() {
            prop_assert_eq!(number.magnitude(), Some(exponent(&big.abs())));
        }
        match number.decimals() {
            Some(places) => prop_assert!((&big * power(i32::from(places))).is_integer()),
            None => prop_assert!(!(&big * power(64)).is_integer()),
        }
        if let Some(places @ 1..) = number.decimals() {
            prop_assert!(!(&big * power(i32::from(places) - 1)).is_integer());
        }
    }
}
