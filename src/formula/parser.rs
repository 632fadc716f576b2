//! Tokens → tree, with names and arguments checked.
//!
//! From loose to tight: `or`, `and`, `not`, comparisons (one), `+ -`, `* /`, `-x`.

use super::lexer::{Spanned, Token, tokens};
use super::{DEEPEST, FARTHEST, LONGEST, Source};
use crate::diag::{Hint, codes};
use crate::model::{Exact, Expr, ExprKind, MetricIx, MetricRef, Operator, PartIx, Unit, Window};
use crate::yaml::{shortened, suggestion};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The metrics a formula may name.
pub trait Names {
    /// The metric with this id.
    fn metric(&self, id: &str) -> Option<MetricIx>;
    /// A part of a metric.
    fn part(&self, metric: MetricIx, id: &str) -> Option<PartIx>;
    /// What a metric counts.
    fn unit(&self, metric: MetricIx) -> Unit;
    /// The ids of all metrics.
    fn ids(&self) -> Vec<&str>;
    /// The ids of a metric's parts.
    fn parts(&self, metric: MetricIx) -> Vec<&str>;
}

/// The tree of a formula; `None` after a mistake of syntax, which is reported. Unknown names are reported and stand as 0.
pub(super) fn parse(source: &mut Source<'_>, names: &dyn Names) -> Option<Expr> {
    let text = source.text.text.clone();
    if text.len() > LONGEST {
        let message = format!("the formula is longer than {LONGEST} bytes");
        source.say(&codes::FORMULA_SYNTAX, &(0..1), message, "split it into several metrics");
        return None;
    }
    let tokens = tokens(source);
    let mut parser = Parser { source, names, text: &text, tokens: &tokens, at: 0, depth: 0 };
    let root = parser.any()?;
    if let Some((_, span)) = parser.tokens.get(parser.at) {
        let span = span.clone();
        parser.unexpected(&span);
        return None;
    }
    Some(root)
}

struct Parser<'a, 's> {
    source: &'a mut Source<'s>,
    names: &'a dyn Names,
    text: &'a str,
    tokens: &'a [Spanned],
    at: usize,
    depth: usize,
}

