#!/bin/bash
# The package lists are well formed and sorted, and docs/dependencies.md names each of their packages, and no other.
set -euo pipefail
export LC_ALL=C
status=0
complain() { echo "$*"; status=1; }
for list in packages/*.txt; do
  names=$(grep -v '^#' "$list" | cut -f1)
  [ "$names" = "$(sort -u <<<"$names")" ] || complain "$list: not sorted, or a name twice"
  awk -F'\t' -v list="$list" '!/^#/ && (NF != 3 || $1 == "" || $2 == "" || $3 == "") {print list ":" NR ": not three columns"; bad = 1} END {exit bad}' "$list" || status=1
done
listed=$(cat packages/*.txt | grep -v '^#' | cut -f1 | sort)
[ -z "$(uniq -d <<<"$listed")" ] || complain "in two lists: $(uniq -d <<<"$listed")"
named=$(sed -n 's/^| `\([a-z0-9.+-]*\)` |.*/\1/p' docs/dependencies.md | sort)
difference=$(diff <(echo "$listed") <(echo "$named")) || complain "packages/ (<) and docs/dependencies.md (>) differ:
$difference"
exit $status
