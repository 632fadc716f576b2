//! The files that pages show or hand out: read when a page first uses them, and copied if any does.

use super::prose::copied;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::output::{Content, Files};
use crate::site::Site;
use crate::world::World;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, PoisonError, RwLock};

const HINT: &str = "clean it (a PDF: `exiftool -all= x.pdf`, then `qpdf --linearize x.pdf clean.pdf`), or, if its readers may know \
    all of that, confirm it with `shirube check --write-baseline`";

/// The width and height of a picture; `None` for a file that is none.
pub type Size = Option<(u32, u32)>;

/// The files that the pages of one site use.
pub struct Pictures<'w> {
    world: &'w dyn World,
    known: RwLock<BTreeMap<SourcePath, Known>>,
}

struct Known {
    size: Size,
    bytes: Option<Arc<[u8]>>,
}

impl<'w> Pictures<'w> {
    /// None yet.
    pub fn new(world: &'w dyn World) -> Self {
        Pictures { world, known: RwLock::default() }
    }

    /// The size of a picture that a page uses.
    pub(super) fn size(&self, path: &SourcePath) -> Size {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.size;
        }
        // One that is not there was reported with the link to it.
        let bytes = self.world.read(path).ok().flatten();
        let size = bytes.as_deref().and_then(|bytes| imagesize::blob_size(bytes).ok());
        let size = size.map(|size| (size.width as u32, size.height as u32));
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), Known { size, bytes });
        size
    }

    /// Adds what was used to the files of the site, and tells what a file says beside what its readers see.
    pub fn copy(self, site: &Site<'_>, files: &mut Files, report: &mut Report) {
        for (path, known) in self.known.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if let Some(bytes) = known.bytes {
                if let Some(said) = site.beside(&path, &bytes) {
                    let finding = Diagnostic::new(&codes::FILE_SAYS_MORE, Place::file(path.clone()), said);
                    report.push(finding.hint(HINT));
                }
                let bytes = site.copied(&path, &bytes);
                files.insert(copied(&path).trim_start_matches('/'), Content::Whole(bytes));
            }
        }
    }
}

/// The files one page uses, each with the size that was printed. Copies of a context share it.
#[derive(Debug, Clone, Default)]
pub struct Used(Rc<RefCell<BTreeMap<SourcePath, Size>>>);

impl Used {
    /// The size of a picture, noted as used.
    pub(super) fn size(&self, pictures: &Pictures<'_>, path: &SourcePath) -> Size {
        let size = pictures.size(path);
        self.0.borrow_mut().insert(path.clone(), size);
        size
    }

    /// What was used.
    pub(super) fn files(&self) -> Box<[(SourcePath, Size)]> {
        self.0.borrow().iter().map(|(path, size)| (path.clone(), *size)).collect()
    }
}
