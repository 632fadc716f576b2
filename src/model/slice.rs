//! The parts a figure can be split by: segments, roles, teams, and the total.

use super::{Audience, Language, Localised, Phrase, Place, Registers};
use std::sync::Arc;

/// A way to split figures. Axes are never crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// By tier of customers, `segments.yaml`.
    Segment,
    /// By role, `roles.yaml`.
    Role,
    /// By unit of the organisation, `org.yaml`.
    Team,
}

impl Axis {
    /// All axes in their order.
    pub const ALL: [Axis; 3] = [Axis::Segment, Axis::Role, Axis::Team];

    /// The axes with the words that name them in data files.
    pub const WORDS: &[(&str, Axis)] = &[("segment", Axis::Segment), ("role", Axis::Role), ("team", Axis::Team)];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        match self {
            Axis::Segment => "segment",
            Axis::Role => "role",
            Axis::Team => "team",
        }
    }

    /// The axis a word names.
    pub fn find(word: &str) -> Option<Axis> {
        Axis::ALL.into_iter().find(|axis| axis.word() == word)
    }
}

/// A slice, by its position in [`Slices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SliceIx(pub u16);

/// A slice of an axis, or the total.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The axis; none for the total.
    pub axis: Option<Axis>,
    /// The id; `total` for the total.
    pub id: Arc<str>,
    /// The name.
    pub name: Localised,
    /// Who may see the name, and so a figure of this slice.
    pub audience: Audience,
    /// The slice of the same axis that holds this one: units of an organisation form a tree.
    pub parent: Option<SliceIx>,
    /// Where it is declared; none for the total.
    pub place: Option<Place>,
}

/// The total and all declared slices, in the order declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Slices {
    // Invariant: the total is first; axes follow one another in the order of `Axis::ALL`.
    all: Vec<Slice>,
}

/// What the total is called.
fn total(languages: &[Language]) -> Localised {
    Localised::new(languages.iter().map(|language| (language.tag().into(), language.say(Phrase::Whole).into())).collect())
}

impl Default for Slices {
    fn default() -> Self {
        Slices::new(Vec::new())
    }
}

impl Slices {
    /// The total.
    pub const TOTAL: SliceIx = SliceIx(0);

    /// How many slices there can be.
    pub const MOST: usize = u16::MAX as usize - 1;

    /// Takes slices with their parents by id, in any order of axes. Those beyond [`Slices::MOST`] are left out.
    pub fn new(mut declared: Vec<(Slice, Option<Arc<str>>)>) -> Self {
        declared.sort_by_key(|(slice, _)| slice.axis);
        declared.truncate(Slices::MOST);
        let parents: Vec<_> = declared
            .iter()
            .map(|(slice, parent)| {
                let parent = parent.as_ref()?;
                let found = declared.iter().position(|(other, _)| other.axis == slice.axis && other.id == *parent)?;
                Some(SliceIx(found as u16 + 1))
            })
            .collect();
        let total = Slice {
            axis: None,
            id: "total".into(),
            name: total(&[Language::of("ja"), Language::of("en")]),
            audience: Audience::WIDEST,
            parent: None,
            place: None,
        };
        let mut all = vec![total];
        for ((slice, _), parent) in declared.into_iter().zip(parents) {
            all.push(Slice { parent, ..slice });
        }
        Slices { all }
    }

    /// The slices that the registers declare.
    pub fn of(registers: &Registers) -> Self {
        let slice = |axis, id: &Arc<str>, name: &Localised, audience, place: &Place| Slice {
            axis: Some(axis),
            id: Arc::clone(id),
            name: name.clone(),
            audience,
            parent: None,
            place: Some(place.clone()),
        };
        let segments = registers.segments.iter().map(|it| (slice(Axis::Segment, &it.id, &it.name, it.audience, &it.place), None));
        let roles = registers.roles.iter().map(|it| (slice(Axis::Role, &it.id, &it.name, it.audience, &it.place), None));
        let units = registers.org.units.iter().map(|it| {
            let parent = it.parent.as_ref().map(|parent| Arc::clone(&parent.id));
            (slice(Axis::Team, &it.id, &it.name, it.audience, &it.place), parent)
        });
        Slices::new(segments.chain(roles).chain(units).collect())
    }

    /// The same, with the total named as these languages do.
    pub fn named_in(mut self, languages: &[Language]) -> Self {
        self.all[0].name = total(languages);
        self
    }

    /// The slice at a position; the total for one that does not exist.
    pub fn get(&self, ix: SliceIx) -> &Slice {
        self.all.get(ix.0 as usize).unwrap_or(&self.all[0])
    }

    /// The slice of an axis with this id.
    pub fn find(&self, axis: Axis, id: &str) -> Option<SliceIx> {
        self.iter().find(|(_, slice)| slice.axis == Some(axis) && &*slice.id == id).map(|(ix, _)| ix)
    }

    /// The slices of an axis, in the order declared.
    pub fn of_axis(&self, axis: Axis) -> impl Iterator<Item = SliceIx> + '_ {
        self.iter().filter(move |(_, slice)| slice.axis == Some(axis)).map(|(ix, _)| ix)
    }

    /// The slices directly below one.
    pub fn children(&self, parent: SliceIx) -> impl Iterator<Item = SliceIx> + '_ {
        self.iter().filter(move |(_, slice)| slice.parent == Some(parent)).map(|(ix, _)| ix)
    }

    /// All slices with their positions, the total first.
    pub fn iter(&self) -> impl Iterator<Item = (SliceIx, &Slice)> {
        self.all.iter().enumerate().map(|(ix, slice)| (SliceIx(ix as u16), slice))
    }

    /// How many slices there are, the total included.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Never: there is always the total.
    pub fn is_empty(&self) -> bool {
        false
    }
}
