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

/** The notifiers of a run: those a program named, and those the inventory names. */
final class Notifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

    private Notifiers() {}

    static List<Notifier> of(
            Inventory inventory, Secrets secrets, List<NotifierFactory<?>> factories, List<Notifier> given) {
        List<Notifier> all = new ArrayList<>(given);
        for (Channel channel : inventory.channels().values()) {
            for (NotifierFactory<?> factory : factories) {
                if (factory.key().equals(channel.key())) {
                    add(factory, channel, secrets, all);
                }
            }
        }
        return all;
    }

    private static void add(NotifierFactory<?> factory, Channel channel, Secrets secrets, List<Notifier> all) {
        try {
            all.add(factory.cast(channel.settings(), secrets, new Http()));
        } catch (TargetException e) { // a notification is no reason to stop
            LOG.warn("No notifications are sent to {}: {}", channel.key(), e.getMessage());
        }
    }
}
