// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the engine of a host says in detail, as it prints it.
 *
 * @param containers in the order of their names
 * @param images those that containers were made from, by id
 * @param networks by name
 * @param volumes by name
 * @param logging the logging driver of containers that name none
 */
record Inspected(
        List<JsonNode> containers,
        Map<String, JsonNode> images,
        Map<String, JsonNode> networks,
        Map<String, JsonNode> volumes,
        String logging) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LIST = "ids=$(docker ps -aq --no-trunc) || exit 1; test -z \"$ids\" || ";

    private static final List<List<String>> COMMANDS = List.of(
            shell(LIST + "docker container inspect $ids"),
            shell(LIST + "docker image inspect $(docker container inspect --format '{{.Image}}' $ids | sort -u)"),
            shell("ids=$(docker network ls -q --no-trunc) || exit 1; test -z \"$ids\" || docker network inspect $ids"),
            shell("ids=$(docker volume ls -q) || exit 1; test -z \"$ids\" || docker volume inspect $ids"),
            List.of("docker", "info", "--format", "{{.LoggingDriver}}"));

    /**
     * Asks the engine once for everything.
     *
     * @throws TargetException if it does not answer, or with something else than it should
     */
    static Inspected of(RemoteHost host) {
        List<ProgramOutput> outputs = host.runEach(COMMANDS, LIMIT);
        List<JsonNode> containers = new ArrayList<>(array(host, outputs.get(0)));
        containers.sort(comparing(Inspected::name));
        return new Inspected(
                containers,
                by("Id", array(host, outputs.get(1))),
                by("Name", array(host, outputs.get(2))),
                by("Name", array(host, outputs.get(3))),
                outputs.get(4).text().output().strip());
    }

    /** Returns the name of a container, without those that links of others give it. */
    static String name(JsonNode container) {
        return container.path("Name").asText().replaceFirst("^/", "");
    }

    static String label(JsonNode container, String key) {
        return container.path("Config").path("Labels").path(key).asText();
    }

    /** Returns the image that a container was made from; nothing if it was removed. */
    JsonNode image(JsonNode container) {
        return Optional.ofNullable(images.get(container.path("Image").asText()))
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    private static Map<String, JsonNode> by(String key, List<JsonNode> all) {
        Map<String, JsonNode> map = new TreeMap<>();
        all.forEach(one -> map.put(one.path(key).asText(), one));
        return map;
    }

    /** What went between two commands makes the second fail, and print the others all the same. */
    private static List<JsonNode> array(RemoteHost host, ProgramOutput output) {
        CommandResult result = output.text();
        if (result.output().isBlank()) {
            if (result.succeeded()) {
                return List.of();
            }
            throw new TargetException(problem(
                    host.where(),
                    "docker not usable",
                    "Docker does not answer: " + result.reason(),
                    "start Docker there, or mend what it says."));
        }
        try {
            JsonNode root = JSON.readTree(result.output());
            if (root.isArray() && root.valueStream().allMatch(JsonNode::isObject)) {
                return root.valueStream().toList();
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw new TargetException(
                problem(
                        host.where(),
                        "inspection not understood",
                        "\"docker inspect\" printed something else than a list of JSON objects.",
                        "see what \"docker container inspect\" prints there; a program of that name may be in front of Docker's own."));
    }

    private static Problem problem(Where where, String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
