// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.PortSpec;
import dev.homelab.lab.host.docker.FakeContainer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;

/** A web page at every port that services publish, whichever node a task is on. */
final class PublishedPages {

    private final BiConsumer<Integer, URI> publish;
    private final IntConsumer withdraw;
    private final Map<Place, FakeContainer> open = new HashMap<>();

    PublishedPages(BiConsumer<Integer, URI> publish, IntConsumer withdraw) {
        this.publish = publish;
        this.withdraw = withdraw;
    }

    /** One port, and what is seen there. */
    private record Place(PortSpec port, String service, String image) {}

    /** Shows pages of these services, and of no others. */
    void show(Map<String, FakeService> services) {
        Map<Place, FakeContainer> gone = new HashMap<>(open);
        services.forEach((name, service) -> places(name, service).forEach(gone::remove));
        gone.forEach((place, page) -> {
            open.remove(place);
            withdraw.accept(place.port().published());
            page.close();
        });
        services.forEach(
                (name, service) -> places(name, service).forEach(place -> open.computeIfAbsent(place, this::page)));
    }

    /** A service without a task that runs answers nowhere. */
    private static List<Place> places(String name, FakeService service) {
        return service.runningImage().stream()
                .flatMap(image -> ports(service.spec).values().stream().map(port -> new Place(port, name, image)))
                .toList();
    }

    private FakeContainer page(Place place) {
        FakeContainer page = new FakeContainer(
                place.service(), "<h1>%s</h1><p>%s</p>%n".formatted(place.service(), place.image()), false, () -> true);
        publish.accept(place.port().published(), page.uri());
        return page;
    }

    private static Map<String, PortSpec> ports(ObjectNode spec) {
        Map<String, PortSpec> ports = new TreeMap<>();
        StreamSupport.stream(spec.at("/TaskTemplate/ContainerSpec/ports").spliterator(), false)
                .flatMap(port -> PortSpec.read(port).stream())
                .filter(PortSpec::isTcp)
                .forEach(port -> ports.put(port.toString(), port));
        return ports;
    }
}
