// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The program as people run it, from its jar in a process of its own, with a limit of time. */
final class Product {

    private static final int OUT_OF_TIME = -1;

    /** What acts on a terminal or hides and reorders text there; written down once more, independently of the program. */
    private static final Pattern ESCAPE =
            Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u200B\\u200E\\u200F\\u202A-\\u202E"
                    + "\\u2060-\\u2069\\uFEFF]");

    private static final Pattern TRACE = Pattern.compile(
            "(?m)^\\s+at [\\w.$/<>]+\\(|^Exception in thread|\\bjava\\.\\w+\\.\\w*(?:Exception|Error)\\b|is a bug in homelab");

    private final Path jar;
    private final Path folder;
    private final Map<String, String> environment;

    Product(Path jar, Path folder, Map<String, String> environment) {
        this.jar = jar;
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * How one run ended.
     *
     * @param exit its code; -1 if it did not end in time
     */
    record Ended(List<String> command, int exit, String out, String err) {

        boolean isHang() {
            return exit == OUT_OF_TIME;
        }

        boolean hasTrace() {
            return TRACE.matcher(out + "\n" + err).find();
        }

        boolean hasEscape() {
            return ESCAPE.matcher(out).find() || ESCAPE.matcher(err).find();
        }

        /** Returns whether it was refused with words: what is wrong, and what to do. */
        boolean isRefused() {
            return exit > 0 && (err.contains("Fix: ") || out.contains("\"fix\"") || (exit == 64 && !err.isBlank()));
        }

        String brief() {
            String all = "exit " + exit + ": " + command + "\n" + out + "\n" + err;
            return all.length() > 3000 ? all.substring(0, 3000) + "..." : all;
        }
    }

    /** Runs it in this folder with more variables. */
    Ended run(Path place, Map<String, String> more, Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-cp", jar.toString()));
        command.add("dev.homelab.runner.cli.Main");
        command.addAll(List.of(arguments));
        return process(command, place, more, limit);
    }

    Ended run(Duration limit, String... arguments) {
        return run(folder, Map.of(), limit, arguments);
    }

    /** Runs any program. */
    Ended process(List<String> command, Path place, Map<String, String> more, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            boolean inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            List<String> said = command.contains("dev.homelab.runner.cli.Main")
                    ? command.subList(command.indexOf("dev.homelab.runner.cli.Main") + 1, command.size())
                    : command;
            return new Ended(said, inTime ? process.waitFor() : OUT_OF_TIME, out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