impl Parser<'_, '_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next(&mut self) -> Option<Spanned> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn end(&self) -> Range<u32> {
        let end = self.text.trim_end().len() as u32;
        end.saturating_sub(1)..end.max(1)
    }

    fn unexpected(&mut self, span: &Range<u32>) {
        let written = shortened(self.written(span));
        let message = format!("`{written}` does not belong here");
        let value = |at: Option<usize>| {
            let token = at.and_then(|at| self.tokens.get(at)).map(|(token, _)| token);
            matches!(token, Some(Token::Name | Token::Number(_) | Token::Open | Token::Close))
        };
        let at = self.tokens.iter().position(|(_, other)| other == span);
        let joins = suggestion(&written, ["and", "or"].into_iter());
        let hint = match at.is_some_and(|at| value(Some(at)) && value(at.checked_sub(1))) {
            true => joins.unwrap_or_else(|| "write a sign between the two, like `+` or `/`".into()),
            false => "check the signs and parentheses before it".into(),
        };
        self.source.say(&codes::FORMULA_SYNTAX, span, message, hint);
    }

    fn written(&self, span: &Range<u32>) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn expect(&mut self, wanted: &Token, sign: &str) -> Option<Range<u32>> {
        match self.next() {
            Some((token, span)) if token == *wanted => Some(span),
            Some((_, span)) => {
                let message = format!("`{sign}` is expected here, not `{}`", shortened(self.written(&span)));
                self.source.say(&codes::FORMULA_SYNTAX, &span, message, format!("write `{sign}` before it"));
                None
            }
            None => {
                let (end, message) = (self.end(), format!("`{sign}` is missing at the end"));
                let last = self.written(&end).to_owned();
                let hint = Hint::from(format!("add `{sign}`")).repair(format!("{last}{sign}"));
                self.source.say(&codes::FORMULA_SYNTAX, &end, message, hint);
                None
            }
        }
    }

    fn any(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let span = self.tokens.get(self.at).map_or_else(|| self.end(), |(_, span)| span.clone());
            let message = format!("this nests deeper than {DEEPEST} levels");
            self.source.say(&codes::FORMULA_SYNTAX, &span, message, "split it into several metrics");
            return None;
        }
        let found = self.joined(0);
        self.depth -= 1;
        found
    }

    /// Parts joined by signs of a level or tighter.
    fn joined(&mut self, level: usize) -> Option<Expr> {
        use Operator as O;
        const LEVELS: &[&[Operator]] = &[
            &[O::Or],
            &[O::And],
            &[O::Less, O::LessOrEqual, O::Greater, O::GreaterOrEqual, O::Equal, O::NotEqual],
            &[O::Add, O::Subtract],
            &[O::Multiply, O::Divide],
        ];
        const COMPARISONS: usize = 2;
        let Some(signs) = LEVELS.get(level) else { return self.single() };
        if level == COMPARISONS
            && let Some((Token::Not, span)) = self.tokens.get(self.at).cloned()
        {
            return self.negated(&span, level);
        }
        let mut left = self.joined(level + 1)?;
        let mut count = 0;
        while let Some(Token::Join(sign)) = self.peek().cloned()
            && signs.contains(&sign)
        {
            let (_, span) = self.next()?;
            count += 1;
            if level == COMPARISONS && count > 1 {
                let hint = "join two comparisons with `and`";
                self.source.say(&codes::FORMULA_SYNTAX, &span, "comparisons cannot be chained", hint);
                return None;
            }
            let right = self.joined(level + 1)?;
            let span = left.span.start..right.span.end;
            left = Expr { kind: ExprKind::Binary(sign, Box::new(left), Box::new(right)), span };
            // A long sum is a deep tree; limit it as nesting is.
            if count > 200 {
                let span = left.span.clone();
                self.source.say(
                    &codes::FORMULA_SYNTAX,
                    &span,
                    "the formula joins too many parts",
                    "split it into several metrics",
                );
                return None;
            }
        }
        Some(left)
    }

    fn negated(&mut self, span: &Range<u32>, level: usize) -> Option<Expr> {
        self.next();
        self.depth += 1;
        if self.depth > DEEPEST {
            self.unexpected(span);
            return None;
        }
        let inner = self.joined(level)?;
        self.depth -= 1;
        let span = span.start..inner.span.end;
        Some(Expr { kind: ExprKind::Not(Box::new(inner)), span })
    }

    fn single(&mut self) -> Option<Expr> {
        let Some((token, span)) = self.next() else {
            let end = self.end();
            let message = if self.text.trim().is_empty() { "the formula is empty" } else { "the formula ends too early" };
            self.source.say(&codes::FORMULA_SYNTAX, &end, message, "write a metric or a number here");
            return None;
        };
        match token {
            Token::Number(number) => Some(Expr { kind: ExprKind::Number(number), span }),
            Token::Open => {
                let inner = self.any()?;
                let end = self.expect(&Token::Close, ")")?.end;
                Some(Expr { span: span.start..end, ..inner })
            }
            Token::Join(Operator::Subtract) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    self.unexpected(&span);
                    return None;
                }
                let inner = self.single()?;
                self.depth -= 1;
                let span = span.start..inner.span.end;
                Some(Expr { kind: ExprKind::Negate(Box::new(inner)), span })
            }
            Token::Name if self.peek() == Some(&Token::Open) => self.call(&span),
            Token::Name => Some(self.metric(span)),
            _ => {
                self.unexpected(&span);
                None
            }
        }
    }

    fn metric(&mut self, span: Range<u32>) -> Expr {
        if let Some((kind, span)) = self.hyphened(&span) {
            return Expr { kind, span };
        }
        // Full-width signs were reported and are taken as meant.
        let written: String = self.written(&span).nfkc().collect();
        let kind = match self.resolve(&written, &span) {
            Some(of) => ExprKind::Metric(of),
            None => ExprKind::Number(Exact::ZERO),
        };
        Expr { kind, span }
    }

    /// `closing-arr` where `closing_arr` is a metric and `closing` is none.
    fn hyphened(&mut self, first: &Range<u32>) -> Option<(ExprKind, Range<u32>)> {
        if self.names.metric(self.written(first)).is_some() {
            return None;
        }
        let mut span = first.clone();
        let mut taken = 0;
        while let Some([(Token::Join(Operator::Subtract), sign), (Token::Name, name)]) =
            self.tokens.get(self.at + taken..self.at + taken + 2)
            && sign.start == span.end
            && name.start == sign.end
        {
            span.end = name.end;
            taken += 2;
        }
        let written = self.written(&span);
        let meant = written.replace('-', "_");
        let metric = self.names.metric(&meant).filter(|_| taken > 0)?;
        let message = format!("no metric is named `{written}`: `-` takes away");
        self.at += taken;
        self.source.say(&codes::UNKNOWN_METRIC, &span, message, Hint::write(meant));
        Some((ExprKind::Metric(metric.into()), span))
    }

    fn resolve(&mut self, written: &str, span: &Range<u32>) -> Option<MetricRef> {
        let (id, part) = written.split_once('.').map_or((written, None), |(id, part)| (id, Some(part)));
        let Some(metric) = self.names.metric(id) else {
            let hint = suggestion(id, self.names.ids().into_iter())
                .unwrap_or_else(|| "define it in data/metrics.yaml, or correct the name".into());
            let span = span.start..span.start + id.len() as u32;
            self.source.say(&codes::UNKNOWN_METRIC, &span, format!("no metric is named `{}`", shortened(id)), hint);
            return None;
        };
        let Some(part) = part else { return Some(metric.into()) };
        let found = self.names.part(metric, part);
        if found.is_none() {
            let parts = self.names.parts(metric);
            let hint = suggestion(part, parts.iter().copied()).unwrap_or_else(|| {
                if parts.is_empty() {
                    format!("`{id}` has no parts").into()
                } else {
                    format!("parts: {}", parts.join(", ")).into()
                }
            });
            let span = span.start + id.len() as u32 + 1..span.end;
            let message = format!("`{id}` has no part `{}`", shortened(part));
            self.source.say(&codes::UNKNOWN_METRIC, &span, message, hint);
        }
        found.map(|part| MetricRef { metric, part: Some(part) })
    }

    fn call(&mut self, name: &Range<u32>) -> Option<Expr> {
        let open = self.next()?.1;
        let mut arguments = Vec::new();
        if self.peek() != Some(&Token::Close) {
            arguments.push(self.any()?);
            while self.peek() == Some(&Token::Comma) {
                self.next();
                arguments.push(self.any()?);
            }
        }
        let end = self.expect(&Token::Close, ")")?.end;
        let span = name.start..end;
        let kind = self.function(name, arguments, &(open.start..end)).unwrap_or(ExprKind::Number(Exact::ZERO));
        Some(Expr { kind, span })
    }

    /// The meaning of a call. `None` when it is wrong, which is reported; the rest of the formula is still read.
    fn function(&mut self, name: &Range<u32>, mut arguments: Vec<Expr>, brackets: &Range<u32>) -> Option<ExprKind> {
        let function = self.written(name).to_owned();
        let Some((_, count, form)) = FUNCTIONS.iter().find(|(known, ..)| *known == function) else {
            let hint = suggestion(&function, FUNCTIONS.iter().map(|(known, ..)| *known)).unwrap_or_else(|| {
                format!("functions: {}", FUNCTIONS.iter().map(|(known, ..)| *known).collect::<Vec<_>>().join(", ")).into()
            });
            let message = format!("no function is named `{}`", shortened(&function));
            self.source.say(&codes::UNKNOWN_FUNCTION, name, message, hint);
            return None;
        };
        if arguments.len() != *count {
            let message = format!("`{function}` takes {count} argument(s), not {}", arguments.len());
            self.source.say(&codes::WRONG_ARGUMENTS, brackets, message, format!("write `{form}`"));
            return None;
        }
        let last = (*count == 2).then(|| arguments.pop()).flatten();
        let first = (*count < 3).then(|| arguments.pop()).flatten();
        let (Some(x), last) = (first, last) else {
            return <[Expr; 3]>::try_from(arguments).ok().map(|parts| ExprKind::If(Box::new(parts)));
        };
        let x = Box::new(x);
        let Some(months) = last else {
            return Some(if function == "prev" { ExprKind::Previous(x) } else { ExprKind::Share(x) });
        };
        if function == "at" {
            let back = self.whole(&months, -FARTHEST..=-1, form)?;
            return Some(ExprKind::At(x, back));
        }
        let window = match function.as_str() {
            "sum" => Window::Sum,
            "avg" => Window::Average,
            "min" => Window::Min,
            "max" => Window::Max,
            _ => Window::Product,
        };
        let months = self.whole(&months, 1..=FARTHEST, form)?;
        // Windows inside windows multiply.
        if longest(&x).saturating_mul(months as u32) > FARTHEST as u32 * 4 {
            let hint = "give the inner window a metric of its own";
            self.source.say(&codes::WRONG_ARGUMENTS, brackets, "these windows look at too many months", hint);
            return None;
        }
        Some(ExprKind::Window(window, x, months as u16))
    }

    fn whole(&mut self, argument: &Expr, range: std::ops::RangeInclusive<i32>, form: &str) -> Option<i32> {
        let written = self.written(&argument.span).to_owned();
        let number = written.trim().parse::<i32>().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let message =
                format!("`{}` is not a whole number of months from {} to {}", shortened(&written), range.start(), range.end());
            self.source.say(&codes::WRONG_ARGUMENTS, &argument.span, message, format!("write it like `{form}`"));
        }
        number
    }
}

/// How many months the windows inside look at.
fn longest(expr: &Expr) -> u32 {
    let own = if let ExprKind::Window(_, _, months) = &expr.kind { u32::from(*months) } else { 1 };
    expr.children().into_iter().map(longest).max().unwrap_or(1).saturating_mul(own)
}

/// Name, number of arguments, how it is written.
const FUNCTIONS: &[(&str, usize, &str)] = &[
    ("if", 3, "if(condition, then, else)"),
    ("prev", 1, "prev(x)"),
    ("at", 2, "at(x, -12)"),
    ("sum", 2, "sum(x, 12)"),
    ("avg", 2, "avg(x, 12)"),
    ("min", 2, "min(x, 12)"),
    ("max", 2, "max(x, 12)"),
    ("product", 2, "product(x, 12)"),
    ("share", 1, "share(x)"),
];
