// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.homelab.adapter.support.ssh.HostKey.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/**
 * The known_hosts file, which tells an unknown host from one whose key has changed or was revoked.
 *
 * <p>The library stops at the first line that fits, and takes the key of a {@code @cert-authority} line for a host's own
 * (sshj 0.40.0). Here a revoked key counts whichever line comes first, and an authority vouches for certificates alone.
 */
final class KnownHosts extends OpenSSHKnownHosts {

    private static final int USUAL_PORT = 22;

    private final List<KnownHostEntry> revoked;
    private Optional<HostKey> shown = Optional.empty();

    KnownHosts(Path file) throws IOException {
        super(file.toFile());
        revoked = marked("@revoked");
        List<KnownHostEntry> authorities = marked("@cert-authority");
        entries.removeAll(revoked);
        entries.removeAll(authorities);
        authorities.forEach(line -> entries.add(new Authority(line)));
    }

    /** Returns how a host is written in such a file. */
    static String written(String hostname, int port) {
        String name = hostname.toLowerCase(Locale.ROOT);
        return port == USUAL_PORT ? name : "[" + name + "]:" + port;
    }

    /** Returns the key that the host has shown, once it has. */
    Optional<HostKey> shown() {
        return shown;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        HostKey plain = HostKey.of(Standing.KNOWN, key);
        shown = Optional.of(plain);
        if (isRevoked(written(hostname, port), plain.text())) {
            return refused(Standing.REVOKED, key);
        }
        return super.verify(hostname, port, key);
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        return refused(Standing.UNKNOWN, key);
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        return refused(Standing.CHANGED, key);
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

    private List<KnownHostEntry> marked(String marker) {
        return entries.stream()
                .filter(entry -> entry.getLine().startsWith(marker))
                .toList();
    }

    private boolean isRevoked(String host, String key) {
        return revoked.stream()
                .anyMatch(entry -> appliesTo(entry, host) && entry.getLine().contains(key));
    }

    private boolean refused(Standing standing, PublicKey key) {
        shown = Optional.of(HostKey.of(standing, key));
        return false;
    }

    /** A line whose host cannot be made out counts for all, as long as its key is to be refused. */
    private static boolean appliesTo(KnownHostEntry entry, String host) {
        try {
            return entry.appliesTo(host);
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * A line that says whose certificates to believe.
     *
     * @param line as the library reads it
     */
    private record Authority(KnownHostEntry line) implements KnownHostEntry {

        @Override
        public KeyType getType() {
            return line.getType();
        }

        @Override
        public String getFingerprint() {
            return line.getFingerprint();
        }

        @Override
        public String getLine() {
            return line.getLine();
        }

        @Override
        public boolean appliesTo(String host) throws IOException {
            return line.appliesTo(host);
        }

        @Override
        public boolean appliesTo(KeyType type, String host) throws IOException {
            return type.getParent() != null && line.appliesTo(type, host);
        }

        @Override
        public boolean verify(PublicKey key) throws IOException {
            return key instanceof Certificate<?> && line.verify(key);
        }
    }
}
