// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.report.Ending;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a new root key. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Print a new, random root key and nothing else.",
            "Keep it readable by you alone: umask 077 && homelab key new > homelab.key"
        },
        footer = "  homelab key new > homelab.key")
final class NewKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        new Terminal(spec).line(RootKey.make());
        return Ending.DONE.exitCode();
    }
}
