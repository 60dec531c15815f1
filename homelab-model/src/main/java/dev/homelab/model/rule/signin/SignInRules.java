// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.signin;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class SignInRules {

    private SignInRules() {}

    public static List<Rule> all() {
        return List.of(new SignInFits(), new ClientOfThisService(), new RedirectWithinRoutes());
    }
}
