//! One change to a YAML file, at a place an audience may not see.

use super::invent::{self, Inventor};
use super::random::Random;
use super::survey::{Kind, Spot};
use crate::yaml::{Fields, Node, Shape, Value};

/// Changes a tree at a spot. Says what was done; `None` if there was nothing to do.
pub(super) fn apply(root: &mut Node, spot: &Spot, inventor: &Inventor<'_>, random: &mut Random) -> Option<String> {
    let what = &spot.words;
    match spot.kind {
        Kind::Hidden => hidden(root, spot, inventor, random),
        Kind::Beside(fields) => {
            let name = beside(at(root, &spot.path)?, fields, inventor, random)?;
            Some(if what.is_empty() { format!("added `{name}`") } else { format!("added `{name}` to `{what}`") })
        }
        Kind::Entries(shape) => {
            let name = entry(at(root, &spot.path)?, &shape, inventor, random)?;
            Some(format!("added {name} to `{what}`"))
        }
        Kind::Ids(kind) => {
            let id = inventor.id(kind, random);
            let Value::List(items) = &mut at(root, &spot.path)?.value else { return None };
            items.insert(random.below(items.len() + 1), invent::plain(&id));
            Some(format!("added `{id}` to `{what}`"))
        }
        Kind::Values => {
            let metrics = inventor.labels.all("metric");
            let metric = random.pick(&metrics)?;
            let Value::Map(entries) = &mut at(root, &spot.path)?.value else { return None };
            let value = inventor.value(&Shape::Number, random, 0);
            if let Some((key, known)) = entries.iter_mut().find(|(key, _)| *key.text == **metric) {
                key.twice.push(std::mem::replace(known, value));
                return Some(format!("wrote another value of `{metric}` before the one in `{what}`"));
            }
            entries.insert(random.below(entries.len() + 1), (invent::key(metric), value));
            Some(format!("added a value of `{metric}` to `{what}`"))
        }
    }
}

fn at<'n>(root: &'n mut Node, path: &[usize]) -> Option<&'n mut Node> {
    path.iter().try_fold(root, |node, step| match &mut node.value {
        Value::Map(entries) => entries.get_mut(*step).map(|(_, node)| node),
        Value::List(items) => items.get_mut(*step),
        _ => None,
    })
}

fn hidden(root: &mut Node, spot: &Spot, inventor: &Inventor<'_>, random: &mut Random) -> Option<String> {
    let what = &spot.words;
    let (last, parents) = spot.path.split_last()?;
    let parent = at(root, parents)?;
    match random.below(9) {
        8 => {
            nudge(at(parent, &[*last])?)?;
            Some(format!("changed the last digit of `{what}`"))
        }
        0 | 1 => {
            take(parent, *last)?;
            Some(format!("took `{what}` away"))
        }
        2 => {
            reorder(parent, *last, random)?;
            Some(format!("moved `{what}` among its neighbours"))
        }
        3 => {
            copy(parent, *last, inventor, random)?;
            Some(format!("wrote `{what}` a second time"))
        }
        4 => {
            rename(parent, *last, inventor, random)?;
            Some(format!("renamed `{what}`"))
        }
        _ => {
            let node = at(parent, &[*last])?;
            if matches!(node.value, Value::Map(_)) && !random.one_in(4) {
                return None;
            }
            *node = inventor.value(&spot.shape, random, 0);
            Some(format!("changed `{what}`"))
        }
    }
}

/// Changes a number by the least there is: what is disclosed stays the same as it is printed, and so must all that is told of it.
fn nudge(node: &mut Node) -> Option<()> {
    let Value::Scalar { text, quoted: false } = &mut node.value else { return None };
    let is_number = text.starts_with(|char: char| char.is_ascii_digit())
        && text.chars().all(|char| char.is_ascii_digit() || matches!(char, '_' | '.'));
    let last = text.pop().filter(|_| is_number)?.to_digit(10)?;
    text.push(char::from_digit((last + 1) % 10, 10)?);
    Some(())
}

fn take(parent: &mut Node, at: usize) -> Option<()> {
    match &mut parent.value {
        Value::Map(entries) => drop(entries.remove(at)),
        Value::List(items) => drop(items.remove(at)),
        _ => return None,
    }
    Some(())
}

