// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a run lends to every adapter: the inventory, secrets, and connections that are closed with the run. Safe for many
 * threads.
 */
public interface Context {

    /** Returns the homelab's hosts and targets. */
    Inventory inventory();

    /** Returns where secrets are found. */
    SecretResolver secrets();

    /** Returns what encrypts secrets, so that they can be compared and journalled. */
    Sealing sealing();

    /** Returns the hosts, with at most one SSH connection each. */
    Hosts hosts();

    /** Returns the HTTP client of the run. Most adapters want {@link #api} instead. */
    HttpClient http();

    /**
     * Returns what ends waits early now. Ask for it at each wait: while changes are made and verified it is that of the run, and
     * while they are rolled back it is one that is never requested, so that a cancelled run is rolled back with patience.
     */
    Cancellation cancellation();

    /** Returns whether registries are to be asked if tags mean other images than those that run. */
    boolean refreshImages();

    /** Returns whether a person watches the run, so that it is worth finding out how far a long step is. */
    default boolean isWatched() {
        return false;
    }

    /**
     * Reports what the target is at work on for a service, for a live display. The end of a change is known without it.
     *
     * @param step a word or two, such as {@code pulling}; empty once it has ended
     * @param detail what it waits for, or how far it is; without secrets
     */
    default void report(ServiceName service, String step, String detail) {}

    /** Returns the homelab's name, which marks what belongs to it. */
    default String homelab() {
        return inventory().homelab();
    }

    /**
     * Returns the HTTP API of a target. Connects to nothing yet.
     *
     * @param base what its paths are appended to
     * @param where how problems name the target
     */
    default HttpApi api(URI base, Where where) {
        return new HttpApi(http(), this::cancellation, base, where);
    }

    /**
     * Waits until something holds: asks at once, and then each second.
     *
     * @return whether it holds; false once the limit is reached or the run is cancelled
     */
    default boolean await(BooleanSupplier condition, Duration limit) {
        return new PollPolicy(limit, Duration.ofSeconds(1))
                .await(condition::getAsBoolean, Boolean::booleanValue, cancellation());
    }
}
