//! Pages from views: the theme's templates, styles, scripts and words.

pub mod theme;
pub mod view;
