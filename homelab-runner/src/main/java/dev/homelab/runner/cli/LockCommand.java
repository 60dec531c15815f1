// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds the lock for several runs. */
@Command(
        name = "lock",
        description = {
            "Acquire the lock for several runs of one holder.",
            "For the jobs of a pipeline. homelab unlock releases it, and so does a quarter of an hour without a run of the "
                    + "holder."
        },
        footer = "  homelab lock --holder pipeline-7 --wait 600")
final class LockCommand extends DefinitionsCommand {

    @Mixin
    private Locking locking = new Locking();

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readInventory();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        RunOptions options = locking.apply(runOptions(), environment(), Stage.ALL);
        homelab.record(options).acquireLock();
        String holder = options.pipeline().holder().orElse("");
        terminal.line(json ? Json.lock(holder, true) : "Kept for \"%s\".".formatted(holder));
        return Ending.DONE;
    }
}
