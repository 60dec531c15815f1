// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.value.Hostname;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a {@link Route} is to be. */
public final class RouteBuilder {

    private final Optional<String> container;
    private final Optional<Integer> port;
    private final Optional<URI> url;
    private Optional<Hostname> hostname = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<List<String>> middlewares = Optional.empty();
    private Optional<String> tls = Optional.empty();
    private Optional<LoadBalancer> loadBalancer = Optional.empty();

    RouteBuilder(String container, int port) {
        this.container = Optional.of(container);
        this.port = Optional.of(port);
        this.url = Optional.empty();
    }

    RouteBuilder(String url) {
        this.container = Optional.empty();
        this.port = Optional.empty();
        this.url = Optional.of(URI.create(url));
    }

    public RouteBuilder hostname(String name) {
        hostname = Optional.of(Hostname.of(name));
        return this;
    }

    public RouteBuilder path(String prefix) {
        path = Optional.of(prefix);
        return this;
    }

    /** Names what the proxy does with a request on its way; nothing at all if none is named. */
    public RouteBuilder middlewares(String... names) {
        middlewares = Optional.of(List.of(names));
        return this;
    }

    public RouteBuilder tls(String resolver) {
        tls = Optional.of(resolver);
        return this;
    }

    public RouteBuilder loadBalancer(Consumer<LoadBalancerBuilder> more) {
        LoadBalancerBuilder builder = new LoadBalancerBuilder();
        more.accept(builder);
        loadBalancer = Optional.of(builder.build());
        return this;
    }

    Route build() {
        return new Route(hostname, path, container, port, url, middlewares, tls, loadBalancer);
    }
}
