//! What entries of all registers have in common: id, name, summary, label.

use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audience, Localised, Place, Ref};
use crate::yaml::{Decoder, Entry, Field, Fields, Map, Node, Shape, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

const ID: Field =
    Field::required("id", Shape::Text, "id（半角の小文字・数字・_・-）", "the id: lower-case letters, digits, `_`, `-`")
        .covered();
const NAME: Field = Field::required("name", Shape::Localised, "名前", "the name").covered();
const SUMMARY: Field = Field::new("summary", Shape::Localised, "名前に添える一文", "a sentence beside the name").covered();
const AUDIENCE: Field = Field::new(
    "audience",
    Shape::Audience,
    "名前と一文の読者（既定は最も狭い読者）",
    "who may see the name and the summary; the narrowest audience if absent",
)
.covered();

/// Keys of an entry whose id is the key of a mapping.
pub static KEYED: Fields = Fields::new("an entry", &[NAME, SUMMARY, AUDIENCE]);

/// Keys of an entry in a list.
pub static LISTED: Fields = Fields::new("an entry", &[ID, NAME, SUMMARY, AUDIENCE]);

/// What every entry says.
pub struct Head {
    /// The id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Its label.
    pub audience: Audience,
    /// Its name; the id stands in for a missing one, so that what refers to the entry is not reported as well.
    pub name: Localised,
    /// A sentence beside the name.
    pub summary: Option<Localised>,
}

/// An entry whose id is the key of a mapping.
pub fn keyed<'n>(decoder: &mut Decoder<'_>, (key, node): Entry<'n>, fields: &'static Fields) -> Option<(Head, Map<'n>)> {
    let id = decoder.id(&key.text, key.span.clone());
    let map = decoder.map(node, fields)?;
    let place = decoder.place(key.span.clone());
    Some((head(decoder, &map, id?, place), map))
}

/// An entry of a list.
pub fn listed<'n>(decoder: &mut Decoder<'_>, node: &'n Node, fields: &'static Fields) -> Option<(Head, Map<'n>)> {
    let map = decoder.map(node, fields)?;
    let (id, place) = id(decoder, &map)?;
    Some((head(decoder, &map, id, place), map))
}

/// The id of an entry of a list, with its place.
pub fn id(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<(Arc<str>, Place)> {
    let text = decoder.text(map, "id")?;
    let span = map.span_of("id");
    Some((decoder.id(text, span.clone())?, decoder.place(span)))
}

fn head(decoder: &mut Decoder<'_>, map: &Map<'_>, id: Arc<str>, place: Place) -> Head {
    let name = decoder.localised(map, "name");
    if name.as_ref().is_some_and(Localised::is_empty) {
        decoder.say(&codes::INVALID_VALUE, map.span_of("name"), format!("the name of `{id}` is empty"), "write a name");
    }
    let stand_in = || Localised::one(Arc::clone(&decoder.languages[0]), Arc::clone(&id));
    Head {
        name: name.filter(|name| !name.is_empty()).unwrap_or_else(stand_in),
        audience: decoder.audience(map, "audience"),
        summary: decoder.localised(map, "summary"),
        id,
        place,
    }
}

/// The entries of the mapping at a key; none when absent.
pub fn entries<'n>(decoder: &mut Decoder<'_>, map: &Map<'n>, name: &str) -> Vec<Entry<'n>> {
    map.get(name).filter(|node| node.value != Value::Null).map_or_else(Vec::new, |node| decoder.entries(node))
}

/// The texts of a list at a key, each in one or more languages.
pub fn localised_list(decoder: &mut Decoder<'_>, map: &Map<'_>, name: &str) -> Vec<Localised> {
    decoder.list(map, name).iter().filter_map(|node| decoder.as_localised(node)).collect()
}

/// A whole number of at least `least`, at a key.
pub fn whole(decoder: &mut Decoder<'_>, map: &Map<'_>, name: &str, least: u32) -> Option<u32> {
    let number: u32 = decoder.parsed(map, name, "a whole number like 3")?;
    if number < least {
        let message = format!("`{name}` cannot be {number}");
        decoder.say(&codes::INVALID_VALUE, map.span_of(name), message, format!("write {least} or more"));
        return None;
    }
    Some(number)
}

/// Drops entries whose id was used before, and reports them.
pub fn unique<T>(report: &mut Report, what: &str, entries: Vec<T>, id: impl Fn(&T) -> (&Arc<str>, &Place)) -> Vec<T> {
    let mut seen: BTreeMap<Arc<str>, Place> = BTreeMap::new();
    let mut kept = Vec::new();
    for entry in entries {
        let (name, place) = id(&entry);
        if let Some(first) = seen.get(name) {
            report.push(twice(&format!("the {what} `{name}`"), place.clone(), first.clone()));
            continue;
        }
        seen.insert(Arc::clone(name), place.clone());
        kept.push(entry);
    }
    kept
}

/// The finding for something that is declared twice.
pub fn twice(what: &str, place: Place, first: Place) -> Diagnostic {
    let finding = Diagnostic::new(&codes::DUPLICATE_ID, place, format!("{what} is declared twice"));
    finding.also(first, "the first one is here").hint("rename one of them, or take it away")
}

/// Reports ids that stand in two lists which exclude one another.
pub fn apart(report: &mut Report, first: &[Ref], second: &[Ref], message: impl Fn(&str) -> String) {
    for reference in second {
        if let Some(other) = first.iter().find(|other| other.id == reference.id) {
            let finding = Diagnostic::new(&codes::DUPLICATE_ID, reference.place.clone(), message(&reference.id));
            report.push(finding.also(other.place.clone(), "it stands here too").hint("keep it in one of the two lists"));
        }
    }
}
