//! Files in `data/` that nobody reads: most often a misspelt name, and then a whole register would be missing without a word.

use super::registers::FORMATS;
use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::Place;
use crate::world::World;
use crate::yaml::suggestion;

/// Reports YAML files below `data/` that no format has a place for. Scripts and other files may stand there.
pub fn strays(world: &dyn World, report: &mut Report) {
    let single = ["data/metrics.yaml", "data/targets.yaml"];
    let folders = ["data/metrics/", "data/targets/", "data/snapshots/"];
    let known = || FORMATS.iter().map(|(path, _)| *path).chain(single);
    for path in world.list("data").files {
        let name = path.as_str();
        let yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        let read = known().any(|known| known == name)
            || (name.ends_with(".yaml")
                && folders.iter().any(|folder| name.starts_with(folder) && !name[folder.len()..].contains('/')));
        if !yaml || read {
            continue;
        }
        let hint = match name.strip_suffix(".yml") {
            Some(stem) => Hint::from(format!("rename it to `{stem}.yaml`")),
            None => suggestion(name, known()).map_or_else(
                || "move it out of data/, or correct its name".into(),
                // What is wrong is the name of the file, not a text in it.
                |hint| Hint { repair: None, ..hint },
            ),
        };
        report.push(Diagnostic::new(&codes::STRAY_FILE, Place::file(path.clone()), "nothing reads this file").hint(hint));
    }
}
