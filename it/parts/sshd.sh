# shellcheck shell=bash
# One SSH host: its sessions find the engine and Compose through SetEnv, so no file of the user's changes.

start_sshd() {
  local dir=$1 port=$2 ssh=$1/ssh
  mkdir -p "$ssh" /run/sshd
  [ -e "$ssh/host_key" ] || ssh-keygen -q -t ed25519 -N '' -C homelab-it-host -f "$ssh/host_key"
  [ -e "$ssh/client_key" ] || ssh-keygen -q -t ed25519 -N '' -C homelab-it-client -f "$ssh/client_key"
  cp "$ssh/client_key.pub" "$ssh/authorized_keys"
  printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$ssh/host_key.pub")" >"$ssh/known_hosts"
  sshd_config "$dir" "$port" >"$ssh/sshd_config"
  start "$dir" sshd "$(command -v sshd)" -D -e -f "$ssh/sshd_config"
}

# SetEnv counts once, so everything is on one line.
sshd_config() {
  local dir=$1 port=$2 pam=no
  # Without PAM sshd refuses every key of an account whose password is locked.
  if grep -q '^root:!' /etc/shadow; then pam=yes; fi
  cat <<CONFIG
ListenAddress 127.0.0.1
Port $port
PidFile none
HostKey $dir/ssh/host_key
AuthorizedKeysFile $dir/ssh/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM $pam
PrintMotd no
LogLevel VERBOSE
Subsystem sftp internal-sftp
SetEnv DOCKER_HOST=unix://$dir/docker.sock DOCKER_CONFIG=$dir/docker-config PATH=$dir/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CONFIG
}

ssh_in() {
  local dir=$1 port=$2
  shift 2
  ssh -F none -i "$dir/ssh/client_key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=2 \
    -o UserKnownHostsFile="$dir/ssh/known_hosts" -o StrictHostKeyChecking=yes -p "$port" root@127.0.0.1 "$@" </dev/null
}

await_sshd() {
  local dir=$1 port=$2
  wait_for 15 "$dir" sshd ssh_in "$dir" "$port" true
}

# What the tests rely on: an SSH session reaches the engine and has Compose.
check_session() {
  local dir=$1 port=$2
  ssh_in "$dir" "$port" 'docker version && docker compose version' >"$dir/log/session.log" 2>&1 && return 0
  say "an SSH session cannot use docker or docker compose:"
  tail -n 15 "$dir/log/session.log" >&2
  return 1
}
