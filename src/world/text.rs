//! Text files: UTF-8 or a finding.

use super::World;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use std::sync::Arc;

/// The text of a file; `None` if it is not there, or is reported as unreadable or not UTF-8.
pub fn read_text(world: &dyn World, path: &SourcePath, report: &mut Report) -> Option<Arc<str>> {
    text_of(world.read(path), path, report)
}

/// The same of what was read already.
pub fn text_of(read: Result<Option<Arc<[u8]>>, String>, path: &SourcePath, report: &mut Report) -> Option<Arc<str>> {
    let bytes = match read {
        Ok(found) => found?,
        Err(reason) => {
            let message = format!("`{path}` cannot be read: {reason}");
            let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path.clone()), message);
            report.push(finding.hint("check that it is a file and that you may read it"));
            return None;
        }
    };
    // Every text goes through here, and Japanese takes the standard library many times longer.
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        return Some(Arc::from(text));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(Arc::from(text)),
        Err(error) => {
            // What is before the first wrong byte is text, so the place can be counted in it.
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let place = Place::in_text(path, &good, good.len(), good.len());
            let finding = Diagnostic::new(&codes::INVALID_UTF8, place, "this file is not UTF-8 from here on");
            report.push(finding.hint("save the file as UTF-8"));
            None
        }
    }
}

/// A line of a file, from 1, without its end; `None` if it cannot be had.
pub fn line(world: &dyn World, path: &SourcePath, line: u32) -> Option<String> {
    let bytes = world.read(path).ok()??;
    let wanted = bytes.split(|byte| *byte == b'\n').nth(line.checked_sub(1)? as usize)?;
    Some(String::from_utf8_lossy(wanted).trim_end_matches('\r').to_owned())
}
