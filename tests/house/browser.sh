#!/bin/bash
# browser.sh MIDYEAR: the HTML page of a sample opens in a browser, and its script fills the lists.
set -euo pipefail
browser=$(command -v chromium || command -v chromium-browser || true)
[ -n "$browser" ] || { echo "SKIPPED: chromium is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" read --format html samples/yunting-half-year.page.txt >"$folder/page.html" 2>"$folder/said"
timeout 100 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$folder/profile" \
  --virtual-time-budget=10000 --dump-dom "file://$folder/page.html" >"$folder/dom.html" 2>"$folder/browser.txt" ||
  { tail -5 "$folder/browser.txt"; exit 1; }
for words in 恒岭重工 开工; do grep -q "$words" "$folder/dom.html" || { echo "the page does not show $words"; exit 1; }; done
written=$(wc -c <"$folder/page.html") shown=$(wc -c <"$folder/dom.html")
if grep -qiE 'Uncaught|SyntaxError' "$folder/browser.txt"; then grep -iE 'Uncaught|SyntaxError' "$folder/browser.txt"; exit 1; fi
echo "written $written bytes, shown $shown bytes"
