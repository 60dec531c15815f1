// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.homelab.model.PageCheck;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages behind TLS, with a certificate that the home itself has made. */
class CertificateTest {

    private static final PollPolicy NONE = new PollPolicy(Duration.ZERO, Duration.ZERO);
    private static final PollPolicy SOME = new PollPolicy(Duration.ofSeconds(20), Duration.ofMillis(10));
    private static final int FOREVER = Integer.MAX_VALUE;
    private static final String TRAEFIK = "TRAEFIK DEFAULT CERT";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;
    private Path store;
    private Path authority;
    private int status = 204;

    @BeforeEach
    void start() throws Exception {
        store = folder.resolve("store.p12");
        makeKey(ChangingKeys.OWN, "wiki.home.arpa", "wiki.home.arpa");
        authority = folder.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-alias", ChangingKeys.OWN, "-file", authority.toString());
        serve(0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void howLongACertificateIsGoodForIsSaid() {
        CheckResult finding = look("wiki.home.arpa", Optional.of(authority.toString()));

        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("answered 204, with a certificate for 29 more days");
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() {
        CheckResult finding = look("blog.home.arpa", Optional.of(authority.toString()));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).startsWith("certificate not accepted: ").contains("blog.home.arpa");
    }

    @Test
    void aCertificateOfAnAuthorityThatNobodyNamedIsNotAccepted() {
        CheckResult finding = look("wiki.home.arpa", Optional.empty());

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).startsWith("certificate not accepted: ");
    }

    @Test
    void aCertificateThatIsStillBeingIssuedIsWaitedFor() throws Exception {
        showAtFirst(TRAEFIK, 2);

        CheckResult finding = lookAtIssued(SOME);

        assertThat(finding.status()).isEqualTo(CheckResult.Status.GOOD);
        assertThat(finding.found()).isEqualTo("answered 204, with a certificate for 29 more days");
    }

    @Test
    void aCertificateThatIsNotIssuedInTimeIsPending() throws Exception {
        showAtFirst(TRAEFIK, FOREVER);

        CheckResult finding = lookAtIssued(NONE);

        assertThat(finding.status()).isEqualTo(CheckResult.Status.PENDING);
        assertThat(finding.found()).contains("still being issued", "default certificate", "Traefik's log");
    }

    @Test
    void aPageThatFailsBehindTheStandInIsNotPending() throws Exception {
        status = 502;
        showAtFirst(TRAEFIK, FOREVER);

        assertThat(lookAtIssued(NONE).status()).isEqualTo(CheckResult.Status.BAD);
    }

    @Test
    void theStandInIsNotAcceptedWhereNobodyIssuesAnother() throws Exception {
        showAtFirst(TRAEFIK, FOREVER);

        CheckResult finding = look("wiki.home.arpa", Optional.of(authority.toString()));

        assertThat(finding.status()).isEqualTo(CheckResult.Status.BAD);
        assertThat(finding.found()).startsWith("certificate not accepted: ");
    }

    @Test
    void anotherCertificateIsNotTakenForTheStandIn() throws Exception {
        showAtFirst("wiki.home.arpa", FOREVER);

        CheckResult finding = lookAtIssued(NONE);

        assertThat(finding.status()).isEqualTo(CheckResult.Status.BAD);
        assertThat(finding.found()).startsWith("certificate not accepted: ");
    }

    private void showAtFirst(String name, int visitors) throws Exception {
        server.stop(0);
        makeKey(ChangingKeys.STAND_IN, name, "abc.traefik.default");
        serve(visitors);
    }

    private CheckResult look(String hostname, Optional<String> trusted) {
        return look(page(hostname, false, trusted), NONE);
    }

    private CheckResult lookAtIssued(PollPolicy patience) {
        return look(page("wiki.home.arpa", true, Optional.of(authority.toString())), patience);
    }

    private static CheckResult look(PageAnswers page, PollPolicy patience) {
        return new Verifier(patience).look(List.of(page)).get(0);
    }

    private PageAnswers page(String hostname, boolean isIssued, Optional<String> trusted) {
        return new PageAnswers(
                ServiceName.of("wiki"),
                URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
                Hostname.of(hostname),
                new PageCheck("/", Optional.empty(), Optional.empty()),
                new PageAnswers.SignIn("outpost.example", false, ""),
                isIssued,
                trusted);
    }

    private void serve(int standIns) throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(standIns)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    private void makeKey(String alias, String name, String hostname) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + hostname,
                "-validity",
                "30",
                "-storetype",
                "PKCS12");
    }

    private void keytool(String... command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        argv.addAll(List.of(command));
        argv.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private SSLContext context(int standIns) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        X509ExtendedKeyManager found = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        context.init(new KeyManager[] {new ChangingKeys(found, standIns)}, null, null);
        return context;
    }
}
