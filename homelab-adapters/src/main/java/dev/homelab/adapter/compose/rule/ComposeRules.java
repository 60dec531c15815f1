// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;

/** What must hold for the settings that containers have in Compose's own words. */
public final class ComposeRules {

    private static final List<Rule> ALL =
            List.of(new ComposeKeyFits(), new ComposeKeyWorks(), new CommandOfHealthcheck());

    private ComposeRules() {}

    /** Returns what is wrong with the definitions of a catalog, in which other mistakes may be. */
    public static List<Problem> check(Catalog catalog) {
        return ALL.stream().flatMap(rule -> rule.check(catalog).stream()).toList();
    }
}
