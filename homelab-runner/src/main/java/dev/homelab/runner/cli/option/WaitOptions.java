// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.provision.PollPolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says how long services may take to answer. */
public final class WaitOptions {

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long services may take to answer (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    public PollPolicy patience() {
        return new PollPolicy(Duration.ofSeconds(seconds), PollPolicy.usual().interval());
    }
}
