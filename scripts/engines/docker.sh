#!/usr/bin/env bash
# A current Docker engine beside whatever the machine has: docker.sh up|down [DIR], DIR being $DRYDOCK_CACHE/docker when left out.
# Takes Docker, buildx and compose from Debian 13 into DIR (90 MB, about 10 s, once); runc, iptables and tini come from the machine's own Debian.
# `up` returns at once when the engine answers, starts it again when it died, and prints the environment to use. Root on Debian only.
# DIR must be short: the path of a unix socket ends at 107 bytes.
set -eu
what=${1:-up}; D=$(realpath -m "${2:-${DRYDOCK_CACHE:-$HOME/.cache/drydock}/docker}")
socket=unix://$D/r/d.sock
answers() { curl -sf --max-time 5 --unix-socket "$D/r/d.sock" http://engine/_ping > /dev/null 2>&1; }
# The number in a file means our daemon only as long as that process is one: numbers are used again.
alive() { [ -f "$D/r/d.pid" ] && grep -qsz "^unix://$D/r/d.sock$" "/proc/$(cat "$D/r/d.pid")/cmdline"; }

fetch() { # Debian 13's packages unpacked into DIR/t
  mkdir -p "$D"/{lists/partial,cache/archives/partial,debs,config}
  uri=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
  printf 'Types: deb\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$uri" > "$D/trixie.sources"
  private=(-o "Dir::Etc::sourcelist=$D/trixie.sources" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$D/lists" -o "Dir::Cache=$D/cache" -o APT::Sandbox::User=root)
  apt-get "${private[@]}" -qq update
  (cd "$D/debs" && apt-get "${private[@]}" -qq download docker.io docker-cli containerd docker-buildx docker-compose)
  for deb in "$D"/debs/*.deb; do dpkg -x "$deb" "$D/t.new"; done
  ln -sf /usr/bin/tini-static "$D/t.new/usr/bin/docker-init"
  printf '{"cliPluginsExtraDirs":["%s/t/usr/libexec/docker/cli-plugins"]}\n' "$D" > "$D/config/config.json"
  # Named last: a download that was cut off is begun again.
  rm -rf "$D/t" && mv "$D/t.new" "$D/t" && rm -rf "$D/lists" "$D/cache" "$D/debs" "$D/trixie.sources"
}

start() {
  rm -f "$D/r/d.pid" "$D/r/d.sock"
  setsid dockerd --host "$socket" --data-root "$D/data" --exec-root "$D/r/x" --pidfile "$D/r/d.pid" > "$D/dockerd.log" 2>&1 < /dev/null 9>&- &
  # It writes its number a moment after it starts.
  for _ in $(seq 50); do [ -f "$D/r/d.pid" ] && return; sleep 0.1; done
}

case $what in
up)
  mkdir -p "$D/r"; exec 9> "$D/lock"; flock 9
  if ! answers; then
    if ! command -v runc > /dev/null || ! command -v iptables > /dev/null || ! command -v curl > /dev/null || [ ! -x /usr/bin/tini-static ]; then
      apt-get update -qq && apt-get install -y -qq --no-install-recommends runc iptables tini curl > /dev/null
    fi
    [ -x "$D/t/usr/sbin/dockerd" ] || fetch
    export PATH="$D/t/usr/sbin:$D/t/usr/bin:$PATH"
    # One that is just starting or ending is waited for.
    SECONDS=0; until answers || [ $SECONDS -gt 40 ]; do alive || start; sleep 0.1; done
    answers || { tail -5 "$D/dockerd.log" >&2; exit 1; }
  fi
  echo "export PATH=$D/t/usr/sbin:$D/t/usr/bin:\$PATH DOCKER_HOST=$socket DOCKER_CONFIG=$D/config" ;;
down)
  alive || exit 0
  pid=$(cat "$D/r/d.pid"); kill "$pid"
  for _ in $(seq 150); do kill -0 "$pid" 2> /dev/null || exit 0; sleep 0.1; done ;;
*) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac
