// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.HealthcheckBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is known of an image, from the examples of homelab.
 *
 * @param name what its service is usually called
 * @param category the folder that it usually stands in
 * @param title what people call it
 * @param image with the tag of the example
 * @param page the port of the container that pages are at
 * @param ports what it publishes, {@code HOST:CONTAINER[/udp]}
 * @param volumes where it keeps data, {@code NAME:/PATH}
 * @param healthcheck how Docker knows that it works; empty JSON if the image says it itself
 */
public record KnownImage(
        String name,
        String category,
        String title,
        String image,
        int page,
        List<String> ports,
        List<String> volumes,
        JsonNode healthcheck) {

    /** The table of known images, written by a test from the examples. */
    public static final String TABLE = "/dev/homelab/runner/start/images.json";

    public KnownImage {
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
    }

    /** Returns what is known of the image of a name or, without a tag, of an image. */
    public static Optional<KnownImage> find(String nameOrImage) {
        return all().filter(known -> known.name().equals(nameOrImage)
                        || repository(known.image()).equals(repository(nameOrImage)))
                .findFirst();
    }

    /** Returns the names of all, sorted. */
    public static List<String> names() {
        return all().map(KnownImage::name).sorted().toList();
    }

    /** Returns an image without its tag or digest, as Docker completes its name. */
    static String repository(String image) {
        String name = image.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
        return name.replaceFirst("^docker\\.io/", "").replaceFirst("^library/", "");
    }

    /** Returns whether an image has a tag or a digest. */
    public static boolean isPinned(String image) {
        return image.matches("^.*(:[^:/]+|@sha256:[0-9a-f]{64})$");
    }

    /** Says it to a container. */
    void describe(ContainerBuilder container) {
        volumes.forEach(container::volume);
        if (!healthcheck.isEmpty()) {
            container.healthcheck(this::describe);
        }
    }

    private void describe(HealthcheckBuilder check) {
        text("http").ifPresent(check::http);
        text("port").map(Integer::valueOf).ifPresent(check::port);
        text("interval").ifPresent(check::interval);
        text("timeout").ifPresent(check::timeout);
        text("retries").map(Integer::valueOf).ifPresent(check::retries);
        text("startPeriod").ifPresent(check::startPeriod);
        if (healthcheck.has("command")) {
            check.command(texts(healthcheck, "command").toArray(String[]::new));
        }
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(healthcheck.get(key)).map(JsonNode::asText);
    }

    private static Stream<KnownImage> all() {
        try (InputStream table = KnownImage.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is not in the program. This is a bug in homelab.");
            }
            List<KnownImage> images = new ArrayList<>();
            new ObjectMapper().readTree(table).forEach(row -> images.add(of(row)));
            return images.stream();
        } catch (IOException e) {
            throw new IllegalStateException(TABLE + " cannot be read. This is a bug in homelab.", e);
        }
    }

    private static KnownImage of(JsonNode row) {
        return new KnownImage(
                row.path("name").asText(),
                row.path("category").asText(),
                row.path("title").asText(),
                row.path("image").asText(),
                row.path("page").asInt(),
                texts(row, "ports").toList(),
                texts(row, "volumes").toList(),
                row.path("healthcheck"));
    }

    private static Stream<String> texts(JsonNode row, String key) {
        return StreamSupport.stream(row.path(key).spliterator(), false).map(JsonNode::asText);
    }
}
