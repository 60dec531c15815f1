// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Risk;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a change of a file opens that was closed. Pure.
 *
 * <p>Of a service with a sign-on of its own the identity provider says that; of one that shares the sign-in of the whole
 * domain only its file knows.
 */
final class RouteRisks {

    private RouteRisks() {}

    static Set<Risk> of(Change<RouteFile> change) {
        boolean asked = change.before()
                .map(Observed::resource)
                .filter(RouteRisks::asksForDomain)
                .isPresent();
        return asked
                        && change.after()
                                .map(Observed::resource)
                                .filter(file -> !asks(file))
                                .isPresent()
                ? Set.of(Risk.WEAKER_SIGN_IN)
                : Set.of();
    }

    private static boolean asks(RouteFile file) {
        return parts(file, "middlewares")
                .map(middleware ->
                        middleware.path("forwardAuth").path("address").asText())
                .anyMatch(RouteText::isAsking);
    }

    /** Returns whether visitors sign in, and return to another service than this one. */
    private static boolean asksForDomain(RouteFile file) {
        return asks(file)
                && parts(file, "services")
                        .flatMap(service ->
                                service.path("loadBalancer").path("servers").valueStream())
                        .map(server -> server.path("url").asText())
                        .noneMatch(url -> url.endsWith(RouteText.OUTPOST_PATH));
    }

    private static Stream<JsonNode> parts(RouteFile file, String kind) {
        return file.text().root().path("http").path(kind).valueStream();
    }
}
