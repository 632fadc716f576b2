//! Which file an address that leads nowhere was meant to name.

use crate::diag::Hint;
use crate::model::SourcePath;
use crate::yaml::suggestion;

/// "did you mean …", in the words of a link that stands in `from`: a file that has moved, else one whose path is close.
pub fn nearest<'a>(from: &SourcePath, wanted: &SourcePath, known: impl Iterator<Item = &'a SourcePath>) -> Option<Hint> {
    let known: Vec<&SourcePath> = known.filter(|path| *path != from).collect();
    let mut moved = known.iter().filter(|path| path.file_name() == wanted.file_name());
    // Many folders have an `index.md`: that name says nothing.
    if let (Some(only), None) = (moved.next(), moved.next())
        && !only.file_name().starts_with("index.")
    {
        return Some(meant(&from.relative(only)).sure());
    }
    let near = suggestion(wanted.as_str(), known.iter().map(|path| path.as_str()))?;
    let repair = near.repair?;
    let hint = meant(&from.relative(&SourcePath::new(repair.text)));
    Some(if repair.sure { hint.sure() } else { hint })
}

fn meant(address: &str) -> Hint {
    Hint::from(format!("did you mean `{address}`?")).repair(address)
}
