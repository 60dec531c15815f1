// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Golden;
import dev.homelab.adapter.support.page.SignInServer;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route.Protocol;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.RouteBuilder;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every word that a definition has for a route, as Traefik gets to see it. */
class TraefikWordsTest {

    private static final String FILE = TraefikLab.DIRECTORY + "/homelab-photos.yml";

    private static final String BY_HAND = """
            http:
              middlewares:
                secure: {headers: {frameDeny: true}}
              serversTransports:
                own: {insecureSkipVerify: true}
            """;

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
    void everyWordIsInTheFileAndTraefikTakesIt() {
        lab.load("mine.yml", BY_HAND);

        List<Outcome<RouteFile>> outcomes = apply(everything());

        assertThat(outcomes).flatExtracting(Outcome::problems).isEmpty();
        assertThat(lab.traefik().lastError()).isEmpty();
        assertThat(lab.traefik().routers())
                .containsEntry("photos@file", "enabled")
                .containsEntry("photos_6@file", "enabled")
                .containsEntry("photos_old@file", "enabled");
        Golden.assertGolden("traefik-photos.yml", lab.host().read(FILE));
    }

    @Test
    void everyKindOfRouteIsTakenByTraefik() {
        List<Outcome<RouteFile>> outcomes = apply(everyKind());

        assertThat(outcomes).flatExtracting(Outcome::problems).isEmpty();
        assertThat(lab.traefik().lastError()).isEmpty();
        assertThat(lab.traefik().routers().values()).containsOnly("enabled");
        Golden.assertGolden("traefik-routes.yml", lab.host().read(FILE));
    }

    @Test
    void aNameOfItsOwnGoesBeforeTheManyNamesThatAWildcardStandsFor() {
        apply(service(photos -> photos.route("server", 2283, route -> route.hostname("*.home.arpa"))
                .route("server", 2283, route -> at(route, "a"))));

        assertThat(lab.host().read(FILE))
                .contains("rule: HostRegexp(`^[^.]+\\.home\\.arpa$`)")
                .contains("priority: 1\n");
    }

    @Test
    void pagesAreLookedAtAndPortsConnectedToWhereItIsKnownHowVisitorsEnter() {
        assertThat(lab.provisioner(settings(Set.of(), Optional.of("web"))).expectations(catalog(everyKind())))
                .extracting(check -> check instanceof PageAnswers page
                        ? page.entrance() + " " + page.hostname()
                        : ((Check.PortOpens) check).place().toString())
                .containsExactly(
                        "https://192.0.2.11 home.arpa",
                        "https://192.0.2.20:8443 admin.home.arpa",
                        "https://192.0.2.11 proxy.home.arpa",
                        "tcp://192.0.2.20:5432",
                        "tcp://192.0.2.20:5432");
    }

    private static Service everyKind() {
        return service(photos -> photos.container(
                        "db", "db:1", db -> db.port("5432:5432").port("53:53/udp"))
                .route("server", 2283, route -> route.hostname("home.arpa"))
                .route("server", 2283, route -> route.hostname("*.photos.home.arpa"))
                .route("server", 2283, route -> at(route, "photos").pathPattern("^/api/v[0-9]+/"))
                .route("server", 2283, route -> at(route, "admin").entryPoints("admin"))
                .route(route -> at(route, "proxy").service("api@internal"))
                .route(
                        "db",
                        5432,
                        route -> at(route, "db").protocol(Protocol.TCP).entryPoints("db"))
                .route(
                        "db",
                        5432,
                        route -> at(route, "own")
                                .protocol(Protocol.TCP)
                                .entryPoints("websecure")
                                .tls("passthrough"))
                .route("db", 5432, route -> route.protocol(Protocol.TCP).entryPoints("db"))
                .route("db", 53, route -> route.protocol(Protocol.UDP).entryPoints("dns")));
    }

    @Test
    void aSignInComesFirstAndOnceForEachHostname() {
        lab.load("mine.yml", BY_HAND);

        apply(service(photos -> photos.sso(SsoApp.Kind.FORWARD_AUTH)
                .route("server", 2283, route -> at(route, "photos").middlewares("secure"))
                .route("server", 2283, route -> at(route, "photos").path("/api").middlewares("secure"))
                .route("server", 2283, route -> at(route, "pictures"))));

        assertThat(lab.traefik().routers())
                .containsOnlyKeys(
                        "photos@file", "photos_2@file", "photos_3@file", "photos_signin@file", "photos_signin_3@file");
        assertThat(lab.host().read(FILE)).contains("""
                      middlewares:
                      - photos_signin
                      - secure
                """);
    }

    @Test
    void aPasswordForTheServicePassesOnlyWhereItsDefinitionSaysSo() {
        lab.load("mine.yml", BY_HAND);
        apply(service(
                photos -> photos.sso(SsoApp.Kind.FORWARD_AUTH).route("server", 2283, route -> at(route, "photos"))));
        assertThat(lab.host().read(FILE)).doesNotContain("- Authorization");

        apply(service(photos -> photos.sso(SsoApp.Kind.FORWARD_AUTH, sso -> sso.basicAuth("user", "password"))
                .route("server", 2283, route -> at(route, "photos"))));

        assertThat(lab.host().read(FILE)).contains("- Authorization");
    }

