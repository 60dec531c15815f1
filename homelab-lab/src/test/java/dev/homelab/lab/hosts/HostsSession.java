// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.hosts;

import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a hosts file and changes it, a line at a time. Whatever else is in it stays, byte for byte. */
final class HostsSession implements OneByOneSession<HostsLine> {

    private final HostsFile file;

    HostsSession(HostsFile file) {
        this.file = file;
    }

    @Override
    public List<Observed<HostsLine>> observe() {
        return file.lines().stream()
                .map(HostsLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Replaces the line where it is, so that one that is given back is where its person had it. */
    @Override
    public void put(Observed<HostsLine> picture) {
        List<String> lines = new ArrayList<>(file.lines());
        if (lines.stream().noneMatch(line -> isOf(picture, line))) {
            lines.add(HostsLine.text(picture));
        }
        lines.replaceAll(line -> isOf(picture, line) ? HostsLine.text(picture) : line);
        write(lines);
    }

    @Override
    public void remove(Observed<HostsLine> picture) {
        List<String> lines = new ArrayList<>(file.lines());
        lines.removeIf(line -> isOf(picture, line));
        write(lines);
    }

    @Override
    public void close() {
        // nothing is open
    }

    /** What is as wanted already is no write: doing anything twice is harmless. */
    private void write(List<String> lines) {
        if (!lines.equals(file.lines())) {
            file.write(lines);
        }
    }

    private static boolean isOf(Observed<HostsLine> picture, String line) {
        return HostsLine.parse(line)
                .filter(found -> found.key().equals(picture.key()))
                .isPresent();
    }
}
