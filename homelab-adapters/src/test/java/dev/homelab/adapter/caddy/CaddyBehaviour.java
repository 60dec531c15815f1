// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What visitors and people find at a Caddy, the real one as the fake. */
interface CaddyBehaviour {

    Provisioner<RouteFile> target();

    ResolvedCatalog of(Service... services);

    Answer visit(String host, String path, Map<String, List<String>> headers) throws IOException;

    /** Writes a file of the folder as a person would. */
    void write(String name, String text);

    /** Renames a file of the folder as a person would. */
    void rename(String from, String to);

    /** Returns the files of the folder. */
    Map<String, String> files();

    Answering page();

    Answering outpost();

    @Test
    default void aPageAnswersUnderItsHostnameAndTheOthersStay() throws IOException {
        apply(of(CaddyBehaviour.open("films", page().uri())));

        assertThat(visit("films.home.arpa", "/a%20b?c=d", Map.of()).body())
                .isEqualTo("/a%20b?c=d of films.home.arpa for nobody");
        assertThat(visit("hand.home.arpa", "/", Map.of()).body()).isEqualTo("by hand");
    }

    @Test
    default void pathsAndPatternsLeadWhereTheySay() throws IOException {
        try (Answering api = new Answering(request -> Answer.text(200, "api"));
                Answering numbers = new Answering(request -> Answer.text(200, "numbers"))) {
            apply(of(
                    Dsl.service(
                            "films",
                            films -> films.route(page().uri().toString(), r -> r.hostname("films.home.arpa"))
                                    .route(
                                            numbers.uri().toString(),
                                            r -> r.hostname("films.home.arpa").pathPattern("^/[0-9]{2,3}$"))),
                    Dsl.service(
                            "api",
                            more -> more.route(
                                    api.uri().toString(),
                                    r -> r.hostname("films.home.arpa").path("/api"))),
                    Dsl.service(
                            "wild", wild -> wild.route(api.uri().toString(), r -> r.hostname("*.films.home.arpa")))));

            assertThat(visit("films.home.arpa", "/api/x", Map.of()).body()).isEqualTo("api");
            assertThat(visit("films.home.arpa", "/123", Map.of()).body()).isEqualTo("numbers");
            assertThat(visit("films.home.arpa", "/1234", Map.of()).body()).startsWith("/1234 of");
            assertThat(visit("a.films.home.arpa", "/", Map.of()).body()).isEqualTo("api");
        }
    }

    @Test
    default void whatAnswersIsBelowThePathOfItsAddress() throws IOException {
        apply(of(CaddyBehaviour.open("films", page().uri().resolve("/base/"))));

        assertThat(visit("films.home.arpa", "/a?b=c", Map.of()).body()).startsWith("/base/a?b=c of");
    }

    @Test
    default void theOutpostIsAskedAndWhatAVisitorClaimsIsRemoved() throws IOException {
        apply(of(guarded("films")));

        Answer stranger = visit("films.home.arpa", "/a?b=c", Map.of("X-Authentik-Username", List.of("root")));
        Answer known = visit(
                "films.home.arpa",
                "/a",
                Map.of("Cookie", List.of("session=1"), "X-Authentik-Username", List.of("root")));

        assertThat(stranger.status()).isEqualTo(302);
        assertThat(outpost().asked.get(0).header("X-Forwarded-Host")).contains("films.home.arpa");
        assertThat(outpost().asked.get(0).header("X-Forwarded-Uri")).contains("/a?b=c");
        assertThat(known.body()).isEqualTo("/a of films.home.arpa for ada");
        assertThat(visit("films.home.arpa", "/outpost.goauthentik.io/callback", Map.of())
                        .body())
                .isEqualTo("outpost /outpost.goauthentik.io/callback");
    }

