// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class NetworkRules {

    private NetworkRules() {}

    public static List<Rule> all() {
        return List.of(
                new NetworksOfHost(),
                new ContainerInSomeNetwork(),
                new JoinedByContainer(),
                new AddressFits(),
                new SubnetsApart());
    }
}
