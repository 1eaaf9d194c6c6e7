#!/bin/bash
# uninstall.sh: takes Midyear off this machine. Data (/var/lib/midyear), settings (/etc/midyear.yaml), the user and the
# Debian packages stay; it says how to remove them. As root.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "请用 root 运行。 Run it as root." >&2; exit 3; }
if [ -d /run/systemd/system ] && [ -e /etc/systemd/system/midyear.service ]; then
  systemctl disable --now --quiet midyear || true  # one that does not run needs no stopping
fi
rm -f /etc/systemd/system/midyear.service
if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
if [ "$(readlink /usr/local/bin/midyear 2>/dev/null)" = /opt/midyear/current/bin/midyear ]; then rm -f /usr/local/bin/midyear; fi
rm -rf /opt/midyear
echo "已卸载。保留：/var/lib/midyear（数据）、/etc/midyear.yaml（设置）、用户 midyear；不再需要时可删除。"
echo "Removed. Kept: /var/lib/midyear (data), /etc/midyear.yaml (settings), the user midyear; delete them when they are no longer wanted."
