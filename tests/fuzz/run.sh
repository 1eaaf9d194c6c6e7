#!/bin/bash
# run.sh TARGET CORPUS: fuzzes for MIDYEAR_FUZZ_SECONDS (20). New inputs stay in the build tree; the corpus is kept by
# hand. A finding is left beside the target, to be added to the corpus once it is mended.
set -euo pipefail
target=$1 corpus=$2
seconds=${MIDYEAR_FUZZ_SECONDS:-20}
found=$target.found
mkdir -p "$found"
# A single input may take ten seconds under the sanitizers and two gigabytes; what needs more is not linear.
exec "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
  -artifact_prefix="$found/" "$found" "$corpus"
