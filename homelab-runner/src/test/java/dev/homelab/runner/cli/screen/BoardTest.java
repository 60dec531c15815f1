// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Activity;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Board board = new Board(nanos::get);

    @Test
    void eachTargetAndServiceHasALineWithItsSeconds() {
        board.at(new Activity("nas", "films", "pulling", "films:1, 1 of 3 layers"));
        board.at(new Activity("proxy", "", "reading", ""));
        pass(4);
        board.at(new Activity("nas", "films", "pulling", "films:1, 2 of 3 layers"));

        assertThat(board.lines(80))
                .containsExactly("  nas    films  pulling films:1, 2 of 3 layers  4 s", "  proxy         reading  4 s");
    }

    @Test
    void anotherStepCountsAnew() {
        board.at(new Activity("nas", "films", "pulling", "films:1"));
        pass(4);
        board.at(new Activity("nas", "films", "waiting", "films-server-1: health: starting"));
        pass(1);

        assertThat(board.lines(80)).containsExactly("  nas  films  waiting films-server-1: health: starting  1 s");
    }

    @Test
    void whatATargetSaysItselfIsMoreThanThatSomethingGoesOn() {
        board.at(new Activity("nas", "films", "pulling", "films:1"));
        board.at(new Activity("nas", "films", "creating", ""));

        assertThat(board.lines(80)).containsExactly("  nas  films  pulling films:1  0 s");
    }

    @Test
    void noLineIsLongerThanTheTerminal() {
        board.at(new Activity("a-target-with-a-very-long-name", "写真", "verifying", "x".repeat(200)));

        assertThat(board.lines(60))
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(60));
        assertThat(board.lines(20))
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(20));
    }

    @Test
    void whatHasEndedIsGone() {
        board.at(new Activity("nas", "films", "pulling", ""));
        board.at(new Activity("nas", "wiki", "pulling", ""));
        board.at(Activity.ended("nas", "films"));
        assertThat(board.lines(80)).containsExactly("  nas  wiki  pulling  0 s");

        board.at(Activity.ended("nas", ""));
        assertThat(board.lines(80)).isEmpty();
    }

    @Test
    void moreThanASmallTerminalShowsIsCounted() {
        for (int i = 0; i < 12; i++) {
            board.at(new Activity("nas", "service" + i, "pulling", ""));
        }

        assertThat(board.lines(80)).hasSize(8).last().isEqualTo("  and 5 more");
    }

    @Test
    void silenceIsNoticed() {
        pass(3);

        assertThat(board.lines(80)).containsExactly("  homelab  working  3 s");
    }

    @Test
    void withoutATerminalAStepHasALineEachTenSeconds() {
        List<String> printed = new ArrayList<>();
        SlowLines lines = new SlowLines(board, () -> LocalTime.of(9, 30), printed::add);
        board.at(new Activity("nas", "films", "pulling", "films:1"));
        board.at(new Activity("nas", "wiki", "creating", ""));
        for (int second = 0; second < 25; second++) {
            lines.run();
            pass(1);
            if (second == 5) {
                board.at(Activity.ended("nas", "wiki"));
            }
        }

        assertThat(printed)
                .containsExactly(
                        "09:30:00 nas films pulling films:1, 10 s", "09:30:00 nas films pulling films:1, 20 s");
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
