// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.adapter.support.ssh.KnownHostLine.Marker;
import dev.homelab.model.value.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/**
 * What a known_hosts file says of the keys that hosts show.
 *
 * <pre>
 * a line for the host that is             the key shown is
 * &#64;revoked, with this key                 revoked, whatever else there is
 * &#64;cert-authority, and it certified it    known
 * a key, the same                         known
 * a key, another one, of whatever type    changed
 * none                                    unknown
 * </pre>
 *
 * <p>Lines with keys of unsupported types say nothing of a host. The library's own class (sshj 0.40.0) stops at the first
 * line that fits, takes the key of an authority for one of a host, and calls a host unknown of which another type of key is known.
 */
final class KnownHosts implements HostKeyVerifier {

    private static final int USUAL_PORT = 22;
    private static final Set<String> USABLE = Set.of("ssh-ed25519", "ssh-rsa");

    private final List<KnownHostLine> lines = new ArrayList<>();
    private Optional<HostKey> shown = Optional.empty();

    /** Reads a file; in one that is not there, nothing is known. */
    KnownHosts(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        List<String> texts = Files.readAllLines(file, StandardCharsets.ISO_8859_1); // comments may be in any encoding
        for (int index = 0; index < texts.size(); index++) {
            KnownHostLine.of(index + 1, texts.get(index))
                    .filter(line -> line.is(Marker.REVOKED) || USABLE.contains(line.type()))
                    .ifPresent(lines::add);
        }
    }

    /** Returns how a host is written in such a file. */
    static String written(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return port == USUAL_PORT ? name : "[" + name + "]:" + port;
    }

    /** Returns the key that the host has shown, once it has. */
    Optional<HostKey> shown() {
        return shown;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        HostKey judged = judge(spellings(hostname, port), key);
        shown = Optional.of(judged);
        return judged.standing() == Standing.KNOWN;
    }

    /** Returns the name as it was given and, of an address of IPv6, its usual spelling. */
    private static List<String> spellings(String host, int port) {
        return Stream.of(host, IpAddress.normal(host))
                .map(one -> written(one, port))
                .distinct()
                .toList();
    }

    private HostKey judge(List<String> host, PublicKey key) {
        String text = HostKey.text(key);
        Optional<String> authority = authority(key);
        List<KnownHostLine> revoked = about(host, Marker.REVOKED)
                .filter(line ->
                        line.holds(text) || authority.filter(line::holds).isPresent())
                .toList();
        if (!revoked.isEmpty()) {
            return HostKey.of(Standing.REVOKED, key, numbers(revoked));
        }
        List<KnownHostLine> own = about(host, Marker.NONE).toList();
        boolean certified = about(host, Marker.CERT_AUTHORITY)
                .anyMatch(line -> authority.filter(line::holds).isPresent());
        if (certified || own.stream().anyMatch(line -> line.holds(text))) {
            return HostKey.of(Standing.KNOWN, key, List.of());
        }
        return HostKey.of(own.isEmpty() ? Standing.UNKNOWN : Standing.CHANGED, key, numbers(own));
    }

    /** Types of keys that are known are asked for first, so that a host which has several shows the one that is known. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> host = spellings(hostname, port);
        Stream<String> certified = about(host, Marker.CERT_AUTHORITY).limit(1).flatMap(line -> certificates());
        Stream<String> own = about(host, Marker.NONE).map(KnownHostLine::type).flatMap(KnownHosts::signatures);
        return Stream.concat(certified, own).distinct().toList();
    }

    private Stream<KnownHostLine> about(List<String> host, Marker marker) {
        return lines.stream().filter(line -> line.is(marker) && host.stream().anyMatch(line::appliesTo));
    }

    private static List<Integer> numbers(List<KnownHostLine> lines) {
        return lines.stream().map(KnownHostLine::number).toList();
    }

    /** Returns the key of who certified a key, in Base64. */
    private static Optional<String> authority(PublicKey shown) {
        return shown instanceof Certificate<?> certificate
                ? Optional.of(Base64.getEncoder().encodeToString(certificate.getSignatureKey()))
                : Optional.empty();
    }

    private static Stream<String> certificates() {
        return Arrays.stream(KeyType.values())
                .filter(type -> type.getParent() != null)
                .map(KeyType::toString);
    }

    /** An RSA key proves itself by SHA-2 signatures, too. */
    private static Stream<String> signatures(String type) {
        return type.equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256", type) : Stream.of(type);
    }
}
