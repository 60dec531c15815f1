// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs that begin in the same moment have names of their own, in their order. */
class RunIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123Z");

    private long nanos;
    private final RunIds ids = new RunIds(new Clock() {

        @Override
        public Instant instant() {
            return NOON.plusNanos(nanos);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void twoRunsWithinAMillisecondHaveTwoNames() {
        List<String> names = Stream.of(100L, 900_000L, 950_000L, 1_000_000L, 900_000L)
                .map(this::at)
                .toList();

        assertThat(names).doesNotHaveDuplicates().isSorted();
    }

    private String at(long later) {
        nanos = later;
        return ids.next();
    }
}
