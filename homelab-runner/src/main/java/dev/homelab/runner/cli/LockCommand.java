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

/** Keeps the homelab for several runs. */
@Command(
        name = "lock",
        description =
                "Keep the homelab for the runs of one holder, such as the jobs of a pipeline, until it is freed by homelab unlock or a quarter of an hour passes without one of them.")
final class LockCommand extends DefinitionsCommand {

    @Mixin
    private Locking locking = new Locking();

    @Override
    Homelab read(Definitions definitions, Map<String, String> environment) {
        return definitions.readInventory(environment);
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Gate.Pass pass = locking.passOfHolder(environment());
        homelab.record().reserve(pass);
        terminal.line("Kept for \"%s\".".formatted(pass.holder().orElse("")));
        return Ending.DONE;
    }
}
