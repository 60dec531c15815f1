// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gotify;

import dev.homelab.adapter.support.notice.EndNotifier;
import dev.homelab.adapter.support.notice.JsonPost;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.net.URI;
import java.util.Map;

/** The key {@code gotify} under {@code notify:}. */
public final class GotifyFactory implements NotifierFactory<GotifySettings> {

    @Override
    public String key() {
        return "gotify";
    }

    @Override
    public Class<GotifySettings> settings() {
        return GotifySettings.class;
    }

    @Override
    public Notifier notifier(GotifySettings settings, SecretResolver secrets, HttpClient http) {
        URI address = URI.create(settings.url().toString().replaceFirst("(?<!/)/++$", "") + "/message");
        Map<String, String> headers = Map.of("X-Gotify-Key", secrets.resolve(settings.token(), Where.nowhere()));
        return new EndNotifier(
                "Gotify", Markup.NONE, notice -> JsonPost.send(http, address, headers, GotifyMessage.of(notice)));
    }
}
