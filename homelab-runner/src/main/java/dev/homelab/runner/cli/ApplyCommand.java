// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.guard.Mandate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the homelab as its definitions say. */
@Command(
        name = "apply",
        description = "Make the homelab as its definitions say, verify it from outside, and put back what fails.")
final class ApplyCommand extends DefinitionsCommand {

    @Mixin
    private Waiting waiting = new Waiting();

    @Mixin
    private Limits limits = new Limits();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Mandate mandate = limits.mandate(environment());
        homelab.within(mandate.scope()).agreeing(mandate.consent());
        if (!json) {
            terminal.lines(mandate.scope().text());
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(homelab.patient(waiting.patience()).apply(), terminal, json);
    }
}
