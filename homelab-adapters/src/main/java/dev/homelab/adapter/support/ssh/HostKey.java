// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/**
 * The key that a host shows, and what the known_hosts file says of it.
 *
 * @param standing whether it may be accepted
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint as {@code ssh-keygen -l} prints it, such as {@code SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU}
 * @param text the key itself in base64, as known_hosts holds it
 */
public record HostKey(Standing standing, String type, String fingerprint, String text) {

    /** What known_hosts says. */
    public enum Standing {
        KNOWN,
        UNKNOWN,
        /** Another key of the same type is known. */
        CHANGED,
        /** Never to be accepted. */
        REVOKED
    }

    /** A key that a host showed; of a certificate, the key that it certifies. */
    static HostKey of(Standing standing, PublicKey shown) {
        PublicKey key = plain(shown);
        byte[] bytes = encoded(key);
        return new HostKey(
                standing,
                KeyType.fromKey(key).toString(),
                fingerprint(bytes),
                Base64.getEncoder().encodeToString(bytes));
    }

    static PublicKey plain(PublicKey key) {
        return key instanceof Certificate<?> certificate ? certificate.getKey() : key;
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    private static byte[] encoded(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }
}
