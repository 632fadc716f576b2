//! The program `shirube`: parses the arguments, runs, gives the exit code.

fn main() -> std::process::ExitCode {
    shirube::cli::run()
}
