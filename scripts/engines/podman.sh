#!/usr/bin/env bash
# Podman in a place of its own, without systemd: podman.sh up|down [DIR], DIR being $DRYDOCK_CACHE/podman when left out.
# Serves the Docker API and the libpod API on DIR/p.sock and prints the environment to use. Touches no system configuration. Root on Debian only.
# `up` returns at once when it answers, and starts it again when it died; `down` ends the service and its containers and keeps the images.
set -eu
what=${1:-up}; D=$(realpath -m "${2:-${DRYDOCK_CACHE:-$HOME/.cache/drydock}/podman}"); mkdir -p "$D/networks"
answers() { curl -sf --max-time 5 --unix-socket "$D/p.sock" http://engine/_ping > /dev/null 2>&1; }
alive() { [ -f "$D/service.pid" ] && grep -qsz "^unix://$D/p.sock$" "/proc/$(cat "$D/service.pid")/cmdline"; }
export CONTAINERS_CONF=$D/containers.conf CONTAINERS_STORAGE_CONF=$D/storage.conf CONTAINERS_REGISTRIES_CONF=$D/registries.conf

configure() {
  # runc: crun fails on kernels without its newer calls. default_ulimits: else every run asks for more than a machine without CAP_SYS_RESOURCE may have.
  cat > "$D/containers.conf" <<C
[containers]
default_ulimits = ["nofile=4096:4096","nproc=4096:4096"]
log_driver = "k8s-file"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
helper_binaries_dir = ["/usr/lib/podman","/usr/libexec/podman"]
[network]
network_backend = "netavark"
network_config_dir = "$D/networks"
default_network = "podman"
default_subnet = "10.231.0.0/24"
C
  # As Docker does by itself: a registry on this machine may speak plain HTTP. Tests start one.
  printf '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n' > "$D/registries.conf"
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$D" "$D" > "$D/storage.conf"
}

start() {
  rm -f "$D/p.sock"
  setsid podman system service --time=0 "unix://$D/p.sock" > "$D/service.log" 2>&1 < /dev/null 9>&- & echo $! > "$D/service.pid"
  sleep 0.3
}

case $what in
up)
  exec 9> "$D/lock"; flock 9
  if ! answers; then
    missing=(); for pair in podman:podman conmon:conmon runc:runc curl:curl catatonit:catatonit; do command -v "${pair%:*}" > /dev/null || missing+=("${pair#*:}"); done
    [ -x /usr/lib/podman/netavark ] || missing+=(netavark aardvark-dns)
    # crun- : not the runtime that Debian would choose.
    [ ${#missing[@]} = 0 ] || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" crun- > /dev/null; }
    configure
    # One that is just ending is waited for.
    SECONDS=0; until answers || [ $SECONDS -gt 40 ]; do alive || start; sleep 0.1; done
    answers || { tail -5 "$D/service.log" >&2; exit 1; }
  fi
  echo "export CONTAINERS_CONF=$CONTAINERS_CONF CONTAINERS_STORAGE_CONF=$CONTAINERS_STORAGE_CONF CONTAINERS_REGISTRIES_CONF=$CONTAINERS_REGISTRIES_CONF CONTAINER_HOST=unix://$D/p.sock" ;;
down)
  podman pod rm -fa -t 0 > /dev/null 2>&1 || true; podman rm -fa -t 0 > /dev/null 2>&1 || true
  if alive; then kill "$(cat "$D/service.pid")"; fi
  rm -f "$D/service.pid" ;;
*) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
