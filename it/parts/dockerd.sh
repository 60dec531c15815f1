# shellcheck shell=bash
# A Docker engine of our own: nothing shared with one the machine may already run, no firewall rules, no
# forwarding. Published ports go through the engine's user-space proxy, and to 127.0.0.1 unless a stack
# says otherwise.

start_dockerd() {
  local dir=$1
  mkdir -p "$dir/docker" "$dir/docker-config/cli-plugins" "$dir/bin"
  echo '{}' >"$dir/docker/daemon.json"
  ln -sfn "$COMPOSE" "$dir/docker-config/cli-plugins/docker-compose"
  start "$dir" dockerd dockerd \
    --config-file "$dir/docker/daemon.json" \
    --data-root "$dir/docker/data" --exec-root "$dir/docker/exec" --pidfile "$dir/docker/pid" \
    --containerd-namespace "homelab-it" --containerd-plugins-namespace "homelab-it-plugins" \
    -H "unix://$dir/docker.sock" --group root \
    --bridge none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false --ip 127.0.0.1 \
    --default-address-pool "base=${HOMELAB_IT_NETWORKS:-172.24.0.0/13},size=26"
}

await_dockerd() {
  wait_for 30 "$1" dockerd curl -fsS --noproxy '*' --unix-socket "$1/docker.sock" http://docker/_ping
}

# The machine's client can be newer than the engine and refuse to speak to it; Debian's own never does.
choose_docker_client() {
  local dir=$1 client
  for client in $(type -ap docker); do
    if DOCKER_HOST=unix://$dir/docker.sock "$client" version >/dev/null 2>&1; then
      ln -sfn "$client" "$dir/bin/docker"
      return 0
    fi
  done
  say "no docker client on the PATH speaks to this engine; apt-get install docker.io brings one"
  return 1
}

docker_in() {
  local dir=$1
  shift
  DOCKER_HOST=unix://$dir/docker.sock DOCKER_CONFIG=$dir/docker-config "$dir/bin/docker" "$@"
}

# Three small web servers; no registry is asked, so stacks need `pull_policy: never` or no policy at all.
import_images() {
  local dir=$1
  import_image "$dir" 1 'homelab-test web 1' healthy
  import_image "$dir" 2 'homelab-test web 2' healthy
  import_image "$dir" broken 'homelab-test web broken' sick
}

import_image() {
  local dir=$1 tag=$2 text=$3 health=$4 root=$1/image
  rm -rf "$root"
  mkdir -p "$root/bin" "$root/www" "$root/etc" "$root/tmp"
  cp "$(command -v busybox)" "$root/bin/busybox"
  local applet
  for applet in sh httpd wget cat echo env id kill ls ps sleep true false; do
    ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
  echo "<html><body>$text</body></html>" >"$root/www/index.html"
  [ "$health" = sick ] || echo ok >"$root/www/health"
  # Process 1 has no default signal handlers: without the trap every stop would take Docker's ten seconds.
  printf '%s\n' '#!/bin/sh' "trap 'exit 0' TERM INT" 'httpd -f -p 8080 -h /www &' 'wait' >"$root/bin/serve"
  chmod 755 "$root/bin/serve"
  tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c . |
    docker_in "$dir" import --change 'CMD ["/bin/serve"]' --change 'EXPOSE 8080' - "homelab-test/web:$tag" \
      >>"$dir/log/images.log"
  rm -rf "$root"
}

# Networks are removed too: each is a bridge of the machine's that would outlive the engine.
remove_containers() {
  local dir=$1 ids
  alive "$dir" dockerd || revive_dockerd "$dir" || return 0
  ids=$(docker_in "$dir" ps -aq 2>/dev/null | xargs) || true
  # shellcheck disable=SC2086
  [ -z "$ids" ] || docker_in "$dir" rm -f $ids >/dev/null || true
  docker_in "$dir" network prune -f >/dev/null 2>&1 || true
}

# Containers outlive an engine that was killed, and only an engine takes them away. One that stopped in
# order has removed its pid file.
revive_dockerd() {
  [ -e "$1/docker/pid" ] || return 1
  say "the engine died before its containers; starting it once more to remove them"
  start_dockerd "$1"
  await_dockerd "$1"
}

# Deepest first; the engine leaves some of them behind when it is killed.
unmount_leftovers() {
  local dir=$1 point
  awk -v dir="$dir/" 'index($5, dir) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r point; do umount "$point" 2>/dev/null || umount -l "$point" || true; done
}
