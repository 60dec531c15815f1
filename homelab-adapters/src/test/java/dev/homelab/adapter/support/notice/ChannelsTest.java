// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.gotify.GotifyFactory;
import dev.homelab.adapter.gotify.GotifySettings;
import dev.homelab.adapter.ntfy.NtfyFactory;
import dev.homelab.adapter.ntfy.NtfySettings;
import dev.homelab.adapter.slack.SlackFactory;
import dev.homelab.adapter.slack.SlackSettings;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.webhook.WebhookFactory;
import dev.homelab.adapter.webhook.WebhookSettings;
import dev.homelab.lab.push.FakeGotify;
import dev.homelab.lab.push.FakeNtfy;
import dev.homelab.lab.push.FakePush;
import dev.homelab.lab.push.FakeSlack;
import dev.homelab.lab.push.FakeWebhook;
import dev.homelab.model.value.SecretRef;
import dev.homelab.report.Notifier;
import dev.homelab.report.Report;
import dev.homelab.spi.SecretResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of every channel that sends one notification when a run has ended, each against its fake. */
final class ChannelsTest {

    private final FakeNtfy ntfy = new FakeNtfy();
    private final FakeGotify gotify = new FakeGotify();
    private final FakeSlack slack = new FakeSlack();
    private final FakeWebhook webhook = new FakeWebhook();
    private final Http http = new Http();

    @AfterEach
    void stop() {
        http.close();
        Stream.of(ntfy, gotify, slack, webhook).forEach(FakePush::close);
    }

    private enum Channel {
        NTFY,
        GOTIFY,
        SLACK,
        WEBHOOK
    }

    private FakePush server(Channel channel) {
        return switch (channel) {
            case NTFY -> ntfy;
            case GOTIFY -> gotify;
            case SLACK -> slack;
            case WEBHOOK -> webhook;
        };
    }

    private Notifier notifier(Channel channel) {
        return notifier(channel, "");
    }

    /** A notifier whose secret has this at its end. */
    private Notifier notifier(Channel channel, String wrong) {
        SecretResolver secrets = secrets(Map.of(
                "NTFY_TOKEN", FakeNtfy.TOKEN + wrong,
                "GOTIFY_TOKEN", FakeGotify.TOKEN + wrong,
                "SLACK_WEBHOOK", slack.webhook() + wrong,
                "WEBHOOK_URL", webhook.address() + wrong,
                "NTFY_TOPIC", "lab-topic",
                "API_TOKEN", "Bearer lab-api-token"));
        return switch (channel) {
            case NTFY ->
                new NtfyFactory()
                        .notifier(
                                new NtfySettings(
                                        Optional.of(ntfy.uri()),
                                        SecretRef.of("env:NTFY_TOPIC"),
                                        Optional.of(SecretRef.of("env:NTFY_TOKEN"))),
                                secrets,
                                http);
            case GOTIFY ->
                new GotifyFactory()
                        .notifier(new GotifySettings(gotify.uri(), SecretRef.of("env:GOTIFY_TOKEN")), secrets, http);
            case SLACK ->
                new SlackFactory().notifier(new SlackSettings(SecretRef.of("env:SLACK_WEBHOOK")), secrets, http);
            case WEBHOOK -> webhook(Optional.empty(), Optional.empty(), secrets);
        };
    }

    private Notifier webhook(Optional<String> contentType, Optional<String> template, SecretResolver secrets) {
        Map<String, SecretRef> headers = Map.of("Authorization", SecretRef.of("env:API_TOKEN"));
        return new WebhookFactory()
                .notifier(
                        new WebhookSettings(SecretRef.of("env:WEBHOOK_URL"), headers, contentType, template),
                        secrets,
                        http);
    }

