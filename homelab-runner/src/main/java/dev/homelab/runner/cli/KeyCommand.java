// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the root key. */
@Command(
        name = "key",
        description = "Work with the root key of a homelab.",
        mixinStandardHelpOptions = true,
        subcommands = NewKeyCommand.class)
final class KeyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: new.");
    }
}
