#!/bin/bash
# browser.sh MIDYEAR: the screens of the desk and the HTML page of a report, driven in Debian's Chromium: clicks, keys,
# decisions, two people at once, narrow and dark, axe. Pictures go to build/screens. Skipped where a part is missing.
set -euo pipefail
browser=$(command -v chromium || command -v chromium-browser || true)
[ -n "$browser" ] || { echo "SKIPPED: chromium is not installed"; exit 77; }
. scripts/steps.sh
. scripts/web.sh
node=$(web_node "$PWD/web") || { echo "SKIPPED: no Node that is new enough (scripts/web.sh packages)"; exit 77; }
[ -e web/node_modules/vitest/vitest.mjs ] || { echo "SKIPPED: web packages are not there (scripts/web.sh packages)"; exit 77; }
mkdir -p "$log_folder"
web_build
MIDYEAR=$(realpath "$1")
export MIDYEAR
cd web
"$node" node_modules/vitest/vitest.mjs run --config vitest.browser.config.ts
