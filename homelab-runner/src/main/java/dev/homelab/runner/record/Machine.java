// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A process and where it runs, so that others there can see whether it still lives.
 *
 * @param place one start of one kernel, one namespace of processes, one user; empty where that is unknown, as on other
 *     systems than Linux. Two processes with the same place see each other.
 * @param process its number
 * @param started when it began, in milliseconds, since numbers are used again; 0 if unknown
 */
record Machine(String place, long process, long started) {

    /** Two looks at one process may differ by as much, when the clock is set in between. */
    private static final Duration BLUR = Duration.ofSeconds(10);

    static Machine here() {
        ProcessHandle self = ProcessHandle.current();
        return new Machine(thisPlace(), self.pid(), started(self));
    }

    /** Returns whether it certainly lives no more. */
    boolean isDead() {
        return !place.isEmpty()
                && place.equals(thisPlace())
                && ProcessHandle.of(process).filter(this::isSame).isEmpty();
    }

    private boolean isSame(ProcessHandle found) {
        return found.isAlive() && Math.abs(started(found) - started) <= BLUR.toMillis();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisPlace() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return String.join(" ", boot.strip(), namespace, System.getProperty("user.name", ""));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
