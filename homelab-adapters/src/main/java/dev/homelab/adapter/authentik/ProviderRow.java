// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

/**
 * A provider as it was found.
 *
 * @param pk the server's key
 * @param held all that we judge of it
 */
record ProviderRow(int pk, Provider held) {

    String name() {
        return held.name();
    }

    boolean isMarked() {
        return Mark.read(name()).isPresent();
    }
}
