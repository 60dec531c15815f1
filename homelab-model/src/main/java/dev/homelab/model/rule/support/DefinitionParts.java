// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.support;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.Route;
import dev.homelab.model.container.Container;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.PortMapping;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a catalog that are there and well formed, each with its place. */
public final class DefinitionParts {

    private DefinitionParts() {}

    /**
     * A part of a definition.
     *
     * @param definition the definition
     * @param path the YAML path of the part
     * @param value the part
     */
    public record Part<T>(Definition definition, String path, T value) {

        public Where where() {
            return definition.positions().at(path);
        }

        public String service() {
            return nameOf(definition);
        }

        public Problem problem(String summary, String detail, String fix) {
            return new Problem(summary, where(), detail, fix);
        }
    }

    public static Stream<Part<Route>> routes(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(d -> indexed(d, "routes", d.service().routes()));
    }

    public static Stream<Part<Hostname>> hostnames(Catalog catalog) {
        Stream<Part<Hostname>> routed = routes(catalog)
                .flatMap((Part<Route> part) -> part.value().hostname().stream()
                        .map(hostname -> new Part<>(part.definition(), part.path() + ".hostname", hostname)));
        Stream<Part<Hostname>> named = records(catalog)
                .map(part -> new Part<>(
                        part.definition(),
                        part.path() + ".hostname",
                        part.value().hostname()));
        return Stream.concat(routed, named);
    }

    /** Returns the records that have a hostname, well formed or not. */
    public static Stream<Part<DnsRecord>> records(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(d -> indexed(d, "dns", d.service().dns()))
                .filter(part -> isThere(part.value().hostname()));
    }

    /** Returns the ports in a form that can be read, with ranges that fit. */
    public static Stream<Part<PortMapping>> ports(Definition definition) {
        return containers(definition).flatMap(part -> ports(definition, part.path(), part.value()));
    }

    public static Stream<Part<Container>> containers(Definition definition) {
        return definition.service().containers().entrySet().stream()
                .filter(entry -> isThere(entry.getValue()))
                .map((Map.Entry<String, Container> entry) ->
                        new Part<>(definition, "containers." + entry.getKey(), entry.getValue()));
    }

    public static Optional<Container> container(Definition definition, @Nullable String name) {
        return name == null
                ? Optional.empty()
                : Optional.ofNullable(definition.service().containers().get(name));
    }

    public static boolean isThere(@Nullable Object value) {
        return value != null;
    }

    /** Returns whether every target could be read, so that a rule may say what no target does. */
    public static boolean targetsAreThere(Catalog catalog) {
        return catalog.inventory().targets().values().stream().allMatch(DefinitionParts::isThere);
    }

    public static String nameOf(Definition definition) {
        return Objects.toString(definition.service().name(), "?");
    }

    private static Stream<Part<PortMapping>> ports(Definition definition, String path, Container container) {
        return DefinitionParts.<PortMapping>indexed(definition, path + ".ports", container.ports())
                .filter(part -> part.value().isWellFormed() && part.value().hasFittingRanges());
    }

    private static <T> Stream<Part<T>> indexed(Definition definition, String path, List<T> values) {
        return IntStream.range(0, values.size())
                .filter(i -> isThere(values.get(i)))
                .mapToObj(i -> new Part<>(definition, path + "[" + i + "]", values.get(i)));
    }
}
