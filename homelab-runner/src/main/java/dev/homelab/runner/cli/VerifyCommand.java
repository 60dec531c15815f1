// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Waiting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether everything is as it should be. */
@Command(name = "verify", description = "Look from outside whether every service answers. Writes nothing, anywhere.")
final class VerifyCommand extends DefinitionsCommand {

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (!json) {
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(homelab.patient(waiting.patience()).verify(), terminal, json);
    }
}