    private static SecretResolver secrets(Map<String, String> values) {
        return (reference, where) ->
                Optional.ofNullable(values.get(reference.location())).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void oneMessageIsSentWhenTheRunHasEnded(Channel channel) {
        Notifier notifier = notifier(channel);

        notifier.tell(Reports.planning());
        assertThat(server(channel).requests()).isZero();
        notifier.tell(Reports.rolledBack(1, "Pi-hole does not take this record."));
        notifier.tell(Reports.rolledBack(1, "Pi-hole does not take this record."));

        assertThat(server(channel).messages())
                .singleElement()
                .satisfies(message -> assertThat(message.toString())
                        .contains("home: failed and rolled back")
                        .contains("Run 20261123-120000")
                        .contains("record refused: Pi-hole does not take this record.")
                        .contains("the page answers 200: 502")
                        .contains("Rolled back"));
    }

    @ParameterizedTest
    @EnumSource
    void aRunWithNothingToDoSendsNothing(Channel channel) {
        notifier(channel).tell(Reports.nothingToDo());

        assertThat(server(channel).requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAFailureIsSentEvenIfNothingWasToBeDone(Channel channel) {
        notifier(channel).tell(Reports.nothingToDo().remarking(Report.RECOVERED + ": run 20261123-110000 had failed."));

        assertThat(server(channel).messages().toString()).contains("Verified again: run 20261123-110000");
    }

    @ParameterizedTest
    @EnumSource
    void aRateLimitIsWaitedForOnce(Channel channel) {
        server(channel).rateLimit(1, 1);

        notifier(channel).tell(Reports.done());

        assertThat(server(channel).messages()).hasSize(1);
        assertThat(server(channel).requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aLongRateLimitIsNotWaitedFor(Channel channel) {
        server(channel).rateLimit(100, 3600);

        notifier(channel).tell(Reports.done());

        assertThat(server(channel).requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatRefusesOrIsUnreachableEndsNoRun(Channel channel) {
        assertThatCode(() -> notifier(channel, "x").tell(Reports.done())).doesNotThrowAnyException();
        assertThatCode(() -> notifier(channel, " \n").tell(Reports.done())).doesNotThrowAnyException();
        server(channel).disconnect();
        assertThatCode(() -> notifier(channel).tell(Reports.done())).doesNotThrowAnyException();

        assertThat(server(channel).messages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLongTextIsCutToWhatTheServerTakes(Channel channel) {
        notifier(channel).tell(Reports.rolledBack(300, "begin" + "\uD83D\uDE00".repeat(3000) + "end"));

        assertThat(server(channel).messages()).hasSize(1);
        assertThat(server(channel).messages().get(0).toString()).contains("\u2026");
    }

    @ParameterizedTest
    @EnumSource
    void whatATargetSaysActsOnNoScreen(Channel channel) {
        notifier(channel).tell(Reports.rolledBack(1, "a\u001b[2K\u202E b"));

        assertThat(server(channel).messages().get(0).toString()).doesNotContain("\u001b", "\u202E", "\\u001B");
    }

    @Test
    void ntfyGetsThroughToAQuietPhoneOnlyForWhatIsBroken() {
        notifier(Channel.NTFY).tell(Reports.done());
        notifier(Channel.NTFY).tell(Reports.incomplete());

        List<JsonNode> sent = ntfy.messages();
        assertThat(sent.get(0).path("priority").asInt()).isEqualTo(3);
        assertThat(sent.get(0).path("topic").asText()).isEqualTo("lab-topic");
        assertThat(sent.get(0).at("/tags/0").asText()).isEqualTo("white_check_mark");
        assertThat(sent.get(1).path("priority").asInt()).isEqualTo(4);
    }

    @Test
    void slackTakesNoNameForAMention() {
        notifier(Channel.SLACK).tell(Reports.rolledBack(1, "<!channel> & <@U1>"));

        assertThat(slack.messages().get(0).at("/attachments/0/text").asText())
                .contains("&lt;!channel&gt; &amp; &lt;@U1&gt;");
        assertThat(slack.messages().get(0).at("/attachments/0/color").asText()).isEqualTo("warning");
    }

    @Test
    void aWebhookSendsItsHeadersAndJsonThatIsWhole() throws Exception {
        notifier(Channel.WEBHOOK).tell(Reports.rolledBack(1, "a \"quoted\" word, a \\ and ${run}"));

        JsonNode sent = webhook.messages().get(0);
        assertThat(sent.at("/headers/authorization").asText()).isEqualTo("Bearer lab-api-token");
        JsonNode body = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(sent.path("body").asText());
        assertThat(body.path("level").asText()).isEqualTo("warning");
        assertThat(body.path("homelab").asText()).isEqualTo("home");
        assertThat(body.path("text").asText()).contains("a \"quoted\" word, a \\ and ${run}");
    }

    @Test
    void aWebhookSendsTheTemplateItIsGiven() {
        webhook(
                        Optional.of("text/plain"),
                        Optional.of("${title} (${level}) ${other}"),
                        secrets(Map.of(
                                "WEBHOOK_URL", webhook.address().toString(), "API_TOKEN", "Bearer lab-api-token")))
                .tell(Reports.done());

        JsonNode sent = webhook.messages().get(0);
        assertThat(sent.path("body").asText()).isEqualTo("home: done (good) ${other}");
        assertThat(sent.path("headers").toString()).contains("text/plain");
    }
}
