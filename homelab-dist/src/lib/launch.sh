# SPDX-License-Identifier: Apache-2.0
# Starts the program: for the launcher of a checkout and for that of an installation, which source this.

fail() {
    printf 'homelab: %s\n' "$1" >&2
    exit 1
}

# find_java PACKAGE: sets $java, its $version as the JDK's own file has it (asking Java itself takes a start of Java), and $major.
find_java() {
    install="Install one:

  sudo apt-get install $1"
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    found=$(command -v "$java" 2>/dev/null) || fail "no Java here, and 17 or later is needed. $install"
    found=$(readlink -f -- "$found")
    version=
    if [ -f "${found%/bin/java}/release" ]; then
        while IFS='="' read -r name _ value _; do
            [ "$name" != JAVA_VERSION ] || version=$value
        done <"${found%/bin/java}/release"
    fi
    [ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
    major=${version%%[!0-9]*}
    [ "${major:-0}" -ge 17 ] || fail "this Java is version ${version:-unknown}, and 17 or later is needed. $install"
}

# make_archive FILE CLASSPATH EXAMPLE: classes that are read and checked already, made once for each program and Java by applying an
# example to the lab, stand-ins for all servers on 127.0.0.1 that are in the jar: a start takes about half the time. Without them all works
# the same.
make_archive() {
    file=$1
    classpath=$2
    example=$3
    [ ! -t 2 ] || printf 'Preparing homelab for this Java, once ...\n' >&2
    limit=
    ! command -v timeout >/dev/null 2>&1 || limit='timeout 120'
    mkdir -p "${file%/*}" 2>/dev/null && (: >"$file.$$") 2>/dev/null || return 0
    trap 'rm -f "$file.$$"; exit 130' INT TERM HUP
    # shellcheck disable=SC2086 # words, or none
    $limit "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$file.$$" -Xlog:disable -cp "$classpath" \
        dev.homelab.runner.cli.Main demo --services "$example" </dev/null >/dev/null 2>&1 || true
    trap - INT TERM HUP
    rm -f "${file%/*}"/homelab-*"-$major"[.+-]*jsa # those of an earlier program or Java
    mv -f "$file.$$" "$file"
}

# launch ARCHIVE CLASSPATH ARGUMENT...
launch() {
    archive=$1
    classpath=$2
    shift 2
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn16m -Xshare:auto -XX:SharedArchiveFile="$archive" -Xlog:cds=off \
        -Xlog:cds+dynamic=off -cp "$classpath" dev.homelab.runner.cli.Main "$@"
}
