// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.value.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports that a container publishes. */
final class Ports {

    private static final Pattern RANGES =
            Pattern.compile("(.*?)([0-9]{1,5})-([0-9]{1,5}):([0-9]{1,5})-([0-9]{1,5})(/[a-z]+)?");

    private Ports() {}

    /** Returns them as a definition writes them. */
    static List<Object> of(JsonNode list, String pointer, String definition, Findings findings) {
        List<Object> ports = new ArrayList<>();
        for (Forms.Element element : Forms.elements(list, pointer)) {
            String text = element.value().isObject() ? ofLong(element, findings) : element.text();
            for (String port : forms(withoutUsual(text))) {
                if (PortMapping.of(port).isWellFormed()) {
                    findings.from(Pointer.below(definition, ports.size()), element.pointer());
                    ports.add(port);
                } else {
                    findings.lost(element.pointer(), "A definition has no form for the port \"%s\".".formatted(text));
                }
            }
        }
        return ports;
    }

    private static String ofLong(Forms.Element element, Findings findings) {
        JsonNode port = element.value();
        port.fieldNames().forEachRemaining(key -> {
            if (!List.of("target", "published", "protocol", "host_ip").contains(key)) {
                findings.lost(Pointer.below(element.pointer(), key), KeyTable.reason("services.*.ports[]." + key));
            }
        });
        String address = port.path("host_ip").asText();
        String bracketed = address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        String published = Forms.text(port.path("published"));
        String host = published.isEmpty() ? "" : published + ":";
        String protocol = port.path("protocol").asText("tcp");
        return (bracketed.isEmpty() ? "" : bracketed + ":")
                + host
                + Forms.text(port.path("target"))
                + (protocol.equals("tcp") ? "" : "/" + protocol);
    }

    private static String withoutUsual(String text) {
        return text.endsWith("/tcp") ? text.substring(0, text.length() - "/tcp".length()) : text;
    }

    /** A range is written as such if a definition can, and otherwise port by port. */
    private static List<String> forms(String text) {
        Matcher ranges = RANGES.matcher(text);
        if (PortMapping.of(text).isWellFormed() || !ranges.matches()) {
            return List.of(text);
        }
        int host = Integer.parseInt(ranges.group(2));
        int container = Integer.parseInt(ranges.group(4));
        int count = Integer.parseInt(ranges.group(3)) - host;
        if (count != Integer.parseInt(ranges.group(5)) - container || count < 0 || count > 100) {
            return List.of(text);
        }
        List<String> ports = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            ports.add(ranges.group(1) + (host + i) + ":" + (container + i)
                    + Optional.ofNullable(ranges.group(6)).orElse(""));
        }
        return ports;
    }
}
