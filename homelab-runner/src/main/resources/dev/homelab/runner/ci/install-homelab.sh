#!/bin/sh
# Installs homelab for the user who runs this, such as gitlab-runner, outside of every work tree:
#
#   sh install-homelab.sh homelab.jar
#
# Written by "homelab ci init", which put the checksum of its own jar in here: another jar is refused.
set -eu

sha256=@SHA256@
home=${HOMELAB_HOME:-$HOME/.local/share/homelab}
jar=${1:?say which jar: sh install-homelab.sh homelab.jar}

fail() {
    printf 'install-homelab.sh: %s\n' "$1" >&2
    exit 1
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null 2>&1 || fail "no Java here. Install a JRE, 17 or later:

  sudo apt-get install openjdk-17-jre-headless"
[ "$(sha256sum <"$jar")" = "$sha256  -" ] || fail "\"$jar\" is another jar than this file is for. Nothing was installed.
Get the one whose SHA-256 is $sha256, or write this file anew with the jar that you have:

  java -jar \"$jar\" ci init gitlab --force"

mkdir -p "$home/lib" "$home/bin"
cp "$jar" "$home/lib/homelab.jar.new"
mv "$home/lib/homelab.jar.new" "$home/lib/homelab.jar"
cat >"$home/bin/homelab.new" <<SH
#!/bin/sh
# homelab, with what it needs to start fast. Written by install-homelab.sh.
exec \${JAVA_HOME:+"\$JAVA_HOME/bin/"}java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \\
    -XX:SharedArchiveFile="$home/lib/homelab.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$home/lib/homelab.jar" dev.homelab.runner.cli.Main "\$@"
SH
chmod +x "$home/bin/homelab.new"
mv "$home/bin/homelab.new" "$home/bin/homelab"

# Classes that are read and checked already: a start takes about half the time. Without it all works the same.
warm=$(mktemp -d)
trap 'rm -rf "$warm"' EXIT
mkdir -p "$warm/services/media"
cat >"$warm/services/inventory.yaml" <<'YAML'
homelab: warm
key: env:HOMELAB_KEY
domain: home.arpa
record: {path: /nonexistent}
hosts:
  box: {address: 192.0.2.1, connection: local}
targets:
  box: {kind: compose, host: box, root: /nonexistent}
YAML
cat >"$warm/services/media/wiki.yaml" <<'YAML'
name: wiki
host: box
containers: {server: {image: "wiki:1"}}
YAML
rm -f "$home/lib/homelab.jsa"
HOMELAB_KEY=warms-up-and-is-no-key-of-any-homelab "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -XX:ArchiveClassesAtExit="$home/lib/homelab.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$home/lib/homelab.jar" dev.homelab.runner.cli.Main \
    detect --services "$warm/services" >/dev/null 2>&1 || true

printf 'homelab is in %s\n' "$home"
"$home/bin/homelab" --version
