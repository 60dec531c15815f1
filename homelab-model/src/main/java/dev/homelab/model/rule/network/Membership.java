// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.JoinedNetwork;
import dev.homelab.model.container.Network;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network that a container is in.
 *
 * @param container the container
 * @param name of the network in the definition
 * @param network what is written of it; absent if nothing is
 * @param joined how the container is in it
 */
record Membership(Part<Container> container, String name, Optional<Network> network, JoinedNetwork joined) {

    /** Returns the networks of all containers that have a host, each container's own ones. */
    static Stream<Membership> in(Catalog catalog) {
        return catalog.definitions().stream()
                .filter(definition -> definition.service().host().isPresent())
                .filter(definition ->
                        DefinitionParts.isThere(definition.service().name()))
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> of(catalog, part));
    }

    private static Stream<Membership> of(Catalog catalog, Part<Container> part) {
        Container container = part.value();
        if (container.networkMode().isPresent()) {
            return Stream.empty();
        }
        Map<String, @Nullable JoinedNetwork> joined = new LinkedHashMap<>();
        if (container.isInProjectNetwork()) {
            joined.put(Service.PROJECT_NETWORK, JoinedNetwork.PLAIN);
        }
        joined.putAll(container.joinedNetworks());
        return joined.entrySet().stream()
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .map(entry -> new Membership(
                        part, entry.getKey(), network(catalog, part.definition(), entry.getKey()), entry.getValue()));
    }

    /** A network of the service counts before a shared one of the same name. */
    private static Optional<Network> network(Catalog catalog, Definition definition, String name) {
        return Optional.ofNullable(definition.service().networks().get(name))
                .filter(network -> !network.isExternal())
                .or(() -> Optional.ofNullable(catalog.inventory().networks().get(name)));
    }

    String host() {
        return container.definition().service().requiredHost();
    }

    /** Returns what the network is called on its host. */
    String nameOnHost() {
        return container.definition().service().networkName(name);
    }

    /** Returns whether several services share it. */
    boolean isShared() {
        return container
                .definition()
                .service()
                .sharedNetworks(container.value())
                .contains(name);
    }

    /** Returns whether it is created outside of homelab, so that nothing can be known of it. */
    boolean isExternal() {
        return network.filter(Network::isExternal).isPresent()
                || Optional.ofNullable(
                                container.definition().service().networks().get(name))
                        .filter(Network::isExternal)
                        .isPresent();
    }

    /** Returns the YAML path of what the container says of it. */
    String path() {
        return container.path() + ".networks." + name;
    }
}
