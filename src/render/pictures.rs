//! The files that pages show or hand out: read when a page first uses them, and copied if any does.

mod raster;
mod smaller;

pub(super) use raster::Raster;

use super::prose::copied;
use super::theme::Asset;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::output::{Content, Files, Sink};
use crate::site::Site;
use crate::world::World;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

const HINT: &str = "clean it (a PDF: `exiftool -all= x.pdf`, then `qpdf --linearize x.pdf clean.pdf`), or, if its readers may know \
    all of that, confirm it with `shirube check --write-baseline`";

/// The width and height of a picture; `None` for a file that is none.
pub type Size = Option<(u32, u32)>;

/// In which sizes pictures are given.
#[derive(Clone, Copy)]
pub enum Sizes<'c> {
    /// As they are: the preview waits for nothing.
    Own,
    /// In smaller ones too, each made once for all sites.
    Several(&'c Copies),
}

/// Goes up when the same picture becomes other copies, so that none of an older program is taken for one of this.
const COPIES: u8 = 1;

/// The copies of pictures that any site of a build has needed, by a digest of the picture.
#[derive(Default)]
pub struct Copies(Mutex<BTreeMap<[u8; 32], Made>>);

/// Copies of one picture, made once however many threads ask.
type Made = Arc<OnceLock<Arc<[(usize, Asset)]>>>;

/// Where the last build laid the files of the sites that are made again.
#[derive(Clone, Default)]
pub struct Earlier<'w> {
    /// Who laid them; none if that is not known.
    pub sink: Option<&'w dyn Sink>,
    /// The sites.
    pub sites: Vec<Arc<str>>,
}

/// The files that the pages of one site use.
pub struct Pictures<'w> {
    world: &'w dyn World,
    sizes: Sizes<'w>,
    earlier: Earlier<'w>,
    known: RwLock<BTreeMap<SourcePath, Arc<Known>>>,
}

struct Known {
    size: Size,
    bytes: Option<Arc<[u8]>>,
    // Made when a page first shows the picture.
    copies: OnceLock<Arc<[(usize, Asset)]>>,
}

impl<'w> Pictures<'w> {
    /// None yet. Copies that an earlier build of the site left are taken from there.
    pub fn new(world: &'w dyn World, sizes: Sizes<'w>, earlier: Earlier<'w>) -> Self {
        Pictures { world, sizes, earlier, known: RwLock::default() }
    }

    /// The size of a picture that a page uses.
    pub(super) fn size(&self, path: &SourcePath) -> Size {
        self.known(path).size
    }

    fn known(&self, path: &SourcePath) -> Arc<Known> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Arc::clone(known);
        }
        // One that is not there was reported with the link to it.
        let bytes = self.world.read(path).ok().flatten();
        let size = bytes.as_deref().and_then(crate::site::picture_size);
        let known = Arc::new(Known { size, bytes, copies: OnceLock::new() });
        let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(path.clone()).or_insert(known))
    }

    /// What a page says of the copies of a picture: width and file, the narrowest first. Not asked where there are none.
    pub(super) fn copies<T>(&self, path: &SourcePath, say: impl FnOnce(&[(usize, Asset)]) -> T) -> Option<T> {
        let Sizes::Several(made) = self.sizes else { return None };
        let known = self.known(path);
        let bytes = known.bytes.as_ref()?;
        let copies = known.copies.get_or_init(|| made.of(path, bytes, &self.earlier));
        (!copies.is_empty()).then(|| say(copies))
    }

    /// Adds what was used to the files of the site, and tells what a file says beside what its readers see.
    pub fn copy(self, site: &Site<'_>, files: &mut Files, report: &mut Report) {
        for (path, known) in self.known.into_inner().unwrap_or_else(PoisonError::into_inner) {
            for (_, asset) in known.copies.get().into_iter().flat_map(|copies| copies.iter()) {
                files.insert(asset.path.clone(), Content::Whole(Arc::clone(&asset.bytes)));
            }
            if let Some(bytes) = &known.bytes {
                if let Some(said) = site.beside(&path, bytes) {
                    let finding = Diagnostic::new(&codes::FILE_SAYS_MORE, Place::file(path.clone()), said);
                    report.push(finding.hint(HINT));
                }
                let bytes = site.copied(&path, bytes);
                files.insert(copied(&path).trim_start_matches('/'), Content::Whole(bytes));
            }
        }
    }
}

impl Copies {
    /// Makes those of a picture that pages will ask for: nobody waits for them who begins with it first.
    pub fn prepare(&self, world: &dyn World, path: &SourcePath, earlier: &Earlier<'_>) {
        if let Ok(Some(bytes)) = world.read(path) {
            self.of(path, &bytes, earlier);
        }
    }

    /// A picture in the sizes that screens need, at addresses that change with it. They say nothing beside it, on any site.
    fn of(&self, path: &SourcePath, bytes: &Arc<[u8]>, earlier: &Earlier<'_>) -> Arc<[(usize, Asset)]> {
        let plain = crate::site::plain_picture(path.file_name(), bytes);
        let digest = blake3::Hasher::new().update(&[COPIES]).update(&plain).finalize();
        let made = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(*digest.as_bytes()).or_default())
        };
        let path = |width: usize| format!("assets/picture.{}.{width}.webp", &digest.to_hex()[..10]);
        let asset = |copy: smaller::Copy| (copy.width, Asset { path: path(copy.width), bytes: copy.bytes.into() });
        let make = || {
            let of_site = |site: &Arc<str>| smaller::left(&plain, |width| earlier.sink?.earlier(site, &path(width)));
            let left = earlier.sites.iter().find_map(of_site);
            left.unwrap_or_else(|| smaller::copies(&plain)).into_iter().map(asset).collect()
        };
        Arc::clone(made.get_or_init(make))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The last build left a file for every width asked for.
    struct Left(Vec<u8>);

    impl Sink for Left {
        fn lay(&self, _site: &str, _path: &str, bytes: Vec<u8>) -> Content {
            Content::from(bytes)
        }

        fn earlier(&self, site: &str, path: &str) -> Option<Vec<u8>> {
            assert!(site == "success" && path.starts_with("assets/picture."), "{site}/{path}");
            Some(self.0.clone())
        }
    }

    #[test]
    fn copies_of_the_last_build_are_used_again_and_made_once_for_all_sites() {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 900, 300);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&[40; 900 * 300 * 3]).unwrap();
        let (path, bytes): (_, Arc<[u8]>) = (SourcePath::new("content/a.png"), file.into());
        let left = Left(b"RIFF\x04\0\0\0WEBP".to_vec());
        let copies = Copies::default();
        let earlier = Earlier { sink: Some(&left), sites: vec!["success".into()] };
        let of_success = copies.of(&path, &bytes, &earlier);
        assert_eq!(
            of_success.iter().map(|(width, asset)| (*width, asset.bytes.len())).collect::<Vec<_>>(),
            [(640, 12), (900, 12)]
        );
        assert!(Arc::ptr_eq(&of_success, &copies.of(&path, &bytes, &Earlier::default())));
        assert!(Copies::default().of(&path, &bytes, &Earlier::default()).iter().all(|(_, asset)| asset.bytes.len() > 12));
    }
}
