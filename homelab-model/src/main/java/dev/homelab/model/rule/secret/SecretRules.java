// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.secret;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class SecretRules {

    private SecretRules() {}

    public static List<Rule> all() {
        return List.of(new NoSecretWrittenOut(), new SecretInItsPlace());
    }
}
