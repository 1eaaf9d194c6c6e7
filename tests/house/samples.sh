#!/bin/bash
# samples.sh DAMAGE MIDYEAR: the damaged sample page is what the maker makes of the clean one (--make writes it), and
# `midyear repair` brings back its characters.
set -euo pipefail
export LC_ALL=C.UTF-8
damage=$1 midyear=$2
title='云汀高新区上半年工作总结暨下半年工作部署会议讲话'
page=samples/yunting-half-year.page.txt
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

make_page() { "$damage" tools/damage/glosses.txt "$1" "$title" 4 9 <samples/yunting-half-year.txt; }
make_page 7 >"$made/page.txt"
if [ "${3:-}" = --make ]; then cp "$made/page.txt" "$page"; fi
cmp "$made/page.txt" "$page"
make_page 8 | cmp -s - "$page" && { echo "another seed made the same page"; exit 1; }

"$midyear" repair "$page" >"$made/mended.txt"
if grep -n '[(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*[)）]' "$made/mended.txt"; then
  echo "glosses are left in the mended page"
  exit 1
fi
# Line by line, what is mended stands in the clean text: without its numbers the body is the clean text's beginning.
letters() { tr -d '0-9.\n'; }
body=$(awk 'on {print} /^文档简介/ {on = 1} /^温馨提示/ {exit}' "$made/mended.txt" | grep -v 温馨提示 | letters)
clean=$(letters <samples/yunting-half-year.txt)
if [ "${clean:0:${#body}}" != "$body" ]; then
  cmp <(echo "${clean:0:${#body}}") <(echo "$body") || true
  diff <(grep -o . <<<"${clean:0:${#body}}") <(grep -o . <<<"$body") | head -20
  echo "the mended page is not the clean text"
  exit 1
fi
echo "${#body} characters came back"
