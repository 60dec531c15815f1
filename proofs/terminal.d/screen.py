# SPDX-License-Identifier: Apache-2.0
"""A small terminal: what a recording shows at each moment. It knows the control sequences that homelab prints, and no other."""
import json, re, unicodedata

CONTROL = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")


class Screen:
    def __init__(self, columns):
        self.columns = columns
        self.lines = [[]]  # of (character, style)
        self.row = self.column = 0
        self.style = ""
        self.wrapped = []  # the lines that were longer than the terminal
        self.unknown = []

    def feed(self, text):
        at = 0
        while at < len(text):
            c = text[at]
            if c == "\x1b":
                found = CONTROL.match(text, at)
                if not found:
                    self.unknown.append(text[at:at + 8])
                    at += 1
                    continue
                self.control(found.group(1), found.group(2))
                at = found.end()
                continue
            at += 1
            if c == "\r":
                self.column = 0
            elif c == "\n":
                self.row += 1
                if self.row == len(self.lines):
                    self.lines.append([])
            elif c >= " ":
                self.put(c)
            else:
                self.unknown.append(c)

    def put(self, c):
        width = 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if self.column + width > self.columns:
            self.wrapped.append("".join(one for one, _ in self.lines[self.row]) + c)
            self.row += 1
            self.column = 0
            if self.row == len(self.lines):
                self.lines.append([])
        line = self.lines[self.row]
        while len(line) < self.column:
            line.append((" ", ""))
        line[self.column:self.column + 1] = [(c, self.style)]
        if width == 2:
            line[self.column + 1:self.column + 2] = [("", self.style)]
        self.column += width

    def control(self, numbers, letter):
        if letter == "A":
            self.row = max(0, self.row - int(numbers or 1))
        elif letter == "K":
            del self.lines[self.row][self.column:]
        elif letter == "J":
            del self.lines[self.row][self.column:]
            del self.lines[self.row + 1:]
        elif letter == "m":
            self.style = "" if numbers in ("", "0") else (self.style + " " + numbers).strip()
        else:
            self.unknown.append(numbers + letter)

    def text(self):
        return ["".join(c for c, _ in line).rstrip() for line in self.lines]


def read(file):
    """Returns the header and the events of a recording."""
    with open(file, encoding="utf-8") as lines:
        header = json.loads(next(lines))
        return header, [json.loads(line) for line in lines]
