// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far Compose is with a project: read from the lines that {@code --progress plain} prints to standard error, and reported
 * for a live display. Compose says of a container only that it waits for it, so its health is asked of Docker meanwhile.
 */
final class UpProgress {

    private static final Logger LOG = LoggerFactory.getLogger(UpProgress.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final long LOOK_SECONDS = 1;

    /** Printed only by commands that show layers; the earlier Compose 2 also draws a bar, and what there is in all. */
    private static final Pattern LAYER = Pattern.compile(
            "\\s*([0-9a-f]{12}) (Already exists|Pulling fs layer|Waiting|Downloading|"
                    + "Verifying Checksum|Download complete|Extracting|Pull complete)\\b(?:[^\\n0-9]{0,200}([0-9.]{1,12} ?[kMG]?B))?.*");

    private static final Pattern IMAGE = Pattern.compile("\\s*(?:Image )?(\\S{1,300}) Pulling\\s*");
    private static final Pattern CONTAINER = Pattern.compile(
            "\\s*Container (\\S{1,300}) (Creating|Recreate|Starting|Waiting|Healthy|Stopping|Removing|Exited)\\s*");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?([kMG]?)B");
    private static final Pattern HEALTH = Pattern.compile(".*\\((health: starting|healthy|unhealthy)\\)");
    private static final long KILO = 1000;

    private final RemoteHost host;
    private final Context context;
    private final ServiceName service;
    private final String project;
    private final Map<String, String> layers = new LinkedHashMap<>();
    private final Map<String, Double> sizes = new LinkedHashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private String image = "";

    /** Follows a project on a host, for a service. */
    UpProgress(RemoteHost host, Context context, ServiceName service, String project) {
        this.host = host;
        this.context = context;
        this.service = service;
        this.project = project;
    }

    /**
     * Runs a command and follows it, if a person watches.
     *
     * @param command gets what takes its lines
     * @return its result, without the lines on layers
     */
    CommandResult during(Function<Consumer<String>, CommandResult> command) {
        if (!context.isWatched()) {
            return command.apply(line -> {});
        }
        CountDownLatch ended = new CountDownLatch(1);
        Thread health = new Thread(() -> askHealth(ended), "compose-health");
        health.setDaemon(true);
        health.start();
        try {
            CommandResult result = command.apply(this::take);
            String errors = result.errors()
                    .lines()
                    .filter(line -> !LAYER.matcher(line).matches())
                    .map(line -> line + "\n")
                    .collect(joining());
            return new CommandResult(result.exit(), result.output(), errors);
        } finally {
            ended.countDown();
            context.report(service, "", "");
        }
    }

    /** Takes a line of standard error. */
    synchronized void take(String line) {
        Matcher layer = LAYER.matcher(line);
        Matcher container = CONTAINER.matcher(line);
        Matcher pulled = IMAGE.matcher(line);
        if (layer.matches()) {
            layers.put(layer.group(1), layer.group(2));
            if (layer.group(2).equals("Downloading") && layer.group(3) != null) {
                sizes.merge(layer.group(1), bytes(layer.group(3)), Math::max);
            }
            pulling();
        } else if (pulled.matches()) {
            image = pulled.group(1);
            pulling();
        } else if (container.matches()) {
            take(container.group(1), container.group(2));
        }
    }

    private void pulling() {
        long done = layers.values().stream()
                .filter(state -> state.equals("Pull complete") || state.equals("Already exists"))
                .count();
        double loaded = sizes.values().stream().mapToDouble(Double::doubleValue).sum();
        String far = layers.isEmpty() ? "" : ", %d of %d layers, %s".formatted(done, layers.size(), size(loaded));
        context.report(service, "pulling", image + far);
    }

    private void take(String name, String state) {
        switch (state) {
            case "Waiting" -> {
                waiting.add(name);
                context.report(service, "waiting", "for " + names() + " to be up");
            }
            case "Healthy", "Exited" -> {
                waiting.remove(name);
                if (!waiting.isEmpty()) {
                    context.report(service, "waiting", "for " + names() + " to be up");
                }
            }
            case "Stopping", "Removing" -> context.report(service, "stopping", name);
            default -> context.report(service, "starting", name);
        }
    }

    private String names() {
        return String.join(", ", waiting);
    }

    private void askHealth(CountDownLatch ended) {
        try {
            while (!ended.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                if (isWaiting()) {
                    takeHealth(host.run(ComposeCommands.status(project), LOOK));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TargetException e) {
            LOG.debug("The health of containers is not known while Compose waits for them.", e);
        }
    }

    private synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private synchronized void takeHealth(CommandResult status) {
        String states = status.output()
                .lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> parts.length == 2 && waiting.contains(parts[0]))
                .map(parts -> parts[0] + ": " + health(parts[1]))
                .collect(joining("; "));
        if (!states.isEmpty()) {
            context.report(service, "waiting", states);
        }
    }

    private static String health(String status) {
        Matcher health = HEALTH.matcher(status);
        return health.matches() ? health.group(1) : status;
    }

    private static double bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return 0;
        }
        double number = Double.parseDouble(size.group(1));
        return switch (size.group(2)) {
            case "k" -> number * KILO;
            case "M" -> number * KILO * KILO;
            case "G" -> number * KILO * KILO * KILO;
            default -> number;
        };
    }

    private static String size(double bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / (KILO * KILO));
    }
}
