#!/bin/bash
# soak.sh MIDYEAR DAMAGE [SECONDS]: rounds of one long process each that reads hundreds of damaged, cut and mangled
# copies of the samples. Every round has its own seed, which is printed where something is wrong, so that it can be
# replayed: MIDYEAR_SOAK_SEED=N. Held: no crash, no hang, exit 0 or 1; one and two threads print the same bytes; a
# process that reads the same files again and again does not grow.
set -uo pipefail
midyear=$1 damage=$2 seconds=${3:-${MIDYEAR_SOAK_SECONDS:-600}}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seed=${MIDYEAR_SOAK_SEED:-$RANDOM}
rounds=0
fail() { echo "soak: $* (MIDYEAR_SOAK_SEED=$seed)"; exit 1; }

# Copies of a sample: damaged with another seed, cut at any byte, a stretch doubled, a stretch of zeros.
make_files() {
  local sample size at length n
  rm -rf "$folder/in"
  mkdir "$folder/in"
  RANDOM=$((seed % 32768))
  for n in $(seq 60); do
    for sample in samples/*.txt samples/*.html; do
      size=$(stat -c %s "$sample")
      at=$(((RANDOM * 32768 + RANDOM) % size)) length=$((RANDOM % 2000))
      local to=$folder/in/$n-${sample##*/}
      case $((n % 4)) in
        0) "$damage" tools/damage/glosses.txt $((seed + n)) 浸泡 3 4 <"$sample" >"$to" 2>/dev/null || head -c "$at" "$sample" >"$to" ;;
        1) head -c "$at" "$sample" >"$to" ;;
        2) { head -c "$at" "$sample"; tail -c +$((at + 1)) "$sample" | head -c "$length"; tail -c +$((at + 1)) "$sample"; } >"$to" ;;
        3) { head -c "$at" "$sample"; head -c "$length" /dev/zero; tail -c +$((at + 1)) "$sample"; } >"$to" ;;
      esac
    done
  done
}

# Peak memory in KB of a process that reads every file $1 times.
peak_of() {
  local files=() n
  for n in $(seq "$1"); do files+=("$folder"/in/*); done
  "$midyear" read -j 1 --format jsonl "${files[@]}" >/dev/null 2>&1 &
  local process=$! peak=0 now
  while now=$(awk '/^VmHWM/ {print $2}' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
    peak=$now
    sleep 0.05
  done
  wait "$process"
  echo "$peak"
}

end=$((SECONDS + seconds))
while [ "$rounds" = 0 ] || [ "$SECONDS" -lt "$end" ]; do
  make_files
  status=0
  timeout 300 "$midyear" read -j 1 --format jsonl "$folder/in" >"$folder/one" 2>"$folder/one.err" || status=$?
  [ "$status" -le 1 ] || fail "exit $status with one thread: $(tail -1 "$folder/one.err")"
  [ -s "$folder/one" ] || fail "nothing was read"
  status=0
  timeout 300 "$midyear" read -j 2 --format jsonl "$folder/in" >"$folder/two" 2>"$folder/two.err" || status=$?
  [ "$status" -le 1 ] || fail "exit $status with two threads: $(tail -1 "$folder/two.err")"
  cmp -s "$folder/one" "$folder/two" || fail "one and two threads differ: $(cmp "$folder/one" "$folder/two" 2>&1)"
  for form in text csv html; do
    if [ $form = html ]; then mkdir "$folder/out.html"; fi
    timeout 300 "$midyear" read --format $form --output "$folder/out.$form" "$folder/in" >"$folder/said" 2>&1 || [ $? = 1 ] ||
      fail "--format $form: $(tail -1 "$folder/said")"
    rm -rf "$folder/out.$form"
  done
  seed=$((seed + 1)) rounds=$((rounds + 1))
done
once=$(peak_of 1) often=$(peak_of 10)
[ "$once" -gt 0 ] && [ "$often" -gt 0 ] || fail "no memory was measured"
[ "$often" -le $((once + once / 4 + 8192)) ] || fail "memory grows: $once KB after one pass, $often KB after ten"
echo "soak: $rounds rounds of $(ls "$folder/in" | wc -l) files; peak $once KB after one pass, $often KB after ten"
