// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.http.Faults;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Counts the changes of a host, and says which are refused. What lies below an ignored path is free. */
final class Writes {

    private final Faults faults;
    private final AtomicInteger count = new AtomicInteger();
    private final List<String> ignored = new CopyOnWriteArrayList<>();
    private volatile BooleanSupplier judge = () -> true;
    private volatile Optional<String> full = Optional.empty();

    Writes(Faults faults) {
        this.faults = faults;
    }

    void ignore(String prefix) {
        ignored.add(prefix);
    }

    int count() {
        return count.get();
    }

    /** Counts one change and returns whether it may be made; a refused one is not counted. */
    boolean allow() {
        boolean allowed = faults.allowWrite();
        if (allowed) {
            count.incrementAndGet();
        }
        return allowed;
    }

    /** The same for a change of one path of the host. */
    boolean allow(String path) {
        return isIgnored(path) ? judge.getAsBoolean() : allow();
    }

    /** Asks about data for a file that was opened; what is not ignored was asked about then. */
    boolean allowData(String path) {
        return !isIgnored(path) || judge.getAsBoolean();
    }

    /** Lets no data be written below this path, such as {@code /}; nothing if the disk has room again. */
    void fill(Optional<String> path) {
        full = path;
    }

    boolean isFull(String path) {
        return full.filter(prefix -> path.startsWith(prefix)).isPresent();
    }

    /** Asks before each change of an ignored path from now on whether it may be made. */
    void askIgnored(BooleanSupplier nextJudge) {
        judge = nextJudge;
    }

    private boolean isIgnored(String path) {
        return ignored.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
