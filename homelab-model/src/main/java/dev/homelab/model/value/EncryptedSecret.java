// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

/**
 * A secret, encrypted with the root key, so that it may be compared, planned and journalled without being known.
 *
 * <p>Sealing is deterministic: the same secret under the same key gives the same text, hence two of these are equal
 * exactly when their secrets are. Only the key opens one.
 *
 * @param text the ciphertext in Base64
 */
public record EncryptedSecret(String text) {

    private static final int FINGERPRINT_LENGTH = 8;

    /** Returns the first characters, which distinguish two secrets on paper and give nothing away without the key. */
    public String fingerprint() {
        return text.substring(0, Math.min(text.length(), FINGERPRINT_LENGTH));
    }

    @Override
    public String toString() {
        return "sealed:" + fingerprint();
    }
}
