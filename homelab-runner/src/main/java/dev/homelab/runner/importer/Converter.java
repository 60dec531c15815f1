// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Service;
import dev.homelab.model.value.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a definition of a Compose project: one service with a container for each of the project. Pure.
 *
 * <pre>{@code
 * Conversion conversion = Converter.convert(project, ConversionOptions.on("nas"));
 * Files.writeString(file, DefinitionText.of(conversion));
 * conversion.notCarried().forEach(lost -> ...);
 * }</pre>
 */
public final class Converter {

    private static final int LONGEST = 63;

    private final ComposeProject project;
    private final ConversionOptions options;
    private final Findings findings;
    private final String name;

    private Converter(ComposeProject project, ConversionOptions options) {
        this.project = project;
        this.options = options;
        this.findings = new Findings(project);
        this.name = options.name().orElseGet(() -> serviceName(project.name()));
    }

    /** Converts a project. What the definition does not say is named in the conversion. */
    public static Conversion convert(ComposeProject project, ConversionOptions options) {
        return new Converter(project, options).convert();
    }

    /** Returns the nearest name that a service can have. */
    public static String serviceName(String text) {
        StringBuilder name = new StringBuilder();
        for (char letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean isLetter = letter >= 'a' && letter <= 'z';
            boolean isDigit = letter >= '0' && letter <= '9';
            if (isLetter || (isDigit && name.length() > 0)) {
                name.append(letter);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        name.setLength(Math.min(name.length(), LONGEST));
        while (name.length() > 0 && name.charAt(name.length() - 1) == '-') {
            name.setLength(name.length() - 1);
        }
        return name.length() == 0 ? "stack-" + Math.floorMod(text.hashCode(), 10_000) : name.toString();
    }

    private Conversion convert() {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("name", name);
        service.put("host", options.host());
        if (!name.equals(project.name())) {
            service.put("project", project.name());
        }
        ProjectParts parts = new ProjectParts(
                name,
                findings,
                new ProjectNetworks(findings),
                new ProjectVolumes(findings),
                new SecretTexts(findings, name));
        section(service, "containers", containers(parts));
        section(service, "networks", parts.networks().own());
        section(service, "volumes", parts.volumes().described());
        others();
        List<CarriedPart> carried = new ArrayList<>(new ProjectRoutes(findings, names(), options, service).add());
        carried.addAll(new DashboardLabels(findings, names(), options, service).add());
        return new Conversion(
                ServiceName.of(name),
                Language.ordered(Service.class, service),
                findings.comments(),
                findings.otherComments(),
                findings.files(),
                findings.raw(),
                findings.notCarried(),
                parts.secrets().moved(),
                carried,
                findings.notes());
    }

    private Map<String, Object> containers(ProjectParts parts) {
        JsonNode services = project.tree().path("services");
        ContainerNames names = names();
        services.forEach(service -> service.path("depends_on").properties().forEach(other -> {
            if (other.getValue().path("condition").asText().equals("service_completed_successfully")) {
                names.await(other.getKey());
            }
        }));
        Map<String, Object> containers = new LinkedHashMap<>();
        services.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode service) {
                containers.put(
                        names.of(entry.getKey()),
                        new ContainerConverter(entry.getKey(), service, names, parts).convert());
            }
        });
        return containers;
    }

    private ContainerNames names() {
        List<String> known = new ArrayList<>();
        project.tree().path("services").fieldNames().forEachRemaining(known::add);
        return new ContainerNames(known);
    }

    /** Sections that no container is about. */
    private void others() {
        findings.from("", "");
        project.tree().fieldNames().forEachRemaining(key -> {
            if (key.equals("models")) {
                findings.lost(Pointer.of(key), KeyTable.reason(key));
            }
        });
    }

    private static void section(Map<String, Object> service, String key, Map<String, Object> parts) {
        if (!parts.isEmpty()) {
            service.put(key, parts);
        }
    }
}
