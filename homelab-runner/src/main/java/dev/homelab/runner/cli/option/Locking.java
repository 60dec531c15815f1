// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.runner.PipelineOptions;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.guard.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a command gets past the lock of the homelab. */
public final class Locking {

    public static final String HOLDER = "HOMELAB_HOLDER";

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

    /** Returns these options for a whole run, within the lock of the holder if one is given. */
    public RunOptions apply(RunOptions options, Map<String, String> environment) {
        return apply(options, environment, false);
    }

    /**
     * Returns the same.
     *
     * @param notifiesLater whether another job sends the notifications
     */
    public RunOptions apply(RunOptions options, Map<String, String> environment, boolean notifiesLater) {
        return apply(options, new PipelineOptions(Stage.ALL, holder(environment), notifiesLater));
    }

    /** Returns these options for a stage of a run that the jobs of a pipeline share, which needs their holder. */
    public RunOptions apply(RunOptions options, Map<String, String> environment, Stage stage) {
        if (holder(environment).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Say whose it is: --holder NAME, or variable " + HOLDER + ".");
        }
        return apply(options, new PipelineOptions(stage, holder(environment), true));
    }

    private RunOptions apply(RunOptions options, PipelineOptions pipeline) {
        return options.waitingForLock(Duration.ofSeconds(seconds)).with(pipeline);
    }

    private Optional<String> holder(Map<String, String> environment) {
        return holder.or(() -> Optional.ofNullable(environment.get(HOLDER))).filter(name -> !name.isBlank());
    }
}
