// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.completion;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The short texts of commands and options. */
final class Sentences {

    private Sentences() {}

    /** Returns what a command does, in one line. */
    static String first(CommandSpec command) {
        String[] header = command.usageMessage().header(); // picocli's own command has one
        String[] lines = header.length == 0 ? command.usageMessage().description() : header;
        return lines.length == 0 ? "" : lines[0];
    }

    /** Returns the first sentence about an option, without its full stop. */
    static String first(ArgSpec option) {
        return String.join(" ", option.description())
                .replaceFirst("(?s)[.:;](\\s.*)?$", "")
                .strip();
    }
}
