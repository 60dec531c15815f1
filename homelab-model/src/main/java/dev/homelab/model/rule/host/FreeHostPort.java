// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.PortMapping;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On each host, a port is published once at each address. */
final class FreeHostPort implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<Part<PortMapping>>> earlier = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            if (definition.service().host().isPresent()) {
                DefinitionParts.ports(definition)
                        .filter(part -> part.value().isFixed())
                        .forEach(part -> {
                            List<Part<PortMapping>> same =
                                    earlier.computeIfAbsent(place(part), place -> new ArrayList<>());
                            same.stream()
                                    .filter(other -> meet(part.value(), other.value()))
                                    .filter(other -> overlap(address(catalog, part), address(catalog, other)))
                                    .findFirst()
                                    .ifPresent(other -> problems.add(clash(part, other)));
                            same.add(part);
                        });
            }
        }
        return problems;
    }

    private static String place(Part<PortMapping> part) {
        return part.definition().service().requiredHost() + " " + part.value().protocol();
    }

    private static boolean meet(PortMapping one, PortMapping other) {
        return one.hostPort() <= other.lastHostPort() && other.hostPort() <= one.lastHostPort();
    }

    private static boolean overlap(String one, String other) {
        return IpAddress.meet(one, other);
    }

    /** Returns where the port listens: where it says, or else where the inventory says; empty for everywhere. */
    private static String address(Catalog catalog, Part<PortMapping> part) {
        Host host = catalog.inventory().hosts().get(part.definition().service().requiredHost());
        return host == null ? part.value().address() : host.boundTo(part.value());
    }

    private static Problem clash(Part<PortMapping> part, Part<PortMapping> other) {
        return part.problem(
                "host port used twice",
                "port %d of host \"%s\" is already published by service \"%s\" (%s); Docker would refuse the second."
                        .formatted(
                                Math.max(part.value().hostPort(), other.value().hostPort()),
                                part.definition().service().requiredHost(),
                                other.service(),
                                other.where().render()),
                "publish one of them on another host port.");
    }
}
