#!/bin/bash
# bench/server/server.sh [MIDYEAR] [SECONDS] [ROUNDS]: requests a second of a running desk beside nginx on the same
# bytes, from wrk on loopback with 64 and 1,000 connections: the list of reports, one report, a static file. Both
# sides have as many processes or threads that move bytes as the machine has processors. Rounds alternate; medians
# and the ratio of medians are printed. Needs wrk, nginx and curl (packages/bench.txt).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
midyear=${1:-build/release/midyear} seconds=${2:-3} rounds=${3:-5}
for tool in wrk nginx curl; do
  command -v "$tool" >/dev/null || { echo "bench: $tool is missing: apt-get install -y wrk nginx-light curl" >&2; exit 3; }
done
folder=$(mktemp -d)
desk_port=18391 nginx_port=18392
cleanup() {
  [ -z "${desk:-}" ] || kill "$desk" 2>/dev/null || true
  [ ! -f "$folder/nginx.pid" ] || kill "$(cat "$folder/nginx.pid")" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
ulimit -n "$(ulimit -Hn)"

# A desk with the samples, and 60 reports more that differ in a line.
mkdir -p "$folder/reports" "$folder/www/assets"
for n in $(seq 60); do { cat samples/yunting-half-year.txt; echo "附注：第$n份。"; } >"$folder/reports/report-$n.txt"; done
web=web/dist
if [ ! -f "$web/index.html" ]; then  # the web is not built: a page and a script of its size do
  web=$folder/web
  mkdir -p "$web/assets"
  echo '<!doctype html><title>desk</title>' >"$web/index.html"
  head -c 60000 /dev/zero | tr '\0' 'x' >"$web/assets/app-0.js"
fi
"$midyear" serve --data "$folder/desk" --port $desk_port --web "$web" --log off --sign-in none 2>"$folder/desk.txt" &
desk=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$desk_port/ready" >/dev/null && break; sleep 0.1; done
"$midyear" add --data "$folder/desk" "$folder/reports" samples/*.txt >/dev/null

script=$(cd "$web" && ls assets/*.js | head -1)
id=$(curl -s "http://127.0.0.1:$desk_port/api/v1/documents?limit=1" | grep -o '"id":"[^"]*"' | head -1 | cut -d '"' -f 4)
declare -A path=([list]="/api/v1/documents?limit=50" [report]="/api/v1/documents/$id/view" [file]="/$script")
declare -A copy=([list]=/list.json [report]=/report.json [file]=/file.js)
for what in list report file; do curl -s "http://127.0.0.1:$desk_port${path[$what]}" >"$folder/www${copy[$what]}"; done

cat >"$folder/nginx.conf" <<EOF
daemon on; pid $folder/nginx.pid; error_log $folder/error.txt; worker_processes $(nproc); worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http { access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000; open_file_cache max=100;
  types { application/json json; text/javascript js; }
  client_body_temp_path $folder/t1; proxy_temp_path $folder/t2; fastcgi_temp_path $folder/t3; uwsgi_temp_path $folder/t4; scgi_temp_path $folder/t5;
  server { listen 127.0.0.1:$nginx_port backlog=4096; root $folder/www; } }
EOF
chmod 755 "$folder" "$folder/www"
nginx -c "$folder/nginx.conf" -e "$folder/error.txt"

rate() {  # URL CONNECTIONS: requests a second; fails where an answer was not 200
  local said
  said=$(wrk -t 1 -c "$2" -d "${seconds}s" --timeout 10s "$1")
  if grep -qE 'Non-2xx|Socket errors: connect [1-9]' <<<"$said"; then echo "$said" >&2; exit 1; fi
  awk '/Requests\/sec/ {print $2}' <<<"$said"
}
median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }

printf '%-8s %12s %9s %12s %12s %7s\n' what bytes clients midyear/s nginx/s ratio
for what in ${WHAT:-list report file}; do
  for connections in 64 1000; do
    : >"$folder/a"; : >"$folder/b"
    for _ in $(seq "$rounds"); do
      rate "http://127.0.0.1:$desk_port${path[$what]}" "$connections" >>"$folder/a"
      rate "http://127.0.0.1:$nginx_port${copy[$what]}" "$connections" >>"$folder/b"
    done
    a=$(median <"$folder/a") b=$(median <"$folder/b")
    printf '%-8s %12s %9s %12.0f %12.0f %7.2f\n' "$what" "$(stat -c %s "$folder/www${copy[$what]}")" "$connections" "$a" "$b" \
      "$(awk -v a="$a" -v b="$b" 'BEGIN {print a / b}')"
  done
done
