// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Risk;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a change of a sign-on opens that was closed. Pure. */
final class SignOnRisks {

    private SignOnRisks() {}

    static Set<Risk> of(Change<SignOn> change, Catalog catalog) {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        Optional<SignOn> before = change.before().map(Observed::resource);
        Optional<SignOn> after = change.after().map(Observed::resource);
        if (before.isPresent() && after.isPresent()) {
            if (isWider(groups(before.get()), groups(after.get()))) {
                risks.add(Risk.MORE_PEOPLE);
            }
            boolean isOpened = asksAtTheDoor(before.get())
                    && (!asksAtTheDoor(after.get())
                            || !publicPaths(before.get()).containsAll(publicPaths(after.get())));
            if (isOpened) {
                risks.add(Risk.WEAKER_SIGN_IN);
            }
        } else if (before.isPresent() && isLeftOpen(change, catalog)) {
            risks.add(Risk.WEAKER_SIGN_IN);
        } else if (before.isPresent() && isShared(change, catalog) && isWider(groups(before.get()), Set.of())) {
            risks.add(Risk.MORE_PEOPLE);
        }
        return risks;
    }

    /** No group at all means everyone who can sign in. */
    private static boolean isWider(Set<String> before, Set<String> after) {
        return !before.isEmpty() && (after.isEmpty() || !before.containsAll(after));
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

    /** Returns whether the service is still wanted, and lets in the same visitors as the sign-in of the whole domain. */
    private static boolean isShared(Change<SignOn> change, Catalog catalog) {
        return catalog.definition(change.service())
                .map(Definition::service)
                .filter(Service::sharesSignIn)
                .isPresent();
    }

    /** Returns whether the service is still wanted, and without any sign-in. */
    private static boolean isLeftOpen(Change<SignOn> change, Catalog catalog) {
        return catalog.definition(change.service())
                .map(Definition::service)
                .filter(service -> service.sso()
                        .filter(sso -> sso.kind() != SsoApp.Kind.NONE)
                        .isEmpty())
                .isPresent();
    }
}
