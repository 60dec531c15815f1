// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.contract;

import dev.homelab.model.Catalog;
import dev.homelab.model.Container;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.name.Hostname;
import dev.homelab.model.name.ImageName;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.Sealed;
import dev.homelab.model.name.SecretRef;
import dev.homelab.model.name.ServiceName;
import dev.homelab.model.name.VolumeMount;
import dev.homelab.problem.Positions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services and catalogs for tests of adapters: small, but with every part that an adapter may look at. */
public final class Samples {

    private Samples() {}

    /** A service of one container, with a volume, a route, a sign-in and a tile. */
    public static Service service(String name, String host, String image, int port, String hostname) {
        Container container = new Container(
                ImageName.of(image),
                List.of(),
                List.of(PortMapping.of(port + ":" + port)),
                List.of(VolumeMount.of("data:/data")),
                Map.of("TZ", "Europe/London"),
                Map.of(),
                Optional.empty());
        return new Service(
                ServiceName.of(name),
                Optional.of(name.toUpperCase(java.util.Locale.ROOT)),
                Optional.empty(),
                host,
                Map.of("server", container),
                List.of(new Route(Hostname.of(hostname), "server", port)),
                List.of(),
                Optional.of(new SsoApp(SsoApp.Kind.FORWARD_AUTH, Set.of("family"))),
                Optional.of(new Widget(Optional.empty(), Optional.of("Media"), Optional.empty(), Optional.empty())),
                List.of());
    }

    /** A catalog of these services, all in the category {@code media}, with these secrets. */
    public static ResolvedCatalog catalog(Inventory inventory, Map<SecretRef, Sealed> secrets, Service... services) {
        List<Definition> definitions = Arrays.stream(services)
                .map(service ->
                        new Definition(service, "media", Positions.of("services/media/" + service.name() + ".yaml")))
                .toList();
        Catalog catalog = new Catalog(inventory, Positions.of("services/inventory.yaml"), definitions);
        return new ResolvedCatalog(new ValidCatalog(catalog), secrets);
    }
}
