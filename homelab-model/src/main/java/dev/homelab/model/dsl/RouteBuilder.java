// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.Route.Protocol;
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
    private Optional<Protocol> protocol = Optional.empty();
    private Optional<String> pathPattern = Optional.empty();
    private Optional<String> service = Optional.empty();
    private List<String> entryPoints = List.of();
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

    /** One that leads to neither a container nor an appliance. */
    RouteBuilder() {
        this.container = Optional.empty();
        this.port = Optional.empty();
        this.url = Optional.empty();
    }

    public RouteBuilder protocol(Protocol spoken) {
        protocol = Optional.of(spoken);
        return this;
    }

    /** Names what answers within the proxy itself, such as {@code api@internal}. */
    public RouteBuilder service(String ofProxy) {
        service = Optional.of(ofProxy);
        return this;
    }

    public RouteBuilder entryPoints(String... names) {
        entryPoints = List.of(names);
        return this;
    }

    public RouteBuilder hostname(String name) {
        hostname = Optional.of(Hostname.of(name));
        return this;
    }

    public RouteBuilder path(String prefix) {
        path = Optional.of(prefix);
        return this;
    }

    /** Takes the paths in which a regular expression is found. */
    public RouteBuilder pathPattern(String regularExpression) {
        pathPattern = Optional.of(regularExpression);
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
        return new Route(
                protocol,
                hostname,
                path,
                pathPattern,
                container,
                port,
                service,
                url,
                entryPoints,
                middlewares,
                tls,
                loadBalancer);
    }
}
