// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.Route;
import dev.homelab.model.value.Hostname;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where visitors come in.
 *
 * <pre>
 *   tls           site       certificate of
 *   -----------   --------   ---------------------------------------------------------------
 *   absent        https://   certResolver, else as for default; http:// if url has no TLS
 *   default       https://   who Caddy asks by itself
 *   none          http://    none
 *   internal      https://   Caddy's own authority
 *   another       https://   that snippet says
 * </pre>
 *
 * @param settings of the target
 * @param entrance where visitors enter unless they come without TLS
 */
record EntryPoints(CaddySettings settings, URI entrance) {

    /** Returns the sites of a route, one for each of its entry points. */
    List<SiteAddress> sites(Route route) {
        return names(route).stream()
                .map(name -> new SiteAddress(
                        isPlain(route),
                        route.requiredHostname(),
                        port(name),
                        route.path().orElse("")))
                .distinct()
                .toList();
    }

    /** Returns the line that says who gets the certificate of a site with this route; nothing if Caddy knows by itself. */
    Optional<String> certificate(Route route) {
        return isPlain(route)
                ? Optional.empty()
                : resolver(route)
                        .map(name -> name.equals(CaddySettings.INTERNAL)
                                ? "tls internal"
                                : "import " + CaddyToken.plain(name));
    }

    /** Returns whether an authority has to be asked for the certificate first, which takes a while with a new name. */
    boolean isIssued(Route route) {
        return !isPlain(route)
                && resolver(route)
                        .map(name -> !name.equals(CaddySettings.INTERNAL))
                        .orElse(!isInternal(route.requiredHostname()));
    }

    /** Returns where visitors of a route enter: scheme, address and port. */
    URI entrance(Route route) {
        Optional<String> elsewhere = isUsual(route) ? Optional.empty() : route.entrance(settings);
        if (elsewhere.isPresent()) {
            return URI.create((isPlain(route) ? "http://" : "https://") + elsewhere.get());
        }
        return route.isPlain()
                ? settings.plainUrl().orElseGet(() -> URI.create("http://" + entrance.getHost()))
                : entrance;
    }

    /** Returns whether a page is looked at: not one of which nothing says where visitors enter. */
    boolean isKnown(Route route) {
        return isUsual(route) || route.entrance(settings).isPresent();
    }

    boolean isPlain(Route route) {
        return route.isPlain() || "http".equals(entrance.getScheme());
    }

    private Optional<String> resolver(Route route) {
        return route.tls().or(settings::certResolver).filter(name -> !name.equals("default"));
    }

    private boolean isUsual(Route route) {
        return route.entryPoints().isEmpty() || route.entryPoints().contains(usual(route));
    }

    private String usual(Route route) {
        return route.isPlain() ? settings.plainName() : settings.usualEntryPoint();
    }

    private List<String> names(Route route) {
        return route.entryPoints().isEmpty() ? List.of(usual(route)) : route.entryPoints();
    }

    private Optional<Integer> port(String entryPoint) {
        return Optional.ofNullable(settings.entryPoints().get(entryPoint))
                .map(place -> Integer.valueOf(place.substring(place.lastIndexOf(':') + 1)));
    }

    /** Returns whether Caddy asks its own authority for a name by itself (CertMagic v0.25). */
    private static boolean isInternal(Hostname hostname) {
        return hostname.value().matches("([^.]+|.*\\.(localhost|local|internal|home\\.arpa))");
    }
}
