// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.SavedPlan;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the homelab as its definitions say. */
@Command(
        name = "apply",
        description = "Make the homelab as its definitions say, verify it from outside, and put back what fails.")
final class ApplyCommand extends DefinitionsCommand {

    @Mixin
    private Waiting waiting = new Waiting();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private Limits limits = new Limits();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Do what this saved plan says, with the limits it was made with, or nothing.")
    private Optional<Path> plan = Optional.empty();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (plan.isPresent() && limits.areGiven()) {
            throw limits.wrongUsage("A saved plan has the limits it was made with; leave out the others.");
        }
        limits.apply(homelab, environment());
        plan.map(SavedPlan::read).ifPresent(homelab::following);
        if (!json) {
            terminal.lines(homelab.scope().text());
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(
                homelab.patient(waiting.patience())
                        .entering(locking.pass(environment()))
                        .apply(),
                terminal,
                json);
    }
}
