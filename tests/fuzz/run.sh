#!/bin/bash
# run.sh TARGET CORPUS: fuzzes for MIDYEAR_FUZZ_SECONDS (20). New inputs stay in the build tree; the corpus is kept by
# hand. A finding is left beside the target, to be added to the corpus once it is mended. The quick run draws its
# inputs from one seed, so that main is not held up by chance; longer runs (MIDYEAR_FUZZ_SECONDS is set) draw anew.
set -euo pipefail
target=$1 corpus=$2
seconds=${MIDYEAR_FUZZ_SECONDS:-20}
found=$target.found
seed=$((seconds > 20 ? 0 : 1))  # 0: a new one each time
mkdir -p "$found"
log=$target.log
# A single input may take ten seconds under the sanitizers and two gigabytes; what needs more is not linear.
status=0
"$target" -seed="$seed" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
  -artifact_prefix="$found/" "$found" "$corpus" >"$log" 2>&1 || status=$?
# What was found stands at the end; the beginning is thousands of lines of progress.
tail -n 60 "$log"
exit "$status"
