// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.PlainHttp;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws, against a real Caddy behind a real SSH server, and what visitors of its routes find. */
class CaddyIT extends RealContract<RouteFile> implements CaddyBehaviour {

    private static final PollPolicy POLLING = new PollPolicy(Duration.ofSeconds(10), Duration.ofMillis(50));

    private final String directory = RealServers.variable("CADDY_DIR");
    private final URI entry = URI.create(RealServers.variable("CADDY_ENTRY"));
    private final Answering page = Answering.page();
    private final Answering outpost = Answering.outpost();

    @BeforeEach
    void clear() {
        servers.byHand("rm -f %s/*".formatted(directory));
        apply(of(service("first", 1))); // loads the folder as it is now
        apply(of());
    }

    @AfterEach
    void close() {
        page.close();
        outpost.close();
    }

    @Override
    protected Provisioner<RouteFile> provisioner() {
        return provisioner(directory, RealServers.variable("CADDYFILE"), URI.create(RealServers.variable("CADDY_API")));
    }

    private Provisioner<RouteFile> provisioner(String folder, String caddyfile, URI api) {
        CaddySettings settings = CaddyLab.settings(
                folder,
                caddyfile,
                api,
                "http://192.0.2.11",
                Optional.of(outpost.uri().toString()));
        return new CaddyProvisioner("proxy", settings, servers.context(), POLLING);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", 8096), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", 8097), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, 9000 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        write("mine.caddy", "http://mine.home.arpa {\n\treverse_proxy 192.0.2.30\n}\n");
    }

    @Override
    protected String addInTheWay() {
        write("homelab-films.caddy", "http://mine.home.arpa {\n\trespond mine\n}\n");
        return "homelab-films.caddy";
    }

    @Test
    void routesAreThereAfterARestart(@TempDir Path folder) throws Exception {
        List<Integer> ports = IntStream.range(0, 2).mapToObj(i -> freePort()).toList();
        Path caddyfile =
                Files.writeString(folder.resolve("Caddyfile"), """
                {
                	admin 127.0.0.1:%d
                	http_port %d
                	default_bind 127.0.0.1
                	storage file_system %s/data
                	persist_config off
                }
                import routes/*.caddy
                """.formatted(ports.get(0), ports.get(1), folder));
        URI api = URI.create("http://127.0.0.1:" + ports.get(0));
        Process first = caddy(caddyfile, api);
        CaddyBehaviour.apply(
                provisioner(folder + "/routes", caddyfile.toString(), api),
                of(CaddyBehaviour.open("films", page.uri())));
        first.destroy();
        first.waitFor();

        Process second = caddy(caddyfile, api);
        try {
            assertThat(CaddyBehaviour.visit(
                                    URI.create("http://127.0.0.1:" + ports.get(1)), "films.home.arpa", "/", Map.of())
                            .body())
                    .startsWith("/ of films");
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    private static Process caddy(Path caddyfile, URI api) throws Exception {
        Process process = new ProcessBuilder(
                        RealServers.variable("CADDY_PROGRAM"), "run", "--config", caddyfile.toString())
                .redirectErrorStream(true)
                .redirectOutput(caddyfile.resolveSibling("log").toFile())
                .start();
        Instant end = Instant.now().plusSeconds(20);
        while (true) {
            try {
                PlainHttp.send("GET", api.resolve("/config/"), Map.of("host", List.of(api.getAuthority())), "");
                return process;
            } catch (IOException e) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(50);
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer visit(String host, String path, Map<String, List<String>> headers) throws IOException {
        return CaddyBehaviour.visit(entry, host, path, headers);
    }

    @Override
    public void write(String name, String text) {
        servers.byHand("cat > %s/%s <<'CADDY'\n%sCADDY\n".formatted(directory, name, text));
    }

    @Override
    public void rename(String from, String to) {
        servers.byHand("mv %1$s/%2$s %1$s/%3$s".formatted(directory, from, to));
    }

    @Override
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        servers.byHand("ls " + directory)
                .lines()
                .forEach(name -> files.put(name, servers.byHand("cat %s/%s".formatted(directory, name))));
        return files;
    }

    @Override
    public ResolvedCatalog of(Service... services) {
        return servers.catalog(services);
    }

    @Override
    public Provisioner<RouteFile> target() {
        return provisioner();
    }

    @Override
    public Answering page() {
        return page;
    }

    @Override
    public Answering outpost() {
        return outpost;
    }

    private static Service service(String name, int port) {
        return Samples.service(name, "nas", name + ":1", port, name + ".home.arpa");
    }
}
