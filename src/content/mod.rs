//! Reads pages: front matter and Markdown, from as written to as meant.

pub mod highlight;
pub mod markdown;
