// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.PollPolicy;
import dev.homelab.runner.guard.Consent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One apply in a process of its own, so that it can be killed. */
final class ChildRun {

    private static final PollPolicy SHORT = new PollPolicy(Duration.ofSeconds(2), Duration.ofMillis(50));

    private ChildRun() {}

    public static void main(String[] arguments) {
        Consent consent = Consent.none().deleting(Integer.parseInt(arguments[2]));
        for (String risk : List.of(arguments).subList(3, arguments.length)) {
            consent = consent.accepting(risk);
        }
        Homelab.read(Path.of(arguments[0]), Path.of(arguments[1]), System.getenv())
                .apply(RunRequest.usual().with(consent).with(RunOptions.usual().with(SHORT)));
    }

    /** Starts one for a person who has agreed to this. */
    static Process start(LabHome home, Consent consent) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote", // most of what a run of this size takes is its start
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                ChildRun.class.getName(),
                home.services.toString(),
                home.lab.inventory().toString(),
                consent.deletions().orElse(0).toString()));
        command.addAll(consent.accepted());
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
