// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The section of a target of kind {@code caddy}.
 *
 * @param host the machine it runs on, as named in the inventory
 * @param directory the folder on that machine whose files its Caddyfile imports
 * @param api where its admin API is reached
 * @param caddyfile its Caddyfile, as Caddy itself finds it; {@code /etc/caddy/Caddyfile} when absent
 * @param entryPoint what routes call the usual way in; {@code https} when absent
 * @param url where visitors enter; {@code https://} and the host's address when absent
 * @param certResolver the snippet that says who gets the certificates, or {@code internal} for Caddy's own authority; what Caddy does
 *     by itself when absent
 * @param privateResolvers snippets for certificates that ask an authority of one's own, which certifies any name; {@code internal} is
 *     always one
 * @param plainEntryPoint what routes call the way in without TLS; {@code http} when absent
 * @param plainUrl where visitors without TLS enter; {@code http://} and the host of {@code url} when absent
 * @param entryPoints where visitors enter at further ports that routes may name, {@code HOST:PORT} by a name; Caddy listens on that
 *     port
 * @param network the network of Docker that it is in; it reaches containers there without a published port
 * @param middlewares the snippets that definitions may name, as the Caddyfile defines them
 * @param forwardAuth who is asked whether a visitor may pass; the identity target's address when absent
 * @param forwardAuthPath at which path that is asked; Authentik's when absent
 * @param forwardAuthHeaders what the answer says about the visitor and the service may see; Authentik's when absent
 * @param ca a PEM file on the machine that runs this, with the authority that visitors' checks trust; the system's when
 *     absent
 */
public record CaddySettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /etc/caddy/homelab")
        @Pattern(
                regexp = "^(/[A-Za-z0-9._-]+){1,64}$",
                message = "must be a folder from the root on without a slash at its end, such as /etc/caddy/homelab")
        String directory,

        @NotNull(message = "is required, such as http://192.0.2.20:2019")
        URI api,

        Optional<
                        @Pattern(
                                regexp = "^(/[A-Za-z0-9._-]+){1,64}$",
                                message = "must be a file from the root on, such as /etc/caddy/Caddyfile")
                        String>
                caddyfile,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be a name that routes use, such as websecure")
                        String>
                entryPoint,
        Optional<URI> url,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of a snippet, or internal, such as home-ca")
                        String>
                certResolver,
        Set<
                        @NotNull(message = "must not be empty, such as home-ca")
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of a snippet, such as home-ca")
                        String>
                privateResolvers,
        Optional<@Pattern(regexp = "^[A-Za-z0-9_-]+$", message = "must be a name that routes use, such as web") String>
                plainEntryPoint,
        Optional<URI> plainUrl,
        Map<
                        @Pattern(regexp = "^[A-Za-z0-9_-]+$", message = "must be a name that routes use, such as admin")
                        String,
                        @NotNull(message = "must say where visitors enter, such as 192.0.2.20:8443")
                        @Pattern(
                                regexp = "^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\]):[1-9][0-9]{0,4}$",
                                message = "must be HOST:PORT, such as 192.0.2.20:8443")
                        String>
                entryPoints,
        Optional<@Pattern(regexp = Patterns.NETWORK, message = "must be a network of Docker, such as proxy") String>
                network,
        Set<
                        @NotNull(message = "must not be empty, such as secure-headers")
                        @Pattern(
                                regexp = "^[A-Za-z0-9_-]+$",
                                message = "must be the name of a snippet, such as secure-headers")
                        String>
                middlewares,
        Optional<URI> forwardAuth,
        Optional<
                        @Pattern(
                                regexp = "^(/[A-Za-z0-9._~-]+){1,64}$",
                                message = "must be a path, such as /api/authz/forward-auth")
                        String>
                forwardAuthPath,
        List<
                        @NotNull(message = "must not be empty, such as Remote-User")
                        @Pattern(regexp = "^[A-Za-z0-9-]+$", message = "must be a header, such as Remote-User") String>
                forwardAuthHeaders,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca)
        implements ProxySettings {

    /** Caddy's own authority, which is a word of its {@code tls} directive and no snippet. */
    static final String INTERNAL = "internal";

    public CaddySettings {
        privateResolvers = withInternal(NullTolerant.of(privateResolvers));
        middlewares = NullTolerant.of(middlewares);
        entryPoints = NullTolerant.of(entryPoints);
        forwardAuthHeaders = NullTolerant.of(forwardAuthHeaders);
        plainEntryPoint = plainEntryPoint.or(() -> Optional.of("http")); // Caddy always has one
    }

    @Override
    public Set<String> entryPointNames() {
        Set<String> names = new TreeSet<>(entryPoints.keySet());
        names.add(usualEntryPoint());
        names.add(plainName());
        return names;
    }

    /** Returns what routes call the usual way in. */
    String usualEntryPoint() {
        return entryPoint.orElse("https");
    }

    /** Returns what routes call the way in without TLS. */
    String plainName() {
        return plainEntryPoint.orElse("http");
    }

    /** Returns the Caddyfile, as Caddy finds it. */
    String caddyfilePath() {
        return caddyfile.orElse("/etc/caddy/Caddyfile");
    }

    private static Set<String> withInternal(Set<String> written) {
        LinkedHashSet<String> all = new LinkedHashSet<>(written);
        all.add(INTERNAL);
        return Collections.unmodifiableSet(all);
    }
}
