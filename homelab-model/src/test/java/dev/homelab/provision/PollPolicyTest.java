// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollPolicyTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatHoldsAtOnceIsLookedAtOnce() {
        PollPolicy policy = new PollPolicy(Duration.ofMinutes(1), Duration.ofMinutes(1));

        String tried = policy.await(this::look, seen -> true, (seen, time) -> seen + " " + time, new Cancellation());

        assertThat(tried).isEqualTo("1 PT0S");
    }

    @Test
    void looksGoOnUntilTheConditionHolds() {
        PollPolicy policy = new PollPolicy(Duration.ofMinutes(1), MOMENT);

        assertThat(policy.await(this::look, "3"::equals, new Cancellation())).isEqualTo("3");
    }

    @Test
    void theLastLookIsReturnedAfterTheDeadline() {
        PollPolicy policy = new PollPolicy(Duration.ZERO, MOMENT);

        assertThat(policy.await(this::look, seen -> false, new Cancellation())).isEqualTo("1");
    }

    @Test
    void aCancellationEndsTheWait() {
        PollPolicy policy = new PollPolicy(Duration.ofHours(1), Duration.ofHours(1));
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(policy.await(this::look, seen -> false, cancellation)).isEqualTo("1");
    }

    private String look() {
        return String.valueOf(looks.incrementAndGet());
    }
}
