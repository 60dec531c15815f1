// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.discord.DiscordNotifier;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Notify;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Notifier;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of a run: those a program named, and those the inventory names. */
final class Notifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

    private Notifiers() {}

    static List<Notifier> of(Inventory inventory, Secrets secrets, List<Notifier> given) {
        List<Notifier> all = new ArrayList<>(given);
        inventory.channels().flatMap(Notify::discord).ifPresent(discord -> {
            try {
                String webhook = secrets.resolve(discord.webhook(), Where.nowhere());
                all.add(new DiscordNotifier(new Http(), webhook));
            } catch (TargetException e) {
                LOG.warn("Discord is not told: {} has no value.", discord.webhook()); // a message is no reason to stop
            }
        });
        return all;
    }
}
