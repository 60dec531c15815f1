// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Route;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where visitors come in, which depends on what a route says about TLS.
 *
 * <pre>
 *   tls           entry point        certificate of
 *   -----------   ----------------   -------------------------------------------------------------
 *   absent        entryPoint         certResolver, else Traefik's default; none if url has no TLS
 *   default       entryPoint         Traefik's default
 *   none          plainEntryPoint    none
 *   another       entryPoint         that resolver
 * </pre>
 *
 * @param settings of the target
 * @param entrance where visitors enter unless they come without TLS
 */
record EntryPoints(TraefikSettings settings, URI entrance) {

    /**
     * One of them.
     *
     * @param entryPoint by name
     * @param tls the section of a router; absent for visitors without TLS
     */
    record Door(String entryPoint, Optional<Map<String, String>> tls) {

        /** Returns whether a resolver gets the certificate. */
        boolean isIssued() {
            return tls.filter(certificate -> !certificate.isEmpty()).isPresent();
        }
    }

    /** Returns the door of a route. */
    Door of(Route route) {
        if (route.isPlain()) {
            String plain = settings.plainEntryPoint()
                    .orElseThrow(() -> new IllegalStateException(
                            "A route without TLS has no entry point. This is a bug in homelab."));
            return new Door(plain, Optional.empty());
        }
        return new Door(
                settings.entryPoint(), route.tls().map(EntryPoints::certificate).or(this::usual));
    }

    /** Returns where visitors of a route enter: scheme, address and port. */
    URI entrance(Route route) {
        return route.isPlain()
                ? settings.plainUrl().orElseGet(() -> URI.create("http://" + entrance.getHost()))
                : entrance;
    }

    private Optional<Map<String, String>> usual() {
        return "https".equals(entrance.getScheme())
                ? Optional.of(certificate(settings.certResolver().orElse("default")))
                : Optional.empty();
    }

    private static Map<String, String> certificate(String tls) {
        return tls.equals("default") ? Map.of() : Map.of("certResolver", tls);
    }
}
