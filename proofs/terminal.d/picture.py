#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""picture.py RECORDING SVG: draws two moments of a recording one below the other: while an image is pulled, and the end."""
import html, re, sys
import screen

WIDTH, HEIGHT, SIZE, EDGE = 8.43, 19, 14, 16  # of a character, of a line, of the font, around it all
COLORS = {"31": "#ff7b72", "32": "#7ee787", "33": "#f2cc60", "1": "#ffffff"}
INK, DIM, PAPER, LINE = "#d0d7de", "#8b949e", "#161b22", "#30363d"


def moments(file):
    """Returns the lines when an image is pulled, if possible while another service is at work, and at the end; each a list of (character, style)."""
    header, events = screen.read(file)
    frames, both, terminal = [], [], screen.Screen(header["width"])
    for _, _, text in events:
        terminal.feed(text)
        if any(re.search(r"pulling .*layers.* s$", line) for line in terminal.text()):
            (both if sum(bool(re.search(r"  \d+ s$", line)) for line in terminal.text()) > 1 else frames).append(
                [list(line) for line in terminal.lines])
    frames = both or frames
    return header["width"], [frames[len(frames) // 2], terminal.lines]


def trimmed(lines, command):
    """Returns the lines without empty ones at the end, below the command that printed them."""
    lines = [line for line in lines]
    while lines and not "".join(c for c, _ in lines[-1]).strip():
        lines.pop()
    return [[(c, "1") for c in "$ " + command]] + lines


def spans(line):
    """Returns a line as parts of one style each, and the column each begins in."""
    parts, column = [], 0
    for c, style in line:
        if c and parts and parts[-1][1] == style:
            parts[-1][2] += c
        elif c:
            parts.append([column, style, c])
        column += 1
    return parts


def drawn(lines, top):
    for number, line in enumerate(lines):
        text = "".join(c for c, _ in line)
        is_live = re.search(r"  \d+ s$", text)
        for column, style, part in spans(line):
            if part.strip():
                color = COLORS.get(style.split(" ")[-1], "#79c0ff" if is_live else INK) if style or is_live else INK
                left = column + len(part) - len(part.lstrip())
                yield '<text x="%.1f" y="%.1f" fill="%s"%s textLength="%.1f">%s</text>' % (
                    EDGE + left * WIDTH, top + number * HEIGHT, color, ' font-weight="bold"' if style == "1" else "",
                    len(part.strip()) * WIDTH, html.escape(part.strip()))


columns, (during, end) = moments(sys.argv[1])
during, end = trimmed(during, "homelab apply"), trimmed(end, "homelab apply")
begin = max((i for i, line in enumerate(end) if "".join(c for c, _ in line).startswith("Applying")), default=0)
end = end[begin:]
width = columns * WIDTH + 2 * EDGE
middle = EDGE * 2 + len(during) * HEIGHT + HEIGHT
height = middle + (len(end) + 1) * HEIGHT + EDGE
rows = list(drawn(during, EDGE + SIZE)) + list(drawn(end, middle + HEIGHT + 4))
with open(sys.argv[2], "w", encoding="utf-8") as svg:
    svg.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="%d" xml:space="preserve">\n' % (width, height, SIZE))
    svg.write("<title>homelab apply on a terminal: while an image is pulled, and in the end</title>\n")
    svg.write('<rect width="100%%" height="100%%" rx="8" fill="%s"/>\n' % PAPER)
    svg.write('<line x1="0" x2="100%%" y1="%.0f" y2="%.0f" stroke="%s"/>\n' % (middle - HEIGHT / 2, middle - HEIGHT / 2, LINE))
    svg.write("\n".join(rows) + "\n</svg>\n")
