// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.PortMapping;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A definition to begin with, for an image.
 *
 * @param catalog what there is by now
 * @param name of the service
 * @param host that runs it
 * @param image with a tag
 * @param known what is known of the image
 */
public record FirstDefinition(Catalog catalog, String name, String host, String image, Optional<KnownImage> known) {

    private static final int MOST = 65_535;
    private static final String CONTAINER = "server";

    /** Returns the service: with a route if there is a proxy, and a tile if there is a dashboard. */
    public Service service() {
        Inventory inventory = catalog.inventory();
        boolean isRouted = known.isPresent() && inventory.target(Wave.ROUTING).isPresent();
        boolean isShown = isRouted && inventory.target(Wave.PRESENTATION).isPresent();
        return Dsl.service(name, host, service -> {
            known.map(KnownImage::title).filter(title -> !title.isEmpty()).ifPresent(service::title);
            service.container(
                    CONTAINER,
                    image,
                    container -> known.ifPresent(one -> {
                        Set<String> taken = taken();
                        one.ports().forEach(port -> container.port(free(port, taken)));
                        one.describe(container);
                    }));
            if (isRouted) {
                String hostname = name + "." + inventory.domain();
                service.route(hostname, CONTAINER, known.orElseThrow().page());
            }
            if (isShown) {
                service.widget(widget -> {});
            }
        });
    }

    private Set<String> taken() {
        return catalog.services()
                .filter(service -> service.host().equals(Optional.of(host)))
                .flatMap(service -> service.containers().values().stream())
                .flatMap(container -> container.ports().stream())
                .map(port -> port.hostPort() + "/" + port.protocol())
                .collect(toCollection(TreeSet::new));
    }

    /** Returns the mapping with the next port of the host that no service there publishes. */
    private static String free(String mapping, Set<String> taken) {
        PortMapping usual = PortMapping.of(mapping);
        int port = usual.hostPort();
        while (!taken.add(port + "/" + usual.protocol()) && port < MOST) {
            port++;
        }
        return port + mapping.substring(mapping.indexOf(':'));
    }
}
