// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.value.ServiceName;

/**
 * What the parts of the proxy's configuration are called that the routes of a service make.
 *
 * <p>All services share one space of names there, so each name begins with the service's; what follows begins with an
 * underscore, which no service's name has.
 *
 * @param service whose routes they are
 */
record RouteNames(ServiceName service) {

    /** Returns the name of the router of a route, and of who answers it, by its place among the routes. */
    public String route(int place) {
        return service + number(place);
    }

    /** Returns the name of the router that leads to the sign-in at the hostname of a route. */
    public String signIn(int place) {
        return signIn() + number(place);
    }

    /** Returns the name of what asks every visitor to sign in. */
    public String signIn() {
        return service + "_signin";
    }

    /** Returns whether a name is this service's to give. */
    public boolean isOwn(String name) {
        return name.equals(service.value()) || name.startsWith(service + "_");
    }

    private static String number(int place) {
        return place == 0 ? "" : "_" + (place + 1);
    }
}
