// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.model.value.IpSubnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of an engine.
 *
 * @param driver what connects its containers
 * @param internal whether nothing outside of it can be reached
 * @param ipv6 whether it has IPv6
 * @param ranges its ranges of addresses that were asked for
 * @param pool the number of the range of the engine's pools that it has, or nothing
 * @param options those of the driver
 * @param labels Compose's own among them, if Compose created it
 */
record FakeNetwork(
        String driver,
        boolean internal,
        boolean ipv6,
        List<Range> ranges,
        Optional<Integer> pool,
        Map<String, String> options,
        Map<String, String> labels) {

    static final String HASH = "com.docker.compose.config-hash";

    /**
     * A range of addresses.
     *
     * @param subnet all of them
     * @param gateway the address of the gateway; empty unless it was asked for
     * @param part from which containers get theirs; empty for all
     */
    record Range(String subnet, String gateway, String part) {}

    /** One of those that every engine has. */
    static FakeNetwork predefined(String driver, Optional<Integer> pool) {
        return new FakeNetwork(driver, false, false, List.of(), pool, Map.of(), Map.of());
    }

    /** Reads what {@code docker network create} was given. */
    static FakeNetwork of(Arguments options) {
        List<Range> ranges = new ArrayList<>();
        for (String subnet : options.values("--subnet")) {
            ranges.add(new Range(
                    subnet, within(options.values("--gateway"), subnet), within(options.values("--ip-range"), subnet)));
        }
        for (String gateway : options.values("--gateway")) {
            if (ranges.stream().noneMatch(range -> range.gateway().equals(gateway))) {
                throw new ComposeException("no matching subnet for gateway " + gateway);
            }
        }
        for (String part : options.values("--ip-range")) {
            if (ranges.stream().noneMatch(range -> range.part().equals(part))) {
                throw new ComposeException("no matching subnet for range " + part);
            }
        }
        Map<String, String> driverOptions = new LinkedHashMap<>();
        options.values("--opt").forEach(option -> {
            String[] parts = option.split("=", 2);
            driverOptions.put(parts[0], parts.length == 2 ? parts[1] : "");
        });
        return new FakeNetwork(
                options.value("--driver").orElse("bridge"),
                options.has("--internal"),
                options.has("--ipv6"),
                ranges,
                Optional.empty(),
                driverOptions,
                Map.of());
    }

    /** Reads a network of a Compose file. */
    static FakeNetwork of(JsonNode definition, Map<String, String> labels) {
        List<Range> ranges = new ArrayList<>();
        definition
                .path("ipam")
                .path("config")
                .forEach(range -> ranges.add(new Range(
                        range.path("subnet").asText(),
                        range.path("gateway").asText(),
                        range.path("ip_range").asText())));
        Map<String, String> options = new LinkedHashMap<>();
        definition
                .path("driver_opts")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        return new FakeNetwork(
                definition.path("driver").asText("bridge"),
                definition.path("internal").asBoolean(),
                definition.path("enable_ipv6").asBoolean(),
                ranges,
                Optional.empty(),
                options,
                labels);
    }

    FakeNetwork withPool(int number) {
        return new FakeNetwork(driver, internal, ipv6, ranges, Optional.of(number), options, labels);
    }

    boolean hasSubnet(boolean v6) {
        return ranges.stream().anyMatch(range -> range.subnet().contains(":") == v6);
    }

    /** Returns why a container cannot have this address, in the words of engine 20.10; another one may have it already. */
    Optional<String> refusal(String address) {
        if (!hasSubnet(address.contains(":"))) {
            return Optional.of(
                    "user specified IP address is supported only when connecting to networks with user configured subnets");
        }
        if (subnets().stream().noneMatch(subnet -> subnet.contains(address))) {
            return Optional.of("Invalid address " + address + ": It does not belong to any of this network's subnets");
        }
        boolean isGateway = ranges.stream().anyMatch(range -> range.gateway().equals(address));
        return isGateway ? Optional.of("Address already in use") : Optional.empty();
    }

    boolean overlaps(FakeNetwork other) {
        List<IpSubnet> others = other.subnets();
        return subnets().stream().anyMatch(one -> others.stream().anyMatch(one::overlaps));
    }

    /** As {@code docker network inspect --format '{{json .}}'} prints it. */
    ObjectNode json(String name, String id) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("Name", name).put("Id", id).put("Driver", driver).put("EnableIPv6", ipv6);
        ArrayNode config = json.putObject("IPAM").put("Driver", "default").putArray("Config");
        pool.ifPresent(
                number -> config.addObject().put("Subnet", subnet(number)).put("Gateway", first(number)));
        ranges.forEach(range -> {
            ObjectNode shown = config.addObject().put("Subnet", range.subnet());
            put(shown, "IPRange", range.part());
            put(shown, "Gateway", range.gateway());
        });
        json.put("Internal", internal);
        ObjectNode shown = json.putObject("Options");
        options.forEach(shown::put);
        ObjectNode marks = json.putObject("Labels");
        labels.forEach(marks::put);
        return json;
    }

    /** Returns its ranges as {@code {{range .IPAM.Config}}{{.Subnet}} {{end}}} prints them. */
    String subnetsLine() {
        StringBuilder line = new StringBuilder();
        pool.ifPresent(number -> line.append(subnet(number)).append(' '));
        ranges.forEach(range -> line.append(range.subnet()).append(' '));
        return line.toString();
    }

    static String subnet(int number) {
        return "10.%d.%d.0/24".formatted(number / 256, number % 256);
    }

    private static String first(int number) {
        return "10.%d.%d.1".formatted(number / 256, number % 256);
    }

    private List<IpSubnet> subnets() {
        List<IpSubnet> all = new ArrayList<>();
        ranges.forEach(range -> IpSubnet.parse(range.subnet()).ifPresent(all::add));
        pool.flatMap(number -> IpSubnet.parse(subnet(number))).ifPresent(all::add);
        return all;
    }

    private static String within(List<String> texts, String subnet) {
        return texts.stream()
                .filter(text -> IpSubnet.parse(subnet)
                        .filter(range -> range.contains(text.split("/", 2)[0]))
                        .isPresent())
                .findFirst()
                .orElse("");
    }

    private static void put(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }
}
