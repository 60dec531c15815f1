// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.record.Gate;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Frees what was kept for several runs. */
@Command(name = "unlock", description = "Free the homelab that homelab lock keeps for a holder.")
final class UnlockCommand extends DefinitionsCommand {

    @Mixin
    private Locking locking = new Locking();

    @Override
    Homelab read(Definitions definitions, Map<String, String> environment) {
        return definitions.readInventory(environment);
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Gate.Pass pass = locking.passOfHolder(environment());
        homelab.record().free(pass);
        terminal.line("Freed by \"%s\".".formatted(pass.holder().orElse("")));
        return Ending.DONE;
    }
}
