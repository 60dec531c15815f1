#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check.py FILE SEEN LEFT: checks a recording: never silent for more than two seconds once it has begun, no line longer
than the terminal, every text of the file SEEN was shown at some time, and the last screen has every text of the file LEFT and nothing of what was at work.
Prints its figure."""
import re, sys
import screen

header, events = screen.read(sys.argv[1])
terminal = screen.Screen(header["width"])
frames, last, silence, begun = set(), 0, 0, events[0][0]
for at, _, text in events:
    silence = max(silence, at - last) if frames else 0
    last = at
    terminal.feed(text)
    frames.update(terminal.text())
problems = []
if begun > 5:
    problems.append("begins after %.1f s" % begun)
if silence > 2:
    problems.append("silent for %.1f s" % silence)
problems += ["longer than %d columns: %s" % (header["width"], line) for line in terminal.wrapped]
problems += ["unknown control sequence %r" % one for one in terminal.unknown]
seen = "\n".join(frames)
left = terminal.text()
for wanted in open(sys.argv[2], encoding="utf-8").read().splitlines():
    if not re.search(wanted, seen, re.M):
        problems.append("never shown: " + wanted)
for wanted in open(sys.argv[3], encoding="utf-8").read().splitlines():
    if not re.search(wanted, "\n".join(left), re.M):
        problems.append("not on the last screen: " + wanted)
problems += ["still on the last screen: " + line for line in left if re.search(r"  \d+ s$", line)]
print("\n".join(problems + ["", "The last screen:"] + left), file=sys.stderr)
print("%d columns: %.0f s, begins after %.1f s, then never silent for more than %.1f s, %d different lines, none too long" % (
    header["width"], last, begun, silence, len(frames)))
sys.exit(1 if problems else 0)
