#!/bin/bash
# A PostgreSQL server of one's own for tests: tests/store/postgresql.sh start|stop|crash FILE
# start: makes a new database cluster in a temporary folder, starts a server that listens on a socket in it only, and writes
# its address (libpq) into FILE; "none" where PostgreSQL is not installed. stop: ends it and leaves nothing behind. The server
# also ends when the process that called `start` is gone. fsync is on. Root starts it as an ordinary user, since
# PostgreSQL does not run as root. crash: stops it as a failure of power would, and starts it again.
set -euo pipefail
command=${1:?start, stop or crash} file=${2:?where the address stands}
folder_of() { sed -n 's/.*[?[?]host=\([^&]*\).*/\1/p' "$file" 2>/dev/null || true; }

bin=$(ls -d /usr/lib/postgresql/*/bin /usr/bin 2>/dev/null | sort -V | while read -r d; do [ -x "$d/initdb" ] && [ -x "$d/postgres" ] && echo "$d"; done | tail -1) || true

as_server() { # the command, as a user that may run a server, in a folder that this user may enter
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env -u PGDATA LC_ALL=C "$@")
  else
    env -u PGDATA LC_ALL=C "$@"
  fi
}
user=$(id -un)
if [ "$(id -u)" = 0 ]; then user=nobody; id -u postgres >/dev/null 2>&1 && user=postgres; fi

stop() {
  local folder
  folder=$(folder_of)
  rm -f "$file"
  case $folder in */midyear-postgresql.*) ;; *) return 0 ;; esac
  [ ! -d "$folder" ] || as_server "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}

run_server() { # in the folder
  as_server "$bin/pg_ctl" --pgdata="$1/data" --log="$1/log.txt" --silent --wait start </dev/null >/dev/null ||
    { cat "$1/log.txt"; return 1; }
}

case $command in
  stop) stop ;;
  crash)
    folder=$(folder_of)
    as_server "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop >/dev/null
    run_server "$folder"
    ;;
  start)
    mkdir -p "$(dirname "$file")"
    stop # what an earlier run left
    if [ -z "$bin" ]; then
      echo none >"$file"
      echo "PostgreSQL is not installed (packages/check.txt): its tests are skipped"
      exit 0
    fi
    folder=$(mktemp -d "${TMPDIR:-/tmp}/midyear-postgresql.XXXXXX")
    trap 'rm -rf "$folder"' ERR
    [ "$(id -u)" != 0 ] || chown "$user" "$folder"
    as_server "$bin/initdb" --pgdata="$folder/data" --username=midyear --auth=trust --encoding=UTF8 --locale=C --no-sync \
      >"$folder/initdb.txt" 2>&1 || { cat "$folder/initdb.txt"; rm -rf "$folder"; exit 1; }
    as_server tee "$folder/data/postgresql.auto.conf" >/dev/null <<EOF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 80
shared_buffers = 32MB
deadlock_timeout = 100ms
log_min_messages = fatal
EOF
    run_server "$folder" || { rm -rf "$folder"; exit 1; }
    echo "postgresql:///postgres?host=$folder&user=midyear" >"$file"
    # The watch: ctest may be killed before it calls `stop`.
    watched=$PPID
    (
      trap '' HUP INT TERM
      tail --pid="$watched" -f /dev/null
      if [ "$(folder_of)" = "$folder" ]; then stop; else rm -rf "$folder"; fi
    ) </dev/null >/dev/null 2>&1 &
    disown
    ;;
  *) echo "start, stop or crash" >&2; exit 2 ;;
esac
