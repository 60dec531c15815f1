// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The words a definition in Java begins with.
 *
 * <pre>{@code
 * Service photos = service("photos", "docker-media", s -> s
 *     .title("Photos")
 *     .container("server", "ghcr.io/immich-app/immich-server:v1.144.1", c -> c
 *         .port("2283:2283")
 *         .volume("upload:/usr/src/app/upload")
 *         .healthcheck(h -> h.http("/api/server/ping").port(2283)))
 *     .route("photos.home.arpa", "server", 2283)
 *     .sso(SsoApp.Kind.FORWARD_AUTH, "family")
 *     .widget(w -> w.group("Media")));
 * }</pre>
 */
public final class Dsl {

    private Dsl() {}

    /** Writes a service that a host runs. */
    public static Service service(String name, String host, Consumer<ServiceBuilder> more) {
        return build(new ServiceBuilder(name, Optional.of(host)), more);
    }

    /** Writes a service that no host of the inventory runs, such as an appliance. */
    public static Service service(String name, Consumer<ServiceBuilder> more) {
        return build(new ServiceBuilder(name, Optional.empty()), more);
    }

    /**
     * Writes a service for a catalog. Its category is the last part of the package of the class that calls this, and a
     * problem in it names that class and line.
     */
    public static Definition define(String name, String host, Consumer<ServiceBuilder> more) {
        return Origin.ofCaller().define(service(name, host, more));
    }

    /** Writes a service that no host of the inventory runs. */
    public static Definition define(String name, Consumer<ServiceBuilder> more) {
        return Origin.ofCaller().define(service(name, more));
    }

    private static Service build(ServiceBuilder service, Consumer<ServiceBuilder> more) {
        more.accept(service);
        return service.build();
    }
}
