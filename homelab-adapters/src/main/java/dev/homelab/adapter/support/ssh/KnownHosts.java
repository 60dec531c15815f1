// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** The known_hosts file, which tells an unknown host from one whose key has changed. */
final class KnownHosts extends OpenSSHKnownHosts {

    private Optional<Refusal> refusal = Optional.empty();

    /**
     * Why a host key was not accepted.
     *
     * @param changed whether another key was known before
     * @param fingerprint of the key the host showed, as {@code ssh-keygen -l} prints it
     */
    record Refusal(boolean changed, String fingerprint) {}

    KnownHosts(Path file) throws IOException {
        super(file.toFile());
    }

    Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        refusal = Optional.of(new Refusal(false, fingerprint(key)));
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        refusal = Optional.of(new Refusal(true, fingerprint(key)));
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
            byte[] encoded = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
