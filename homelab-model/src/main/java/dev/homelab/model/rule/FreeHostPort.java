// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.rule.Sound.Part;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On each host, a port is published once. */
final class FreeHostPort implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Part<PortMapping>> first = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            if (Sound.isThere(definition.service().host())) {
                Sound.ports(definition).forEach(part -> {
                    Part<PortMapping> other = first.putIfAbsent(place(part), part);
                    if (other != null) {
                        problems.add(clash(part, other));
                    }
                });
            }
        }
        return problems;
    }

    private static String place(Part<PortMapping> part) {
        PortMapping port = part.value();
        return part.definition().service().host() + " " + port.hostPort() + "/" + port.protocol();
    }

    private static Problem clash(Part<PortMapping> part, Part<PortMapping> other) {
        return part.problem(
                "host port used twice",
                "port %d of host \"%s\" is already published by service \"%s\" (%s); Docker would refuse the second."
                        .formatted(
                                part.value().hostPort(),
                                part.definition().service().host(),
                                other.service(),
                                other.where().render()),
                "publish one of them on another host port.");
    }
}
