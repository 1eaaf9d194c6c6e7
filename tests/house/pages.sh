#!/bin/bash
# The pages of the documentation: every relative link leads to a file, and every `path/` or `./command` they name is there.
set -euo pipefail
status=0
for page in README*.md samples/README.md docs/*.md docs/decisions/*.md; do
  [ -f "$page" ] || continue
  folder=$(dirname "$page")
  while read -r link; do
    case $link in http:* | https:* | mailto:* | '#'*) continue ;; esac
    [ -e "$folder/${link%%#*}" ] || { echo "$page: no such file: $link"; status=1; }
  done < <(grep -oE '\]\([^) ]+\)' "$page" | sed 's/^](//; s/)$//')
  while read -r path; do
    [ -e "$path" ] || { echo "$page names $path, which is not there"; status=1; }
  done < <(grep -oE '`(src|tests|lexicon|docs|cmake|packages|samples|tools|scripts|bench|examples)/[A-Za-z0-9_./-]*`' "$page" | tr -d '`')
done
exit $status
