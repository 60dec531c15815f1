// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/**
 * The known_hosts file, which tells an unknown host from one whose key has changed or was revoked.
 *
 * <p>A revoked key counts whichever line comes first. The library stops at the first line that fits (sshj 0.40.0), so those
 * with {@code @revoked} are kept apart here.
 */
final class KnownHosts extends OpenSSHKnownHosts {

    private static final int USUAL_PORT = 22;

    private final List<KnownHostEntry> revoked;
    private Optional<Refusal> refusal = Optional.empty();

    /** What a host key that is not accepted has against it. */
    enum Reason {
        UNKNOWN,
        CHANGED,
        REVOKED
    }

    /**
     * Why a host key was not accepted.
     *
     * @param reason whether another key was known before, or this one must never be accepted
     * @param fingerprint of the key the host showed, as {@code ssh-keygen -l} prints it
     */
    record Refusal(Reason reason, String fingerprint) {}

    KnownHosts(Path file) throws IOException {
        super(file.toFile());
        revoked = entries.stream()
                .filter(entry -> entry.getLine().startsWith("@revoked"))
                .toList();
        entries.removeAll(revoked);
    }

    Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        if (isRevoked(hostname, port, key instanceof Certificate<?> certificate ? certificate.getKey() : key)) {
            refusal = Optional.of(new Refusal(Reason.REVOKED, fingerprint(key)));
            return false;
        }
        return super.verify(hostname, port, key);
    }

    private boolean isRevoked(String hostname, int port, PublicKey key) {
        String name = hostname.toLowerCase(Locale.ROOT);
        String written = port == USUAL_PORT ? name : "[" + name + "]:" + port;
        String text = Base64.getEncoder().encodeToString(encoded(key));
        return revoked.stream()
                .anyMatch(entry -> appliesTo(entry, written) && entry.getLine().contains(text));
    }

    /** A line whose host cannot be made out counts for all, as long as its key is to be refused. */
    private static boolean appliesTo(KnownHostEntry entry, String host) {
        try {
            return entry.appliesTo(host);
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        refusal = Optional.of(new Refusal(Reason.UNKNOWN, fingerprint(key)));
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        refusal = Optional.of(new Refusal(Reason.CHANGED, fingerprint(key)));
        return false;
    }

    /** An RSA key also proves itself by SHA-2 signatures, which the library does not offer by itself (sshj 0.40.0). */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> algorithms = new ArrayList<>(super.findExistingAlgorithms(hostname, port));
        if (algorithms.contains("ssh-rsa")) {
            algorithms.add(0, "rsa-sha2-256");
            algorithms.add(0, "rsa-sha2-512");
        }
        return algorithms;
    }

    private static String fingerprint(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded(key));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    private static byte[] encoded(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }
}
