#!/bin/bash
# The scripts parse, and their failures are one sentence with exit code 3.
set -euo pipefail
for script in run check .ci/run scripts/*.sh tests/*/*.sh; do bash -n "$script"; done

expect() {  # code, words of the message, command…
  local code=$1 words=$2 said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  if [ "$status" != "$code" ] || [[ $said != *"$words"* ]] || [ "$(wc -l <<<"$said")" -gt 3 ]; then
    echo "expected exit $code and '$words', got exit $status and: $said"
    exit 1
  fi
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. scripts/steps.sh
log_folder=$folder

expect 3 "Not enough disk space" need_space "$folder" 999999999
expect 0 "" need_space "$folder" 0
printf 'no-such-package\t-\ta reason\nbash\t-\tthere\ncat\tcat\tthere\n' >"$folder/list.txt"
if command -v dpkg-query >/dev/null; then
  expect 0 "no-such-package" missing_packages "$folder/list.txt"
  [ "$(missing_packages "$folder/list.txt")" = no-such-package ]
fi

# What apt-get says, and what becomes of it.
while IFS='|' read -r line words; do
  echo "$line" >"$folder/apt.txt"
  expect 3 "$words" explain_apt "$folder/apt.txt" install
done <<'TABLE'
E: You don't have enough free space in /var/cache/apt/archives/.|Not enough disk space
Err:1 http://deb.debian.org bookworm InRelease Temporary failure resolving 'deb.debian.org'|connect to the network
E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12|Another package manager
E: Could not open lock file - open (13: Permission denied)|start again as root
E: Unable to locate package no-such|apt-get install failed
TABLE
echo "cc1plus: fatal error: write: No space left on device" >"$folder/build.txt"
expect 3 "Not enough disk space to build" explain_build "$folder/build.txt"
echo "x.cc:1: error: nothing" >"$folder/build.txt"
expect 1 "The build failed" explain_build "$folder/build.txt"
echo "scripts are well"
