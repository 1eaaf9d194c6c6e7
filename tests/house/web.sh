#!/bin/bash
# web.sh: the browser's side passes the type checker and its own tests. Skipped where its packages are not there.
set -euo pipefail
cd web
command -v node >/dev/null 2>&1 || { echo "SKIPPED: node is not installed"; exit 77; }
[ -x node_modules/.bin/vitest ] || { echo "SKIPPED: web packages are not there (cd web && npm ci --ignore-scripts)"; exit 77; }
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
  { echo "SKIPPED: node $(node --version) is older than 20.19"; exit 77; }
node node_modules/vue-tsc/bin/vue-tsc.js --noEmit
node node_modules/vitest/vitest.mjs run --config vitest.config.ts
