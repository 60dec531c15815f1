# shellcheck shell=bash
# Traefik with the file provider on a folder, and the Docker provider for containers that ask for it; its API needs no password, on loopback.

start_traefik() {
  local dir=$1 web=$2 websecure=$3 api=$4 stream=$5
  mkdir -p "$dir/traefik/dynamic"
  cat >"$dir/traefik/traefik.yml" <<CONFIG
global: {checkNewVersion: false, sendAnonymousUsage: false}
api: {insecure: true}
providers:
  providersThrottleDuration: 200ms
  file: {directory: "$dir/traefik/dynamic", watch: true}
  docker: {endpoint: "unix://$dir/docker.sock", exposedByDefault: false}
entryPoints:
  web: {address: "127.0.0.1:$web"}
  websecure: {address: "127.0.0.1:$websecure"}
  stream: {address: "127.0.0.1:$stream"}
  datagram: {address: "127.0.0.1:$stream/udp"}
  traefik: {address: "127.0.0.1:$api"}
log: {level: INFO, noColor: true, filePath: "$dir/log/traefik.log"}
CONFIG
  start "$dir" traefik "$TRAEFIK" --configFile="$dir/traefik/traefik.yml"
}

await_traefik() { wait_for 20 "$1" traefik answers "http://127.0.0.1:$2/api/version"; }
