// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Change;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.importer.CarriedPart;
import dev.homelab.runner.importer.host.HostImport.Imported;
import dev.homelab.spi.RemoteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what a plan makes of imported projects against what runs on their host. */
public final class HostComparison {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private HostComparison() {}

    /** Returns what the plan changes of the containers of each imported service beside marks, a line each. */
    public static Map<String, List<String>> of(List<Imported> imported, HomelabPlan plan, RemoteHost host) {
        Map<String, List<String>> all = new TreeMap<>();
        SameProject compared = new SameProject(host);
        for (Imported one : imported) {
            List<String> lines = new ArrayList<>();
            plan.targets().stream()
                    .filter(target -> target.wave() == Wave.RUNTIME)
                    .flatMap(target -> target.plan().changes().stream())
                    .filter(change ->
                            change.key().equals(one.project().project().name()))
                    .forEach(change -> lines.addAll(compared.differences(one.project(), text(change), carried(one))));
            all.put(one.service(), lines);
        }
        return all;
    }

    private static Set<String> carried(Imported one) {
        return one.conversion().stream()
                .flatMap(conversion -> conversion.carried().stream())
                .map(CarriedPart::key)
                .collect(Collectors.toSet());
    }

    private static String text(Change<?> change) {
        JsonNode resource = change.after()
                .map(after -> JSON.<JsonNode>valueToTree(after.resource()))
                .orElseGet(JSON::createObjectNode);
        return resource.path("text").asText();
    }
}
