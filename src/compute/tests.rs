//! Every figure that `EXPECTED.md` of the example promises.

mod example;
