#!/bin/bash
# Usage: kill.sh STORE_KILL ROUNDS: kills a writer of an SQLite store so many times, and begins a new store after
# each 50. MIDYEAR_KILL_SEED names the seed, to see a failure again; otherwise it is another each day.
set -euo pipefail
program=$1 rounds=$2
seed=${MIDYEAR_KILL_SEED:-$(date +%Y%m%d)}
for ((done = 0; done < rounds; done += 50, ++seed)); do
  folder=$(mktemp -d "${TMPDIR:-/tmp}/midyear-kill-XXXXXX")
  "$program" "folder=$folder/store" $((rounds - done < 50 ? rounds - done : 50)) "$seed" || {
    echo "The store is left for a look in $folder"
    exit 1
  }
  rm -rf "$folder"
done
