// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class VisitRules {

    private VisitRules() {}

    public static List<Rule> all() {
        return List.of(
                new UniqueHostname(),
                new RecordsClash(),
                new NoAliasCircle(),
                new HostnameInDomain(),
                new RouteLeadsSomewhere(),
                new TilesDiffer(),
                new TileFits(),
                new TargetForEveryPart(),
                new TlsFits(),
                new RouteFits(),
                new WildcardOfRoute());
    }
}
