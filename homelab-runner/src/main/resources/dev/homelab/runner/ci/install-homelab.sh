#!/bin/sh
# Installs homelab for the user who runs the jobs, such as @USER@, outside of every work tree:
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
command -v git >/dev/null 2>&1 || fail "no git here. Install it:

  sudo apt-get install git"
[ "$(sha256sum <"$jar")" = "$sha256  -" ] || fail "\"$jar\" is another jar than this file is for. Nothing was installed.
Get the one whose SHA-256 is $sha256, or generate this file again with the jar that you have:

  java -jar \"$jar\" ci init @SERVER@ --force"

mkdir -p "$home/lib" "$home/bin"
cp "$jar" "$home/lib/homelab.jar.new"
mv "$home/lib/homelab.jar.new" "$home/lib/homelab.jar"
cat >"$home/bin/homelab.new" <<SH
#!/bin/sh
# homelab, with what it needs to start fast. Written by install-homelab.sh.
exec \${JAVA_HOME:+"\$JAVA_HOME/bin/"}java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn16m -Xshare:auto \\
    -XX:SharedArchiveFile="$home/lib/homelab.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$home/lib/homelab.jar" dev.homelab.runner.cli.Main "\$@"
SH
chmod +x "$home/bin/homelab.new"
mv "$home/bin/homelab.new" "$home/bin/homelab"

# Classes that are read and checked already: a start takes about half the time. They are those that a run uses against the lab,
# stand-ins for all servers on 127.0.0.1 that are in the jar. Without them all works the same.
warm=$(mktemp -d)
trap 'rm -rf "$warm"' EXIT
warm_up() (
    mkdir -p "$warm/services/media"
    mkfifo "$warm/stdin"
    "$java" -cp "$home/lib/homelab.jar" dev.homelab.lab.Main "$warm/lab" <"$warm/stdin" &
    exec 9>"$warm/stdin" # the lab ends when this does
    seconds=0
    until [ -s "$warm/lab/lab.env" ]; do
        [ "$seconds" -lt 60 ] && kill -0 $! || return 1
        seconds=$((seconds + 1))
        sleep 1
    done
    . "$warm/lab/lab.env"
    cp "$warm/lab/inventory.yaml" "$warm/services/inventory.yaml"
    cat >"$warm/services/media/wiki.yaml" <<'YAML'
name: wiki
host: docker-media
containers: {server: {image: "wiki:1", ports: ["8001:80"]}}
routes: [{container: server, port: 80}]
sso: {kind: forward-auth, groups: [family]}
widget: {}
YAML
    code=0
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$home/lib/homelab.jsa" -Xlog:cds=off \
        -Xlog:cds+dynamic=off -cp "$home/lib/homelab.jar" dev.homelab.runner.cli.Main \
        apply --services "$warm/services" || code=$?
    exec 9>&-
    wait
    return "$code"
)
rm -f "$home/lib/homelab.jsa"
warm_up >"$warm/log" 2>&1 || {
    echo 'install-homelab.sh: no lab could be started here, so starts will be slower:' >&2
    tail -n 5 "$warm/log" >&2
}

printf 'homelab is in %s\n' "$home"
"$home/bin/homelab" --version
