# shellcheck shell=bash
# A registry of images that is empty at first. An engine needs no TLS for one at 127.0.0.1.

start_registry() {
  local dir=$1 port=$2
  mkdir -p "$dir/registry"
  cat >"$dir/registry/config.yml" <<CONFIG
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $dir/registry/data}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$port"}
CONFIG
  start "$dir" registry docker-registry serve "$dir/registry/config.yml"
}

await_registry() { wait_for 20 "$1" registry answers "http://127.0.0.1:$2/v2/"; }
