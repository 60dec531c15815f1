// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import picocli.CommandLine.Command;

/** The commands about the hosts of the inventory. */
@Command(
        name = "hosts",
        description = "Trust the SSH keys of hosts.",
        mixinStandardHelpOptions = true,
        subcommands = TrustCommand.class)
final class HostsCommand {}
