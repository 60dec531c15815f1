// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.ntfy;

import dev.homelab.adapter.support.notice.EndNotifier;
import dev.homelab.adapter.support.notice.JsonPost;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.util.Map;

/** The key {@code ntfy} under {@code notify:}. */
public final class NtfyFactory implements NotifierFactory<NtfySettings> {

    @Override
    public String key() {
        return "ntfy";
    }

    @Override
    public Class<NtfySettings> settings() {
        return NtfySettings.class;
    }

    @Override
    public Notifier notifier(NtfySettings settings, SecretResolver secrets, HttpClient http) {
        String topic = secrets.resolve(settings.topic(), Where.nowhere());
        Map<String, String> headers = settings.token()
                .map(token -> Map.of("Authorization", "Bearer " + secrets.resolve(token, Where.nowhere())))
                .orElse(Map.of());
        return new EndNotifier(
                "ntfy",
                Markup.NONE,
                notice -> JsonPost.send(http, settings.urlOrPublic(), headers, NtfyMessage.of(topic, notice)));
    }
}
