// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.support.Sha256;
import dev.homelab.model.value.EncryptedSecret;
import java.util.Map;
import java.util.TreeMap;

/** The fingerprint of a project, by which its containers show what they were made from. */
final class Revision {

    private static final int LENGTH = 16;

    private Revision() {}

    static String of(String text, Map<String, EncryptedSecret> secrets) {
        StringBuilder all = new StringBuilder(text);
        new TreeMap<>(secrets)
                .forEach((name, secret) ->
                        all.append(name).append(' ').append(secret.text()).append('\n'));
        return Sha256.hex(all.toString(), LENGTH);
    }
}
