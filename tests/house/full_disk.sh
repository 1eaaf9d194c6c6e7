#!/bin/bash
# full_disk.sh MIDYEAR: a desk whose disk runs full while it serves says so, keeps what it acknowledged, and goes on when
# there is space again; one that cannot start there says why in one sentence. The disk is a small one in memory, seen by
# this test alone; skipped where mounting it is not allowed.
set -uo pipefail
if [ -z "${FULL_DISK_INSIDE:-}" ]; then
  unshare --mount true 2>/dev/null || { echo "SKIPPED: only root may mount a small disk"; exit 77; }
  FULL_DISK_INSIDE=1 exec unshare --mount bash "$0" "$@"
fi
midyear=$(realpath "$1")
export MIDYEAR_LANG=en
folder=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null
  umount "$folder/disk" 2>/dev/null
  rm -rf "$folder"
}
trap finish EXIT
fail() { echo "full_disk: $*"; cat "$folder"/*.txt 2>/dev/null; exit 1; }
mkdir "$folder/disk"
mount -t tmpfs -o size=12m tmpfs "$folder/disk" 2>/dev/null || { echo "SKIPPED: no small disk can be mounted"; exit 77; }
data=$folder/disk/data

begin() {
  rm -f "$data/serve.json" "$folder/out.txt" # what the last one said is no sign of this one
  "$midyear" serve --data "$data" --port 0 --log off >"$folder/out.txt" 2>"$folder/err.txt" &
  server=$!
  for _ in $(seq 200); do
    [ -s "$folder/out.txt" ] && return
    kill -0 "$server" 2>/dev/null || fail "serve did not start"
    sleep 0.05
  done
  fail "serve did not start"
}
fill() { dd if=/dev/zero of="$folder/disk/fill" bs=4k 2>/dev/null; [ "$(df --output=avail "$folder/disk" | tail -1 | tr -d " ")" = 0 ] || fail "the disk is not full"; }
list() { "$midyear" list --data "$data" --format json; }

begin
"$midyear" add samples/yunting-half-year.txt --data "$data" >"$folder/add.txt" 2>&1 || fail "the first report was not taken"
before=$(list)
fill
{ cat samples/yunting-half-year.txt; head -c 400000 /dev/zero | tr '\0' 'x'; } >"$folder/large.text"
for _ in 1 2 3; do
  said=$("$midyear" add "$folder/large.text" --data "$data" 2>&1)
  code=$?
  [ "$code" = 3 ] || fail "a report for which there is no space ended in $code: $said"
  [[ $said == *"no space left"* ]] || fail "it does not say what is wrong: $said"
  [ "$(wc -l <<<"$said")" = 1 ] || fail "more than a sentence: $said"
done
[ "$(list)" = "$before" ] || fail "what was acknowledged is not as it was"
"$midyear" verify --data "$data" >"$folder/verify.txt" 2>&1 || fail "not whole while full"
rm "$folder/disk/fill"
"$midyear" add samples/qihe-first-quarter.txt --data "$data" >"$folder/add.txt" 2>&1 || fail "no report is taken after space was freed"
[ "$(list | wc -l)" = 2 ] || fail "two reports were acknowledged: $(list)"
kill -TERM "$server"
wait "$server" || fail "serve ended in $?"
server=

fill
said=$(timeout 20 "$midyear" serve --data "$folder/disk/other" --port 0 2>&1)
code=$?
[ "$code" = 3 ] || fail "a start on a full disk ended in $code: $said"
[ "$(wc -l <<<"$said")" = 1 ] && [[ $said == "midyear: "*"free some"* ]] || fail "a start on a full disk says: $said"
rm "$folder/disk/fill"

# A folder that belongs to others.
if id nobody >/dev/null 2>&1; then
  cp "$midyear" "$folder/midyear" && chmod 755 "$folder" "$folder/midyear"
  said=$(cd / && timeout 20 setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$folder/midyear" serve --data "$data" --port 0 2>&1)
  code=$?
  [ "$code" = 3 ] && [[ $said == "midyear: "*"Permission denied"* ]] && [ "$(wc -l <<<"$said")" = 1 ] ||
    fail "a folder of others: exit $code, $said"
fi
begin
[ "$(list | wc -l)" = 2 ] || fail "two reports before the last start, now: $(list)"
kill -TERM "$server"
wait "$server" || fail "serve ended in $?"
server=
echo "full disk: refused in one sentence, nothing lost, goes on"
