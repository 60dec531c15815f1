// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** A group of options in the help of a command, in the order of the help. An option in no other is one of the command's own. */
enum OptionGroup {
    OWN("Options"),
    SCOPE("What may change", "--only", "--target", "--without", "--changed", "--refresh-images"),
    CONFIRMATION("Confirmations", "--yes", "--accept", "--adopt", "--adopt-service", "--yes-delete"),
    RUN("Runs and waiting", "--run", "--stage", "--holder", "--wait", "--patience"),
    DEFINITIONS("Definitions", "--services", "--inventory", "--plugins", "--no-code"),
    OUTPUT("Output", "--json", "--timings", "--verbose", "--help", "--version");

    private final String title;
    private final Set<String> names;

    OptionGroup(String title, String... names) {
        this.title = title;
        this.names = Set.of(names);
    }

    String title() {
        return title;
    }

    static OptionGroup of(OptionSpec option) {
        return Stream.of(values())
                .filter(group -> group.names.contains(option.longestName()))
                .findFirst()
                .orElse(OWN);
    }

    /** Returns the options of this group. */
    List<OptionSpec> among(List<OptionSpec> options) {
        return options.stream()
                .filter(option -> !option.hidden() && of(option) == this)
                .toList();
    }
}
