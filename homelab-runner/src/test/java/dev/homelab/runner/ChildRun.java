// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.runner.verify.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One apply in a process of its own, so that it can be killed. */
final class ChildRun {

    private static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofMillis(50));

    private ChildRun() {}

    public static void main(String[] arguments) {
        Agreed.to(Homelab.read(Path.of(arguments[0]), Path.of(arguments[1]), System.getenv()))
                .patient(SHORT)
                .apply();
    }

    static Process start(LabHome home) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ChildRun.class.getName(),
                home.services.toString(),
                home.lab.inventory().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(home.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
