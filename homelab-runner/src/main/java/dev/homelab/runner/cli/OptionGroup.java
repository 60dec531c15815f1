// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A group of options in the help of a command.
 *
 * @param title its heading
 * @param names the options; those in no group come first, as the command's own
 */
record OptionGroup(String title, List<String> names) {

    private static final List<OptionGroup> COMMON = List.of(
            of("What may change", "--only", "--target", "--without", "--changed", "--refresh-images"),
            of("Confirmations", "--yes", "--accept", "--adopt", "--adopt-service", "--yes-delete"),
            of("Runs and waiting", "--run", "--stage", "--holder", "--wait", "--patience"),
            of("Definitions", "--services", "--inventory", "--plugins", "--no-code"),
            of("Output", "--json", "--timings", "--verbose", "--help", "--version"));

    private static OptionGroup of(String title, String... names) {
        return new OptionGroup(title, List.of(names));
    }

    /** Returns the groups of a command's options, in the order of the help. */
    static List<OptionGroup> all(List<OptionSpec> options) {
        List<String> own = options.stream()
                .map(OptionSpec::longestName)
                .filter(name -> COMMON.stream().noneMatch(group -> group.names.contains(name)))
                .toList();
        return Stream.concat(Stream.of(new OptionGroup("Options", own)), COMMON.stream())
                .filter(group -> !group.among(options).isEmpty())
                .toList();
    }

    /** Returns the options of this group. */
    List<OptionSpec> among(List<OptionSpec> options) {
        return options.stream()
                .filter(option -> !option.hidden() && names.contains(option.longestName()))
                .toList();
    }
}
