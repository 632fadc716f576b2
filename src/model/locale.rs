//! How languages write numbers and count things. The signs of CLDR for the languages that differ; what is not listed writes as English does.

/// What stands between groups of three digits, and before a fraction.
pub(crate) fn separators(language: &str) -> (&'static str, &'static str) {
    match base(language) {
        "fr" => ("\u{202f}", ","),
        "de" if language == "de-CH" => ("’", "."),
        "de" | "es" | "it" | "pt" | "nl" | "da" | "el" | "tr" | "id" | "vi" | "ro" | "sl" | "hr" | "sr" => (".", ","),
        "ru" | "uk" | "pl" | "cs" | "sk" | "bg" | "hu" | "sv" | "nb" | "no" | "fi" | "et" | "lt" | "lv" => ("\u{a0}", ","),
        _ => (",", "."),
    }
}

/// Which of the forms of a word stands after a number, given as its digits: 0 for one thing, then as the language counts on.
pub(crate) fn plural(language: &str, whole: &str, fraction: &str) -> usize {
    let last = |digits: usize| whole[whole.len().saturating_sub(digits)..].parse::<u32>().unwrap_or(0);
    let few = || fraction.is_empty() && (2..=4).contains(&last(1)) && !(12..=14).contains(&last(2));
    match base(language) {
        "fr" | "pt" => usize::from(!matches!(whole, "0" | "1")),
        "ru" | "uk" | "sr" | "hr" if fraction.is_empty() && last(1) == 1 && last(2) != 11 => 0,
        "pl" | "cs" | "sk" if fraction.is_empty() && whole == "1" => 0,
        "cs" | "sk" if fraction.is_empty() && matches!(whole, "2" | "3" | "4") => 1,
        "ru" | "uk" | "sr" | "hr" | "pl" if few() => 1,
        "ru" | "uk" | "sr" | "hr" | "pl" | "cs" | "sk" => 2,
        _ => usize::from(whole != "1" || !fraction.is_empty()),
    }
}

/// What stands between a number and the word for what it counts.
pub(crate) fn gap(language: &str) -> &'static str {
    if matches!(base(language), "ja" | "zh" | "ko" | "th") { "" } else { " " }
}

/// What stands between a number and `%`.
pub(crate) fn percent_gap(language: &str) -> &'static str {
    match base(language) {
        "fr" => "\u{202f}",
        "de" | "es" | "ru" | "sv" | "nb" | "no" | "da" | "fi" | "cs" | "sk" | "sl" | "hr" | "ro" | "lt" => "\u{a0}",
        _ => "",
    }
}

/// Whether the sign of a currency stands after the amount, with a space.
pub(crate) fn currency_after(language: &str) -> bool {
    let comma = separators(language).1 == ",";
    comma && !matches!(language, "pt-BR") && !matches!(base(language), "nl" | "tr" | "id")
}

/// `pt` of `pt-BR`.
pub(crate) fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[track_caller]
    fn check(language: &str, numbers: &[&str], form: usize) {
        for number in numbers {
            let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
            assert_eq!(plural(language, whole, fraction), form, "{number} in {language}");
        }
    }

    #[test]
    fn a_currency_stands_where_the_language_has_it() {
        for (language, after) in [("ja", false), ("en", false), ("fr", true), ("de", true), ("de-CH", false), ("pt-BR", false)] {
            assert_eq!(super::currency_after(language), after, "{language}");
        }
    }

    #[test]
    fn languages_count_in_their_own_way() {
        check("en", &["1"], 0);
        check("en", &["0", "2", "11", "1.5", "1.0"], 1);
        check("fr", &["0", "1", "1.5"], 0);
        check("fr", &["2", "100"], 1);
        check("ru", &["1", "21", "101"], 0);
        check("ru", &["2", "24", "103"], 1);
        check("ru", &["5", "11", "12", "114", "0"], 2);
        check("pl", &["1"], 0);
        check("pl", &["2", "22"], 1);
        check("pl", &["21", "5", "12"], 2);
        check("cs", &["3"], 1);
        check("cs", &["22"], 2);
    }
}
