// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.value.NetworkMode;
import java.util.Optional;
import java.util.function.Function;

/** Finds the networks that containers use of other services. */
final class SharedNetworkMode {

    private final Function<String, Optional<Service>> services;
    private final Function<Service, String> revisions;

    /**
     * The network of a container of another project. A container that uses it has to be made again whenever that one is,
     * because Docker ties the network to the container itself and not to its name.
     *
     * @param container its name on the host
     * @param revision what it was made from
     */
    record LentNetwork(String container, String revision) {}

    /**
     * Looks in these services.
     *
     * @param services finds a service by its name
     * @param revisions what the containers of a service are made from
     */
    SharedNetworkMode(Function<String, Optional<Service>> services, Function<Service, String> revisions) {
        this.services = services;
        this.revisions = revisions;
    }

    /** Returns the network that a container uses of another service, if it does. */
    Optional<LentNetwork> of(Container container) {
        return container
                .networkMode()
                .flatMap(NetworkMode::service)
                .flatMap(services)
                .map(lender -> new LentNetwork(containerName(lender), revisions.apply(lender)));
    }

    /** Returns the name of the only container of a service. */
    private static String containerName(Service lender) {
        return lender.containerName(lender.containers().keySet().iterator().next());
    }
}
