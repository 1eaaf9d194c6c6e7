#!/bin/bash
# The browser's side: its packages, the Node that builds it, the build. Sourced by ./run and ./check after
# scripts/steps.sh; alone, `bash scripts/web.sh [packages]` does the same from anywhere. Debian's npm fetches the
# packages of web/package-lock.json, Node among them; Debian's own Node is too old for the build and only runs npm.
# What is there and fits is left alone, so that a second run needs no network.

web_folder() { cd "$(dirname "${BASH_SOURCE[0]}")/../web" && pwd; }

# Node as the lock file pins it; else one of this machine that is new enough. Prints its path.
web_node() {
  local web=$1 node
  for node in "$web"/node_modules/node-linux-*/bin/node "$(command -v node || true)"; do
    [ -x "$node" ] || continue
    node_fits "$node" && { printf '%s\n' "$node"; return 0; }
  done
  return 1
}

node_fits() {
  "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)' 2>/dev/null
}

# npm ci in the folder $1, its words to $2; the rest is the command that is npm.
npm_ci() {
  local web=$1 log=$2 try
  shift 2
  for try in 1 2 3; do
    if (cd "$web" && "$@" ci --ignore-scripts --no-audit --no-fund --fetch-retries 4 --loglevel warn) >"$log" 2>&1 </dev/null; then
      return
    fi
    if [ "$try" = 3 ] || grep -qE 'ENOSPC|EACCES|EINTEGRITY|EUSAGE|_CERT' "$log"; then explain_npm "$log" "$web"; fi
    sleep $((try * 3))
  done
}

web_packages() {
  local web mark log=$log_folder/npm.txt
  web=$(web_folder)
  mark=$(cat "$web/package.json" "$web/package-lock.json" | sha256sum | cut -c1-64)
  if [ "$(cat "$web/node_modules/.midyear" 2>/dev/null)" = "$mark" ] && web_node "$web" >/dev/null; then
    say "  packages of the web: nothing is missing"
    return
  fi
  command -v npm >/dev/null 2>&1 || fail 3 "npm is missing: install Debian's package npm and start again."
  need_space "$web" 600
  say "  packages of the web: npm ci (what it says: $log)"
  npm_ci "$web" "$log" npm
  # npm leaves out what its own Node is too old for, and Debian's is: once more with the Node that came.
  if ! node_fits "$(command -v node)"; then
    local node
    node=$(web_node "$web") && cp -f "$node" "$log_folder/../node" &&
      NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs npm_ci "$web" "$log" "$PWD/$log_folder/../node" "$(readlink -f "$(command -v npm)")"
    rm -f "$log_folder/../node"
  fi
  web_node "$web" >/dev/null ||
    fail 3 "No Node that can build the web: npm has none for this machine ($(uname -m)); install Node 20.19 or newer."
  printf '%s\n' "$mark" >"$web/node_modules/.midyear"
}

explain_npm() {
  grep -q ENOSPC "$1" && fail 3 "Not enough disk space for the packages of the web: free some at $2 and start again."
  grep -q EACCES "$1" && fail 3 "No permission to write in $2: remove $2/node_modules if another user made it."
  grep -qE 'SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_UNTRUSTED' "$1" &&
    fail 3 "npm does not trust the certificate of its package server: name the file of your proxy's certificate in NODE_EXTRA_CA_CERTS and start again (see $1)."
  grep -qE 'EUSAGE|EINTEGRITY' "$1" && fail 1 "The packages do not fit web/package-lock.json; all that npm said is in $1."
  fail 3 "No way to npm's package server: connect to the network or set its proxy (npm config set proxy URL), and start again (see $1)."
}

# Builds web/dist where it is older than what it is made of.
web_build() {
  local web node mark log=$log_folder/web.txt
  web=$(web_folder)
  mark=$(cd "$web" && find index.html package.json package-lock.json vite.config.ts src public ../src/reading/labels.tsv -type f -not -name openapi.ts -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
  if [ "$(cat "$web/dist/.built" 2>/dev/null)" = "$mark" ]; then say "  web/dist is up to date"; return; fi
  node=$(web_node "$web") || fail 3 "No Node that can build the web: run scripts/web.sh packages first."
  if ! (cd "$web" && "$node" node_modules/vite/bin/vite.js build --outDir dist.new --emptyOutDir) >"$log" 2>&1 </dev/null; then
    tail -20 "$log" >&2
    fail 1 "The web could not be built; all that was said is in $log."
  fi
  printf '%s\n' "$mark" >"$web/dist.new/.built"
  rm -rf "$web/dist"
  mv "$web/dist.new" "$web/dist"
  say "  $(grep -cE '^dist' "$log" || true) files in web/dist"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  cd "$(dirname "$0")/.."
  . scripts/steps.sh
  mkdir -p "$log_folder"
  web_packages
  if [ "${1:-}" != packages ]; then web_build; fi
fi
