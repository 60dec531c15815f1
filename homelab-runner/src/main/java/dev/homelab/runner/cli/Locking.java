// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.record.Gate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a command gets past the lock of the homelab. */
final class Locking {

    static final String HOLDER = "HOMELAB_HOLDER";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to wait for another run to end, before this one is refused (default: at once).")
    private int seconds;

    @Option(
            names = "--holder",
            paramLabel = "NAME",
            description = "Run within the lock that homelab lock took under this name, such as that of a pipeline (or:"
                    + " variable " + HOLDER + ").")
    private Optional<String> holder = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    Gate.Pass pass(Map<String, String> environment) {
        return new Gate.Pass(
                Duration.ofSeconds(seconds),
                holder.or(() -> Optional.ofNullable(environment.get(HOLDER))).filter(name -> !name.isBlank()));
    }

    /** Returns it likewise, for commands that are about a holder. */
    Gate.Pass passOfHolder(Map<String, String> environment) {
        if (pass(environment).holder().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Say whose it is: --holder NAME, or variable " + HOLDER + ".");
        }
        return pass(environment);
    }
}
