// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.homelab.model.PageCheck;
import dev.homelab.model.name.Hostname;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Expectation.PageAnswers;
import dev.homelab.report.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages behind TLS, with a certificate that the home itself has made. */
class CertificateTest {

    private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;
    private Path authority;

    @BeforeEach
    void start() throws Exception {
        show("CN=wiki.home.arpa");
    }

    /** Begins to show a certificate that was made for a name. */
    private void show(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        List<String> options = List.of(
                "-genkeypair -alias page -keyalg EC -ext SAN=dns:wiki.home.arpa -validity 30 -storetype PKCS12 -dname"
                        .split(" ", -1));
        keytool(store, Stream.concat(options.stream(), Stream.of(name)));
        authority = folder.resolve(name + ".pem");
        keytool(store, Stream.of("-exportcert", "-rfc", "-alias", "page", "-file", authority.toString()));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void howLongACertificateIsGoodForIsSaid() {
        Finding finding = look("wiki.home.arpa", Optional.of(authority.toString()));

        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("answered 204, with a certificate for 29 more days");
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() {
        Finding finding = look("blog.home.arpa", Optional.of(authority.toString()));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).startsWith("certificate not accepted: ").contains("blog.home.arpa");
    }

    @Test
    void aCertificateOfAnAuthorityThatNobodyNamedIsNotAccepted() {
        Finding finding = look("wiki.home.arpa", Optional.empty());

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).startsWith("certificate not accepted: ");
    }

    @Test
    void aCertificateThatIsStillBeingIssuedIsPending() throws Exception {
        stop();
        show("CN=TRAEFIK DEFAULT CERT");

        Finding finding = look("wiki.home.arpa", Optional.empty(), true);

        assertThat(finding.status()).isEqualTo(Finding.Status.PENDING);
        assertThat(finding.found()).contains("certificate still being issued", "acme");
    }

    @Test
    void whereNobodyIssuesOneTheStandInIsNotAccepted() throws Exception {
        stop();
        show("CN=TRAEFIK DEFAULT CERT");

        Finding finding = look("wiki.home.arpa", Optional.empty(), false);

        assertThat(finding.status()).isEqualTo(Finding.Status.BAD);
        assertThat(finding.found()).startsWith("certificate not accepted: ");
    }

    @Test
    void whereOneIsIssuedAnotherThatIsNotTrustedIsNotAccepted() {
        assertThat(look("wiki.home.arpa", Optional.empty(), true).status()).isEqualTo(Finding.Status.BAD);
    }

    private Finding look(String hostname, Optional<String> trusted) {
        return look(hostname, trusted, false);
    }

    private Finding look(String hostname, Optional<String> trusted, boolean isIssued) {
        PageAnswers page = new PageAnswers(
                ServiceName.of("wiki"),
                URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
                Hostname.of(hostname),
                new PageCheck("/", Optional.empty(), Optional.empty()),
                new PageAnswers.SignIn("outpost.example", false),
                isIssued,
                trusted);
        return new Verifier(NONE).look(List.of(page)).get(0);
    }

    private static void keytool(Path store, Stream<String> options) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        options.forEach(argv::add);
        argv.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
