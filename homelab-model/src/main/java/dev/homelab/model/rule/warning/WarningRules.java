// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class WarningRules {

    private WarningRules() {}

    public static List<Rule> all() {
        return List.of(
                new OpenBesideSignIn(),
                new AliasOfUnknownName(),
                new VolumeWithoutName(),
                new MovingTag(),
                new WildcardWithoutNames(),
                new PastSignIn());
    }
}
