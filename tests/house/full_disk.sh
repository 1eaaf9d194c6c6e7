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
  "$midyear" serve --data "$data" --port 0 --log off --sign-in none >"$folder/out.txt" 2>"$folder/err.txt" &
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
# Over HTTP: 507 with its code, and a decision is either kept or refused, never half of it.
over_http() {
  python3 - "$data/serve.json" "$folder/large.text" <<'PY'
import json, sys, urllib.error, urllib.request
base = json.load(open(sys.argv[1]))["address"].rstrip("/") + "/api/v1"
def ask(method, path, body=None, fields={}):
    asked = urllib.request.Request(base + path, body, fields, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
status, told = ask("POST", "/documents?name=large.txt", open(sys.argv[2], "rb").read() + b"more", {"Content-Type": "text/plain"})
assert status == 507 and told["code"] in ("store_full", "disk_full"), (status, told)
document = ask("GET", "/documents")[1]["items"][0]["id"]
before = ask("GET", f"/documents/{document}/decisions")[1]
project = ask("GET", f"/documents/{document}/view")[1]["projects"][0]
wish = {"kind": "project", "start": project["bytes"][0], "end": project["bytes"][1], "decision": "dismissed"}
status, told = ask("POST", f"/documents/{document}/decisions", json.dumps({"decisions": [wish]}).encode(),
                   {"Content-Type": "application/json", "If-Match": '"%d"' % before["revision"]})
assert status == 200 or (status == 507 and told["code"] == "store_full"), (status, told)
after = ask("GET", f"/documents/{document}/decisions")[1]
assert len(after["items"]) == len(before["items"]) + (status == 200), (status, before, after)
PY
}
over_http || fail "over HTTP a full disk is not told as it should"
before=$(list) # the decision counts
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
