// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands under {@code compose} can work on a host that has nothing but the Compose file: Compose takes some values that never
 * start a container there, or that need a file which is not there.
 */
final class ComposeKeyWorks implements Rule {

    private static final Pattern OF_SERVICE = Pattern.compile("service:(.*)");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().compose().entrySet().stream()
                        .flatMap(entry -> problems(part, entry.getKey(), entry.getValue())))
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> part, String key, @Nullable Object value) {
        return switch (key) {
            case "profiles" -> value instanceof List<?> list && list.isEmpty() ? Stream.empty() : profiles(part);
            case "provider" -> provider(part);
            case "scale" -> copies(part, key, value);
            case "deploy" -> copies(part, "deploy.replicas", under(value, "replicas"));
            case "extends" -> base(part, value);
            case "env_file", "label_file" -> files(part, key, value);
            case "links", "volumes_from" -> references(part, key, value);
            case "ipc", "pid" -> namespace(part, key, value).stream();
            default -> Stream.empty();
        };
    }

    private static Stream<Problem> profiles(Part<Container> part) {
        return Stream.of(problem(
                part,
                "profiles",
                "a container with \"profiles\" is never started, because no run names a profile.",
                "remove \"profiles\"; a container that is not to run needs no definition."));
    }

    private static Stream<Problem> provider(Part<Container> part) {
        return Stream.of(problem(
                part,
                "provider",
                "a \"provider\" creates something other than a container, so nothing runs from the image.",
                "remove it, and define a container."));
    }

    private static Stream<Problem> copies(Part<Container> part, String place, @Nullable Object count) {
        String number = String.valueOf(count);
        if (number.equals("0")) {
            return Stream.of(problem(
                    part,
                    place,
                    "with \"%s: 0\" there is no container.".formatted(place),
                    "remove it; a container that is not to run needs no definition."));
        }
        boolean isOne = count == null || number.equals("1");
        return isOne || part.value().containerName().isEmpty()
                ? Stream.empty()
                : Stream.of(problem(
                        part,
                        place,
                        "there cannot be %s containers of one name, \"%s\"."
                                .formatted(number, part.value().containerName().get()),
                        "remove \"containerName\", or \"%s\".".formatted(place)));
    }

    private static Stream<Problem> base(Part<Container> part, @Nullable Object base) {
        if (under(base, "file") != null) {
            return Stream.of(problem(
                    part,
                    "extends.file",
                    "the file \"%s\" is not beside the Compose file on the host.".formatted(under(base, "file")),
                    "write here what the file says, or use an anchor of YAML within this definition."));
        }
        Object name = base instanceof String ? base : under(base, "service");
        return name == null
                ? Stream.empty()
                : unknown(part, base instanceof String ? "extends" : "extends.service", String.valueOf(name)).stream();
    }

    private static Stream<Problem> files(Part<Container> part, String key, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return relative(part, key, key, value).stream();
        }
        return IntStream.range(0, list.size())
                .boxed()
                .flatMap(i -> relative(part, key, key + "[" + i + "]", list.get(i)).stream());
    }

    private static Optional<Problem> relative(Part<Container> part, String key, String place, @Nullable Object entry) {
        Object path = entry instanceof Map ? under(entry, "path") : entry;
        if (path == null || String.valueOf(path).startsWith("/")) {
            return Optional.empty();
        }
        String instead = key.equals("env_file") ? "\"environment\" and \"secrets\"" : "\"labels\"";
        return Optional.of(problem(
                part,
                place,
                "the file \"%s\" is not beside the Compose file on the host.".formatted(path),
                "write what it says under %s, or give the path of a file of the host from the root on."
                        .formatted(instead)));
    }

    private static Stream<Problem> references(Part<Container> part, String key, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return Stream.empty();
        }
        return IntStream.range(0, list.size())
                .boxed()
                .filter(i -> !String.valueOf(list.get(i)).startsWith("container:"))
                .flatMap(i ->
                        unknown(
                                part,
                                key + "[" + i + "]",
                                String.valueOf(list.get(i)).replaceFirst(":.*", ""))
                                .stream());
    }

    private static Optional<Problem> namespace(Part<Container> part, String key, @Nullable Object value) {
        return Optional.of(OF_SERVICE.matcher(String.valueOf(value)))
                .filter(service -> service.matches())
                .flatMap(service -> unknown(part, key, service.group(1)));
    }

    private static Optional<Problem> unknown(Part<Container> part, String place, String name) {
        Map<String, Container> containers = part.definition().service().containers();
        return containers.containsKey(name)
                ? Optional.empty()
                : Optional.of(new Problem(
                        "container not known",
                        part.definition().positions().at(part.path() + ".compose." + place),
                        "service \"%s\" has no container \"%s\".".formatted(part.service(), name),
                        "write one of %s.".formatted(String.join(", ", containers.keySet()))));
    }

    private static @Nullable Object under(@Nullable Object value, String key) {
        return value instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static Problem problem(Part<Container> part, String place, String detail, String fix) {
        return new Problem(
                "setting cannot work here",
                part.definition().positions().at(part.path() + ".compose." + place),
                detail,
                fix);
    }
}
