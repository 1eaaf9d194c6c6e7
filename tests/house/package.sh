#!/bin/bash
# package.sh: ./package makes its archive; a bare Debian 12 without a network installs it in one command, reads a report,
# answers over HTTP, is upgraded with its reports kept, and lets go of it again. Skipped where no bare Debian can be made.
set -euo pipefail
if [ "${1:-}" != inside ]; then
  [ "$(id -u)" = 0 ] || { echo "SKIPPED: only root can make a bare Debian"; exit 77; }
  command -v debootstrap >/dev/null || { echo "SKIPPED: debootstrap is not installed (packages/check.txt)"; exit 77; }
  unshare --net --mount true 2>/dev/null || { echo "SKIPPED: no network of its own can be made here"; exit 77; }
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\).*/\2/p' | sed -n 1p || true)
  debootstrap --variant=minbase bookworm "$folder/root" ${mirror:+"$mirror"} >"$folder/debootstrap.txt" 2>&1 ||
    { tail -3 "$folder/debootstrap.txt"; echo "SKIPPED: no bare Debian can be fetched from ${mirror:-Debian}"; exit 77; }
  ./package 2>"$folder/package.txt" || { cat "$folder/package.txt"; exit 1; }
  chmod 755 "$folder"
  unshare --net --mount --pid --fork --kill-child bash "$0" inside "$folder/root" "$(ls -t "$PWD"/out/midyear-*-debian12-*.tar.gz | head -1)"
  exit
fi

root=$2 archive=$3
fail() { echo "package: $*"; exit 1; }
inside() { chroot "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/root MIDYEAR_LANG=en "$@"; }
mount -t proc proc "$root/proc"
python3 - <<'PY'
# The loopback of a network of its own is down at first.
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack('16sH14s', b'lo', 0x1 | 0x40, b''))
PY
if (exec 3<>/dev/tcp/1.1.1.1/80) 2>/dev/null; then fail "there is a network, so nothing would be shown"; fi
cp "$archive" "$root/root/midyear.tar.gz"
inside tar xf /root/midyear.tar.gz -C /root
name=$(basename "$archive" .tar.gz)
inside "/root/$name/install.sh" || fail "install.sh ended in $?"
inside test -L /usr/local/bin/midyear || fail "no command midyear"

begin() {
  inside setpriv --reuid=midyear --regid=midyear --clear-groups midyear serve --config /etc/midyear.yaml >"$root/root/serve.txt" 2>&1 &
  server=$!
  for _ in $(seq 200); do
    inside midyear status --config /etc/midyear.yaml >/dev/null 2>&1 && return
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$root/root/serve.txt"
  fail "the desk does not start"
}
end() {
  pid=$(inside midyear status --config /etc/midyear.yaml --format json | sed -n 's/.*"pid":\([0-9]*\).*/\1/p')
  kill -TERM "$pid"
  wait "$server" || fail "the desk ended in $?"
}
# GET as a person who signs in with the password that was drawn for this installation.
ask() {
  python3 - "$1" "$password" <<'PY'
import json, sys, urllib.request
base = "http://127.0.0.1:8080"
asked = urllib.request.Request(base + "/api/v1/session", json.dumps({"login": "wangdu", "password": sys.argv[2]}).encode(), {"Content-Type": "application/json"})
with urllib.request.urlopen(asked, timeout=20) as answer:
    cookie = answer.headers["Set-Cookie"].split(";")[0]
print(urllib.request.urlopen(urllib.request.Request(base + sys.argv[1], headers={"Cookie": cookie}), timeout=20).read().decode())
PY
}

begin
grep -q '/set-up#' "$root/root/serve.txt" || fail "the first start gives no link for the set-up: $(cat "$root/root/serve.txt")"
password=$(inside midyear people sample --config /etc/midyear.yaml --format json | sed -n 's/.*"login":"wangdu".*"password":"\([^"]*\)".*/\1/p')
[ -n "$password" ] || fail "no people were made up"
if python3 -c 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:8080/api/v1/documents", timeout=20)' 2>/dev/null; then fail "the list is open to whoever did not sign in"; fi
inside midyear add "/root/$name/samples/yunting-half-year.page.txt" --config /etc/midyear.yaml | grep -q ready || fail "the sample was not read"
listed=$(ask /api/v1/documents) || fail "no answer over HTTP"
[[ $listed == *'"total":1'* && $listed == *云汀高新区* ]] || fail "the list is $listed"
[[ $(ask /) == *'<div id="app">'* ]] || fail "the web pages are not served"
end
[ "$(stat -c '%U %a' --  "$root/var/lib/midyear" | sed "s/^[^ ]*/$(inside stat -c %U /var/lib/midyear)/")" = "midyear 700" ] || fail "the data folder is open to others"

echo 'port: 8081' >"$root/etc/midyear.yaml.test"
sed -i 's/^port:.*/port: 8080 # ours/' "$root/etc/midyear.yaml"
inside "/root/$name/install.sh" 2>"$root/root/again.txt" || { cat "$root/root/again.txt"; fail "the upgrade ended in $?"; }
grep -q 'nothing is missing' "$root/root/again.txt" || fail "the upgrade installed packages again"
grep -q '# ours' "$root/etc/midyear.yaml" || fail "the upgrade changed the settings"
begin
[[ $(ask /api/v1/documents) == *'"total":1'* ]] || fail "the report is gone after the upgrade"
inside midyear verify --config /etc/midyear.yaml || fail "the store is not whole after the upgrade"
end

printf x >>"$root/root/$name/samples/yunting-half-year.txt"
if inside "/root/$name/install.sh" 2>"$root/root/damaged.txt"; then fail "a damaged archive was installed"; fi
grep -q 'copy it again' "$root/root/damaged.txt" || fail "a damaged archive is not told: $(cat "$root/root/damaged.txt")"
inside /opt/midyear/current/uninstall.sh || fail "uninstall.sh ended in $?"
[ ! -e "$root/opt/midyear" ] && [ ! -L "$root/usr/local/bin/midyear" ] || fail "something of the program is left"
[ -s "$root/var/lib/midyear/midyear.sqlite" ] || fail "the data are gone"
echo "installed without a network, used, upgraded, taken away: $(du -m "$archive" | cut -f1) MB"
