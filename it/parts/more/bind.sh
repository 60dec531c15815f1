# shellcheck shell=bash
# BIND as the primary server of one zone that a key made for it may read and update. It asks no other server anything.

bind_folder() { printf '%s/bind' "$1"; }

install_bind() { install_package named bind9; }

start_bind() {
  local dir=$1 folder port
  folder=$(bind_folder "$dir")
  port=$(free_ports 1)
  mkdir -p "$folder"
  printf '%s\n' "$port" >"$folder/port"
  (umask 077 && tsig-keygen -a hmac-sha256 homelab >"$folder/key")
  # shellcheck disable=SC2016 # words of a zone file
  printf '%s\n' '$TTL 300' '@ IN SOA ns root 1 3600 600 86400 300' '@ IN NS ns' 'ns IN A 127.0.0.1' >"$folder/home.arpa.zone"
  cat >"$folder/named.conf" <<CONF
include "$folder/key";
options {
  directory "$folder";
  pid-file "$folder/pid";
  session-keyfile none;
  listen-on port $port { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion no;
  empty-zones-enable no;
  dnssec-validation no;
  notify no;
  allow-transfer { none; };
};
controls { };
zone "." { type hint; file "/dev/null"; };
zone "home.arpa" {
  type primary;
  file "home.arpa.zone";
  allow-update { key homelab; };
  allow-transfer { key homelab; };
};
CONF
  start "$dir" bind named -g -n 1 -c "$folder/named.conf"
}

await_bind() { wait_for 20 "$1" bind dig +time=1 +tries=1 @127.0.0.1 -p "$(cat "$(bind_folder "$1")/port")" home.arpa soa; }

env_bind() {
  local folder
  folder=$(bind_folder "$1")
  printf 'BIND_PORT=%s\nBIND_KEY=%s\n' "$(cat "$folder/port")" "$(sed -n 's/.*secret "\(.*\)".*/\1/p' "$folder/key")"
}
