// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

import picocli.CommandLine.Command;

/** The commands about CI servers. */
@Command(
        name = "ci",
        description = "Write the files of a CI server.",
        mixinStandardHelpOptions = true,
        subcommands = InitCommand.class)
public final class CiCommand {}
