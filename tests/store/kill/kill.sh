#!/bin/bash
# Usage: kill.sh STORE_KILL ROUNDS sqlite|postgresql: kills a writer of a store so many times, and begins a new store after
# each 50. With PostgreSQL the server is crashed too, in every second round. MIDYEAR_KILL_SEED names the seed, to see a failure
# again; otherwise it is another each day.
set -euo pipefail
program=$1 rounds=$2 engine=$3
seed=${MIDYEAR_KILL_SEED:-$(date +%Y%m%d)}
server=$(dirname "${BASH_SOURCE[0]}")/../postgresql.sh
for ((done = 0; done < rounds; done += 50, ++seed)); do
  folder=$(mktemp -d "${TMPDIR:-/tmp}/midyear-kill-XXXXXX")
  if [ "$engine" = postgresql ]; then
    "$server" start "$folder/url"
    url=$(cat "$folder/url")
    [ "$url" != none ] || { rm -rf "$folder"; exit 77; }
    arguments=("postgresql=$url" $((rounds - done < 50 ? rounds - done : 50)) "$seed" "'$server' crash '$folder/url'")
  else
    arguments=("folder=$folder/store" $((rounds - done < 50 ? rounds - done : 50)) "$seed")
  fi
  status=0
  "$program" "${arguments[@]}" || status=$?
  [ "$engine" = sqlite ] || "$server" stop "$folder/url"
  [ "$status" = 0 ] || { echo "seed $seed; what the store left is in $folder"; exit 1; }
  rm -rf "$folder"
done
