// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class HostRules {

    private HostRules() {}

    public static List<Rule> all() {
        return List.of(
                new KnownHost(),
                new HostReachability(),
                new FreeHostPort(),
                new UniqueOnHost(),
                new VolumeSharedForWriting());
    }
}
