// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server behind a proxy with a certificate of one's own authority is trusted by that authority, and by no other. */
class AuthorityTest {

    private static final char[] PASSWORD = "a password".toCharArray();

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void serve() throws IOException, GeneralSecurityException, InterruptedException {
        makeKey("own", "127.0.0.1");
        makeKey("other", "127.0.0.1");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", exchange -> {
            byte[] answer = "{\"greeting\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theAuthorityThatIsNamedIsTrusted() {
        assertThat(call(Optional.of(folder.resolve("own.pem")))).containsEntry("greeting", "hello");
    }

    @Test
    void noOtherAuthorityIsTrusted() {
        assertThatThrownBy(() -> call(Optional.of(folder.resolve("other.pem"))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("target not reachable");
        assertThatThrownBy(() -> call(Optional.empty())).isInstanceOf(TargetException.class);
    }

    @Test
    void aFileThatHoldsNoCertificateIsAProblem() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        for (Path file : List.of(empty, folder.resolve("missing.pem"))) {
            assertThatThrownBy(() -> call(Optional.of(file)))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("certificate authority not usable")
                    .hasMessageContaining(file.toString());
        }
    }

    private Map<String, String> call(Optional<Path> authority) {
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (Http http = new Http()) {
            Pings pings = new Apis(http).api(Pings.class, uri, Map::of, authority, Where.nowhere());
            return new Calls(Where.nowhere()).get(pings.ping());
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("own.p12"))) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void makeKey(String name, String address) throws IOException, InterruptedException {
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=ip:" + address);
        keytool(
                name,
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve(name + ".pem").toString());
    }

    private void keytool(String name, String... command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        argv.addAll(List.of(command));
        argv.addAll(List.of("-alias", name, "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        argv.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
