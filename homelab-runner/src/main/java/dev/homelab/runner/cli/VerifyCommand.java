// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import picocli.CommandLine.Command;

/** Looks whether everything is as it should be. */
@Command(name = "verify", description = "Look from outside whether every service answers. Writes nothing, anywhere.")
final class VerifyCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (!json) {
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(homelab.verify(), terminal, json);
    }
}
