// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import picocli.CommandLine.Option;

/** The option that confirms beforehand what a terminal is asked otherwise. */
public final class Agreement {

    @Option(
            names = {"-y", "--yes"},
            description = "Do it without asking.")
    private boolean yes;

    /** Returns whether it is agreed to. */
    public boolean isGiven() {
        return yes;
    }
}
