// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;

/** The key {@code discord} under {@code notify:}. */
public final class DiscordFactory implements NotifierFactory<DiscordSettings> {

    @Override
    public String key() {
        return "discord";
    }

    @Override
    public Class<DiscordSettings> settings() {
        return DiscordSettings.class;
    }

    @Override
    public Notifier notifier(DiscordSettings settings, SecretResolver secrets, HttpClient http) {
        return new DiscordNotifier(http, secrets.resolve(settings.webhook(), Where.nowhere()));
    }
}
