// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.page;

import dev.homelab.model.Backend;
import dev.homelab.model.PageCheck;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Inventory;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages behind the routes of a service. */
public final class RoutePages {

    private static final PageCheck FIRST_PAGE = new PageCheck("/", Optional.empty(), Optional.empty());

    private RoutePages() {}

    /**
     * Returns what visitors must find at the route at this place among those of its service: what the service says of its first page
     * where it says something, and else any page. What a route answers is below its path.
     */
    public static Stream<PageCheck> checks(Service service, int place) {
        Route route = service.routes().get(place);
        boolean isFirst = service.firstPage().map(service.routes()::indexOf).orElse(-1) == place;
        Stream<PageCheck> checks =
                isFirst && !service.verify().isEmpty() ? service.verify().stream() : Stream.of(FIRST_PAGE);
        return checks.map(check -> within(route, check));
    }

    private static PageCheck within(Route route, PageCheck check) {
        return route.path()
                .map(path -> new PageCheck(
                        check.equals(FIRST_PAGE) ? path : path + check.path(), check.status(), check.contains()))
                .orElse(check);
    }

    /** Returns whether a visitor of a page must sign in first: the service asks for it, and the page is not one of its public ones. */
    public static boolean needsSignIn(Service service, PageCheck check) {
        String asked = check.path().split("[?#]", 2)[0]; // paths are compared without their query
        return service.requiresLogin()
                && service.sso().flatMap(SsoApp::publicPaths).orElse(List.of()).stream()
                        .noneMatch(
                                path -> asked.equals(path) || asked.startsWith(path.endsWith("/") ? path : path + "/"));
    }

    /** Returns where the proxy sends what is asked of a route. */
    public static URI backend(Service service, Route route, Inventory inventory) {
        return Backend.of(service, route, inventory)
                .orElseThrow(() -> new IllegalStateException("Service " + service.name()
                        + " has a route that the proxy cannot follow. This is a bug in homelab."));
    }
}
