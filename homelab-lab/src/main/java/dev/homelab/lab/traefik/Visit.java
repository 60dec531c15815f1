// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import dev.homelab.lab.http.Request;
import java.util.Locale;

/** One request of a visitor, as rules see it. */
record Visit(Request request) {

    /** The host asked for, lower case, without a port. */
    String host() {
        return authority().replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    /** The host asked for as the visitor wrote it. */
    String authority() {
        return request.header("Host").orElse("");
    }

    String path() {
        return request.path();
    }
}
