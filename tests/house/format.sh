#!/bin/bash
# All code has the layout of .clang-format.
command -v clang-format >/dev/null || { echo "SKIPPED: clang-format is not installed"; exit 77; }
git ls-files -z '*.cc' '*.h' 2>/dev/null | xargs -0 clang-format --dry-run -Werror
