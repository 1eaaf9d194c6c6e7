#!/bin/bash
# scripts/coverage.sh: which lines of src the unit tests reach, by room and file; the preset coverage, g++'s own gcov.
# Slow (a build without optimization): for whoever looks for what no test reaches, not a gate.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/steps.sh
step_count=3
check_surroundings 4000
step "Build the unit tests with counters (preset coverage)"
build coverage
tree=build/coverage
find "$tree" -name '*.gcda' -delete
step "Tests"
ctest --test-dir "$tree" --output-on-failure --parallel "$(jobs)" --label-exclude slow --quiet --output-log "$log_folder/coverage.txt" ||
  fail 1 "Tests failed; see $log_folder/coverage.txt."
step "Lines reached"
# gcov's intermediate format: one JSON document an object file; a line counts once, reached where any object reached it.
counts=$(mktemp -d)
trap 'rm -rf "$counts"' EXIT
root=$PWD
find "$root/$tree" -path '*midyear_*' -name '*.gcda' -print0 | (cd "$counts" && xargs -0 -r gcov --json-format --stdout 2>/dev/null) |
  python3 scripts/coverage.py "$root"
