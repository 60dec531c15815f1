// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;

/** Says why a host's key is not accepted, in other words for each reason: the person has another thing to do each time. */
final class HostKeyProblems {

    private HostKeyProblems() {}

    static Problem of(SshLogin login, HostKey key) {
        return switch (key.standing()) {
            case UNKNOWN -> unknown(login, key);
            case CHANGED -> changed(login, key);
            case REVOKED -> revoked(login, key);
            case KNOWN -> throw new IllegalArgumentException("A known key is no problem. This is a bug in homelab.");
        };
    }

    private static Problem unknown(SshLogin login, HostKey key) {
        return new Problem(
                        "host key not known",
                        login.where(),
                        "the host shows the %s key %s, and \"%s\" has no Ed25519 or RSA key for it."
                                .formatted(key.type(), key.fingerprint(), login.knownHosts()),
                        "compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then trust the key.")
                .with(Remedy.of(Remedy.Kind.TRUST_HOST, login.name(), key.fingerprint()));
    }

    private static Problem changed(SshLogin login, HostKey key) {
        return new Problem(
                        "host key changed",
                        login.where(),
                        "the host shows the %s key %s, and \"%s\" has another, %s. Either the host was reinstalled, or another machine answers in its place."
                                .formatted(key.type(), key.fingerprint(), login.knownHosts(), lines(key)),
                        "do not go on before you know which. If it was reinstalled, forget the old key and trust the new one:\n\n"
                                + "  ssh-keygen -f %s -R '%s'"
                                        .formatted(
                                                login.knownHosts(), KnownHosts.written(login.address(), login.port())))
                .with(Remedy.of(Remedy.Kind.TRUST_HOST, login.name()));
    }

    private static Problem revoked(SshLogin login, HostKey key) {
        return new Problem(
                        "host key revoked",
                        login.where(),
                        "the host shows the %s key %s, which \"%s\" says, %s, must never be accepted. Another machine that has that key may answer."
                                .formatted(key.type(), key.fingerprint(), login.knownHosts(), lines(key)),
                        "make new host keys on the host itself, then trust them.")
                .with(Remedy.of(Remedy.Kind.TRUST_HOST, login.name()));
    }

    private static String lines(HostKey key) {
        return (key.against().size() == 1 ? "in line " : "in lines ")
                + key.against().stream().map(String::valueOf).collect(joining(" and "));
    }
}
