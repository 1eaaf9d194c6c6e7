# Sourced by ./run, ./check and bench scripts: steps with their time, packages, builds, and failures in one sentence.
# Progress goes to standard error. Exit codes: 3 the surroundings (packages, network, disk, permission), 1 the rest.

export LC_ALL=C.UTF-8
log_folder=build/log
step_count=1
step_now=0
started=$SECONDS

say() { printf '%s\n' "$*" >&2; }
fail() { local code=$1; shift; say "$*"; exit "$code"; }

step() {
  step_now=$((step_now + 1))
  say "[$step_now/$step_count, $((SECONDS - started)) s] $*"
}

# What can be seen to be wrong before any work is done. $1: megabytes the build needs.
check_surroundings() {
  [ -w . ] || fail 3 "No permission to write in $PWD: clone Midyear into a folder of your own, or ask its owner."
  mkdir -p "$log_folder" 2>/dev/null ||
    fail 3 "Cannot write to $PWD/build: remove it (sudo rm -r build) if another user made it, or free disk space."
  [ -w "$log_folder" ] || fail 3 "Cannot write to $PWD/$log_folder: another user made it; remove it with sudo rm -r build."
  need_space . "$1"
  if [ ! -w "${HOME:-/nonexistent}" ]; then export CCACHE_DIR="$PWD/.cache/ccache"; fi
}

need_space() {
  local free
  free=$(df -Pk "$1" 2>/dev/null | awk 'NR == 2 {print int($4 / 1024)}')
  if [ -n "$free" ] && [ "$free" -lt "$2" ]; then
    fail 3 "Not enough disk space at $(cd "$1" && pwd): $2 MB are needed, $free MB are free; free some and start again."
  fi
}

# Names in the lists $@ (packages/*.txt) of what is not installed.
missing_packages() {
  local package command reason asked=()
  while IFS=$'\t' read -r package command reason; do
    case $package in '' | '#'*) continue ;; esac
    if [ "$command" != - ] && command -v "$command" >/dev/null 2>&1; then continue; fi
    asked+=("$package")
  done < <(cat "$@")
  [ ${#asked[@]} -gt 0 ] || return 0
  command -v dpkg-query >/dev/null 2>&1 ||
    fail 3 "This is no Debian machine: install by hand what ${*} list (${asked[*]})."
  local there
  there=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${asked[@]}" 2>/dev/null | awk '$2 == "installed" {print $1}')
  comm -23 <(printf '%s\n' "${asked[@]}" | sort) <(sort <<<"$there")
}

need_packages() {
  local missing as_root=()
  missing=$(missing_packages "$@") || exit $?
  missing=${missing//$'\n'/ }
  if [ -z "$missing" ]; then say "  nothing is missing"; return; fi
  say "  missing: $missing"
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      as_root=(sudo)
    else
      fail 3 "No permission to install packages: as root, run: apt-get update && apt-get install --no-install-recommends $missing"
    fi
  fi
  need_space /var 1500
  apt_get update
  # shellcheck disable=SC2086  # a list of names
  apt_get install -y --no-install-recommends $missing
}

apt_get() {
  local log=$log_folder/apt.txt
  say "  apt-get $1 (what it says: $log)"
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=2 -o Dpkg::Use-Pty=0 \
    -o APT::Update::Error-Mode=any "$@" 2>&1 </dev/null | tee "$log" | percentages; then
    explain_apt "$log" "$1"
  fi
}

explain_apt() {
  if grep -qiE 'enough free space|No space left' "$1"; then
    fail 3 "Not enough disk space to install packages: free some in /var and /usr and start again (see $1)."
  elif grep -qiE 'Could not get lock|is another process using it' "$1"; then
    fail 3 "Another package manager is at work: start again when it is done (see $1)."
  elif grep -qiE 'resolv|Unable to connect|Could not connect|Failed to fetch|Connection|timed out|Network' "$1"; then
    fail 3 "No way to Debian's package server: connect to the network or set its proxy in /etc/apt and start again (see $1)."
  elif grep -qiE 'Permission denied|Read-only' "$1"; then
    fail 3 "No permission to install packages: start again as root (see $1)."
  fi
  fail 3 "apt-get $2 failed: mend what the end of $1 says and start again ($(grep -E '^E:' "$1" | tail -1))."
}

# Shows how far apt-get is at every tenth, from the lines it writes anyway: its status lines (APT::Status-Fd) make the
# pipe non-blocking, and package scripts then fail to write to it.
percentages() {
  awk '/newly installed/ { total = $3 }
    /^Get:/ { show("fetched", ++fetched, total) }
    /^(Unpacking|Setting up) / { show("installed", ++steps, 2 * total) }
    function show(what, count, of, tenth) {
      if (!of) return
      tenth = what int(10 * count / of)
      if (tenth != last) { printf "  %s %d%%\n", what, 100 * count / of > "/dev/stderr"; fflush() }
      last = tenth
    }'
}

# As many jobs as there are processors, but no more than one for each gigabyte of free memory.
jobs() {
  local processors memory
  processors=$(nproc 2>/dev/null || echo 2)
  memory=$(awk '/^MemAvailable/ {print int($2 / 1000000)}' /proc/meminfo 2>/dev/null)
  [ -n "$memory" ] && [ "$memory" -lt "$processors" ] && processors=$memory
  echo $((processors > 1 ? processors : 1))
}

# Configures preset $1 and builds the targets $2… (all of them without any).
build() {
  local preset=$1 log=$log_folder/build-$1.txt launcher=()
  shift
  command -v ccache >/dev/null 2>&1 && launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  # A checkout that was moved or copied: its old build would write where it came from.
  if [ -f "build/$preset/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "build/$preset/CMakeCache.txt" &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "build/$preset/CMakeCache.txt"; then
    rm -rf "build/$preset"
  fi
  if [ ! -f "build/$preset/build.ninja" ]; then
    cmake --preset "$preset" "${launcher[@]}" >"$log" 2>&1 </dev/null || explain_build "$log"
  fi
  if ! NINJA_STATUS='[%p %f of %t] ' ninja -C "build/$preset" -j "$(jobs)" "$@" 2>&1 </dev/null | tee "$log" | ninja_tenths; then
    explain_build "$log"
  fi
}

ninja_tenths() {
  awk '/^\[ *[0-9]+% / { match($0, /[0-9]+/); tenth = int(substr($0, RSTART, RLENGTH) / 10)
    if (tenth != last) { split($0, part, "]"); print "  " part[1] "]" > "/dev/stderr"; fflush(); last = tenth } }'
}

explain_build() {
  grep -q 'No space left' "$1" && fail 3 "Not enough disk space to build: free some at $PWD and start again (see $1)."
  grep -qiE 'Killed signal|out of memory|cannot allocate' "$1" &&
    fail 3 "Not enough memory to build: close other programs and start again (see $1)."
  grep -E 'error:|Error:|Error at|FAILED:' -A 5 "$1" | head -40 >&2
  fail 1 "The build failed; all it said is in $1."
}
