// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.page.SignInRisks;
import dev.homelab.model.Catalog;
import dev.homelab.provision.Change;
import dev.homelab.provision.Risk;
import java.util.Set;

/** What a change of a sign-on opens that was closed. Pure. */
final class SignOnRisks {

    private SignOnRisks() {}

    static Set<Risk> of(Change<SignOn> change, Catalog catalog) {
        return SignInRisks.of(change, catalog, SignOnRisks::groups, SignOnRisks::isOpened);
    }

    private static boolean isOpened(SignOn before, SignOn after) {
        return asksAtTheDoor(before)
                && (!asksAtTheDoor(after) || !publicPaths(before).containsAll(publicPaths(after)));
    }

    private static Set<String> groups(SignOn signOn) {
        return signOn.application().stream()
                .flatMap(application -> application.bindings().stream())
                .filter(SignOn.Binding::enabled)
                .map(SignOn.Binding::group)
                .collect(toSet());
    }

    /** Returns whether the proxy asks before the service is reached. */
    private static boolean asksAtTheDoor(SignOn signOn) {
        return signOn.provider().filter(Provider.Proxy.class::isInstance).isPresent();
    }

    private static Set<String> publicPaths(SignOn signOn) {
        return signOn.provider().stream()
                .filter(Provider.Proxy.class::isInstance)
                .map(Provider.Proxy.class::cast)
                .flatMap(proxy -> proxy.publicPaths().lines())
                .collect(toSet());
    }
}
