// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.verify.Patience;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says how long services may take to answer. */
final class Waiting {

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long services may take to answer (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    Patience patience() {
        return new Patience(Duration.ofSeconds(seconds), Patience.usual().interval());
    }
}
