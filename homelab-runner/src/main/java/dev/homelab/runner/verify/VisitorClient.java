// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.adapter.support.http.Authority;
import dev.homelab.adapter.support.http.LimitedExchange;
import dev.homelab.provision.Check.PageAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that finds every name at the proxy, as a visitor's would once DNS has followed. Host header and TLS
 * server name are those of the visitor.
 */
final class VisitorClient {

    private static final Timeout LIMIT = Timeout.of(10, TimeUnit.SECONDS);

    private VisitorClient() {}

    static CloseableHttpClient of(PageAnswers page) throws IOException {
        PoolingHttpClientConnectionManagerBuilder connections = LimitedExchange.connections()
                .setDnsResolver(new AtTheProxy(page.entrance().getHost()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(LIMIT)
                        .setSocketTimeout(LIMIT)
                        .build());
        connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(
                trust(page), HostnameVerificationPolicy.CLIENT, (name, session) -> isFor(page, name, session)));
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(LIMIT).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build();
    }

    /** Lets a stand-in pass where a certificate is on its way: what is behind it can be looked at meanwhile. */
    private static SSLContext trust(PageAnswers page) throws IOException {
        KeyStore trusted =
                page.authority().isPresent() ? only(Path.of(page.authority().get())) : null; // the system's
        try {
            return SSLContexts.custom()
                    .loadTrustMaterial(trusted, (chain, type) -> isStandIn(page, new ServedCertificate(chain[0])))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authorities are not usable", e);
        }
    }

    private static boolean isFor(PageAnswers page, String name, SSLSession session) {
        return ServedCertificate.of(session)
                        .filter(shown -> isStandIn(page, shown))
                        .isPresent()
                || HttpsSupport.getDefaultHostnameVerifier().verify(name, session);
    }

    private static boolean isStandIn(PageAnswers page, ServedCertificate shown) {
        return page.isIssued() && shown.isStandIn();
    }

    private static KeyStore only(Path authority) throws IOException {
        try {
            return Authority.certificates(authority);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authority in " + authority + " is not usable", e);
        }
    }

    private static final class AtTheProxy extends SystemDefaultDnsResolver {

        private final String proxy;

        AtTheProxy(String proxy) {
            this.proxy = proxy;
        }

        @Override
        public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            return InetAddress.getAllByName(proxy);
        }
    }
}
