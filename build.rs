//! Builds the program anew when a file of the theme inside it is added, changed or taken away.

fn main() {
    println!("cargo:rerun-if-changed=themes/default");
    println!("cargo:rerun-if-changed=build.rs");
}
