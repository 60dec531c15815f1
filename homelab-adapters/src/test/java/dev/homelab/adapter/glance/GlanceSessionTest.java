// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Golden;
import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.glance.FakeGlance;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlanceSessionTest {

    private static final String FILE = "/opt/glance/homelab-home.yml";
    private static final String MARK =
            "# Managed by homelab for home/dashboard. Do not edit: the next run writes it again.\n";

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        FakeGlance.writeInitial(lab.host.place("/opt/glance"));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aPageHasItsTilesByGroupAndTitle() {
        apply(photos(), films(), tool());

        Golden.assertGolden("glance-home.yml", lab.read(FILE));
        assertThatGlanceTakesIt();
    }

    @Test
    void aTileLeadsToThePathAndTheDoorOfItsRoute() {
        Service files = Dsl.service(
                "files",
                "nas",
                more -> more.container("server", "files:1", c -> c.port("9000:9000"))
                        .route(
                                "server",
                                9000,
                                route -> route.hostname("nas.home.arpa")
                                        .path("/files")
                                        .tls("none"))
                        .widget(widget -> widget.checkPath("/health")));

        assertThat(provisioner().desired(catalog(files))).singleElement().satisfies(tile -> {
            assertThat(tile.resource().url()).isEqualTo("http://nas.home.arpa/files");
            assertThat(tile.resource().checkUrl()).hasValue("http://nas.home.arpa/files/health");
        });
    }

    @Test
    void aVisitorMustFindTheTileWhereTheDashboardIsOpened() {
        assertThat(provisioner().expectations(catalog(films()))).isEmpty();
        GlanceProvisioner open = new GlanceProvisioner(
                "dashboard",
                new GlanceSettings(
                        "nas", "/opt/glance", Optional.of(URI.create("http://192.0.2.12")), Optional.empty()),
                lab.context(),
                Delay.real());

        assertThat(open.expectations(catalog(films())))
                .containsExactly(new Check.TileShown(
                        ServiceName.of("films"),
                        URI.create("http://192.0.2.12"),
                        "home",
                        "FILMS",
                        "https://films.home.arpa"));
    }

    @Test
    void aPageIsWrittenOnceForAllItsTiles() {
        int before = lab.host.writes();
        apply(photos(), films(), tool());

        assertThat(lab.host.writes() - before).isEqualTo(2); // a temporary file, and its new name
    }

    @Test
    void whatPeopleAddedToAPageStays() {
        String theirs = """
                - type: clock
                  hour-format: 24h
                - type: monitor
                  title: Media
                  style: compact
                  sites:
                  - title: Router
                    url: ${ROUTER}
                    allow-insecure: yes
                """;
        lab.write(FILE, MARK + theirs);

        apply(films());
        assertThat(lab.read(FILE)).contains("hour-format: 24h", "url: ${ROUTER}", "allow-insecure: yes", "FILMS");
        apply();

        assertThat(lab.read(FILE)).isEqualTo(MARK + theirs);
    }

    /** One leads to another hostname, one to a page below, and one is a widget that Glance fills by itself. */
    @Test
    void aServiceHasSeveralTiles() {
        Service shop = shop("https://shop.home.arpa/api");

        assertThat(apply(photos(), shop)).allMatch(Outcome::succeeded);

        Golden.assertGolden("glance-several.yml", lab.read(FILE));
        assertThatGlanceTakesIt();
        assertThat(observe())
                .extracting(tile -> tile.resource().key())
                .containsExactlyInAnyOrder("photos", "shop", "shop/2", "shop/3", "shop/4");
        assertThat(provisioner().desired(catalog(photos(), shop)))
                .extracting(Desired::resource)
                .containsExactlyInAnyOrderElementsOf(
                        observe().stream().map(Observed::resource).toList());
    }

    @Test
    void aWidgetInGlancesWordsIsChangedAndRemovedAlone() {
        apply(photos(), shop("https://shop.home.arpa/api"));

        List<Outcome<Tile>> outcomes = apply(photos(), shop("https://shop.home.arpa/api/v2"));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.succeeded()).isTrue();
            assertThat(outcome.change().key()).isEqualTo("shop/3");
        });
        assertThat(lab.read(FILE)).contains("url: https://shop.home.arpa/api/v2", "X-Api-Key: ${SHOP_KEY}");
        assertThat(apply(photos(), shop("https://shop.home.arpa/api/v2"))).isEmpty();
        apply(photos());
        assertThat(lab.read(FILE)).doesNotContain("shop").contains("homelab: home/photos");
        assertThatGlanceTakesIt();
    }

    /** A monitor that a definition writes whole keeps its sites, and takes in no tile of others under the same title. */
    @Test
    void aMonitorInGlancesWordsIsNoGroupForTiles() {
        Service links = Dsl.service(
                "links",
                more -> more.widget(w -> w.glance("type", "monitor")
                        .glance("title", "Media")
                        .glance("sites", List.of(Map.of("title", "Router", "url", "http://192.0.2.1")))));

        apply(photos(), links);

        assertThat(observe()).hasSize(2);
        assertThat(apply(photos(), links)).isEmpty();
        apply(photos());
        assertThat(lab.read(FILE)).doesNotContain("Router").contains("homelab: home/photos");
    }

    @Test
    void whatGlanceShowsInAWidgetOfItsOwnIsNotLookedFor() {
        GlanceProvisioner open = new GlanceProvisioner(
                "dashboard",
                new GlanceSettings(
                        "nas", "/opt/glance", Optional.of(URI.create("http://192.0.2.12")), Optional.empty()),
                lab.context(),
                Delay.real());

        assertThat(open.expectations(catalog(shop("https://shop.home.arpa/api"))))
                .extracting(check -> ((Check.TileShown) check).url())
                .containsExactly("https://shop.home.arpa", "https://shop.home.arpa/admin", "https://till.home.arpa");
    }

    @Test
    void aWidgetWithoutTypeIsRefused() {
        Service bad = Dsl.service(
                "bad", more -> more.widget(w -> w.glance("title", "x").glance("homelab", "home/x")));

        assertThat(new GlanceAdapter().checkDefinitions(catalog(bad).catalog()))
                .extracting(Problem::summary)
                .containsExactly("widget without type", "key reserved for homelab");
    }

    @Test
    void bookmarksStandByGroupInOneWidget() {
        apply(photos(), wiki("wiki", "Reading"), wiki("books", "Reading"), wiki("bank", "Money"));

        Golden.assertGolden("glance-bookmarks.yml", lab.read(FILE));
        assertThatGlanceTakesIt();
        assertThat(observe()).filteredOn(tile -> tile.resource().bookmark()).hasSize(3);
    }

    @Test
    void bookmarksAndGroupsOfPeopleStay() {
        String theirs = """
                - type: bookmarks
                  title: Mine
                  groups:
                  - title: Reading
                    hide-arrow: yes
                    links:
                    - title: News
                      url: http://192.0.2.9
                  - title: Empty
                    links: []
                """;
        lab.write(FILE, MARK + theirs);

        apply(wiki("wiki", "Reading"), wiki("bank", "Money"));
        assertThat(lab.read(FILE)).contains("hide-arrow: yes", "title: News", "homelab: home/wiki", "title: Money");
        assertThatGlanceTakesIt();
        apply();

        assertThat(lab.read(FILE)).isEqualTo(MARK + theirs);
    }

    @Test
    void aTileThatBecomesABookmarkMoves() {
        apply(photos(), wiki("wiki", "Reading"));
        Service photos = Samples.service(
                "photos", "nas", "photos:1", 2283, "photos.home.arpa", more -> more.widget(w -> w.bookmark()));

        assertThat(apply(photos, wiki("wiki", "Reading"))).allMatch(Outcome::succeeded);

        assertThat(lab.read(FILE)).doesNotContain("monitor", "check-url").contains("homelab: home/photos");
        assertThatGlanceTakesIt();
    }

    @Test
    void whatPeopleAddedToATileStays() {
        apply(films());
        lab.write(FILE, lab.read(FILE) + "    timeout: 9s\n");

        apply(films(), photos());

        assertThat(lab.read(FILE)).contains("timeout: 9s");
    }

    @Test
    void aPageThatLosesItsLastTileIsStillValid() {
        apply(films());
        apply();

        assertThat(lab.read(FILE)).isEqualTo(MARK + "- type: html\n  source: <p>No services yet.</p>\n");
        assertThatGlanceTakesIt();
        assertThat(observe()).isEmpty();
    }

    /** What a tile is made of comes from the definition alone; Glance would fill in variables, so none is left to it. */
    @Test
    void noSecretEndsInATile() {
        Service secretive = Samples.service(
                "films",
                "nas",
                "films:1",
                8096,
                "films.home.arpa",
                more -> more.title("${TOKEN} ${secret:token}")
                        .container("side", "side:1", c -> c.secret("TOKEN", "env:TOKEN"))
                        .widget(widget -> widget.icon("si:${readFileFromEnv:TOKEN}")));
        Map<SecretRef, EncryptedSecret> secrets = Map.of(
                SecretRef.of("env:TOKEN"),
                lab.context()
                        .key()
                        .seal(
                                Binding.of(lab.context().homelab(), secretive.name(), SecretRef.of("env:TOKEN")),
                                "hunter2"));
        ResolvedCatalog with = Samples.catalog(lab.inventory(), secrets, secretive);

        assertThat(provisioner().desired(with)).isEqualTo(provisioner().desired(catalog(secretive)));
        apply(secretive);
        assertThat(lab.read(FILE)).doesNotContain("hunter2", "env:TOKEN").doesNotContainPattern("[^\\\\]\\$\\{");
        assertThatGlanceTakesIt();
    }

    @Test
    void variablesInTitlesAreNotReplaced() {
        apply(tool());

        assertThat(lab.read(FILE)).contains("title: \\${HOME} tool");
        assertThat(observe()).extracting(tile -> tile.resource().title()).containsExactly("${HOME} tool");
    }

    @Test
    void aPageFileOfAPersonIsLeftAlone() {
        String theirs = "- type: clock\n";
        lab.write(FILE, theirs);

        assertThat(preflight(films())).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("page file not managed by homelab");
            assertThat(problem.fix()).contains(MARK.strip());
        });
        assertThat(apply(films())).noneMatch(Outcome::succeeded);
        assertThat(lab.read(FILE)).isEqualTo(theirs);
    }

    @Test
    void aPageThatDoesNotIncludeItsTilesIsToldTheLine() {
        lab.write("/opt/glance/glance.yml", "pages: []\n");

        assertThat(preflight(films())).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("page does not include tiles");
            assertThat(problem.fix()).contains("\n\n  - $include: homelab-home.yml\n");
            assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.INCLUDE_TILES));
        });
    }

    @Test
    void aFolderWithoutAConfigurationIsTold() {
        lab.host.place("/opt/glance/glance.yml").toFile().delete();

        assertThat(preflight(films())).extracting(Problem::summary).containsExactly("dashboard not found");
    }

    @Test
    void aPageWithAliasesIsNotWrittenAgain() {
        lab.write(FILE, MARK + "- &a {type: clock}\n- *a\n");

        assertThat(preflight(films())).extracting(Problem::summary).containsExactly("page file not readable");
    }

    private void assertThatGlanceTakesIt() {
        try (FakeGlance glance =
                new FakeGlance(lab.host.place("/opt/glance"), Map.of("SHOP_KEY", "k", "HOME", "/root"))) {
            assertThat(glance.lastError()).isEmpty();
        }
    }

    private static Service films() {
        return Samples.service("films", "nas", "films:1", 8096, "films.home.arpa");
    }

    private static Service photos() {
        return Samples.service("photos", "nas", "photos:1", 2283, "photos.home.arpa");
    }

    private static Service shop(String api) {
        return Samples.service(
                "shop",
                "nas",
                "shop:1",
                9200,
                "shop.home.arpa",
                more -> more.route("till.home.arpa", "server", 9200)
                        .widget(w -> w.group("Media"))
                        .widget(w -> w.title("Shop admin").path("/admin").bookmark())
                        .widget(w -> w.glance("type", "custom-api")
                                .glance("title", "Orders")
                                .glance("url", api)
                                .glance("headers", Map.of("X-Api-Key", "${SHOP_KEY}"))
                                .glance("template", "{{ .JSON.String \"x\" }}\n<p>${HOME}: \\${x}</p>\n"))
                        .widget(w -> w.title("Till").hostname("till.home.arpa")));
    }

    private static Service wiki(String name, String group) {
        return Samples.service(
                name,
                "nas",
                name + ":1",
                9100,
                name + ".home.arpa",
                more -> more.widget(widget -> widget.group(group).bookmark()));
    }

    private static Service tool() {
        return Dsl.service(
                "tool",
                "nas",
                tool -> tool.title("${HOME} tool")
                        .container("server", "tool:1", container -> container.port("9000:9000"))
                        .route("tool.home.arpa", "server", 9000)
                        .widget(widget ->
                                widget.group("Admin").icon("si:gnubash").checkPath("/health")));
    }

    private GlanceProvisioner provisioner() {
        return new GlanceProvisioner(
                "dashboard",
                new GlanceSettings("nas", "/opt/glance", Optional.empty(), Optional.empty()),
                lab.context(),
                Delay.real());
    }

    private List<Observed<Tile>> observe() {
        try (Session<Tile> session = provisioner().open()) {
            return session.observe();
        }
    }

    private List<Problem> preflight(Service... services) {
        try (Session<Tile> session = provisioner().open()) {
            return session.preflight(provisioner().desired(catalog(services)));
        }
    }

    private List<Outcome<Tile>> apply(Service... services) {
        try (Session<Tile> session = provisioner().open()) {
            return session.apply(new Batch<>(new Planner("home")
                    .plan(provisioner().desired(catalog(services)), session.observe())
                    .changes()));
        }
    }

    private ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }
}
