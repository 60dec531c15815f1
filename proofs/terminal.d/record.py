#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""record.py COLUMNS ROWS FILE COMMAND...: runs a command on a pseudo-terminal, agrees to what it asks, and records what it prints.
Presses Ctrl-C once the text of the variable INTERRUPT is shown, if there is one.

The recording is an asciicast (version 2). Ends with the exit code of the command."""
import fcntl, json, os, pty, select, struct, sys, termios, time

columns, rows, file, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
pid, terminal = pty.fork()
if pid == 0:
    for name in ("CI", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    os.environ["TERM"] = "xterm-256color"
    time.sleep(0.2)  # until the size is set
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
begun = time.time()
asked = b""
interrupt = os.environ.get("INTERRUPT", "").encode()
with open(file, "w", encoding="utf-8") as recording:
    recording.write(json.dumps({"version": 2, "width": columns, "height": rows}) + "\n")
    rest = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], 120)
        try:
            data = os.read(terminal, 65536) if ready else b""
        except OSError:  # the end, as Linux says it
            data = b""
        if not data:
            break
        now = time.time() - begun
        asked = (asked + data)[-200:]
        if interrupt and interrupt in data:
            os.write(terminal, b"\x03")
            interrupt = b""
        if asked.endswith(b"[y/N] "):
            time.sleep(1)
            os.write(terminal, b"y\n")
            asked = b""
        whole = rest + data
        text = whole.decode("utf-8", "ignore")
        rest = whole[len(text.encode("utf-8")):] if whole.startswith(text.encode("utf-8")) else b""
        recording.write(json.dumps([round(now, 3), "o", text]) + "\n")
    recording.write(json.dumps([round(time.time() - begun, 3), "o", ""]) + "\n")
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
