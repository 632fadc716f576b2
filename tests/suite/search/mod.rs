//! What the search finds, measured through the script that readers get.

mod corpus;
mod labels;
