// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Takes the time of one run. Safe for several threads. */
public final class Timings {

    /** The track of what the run as a whole is busy with. */
    public static final String RUN = "run";

    private static final String START = "start and read definitions";

    private final long zero;
    private final List<Span> spans = new ArrayList<>();
    private String phase = START;
    private Duration phaseBegin = Duration.ZERO;
    private boolean hasEnded;

    /** Counts from the start of this Java; the system's own time of it, which it derives from when the machine was started, can be half a second off. */
    public static Timings sinceStart(Clock clock) {
        Duration before = Duration.between(
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), clock.instant());
        return new Timings(before.isNegative() ? Duration.ZERO : before);
    }

    /**
     * Counts on.
     *
     * @param before how long it has taken by now
     */
    Timings(Duration before) {
        this.zero = System.nanoTime() - before.toNanos();
    }

    /** Follows what the run is busy with. */
    public void follow(Report report) {
        begin(report.phase());
    }

    private synchronized void begin(Phase now) {
        String name = switch (now) {
            case PLANNING -> "read current state and plan";
            case APPLYING -> "apply";
            case VERIFYING -> "verify";
            case ROLLING_BACK -> "roll back";
            case ENDED -> "end";
        };
        if (!name.equals(phase)) {
            endPhase();
            phase = name;
        }
    }

    private void endPhase() {
        Duration now = now();
        spans.add(new Span(RUN, phase, "", phaseBegin, now.minus(phaseBegin)));
        phaseBegin = now;
    }

    /** Returns all that was timed, in the order in which it began; what comes later is not timed. */
    public synchronized List<Span> end() {
        if (!hasEnded) {
            hasEnded = true;
            endPhase();
        }
        return spans.stream().sorted(Comparator.comparing(Span::begin)).toList();
    }

    <T> T time(String track, String step, Supplier<T> work) {
        if (isStarting()) {
            begin(Phase.PLANNING);
        }
        Duration begin = now();
        try {
            return work.get();
        } finally {
            add(new Span(track, step, "", begin, now().minus(begin)));
        }
    }

    private synchronized boolean isStarting() {
        return phase.equals(START);
    }

    synchronized void add(Span span) {
        if (!hasEnded) {
            spans.add(span);
        }
    }

    /** Returns how long it is since the program was started. */
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - zero);
    }

    /** Returns how long it took from the start to the last end of anything that was timed. */
    public static Duration whole(List<Span> spans) {
        return spans.stream()
                .map(span -> span.begin().plus(span.length()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns how long these took together, which is longer than the clock ran where they ran side by side. */
    public static Duration sum(Stream<Span> spans) {
        return spans.map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
