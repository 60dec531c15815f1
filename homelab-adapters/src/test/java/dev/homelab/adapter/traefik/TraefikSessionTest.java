// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.Golden;
import dev.homelab.adapter.support.page.SignInServer;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraefikSessionTest {

    private static final String FILE = TraefikLab.DIRECTORY + "/homelab-films.yml";

    @TempDir
    Path folder;

    private TraefikLab lab;

    @BeforeEach
    void start() {
        lab = new TraefikLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aServiceWithTwoRoutesAndASignInHasThisFile() {
        apply(lab.provisioner(), catalog(8096));

        Golden.assertGolden("traefik-films.yml", lab.host().read(FILE));
    }

    @Test
    void aRouteCountsOnceItIsInForce() {
        assertThat(apply(lab.provisioner(), catalog(8096))).allMatch(Outcome::succeeded);

        assertThat(lab.traefik().routers())
                .containsOnlyKeys("films@file", "films_2@file", "films_signin@file", "films_signin_2@file")
                .doesNotContainValue("disabled");
    }

    @Test
    void aRouteToAnotherPortCountsOnceTheNewServerIsInForce() {
        apply(lab.provisioner(), catalog(8096));

        assertThat(apply(lab.provisioner(), catalog(8097))).allMatch(Outcome::succeeded);
        assertThat(lab.traefik().loads()).isEqualTo(3);
    }

    @Test
    void whatTraefikRefusesIsPutBackAtOnce() {
        apply(lab.provisioner(), catalog(8096));
        String before = lab.host().read(FILE);

        List<Outcome<RouteFile>> outcomes = apply(lab.provisioner(lab.settings("nosuch")), catalog(8096));

        assertThat(problems(outcomes)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("route refused");
            assertThat(problem.detail()).contains("entryPoint \"nosuch\" doesn't exist");
        });
        assertThat(lab.host().read(FILE)).isEqualTo(before);
    }

    @Test
    void aCancelledWaitForTraefikSaysHowLongItReallyWas() {
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", "http: {}  # {{ now }}\n"); // blocks all files
        Cancellation cancellation = new Cancellation();
        Provisioner<RouteFile> provisioner = lab.provisioner();
        try (Session<RouteFile> session = provisioner.open()) {
            Plan<RouteFile> plan = new Planner("home").plan(provisioner.desired(catalog(8096)), session.observe());
            lab.traefik().listen(exchange -> cancellation.cancel());

            List<Outcome<RouteFile>> outcomes = session.apply(new Batch<>(plan.changes(), outcome -> {}, cancellation));

            assertThat(problems(outcomes)).singleElement().satisfies(problem -> {
                assertThat(problem.summary()).isEqualTo("route not loaded");
                assertThat(problem.detail()).endsWith("within 0 s.");
            });
        }
    }

    @Test
    void whatTraefikDoesNotLoadInTimeIsPutBack() {
        // judged by nobody, since it is a template; its empty section blocks all files
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", "http: {}  # {{ now }}\n");

        assertThat(problems(apply(lab.provisioner(), catalog(8096))))
                .extracting(Problem::summary)
                .containsExactly("route not loaded");
        assertThat(lab.host().host.place(FILE)).doesNotExist();
    }

    @Test
    void filesByHandAreNeverWritten() {
        String mine = "# mine\nhttp:\n  services:\n    mine: {loadBalancer: {servers: [{url: 'http://192.0.2.9'}]}}\n";
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", mine);

        apply(lab.provisioner(), catalog(8096));
        apply(lab.provisioner(), Samples.catalog(lab.host().inventory(), Map.of()));

        assertThat(lab.host().read(TraefikLab.DIRECTORY + "/mine.yml")).isEqualTo(mine);
        assertThat(lab.host().host.place(FILE)).doesNotExist();
    }

    @Test
    void aRouterThatAFileByHandHasTooIsNamedWithItsLinesAndStaysWhenOursGoes() {
        apply(lab.provisioner(), catalog(8096));
        String ours = lab.host().read(FILE).replaceFirst("#.*\\n", "");
        apply(lab.provisioner(), Samples.catalog(lab.host().inventory(), Map.of()));
        lab.load("mine.yml", ours);
        try (Session<RouteFile> session = lab.provisioner().open()) {
            List<Observed<RouteFile>> observed = session.observe();
            List<Desired<RouteFile>> desired = lab.provisioner().desired(catalog(8096));
            List<Change<RouteFile>> changes =
                    new Planner("home").plan(desired, observed).changes();

            assertThat(session.preflight(desired)).isEmpty();
            assertThat(session.warnings(changes))
                    .extracting(Problem::fix)
                    .containsExactly(
                            "once the routes of homelab are in force, remove lines 2-30, 49-61 of"
                                    + " \"/etc/traefik/dynamic/mine.yml\" (routers films, films_signin, films_2, films_signin_2).");
        }

        assertThat(apply(lab.provisioner(), catalog(8096))).allMatch(Outcome::succeeded);
        assertThat(apply(lab.provisioner(), Samples.catalog(lab.host().inventory(), Map.of())))
                .hasSize(1)
                .allMatch(Outcome::succeeded);
        assertThat(lab.host().read(TraefikLab.DIRECTORY + "/mine.yml")).isEqualTo(ours);
    }

    @Test
    void whatWouldBeInTheWayIsToldBeforeAnythingIsWritten() {
        lab.host().write(TraefikLab.DIRECTORY + "/broken.yml", "http: [\n");
        lab.host()
                .write(
                        TraefikLab.DIRECTORY + "/taken.yml",
                        "http:\n  routers:\n    films: {rule: 'Host(`a.b`)', service: x}\n");
        lab.host().write(TraefikLab.DIRECTORY + "/template.yml", "{{ range $i := until 2 }}\n- [\n{{ end }}\n");

        assertThat(preflight(lab.provisioner(lab.settings("nosuch"))))
                .extracting(Problem::summary)
                .containsExactly("entry point not found", "file blocks the proxy", "name taken at proxy");
    }

    @Test
    void whatTraefikWouldRefuseInAFileByHandIsToldPlaceByPlace() {
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", """
                        http:
                          routers: {a: {rule: Host(`a.b`), service: a, ruel: x, priority: soon, entryPoints: []}}
                          middlewares: {b: {headers: {customRequestHeaders: {}}}, c: {compress: {}}, d: {}}
                          services: {e: {LoadBalancer: {servers: [{url: {a: b}}], passHostHeader: maybe}}}
                          tls:
                        notes: {owner: me}
                        """);

        assertThat(preflight(lab.provisioner()))
                .extracting(problem -> problem.detail().replaceFirst(" As long as .*", ""))
                .containsExactly(
                        inMine("http.routers.a.ruel", "is a key that Traefik does not know"),
                        inMine("http.routers.a.priority", "is not a whole number"),
                        inMine("http.middlewares.b.headers.customRequestHeaders", "is empty"),
                        inMine("http.services.e.LoadBalancer.servers[0].url", "is not a text"),
                        inMine("http.services.e.LoadBalancer.passHostHeader", "is not true or false"));
    }

    @Test
    void aLaterTraefikMayKnowMoreKeys() {
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", "http: {routers: {a: {rule: Host(`a.b`), fresh: x}}}\n");
        lab.traefik().calledVersion("3.8.0");

        assertThat(preflight(lab.provisioner())).isEmpty();
    }

    private static String inMine(String path, String reason) {
        return "in \"%s/mine.yml\", \"%s\" %s.".formatted(TraefikLab.DIRECTORY, path, reason);
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThat(preflight(lab.provisioner())).extracting(Problem::summary).containsExactly("folder not found");
    }

    @Test
    void aTraefikThatIsDownIsTold() {
        lab.traefik().faults().goDown();

        assertThatThrownBy(() -> observe(lab.provisioner()))
                .hasMessageContaining("target not reachable")
                .hasMessageContaining("GET /api/rawdata");
    }

    @Test
    void visitorsMustFindEveryRoute() {
        assertThat(lab.provisioner().expectations(catalog(8096)))
                .containsExactly(page("films.home.arpa", "/health"), page("movies.home.arpa", "/"));
    }

    private Check page(String hostname, String path) {
        return new Check.PageAnswers(
                films(1).name(),
                URI.create("https://192.0.2.11"),
                Hostname.of(hostname),
                new PageCheck(path, Optional.empty(), Optional.empty()),
                SignInServer.before("outpost.goauthentik.io", true),
                false,
                Optional.empty());
    }

    private ResolvedCatalog catalog(int port) {
        return Samples.catalog(lab.host().inventory(), Map.of(), films(port));
    }

    private static Service films(int port) {
        return Samples.service(
                "films",
                "nas",
                "films:1",
                port,
                "films.home.arpa",
                more -> more.route("movies.home.arpa", "server", port).verify("/health"));
    }

    private static List<Observed<RouteFile>> observe(Provisioner<RouteFile> provisioner) {
        try (Session<RouteFile> session = provisioner.open()) {
            return session.observe();
        }
    }

    private List<Problem> preflight(Provisioner<RouteFile> provisioner) {
        try (Session<RouteFile> session = provisioner.open()) {
            session.observe();
            return session.preflight(provisioner.desired(catalog(8096)));
        }
    }

    private static List<Outcome<RouteFile>> apply(Provisioner<RouteFile> provisioner, ResolvedCatalog catalog) {
        try (Session<RouteFile> session = provisioner.open()) {
            Plan<RouteFile> plan = new Planner("home").plan(provisioner.desired(catalog), session.observe());
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    private static List<Problem> problems(List<Outcome<RouteFile>> outcomes) {
        return outcomes.stream().flatMap(outcome -> outcome.problems().stream()).toList();
    }
}