    @Test
    void aPublicPathIsExpectedToAnswerWithoutTheSignIn() {
        assertThat(lab.provisioner(settings(Set.of(), Optional.empty()))
                        .expectations(catalog(service(photos -> photos.verify("/api/ping")
                                .verify("/api?deep=1")
                                .verify("/")
                                .sso(SsoApp.Kind.FORWARD_AUTH, sso -> sso.publicPaths("/api"))
                                .route("server", 2283, route -> at(route, "photos"))))))
                .extracting(page -> ((PageAnswers) page).signIn().isAsked())
                .containsExactly(false, false, true);
    }

    @Test
    void theSignInOfTheWholeDomainIsAskedAndNobodyComesBackToTheService() {
        lab.load("mine.yml", BY_HAND);

        apply(service(photos -> photos.sso(SsoApp.Kind.FORWARD_AUTH, sso -> sso.domain(true))
                .route("server", 2283, route -> at(route, "photos").middlewares("secure"))
                .route("server", 2283, route -> at(route, "pictures"))));

        assertThat(lab.traefik().routers()).containsOnlyKeys("photos@file", "photos_2@file");
        Golden.assertGolden("traefik-domain.yml", lab.host().read(FILE));
    }

    @Test
    void aServiceWithoutRoutesMayHaveWordsOfTraefik() {
        apply(service(photos ->
                photos.traefik("http", Map.of("middlewares", Map.of("photos_small", Map.of("compress", Map.of()))))));

        assertThat(lab.host().read(FILE)).endsWith("""
                http:
                  middlewares:
                    photos_small:
                      compress: {}
                """);
    }

