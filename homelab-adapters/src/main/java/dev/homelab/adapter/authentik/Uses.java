// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.UseRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to delete what something else uses: what would break without it, or stay without a use. Much of what the server
 * lists as a use is none.
 */
final class Uses {

    /**
     * What goes with an application or a provider, or goes on as well without it: bindings and what they bind, consents, the
     * outpost, which is notified, and the mappings, which the server lists although it is the provider that uses them.
     */
    private static final Set<String> PARTS =
            Set.of("policybinding", "policy", "userconsent", "outpost", "propertymapping");

    /** What comes of people signing in: tokens, codes and sessions, of several names. */
    private static final String SIGN_INS = ".*(token|code|session)";

    private final AuthentikClient client;
    private final AuthentikProblems problems;

    Uses(AuthentikClient client, AuthentikProblems problems) {
        this.client = client;
        this.problems = problems;
    }

    /**
     * Asks what a deletion would hit, one request for each row.
     *
     * @throws dev.homelab.provision.TargetException if that is more than the sign-on
     */
    void refuseOthers(String slug, @Nullable ApplicationRow application, @Nullable ProviderRow provider) {
        List<UseRow> ofApplication = application == null ? List.of() : client.usesOf(application);
        List<UseRow> ofProvider = provider == null ? List.of() : client.usesOf(provider);
        String others = Stream.concat(ofApplication.stream(), ofProvider.stream())
                .filter(use -> !isOwn(use, application, provider))
                .map(use -> "%s \"%s\"".formatted(use.modelName(), use.name()))
                .distinct()
                .collect(joining(", "));
        if (!others.isEmpty()) {
            throw problems.usedByOthers(slug, others);
        }
    }

    private static boolean isOwn(UseRow use, @Nullable ApplicationRow application, @Nullable ProviderRow provider) {
        return PARTS.contains(use.modelName())
                || use.modelName().matches(SIGN_INS)
                || (application != null && use.pk().equals(application.pk()))
                || (provider != null && use.pk().equals(String.valueOf(provider.pk())));
    }
}
