// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.slack;

import dev.homelab.adapter.support.notice.EndNotifier;
import dev.homelab.adapter.support.notice.JsonPost;
import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.net.URI;
import java.util.Map;

/** The key {@code slack} under {@code notify:}. */
public final class SlackFactory implements NotifierFactory<SlackSettings> {

    @Override
    public String key() {
        return "slack";
    }

    @Override
    public Class<SlackSettings> settings() {
        return SlackSettings.class;
    }

    @Override
    public Notifier notifier(SlackSettings settings, SecretResolver secrets, HttpClient http) {
        String webhook = secrets.resolve(settings.webhook(), Where.nowhere());
        return new EndNotifier(
                "Slack",
                SlackMessage.MRKDWN,
                notice -> JsonPost.send(http, URI.create(webhook), Map.of(), SlackMessage.of(notice)));
    }
}
