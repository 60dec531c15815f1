// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Session;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What targets hold that homelab does not manage, read once by one sign-in for each. Writes nothing. */
public final class UnmanagedReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedReader.class);

    private final Inventory inventory;
    private final Map<Target, Session<?>> sessions = new LinkedHashMap<>();
    private final Map<String, List<Problem>> unavailable = new LinkedHashMap<>();

    private UnmanagedReader(Inventory inventory) {
        this.inventory = inventory;
    }

    static UnmanagedReader of(List<Target> targets, List<CompletableFuture<Session<?>>> looked, Inventory inventory) {
        UnmanagedReader reader = new UnmanagedReader(inventory);
        for (int i = 0; i < targets.size(); i++) {
            try {
                reader.sessions.put(targets.get(i), looked.get(i).join());
            } catch (CompletionException e) {
                RuntimeException failure = e.getCause() instanceof RuntimeException cause ? cause : e;
                reader.unavailable.put(targets.get(i).name(), UnexpectedError.problems(Where.nowhere(), failure));
            }
        }
        return reader;
    }

    /** Returns the inventory whose targets are read. */
    public Inventory inventory() {
        return inventory;
    }

    /** Returns the targets that could not be read, and why. */
    public Map<String, List<Problem>> unavailable() {
        return Collections.unmodifiableMap(unavailable);
    }

    /** Returns what the targets of a wave that were read hold for these services, by the names of the targets. */
    public Map<String, Existing> existing(Wave wave, List<Definition> definitions) {
        Map<String, Existing> existing = new LinkedHashMap<>();
        sessions.forEach((target, session) -> {
            if (target.wave() == wave) {
                existing.put(target.name(), session.existing(definitions, inventory));
            }
        });
        return existing;
    }

    /** What goes wrong here must not hide what was read. */
    @Override
    public void close() {
        sessions.forEach((target, session) -> {
            try {
                session.close();
            } catch (RuntimeException e) {
                LOG.warn("Signing out of {} failed: {}", target.name(), e.getMessage());
            }
        });
    }
}
