// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.report.Notifier;

/**
 * One way to send notifications of runs: its key under {@code notify:} in the inventory, its settings, and how to make a
 * notifier of them.
 *
 * <p>Implement it with a public class that has a public constructor without parameters, and name that class in {@code
 * META-INF/services/dev.homelab.spi.NotifierFactory} of its jar.
 *
 * @param <S> the record that the section below its key is read into
 */
public interface NotifierFactory<S extends Record> {

    /** Returns the key under {@code notify:}. */
    String key();

    /** Returns the record whose components are the keys below it. */
    Class<S> settings();

    /**
     * Makes a notifier for one run; sends nothing.
     *
     * @param http the client for its messages; closed after the last one
     * @throws dev.homelab.provision.TargetException if a secret cannot be found; the run goes on without this notifier
     */
    Notifier notifier(S settings, SecretResolver secrets, HttpClient http);

    /** Makes a notifier of a section that was read into this factory's settings. */
    default Notifier cast(Record section, SecretResolver secrets, HttpClient http) {
        return notifier(settings().cast(section), secrets, http);
    }
}
