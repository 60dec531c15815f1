// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Risk;
import java.util.Set;

/**
 * What a change of a file opens that was closed. Pure.
 *
 * <p>Of a service with a sign-on of its own the identity provider tells that; of one that shares the sign-in of the whole
 * domain only its file knows.
 */
final class RouteRisks {

    private RouteRisks() {}

    static Set<Risk> of(Change<RouteFile> change) {
        boolean asked = change.before()
                .map(Observed::resource)
                .filter(RouteRisks::asksForDomain)
                .isPresent();
        boolean isOpened = change.after()
                .map(Observed::resource)
                .filter(file -> !asks(file))
                .isPresent();
        return asked && isOpened ? Set.of(Risk.WEAKER_SIGN_IN) : Set.of();
    }

    private static boolean asks(RouteFile file) {
        return file.text().contains(RouteText.ASKING_PATH);
    }

    /** Returns whether visitors are asked, and come back elsewhere than to this service. */
    private static boolean asksForDomain(RouteFile file) {
        return asks(file) && !file.text().contains("PathPrefix(`" + RouteText.OUTPOST_PATH + "/`)");
    }
}
