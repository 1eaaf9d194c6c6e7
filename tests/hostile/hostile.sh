#!/bin/bash
# hostile.sh MIDYEAR: inputs that nobody writes by hand. No crash, no hang, little memory, and the exit codes of the
# design: 0 done, 1 an input failed and is named, 2 wrong usage, 3 the surroundings. Times are not asserted; what takes
# longer than HOSTILE_SECONDS is not linear.
set -uo pipefail
export LC_ALL=C.UTF-8
midyear=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/hostile.XXXXXX")
trap 'rm -rf "$folder"' EXIT
seconds=${HOSTILE_SECONDS:-120}
passed=0 failed=0

ok() { passed=$((passed + 1)); echo "ok      $*"; }
bad() { failed=$((failed + 1)); echo "FAILED  $*"; }

# expect CODE NAME MEGABYTES ARGUMENT…: runs midyear within that much address space; its messages may not be longer
# than three lines, and a failure must name the input.
expect() {
  local code=$1 name=$2 megabytes=$3 status=0 started=$SECONDS
  shift 3
  (ulimit -v $((megabytes * 1024)) && exec timeout "$seconds" "$midyear" "$@") >/dev/null 2>"$folder/err" </dev/null || status=$?
  if [ "$status" != "$code" ]; then
    bad "$name: exit $status, not $code: $(head -c 300 "$folder/err")"
  elif [ "$(wc -l <"$folder/err")" -gt 3 ]; then
    bad "$name: says more than three lines: $(head -c 300 "$folder/err")"
  elif [ "$code" = 1 ] && ! grep -qF "$(basename "${*: -1}")" "$folder/err"; then
    bad "$name: the message does not name the input: $(head -c 300 "$folder/err")"
  else
    ok "$name (exit $status, $((SECONDS - started)) s)"
  fi
}

fill() { yes "$1" 2>/dev/null | tr -d '\n' | head -c "$2"; }  # text, bytes
lines() { yes "$1" 2>/dev/null | head -c "$2"; }

# Small and broken.
: >"$folder/empty.txt"
head -c 1000000 /dev/zero >"$folder/zeros.txt"
printf '完成产值12亿元,增长5%%\xe4\xba' >"$folder/cut-utf8.txt"
printf '\xcd\xea\xb3\xc9\xb2\xfa\xd6\xb5\x31\x32\xd2\xda\xd4' >"$folder/half-gbk.txt"
head -c 1000000 /dev/urandom >"$folder/noise.bin"
printf '\xff\xfe' >"$folder/only-mark.txt"
printf '<html><body><p>产值10亿元<script>while(1){' >"$folder/unclosed.html"
{ printf '<html>'; fill '<div><b><table><tr><td>' 3000000; printf '>产值10亿元'; } >"$folder/deep.html"
{ printf '<html><!--'; fill '<!-- ' 3000000; } >"$folder/comment.html"
expect 1 "empty file" 600 read --format jsonl "$folder/empty.txt"
for input in zeros.txt cut-utf8.txt half-gbk.txt noise.bin unclosed.html deep.html; do
  expect 0 "$input" 1500 read --format jsonl "$folder/$input"
done
expect 1 "a comment that never ends" 600 read --format jsonl "$folder/comment.html"
for input in zeros.txt noise.bin deep.html; do expect 0 "$input, mended" 1500 repair "$folder/$input"; done

# Ten megabytes of one thing.
ten=10000000
fill '1' $ten >"$folder/digits.txt"
fill '九千八百七十六亿' $ten >"$folder/han.txt"
fill '(（[' $ten >"$folder/brackets.txt"
fill '(一)1.一是' $ten >"$folder/headings.txt"
lines '一、抓项目' $ten >"$folder/heading-lines.txt"
fill '?' $ten >"$folder/questions.txt"
fill '區(qū)?jiǎng)' $ten >"$folder/glosses.txt"
fill '3亿元、' $ten >"$folder/list.txt"
fill '分别增长5%、6%,其中' $ten >"$folder/distributed.txt"
fill '由经发局牵头,财政局配合,' $ten >"$folder/owners.txt"
fill '甲产业园、' $ten >"$folder/projects.txt"
lines '一季度完成产值12亿元,占50%。' $ten >"$folder/shares.txt"
lines '同比下降%。产值亿元。' $ten >"$folder/lost.txt"
for input in digits han brackets headings heading-lines questions glosses list distributed owners projects shares lost; do
  expect 0 "10 MB of $input" 3000 read --format jsonl "$folder/$input.txt"
  rm "$folder/$input.txt"
done

# Large.
fill '全区上下同心协力,把一件一件的实事办到群众心坎上,把一个一个的难题解在工地上,上半年完成产值12.5亿元;' 200000000 >"$folder/line.txt"
expect 0 "one line of 200 MB" 6000 read --format jsonl "$folder/line.txt"
rm "$folder/line.txt"
truncate -s 300M "$folder/large.txt"
expect 1 "300 MB without --max-bytes" 600 read --format jsonl "$folder/large.txt"

# Files and places.
good=$folder/good.txt
echo '1-6月完成产值12亿元,增长5%。' >"$good"
expect 1 "a file that is not there" 600 read --format jsonl "$good" "$folder/gone.txt"
mkdir -p "$folder/loop/below" && ln -s .. "$folder/loop/below/up" && cp "$good" "$folder/loop/"
expect 0 "a loop of folders" 600 read --format jsonl "$folder/loop"
if [ "$(id -u)" != 0 ]; then
  cp "$good" "$folder/closed.txt" && chmod 000 "$folder/closed.txt"
  expect 1 "a file without permission" 600 read --format jsonl "$folder/closed.txt"
fi
expect 2 "no command of that name" 600 no-such-command
expect 2 "no option of that name" 600 read --no-such-option "$good"

status=0
"$midyear" read --format jsonl "$good" >/dev/full 2>"$folder/err" || status=$?
if [ "$status" = 3 ] && [ -s "$folder/err" ]; then ok "a full disk (exit 3)"; else bad "a full disk: exit $status"; fi
fill '上半年完成产值12.5亿元,增长8%;' 5000000 >"$folder/long.txt"
"$midyear" read --format jsonl "$folder/long.txt" 2>"$folder/err" | head -c 10 >/dev/null
status=${PIPESTATUS[0]}
if [ "$status" -lt 4 ] && [ ! -s "$folder/err" ]; then ok "a closed pipe (exit $status)"; else
  bad "a closed pipe: exit $status: $(head -c 300 "$folder/err")"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
