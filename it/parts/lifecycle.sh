# shellcheck shell=bash
# Up and down: what is started, in which order, and what a caller is told.

SERVERS=(glance traefik sshd dockerd registry private-registry)

up() {
  local dir=$1 ssh web websecure api glance registry private stream name
  shift
  require_root "up $dir"
  require_installed
  for name in "${SERVERS[@]}" "${MORE[@]}"; do
    if alive "$dir" "$name"; then die "$name already runs for $dir; stop it first: $0 down $dir"; fi
  done
  mkdir -p "$dir/log" "$dir/run" "$dir/stacks"
  read -r ssh web websecure api glance registry private stream <<<"$(free_ports 8)"
  end_when_convenient
  # shellcheck disable=SC2064 # expanded now: the function's variables are gone when the trap runs
  trap "up_failed $dir" EXIT
  say "starting dockerd, two registries, sshd, Traefik and Glance in $dir"
  start_dockerd "$dir"
  start_registry "$dir" "$registry"
  start_private_registry "$dir" "$private"
  start_sshd "$dir" "$ssh"
  start_traefik "$dir" "$web" "$websecure" "$api" "$stream"
  start_glance "$dir" "$glance"
  for name in "$@"; do "start_$name" "$dir"; done
  await_sshd "$dir" "$ssh"
  await_traefik "$dir" "$api"
  await_glance "$dir" "$glance"
  await_registry "$dir" "$registry"
  await_private_registry "$dir" "$private"
  await_dockerd "$dir"
  choose_docker_client "$dir"
  import_images "$dir"
  check_session "$dir" "$ssh"
  for name in "$@"; do "await_$name" "$dir"; done
  end_if_asked
  write_env "$dir" "$ssh" "$web" "$websecure" "$api" "$glance" "$registry" "$private" "$stream" "$@"
  trap - EXIT
  say "ready: $dir/servers.env"
}

up_failed() {
  trap - EXIT
  begin_cleaning
  say "not everything started, stopping the rest; logs: $1/log"
  down "$1"
  exit 1
}

# Written last and renamed into place: who finds it finds servers that answer.
write_env() {
  local dir=$1 ssh=$2 web=$3 websecure=$4 api=$5 glance=$6 registry=$7 private=$8 stream=$9 name
  shift 9
  cat >"$dir/servers.env.part" <<ENV
SSH_PORT=$ssh
SSH_USER=root
SSH_KEY=$dir/ssh/client_key
SSH_KNOWN_HOSTS=$dir/ssh/known_hosts
DOCKER_HOST=unix://$dir/docker.sock
DOCKER_CONFIG=$dir/docker-config
REGISTRY=127.0.0.1:$registry
PRIVATE_REGISTRY=127.0.0.1:$private
PRIVATE_REGISTRY_USER=reader
PRIVATE_REGISTRY_PASSWORD=$(cat "$dir/private-registry-password")
TRAEFIK_API=http://127.0.0.1:$api
TRAEFIK_ENTRY=http://127.0.0.1:$web
TRAEFIK_ENTRY_TLS=https://127.0.0.1:$websecure
TRAEFIK_ENTRY_STREAM=127.0.0.1:$stream
TRAEFIK_DIR=$dir/traefik/dynamic
GLANCE_URL=http://127.0.0.1:$glance
GLANCE_DIR=$dir/glance/config
GLANCE_PROGRAM=$GLANCE
STACKS_DIR=$dir/stacks
ENV
  for name in "$@"; do "env_$name" "$dir" >>"$dir/servers.env.part"; done
  mv -f "$dir/servers.env.part" "$dir/servers.env"
}

# Logs, stacks and the engine's data stay, for whoever wants to know what happened.
down() {
  local dir=$1 name
  require_root "down $dir"
  rm -f "$dir/servers.env"
  remove_containers "$dir"
  for name in "${MORE[@]}" "${SERVERS[@]}"; do stop "$dir" "$name"; done
  unmount_leftovers "$dir"
  say "stopped what ran in $dir"
}
