// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Risk;
import java.util.Set;

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
                .filter(file -> asks(file) && !file.text().contains(SignIn.OUTPOST_PATH + "*"))
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
        return file.text().contains("forward_auth ");
    }
}
