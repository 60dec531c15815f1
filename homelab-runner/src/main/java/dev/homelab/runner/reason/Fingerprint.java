// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.adapter.support.Sha256;

/** A short text that is another for every other text. */
public final class Fingerprint {

    private static final int LENGTH = 32;

    private Fingerprint() {}

    public static String of(String text) {
        return Sha256.hex(text, LENGTH);
    }
}
