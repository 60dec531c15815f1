// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.contract;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Positions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Services and catalogs for tests of adapters: small, but with every part that an adapter may look at. */
public final class Samples {

    private Samples() {}

    /** A service of one container, with a volume, a route, a sign-in and a tile. */
    public static Service service(String name, String host, String image, int port, String hostname) {
        return service(name, host, image, port, hostname, more -> {});
    }

    /** The same with something more, or something else. */
    public static Service service(
            String name, String host, String image, int port, String hostname, Consumer<ServiceBuilder> more) {
        Service plain = plain(name, host, image, port, hostname, more);
        return plain.widget().isEmpty()
                ? plain(name, host, image, port, hostname, more.andThen(s -> s.widget(w -> w.group("Media"))))
                : plain;
    }

    private static Service plain(
            String name, String host, String image, int port, String hostname, Consumer<ServiceBuilder> more) {
        return Dsl.service(name, host, service -> {
            service.title(name.toUpperCase(Locale.ROOT))
                    .container(
                            "server",
                            image,
                            c -> c.port(port + ":" + port).volume("data:/data").environment("TZ", "Europe/London"))
                    .route(hostname, "server", port)
                    .sso(SsoApp.Kind.FORWARD_AUTH, "family");
            more.accept(service);
        });
    }

    /** A catalog of these services, all in the category {@code media}, each with these secrets. */
    public static ResolvedCatalog catalog(
            Inventory inventory, Map<SecretRef, EncryptedSecret> secrets, Service... services) {
        return catalog(inventory, service -> secrets, services);
    }

    /** The same, each with secrets of its own. */
    public static ResolvedCatalog catalog(
            Inventory inventory, Function<ServiceName, Map<SecretRef, EncryptedSecret>> secrets, Service... services) {
        List<Definition> definitions = Arrays.stream(services)
                .map(service ->
                        new Definition(service, "media", Positions.of("services/media/" + service.name() + ".yaml")))
                .toList();
        Catalog catalog = new Catalog(inventory, Positions.of("services/inventory.yaml"), definitions);
        Map<ServiceName, Map<SecretRef, EncryptedSecret>> each = new HashMap<>();
        catalog.services().forEach(service -> each.put(service.name(), secrets.apply(service.name())));
        return new ResolvedCatalog(new ValidCatalog(Completion.of(catalog), catalog), each, Map.of());
    }
}
