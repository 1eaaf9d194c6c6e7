#!/bin/bash
# deploy.sh: nginx, Caddy and systemd take the examples under deploy/, as far as they are installed here.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tried=0

if nginx=$(command -v nginx || command -v /usr/sbin/nginx) && command -v openssl >/dev/null; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=desk.example \
    -keyout "$folder/desk.example.key" -out "$folder/desk.example.pem" 2>/dev/null
  : >"$folder/midyear.htpasswd"
  # nginx binds the ports even for a trial, and those below 1024 are root's.
  ports='s|listen 80;|listen 8080;|; s|listen 443 |listen 8443 |'
  {
    echo "pid $folder/nginx.pid; error_log stderr; events {}"
    echo "http { access_log off; client_body_temp_path $folder/b; proxy_temp_path $folder/p; fastcgi_temp_path $folder/f;"
    echo "uwsgi_temp_path $folder/u; scgi_temp_path $folder/s;"
    sed "s|/etc/ssl/certs/|$folder/|; s|/etc/ssl/private/|$folder/|; s|/etc/nginx/|$folder/|; $ports" deploy/nginx.conf
    echo "}"
  } >"$folder/nginx.conf"
  "$nginx" -t -q -p "$folder" -c "$folder/nginx.conf" || { echo "nginx refuses deploy/nginx.conf"; exit 1; }
  tried=$((tried + 1))
else
  echo "SKIPPED: nginx is not installed"
fi

if command -v caddy >/dev/null; then
  caddy adapt --config deploy/Caddyfile --adapter caddyfile >/dev/null || { echo "caddy refuses deploy/Caddyfile"; exit 1; }
  tried=$((tried + 1))
else
  echo "SKIPPED: caddy is not installed"
fi

if command -v systemd-analyze >/dev/null; then
  sed "s|/usr/local/bin/midyear|/bin/true|" deploy/midyear.service >"$folder/midyear.service"
  said=$(systemd-analyze verify "$folder/midyear.service" 2>&1) || true
  [[ $said != *midyear.service* ]] || { echo "systemd: $said"; exit 1; }
  tried=$((tried + 1))
else
  echo "SKIPPED: systemd-analyze is not installed"
fi
[ "$tried" -gt 0 ] || exit 77
echo "$tried of 3 examples tried"
