// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.lab.Lab;
import dev.homelab.provision.PollPolicy;
import dev.homelab.report.Report;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A lab and a folder of definitions that a test writes, applies and breaks. */
public final class LabHome implements AutoCloseable {

    private static final PollPolicy SHORT = new PollPolicy(Duration.ofSeconds(3), Duration.ofMillis(50));

    public final Lab lab;
    public final Path services;
    private final Map<String, String> environment;

    public LabHome(Path folder) {
        this.lab = Lab.start(folder.resolve("lab"));
        this.services = folder.resolve("services");
        this.environment = new HashMap<>(lab.environment());
    }

    /** Writes a definition; what it does not say is that of a small web service behind the sign-in. */
    public LabHome define(String name, String image, int port, String... more) {
        write("media/" + name + ".yaml", """
                name: %1$s
                host: docker-media
                containers:
                  server: {image: "%2$s", ports: ["%3$d:80"], volumes: ["data:/data"]}
                routes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                widget: {group: Media}
                %4$s
                """.formatted(name, image, port, String.join("\n", more)));
        return this;
    }

    public LabHome write(String file, String text) {
        try {
            Path path = services.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String name) {
        try {
            Files.delete(services.resolve("media/" + name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the environment variables of every run, which a test may change. */
    public Map<String, String> environment() {
        return environment;
    }

    public Homelab homelab() {
        return Homelab.read(services, lab.inventory(), environment);
    }

    /** Returns the homelab with a program that follows its runs. */
    public Homelab homelab(Consumer<Report> listener) {
        return Homelab.of(Sources.inventory(lab.inventory()).folder(services))
                .environment(environment)
                .listener(listener)
                .build();
    }

    /** Returns a request for everything that is done with little patience. */
    public static RunRequest request() {
        return RunRequest.usual().with(options());
    }

    public static RunOptions options() {
        return RunOptions.usual().with(SHORT);
    }

    public Report apply() {
        return apply(request());
    }

    public Report apply(RunRequest request) {
        return homelab().apply(request);
    }

    public Report apply(Consumer<Report> listener) {
        return apply(listener, request());
    }

    public Report apply(Consumer<Report> listener, RunRequest request) {
        return homelab(listener).apply(request);
    }

    public Report verify() {
        return homelab().verify(options());
    }

    @Override
    public void close() {
        lab.close();
    }
}
