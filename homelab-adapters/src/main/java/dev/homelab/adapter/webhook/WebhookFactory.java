// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.webhook;

import dev.homelab.adapter.support.notice.EndNotifier;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The key {@code webhook} under {@code notify:}. */
public final class WebhookFactory implements NotifierFactory<WebhookSettings> {

    @Override
    public String key() {
        return "webhook";
    }

    @Override
    public Class<WebhookSettings> settings() {
        return WebhookSettings.class;
    }

    @Override
    public Notifier notifier(WebhookSettings settings, SecretResolver secrets, HttpClient http) {
        String address = secrets.resolve(settings.url(), Where.nowhere());
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", settings.contentTypeOrJson()));
        settings.headers().forEach((name, value) -> headers.put(name, secrets.resolve(value, Where.nowhere())));
        return new EndNotifier(
                "the webhook",
                Markup.NONE,
                notice -> http.exchange(new HttpRequest(
                        "POST",
                        URI.create(address),
                        headers,
                        Optional.of(WebhookBody.of(settings, notice)),
                        Optional.empty())));
    }
}
