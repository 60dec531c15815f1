// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Channel;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Notifier;
import dev.homelab.spi.NotifierFactory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifiers of a run, those a program gave and those the inventory names, and the HTTP client that they share. */
final class Notifiers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

    private final Http http = new Http();
    private final List<Notifier> all;

    /** The notifiers that a program gave. */
    Notifiers(List<Notifier> given) {
        all = new ArrayList<>(given);
    }

    /** Adds those that an inventory names; one without its secret is skipped. */
    Notifiers with(Inventory inventory, RunEnvironment environment) {
        for (Channel channel : inventory.channels().values()) {
            environment.plugins().notifiers().stream()
                    .filter(factory -> factory.key().equals(channel.key()))
                    .forEach(factory -> add(factory, channel, environment.secrets()));
        }
        return this;
    }

    List<Notifier> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        http.close();
    }

    private void add(NotifierFactory<?> factory, Channel channel, Secrets secrets) {
        try {
            all.add(factory.cast(channel.settings(), secrets, http));
        } catch (TargetException e) { // a notification is no reason to stop
            LOG.warn("No notifications are sent to {}: {}", channel.key(), e.getMessage());
        } catch (RuntimeException | Error e) { // a plugin may throw anything
            LOG.warn("No notifications are sent to {}.", channel.key(), e);
        }
    }
}
