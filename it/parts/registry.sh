# shellcheck shell=bash
# Two registries of images that are empty at first, one for everybody and one that asks who one is. An engine needs no TLS
# for one at 127.0.0.1.

start_registry() { serve_images "$1" registry "$2" ''; }

start_private_registry() {
  local dir=$1 port=$2
  [ -e "$dir/private-registry-password" ] || (umask 077 && random_hex 16 >"$dir/private-registry-password")
  printf 'reader:%s\n' "$(bcrypt "$(cat "$dir/private-registry-password")")" >"$dir/private-registry-users"
  serve_images "$dir" private-registry "$port" \
    "auth: {htpasswd: {realm: homelab-it, path: $dir/private-registry-users}}"
}

serve_images() {
  local dir=$1 name=$2 port=$3 more=$4
  mkdir -p "$dir/$name"
  cat >"$dir/$name/config.yml" <<CONFIG
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $dir/$name/data}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$port"}
$more
CONFIG
  start "$dir" "$name" docker-registry serve "$dir/$name/config.yml"
}

await_registry() { wait_for 20 "$1" registry answers "http://127.0.0.1:$2/v2/"; }

await_private_registry() { wait_for 20 "$1" private-registry refuses "http://127.0.0.1:$2/v2/"; }

refuses() { [ "$(curl -sS --noproxy '*' --max-time 2 -o /dev/null -w '%{http_code}' "$1")" = 401 ]; }

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# The only form that the registry takes; every Debian has a perl whose crypt knows it.
bcrypt() { perl -e 'print crypt($ARGV[0], "\$2y\$05\$" . $ARGV[1])' "$1" "$(random_hex 11)"; }
