// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The section of a target of kind {@code traefik}.
 *
 * @param host the machine it runs on, as named in the inventory
 * @param directory the folder on that machine which {@code providers.file.directory} watches
 * @param api where its API is reached
 * @param entryPoint the entry point that visitors come in at, as named in Traefik's own configuration
 * @param url where visitors enter; {@code https://} and the host's address when absent
 * @param forwardAuth where the outpost answers that knows who is signed in; the identity target's address when absent
 * @param certResolver who gets the certificates, as named in Traefik's own configuration; its default certificate when
 *     absent
 * @param privateResolvers certificate resolvers that ask an authority of one's own, which certifies any name
 * @param plainEntryPoint the entry point of visitors who come without TLS; needed for routes that ask for it
 * @param plainUrl where they enter; {@code http://} and the host of {@code url} when absent
 * @param entryPoints where visitors enter at further entry points that routes may name, {@code HOST:PORT} by the entry point's name
 * @param network the network of Docker that it is in; it reaches containers there without a published port
 * @param middlewares those that definitions may name, as its other files define them
 * @param ca a PEM file on the machine that runs this, with the authority that visitors' checks trust; the system's when
 *     absent
 */
public record TraefikSettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /etc/traefik/dynamic")
        @Pattern(regexp = "^/\\S*$", message = "must be a folder from the root on, such as /etc/traefik/dynamic")
        String directory,

        @NotNull(message = "is required, such as http://192.0.2.10:8080")
        URI api,

        @NotBlank(message = "is required, such as websecure")
        @Pattern(regexp = "^[A-Za-z0-9_-]+$", message = "must be the name of an entry point, such as websecure")
        String entryPoint,

        Optional<URI> url,
        Optional<URI> forwardAuth,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of a certificate resolver, such as letsencrypt")
                        String>
                certResolver,
        Set<
                        @NotNull(message = "must not be empty, such as home-ca")
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of a certificate resolver, such as home-ca")
                        String>
                privateResolvers,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of an entry point, such as web")
                        String>
                plainEntryPoint,
        Optional<URI> plainUrl,
        Map<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of an entry point, such as postgres")
                        String,
                        @NotNull(message = "must say where visitors enter, such as 192.0.2.20:5432")
                        @Pattern(
                                regexp = "^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\]):[1-9][0-9]{0,4}$",
                                message = "must be HOST:PORT, such as 192.0.2.20:5432")
                        String>
                entryPoints,
        Optional<@Pattern(regexp = Patterns.NETWORK, message = "must be a network of Docker, such as proxy") String>
                network,
        Set<
                        @NotNull(message = "must not be empty, such as secure-headers")
                        @Pattern(
                                regexp = Patterns.PROXY_NAME,
                                message = "must be a name at the proxy, such as secure-headers")
                        String>
                middlewares,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca)
        implements ProxySettings {

    public TraefikSettings {
        privateResolvers = NullTolerant.of(privateResolvers);
        middlewares = NullTolerant.of(middlewares);
        entryPoints = NullTolerant.of(entryPoints);
    }

    @Override
    public Set<String> entryPointNames() {
        Set<String> names = new TreeSet<>(entryPoints.keySet());
        Stream.concat(Stream.ofNullable(entryPoint), plainEntryPoint.stream()).forEach(names::add);
        return names;
    }
}
