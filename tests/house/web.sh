#!/bin/bash
# web.sh: the browser's side passes the type checker, against the API's own description, and its own tests, with the Node that its lock file pins.
# Skipped where its packages are not there (scripts/web.sh fetches them; ./check does).
set -euo pipefail
log_folder=build/log
. scripts/steps.sh
. scripts/web.sh
[ -x web/node_modules/.bin/vitest ] || { echo "SKIPPED: web packages are not there (scripts/web.sh)"; exit 77; }
node=$(web_node "$PWD/web") || { echo "SKIPPED: no Node 20.19 or newer (scripts/web.sh)"; exit 77; }
cd web
"$node" node_modules/openapi-typescript/bin/cli.js ../src/server/api/openapi.json --array-length -o src/openapi.ts >/dev/null
"$node" node_modules/vue-tsc/bin/vue-tsc.js --noEmit
"$node" node_modules/vitest/vitest.mjs run --config vitest.config.ts
