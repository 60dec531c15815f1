// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.adapter.support.page.SignInServer;
import dev.homelab.model.inventory.SignInSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked whether a visitor may pass, and how.
 *
 * @param server where it answers
 * @param path at which path it is asked
 * @param headers what of its answer the service sees
 */
record SignIn(URI server, String path, List<String> headers) {

    /** Where visitors of Authentik come back to, under the hostname of the service. */
    static final String OUTPOST_PATH = "/" + SignInServer.OUTPOST + "/";

    private static final String AUTHENTIK = OUTPOST_PATH + "auth/caddy";

    /** What the outpost may send a service about the visitor (authentik 2026.8). */
    private static final List<String> AUTHENTIK_HEADERS = List.of(
            "X-authentik-username",
            "X-authentik-groups",
            "X-authentik-entitlements",
            "X-authentik-email",
            "X-authentik-name",
            "X-authentik-uid",
            "X-authentik-jwt",
            "X-authentik-meta-jwks",
            "X-authentik-meta-outpost",
            "X-authentik-meta-provider",
            "X-authentik-meta-app",
            "X-authentik-meta-version");

    /**
     * Returns what the settings say, of a server.
     *
     * @param provider how the identity provider is asked, unless it is asked as Authentik is
     */
    static SignIn of(CaddySettings settings, Optional<SignInSettings> provider, URI server) {
        return new SignIn(
                server,
                path(settings, provider),
                settings.forwardAuthHeaders().isEmpty() ? headers(settings, provider) : settings.forwardAuthHeaders());
    }

    /** Returns what the address of a sign-in page holds: it says where the visitor wanted to go. */
    static String sign(CaddySettings settings, Optional<SignInSettings> provider) {
        return isAuthentik(settings, provider)
                ? SignInServer.OUTPOST
                : provider.map(SignInSettings::signInSign).orElse("rd=");
    }

    private static String path(CaddySettings settings, Optional<SignInSettings> provider) {
        return settings.forwardAuthPath()
                .or(() -> provider.map(SignInSettings::askingPath))
                .orElse(AUTHENTIK);
    }

    /** Returns the headers of a server whose ways are known. */
    private static List<String> headers(CaddySettings settings, Optional<SignInSettings> provider) {
        return isAuthentik(settings, provider)
                ? AUTHENTIK_HEADERS
                : provider.filter(known -> known.askingPath().equals(path(settings, provider)))
                        .map(SignInSettings::visitorHeaders)
                        .orElse(List.of());
    }

    /** Returns whether visitors come back to the service through a path of the server's. */
    boolean returnsHere() {
        return path.startsWith(OUTPOST_PATH);
    }

    Optional<String> returningPath() {
        return returnsHere() ? Optional.of(OUTPOST_PATH) : Optional.empty();
    }

    private static boolean isAuthentik(CaddySettings settings, Optional<SignInSettings> provider) {
        return path(settings, provider).startsWith(OUTPOST_PATH);
    }
}
