// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Dependency;
import dev.homelab.model.container.Network;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a Swarm would ignore without a word, or refuse, although Compose takes it. */
final class StackRules {

    /** The keys under {@code compose} that {@code docker stack deploy} of 20.10 reads and acts upon. */
    private static final Set<String> KNOWN = Set.of(
            "deploy",
            "dns",
            "dns_search",
            "isolation",
            "credential_spec",
            "stdin_open",
            "tty",
            "stop_signal",
            "ulimits",
            "working_dir");

    private final String host;
    private final Catalog catalog;
    private final List<Problem> found = new ArrayList<>();

    /** Judges the services that name this host. */
    StackRules(String host, Catalog catalog) {
        this.host = host;
        this.catalog = catalog;
    }

    List<Problem> problems() {
        Optional.ofNullable(catalog.inventory().hosts().get(host))
                .filter(machine -> machine.bind().isPresent())
                .ifPresent(
                        machine -> found.add(
                                new Problem(
                                        "address not kept by swarm",
                                        catalog.inventoryPositions().at("hosts." + host + ".bind"),
                                        "a Swarm publishes ports at all addresses of its nodes, so the ports of \"%s\" would not be at %s alone."
                                                .formatted(host, machine.bind().orElseThrow()),
                                        "remove \"bind\" from this host, and let a firewall keep others away; or run its services with Compose.")));
        catalog.definitions().stream()
                .filter(definition -> definition.service().runsOn(host))
                .forEach(this::check);
        return found;
    }

    private void check(Definition definition) {
        Service service = definition.service();
        DefinitionParts.containers(definition).forEach(this::check);
        service.folders()
                .keySet()
                .forEach(path -> add(
                        definition.positions().at("folders." + path),
                        "not known to swarm",
                        "folders are not made on the nodes of a Swarm.",
                        "make \"%s\" there by hand, or use a volume.".formatted(path)));
        service.networks().forEach((name, network) -> check(definition, name, network));
    }

    private void check(Definition definition, String name, Network network) {
        if (!DefinitionParts.isThere(network)) {
            return;
        }
        boolean isOther = network.driver().isPresent()
                || network.parent().isPresent()
                || network.gateway().isPresent()
                || network.ipRange().isPresent()
                || network.hasIpv6();
        if (isOther && !network.isExternal()) {
            add(
                    definition.positions().at("networks." + name),
                    "not known to swarm",
                    "the networks of a stack are overlay networks, with a subnet and options at most.",
                    "remove what else is said of \"%s\", or create it outside of homelab and say \"external: true\"."
                            .formatted(name));
        }
    }

    private void check(Part<Container> part) {
        Container container = part.value();
        ignored(
                part,
                "containerName",
                container.containerName().isPresent(),
                "a task has a name of its own; others find it by \"%s\".",
                part.path().substring("containers.".length()));
        ignored(part, "networkMode", container.networkMode().isPresent(), "tasks are in overlay networks.", "");
        ignored(part, "devices", !container.devices().isEmpty(), "a Swarm hands no devices to tasks.", "");
        ignored(part, "gpus", container.gpus().isPresent(), "a Swarm hands no devices to tasks.", "");
        ignored(
                part,
                "privileged",
                container.privileged().orElse(false),
                "a Swarm runs no privileged tasks; name what is needed under \"capAdd\".",
                "");
        ignored(part, "securityOpt", !container.securityOpt().isEmpty(), "a Swarm has no such options.", "");
        for (int i = 0; i < container.ports().size(); i++) {
            boolean hasAddress = DefinitionParts.isThere(container.ports().get(i))
                    && container.ports().get(i).isWellFormed()
                    && !container.ports().get(i).address().isEmpty();
            if (hasAddress) {
                add(
                        at(part, "ports[" + i + "]"),
                        "address not kept by swarm",
                        "a Swarm publishes port %s at all addresses of its nodes."
                                .formatted(container.ports().get(i)),
                        "remove the address, and let a firewall keep others away; or run the service with Compose.");
            }
        }
        for (int i = 0; i < container.volumes().size(); i++) {
            ignored(
                    part,
                    "volumes[" + i + "]",
                    hasSubpath(container.volumes().get(i)),
                    "a stack cannot mount a folder within a volume.",
                    "");
        }
        container
                .files()
                .forEach((path, file) -> ignored(
                        part,
                        "files." + path,
                        DefinitionParts.isThere(file) && file.isWritable(),
                        "a config of a Swarm cannot be written to.",
                        ""));
        container
                .joinedNetworks()
                .forEach((network, how) -> ignored(
                        part,
                        "networks",
                        DefinitionParts.isThere(how)
                                && (how.address().isPresent() || how.addressV6().isPresent()),
                        "a Swarm chooses the addresses of tasks.",
                        ""));
        container
                .healthcheck()
                .ifPresent(check -> ignored(
                        part,
                        "healthcheck.startInterval",
                        check.startInterval().isPresent(),
                        "a stack file has no such key.",
                        ""));
        container.dependsOn().forEach((other, dependency) -> depends(part, other, dependency));
        container.compose().keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .forEach(key -> ignored(
                        part,
                        "compose." + key,
                        true,
                        "only %s work there.",
                        String.join(", ", KNOWN.stream().sorted().toList())));
    }

    private static boolean hasSubpath(VolumeMount mount) {
        return DefinitionParts.isThere(mount)
                && mount.isWellFormed()
                && mount.subpath().isPresent();
    }

    private void depends(Part<Container> part, String other, Dependency dependency) {
        ignored(
                part,
                "dependsOn." + other,
                DefinitionParts.isThere(dependency)
                        && DefinitionParts.isThere(dependency.condition())
                        && dependency.condition() != Condition.STARTED,
                "all tasks start at once; let the container try again until \"%s\" answers, or end and be restarted.",
                other);
    }

    private void ignored(Part<Container> part, String key, boolean isThere, String why, String value) {
        if (isThere) {
            add(
                    at(part, key),
                    "not known to swarm",
                    "service \"%s\" runs in a Swarm, which ignores \"%s\": %s"
                            .formatted(part.service(), key, why.contains("%s") ? why.formatted(value) : why),
                    "remove it, or run the service with Compose on a host.");
        }
    }

    private static Where at(Part<Container> part, String key) {
        return part.definition().positions().at(part.path() + "." + key);
    }

    private void add(Where where, String summary, String detail, String fix) {
        found.add(new Problem(summary, where, detail, fix));
    }
}
