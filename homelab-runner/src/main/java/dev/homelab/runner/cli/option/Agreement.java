// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import picocli.CommandLine.Option;

/** The option that agrees to a plan without being asked. */
public final class Agreement {

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Do not ask. On a terminal the plan is shown first otherwise, and it is asked whether to apply it.")
    private boolean yes;

    /** Returns whether it is agreed to. */
    public boolean isGiven() {
        return yes;
    }
}
