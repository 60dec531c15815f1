// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.cli.completion.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {"Print the completion script for a shell.", "An installation has it already; a checkout has not."
        },
        footer = {
            "  source <(homelab completion bash)",
            "  homelab completion fish > ~/.config/fish/completions/homelab.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(shell.script(spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
