// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.container.Network;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.IpSubnet;
import dev.homelab.problem.Problem;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The networks of a host that the inventory describes and that projects join. Docker changes no network once it is created, so one
 * with other settings is left to a person.
 */
final class SharedNetworks {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final ComposeProblems problems;
    private final Map<String, Network> written;

    SharedNetworks(RemoteHost host, ComposeProblems problems, Map<String, Network> written) {
        this.host = host;
        this.problems = problems;
        this.written = written;
    }

    /** Returns the command that {@link #problems} runs; none if no project joins a network that is described. */
    List<List<String>> questions(List<ComposeProject> projects) {
        Set<String> names = names(projects);
        return names.isEmpty() ? List.of() : List.of(ComposeCommands.inspectNetworks(names));
    }

    /** Returns a problem for each network with other settings, and for each that must be there and is not. */
    List<Problem> problems(List<ComposeProject> projects) {
        Set<String> names = names(projects);
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, JsonNode> there = there(names);
        List<Problem> found = new ArrayList<>();
        for (String name : names) {
            Network network = written.getOrDefault(name, Network.PLAIN);
            Optional<JsonNode> real = Optional.ofNullable(there.get(name));
            if (network.isExternal() && real.isEmpty()) {
                found.add(problems.externalNetworkMissing(name));
            } else if (!network.isExternal()) {
                real.map(node -> differences(network, node))
                        .filter(differences -> !differences.isEmpty())
                        .ifPresent(differences -> found.add(problems.networkDiffers(name, differences)));
            }
        }
        return found;
    }

    private Set<String> names(List<ComposeProject> projects) {
        Set<String> names = new TreeSet<>();
        projects.forEach(project -> names.addAll(project.outline().sharedNetworks()));
        names.retainAll(written.keySet());
        return names;
    }

    /** A name may be the beginning of another one's id. */
    private Map<String, JsonNode> there(Set<String> names) {
        Map<String, JsonNode> there = new TreeMap<>();
        host.run(ComposeCommands.inspectNetworks(names), LIMIT)
                .output()
                .lines()
                .flatMap(line -> YamlText.read(line).stream())
                .forEach(network -> there.put(network.path("Name").asText(), network));
        return there;
    }

    /** Only what is written counts, beside the driver and whether it is internal. */
    private static List<String> differences(Network network, JsonNode real) {
        List<String> all = new ArrayList<>();
        compare(all, "driver", Optional.of(network.usedDriver().word()), real.path("Driver"));
        compare(all, "internal", Optional.of("" + network.isInternal()), real.path("Internal"));
        compare(
                all,
                "ipv6",
                Optional.of("" + network.hasIpv6()).filter(has -> network.ipv6().isPresent() || network.hasIpv6()),
                real.path("EnableIPv6"));
        compare(all, "parent", network.parent(), real.path("Options").path("parent"));
        network.options()
                .forEach((name, value) -> compare(
                        all, name, Optional.of(value), real.path("Options").path(name)));
        List<JsonNode> ranges = real.path("IPAM").path("Config").valueStream().toList();
        range(all, "subnet", network.subnet(), ranges, "Subnet");
        range(all, "ipRange", network.ipRange(), ranges, "IPRange");
        range(all, "subnetV6", network.subnetV6(), ranges, "Subnet");
        Stream.of(Map.entry("gateway", network.gateway()), Map.entry("gatewayV6", network.gatewayV6()))
                .forEach(gateway -> gateway.getValue()
                        .filter(address -> ranges.stream()
                                .map(range -> range.path("Gateway").asText().split("/", 2)[0])
                                .filter(other -> IpAddress.isIpv6(other) == IpAddress.isIpv6(address))
                                .filter(other -> !other.isEmpty()) // engine 20.10 shows only one that was asked for
                                .anyMatch(other -> !IpAddress.same(address, other)))
                        .ifPresent(address -> all.add(
                                "%s \"%s\" (%s)".formatted(gateway.getKey(), address, shown(ranges, "Gateway")))));
        return all;
    }

    private static void compare(List<String> all, String key, Optional<String> wanted, JsonNode real) {
        wanted.filter(value -> !value.equals(real.asText()))
                .ifPresent(value -> all.add("%s \"%s\" (there: %s)"
                        .formatted(key, value, real.asText().isEmpty() ? "none" : "\"" + real.asText() + "\"")));
    }

    private static void range(
            List<String> all, String key, Optional<String> wanted, List<JsonNode> ranges, String field) {
        wanted.filter(text -> ranges.stream()
                        .noneMatch(range -> isSame(text, range.path(field).asText())))
                .ifPresent(text -> all.add("%s \"%s\" (%s)".formatted(key, text, shown(ranges, field))));
    }

    private static boolean isSame(String one, String other) {
        Optional<IpSubnet> first = IpSubnet.parse(one);
        Optional<IpSubnet> second = IpSubnet.parse(other);
        return first.isPresent()
                && second.isPresent()
                && first.get().contains(second.get())
                && second.get().contains(first.get());
    }

    private static String shown(List<JsonNode> ranges, String field) {
        List<String> texts = ranges.stream()
                .map(range -> range.path(field).asText())
                .filter(text -> !text.isEmpty())
                .map(text -> "\"" + text + "\"")
                .toList();
        return "there: " + (texts.isEmpty() ? "none" : String.join(", ", texts));
    }
}
