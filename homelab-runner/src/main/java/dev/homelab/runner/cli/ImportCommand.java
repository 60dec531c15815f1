// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import picocli.CommandLine.Command;

/** The commands that make definitions of what runs already. */
@Command(
        name = "import",
        description = "Write definitions of what runs already. Changes nothing that runs.",
        mixinStandardHelpOptions = true,
        subcommands = {ImportComposeCommand.class, ImportHostCommand.class})
final class ImportCommand {}
