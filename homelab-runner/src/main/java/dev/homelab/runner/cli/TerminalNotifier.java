// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Notifier;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;

/** Prints a run while it goes on: each phase when it begins, each step when it has ended. */
final class TerminalNotifier implements Notifier {

    private final Terminal terminal;
    private Phase phase = Phase.ENDED;
    private int printed;

    TerminalNotifier(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void tell(Report report) {
        if (report.phase() != phase && report.phase() != Phase.ENDED) {
            phase = report.phase();
            terminal.heading(heading(report));
        }
        report.steps().stream().skip(printed).forEach(step -> terminal.lines(ReportText.lines(step)));
        printed = report.steps().size();
        if (report.ending().isPresent()) {
            terminal.lines(ReportText.verdicts(report, terminal.isVerbose()));
        }
    }

    private static String heading(Report report) {
        return switch (report.phase()) {
            case PLANNING -> "Reading current state";
            case APPLYING -> "Applying " + PlanText.count(report.planned(), "change");
            case VERIFYING -> "Verifying";
            case ROLLING_BACK -> "Rolling back";
            case ENDED -> "Ended";
        };
    }
}
