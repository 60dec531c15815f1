# shellcheck shell=bash
# What every part needs: words for people, waiting, and processes remembered by pid.

say() { printf 'it/servers: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# known NAME...: refuses a server of which parts/more has no part.
known() {
  local name
  for name in "$@"; do
    [ -e "$IT_HOME/parts/more/$name.sh" ] || die "there is no server \"$name\", only ${MORE[*]}"
  done
}

require_root() {
  [ "$(id -u)" = 0 ] || die "needs root (the Docker engine does): sudo $0 $*"
}

# A folder whose path survives sshd_config, YAML and a shell's `source` unquoted, and leaves room for the
# engine's own sockets below it (a Unix socket's path ends at 107 bytes).
state_folder() {
  local dir
  dir=$(realpath -m -- "$1")
  [[ $dir =~ ^/[A-Za-z0-9._/-]+$ ]] || die "$dir: choose a folder of letters, digits and . _ - only"
  [ ${#dir} -le 60 ] || die "$dir: path too long (${#dir} of 60 characters), sockets would not fit"
  printf '%s' "$dir"
}

# wait_for SECONDS DIR NAME COMMAND...: polls until COMMAND succeeds; shows the end of the log when server
# NAME died or the time is over.
wait_for() {
  local seconds=$1 dir=$2 name=$3 deadline
  shift 3
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    end_if_asked
    if ! alive "$dir" "$name" || [ "$SECONDS" -ge "$deadline" ]; then
      say "$name does not answer (waited up to $seconds s); the end of $dir/log/$name.log:"
      tail -n 15 "$dir/log/$name.log" >&2 || true
      return 1
    fi
    sleep 0.1
  done
}

answers() { curl -fsS --noproxy '*' --max-time 2 -o /dev/null "$1"; }

# Prints COUNT different free loopback ports; all are held until the last is found, so none repeats.
free_ports() {
  python3 - "$1" <<'PYTHON'
import socket, sys
held = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PYTHON
}

# The start time tells a process from a later one that was given the same pid.
start_time() { sed -E 's/^.*\) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# A signal must not come between starting a server and remembering it, so it is noted and obeyed later.
ASKED_TO_END=

end_when_convenient() { trap 'ASKED_TO_END=yes' INT TERM HUP; }

end_if_asked() { [ -z "$ASKED_TO_END" ] || exit 143; }

begin_cleaning() { ASKED_TO_END=; }

# start DIR NAME COMMAND...: runs COMMAND free of this terminal and remembers it.
start() {
  end_if_asked
  local dir=$1 name=$2 pid
  shift 2
  setsid "$@" >>"$dir/log/$name.log" 2>&1 </dev/null &
  pid=$!
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$dir/run/$name"
}

alive() {
  local pid started
  read -r pid started 2>/dev/null <"$1/run/$2" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] || return 1
  [ "$(sed -E 's/^.*\) //' "/proc/$pid/stat" | cut -d' ' -f1)" != Z ]
}

stop() {
  local dir=$1 name=$2 pid deadline
  if alive "$dir" "$name"; then
    read -r pid _ <"$dir/run/$name"
    kill -TERM "$pid" 2>/dev/null || true
    deadline=$((SECONDS + 20))
    while alive "$dir" "$name" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    if alive "$dir" "$name"; then
      say "$name ($pid) did not stop when asked, so it was killed"
      kill -KILL "$pid" 2>/dev/null || true
    fi
  fi
  rm -f "$dir/run/$name"
}
