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

/** Releases the lock of several runs. */
@Command(
        name = "unlock",
        description = "Release the lock that homelab lock acquired for a holder.",
        footer = "  homelab unlock --holder pipeline-7")
final class UnlockCommand extends DefinitionsCommand {

    @Mixin
    private Locking locking = new Locking();

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readInventory();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        RunOptions options = locking.apply(runOptions(), environment(), Stage.ALL);
        homelab.record(options).releaseLock();
        String holder = options.pipeline().holder().orElse("");
        terminal.line(json ? Json.lock(holder, false) : "Freed by \"%s\".".formatted(holder));
        return Ending.DONE;
    }
}
