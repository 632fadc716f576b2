//! Text → tokens.

use super::Source;
use crate::diag::{Hint, codes};
use crate::model::{Exact, Operator};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A word of the language.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Exact),
    /// A metric, a part (`health.red`) or a function.
    Name,
    Join(Operator),
    Not,
    Open,
    Close,
    Comma,
}

pub(super) type Spanned = (Token, Range<u32>);

/// The tokens of a formula; what is no token is reported and left out, a full-width sign is taken as meant.
pub(super) fn tokens(source: &mut Source<'_>) -> Vec<Spanned> {
    let text = source.text.text.clone();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(&text[at..]);
        let span = at as u32..(at + length) as u32;
        at += length;
        match token {
            Ok(token) => found.push((token, span)),
            Err(mistake) => found.extend(report(source, &text, mistake, span)),
        }
    }
    found
}

enum Mistake {
    /// A sign with what should stand in its place.
    Sign(&'static str, Token),
    /// A name or number in full-width signs, with the same in half-width ones.
    Form(String, Token),
    Number,
    /// A percentage, with the same as a decimal where it can be read.
    Percent(Option<(String, Exact)>),
    Other,
}

fn report(source: &mut Source<'_>, text: &str, mistake: Mistake, span: Range<u32>) -> Option<Spanned> {
    let written = &text[span.start as usize..span.end as usize];
    let (message, hint) = match &mistake {
        Mistake::Sign(right, _) => (format!("`{written}` is not a sign of formulas"), Hint::write(*right).sure()),
        Mistake::Form(right, _) => (format!("`{written}` is written with full-width signs"), Hint::write(right).sure()),
        Mistake::Number => (format!("`{written}` is not a number"), "write digits like 1_000 or 0.8".into()),
        Mistake::Percent(None) => ("`%` is not a sign of formulas".to_owned(), "write 80% as 0.8".into()),
        Mistake::Percent(Some((right, _))) => ("`%` is not a sign of formulas".to_owned(), Hint::write(right)),
        Mistake::Other => {
            (format!("`{written}` means nothing in a formula"), "use names, numbers, + - * / and comparisons".into())
        }
    };
    source.say(&codes::FORMULA_SYNTAX, &span, message, hint);
    match mistake {
        Mistake::Sign(_, token) | Mistake::Form(_, token) => Some((token, span)),
        Mistake::Percent(Some((_, number))) => Some((Token::Number(number), span)),
        _ => None,
    }
}

/// The token a text begins with, and its length in bytes.
fn token(text: &str) -> (Result<Token, Mistake>, usize) {
    use Operator::{Add, Divide, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Multiply, NotEqual, Subtract};
    const SIGNS: &[(&str, Token)] = &[
        ("<=", Token::Join(LessOrEqual)),
        (">=", Token::Join(GreaterOrEqual)),
        ("==", Token::Join(Equal)),
        ("!=", Token::Join(NotEqual)),
        ("<", Token::Join(Less)),
        (">", Token::Join(Greater)),
        ("+", Token::Join(Add)),
        ("-", Token::Join(Subtract)),
        ("*", Token::Join(Multiply)),
        ("/", Token::Join(Divide)),
        ("(", Token::Open),
        (")", Token::Close),
        (",", Token::Comma),
    ];
    const MEANT: &[(&str, &str, Token)] = &[
        ("&&", "and", Token::Join(Operator::And)),
        ("||", "or", Token::Join(Operator::Or)),
        ("<>", "!=", Token::Join(NotEqual)),
        ("=>", ">=", Token::Join(GreaterOrEqual)),
        ("=<", "<=", Token::Join(LessOrEqual)),
        ("=", "==", Token::Join(Equal)),
        ("＝", "==", Token::Join(Equal)),
        ("≠", "!=", Token::Join(NotEqual)),
        ("≤", "<=", Token::Join(LessOrEqual)),
        ("≦", "<=", Token::Join(LessOrEqual)),
        ("≥", ">=", Token::Join(GreaterOrEqual)),
        ("≧", ">=", Token::Join(GreaterOrEqual)),
        ("＜", "<", Token::Join(Less)),
        ("＞", ">", Token::Join(Greater)),
        ("＋", "+", Token::Join(Add)),
        ("−", "-", Token::Join(Subtract)),
        ("－", "-", Token::Join(Subtract)),
        ("×", "*", Token::Join(Multiply)),
        ("＊", "*", Token::Join(Multiply)),
        ("÷", "/", Token::Join(Divide)),
        ("／", "/", Token::Join(Divide)),
        ("（", "(", Token::Open),
        ("）", ")", Token::Close),
        ("，", ",", Token::Comma),
        ("、", ",", Token::Comma),
    ];
    let first = text.chars().next().unwrap_or(' ');
    if first.is_numeric() {
        return number(text);
    }
    if first.is_alphabetic() || first == '_' {
        return name(text);
    }
    if let Some((sign, _, token)) = MEANT.iter().find(|(sign, ..)| text.starts_with(sign) && *sign != "=" && sign.len() > 1) {
        let right = MEANT.iter().find(|(known, ..)| known == sign).map_or("", |(_, right, _)| right);
        return (Err(Mistake::Sign(right, token.clone())), sign.len());
    }
    if let Some((sign, token)) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign)) {
        return (Ok(token.clone()), sign.len());
    }
    match first {
        '=' => (Err(Mistake::Sign("==", Token::Join(Equal))), 1),
        '%' | '％' => (Err(Mistake::Percent(None)), first.len_utf8()),
        _ => (Err(Mistake::Other), first.len_utf8()),
    }
}

fn number(text: &str) -> (Result<Token, Mistake>, usize) {
    let end = word(text);
    if text[end..].starts_with(['%', '％']) {
        let written: String = text[..end].nfkc().collect();
        let hundredth = crate::yaml::hundredth(&written).and_then(|right| right.parse().ok().map(|number| (right, number)));
        let sign = text[end..].chars().next().map_or(0, char::len_utf8);
        return (Err(Mistake::Percent(hundredth)), end + sign);
    }
    let half: String = text[..end].nfkc().collect();
    match (text[..end].parse(), half.parse()) {
        (Ok(number), _) => (Ok(Token::Number(number)), end),
        (_, Ok(number)) => (Err(Mistake::Form(half, Token::Number(number))), end),
        _ => (Err(Mistake::Number), end),
    }
}

/// The length of the name or number a text begins with.
fn word(text: &str) -> usize {
    text.find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.' | '．' | '＿'))).unwrap_or(text.len())
}

fn name(text: &str) -> (Result<Token, Mistake>, usize) {
    let end = word(text);
    let half: String = text[..end].nfkc().collect();
    if text[..end] != half && half.is_ascii() {
        return (Err(Mistake::Form(half, Token::Name)), end);
    }
    let token = match &text[..end] {
        "and" => Token::Join(Operator::And),
        "or" => Token::Join(Operator::Or),
        "not" => Token::Not,
        _ => Token::Name,
    };
    (Ok(token), end)
}
