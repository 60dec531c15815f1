// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A notification says what failed and what that showed, within the limits of the channel, and where the rest is. */
class EvidenceMessageTest {

    @Test
    void evidenceIsThereInShort() {
        String text = Notice.of(report(1, "no such table: users"), DiscordMessage.MARKDOWN)
                .text();

        assertThat(text)
                .contains(
                        "Failed:\nhealth check failed: it is not healthy.",
                        "Evidence:\nfilms-server-1: Up 3 seconds (unhealthy), restarted 2 times",
                        "health check: exit code 1: 404",
                        "no such table: users",
                        "All of it is in the record, under run 20261130-120000.");
    }

    @Test
    void manyAndLongOnesFit() {
        DiscordMessage message = DiscordMessage.of(Notice.of(report(40, "*".repeat(5000)), DiscordMessage.MARKDOWN));

        DiscordMessage.Embed embed = message.embeds().get(0);
        int all = length(embed.title()) + length(embed.description());
        for (DiscordMessage.Field field : embed.fields()) {
            assertThat(length(field.value())).isBetween(1, 1024);
            all += length(field.name()) + length(field.value());
        }
        assertThat(all).isLessThanOrEqualTo(6000);
        assertThat(embed.fields())
                .filteredOn(field -> field.name().equals("Evidence"))
                .singleElement()
                .satisfies(field ->
                        assertThat(field.value()).endsWith("All of it is in the record, under run 20261130-120000."));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Report report(int services, String log) {
        Evidence evidence = new Evidence(
                "films-server-1",
                "Up 3 seconds (unhealthy)",
                Optional.empty(),
                2,
                false,
                "exit code 1: 404",
                Collections.nCopies(20, log));
        Problem problem = new Problem(
                        "health check failed", Where.target("nas", ""), "it is not healthy.", "correct it.")
                .showing(List.of(evidence));
        Verdict verdict = new Verdict(
                ServiceName.of("films"), Verdict.Status.ROLLED_BACK, List.of(), Collections.nCopies(services, problem));
        return new Report(
                "20261130-120000",
                "home",
                List.of(),
                Phase.ENDED,
                1,
                List.of(),
                List.of(verdict),
                List.of(),
                Optional.of(Ending.ROLLED_BACK));
    }
}
