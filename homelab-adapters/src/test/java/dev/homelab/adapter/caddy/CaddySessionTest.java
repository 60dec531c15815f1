// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Answer;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaddySessionTest implements CaddyBehaviour {

    @TempDir
    Path folder;

    private CaddyLab lab;
    private final Answering page = Answering.page();
    private final Answering outpost = Answering.outpost();

    @BeforeEach
    void start() {
        lab = new CaddyLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
        page.close();
        outpost.close();
    }

    @Test
    void aCaddyfileThatImportsNothingIsSaidBeforeAnythingIsWritten() {
        lab.host().write(CaddyLab.CADDYFILE, "http://a.home.arpa {\n\trespond hello\n}\n");

        assertThat(preflight(of(CaddyBehaviour.open("films", page.uri()))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("routes not imported");
                    assertThat(problem.fix()).endsWith("  import /etc/caddy/homelab/*.caddy");
                });
    }

    @Test
    void aFileThatCaddyDoesNotImportIsTakenBack() {
        lab.host().write(CaddyLab.CADDYFILE, "import /etc/caddy/other/*.caddy\n");

        assertThat(outcomes(of(CaddyBehaviour.open("films", page.uri()))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).summary()).isEqualTo("route not loaded"));
        assertThat(files()).isEmpty();
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() throws IOException {
        lab.caddy().faults().loseAnswerAfter(0);

        apply(of(CaddyBehaviour.open("films", page.uri())));

        assertThat(visit("films.home.arpa", "/", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void whereCaddyLoadsNothingNothingStays() {
        lab.caddy().faults().failAfter(0);

        assertThat(outcomes(of(CaddyBehaviour.open("films", page.uri())))).noneMatch(Outcome::succeeded);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatCaddyDoesNotRunWithIsDriftAndNotWell() {
        ResolvedCatalog catalog = of(CaddyBehaviour.open("films", page.uri()));
        apply(catalog);
        Map<String, String> before = files();
        rename("homelab-films.caddy", "x");
        apply(of(CaddyBehaviour.open("photos", page.uri())));
        rename("x", "homelab-films.caddy");

        try (Session<RouteFile> session = target().open()) {
            List<Change<RouteFile>> changes = new Planner("home")
                    .plan(target().desired(catalog), session.observe())
                    .changes();

            assertThat(changes).extracting(Change::shape).contains(Change.Shape.UPDATE);
            assertThat(session.inspect(target().desired(catalog)).values())
                    .allSatisfy(found -> assertThat(found).noneMatch(CheckResult::good));
        }
        assertThat(files()).containsAllEntriesOf(before);
    }

    @Test
    void routesAreThereAfterARestart() throws IOException {
        apply(of(CaddyBehaviour.open("films", page.uri())));

        lab.caddy().restart();

        assertThat(visit("films.home.arpa", "/", Map.of()).body()).startsWith("/ of films");
    }

    @Test
    void aFurtherEntryPointIsAPortOfItsOwn() throws IOException {
        apply(of(Dsl.service(
                "films",
                films -> films.route(
                        page.uri().toString(),
                        route -> route.hostname("films.home.arpa").entryPoints("admin")))));

        assertThat(CaddyBehaviour.visit(lab.caddy().entry(8443), "films.home.arpa", "/", Map.of())
                        .body())
                .startsWith("/ of films");
        assertThat(CaddyBehaviour.visit(lab.caddy().entry(80), "films.home.arpa", "/", Map.of())
                        .body())
                .isEmpty();
    }

    @Test
    void aPageThatIsForSignedInVisitorsIsLookedAtForThat() {
        assertThat(target().expectations(of(guarded("films")))).singleElement().satisfies(check -> {
            Check.PageAnswers expected = (Check.PageAnswers) check;
            assertThat(expected.entrance()).isEqualTo(URI.create("http://192.0.2.11"));
            assertThat(expected.signIn().isAsked()).isTrue();
            assertThat(expected.isIssued()).isFalse();
        });
    }

    @Test
    void aSharedSignInThatGoesIsARisk() {
        Service shared = Dsl.service(
                "films",
                films -> films.route(page.uri().toString(), route -> route.hostname("films.home.arpa"))
                        .sso(SsoApp.Kind.FORWARD_AUTH, sso -> sso.domain(true)));
        apply(of(shared));
        ResolvedCatalog open = of(CaddyBehaviour.open("films", page.uri()));

        try (Session<RouteFile> session = target().open()) {
            assertThat(new Planner("home")
                            .plan(target().desired(open), session.observe())
                            .changes())
                    .singleElement()
                    .satisfies(
                            change -> assertThat(target().risks(change, open)).containsExactly(Risk.WEAKER_SIGN_IN));
        }
        assertThat(files().get("homelab-films.caddy")).doesNotContain("/outpost.goauthentik.io/*");
    }

    @Override
    public Provisioner<RouteFile> target() {
        return lab.provisioner(lab.settings(outpost.uri().toString()));
    }

    @Override
    public ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.host().inventory(), Map.of(), services);
    }

    @Override
    public Answer visit(String host, String path, Map<String, List<String>> headers) throws IOException {
        return CaddyBehaviour.visit(lab.caddy().entry(), host, path, headers);
    }

    @Override
    public void write(String name, String text) {
        lab.host().write(CaddyLab.DIRECTORY + "/" + name, text);
    }

    @Override
    public void rename(String from, String to) {
        write(to, lab.host().read(CaddyLab.DIRECTORY + "/" + from));
        lab.host().remove(CaddyLab.DIRECTORY + "/" + from);
    }

    @Override
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        File[] there = lab.host().host.place(CaddyLab.DIRECTORY).toFile().listFiles();
        Arrays.stream(there == null ? new File[0] : there)
                .forEach(file -> files.put(file.getName(), lab.host().read(CaddyLab.DIRECTORY + "/" + file.getName())));
        return files;
    }

    @Override
    public Answering page() {
        return page;
    }

    @Override
    public Answering outpost() {
        return outpost;
    }
}
