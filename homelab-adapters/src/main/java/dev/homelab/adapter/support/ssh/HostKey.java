// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/**
 * The key that a host shows, and what the known_hosts file says of it.
 *
 * @param standing whether it may be accepted
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint as {@code ssh-keygen -l} prints it, such as {@code SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU}
 * @param text the key itself in base64, as known_hosts holds it
 * @param against the numbers of the lines of the file that speak against it
 */
public record HostKey(Standing standing, String type, String fingerprint, String text, List<Integer> against) {

    public HostKey {
        against = List.copyOf(against);
    }

    /** What known_hosts says. */
    public enum Standing {
        KNOWN,
        UNKNOWN,
        /** Only others are known. */
        CHANGED,
        /** Never to be accepted. */
        REVOKED
    }

    /** A key that a host showed; of a certificate, the key that it certifies. */
    static HostKey of(Standing standing, PublicKey shown, List<Integer> against) {
        return new HostKey(
                standing,
                KeyType.fromKey(plain(shown)).toString(),
                fingerprint(encoded(plain(shown))),
                text(shown),
                against);
    }

    static String text(PublicKey shown) {
        return Base64.getEncoder().encodeToString(encoded(plain(shown)));
    }

    private static PublicKey plain(PublicKey key) {
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
