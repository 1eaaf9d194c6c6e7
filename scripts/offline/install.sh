#!/bin/bash
# install.sh: installs Midyear on this machine, or upgrades it, without a network. As root, beside the files it came with.
# What it makes: /opt/midyear/VERSION, the link /usr/local/bin/midyear, the user midyear, /var/lib/midyear (data), /etc/midyear.yaml
# (settings; an upgrade leaves it alone) and, where systemd is, the service midyear.
# Exit codes: 0 done, 2 usage, 3 the surroundings.
set -euo pipefail
export LC_ALL=C.UTF-8
step_now=0 step_count=6
say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }
step() { step_now=$((step_now + 1)); say "[$step_now/$step_count] $*"; }
case ${1:-} in
  '') ;;
  -h | --help) sed -n '2,5s/^# //p' "$0"; exit 0 ;;
  *) say "安装程序不认识 $1。 install.sh does not know $1; it takes nothing but --help."; exit 2 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
data=/var/lib/midyear settings=/etc/midyear.yaml

step "检查本机 / this machine"
[ "$(id -u)" = 0 ] || fail "请用 root 运行：sudo $here/install.sh。 Run it as root: sudo $here/install.sh"
. /etc/os-release 2>/dev/null || true
[ "${ID:-} ${VERSION_ID:-}" = "debian 12" ] ||
  fail "本机是 ${PRETTY_NAME:-未知系统}，这个安装包只用于 Debian 12。 This is ${PRETTY_NAME:-an unknown system}; the archive is for Debian 12 only."
[ "$(dpkg --print-architecture)" = "$(cat ARCHITECTURE)" ] ||
  fail "本机是 $(dpkg --print-architecture)，安装包是 $(cat ARCHITECTURE)；请换相应的安装包。 This machine is $(dpkg --print-architecture), the archive $(cat ARCHITECTURE); take the archive for it."
sha256sum --check --quiet SHA256SUMS >&2 ||
  fail "安装包不完整或被改动；请重新复制。 The archive is damaged or was changed; copy it again."
for place in /opt /var /usr; do
  free=$(df -Pm "$place" 2>/dev/null | awk 'NR == 2 {print $4}')
  [ "${free:-1000}" -ge 300 ] || fail "$place 只剩 $free MB，需要 300 MB；请腾出空间。 $place has $free MB left, 300 are needed; free some."
done
version=$(cat VERSION)

step "系统软件包 / Debian packages"
# What the machine has is left as it is; only where dpkg finds that too old, the newer ones of the archive take its place.
missing=() older=()
for deb in debs/*.deb; do
  has=$(dpkg-query -W -f '${db:Status-Status} ${Version}' "$(dpkg-deb --field "$deb" Package)" 2>/dev/null) || true
  if [[ $has != "installed "* ]]; then
    missing+=("$deb")
  elif dpkg --compare-versions "${has#installed }" lt "$(dpkg-deb --field "$deb" Version)"; then
    older+=("$deb")
  fi
done
log=/var/log/midyear-install.log
add() { DEBIAN_FRONTEND=noninteractive dpkg --install "$@" >>"$log" 2>&1; }
: >"$log"
if [ ${#missing[@]} -gt 0 ]; then
  say "  ${#missing[@]} 个 / of them"
  add "${missing[@]}" || add "${missing[@]}" "${older[@]}" ||
    fail "软件包没有装上，原因见 $log 末尾。 The packages could not be installed; the end of $log tells why."
else
  say "  都已具备 / nothing is missing"
fi

systemd=
[ -d /run/systemd/system ] && systemd=1
if [ -n "$systemd" ] && systemctl is-active --quiet midyear; then
  say "  升级前先备份 / a backup before the upgrade"
  /usr/local/bin/midyear backup --config "$settings" >&2 ||
    fail "备份没有成功，未作任何改动；请先解决上面的问题。 The backup failed and nothing was changed; mend what stands above first."
  systemctl stop midyear
fi

step "程序 / the program: /opt/midyear/$version"
rm -rf "/opt/midyear/$version.new"
mkdir -p /opt/midyear
cp -r midyear "/opt/midyear/$version.new"
cp uninstall.sh VERSION LICENSE NOTICE "/opt/midyear/$version.new/"
rm -rf "/opt/midyear/$version"
mv "/opt/midyear/$version.new" "/opt/midyear/$version"
ln -sfn "$version" /opt/midyear/current
mkdir -p /usr/local/bin
ln -sf /opt/midyear/current/bin/midyear /usr/local/bin/midyear
/usr/local/bin/midyear version >/dev/null || fail "程序在本机上运行不了；请把上面的话告诉我们。 The program does not run on this machine; tell us what stands above."

step "用户、数据和设置 / user, data and settings"
if ! id -u midyear >/dev/null 2>&1; then
  useradd --system --home-dir "$data" --no-create-home --shell /usr/sbin/nologin midyear
fi
mkdir -p "$data"
chown midyear:midyear "$data"
chmod 700 "$data"
if [ ! -e "$settings" ]; then
  cat >"$settings.new" <<'YAML'
# Settings of Midyear; `midyear config` lists all of them. 全部设置见 midyear config。
data: /var/lib/midyear
port: 8080
YAML
  chmod 644 "$settings.new"
  mv "$settings.new" "$settings"
else
  say "  $settings 保持不变 / is left as it is"
fi

step "服务 / the service"
if [ -n "$systemd" ]; then
  sed 's|/usr/local/share/doc/midyear|/opt/midyear/current/share/doc/midyear|' midyear.service >/etc/systemd/system/midyear.service
  systemctl daemon-reload
  systemctl enable --quiet midyear
  systemctl restart midyear || fail "服务没有启动；原因见 journalctl -u midyear。 The service did not start; journalctl -u midyear tells why."
  for _ in $(seq 100); do
    /usr/local/bin/midyear status --config "$settings" >/dev/null 2>&1 && break
    sleep 0.2
  done
  /usr/local/bin/midyear status --config "$settings" >&2 ||
    fail "服务没有应答；原因见 journalctl -u midyear。 The service does not answer; journalctl -u midyear tells why."
else
  say "  本机没有 systemd，请这样启动 / no systemd here, start it so:"
  say "  setpriv --reuid=midyear --regid=midyear --clear-groups midyear serve --config $settings"
fi

step "完成 / done: Midyear $version"
say "  浏览器打开 http://127.0.0.1:$(sed -n 's/^port: *//p' "$settings" | head -1)/；样例：midyear add $here/samples"
say "  卸载 / to take it away: /opt/midyear/current/uninstall.sh（数据保留 / data stay）"
