// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.Hostname;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How people reach a service over the network.
 *
 * <p>The proxy, the DNS server and the identity provider all read this one record; none of them is named in it.
 *
 * @param hostname the name in the visitor's address bar; the service's name in the homelab's domain when absent
 * @param path what the paths it is for begin with; all paths when absent
 * @param container the container that answers, as named in the service; absent when {@code url} says who does
 * @param port the container port that speaks HTTP
 * @param url an appliance elsewhere that answers; absent when a container does
 * @param middlewares what the proxy does with a request on its way, in this order, as named at the proxy; those of the
 *     inventory's defaults when absent
 * @param tls who gets the certificate: a resolver as named at the proxy, {@code default} for its default certificate,
 *     {@code none} for visitors who come without TLS; what the proxy is set to when absent
 * @param loadBalancer how the proxy passes requests on
 */
public record Route(
        Optional<@Valid Hostname> hostname,
        Optional<
                        @Pattern(
                                regexp = "^(/[A-Za-z0-9._~-]+){1,64}$",
                                message = "must be a path without a slash at its end, such as /api")
                        String>
                path,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as server") String> container,
        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 8096")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 8096") Integer>
                port,
        Optional<URI> url,
        Optional<
                        List<
                                @NotNull(message = "must not be empty, such as secure-headers")
                                @Pattern(
                                        regexp = Patterns.PROXY_NAME,
                                        message = "must be a name at the proxy, such as secure-headers")
                                String>>
                middlewares,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message =
                                        "must be the name of a certificate resolver, default or none, such as letsencrypt")
                        String>
                tls,
        Optional<@Valid LoadBalancer> loadBalancer) {

    public Route {
        middlewares = middlewares.map(NullTolerant::of);
    }

    /** Returns the same route at another hostname and through other middlewares. */
    public Route with(Optional<Hostname> otherHostname, Optional<List<String>> otherMiddlewares) {
        return new Route(otherHostname, path, container, port, url, otherMiddlewares, tls, loadBalancer);
    }

    /** Returns whether visitors come without TLS. */
    public boolean isPlain() {
        return tls.filter("none"::equals).isPresent();
    }

    /** Returns the address visitors type, as far as this route takes all that is below it. */
    public URI visitUrl(Inventory inventory) {
        String below = path.orElse("");
        if (!isPlain()) {
            return URI.create(inventory.visitUrl(requiredHostname()) + below);
        }
        int port = inventory
                .proxy()
                .flatMap(ProxySettings::plainUrl)
                .map(URI::getPort)
                .orElse(-1);
        return URI.create("http://" + requiredHostname() + (port < 0 ? "" : ":" + port) + below);
    }

    /** Returns the name visitors type, which every route of a valid catalog has. */
    public Hostname requiredHostname() {
        return hostname.orElseThrow(
                () -> new IllegalStateException("A route has no hostname. This is a bug in homelab."));
    }
}
