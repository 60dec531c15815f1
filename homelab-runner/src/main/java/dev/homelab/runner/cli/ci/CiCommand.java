// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about CI servers. */
@Command(
        name = "ci",
        description = "Work with the files of a CI server.",
        mixinStandardHelpOptions = true,
        subcommands = InitCommand.class)
public final class CiCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: init.");
    }
}
