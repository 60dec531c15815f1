// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import java.util.stream.Stream;

/**
 * How people reach a service over the network.
 *
 * <p>The proxy, the DNS server and the identity provider all read this one record; none of them is named in it.
 *
 * @param protocol what visitors speak; HTTP when absent
 * @param hostname the name in the visitor's address bar, or every name one step below another, as {@code *.photos.home.arpa}; the
 *     service's name in the homelab's domain when absent. For TCP the name that a visitor with TLS asks for; whatever it is when
 *     absent
 * @param path what the paths it is for begin with; all paths when absent
 * @param pathPattern a regular expression that is found in the paths it is for; all paths when absent
 * @param container the container that answers, as named in the service; absent when {@code url} or {@code service} says who does
 * @param port the container port that speaks HTTP, or whatever {@code protocol} says
 * @param service what answers within the proxy itself, such as {@code api@internal}; absent when a container or {@code url} does
 * @param url an appliance elsewhere that answers; absent when a container does
 * @param entryPoints where visitors come in, as named at the proxy; what the proxy is set to when absent. TCP and UDP have to say it
 * @param middlewares what the proxy does with a request on its way, in this order, as named at the proxy; those of the
 *     inventory's defaults when absent
 * @param tls who gets the certificate: a resolver as named at the proxy, {@code default} for its default certificate,
 *     {@code none} for visitors who come without TLS, {@code passthrough} for a TCP service that ends TLS itself; what the proxy is set to when absent
 * @param loadBalancer how the proxy passes requests on
 */
public record Route(
        Optional<Protocol> protocol,
        Optional<@Valid Hostname> hostname,
        Optional<
                        @Pattern(
                                regexp = "^(/[A-Za-z0-9._~-]+){1,64}$",
                                message = "must be a path without a slash at its end, such as /api")
                        String>
                path,
        Optional<
                        @Pattern(
                                regexp = "^[^`\\s]{1,500}$",
                                message = "must be a regular expression without spaces, such as ^/api/v[0-9]+/")
                        String>
                pathPattern,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as server") String> container,
        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 8096")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 8096") Integer>
                port,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+@[a-z]+$",
                                message = "must be a service of the proxy with its provider, such as api@internal")
                        String>
                service,
        Optional<URI> url,
        List<
                        @NotNull(message = "must not be empty, such as websecure")
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of an entry point, such as websecure")
                        String>
                entryPoints,
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

    /** What other visitors than those of web pages speak. */
    public enum Protocol {
        /** Connections, with TLS or without. */
        @JsonProperty("tcp")
        TCP("tcp"),
        /** Datagrams. */
        @JsonProperty("udp")
        UDP("udp");

        private final String word;

        Protocol(String word) {
            this.word = word;
        }

        /** Returns what definitions call it. */
        public String word() {
            return word;
        }
    }

    public Route {
        entryPoints = NullTolerant.of(entryPoints);
        middlewares = middlewares.map(NullTolerant::of);
    }

    /** Returns the same route at another hostname and through other middlewares. */
    public Route with(Optional<Hostname> otherHostname, Optional<List<String>> otherMiddlewares) {
        return new Route(
                protocol,
                otherHostname,
                path,
                pathPattern,
                container,
                port,
                service,
                url,
                entryPoints,
                otherMiddlewares,
                tls,
                loadBalancer);
    }

    /** Returns whether visitors speak HTTP. */
    public boolean isHttp() {
        return protocol.isEmpty();
    }

    /** Returns whether visitors speak UDP. */
    public boolean isUdp() {
        return protocol.filter(Protocol.UDP::equals).isPresent();
    }

    /** Returns whether there is one page that visitors can be led to. */
    public boolean isPage() {
        return isHttp()
                && pathPattern.isEmpty()
                && hostname.filter(name -> !name.isWildcard()).isPresent();
    }

    /** Returns whether visitors come without TLS. */
    public boolean isPlain() {
        return tls.filter("none"::equals).isPresent();
    }

    /** Returns where visitors enter, {@code HOST:PORT}, if that is at a further entry point of which the inventory says so. */
    public Optional<String> entrance(ProxySettings proxy) {
        return entryPoints.stream()
                .flatMap(name -> Stream.ofNullable(proxy.entryPoints().get(name)))
                .findFirst();
    }

    /** Returns the address visitors type, as far as this route takes all that is below it. */
    public URI visitUrl(Inventory inventory) {
        String below = path.orElse("");
        Optional<String> elsewhere = inventory.proxy().flatMap(this::entrance);
        if (elsewhere.isPresent()) {
            String scheme =
                    isPlain() ? "http" : inventory.visitUrl(requiredHostname()).getScheme();
            String port = elsewhere.get().substring(elsewhere.get().lastIndexOf(':'));
            return URI.create(scheme + "://" + requiredHostname() + port + below);
        }
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
