//! Text → tokens.

use super::Source;
use crate::diag::codes;
use crate::model::{Exact, Operator};
use std::ops::Range;

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
    Number,
    Percent,
    Other,
}

fn report(source: &mut Source<'_>, text: &str, mistake: Mistake, span: Range<u32>) -> Option<Spanned> {
    let written = &text[span.start as usize..span.end as usize];
    let (message, hint) = match &mistake {
        Mistake::Sign(right, _) => (format!("`{written}` is not a sign of formulas"), format!("write `{right}`")),
        Mistake::Number => (format!("`{written}` is not a number"), "write digits like 1_000 or 0.8".to_owned()),
        Mistake::Percent => ("`%` is not a sign of formulas".to_owned(), "write 80% as 0.8".to_owned()),
        Mistake::Other => {
            (format!("`{written}` means nothing in a formula"), "use names, numbers, + - * / and comparisons".to_owned())
        }
    };
    source.say(&codes::FORMULA_SYNTAX, &span, message, hint);
    match mistake {
        Mistake::Sign(_, token) => Some((token, span)),
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
        '%' | '％' => (Err(Mistake::Percent), first.len_utf8()),
        _ => (Err(Mistake::Other), first.len_utf8()),
    }
}

fn number(text: &str) -> (Result<Token, Mistake>, usize) {
    let end = text.find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.'))).unwrap_or(text.len());
    (text[..end].parse().map(Token::Number).map_err(|()| Mistake::Number), end)
}

fn name(text: &str) -> (Result<Token, Mistake>, usize) {
    let end = text.find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.'))).unwrap_or(text.len());
    let token = match &text[..end] {
        "and" => Token::Join(Operator::And),
        "or" => Token::Join(Operator::Or),
        "not" => Token::Not,
        _ => Token::Name,
    };
    (Ok(token), end)
}
