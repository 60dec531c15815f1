# shellcheck shell=bash
# dnsmasq, which answers for what hosts files say. It reads those of its hostsdir again by itself, and the other one by a signal.

dnsmasq_folder() { printf '%s/dnsmasq' "$1"; }

install_dnsmasq() { install_package dnsmasq dnsmasq-base; }

start_dnsmasq() {
  local dir=$1 folder port
  folder=$(dnsmasq_folder "$dir")
  port=$(free_ports 1)
  mkdir -p "$folder/hostsdir"
  printf '%s\n' "$port" >"$folder/port"
  : >"$folder/hosts"
  start "$dir" dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root \
    --listen-address=127.0.0.1 --bind-interfaces --port="$port" --pid-file="$folder/pid" --local=/home.arpa/ --addn-hosts="$folder/hosts" --hostsdir="$folder/hostsdir"
}

await_dnsmasq() { wait_for 20 "$1" dnsmasq dig +time=1 +tries=1 @127.0.0.1 -p "$(cat "$(dnsmasq_folder "$1")/port")" version.bind chaos txt; }

env_dnsmasq() {
  local folder
  folder=$(dnsmasq_folder "$1")
  printf 'DNSMASQ_PORT=%s\nDNSMASQ_HOSTS=%s/hosts\nDNSMASQ_HOSTSDIR=%s/hostsdir\nDNSMASQ_PID_FILE=%s/pid\n' \
    "$(cat "$folder/port")" "$folder" "$folder" "$folder"
}
