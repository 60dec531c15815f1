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
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws, against a real Caddy behind a real SSH server, and what visitors of its routes find. */
class CaddyIT extends RealContract<RouteFile> {

    private static final PollPolicy POLLING = new PollPolicy(Duration.ofSeconds(10), Duration.ofMillis(50));

    private final String directory = RealServers.variable("CADDY_DIR");
    private final URI entry = URI.create(RealServers.variable("CADDY_ENTRY"));
    private final Answering page = Answering.page();
    private final Answering outpost = Answering.outpost();

    @BeforeEach
    void clear() {
        servers.byHand("rm -f %s/*".formatted(directory));
        apply(servers.catalog(service("first", 1))); // loads the folder as it is now
        apply(servers.catalog());
    }

    @AfterEach
    void close() {
        page.close();
        outpost.close();
    }

    @Override
    protected Provisioner<RouteFile> provisioner() {
        return provisioner(
                directory, RealServers.variable("CADDYFILE"), URI.create(RealServers.variable("CADDY_API")));
    }

    private Provisioner<RouteFile> provisioner(String folder, String caddyfile, URI api) {
        CaddySettings settings = CaddyLab.settings(
                folder, caddyfile, api, "http://192.0.2.11", Optional.of(outpost.uri().toString()));
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
    void aPageAnswersUnderItsHostnameAndTheOthersStay() throws IOException {
        apply(servers.catalog(open("films", page.uri())));

        assertThat(visit("films.home.arpa", "/a%20b?c=d", Map.of()).body()).isEqualTo("/a%20b?c=d of films.home.arpa for nobody");
        assertThat(visit("hand.home.arpa", "/", Map.of()).body()).isEqualTo("by hand");
    }

    @Test
    void pathsAndPatternsLeadWhereTheySay() throws IOException {
        try (Answering api = new Answering(request -> Answer.text(200, "api"));
                Answering numbers = new Answering(request -> Answer.text(200, "numbers"))) {
            apply(servers.catalog(
                    Dsl.service("films", films -> films.route(page.uri().toString(), r -> r.hostname("films.home.arpa"))
                            .route(numbers.uri().toString(), r -> r.hostname("films.home.arpa").pathPattern("^/[0-9]{2,3}$"))),
                    Dsl.service("api", more -> more.route(api.uri().toString(), r -> r.hostname("films.home.arpa").path("/api"))),
                    Dsl.service("wild", wild -> wild.route(api.uri().toString(), r -> r.hostname("*.films.home.arpa")))));

            assertThat(visit("films.home.arpa", "/api/x", Map.of()).body()).isEqualTo("api");
            assertThat(visit("films.home.arpa", "/123", Map.of()).body()).isEqualTo("numbers");
            assertThat(visit("films.home.arpa", "/1234", Map.of()).body()).startsWith("/1234 of");
            assertThat(visit("a.films.home.arpa", "/", Map.of()).body()).isEqualTo("api");
        }
    }

    @Test
    void whatAnswersIsBelowThePathOfItsAddress() throws IOException {
        apply(servers.catalog(open("films", page.uri().resolve("/base/"))));

        assertThat(visit("films.home.arpa", "/a?b=c", Map.of()).body()).startsWith("/base/a?b=c of");
    }

    @Test
    void theOutpostIsAskedAndWhatAVisitorClaimsIsRemoved() throws IOException {
        apply(servers.catalog(guarded("films")));

        Answer stranger = visit("films.home.arpa", "/a?b=c", Map.of("X-Authentik-Username", List.of("root")));
        Answer known = visit(
                "films.home.arpa",
                "/a",
                Map.of("Cookie", List.of("session=1"), "X-Authentik-Username", List.of("root")));

        assertThat(stranger.status()).isEqualTo(302);
        assertThat(outpost.asked.get(0).header("X-Forwarded-Host")).contains("films.home.arpa");
        assertThat(outpost.asked.get(0).header("X-Forwarded-Uri")).contains("/a?b=c");
        assertThat(known.body()).isEqualTo("/a of films.home.arpa for ada");
        assertThat(visit("films.home.arpa", "/outpost.goauthentik.io/callback", Map.of())
                        .body())
                .isEqualTo("outpost /outpost.goauthentik.io/callback");
    }

    @Test
    void aSnippetIsUsedAndOneThatIsMissingIsNamedBeforeAnythingIsWritten() throws IOException {
        ResolvedCatalog good = servers.catalog(Dsl.service(
                "films", films -> films.route(page.uri().toString(), r -> r.hostname("films.home.arpa").middlewares("secure-headers"))));
        ResolvedCatalog bad = servers.catalog(
                Dsl.service("films", films -> films.route(page.uri().toString(), r -> r.hostname("films.home.arpa").middlewares("nothing"))),
                open("photos", page.uri()));

        assertThat(preflight(bad)).singleElement().satisfies(problem -> assertThat(problem.detail())
                .contains("routes of \"films\"", "File to import not found: nothing"));
        assertThat(outcomes(bad)).extracting(Outcome::succeeded).containsExactlyInAnyOrder(true, false);
        assertThat(servers.byHand("ls " + directory)).isEqualTo("homelab-photos.caddy\n");
        apply(good);
        assertThat(visit("films.home.arpa", "/", Map.of()).headers()).containsEntry("X-Frame-Options", "DENY");
        assertThat(preflight(bad)).hasSize(1);
    }

    @Test
    void aWrongFileByHandIsSaidAndNotTouched() throws IOException {
        apply(servers.catalog(open("films", page.uri())));
        write("mine.caddy", "http://mine.home.arpa {\n\tnonsense\n}\n");
        ResolvedCatalog next = servers.catalog(open("films", page.uri()), open("photos", page.uri()));

        assertThat(preflight(next)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("Caddyfile not valid");
            assertThat(problem.detail()).contains("mine.caddy:2: unrecognized directive: nonsense");
        });
        assertThat(outcomes(next)).noneMatch(Outcome::succeeded);
        assertThat(servers.byHand("cd %s && ls && cat mine.caddy".formatted(directory)))
                .isEqualTo("homelab-films.caddy\nmine.caddy\nhttp://mine.home.arpa {\n\tnonsense\n}\n");
        assertThat(visit("films.home.arpa", "/", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aSiteOfAPersonForTheSameNameIsAProblem() {
        assertThat(preflight(servers.catalog(open("hand", page.uri()))))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.detail()).contains("ambiguous site definition: http://hand.home.arpa"));
    }

    @Test
    void aHostnameMayGoFromOneServiceToAnother() throws IOException {
        apply(servers.catalog(open("films", page.uri())));
        ResolvedCatalog moved =
                servers.catalog(Dsl.service("cinema", cinema -> cinema.route(page.uri().toString(), r -> r.hostname("films.home.arpa"))));

        assertThat(preflight(moved)).isEmpty();
        apply(moved);
        assertThat(visit("films.home.arpa", "/", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aFileThatCaddyDoesNotRunWithIsLoadedByTheNextRun() throws IOException {
        apply(servers.catalog(open("films", page.uri())));
        servers.byHand("mv %1$s/homelab-films.caddy %1$s/x".formatted(directory));
        apply(servers.catalog(open("photos", page.uri())));
        servers.byHand("mv %1$s/x %1$s/homelab-films.caddy".formatted(directory));

        apply(servers.catalog(open("films", page.uri()), open("photos", page.uri())));

        assertThat(visit("films.home.arpa", "/", Map.of()).body()).startsWith("/ of films");
    }

    @Test
    void routesAreThereAfterARestart(@TempDir Path folder) throws Exception {
        List<Integer> ports = IntStream.range(0, 2).mapToObj(i -> freePort()).toList();
        Path caddyfile = Files.writeString(folder.resolve("Caddyfile"), """
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
        apply(
                provisioner(folder + "/routes", caddyfile.toString(), api),
                servers.catalog(open("films", page.uri())));
        first.destroy();
        first.waitFor();

        Process second = caddy(caddyfile, api);
        try {
            assertThat(visit(URI.create("http://127.0.0.1:" + ports.get(1)), "films.home.arpa", "/", Map.of())
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

    private Answer visit(String host, String path, Map<String, List<String>> headers) throws IOException {
        return visit(entry, host, path, headers);
    }

    private static Answer visit(URI entry, String host, String path, Map<String, List<String>> headers)
            throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("Host", List.of(host));
        return PlainHttp.send("GET", entry.resolve(path), all, "");
    }

    private List<Problem> preflight(ResolvedCatalog catalog) {
        try (Session<RouteFile> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        }
    }

    private void apply(ResolvedCatalog catalog) {
        apply(provisioner(), catalog);
    }

    private static void apply(Provisioner<RouteFile> provisioner, ResolvedCatalog catalog) {
        assertThat(outcomes(provisioner, catalog))
                .allSatisfy(outcome -> assertThat(outcome.problems()).isEmpty());
    }

    private List<Outcome<RouteFile>> outcomes(ResolvedCatalog catalog) {
        return outcomes(provisioner(), catalog);
    }

    private static List<Outcome<RouteFile>> outcomes(Provisioner<RouteFile> provisioner, ResolvedCatalog catalog) {
        try (Session<RouteFile> session = provisioner.open()) {
            return session.apply(new Batch<>(new Planner(HOMELAB)
                    .plan(provisioner.desired(catalog), session.observe())
                    .changes()));
        }
    }

    private void write(String name, String text) {
        servers.byHand("cat > %s/%s <<'CADDY'\n%sCADDY\n".formatted(directory, name, text));
    }

    private Service guarded(String name) {
        return Dsl.service(
                name, s -> s.route(page.uri().toString(), r -> r.hostname(name + ".home.arpa")).sso(SsoApp.Kind.FORWARD_AUTH, "family"));
    }

    private static Service open(String name, URI backend) {
        return Dsl.service(name, s -> s.route(backend.toString(), r -> r.hostname(name + ".home.arpa")));
    }

    private static Service service(String name, int port) {
        return Samples.service(name, "nas", name + ":1", port, name + ".home.arpa");
    }
}
