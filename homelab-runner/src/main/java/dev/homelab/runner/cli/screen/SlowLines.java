// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import dev.homelab.runner.cli.screen.Board.Work;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A line for each step that takes long, where no terminal is: once in ten seconds, and none for a step that takes less. */
final class SlowLines implements Runnable {

    private static final long BETWEEN = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Board board;
    private final Supplier<LocalTime> clock;
    private final Consumer<String> printed;
    private final Map<Work, Long> last = new HashMap<>();

    SlowLines(Board board, Supplier<LocalTime> clock, Consumer<String> printed) {
        this.board = board;
        this.clock = clock;
        this.printed = printed;
    }

    @Override
    public void run() {
        Map<Work, Long> now = new HashMap<>();
        for (Work work : board.works()) {
            Work step = new Work(work.place(), work.step(), "", work.since());
            long seconds = board.seconds(work);
            long before = last.getOrDefault(step, 0L);
            boolean isDue = seconds >= before + BETWEEN;
            if (isDue) {
                printed.accept(line(work, seconds));
            }
            now.put(step, isDue ? seconds : before);
        }
        last.clear();
        last.putAll(now);
    }

    private String line(Work work, long seconds) {
        String service = work.place().service();
        return "%s %s%s %s, %d s"
                .formatted(
                        TIME.format(clock.get()),
                        work.place().target(),
                        service.isEmpty() ? "" : " " + service,
                        work.text(),
                        seconds);
    }
}
