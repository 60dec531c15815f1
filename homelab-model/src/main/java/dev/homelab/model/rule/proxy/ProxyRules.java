// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.proxy;

import dev.homelab.model.rule.part.Rule;
import java.util.List;

/** The rules of this room. */
public final class ProxyRules {

    private ProxyRules() {}

    public static List<Rule> all() {
        return List.of(
                new KnownMiddleware(),
                new KnownTransport(),
                new TlsFits(),
                new TraefikKeyKnown(),
                new TraefikKeyFilled(),
                new TraefikKeyFree(),
                new TraefikNameOwn());
    }
}
