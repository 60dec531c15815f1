// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.engine;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Docker printed of containers and volumes that it was asked for in detail.
 *
 * @param containers by id
 * @param volumes when each was created, by name; empty text if its driver does not say
 * @param missingVolumes those that there are none of
 */
public record Inspection(
        Map<String, InspectedContainer> containers, Map<String, String> volumes, Set<String> missingVolumes) {

    private static final Pattern MISSING_CONTAINER = Pattern.compile("(?i)no such (?:container|object)");

    /** {@code Error: No such volume: data}, or {@code Error response from daemon: get data: no such volume}. */
    private static final Pattern MISSING_VOLUME =
            Pattern.compile("(?i)no such volume: (\\S{1,255})|get (\\S{1,255}): no such volume");

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";

    public Inspection {
        containers = Map.copyOf(containers);
        volumes = Map.copyOf(volumes);
        missingVolumes = Set.copyOf(missingVolumes);
    }

    /** Nothing was asked for. */
    public static Inspection none() {
        return new Inspection(Map.of(), Map.of(), Set.of());
    }

    /** Returns whether Docker complained of nothing but containers and volumes that it does not have. */
    public static boolean isOnlyMissing(String errors) {
        return !errors.isBlank()
                && errors.lines()
                        .allMatch(line -> MISSING_CONTAINER.matcher(line).find()
                                || MISSING_VOLUME.matcher(line).find());
    }

    /**
     * Reads a line of JSON for each. Values that may hold secrets are not kept.
     *
     * @param errors what Docker complained of
     * @param fingerprint hides a value, given what it is of and the value
     */
    public static Inspection parse(String output, String errors, BinaryOperator<String> fingerprint) {
        List<JsonNode> lines = output.lines()
                .filter(line -> line.startsWith("{"))
                .map(Inspection::read)
                .toList();
        Map<String, String> names = new TreeMap<>();
        Map<String, String> volumes = new TreeMap<>();
        List<JsonNode> all = new ArrayList<>();
        lines.forEach(line -> {
            if (line.has("Volume")) {
                volumes.put(line.path("Volume").asText(), time(line.path("CreatedAt")));
            } else {
                all.add(line);
                names.put(line.path("Id").asText(), name(line));
            }
        });
        Map<String, InspectedContainer> containers = new TreeMap<>();
        all.forEach(line -> containers.put(
                line.path("Id").asText(),
                InspectedContainer.of(line, Traits.of(line, fingerprint, id -> names.getOrDefault(id, "")))));
        return new Inspection(containers, volumes, missingVolumes(errors));
    }

    private static Set<String> missingVolumes(String errors) {
        return errors.lines()
                .map(MISSING_VOLUME::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1) == null ? line.group(2) : line.group(1))
                .collect(toSet());
    }

    private static String name(JsonNode container) {
        JsonNode labels = container.path("Config").path("Labels");
        return labels.has(PROJECT)
                ? labels.path(PROJECT).asText() + "/" + labels.path(SERVICE).asText()
                : container.path("Name").asText();
    }

    /** Docker gives times in the time zone that its host has now. */
    private static String time(JsonNode text) {
        return InspectedContainer.time(text).map(Instant::toString).orElse(text.asText());
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Docker printed text that is not JSON", e);
        }
    }
}
