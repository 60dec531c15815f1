// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import java.util.Map;
import java.util.Optional;

/**
 * A provider as it was found.
 *
 * @param pk the server's key
 * @param held all that we judge of it
 * @param user the slug of the application that it says itself it is used by
 * @param unmanaged fields that no definition says
 */
record ProviderRow(int pk, Provider held, Optional<String> user, Map<String, Object> unmanaged) {

    String name() {
        return held.name();
    }

    boolean isMarked() {
        return Mark.read(name()).isPresent();
    }
}
