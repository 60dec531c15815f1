// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What is being worked on now: a line for each target and service. */
final class Board implements Watcher {

    /** More lines than this scroll a small terminal. */
    private static final int MOST = 8;

    private static final int WIDEST_NAME = 24;
    private static final String SEPARATOR = "  ";

    private static final Place NOWHERE = new Place("homelab", "");

    private final LongSupplier nanos;
    private final Map<Place, Work> works = new LinkedHashMap<>();
    private long idleSince;

    Board(LongSupplier nanos) {
        this.nanos = nanos;
        this.idleSince = nanos.getAsLong();
    }

    /** Where something is worked on. */
    record Place(String target, String service) {}

    /**
     * What is worked on.
     *
     * @param since when the step began
     */
    record Work(Place place, String step, String detail, long since) {

        /** Returns what it is, and what it waits for. */
        String text() {
            return detail.isEmpty() ? step : step + " " + detail;
        }
    }

    /** A detail of a step continues it; one that is known takes the place of one that is not. */
    @Override
    public synchronized void at(Activity activity) {
        Place place = new Place(activity.target(), activity.service());
        if (activity.hasEnded()) {
            works.keySet()
                    .removeIf(one -> one.equals(place)
                            || (activity.service().isEmpty() && one.target().equals(activity.target())));
            if (works.isEmpty()) {
                idleSince = nanos.getAsLong();
            }
            return;
        }
        Work before = works.get(place);
        if (before != null && activity.detail().isEmpty() && !before.detail().isEmpty()) {
            return; // the target itself says more
        }
        long since = before != null && before.step().equals(activity.step()) ? before.since() : nanos.getAsLong();
        works.put(place, new Work(place, activity.step(), activity.detail(), since));
    }

    /** Starts to count again how long nothing is known to be worked on. */
    synchronized void rest() {
        idleSince = nanos.getAsLong();
    }

    /** Returns what is worked on now, what began first in front. */
    synchronized List<Work> works() {
        return works.isEmpty()
                ? List.of(new Work(NOWHERE, "working", "", idleSince))
                : new ArrayList<>(works.values().stream()
                        .filter(work -> !work.place().service().isEmpty() || isAlone(work))
                        .toList());
    }

    /** A step for a whole target is not shown beside those for its services. */
    private boolean isAlone(Work work) {
        return works.keySet().stream()
                .noneMatch(place -> place.target().equals(work.place().target())
                        && !place.service().isEmpty());
    }

    /** Returns a line for each, no longer than the terminal is wide. */
    List<String> lines(int width) {
        List<Work> all = works();
        if (all.stream().allMatch(work -> work.place().equals(NOWHERE) && seconds(work) < 1)) {
            return List.of();
        }
        List<Work> shown = all.size() > MOST ? all.subList(0, MOST - 1) : all;
        int targets = widest(shown.stream().map(work -> work.place().target()).toList());
        int services = widest(shown.stream().map(work -> work.place().service()).toList());
        List<String> lines = new ArrayList<>();
        for (Work work : shown) {
            String seconds = SEPARATOR + seconds(work) + " s";
            String names = SEPARATOR
                    + Columns.fit(work.place().target(), targets)
                    + (services == 0 ? "" : SEPARATOR + Columns.fit(work.place().service(), services))
                    + SEPARATOR;
            int room = Math.max(0, width - 1 - Columns.of(names) - Columns.of(seconds));
            lines.add(Columns.cut(names + Columns.cut(work.text(), room) + seconds, width - 1));
        }
        if (all.size() > shown.size()) {
            lines.add(Columns.cut(SEPARATOR + "and %d more".formatted(all.size() - shown.size()), width - 1));
        }
        return lines;
    }

    long seconds(Work work) {
        return Duration.ofNanos(nanos.getAsLong() - work.since()).toSeconds();
    }

    private static int widest(List<String> names) {
        return names.stream()
                .mapToInt(Columns::of)
                .map(width -> Math.min(WIDEST_NAME, width))
                .max()
                .orElse(0);
    }
}
