#!/bin/bash
# bench/run.sh [MEGABYTES]: installs what is missing (packages/run.txt, packages/bench.txt), builds, and runs the
# benchmarks of bench/README.md; results on standard output. MEGABYTES (default 10): size of the texts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/steps.sh
megabytes=${1:-10}
[[ $megabytes =~ ^[1-9][0-9]*$ ]] || fail 2 "bench/run.sh: $megabytes is no size; bench/run.sh [MEGABYTES]"
step_count=6
check_surroundings 2000
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT

step "Packages (packages/run.txt, packages/bench.txt)"
need_packages packages/run.txt packages/bench.txt
step "Build (preset release)"
build release midyear reading_bench damage
tree=build/release
reading_bench=$tree/bench/reading/reading_bench
damage=$(find "$tree" -name damage -type f -perm -u+x | head -1)

step "Speed of the reader"
"$reading_bench" --make 2 "$texts/clean.txt"
"$damage" tools/damage/glosses.txt 7 云汀高新区工作报告 5 12 <"$texts/clean.txt" >"$texts/damaged.txt"
"$reading_bench" --mb "$megabytes" --damaged "$texts/damaged.txt"

step "Peak memory"
"$reading_bench" --make 100 "$texts/large.txt"
printf '\npeak memory\n'
"$reading_bench" --peak facts "$texts/large.txt"
"$reading_bench" --peak jsonl "$texts/large.txt"

step "The server beside nginx"
bash bench/server/server.sh "$tree/midyear"

step "The peer: Microsoft's recognizers (bench/reading/peer)"
npm ci --prefix bench/reading/peer --no-audit --no-fund >"$log_folder/npm.txt" 2>&1 ||
  fail 3 "npm could not fetch the peer: connect to the network and start again (see $log_folder/npm.txt)."
printf '\npeer\n'
node bench/reading/peer/compare.js "$tree/midyear" "$texts/clean.txt"