fn reorder(parent: &mut Node, at: usize, random: &mut Random) -> Option<()> {
    match &mut parent.value {
        Value::Map(entries) if entries.len() > 1 => {
            let entry = entries.remove(at);
            entries.insert(random.below(entries.len() + 1), entry);
        }
        Value::List(items) if items.len() > 1 => {
            let item = items.remove(at);
            items.insert(random.below(items.len() + 1), item);
        }
        _ => return None,
    }
    Some(())
}

fn copy(parent: &mut Node, at: usize, inventor: &Inventor<'_>, random: &mut Random) -> Option<()> {
    match &mut parent.value {
        Value::Map(entries) => {
            let (_, node) = entries.get(at)?;
            let twin = (invent::key(&inventor.new_id(random)), node.clone());
            entries.insert(random.below(entries.len() + 1), twin);
        }
        Value::List(items) => {
            let mut twin = items.get(at)?.clone();
            if random.one_in(2) {
                give_id(&mut twin, &inventor.new_id(random));
            }
            items.insert(random.below(items.len() + 1), twin);
        }
        _ => return None,
    }
    Some(())
}

fn rename(parent: &mut Node, at: usize, inventor: &Inventor<'_>, random: &mut Random) -> Option<()> {
    match &mut parent.value {
        Value::Map(entries) => entries.get_mut(at)?.0.text = inventor.new_id(random),
        Value::List(items) => {
            let taken: Vec<String> = items.iter().filter_map(id).collect();
            let new = match random.pick(&taken) {
                // Two with one id is an error, and must still not touch the one that may be seen.
                Some(taken) if random.one_in(2) => taken.clone(),
                _ => inventor.new_id(random),
            };
            give_id(items.get_mut(at)?, &new).then_some(())?;
        }
        _ => return None,
    }
    Some(())
}

fn id(node: &Node) -> Option<String> {
    let Value::Map(entries) = &node.value else { return None };
    let (_, id) = entries.iter().find(|(key, _)| key.text == "id")?;
    if let Value::Scalar { text, .. } = &id.value { Some(text.clone()) } else { None }
}

fn give_id(node: &mut Node, new: &str) -> bool {
    let Value::Map(entries) = &mut node.value else { return false };
    let found = entries.iter_mut().find(|(key, _)| key.text == "id");
    found.is_some_and(|(_, id)| {
        *id = invent::plain(new);
        true
    })
}

/// Adds a key that the label of a mapping does not cover, or one that nobody knows.
fn beside(node: &mut Node, fields: &'static Fields, inventor: &Inventor<'_>, random: &mut Random) -> Option<String> {
    let Value::Map(entries) = &mut node.value else { return None };
    let free: Vec<_> = fields
        .all()
        // What must be approved is a decision about visible pages.
        .filter(|field| !field.covered && field.name != "approval")
        .filter(|field| !entries.iter().any(|(key, _)| key.text == field.name))
        .collect();
    let (name, value) = match random.pick(&free) {
        Some(field) if !random.one_in(6) => (field.name.to_owned(), inventor.value(&field.shape, random, 0)),
        _ => (inventor.new_id(random), invent::scalar(inventor.words(random))),
    };
    entries.insert(random.below(entries.len() + 1), (invent::key(&name), value));
    Some(name)
}

/// Adds a hidden entry to a list or mapping of labelled ones.
fn entry(node: &mut Node, shape: &Shape, inventor: &Inventor<'_>, random: &mut Random) -> Option<String> {
    let Shape::Object(fields) = shape else { return None };
    let mut new = inventor.object(fields, random, 0);
    let name = inventor.new_id(random);
    match &mut node.value {
        Value::Map(entries) if !entries.is_empty() && random.one_in(4) => {
            let at = random.below(entries.len());
            let (key, known) = &mut entries[at];
            key.twice.push(std::mem::replace(known, new));
            return Some(format!("a second `{}` before the one", key.text));
        }
        Value::Map(entries) => entries.insert(random.below(entries.len() + 1), (invent::key(&name), new)),
        Value::List(items) => {
            let taken: Vec<String> = items.iter().filter_map(id).collect();
            if let Some(taken) = random.pick(&taken).filter(|_| random.one_in(4)) {
                give_id(&mut new, taken);
            }
            items.insert(random.below(items.len() + 1), new);
        }
        _ => return None,
    }
    Some(format!("`{name}`"))
}
