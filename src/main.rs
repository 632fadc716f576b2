//! The program `shirube`: parses the arguments, runs, gives the exit code.

/// A build makes and drops millions of small texts; this allocator does that in less time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    shirube::cli::run()
}
