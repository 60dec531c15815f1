// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Route;
import java.net.URI;
import java.util.List;
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
 *   passthrough   of the route       the service's own, over TCP
 *   another       entryPoint         that resolver
 * </pre>
 *
 * <p>The {@code entryPoints} of a route take the place of these.
 *
 * @param settings of the target
 * @param entrance where visitors enter unless they come without TLS
 */
record EntryPoints(TraefikSettings settings, URI entrance) {

    /**
     * One of them.
     *
     * @param entryPoints by name
     * @param tls the section of a router; absent for visitors without TLS
     */
    record Door(List<String> entryPoints, Optional<Map<String, Object>> tls) {

        /** Returns whether a resolver gets the certificate. */
        boolean isIssued() {
            return tls.filter(certificate -> certificate.containsKey("certResolver"))
                    .isPresent();
        }
    }

    /** Returns the door of a route. */
    Door of(Route route) {
        if (route.isPlain() && route.isHttp()) {
            String plain = settings.plainEntryPoint()
                    .orElseThrow(() -> new IllegalStateException(
                            "A route without TLS has no entry point. This is a bug in homelab."));
            return new Door(named(route, plain), Optional.empty());
        }
        return new Door(
                named(route, settings.entryPoint()),
                route.tls().map(EntryPoints::certificate).or(() -> usual(route)));
    }

    /** Returns where visitors of a route enter: scheme, address and port. */
    URI entrance(Route route) {
        boolean isUsual = route.entryPoints().isEmpty() || route.entryPoints().contains(usual(route.isPlain()));
        Optional<String> elsewhere = isUsual ? Optional.empty() : route.entrance(settings);
        if (elsewhere.isPresent()) {
            return URI.create((route.isPlain() ? "http://" : entrance.getScheme() + "://") + elsewhere.get());
        }
        return route.isPlain()
                ? settings.plainUrl().orElseGet(() -> URI.create("http://" + entrance.getHost()))
                : entrance;
    }

    private static List<String> named(Route route, String usual) {
        return route.entryPoints().isEmpty() ? List.of(usual) : route.entryPoints();
    }

    /** Returns whether a page is looked at: not one of which nothing says where visitors enter. */
    boolean isKnown(Route route) {
        return route.entryPoints().isEmpty()
                || route.entryPoints().contains(usual(route.isPlain()))
                || route.entrance(settings).isPresent();
    }

    private String usual(boolean isPlain) {
        return isPlain ? settings.plainEntryPoint().orElse("") : settings.entryPoint();
    }

    /** Visitors over TCP who ask for no name come without TLS. */
    private Optional<Map<String, Object>> usual(Route route) {
        boolean isEncrypted = route.isHttp()
                ? "https".equals(entrance.getScheme())
                : route.hostname().isPresent();
        return isEncrypted ? Optional.of(certificate(settings.certResolver().orElse("default"))) : Optional.empty();
    }

    private static Map<String, Object> certificate(String tls) {
        return switch (tls) {
            case "default" -> Map.of();
            case "passthrough" -> Map.of("passthrough", true);
            default -> Map.of("certResolver", tls);
        };
    }
}
