// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check.TileShown;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileProbeTest {

    private static final PollPolicy NONE = new PollPolicy(Duration.ZERO, Duration.ofMillis(10));
    private static final PollPolicy SOME = new PollPolicy(Duration.ofSeconds(20), Duration.ofMillis(10));

    /** As Glance v0.8.4 writes it. */
    private static final String SHOWN = """
            <a class="size-h3" href="https://films.home.arpa/a?b=1&amp;c=2" target="_blank" rel="noreferrer">Films &amp; more</a>
            """;

    @Test
    void aTileIsFoundByTitleAndAddress() {
        CheckResult finding = look(NONE, request -> {
            assertThat(request.path()).isEqualTo("/api/pages/media-room/content/");
            return Answer.html(200, SHOWN);
        });

        assertThat(finding)
                .isEqualTo(new CheckResult("shown on the dashboard, page media-room", true, "with title and address"));
    }

    @Test
    void aTileWithAnotherTitleOrAddressIsNotIt() {
        assertThat(look(NONE, request -> Answer.html(200, SHOWN.replace("Films", "Movies"))))
                .isEqualTo(
                        new CheckResult("shown on the dashboard, page media-room", false, "the page does not show it"));
        assertThat(look(NONE, request -> Answer.html(200, SHOWN.replace("films.", "movies.")))
                        .good())
                .isFalse();
        assertThat(look(NONE, request -> Answer.text(500, "")).found()).isEqualTo("answered 500");
        assertThat(look(NONE, request -> Answer.dropped()).found()).startsWith("no answer: ");
    }

    @Test
    void aDashboardThatStartsAnewIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();

        CheckResult finding = look(SOME, request -> switch (asked.incrementAndGet()) {
            case 1 -> Answer.dropped();
            case 2 -> Answer.html(200, "<p>as before</p>");
            default -> Answer.html(200, SHOWN);
        });

        assertThat(finding.good()).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void tilesThatWaitTogetherShareThePage() {
        AtomicInteger asked = new AtomicInteger();
        try (Page page = new Page(request -> {
            asked.incrementAndGet();
            return Answer.html(200, SHOWN);
        })) {
            List<CheckResult> found = new Verifier(SOME).look(Collections.nCopies(50, tile(page)));

            assertThat(found).hasSize(50).allMatch(CheckResult::good);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aTileThatIsNotShownIsLookedForOnANewerVisit() {
        AtomicInteger asked = new AtomicInteger();
        try (Page page =
                new Page(request -> Answer.html(200, asked.incrementAndGet() < 3 ? "<p>as before</p>" : SHOWN))) {
            List<CheckResult> found = new Verifier(SOME).look(Collections.nCopies(8, tile(page)));

            assertThat(found).hasSize(8).allMatch(CheckResult::good);
            assertThat(asked).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 401, 403})
    void aDashboardThatAsksForASignInIsNotLookedAtAndThatIsSaid(int status) {
        CheckResult finding = look(NONE, request -> Answer.text(status, ""));

        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("not looked at: the dashboard asks visitors to sign in");
    }

    @Test
    void aPageUnderAnAddressOfItsOwnIsNotLookedAtAndThatIsSaid() {
        CheckResult finding = look(NONE, request -> Answer.text(404, "Page not found"));

        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("not looked at: the page has another address");
    }

    private static CheckResult look(PollPolicy patience, Function<Request, Answer> answers) {
        try (Page page = new Page(answers)) {
            return new Verifier(patience).look(List.of(tile(page))).get(0);
        }
    }

    private static TileShown tile(Page page) {
        return new TileShown(
                ServiceName.of("films"), page.uri(), "media-room", "Films & more", "https://films.home.arpa/a?b=1&c=2");
    }
}
