// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Change;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.importer.host.HostImport.Imported;
import dev.homelab.runner.render.Difference;
import dev.homelab.spi.RemoteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what a plan that adopts imported services would change beside the marks of homelab. */
public final class HostCheck {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final String OWNER = "owner";

    private HostCheck() {}

    /** Returns the differences of each imported service, a line each; none for a service that only gets marks. */
    public static Map<String, List<String>> differences(
            List<Imported> imported, HomelabPlan plan, RemoteHost host) {
        Map<String, List<String>> all = new TreeMap<>();
        imported.forEach(one -> all.put(one.service(), new ArrayList<>()));
        SameProject compared = new SameProject(host);
        for (TargetPlan target : plan.targets()) {
            for (Change<?> change : target.plan().changes()) {
                List<String> lines = all.computeIfAbsent(change.service().value(), any -> new ArrayList<>());
                if (target.wave() == Wave.RUNTIME) {
                    imported.stream()
                            .filter(one -> one.project().project().name().equals(change.key()))
                            .findFirst()
                            .ifPresent(one -> lines.addAll(compared.differences(one.project(), text(change))));
                } else {
                    lines.addAll(differences(target.target(), change));
                }
            }
        }
        return all;
    }

    private static List<String> differences(String target, Change<?> change) {
        if (change.before().isEmpty()) {
            return List.of("+ %s/%s: %s".formatted(target, change.key(), change.resource().summary()));
        }
        return Difference.of(change).stream()
                .filter(difference -> !difference.path().equals(OWNER))
                .map(difference -> "%s/%s: %s".formatted(target, change.key(), difference.text()))
                .toList();
    }

    private static String text(Change<?> change) {
        JsonNode resource = change.after()
                .map(after -> JSON.<JsonNode>valueToTree(after.resource()))
                .orElseGet(JSON::createObjectNode);
        return resource.path("text").asText();
    }
}
