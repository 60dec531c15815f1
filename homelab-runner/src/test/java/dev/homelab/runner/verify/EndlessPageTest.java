// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.lab.http.EndlessServer;
import dev.homelab.lab.http.EndlessServer.Way;
import dev.homelab.provision.CheckResult;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A camera or a stream of events is a page, too: it is up, and looking at it ends. */
class EndlessPageTest {

    private static final Limits SHORT = new Limits(Duration.ofSeconds(1), 1 << 20);
    private static final Duration NO_HANGING = Duration.ofSeconds(20);

    private static final Set<Way> PAGES =
            EnumSet.of(Way.SILENT_BODY, Way.DRIPPING_BODY, Way.ENDLESS_BODY, Way.ENDLESS_CHUNKS);

    @ParameterizedTest
    @EnumSource(Way.class)
    void aPageThatNeverEndsIsUpOnceItHasBegun(Way way) {
        CheckResult finding = look(way, Optional.empty());

        assertThat(finding.good()).as(finding.found()).isEqualTo(PAGES.contains(way));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theTextThatIsAskedForIsSoughtInWhatCame(Way way) {
        assertThat(look(way, Optional.of("begun")).good()).isEqualTo(PAGES.contains(way));
        assertThat(look(way, Optional.of("never there")).good()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void lookingAtATileEnds(Way way) {
        try (EndlessServer server = new EndlessServer(way)) {
            CheckResult finding = assertTimeoutPreemptively(
                    NO_HANGING, () -> new TileProbe(Pages.tile(server.uri()), new DashboardPages(SHORT)).look());

            assertThat(finding.good()).isFalse();
        }
    }

    private static CheckResult look(Way way, Optional<String> text) {
        try (EndlessServer server = new EndlessServer(way)) {
            return assertTimeoutPreemptively(NO_HANGING, () -> PageProbe.look(Pages.page(server.uri(), text), SHORT));
        }
    }
}
