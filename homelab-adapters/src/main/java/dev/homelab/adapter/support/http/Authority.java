// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/** Certificate authorities of one's own, from a PEM file. */
public final class Authority {

    private Authority() {}

    /**
     * Returns what trusts the authorities in a file, and no others.
     *
     * @throws UncheckedIOException if the file is not there, or holds no certificate
     */
    public static SSLContext only(Path pem) {
        try {
            return SSLContexts.custom()
                    .loadTrustMaterial(certificates(pem), null)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new UncheckedIOException(
                    "\"%s\" is not a PEM file with certificates.".formatted(pem), new IOException(e));
        }
    }

    /**
     * Returns the certificates in a PEM file.
     *
     * @throws IOException if the file cannot be read, or holds none
     * @throws GeneralSecurityException if what it holds is no certificate
     */
    public static KeyStore certificates(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream bytes = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException("no certificate");
            }
            return trusted;
        }
    }
}
