// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import picocli.CommandLine.Command;

/** The commands about the root key. */
@Command(
        name = "key",
        description = "Make a root key.",
        mixinStandardHelpOptions = true,
        subcommands = NewKeyCommand.class)
final class KeyCommand {}
