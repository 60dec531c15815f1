// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.LoadBalancer.Scheme;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.IpAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What answers a route, as the proxy sees it. Pure.
 *
 * <pre>
 *   the route names          and                                        the proxy asks
 *   ----------------------   ----------------------------------------   ------------------------------
 *   a url                    -                                          that
 *   a container and a port   the container is in the proxy's network    the container itself
 *   a container and a port   the port is published, or is the host's    the address of the host
 * </pre>
 */
public final class Backend {

    private final Service service;
    private final Route route;
    private final Inventory inventory;

    private Backend(Service service, Route route, Inventory inventory) {
        this.service = service;
        this.route = route;
        this.inventory = inventory;
    }

    /** Returns where the proxy finds who answers a route, or nothing if it cannot reach them. */
    public static Optional<URI> of(Service service, Route route, Inventory inventory) {
        Backend backend = new Backend(service, route, inventory);
        return route.url().or(backend::container).or(backend::host);
    }

    /** Returns where a container answers in the network of the proxy; nothing if it is not in it. */
    public static Optional<URI> inNetwork(Service service, Route route, Inventory inventory) {
        return new Backend(service, route, inventory).container();
    }

    /** Returns where a container answers on its host, for every client; nothing if its port is not published. */
    public static Optional<URI> onHost(Service service, Route route, Inventory inventory) {
        return new Backend(service, route, inventory).host();
    }

    private Optional<URI> container() {
        return proxyNetwork()
                .flatMap(network -> route.container()
                        .filter(name -> isIn(network, name))
                        .flatMap(name -> route.port().map(port -> address(service.containerName(name), port))));
    }

    private boolean isIn(String network, String name) {
        Container container = service.containers().get(name);
        return container != null
                && container.networkMode().isEmpty()
                && service.sharedNetworks(container).contains(network);
    }

    /** Returns the network that the proxy is in, if it runs on the machine of this service. */
    private Optional<String> proxyNetwork() {
        return inventory
                .target(Wave.ROUTING)
                .flatMap(Target::host)
                .filter(service::runsOn)
                .flatMap(here -> inventory.proxy().flatMap(ProxySettings::network));
    }

    private Optional<URI> host() {
        Optional<Host> machine = service.host().map(inventory.hosts()::get);
        return machine.flatMap(host -> route.container()
                .flatMap(service::networkOwner)
                .flatMap(owner -> route.port().flatMap(port -> onHost(host, owner, port))));
    }

    private Optional<URI> onHost(Host host, Container owner, int port) {
        return owner.isOnHostNetwork()
                ? Optional.of(address(host.address(), port))
                : owner.published(port, route.isUdp() ? "udp" : "tcp")
                        .flatMap(mapping ->
                                mapping.hostPortOf(port).map(published -> address(host.reachedAt(mapping), published)));
    }

    private URI address(String machine, int port) {
        if (!route.isHttp()) {
            return URI.create("tcp://" + IpAddress.inUrl(machine) + ":" + port);
        }
        Scheme scheme = route.loadBalancer().flatMap(LoadBalancer::scheme).orElse(Scheme.HTTP);
        return URI.create(scheme.name().toLowerCase(Locale.ROOT) + "://" + IpAddress.inUrl(machine) + ":" + port);
    }
}
