// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The certificate that a proxy shows a visitor.
 *
 * <p>Until an authority has issued the certificate of a name, Traefik (v3.7.9) shows one that it makes itself at every start,
 * for the common name {@code TRAEFIK DEFAULT CERT}.
 *
 * @param certificate the first of its chain
 */
record ServedCertificate(X509Certificate certificate) {

    private static final String STAND_IN = "CN=TRAEFIK DEFAULT CERT";

    static Optional<ServedCertificate> of(SSLSession session) {
        try {
            Certificate first = session.getPeerCertificates()[0];
            return first instanceof X509Certificate certificate
                    ? Optional.of(new ServedCertificate(certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Returns whether it only stands in for one that is still being issued. Anybody can make one: it proves nothing. */
    boolean isStandIn() {
        return certificate.getSubjectX500Principal().getName().equals(STAND_IN);
    }

    /** Says how long it is good for. */
    String validity() {
        long days = Duration.between(Instant.now(), certificate.getNotAfter().toInstant())
                .toDays();
        return "for %d more %s".formatted(days, days == 1 ? "day" : "days");
    }
}
