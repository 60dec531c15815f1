// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.runner.timing.Timings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that asks where the time of a run went. */
public final class TimingsOption {

    @Option(
            names = "--timings",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description =
                    "Print where the time of the run went, by phase and by target. With a file, also write a trace that"
                            + " https://ui.perfetto.dev opens.")
    private @Nullable String file;

    /** Begins to take the time, if that was asked for. */
    public Optional<Timings> begin() {
        return file == null ? Optional.empty() : Optional.of(Timings.sinceStart(Clock.systemUTC()));
    }

    /** Returns where the trace is to be written, if anywhere. */
    public Optional<Path> trace() {
        return Optional.ofNullable(file).filter(name -> !name.isEmpty()).map(Path::of);
    }
}
