# SPDX-License-Identifier: Apache-2.0
# What the proofs share. Source it; it makes $work, a folder that is gone when the proof ends.
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/hl.XXXXXX")
cleanup() { :; }
trap 'cleanup; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

fail() {
    printf 'FAILED: %s\n' "$1" >&2
    exit 1
}

note() {
    printf '  %s\n' "$1" >&2
}

# expect CODE COMMAND...: runs it, keeps what it prints in $work/out, and fails unless it ends with CODE.
expect() {
    wanted=$1
    shift
    code=0
    "$@" >"$work/out" 2>&1 || code=$?
    [ "$code" -eq "$wanted" ] || {
        cat "$work/out" >&2
        fail "\"$*\" ended with $code, not $wanted"
    }
}

# within SECONDS COMMAND...: repeats it until it succeeds.
within() {
    end=$(($(date +%s) + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$(date +%s)" -lt "$end" ] || fail "\"$*\" did not come true in time"
        sleep 0.2
    done
}

# start_lab FOLDER: a lab in a process of its own, until stop_lab.
start_lab() {
    lab=$1
    mkdir -p "$lab"
    mkfifo "$lab/stdin"
    java -cp "$top/homelab-runner/target/homelab.jar" dev.homelab.lab.Main "$lab" <"$lab/stdin" >"$lab/log" 2>&1 &
    lab_pid=$!
    exec 9>"$lab/stdin"
    within 30 test -s "$lab/lab.env"
}

stop_lab() {
    exec 9>&-
    wait "$lab_pid" || true
}
