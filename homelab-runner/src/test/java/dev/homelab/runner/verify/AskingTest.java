// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a target is asked. */
class AskingTest {

    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final CheckResult GOOD = new CheckResult("server runs", true, "Up 5 seconds");
    private static final CheckResult BAD = new CheckResult("server runs", false, "Created");
    private static final Verifier VERIFIER =
            new Verifier(new PollPolicy(Duration.ofSeconds(20), Duration.ofMillis(10)));

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aTargetIsAskedUntilAllIsGood() {
        assertThat(VERIFIER.ask(() -> Map.of(WIKI, List.of(looks.incrementAndGet() < 3 ? BAD : GOOD)), s -> true))
                .containsEntry(WIKI, List.of(GOOD));
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatIsGoodAtOnceCostsOneLook() {
        VERIFIER.ask(
                () -> {
                    looks.incrementAndGet();
                    return Map.of(WIKI, List.of(GOOD));
                },
                service -> true);

        assertThat(looks).hasValue(1);
    }

    @Test
    void nobodyWaitsForAServiceThatIsKnownNotToBeWell() {
        Map<ServiceName, List<CheckResult>> found = VERIFIER.ask(
                () -> {
                    looks.incrementAndGet();
                    return Map.of(WIKI, List.of(BAD));
                },
                service -> !service.equals(WIKI));

        assertThat(found).containsEntry(WIKI, List.of(BAD));
        assertThat(looks).hasValue(1);
    }

    @Test
    void whatWasLookedForInVainSaysHowLong() {
        Verifier hasty = new Verifier(new PollPolicy(Duration.ofMillis(1100), Duration.ofMillis(100)));

        assertThat(hasty.ask(() -> Map.of(WIKI, List.of(GOOD, BAD)), service -> true))
                .containsEntry(WIKI, List.of(GOOD, new CheckResult("server runs", false, "for 1 s: Created")));
    }
}
