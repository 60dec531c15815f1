// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.value.EncryptedSecret;

/** Encrypts secrets with the homelab's root key, so that they may be compared, planned and journalled without being known. */
public interface Sealing {

    /** Encrypts a secret; the same secret of the same place always gives the same text. */
    EncryptedSecret seal(Binding place, String secret);

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws IllegalArgumentException if another key sealed it, it belongs elsewhere, or it was tampered with
     */
    String open(Binding place, EncryptedSecret sealed);

    /** Seals for one place what is sealed for another. */
    default EncryptedSecret move(Binding from, Binding to, EncryptedSecret sealed) {
        return seal(to, open(from, sealed));
    }

    /** Derives 64 letters and digits; the same key and purpose always give the same, and one says nothing of another. */
    String secretFor(String purpose);
}
