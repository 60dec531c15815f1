// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverlappingBatchTest {

    private record Thing(String key) implements Resource {

        @Override
        public String summary() {
            return key;
        }
    }

    private final List<String> log = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void changesGoOnBesideOthersUpToTheLimitAndEndInTheirOrder() {
        assertThat(apply(2, change -> true, "a", "b", "c")).containsExactly("a APPLIED", "b APPLIED", "c APPLIED");
        assertThat(log).containsExactly("+a", "+b", "-a", "+c", "-b", "-c");
    }

    @Test
    void whatMayNotOverlapIsMadeAlone() {
        apply(4, change -> !change.key().equals("b"), "a", "b", "c", "d");

        assertThat(log).containsExactly("+a", "-a", "+b", "-b", "+c", "+d", "-c", "-d");
    }

    @Test
    void aFailureSkipsTheRestOfItsServiceAlone() {
        assertThat(apply(4, change -> true, "bad", "a", "bad", "c"))
                .containsExactly("bad FAILED", "a APPLIED", "bad SKIPPED", "c APPLIED");
    }

    @Test
    void whatWasBegunEndsAlthoughTheRunIsCancelled() {
        assertThat(apply(2, change -> true, "a", "cancel", "c", "d"))
                .containsExactly("a APPLIED", "cancel APPLIED", "c SKIPPED", "d SKIPPED");
        assertThat(log).containsExactly("+a", "+cancel", "-a", "-cancel");
    }

    private List<String> apply(int most, Predicate<Change<Thing>> overlaps, String... keys) {
        List<Change<Thing>> changes = Stream.of(keys)
                .map(key -> new Change<>(
                        new ServiceName(key),
                        Optional.empty(),
                        Optional.of(new Observed<>(new Thing(key), Optional.empty()))))
                .toList();
        return new Batch<>(changes, outcome -> {}, cancellation)
                .overlapping(most, overlaps, change -> begin(change.key())).stream()
                        .map(outcome -> outcome.change().key() + " " + outcome.result())
                        .toList();
    }

    private Runnable begin(String key) {
        log.add("+" + key);
        if (key.equals("cancel")) {
            cancellation.cancel();
        }
        return () -> {
            log.add("-" + key);
            if (key.equals("bad")) {
                throw new TargetException(new Problem("bad", Where.nowhere(), "It is.", "mend it."));
            }
        };
    }
}
