// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.hosts;

import dev.homelab.lab.http.Faults;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The target: a file that is replaced as a whole, counts its writes, and fails when it is told to. */
final class HostsFile {

    private final Path file;
    private final Faults faults = new Faults();
    private int writes;

    HostsFile(Path file) {
        this.file = file;
    }

    Faults faults() {
        return faults;
    }

    int writes() {
        return writes;
    }

    List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replaces all lines.
     *
     * @throws TargetException if it cannot be written, or nobody knows whether it was
     */
    void write(List<String> lines) {
        if (!faults.allowWrite()) {
            throw failed("cannot be written");
        }
        try {
            Files.write(file, lines);
            writes++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (faults.losesAnswer()) {
            throw failed("may be written or not");
        }
    }

    private TargetException failed(String what) {
        return new TargetException(new Problem(
                "hosts file not written",
                Where.target("hosts", file.toString()),
                "the file %s.".formatted(what),
                "let the user who runs this write it."));
    }
}
