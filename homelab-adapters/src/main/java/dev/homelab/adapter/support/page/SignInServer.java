// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.page;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SignInSettings;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check.PageAnswers.SignIn;
import dev.homelab.provision.TargetException;
import java.net.URI;
import java.util.Optional;

/** The server that a proxy asks whether a visitor may pass. */
public final class SignInServer {

    /** A visitor who is sent to the sign-in comes back to the outpost, at a path of its own (docs.goauthentik.io, forward auth). */
    public static final String OUTPOST = "outpost.goauthentik.io";

    /** A fresh outpost does not know where visitors find its server. */
    private static final String HOST_OF_OUTPOST =
            "set \"authentik_host\" of the outpost to where visitors find Authentik, such as"
                    + " https://auth.home.arpa (Applications, Outposts, Edit, Advanced settings)";

    private static final String HOST_OF_OTHERS = "set where visitors find the sign-in page at its server";

    private SignInServer() {}

    /** Returns how the identity provider of a homelab is asked; empty if it is asked as Authentik is. */
    public static Optional<SignInSettings> settings(Inventory inventory) {
        return inventory
                .target(Wave.IDENTITY)
                .map(Target::settings)
                .filter(SignInSettings.class::isInstance)
                .map(SignInSettings.class::cast);
    }

    /**
     * Returns where it answers, without a slash at the end.
     *
     * @param forwardAuth what the settings of the proxy say; the identity provider's address when absent
     * @param where the proxy
     * @throws TargetException if nothing says it
     */
    public static URI of(Service service, Optional<URI> forwardAuth, Inventory inventory, Where where) {
        return forwardAuth
                .or(() -> inventory.target(Wave.IDENTITY).flatMap(Target::url))
                .map(url -> URI.create(Apis.withoutSlash(url)))
                .orElseThrow(
                        () -> new TargetException(
                                new Problem(
                                        "sign-in has no server",
                                        where,
                                        "\"%s\" asks visitors to sign in, and nothing says where the server is that knows who has."
                                                .formatted(service.name()),
                                        "add a target of kind authentik or authelia to the inventory, or \"forwardAuth\" to this one.")));
    }

    /**
     * Returns the sign-in in front of a page.
     *
     * @param sign what the address of the sign-in page holds
     * @param isAsked whether a visitor must be sent there
     */
    public static SignIn before(String sign, boolean isAsked) {
        return new SignIn(sign, isAsked, sign.equals(OUTPOST) ? HOST_OF_OUTPOST : HOST_OF_OTHERS);
    }
}
