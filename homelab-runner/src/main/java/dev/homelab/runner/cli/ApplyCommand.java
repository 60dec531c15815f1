// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the homelab as its definitions say. */
@Command(
        name = "apply",
        description = "Make the homelab as its definitions say, verify it from outside, and put back what fails.")
final class ApplyCommand extends DefinitionsCommand {

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (!json) {
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(homelab.patient(waiting.patience()).apply(), terminal, json);
    }
}
