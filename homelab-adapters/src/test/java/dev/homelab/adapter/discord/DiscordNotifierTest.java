// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.notice.Reports;
import dev.homelab.lab.Trees;
import dev.homelab.lab.discord.FakeDiscord;
import dev.homelab.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("proof")
final class DiscordNotifierTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final FakeDiscord discord = new FakeDiscord();
    private final Http http = new Http();
    private final List<Duration> waits = new ArrayList<>();
    private final DiscordNotifier notifier =
            new DiscordNotifier(http, discord.webhook().toString(), waits::add, CLOCK);

    @AfterEach
    void stop() {
        http.close();
        discord.close();
    }

    @Test
    void aRunIsOneMessageThatIsEdited() {
        notifier.tell(Reports.planning());
        notifier.tell(Reports.done());

        assertThat(discord.messages()).singleElement().satisfies(message -> {
            assertThat(message.edits()).isEqualTo(1);
            assertThat(Trees.of(message.content()).at("/embeds/0/title").asText())
                    .isEqualTo("home: done");
        });
    }

    @Test
    void whatComesTooSoonIsLeftOutButNotTheLast() {
        notifier.tell(Reports.planning());
        notifier.tell(Reports.limited());
        assertThat(discord.requests()).isEqualTo(1);

        notifier.tell(Reports.done());

        assertThat(discord.requests()).isEqualTo(2);
        assertThat(embed().path("title").asText()).isEqualTo("home: done");
    }

    @Test
    void nothingIsSentWhenTheTextIsTheSame() {
        notifier.tell(Reports.done());
        notifier.tell(Reports.done());

        assertThat(discord.requests()).isEqualTo(1);
    }

    @Test
    void theMessageSaysWhatFailedAndWhatWasPutBack() {
        notifier.tell(Reports.rolledBack(1, "Pi-hole does not take *this* record."));

        assertThat(embed().path("title").asText()).isEqualTo("home: failed and rolled back");
        assertThat(embed().toString())
                .contains("20261123-120000")
                .contains("rolled back (the page answers 200: 502)")
                .contains("record refused: Pi-hole does not take \\\\*this\\\\* record.")
                .contains("Rolled back");
    }

    @Test
    void theMessageSaysWhatIsPending() {
        notifier.tell(Reports.pending());

        assertThat(embed().toString()).contains("pending (the page answers: certificate still being issued)");
    }

    @Test
    void theMessageSaysWhatTheRunIsLimitedTo() {
        notifier.tell(Reports.limited());

        assertThat(embed().path("description").asText()).contains("Only for photos.");
    }

    @Test
    void nobodyIsMentioned() {
        notifier.tell(Reports.rolledBack(1, "@everyone"));

        assertThat(Trees.of(discord.messages().get(0).content()).at("/allowed_mentions/parse"))
                .isEmpty();
    }

    @Test
    void whatATargetSaysIsPlainTextOnOneLine() {
        notifier.tell(Reports.rolledBack(1, "a\u001b[2K\u202E\n> b <@42> [c](https://x) `d` # e"));

        assertThat(embed().at("/fields/1/value").asText())
                .contains("a\\\\u001b\\[2K\\\\u202e\\\\u000a\\> b \\<\\@42\\> \\[c\\](https://x) \\`d\\` \\# e")
                .doesNotContain("\u001b", "\u202E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\uD83D\uDE00"})
    void aMessageThatIsTooLongLosesItsMiddle(String character) {
        notifier.tell(Reports.rolledBack(40, "begin" + character.repeat(3000) + "end"));

        assertThat(discord.messages()).hasSize(1);
        String value = embed().at("/fields/1/value").asText();
        assertThat(value.codePointCount(0, value.length())).isEqualTo(1024);
        assertThat(value).contains("\u2026").endsWith("end");
    }

    @Test
    void aRateLimitIsWaitedFor() {
        discord.rateLimit(2, 0.5);

        notifier.tell(Reports.done());

        assertThat(discord.messages()).hasSize(1);
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
    }

    @Test
    void aRunWaitsForDiscordForFiveSecondsInAll() {
        discord.rateLimit(100, 2);

        notifier.tell(Reports.planning());
        notifier.tell(Reports.done());

        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(discord.messages()).isEmpty();
    }

    @Test
    void aWebhookThatIsGoneIsAskedOnce() {
        discord.removeWebhook();

        notifier.tell(Reports.planning());
        notifier.tell(Reports.done());

        assertThat(discord.requests()).isEqualTo(1);
    }

    @Test
    void aDiscordThatIsDownIsAskedTwice() {
        discord.faults().goDown();

        for (Report report : List.of(Reports.planning(), Reports.done(), Reports.rolledBack(1, "no"))) {
            assertThatCode(() -> notifier.tell(report)).doesNotThrowAnyException();
        }

        assertThat(discord.requests()).isEqualTo(2);
    }

    @Test
    void aFailureIsMadeUpForByTheNextMessage() {
        discord.faults().failAfter(0);
        notifier.tell(Reports.planning());
        discord.faults().recover();

        notifier.tell(Reports.done());

        assertThat(embed().path("title").asText()).isEqualTo("home: done");
    }

    @Test
    void aThreadIsWrittenTo() {
        DiscordNotifier inThread = new DiscordNotifier(http, discord.webhook() + "?thread_id=7", waits::add, CLOCK);
        List<String> asked = new ArrayList<>();
        discord.listen(
                exchange -> asked.add(exchange.request().query("thread_id").orElse("")));

        inThread.tell(Reports.planning());
        inThread.tell(Reports.done());

        assertThat(asked).containsExactly("7", "7");
        assertThat(discord.messages()).hasSize(1);
    }

    @Test
    void anAddressThatIsNoneIsNoReasonToFail() {
        DiscordNotifier nowhere = new DiscordNotifier(http, "not an address", waits::add, CLOCK);

        assertThatCode(() -> nowhere.tell(Reports.done())).doesNotThrowAnyException();
    }

    private JsonNode embed() {
        return Trees.of(discord.messages().get(0).content()).at("/embeds/0");
    }
}
