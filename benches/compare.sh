#!/bin/sh
# Compares a release build with other generators and with the floor, in one run, where the folder of the comparison is given:
#   BENCH=path/to/bench sh benches/compare.sh
# Its `run.sh` says what it needs and what SIZES, ROUNDS and STEPS mean.
set -eu
HERE=$(cd "$(dirname "$0")/.." && pwd)
: "${BENCH:?give the folder of the comparison}"
(cd "$HERE" && cargo build --release)
SHIRUBE=$HERE/target/release/shirube SHIRUBE_THEME=$HERE/benches/themes/minimal sh "$BENCH/run.sh"