    @Test
    void aTcpRouterThatTraefikDisablesIsNotTaken() {
        List<Outcome<RouteFile>> outcomes = apply(service(photos -> photos.traefik("tcp", tcp(Map.of()))));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.problems().get(0).detail())
                    .contains("tcp router photos_db: invalid rule: \"HostSNI(`db.home.arpa`)\"");
        });
        assertThat(lab.traefik().routers()).isEmpty();
    }

    @Test
    void aTcpRouterThatWasDisabledSinceIsNotWell() {
        Service service = service(photos -> photos.traefik("tcp", tcp(Map.of("tls", Map.of("options", "strict")))));
        lab.load("mine.yml", "tls: {options: {strict: {minVersion: VersionTLS13}}}\n");
        assertThat(apply(service)).allMatch(Outcome::succeeded);

        lab.load("mine.yml", "tls: {options: {other: {minVersion: VersionTLS13}}}\n");

        assertThat(inspect(service))
                .containsExactly(new CheckResult(
                        "tcp router photos_db is in force",
                        false,
                        "disabled on web: unknown TLS options: strict@file"));
    }

    private static Map<String, Object> tcp(Map<String, ?> more) {
        Map<String, Object> router = new TreeMap<>(more);
        router.put("rule", "HostSNI(`db.home.arpa`)");
        router.put("entryPoints", List.of("web"));
        router.put("service", "photos_db");
        return new TreeMap<>(Map.of(
                "routers",
                Map.of("photos_db", router),
                "services",
                Map.of(
                        "photos_db",
                        Map.of("loadBalancer", Map.of("servers", List.of(Map.of("address", "192.0.2.30:5432")))))));
    }

    @Test
    void whatAChangeTakesAwayIsNoLongerInForceWhenItCounts() {
        lab.load("mine.yml", BY_HAND);
        apply(service(photos -> photos.route(
                "server",
                2283,
                route -> at(route, "photos").middlewares("secure").loadBalancer(b -> b.serversTransport("own")))));
        int loads = lab.traefik().loads();

        assertThat(apply(service(photos -> photos.route("server", 2283, route -> at(route, "photos")))))
                .allMatch(Outcome::succeeded);
        assertThat(lab.traefik().loads()).isGreaterThan(loads);
    }

    @Test
    void whatTraefikDoesNotHaveIsToldBeforeAnythingIsWritten() {
        lab.load("mine.yml", BY_HAND);
        TraefikSettings settings = settings(Set.of("gone@docker"), Optional.of("nosuch"));

        List<Problem> problems = preflight(
                settings,
                service(photos -> photos.route(
                                "server",
                                2283,
                                route -> at(route, "photos")
                                        .middlewares("secured", "photos_own")
                                        .loadBalancer(b -> b.serversTransport("owm@file")))
                        .route("server", 2283, route -> at(route, "plain").tls("none"))
                        .traefik(
                                "http",
                                Map.of(
                                        "middlewares",
                                        Map.of("photos_own", Map.of("compress", Map.of())),
                                        "routers",
                                        Map.of("photos_strict", Map.of("tls", Map.of("options", "modern")))))));

        assertThat(problems)
                .extracting(Problem::summary)
                .containsExactly(
                        "entry point not found",
                        "middleware not found",
                        "middleware not found",
                        "transport not found",
                        "TLS options not found");
        assertThat(problems.get(2).fix()).contains("\"secure@file\"");
    }

    @Test
    void visitorsFindEachRouteBelowItsPathAndAtItsDoor() {
        TraefikSettings settings = settings(Set.of(), Optional.of("web"));

        assertThat(lab.provisioner(settings)
                        .expectations(catalog(service(photos -> photos.verify("/health")
                                .route(
                                        "server",
                                        2283,
                                        route -> at(route, "photos").path("/api"))
                                .route(
                                        "server",
                                        2283,
                                        route -> at(route, "photos").path("/web"))
                                .route(
                                        "server",
                                        2283,
                                        route -> at(route, "plain").tls("none"))))))
                .containsExactly(
                        page("https://192.0.2.11", "photos", "/api/health"),
                        page("https://192.0.2.11", "photos", "/web"),
                        page("http://192.0.2.11", "plain", "/"));
    }

    private static Service everything() {
        return service(photos -> photos.route("server", 2283, route -> at(route, "photos"))
                .route("server", 2283, route -> at(route, "photos").path("/api").middlewares("secure", "photos_strip"))
                .route("server", 2283, route -> at(route, "default").tls("default"))
                .route("server", 2283, route -> at(route, "own").tls("home-ca"))
                .route("server", 2283, route -> at(route, "plain").tls("none"))
                .route(
                        "https://192.0.2.30/admin",
                        route -> at(route, "router")
                                .loadBalancer(b -> b.scheme(LoadBalancer.Scheme.HTTPS)
                                        .passHostHeader(false)
                                        .serversTransport("own")))
                .traefik(
                        "http",
                        new TreeMap<>(Map.of(
                                "routers",
                                new TreeMap<>(Map.of(
                                        "photos",
                                        Map.of("priority", 10),
                                        "photos_old",
                                        new TreeMap<>(Map.of("rule", "Host(`old.home.arpa`)", "service", "photos")))),
                                "middlewares",
                                Map.of("photos_strip", Map.of("stripPrefix", Map.of("prefixes", List.of("/api"))))))));
    }

    private static RouteBuilder at(RouteBuilder route, String name) {
        return route.hostname(name + ".home.arpa");
    }

    private static Service service(Consumer<ServiceBuilder> more) {
        return Dsl.service("photos", "nas", photos -> {
            photos.container("server", "photos:1", c -> c.port("2283:2283"));
            more.accept(photos);
        });
    }

    private TraefikSettings settings(Set<String> middlewares, Optional<String> plainEntryPoint) {
        TraefikSettings usual = lab.settings("websecure");
        return new TraefikSettings(
                usual.host(),
                usual.directory(),
                usual.api(),
                usual.entryPoint(),
                usual.url(),
                usual.forwardAuth(),
                Optional.of("letsencrypt"),
                Set.of("home-ca"),
                plainEntryPoint,
                Optional.empty(),
                Map.of("db", "192.0.2.20:5432", "admin", "192.0.2.20:8443", "dns", "192.0.2.20:53"),
                Optional.empty(),
                middlewares,
                Optional.empty());
    }

    private static PageAnswers page(String entrance, String hostname, String path) {
        return new PageAnswers(
                service(photos -> {}).name(),
                URI.create(entrance),
                Hostname.of(hostname + ".home.arpa"),
                new PageCheck(path, Optional.empty(), Optional.empty()),
                SignInServer.before("outpost.goauthentik.io", false),
                entrance.startsWith("https"), // where a resolver is named
                Optional.empty());
    }

    private ResolvedCatalog catalog(Service service) {
        return Samples.catalog(lab.host().inventory(), Map.of(), service);
    }

    private List<Outcome<RouteFile>> apply(Service service) {
        Provisioner<RouteFile> provisioner = lab.provisioner(settings(Set.of(), Optional.of("web")));
        try (Session<RouteFile> session = provisioner.open()) {
            return session.apply(new Batch<>(new Planner("home")
                    .plan(provisioner.desired(catalog(service)), session.observe())
                    .changes()));
        }
    }

    private List<CheckResult> inspect(Service service) {
        Provisioner<RouteFile> provisioner = lab.provisioner(settings(Set.of(), Optional.of("web")));
        try (Session<RouteFile> session = provisioner.open()) {
            return session.inspect(provisioner.desired(catalog(service))).getOrDefault(service.name(), List.of());
        }
    }

    private List<Problem> preflight(TraefikSettings settings, Service service) {
        Provisioner<RouteFile> provisioner = lab.provisioner(settings);
        try (Session<RouteFile> session = provisioner.open()) {
            session.observe();
            return session.preflight(provisioner.desired(catalog(service)));
        }
    }
}
