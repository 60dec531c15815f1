// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.page;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What a change of a sign-in opens that was closed, at any identity provider. Pure. */
public final class SignInRisks {

    private SignInRisks() {}

    /**
     * Returns the risks of one change.
     *
     * @param groups who may pass; none for everyone who can sign in
     * @param isWeaker whether the second asks less of visitors than the first
     */
    public static <R extends Resource> Set<Risk> of(
            Change<R> change, Catalog catalog, Function<R, Collection<String>> groups, BiPredicate<R, R> isWeaker) {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        Optional<R> before = change.before().map(Observed::resource);
        Optional<R> after = change.after().map(Observed::resource);
        if (before.isPresent() && after.isPresent()) {
            if (isWider(groups.apply(before.get()), groups.apply(after.get()))) {
                risks.add(Risk.MORE_PEOPLE);
            }
            if (isWeaker.test(before.get(), after.get())) {
                risks.add(Risk.WEAKER_SIGN_IN);
            }
        } else if (before.isPresent() && isLeftOpen(change, catalog)) {
            risks.add(Risk.WEAKER_SIGN_IN);
        } else if (before.isPresent() && isShared(change, catalog) && isWider(groups.apply(before.get()), Set.of())) {
            risks.add(Risk.MORE_PEOPLE);
        }
        return risks;
    }

    /** No group at all means everyone who can sign in. */
    private static boolean isWider(Collection<String> before, Collection<String> after) {
        return !before.isEmpty() && (after.isEmpty() || !before.containsAll(after));
    }

    /** Returns whether the service is still wanted, and lets in the same visitors as the sign-in of the whole domain. */
    private static boolean isShared(Change<?> change, Catalog catalog) {
        return catalog.definition(change.service())
                .map(Definition::service)
                .filter(Service::sharesSignIn)
                .isPresent();
    }

    /** Returns whether the service is still wanted, and without any sign-in. */
    private static boolean isLeftOpen(Change<?> change, Catalog catalog) {
        return catalog.definition(change.service())
                .map(Definition::service)
                .filter(service -> service.sso()
                        .filter(sso -> sso.kind() != SsoApp.Kind.NONE)
                        .isEmpty())
                .isPresent();
    }
}