    @Test
    default void aSnippetIsUsedAndOneThatIsMissingIsNamedBeforeAnythingIsWritten() throws IOException {
        ResolvedCatalog good = of(Dsl.service(
                "films",
                films -> films.route(
                        page().uri().toString(),
                        r -> r.hostname("films.home.arpa").middlewares("secure-headers"))));
        ResolvedCatalog bad = of(
                Dsl.service(
                        "films",
                        films -> films.route(
                                page().uri().toString(),
                                r -> r.hostname("films.home.arpa").middlewares("nothing"))),
                CaddyBehaviour.open("photos", page().uri()));

        assertThat(preflight(bad))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail())
                        .contains("routes of \"films\"", "File to import not found: nothing"));
        assertThat(outcomes(bad)).extracting(Outcome::succeeded).containsExactlyInAnyOrder(true, false);
        assertThat(files()).containsOnlyKeys("homelab-photos.caddy");
        apply(good);
        assertThat(visit("films.home.arpa", "/", Map.of()).headers().entrySet())
                .anyMatch(header -> header.getKey().equalsIgnoreCase("X-Frame-Options")
                        && header.getValue().equals("DENY"));
        assertThat(preflight(bad)).hasSize(1);
    }

    @Test
    default void aWrongFileByHandIsSaidAndNotTouched() throws IOException {
        apply(of(CaddyBehaviour.open("films", page().uri())));
        write("mine.caddy", "http://mine.home.arpa {\n\tnonsense\n}\n");
        ResolvedCatalog next =
                of(CaddyBehaviour.open("films", page().uri()), CaddyBehaviour.open("photos", page().uri()));

        assertThat(preflight(next)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("caddyfile not valid");
            assertThat(problem.detail()).contains("mine.caddy:2: unrecognized directive: nonsense");
        });
        assertThat(outcomes(next)).noneMatch(Outcome::succeeded);
        assertThat(files())
                .containsOnlyKeys("homelab-films.caddy", "mine.caddy")
                .containsEntry("mine.caddy", "http://mine.home.arpa {\n\tnonsense\n}\n");
        assertThat(visit("films.home.arpa", "/", Map.of()).status()).isEqualTo(200);
    }

    @Test
    default void aSiteOfAPersonForTheSameNameIsAProblem() {
        assertThat(preflight(of(CaddyBehaviour.open("hand", page().uri()))))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.detail()).contains("ambiguous site definition: http://hand.home.arpa"));
    }

    @Test
    default void aHostnameMayGoFromOneServiceToAnother() throws IOException {
        apply(of(CaddyBehaviour.open("films", page().uri())));
        ResolvedCatalog moved = of(Dsl.service(
                "cinema", cinema -> cinema.route(page().uri().toString(), r -> r.hostname("films.home.arpa"))));

        assertThat(preflight(moved)).isEmpty();
        apply(moved);
        assertThat(visit("films.home.arpa", "/", Map.of()).status()).isEqualTo(200);
    }

    @Test
    default void aFileThatCaddyDoesNotRunWithIsLoadedByTheNextRun() throws IOException {
        apply(of(CaddyBehaviour.open("films", page().uri())));
        rename("homelab-films.caddy", "x");
        apply(of(CaddyBehaviour.open("photos", page().uri())));
        rename("x", "homelab-films.caddy");

        apply(of(CaddyBehaviour.open("films", page().uri()), CaddyBehaviour.open("photos", page().uri())));

        assertThat(visit("films.home.arpa", "/", Map.of()).body()).startsWith("/ of films");
    }

    static Answer visit(URI entry, String host, String path, Map<String, List<String>> headers) throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("host", List.of(host));
        return PlainHttp.send("GET", entry.resolve(path), all, "");
    }

    default List<Problem> preflight(ResolvedCatalog catalog) {
        try (Session<RouteFile> session = target().open()) {
            session.observe();
            return session.preflight(target().desired(catalog));
        }
    }

    default void apply(ResolvedCatalog catalog) {
        apply(target(), catalog);
    }

    static void apply(Provisioner<RouteFile> provisioner, ResolvedCatalog catalog) {
        assertThat(outcomes(provisioner, catalog))
                .allSatisfy(outcome -> assertThat(outcome.problems()).isEmpty());
    }

    default List<Outcome<RouteFile>> outcomes(ResolvedCatalog catalog) {
        return outcomes(target(), catalog);
    }

    static List<Outcome<RouteFile>> outcomes(Provisioner<RouteFile> provisioner, ResolvedCatalog catalog) {
        try (Session<RouteFile> session = provisioner.open()) {
            return session.apply(new Batch<>(new Planner(catalog.inventory().homelab())
                    .plan(provisioner.desired(catalog), session.observe())
                    .changes()));
        }
    }

    default Service guarded(String name) {
        return Dsl.service(
                name,
                s -> s.route(page().uri().toString(), r -> r.hostname(name + ".home.arpa"))
                        .sso(SsoApp.Kind.FORWARD_AUTH, "family"));
    }

    static Service open(String name, URI backend) {
        return Dsl.service(name, s -> s.route(backend.toString(), r -> r.hostname(name + ".home.arpa")));
    }
}
