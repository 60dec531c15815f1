// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<Report> received = new ArrayList<>();

    @Test
    void aNotifierThatBreaksNeitherEndsTheRunNorSilencesTheOthers() {
        Notifier throwing = report -> {
            throw new IllegalStateException("no");
        };
        Notifier broken = report -> {
            throw new NoClassDefFoundError("a library of another version");
        };
        Progress progress = new Progress(
                Report.begin("run-1", "home", List.of()), List.of(throwing, broken, received::add), new Masker());

        progress.phase(Phase.APPLYING);
        Report report = progress.end(Ending.DONE, List.of(), List.of());

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(received).hasSize(2).last().isEqualTo(report);
    }
}
