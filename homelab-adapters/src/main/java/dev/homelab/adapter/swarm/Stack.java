// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.compose.ComposeLanguage;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RetainedData;
import dev.homelab.provision.Risk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One stack of a Swarm.
 *
 * @param name its name, and that of the project it would be with Compose
 * @param text what it is deployed from, with secrets as variables and without marks; empty if it was deployed by hand, or if the
 *     first deployment did not end
 * @param secrets what secrets are made of, by the variable, or by the name of a file with a secret; see {@link ComposeLanguage}
 * @param files the contents of its configs, by their names
 * @param deviations how its services are otherwise than they were deployed, a few words each; of a stack that was deployed by hand,
 *     its services
 */
public record Stack(
        String name,
        YamlDocument text,
        Map<String, EncryptedSecret> secrets,
        Map<String, String> files,
        List<String> deviations)
        implements Resource {

    public Stack {
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        deviations = List.copyOf(deviations);
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public String summary() {
        if (isUnknown()) {
            return "stack %s, deployed by hand".formatted(name);
        }
        List<String> parts = new ArrayList<>();
        parts.add(services().stream()
                .map(Map.Entry::getValue)
                .map(service -> service.path("image").asText())
                .distinct()
                .collect(joining(", ")));
        Set<String> orders = new TreeSet<>();
        services()
                .forEach(service -> orders.add(
                        service.getValue().at("/deploy/update_config/order").asText("stop-first")));
        parts.add("updates " + String.join(" and ", orders));
        return String.join(", ", parts);
    }

    @Override
    public String fieldName(String path) {
        if (path.equals("deviations")) {
            return "changed by hand";
        }
        if (path.startsWith("files")) {
            return "files";
        }
        return ComposeLanguage.fieldName(
                path, services().stream().map(Map.Entry::getKey).toList());
    }

    @Override
    public Optional<String> unadoptable() {
        return isUnknown()
                ? Optional.of(
                        "it was deployed without homelab, and a rollback could not restore it; remove it first:\n\n  "
                                + Argv.quoted(SwarmCommands.remove(name)) + "\n\nits volumes are kept")
                : Optional.empty();
    }

    @Override
    public List<RetainedData> leftovers() {
        return text.root().path("volumes").properties().stream()
                .filter(volume -> !volume.getValue().path("external").asBoolean())
                .map(volume -> volume.getValue().path("name").asText(name + "_" + volume.getKey()))
                .map(volume -> new RetainedData(
                        "volume " + volume, Optional.of(Argv.quoted(List.of("docker", "volume", "rm", volume)))))
                .toList();
    }

    /** Returns whether nothing says what it was deployed from. */
    boolean isUnknown() {
        return text.equals(YamlDocument.EMPTY);
    }

    /** Returns its services as they are written, by container. */
    Set<Map.Entry<String, JsonNode>> services() {
        return text.root().path("services").properties();
    }

    /** Returns the name of the service of a container. */
    String serviceName(String container) {
        return name + "_" + container;
    }

    /** Returns what may be noticed when it becomes this one: tasks are replaced, one by one. */
    Set<Risk> risksOfUpdate(Stack after) {
        boolean isStopped = after.services().stream()
                .anyMatch(service -> !service.getValue()
                        .at("/deploy/update_config/order")
                        .asText()
                        .equals("start-first"));
        return isStopped ? EnumSet.of(Risk.RESTART) : Set.of();
    }

    /** Returns the risks of removing it while its service is created elsewhere. */
    Set<Risk> risksOfMove() {
        Set<Risk> risks = EnumSet.of(Risk.DOWNTIME);
        if (!text.root().path("volumes").isEmpty()) {
            risks.add(Risk.DATA_STAYS_BEHIND);
        }
        return risks;
    }
}
