// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the hosts of the inventory. */
@Command(
        name = "hosts",
        description = "Work with the hosts of the inventory.",
        mixinStandardHelpOptions = true,
        subcommands = TrustCommand.class)
final class HostsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: trust.");
    }
}
