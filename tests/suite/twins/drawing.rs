//! What a picture shows, read from its source: boxes, lines, dots and where they stand.

use super::between;

/// A box of a picture: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) wide: f64,
    pub(super) high: f64,
}

impl Area {
    pub(super) fn middle(&self) -> f64 {
        self.x + self.wide / 2.0
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.wide
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.high
    }
}

/// An attribute of a tag as a number.
pub(super) fn attribute(tag: &str, name: &str) -> Option<f64> {
    between(tag, &format!(" {name}=\""), "\"")?.parse().ok()
}

/// The tags of a picture with this name.
pub(super) fn tags<'a>(picture: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let opening = format!("<{name} ");
    let found: Vec<&str> =
        picture.match_indices(&opening).filter_map(|(at, _)| picture[at + opening.len() - 1..].split('>').next()).collect();
    found.into_iter()
}

/// Whether a tag has a class.
pub(super) fn has_class(tag: &str, class: &str) -> bool {
    between(tag, " class=\"", "\"").is_some_and(|classes| classes.split(' ').any(|found| found == class))
}

/// What stands inside the groups of a class.
pub(super) fn groups<'a>(picture: &'a str, class: &str) -> Vec<&'a str> {
    let opening = format!("<g class=\"{class}\">");
    picture.split(&opening).skip(1).filter_map(|rest| rest.split("</g>").next()).collect()
}

/// The pieces of a path, each as its points. Only what the pictures use is understood: `M m l h v z`.
pub(super) fn pieces(d: &str) -> Vec<Vec<(f64, f64)>> {
    let mut found: Vec<Vec<(f64, f64)>> = Vec::new();
    let (mut command, mut here, mut half) = ('M', (0.0, 0.0), None);
    for token in tokens(d) {
        let number = match token {
            Token::Command('z') => {
                // A closed piece ends where it began.
                here = found.last().and_then(|piece| piece.first()).copied().unwrap_or(here);
                continue;
            }
            Token::Command(next) => {
                command = next;
                continue;
            }
            Token::Number(number) => number,
        };
        match (command, half) {
            ('h', _) => here.0 += number,
            ('v', _) => here.1 += number,
            (_, None) => {
                half = Some(number);
                continue;
            }
            ('M', Some(x)) => here = (x, number),
            (_, Some(x)) => here = (here.0 + x, here.1 + number),
        }
        half = None;
        if matches!(command, 'M' | 'm') {
            found.push(Vec::new());
            // What follows without a command is a line.
            command = if command == 'M' { 'L' } else { 'l' };
        }
        found.last_mut().expect("a path begins with a move").push(here);
    }
    found
}

enum Token {
    Command(char),
    Number(f64),
}

fn tokens(d: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = String::new();
    let end = |at: &mut String, found: &mut Vec<Token>| {
        if !at.is_empty() {
            found.push(Token::Number(at.parse().expect("a number")));
            at.clear();
        }
    };
    for char in d.chars() {
        match char {
            '0'..='9' | '.' => at.push(char),
            '-' => {
                end(&mut at, &mut found);
                at.push(char);
            }
            ' ' => end(&mut at, &mut found),
            command => {
                end(&mut at, &mut found);
                found.push(Token::Command(command));
            }
        }
    }
    end(&mut at, &mut found);
    found
}

/// The paths of a class, piece by piece.
pub(super) fn paths(within: &str, class: &str) -> Vec<Vec<(f64, f64)>> {
    let data = tags(within, "path").filter(|tag| has_class(tag, class)).filter_map(|tag| between(tag, " d=\"", "\""));
    data.flat_map(pieces).collect()
}

/// The filled boxes in a part of a picture, from left to right: many of one class are one path.
pub(super) fn boxes(within: &str) -> Vec<Area> {
    let filled = |tag: &&str| between(tag, " d=\"", "\"").is_some_and(|d| d.ends_with('z'));
    let data = tags(within, "path").filter(filled).filter_map(|tag| between(tag, " d=\"", "\""));
    let mut found: Vec<Area> = data.flat_map(pieces).map(|piece| around(&piece)).collect();
    found.sort_by(|a, b| a.x.total_cmp(&b.x));
    found
}

fn around(points: &[(f64, f64)]) -> Area {
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let values = points.iter().map(of);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (ends(|point| point.0), ends(|point| point.1));
    Area { x: left, y: top, wide: right - left, high: bottom - top }
}

/// The rectangles of one of these classes, in the order in which they are drawn.
pub(super) fn rectangles(picture: &str, classes: &[&str]) -> Vec<Area> {
    let wanted = tags(picture, "rect").filter(|tag| classes.iter().any(|class| has_class(tag, class)));
    wanted
        .filter_map(|tag| {
            let [x, y, wide, high] = ["x", "y", "width", "height"].map(|name| attribute(tag, name));
            Some(Area { x: x?, y: y?, wide: wide?, high: high? })
        })
        .collect()
}

/// The strokes of a class that are as thick as cells: where they begin, how high, how long.
pub(super) fn strokes(picture: &str, class: &str) -> Vec<Area> {
    let thick = |tag: &&str| attribute(tag, "stroke-width").is_some_and(|width| width > 12.0);
    let wanted = tags(picture, "path").filter(|tag| has_class(tag, class)).filter(thick);
    let data = wanted.filter_map(|tag| between(tag, " d=\"", "\""));
    data.flat_map(pieces).map(|piece| around(&piece)).collect()
}

/// Where the values of a line stand, from left to right.
pub(super) fn points(group: &str) -> Vec<(f64, f64)> {
    let lines = paths(group, "ln").into_iter().flatten();
    // A dot is a stroke without length: its point counts once.
    let dots = paths(group, "pt").into_iter().filter_map(|dot| dot.first().copied());
    let mut found: Vec<(f64, f64)> = lines.chain(dots).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.dedup_by(|a, b| (a.0 - b.0).abs() < 0.05);
    found
}
