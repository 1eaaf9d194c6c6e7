# Sourced by ./run, after steps.sh: the desk of this checkout, started, found again, stopped.

desk_data=${MIDYEAR_DATA:-$PWD/desk}
desk_log=$PWD/build/log/desk.txt
desk_ours=  # process that this run started; empty where the desk was there before

# A word of what the desk says about itself (address, pid), as long as it answers.
desk_says() {
  [ -x build/release/midyear ] || return 1
  build/release/midyear status --data "$desk_data" --format json 2>/dev/null | sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p'
}
desk_address() { desk_says address; }

desk_stop() {
  local pid
  pid=$(desk_says pid) || true
  if [ -z "$pid" ]; then say "No desk runs on $desk_data."; return 0; fi
  kill -TERM "$pid" 2>/dev/null || fail 3 "No permission to stop process $pid: ask the user who started the desk."
  for _ in $(seq 80); do
    kill -0 "$pid" 2>/dev/null || { say "The desk (process $pid) has stopped."; return 0; }
    sleep 0.1
  done
  fail 3 "The desk (process $pid) has not stopped within 8 seconds: kill -KILL $pid ends it; nothing acknowledged is lost."
}

# Starts the desk unless it runs; one that runs an older program is started anew.
desk_start() {
  local pid
  pid=$(desk_says pid) || true
  if [ -n "$pid" ] && readlink "/proc/$pid/exe" 2>/dev/null | grep -q ' (deleted)$'; then
    say "  The desk that runs is older than the program: starting it anew."
    desk_stop
    pid=
  fi
  if [ -n "$pid" ]; then
    say "  The desk is up already (process $pid, data in $desk_data)."
    return
  fi
  mkdir -p "$(dirname "$desk_log")"
  [ ! -s "$desk_log" ] || mv -f "$desk_log" "$desk_log.before"  # a desk that still writes goes on in the old file
  # In a session of its own, so that a closed terminal does not end it; Ctrl-C reaches it through desk_wait.
  setsid build/release/midyear serve --data "$desk_data" >"$desk_log" 2>&1 </dev/null &
  desk_ours=$!
  for _ in $(seq 300); do
    if [ -n "$(desk_says pid)" ]; then return; fi
    kill -0 "$desk_ours" 2>/dev/null || break
    sleep 0.1
  done
  local said
  said=$(grep -v '^{' "$desk_log" | tail -1)
  fail 3 "${said:-The desk does not start; what it says is in $desk_log.}"
}

desk_wait() {
  trap 'kill -TERM "$desk_ours" 2>/dev/null || true' INT TERM HUP
  while kill -0 "$desk_ours" 2>/dev/null; do wait "$desk_ours" || true; done
  trap - INT TERM HUP
  grep -v '^{' "$desk_log" | tail -1 >&2
}
