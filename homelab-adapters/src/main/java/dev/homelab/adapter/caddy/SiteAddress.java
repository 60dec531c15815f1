// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.value.Hostname;
import java.util.Optional;

/**
 * What a site of a Caddyfile answers for. No two sites may have the same.
 *
 * @param isPlain whether visitors come without TLS
 * @param hostname the name they ask for
 * @param port where Caddy listens; what it is set to for that scheme when absent
 * @param path what paths begin with; empty for all
 */
record SiteAddress(boolean isPlain, Hostname hostname, Optional<Integer> port, String path) {

    /** Returns the same for another path. */
    SiteAddress at(String other) {
        return new SiteAddress(isPlain, hostname, port, other);
    }

    /** Returns it as a Caddyfile says it. Caddy itself tries longer paths before shorter ones, and a name before a wildcard. */
    String text() {
        return CaddyToken.plain((isPlain ? "http://" : "https://")
                + hostname
                + port.map(number -> ":" + number).orElse("")
                + (path.isEmpty() ? "" : path + "*"));
    }
}
