// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import static dev.homelab.adapter.homepage.SampleTiles.service;
import static dev.homelab.adapter.homepage.SampleTiles.several;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.homepage.FakeHomepage;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomepageSessionTest {

    private static final String FILE = "/opt/homepage/services.yaml";

    @TempDir
    Path folder;

    private TestLab lab;
    private FakeHomepage homepage;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.write(FILE, "");
        FakeHomepage.writeInitial(lab.host.place("/opt/homepage"));
        homepage = new FakeHomepage(
                lab.host.place("/opt/homepage"),
                Map.of(
                        "HOMEPAGE_VAR_ROUTER",
                        "http://192.0.2.1",
                        "HOMEPAGE_VAR_KEY",
                        "k",
                        "HOMEPAGE_VAR_X",
                        "filled in"));
    }

    @AfterEach
    void stop() {
        homepage.close();
        lab.close();
    }

    @Test
    void theSectionStandsAtTheEndAndCarriesTheOwners() {
        String before = lab.read(FILE);

        apply(of(service("films", "Media", 8096), several("shop")));

        assertThat(lab.read(FILE)).isEqualTo(before + """
                # homelab: begin. The next run writes these tiles again; keys that you add to one of them stay.
                - "Media":
                    # homelab: home/films
                    - "FILMS":
                        href: "https://films.home.arpa"
                        icon: "si-films"
                        description: "All of films"
                        siteMonitor: "http://192.0.2.11:8096/"
                    # homelab: home/shop
                    - "SHOP":
                        href: "https://shop.home.arpa"
                        siteMonitor: "http://192.0.2.11:9200/"
                - "Tools":
                    # homelab: home/shop/2
                    - "Admin":
                        href: "https://shop.home.arpa/admin"
                        siteMonitor: "http://192.0.2.11:9200/"
                # homelab: end
                """);
        assertThat(homepage.lastError()).isEmpty();
    }

    @Test
    void withoutATileTheFileIsAsItWas() {
        lab.write(FILE, SampleTiles.BY_HAND);
        apply(of(service("photos", "Family", 8096)));
        assertThat(lab.read(FILE)).isNotEqualTo(SampleTiles.BY_HAND);

        apply(of());

        assertThat(lab.read(FILE)).isEqualTo(SampleTiles.BY_HAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---\n",
                "# only a comment",
                "- A:\n    - B:\n        href: http://192.0.2.3",
                "  - A:\n    - B: {href: 'http://192.0.2.3'}\n  # indented\n",
                "- A:\r\n    - B:\r\n        href: http://192.0.2.3\r\n",
                "- A:\n    - B:\n        description: |\n          two\n          lines\n",
                "- A: &a\n    - B: {href: x}\n- C: *a\n"
            })
    void whateverFormTheListHasTheSectionIsPartOfIt(String text) {
        lab.write(FILE, text);

        apply(of(service("films", "Media", 8096)));

        assertThat(lab.read(FILE)).startsWith(text).contains("# homelab: home/films\n");
        assertThat(homepage.lastError()).isEmpty();
        assertThat(plan(of(service("films", "Media", 8096))).isEmpty()).isTrue();
        apply(of());
        assertThat(lab.read(FILE)).isEqualTo(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]\n",
                "- [\n",
                "Media:\n  - A\n",
                "- A:\n    - B:\n        description: |\n          no end",
                "- A: []\n...\n"
            })
    void aFileThatCannotTakeASectionIsLeftAlone(String text) {
        lab.write(FILE, text);

        List<Problem> problems = preflightOrFailure(of(service("films", "Media", 8096)));

        assertThat(problems).extracting(Problem::summary).containsOnly("services file not readable");
        assertThat(lab.read(FILE)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# homelab: begin\n",
                "# homelab: end\n",
                "# homelab: end\n# homelab: begin\n",
                "# homelab: begin\n# homelab: begin\n# homelab: end\n",
                "# homelab: begin\n# homelab: end\n# homelab: begin\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n  - Films:\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n    # homelab: home/films\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n    # homelab: HOME/films\n    - \"Films\":\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n    - \"Films\":\n        href: >\n          x\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n    - \"Films\":\n        href: \"x\n# homelab: end\n",
                "# homelab: begin\n- \"Media\":\n    - \"Films\":\n        more: [\n# homelab: end\n",
                "# homelab: begin\nwhat is this\n# homelab: end\n"
            })
    void aSectionThatWasBrokenByHandIsLeftAlone(String text) {
        lab.write(FILE, "- A: []\n" + text);

        List<Problem> problems = preflightOrFailure(of(service("films", "Media", 8096)));

        assertThat(problems).extracting(Problem::summary).containsOnly("section changed by hand");
        assertThat(lab.read(FILE)).isEqualTo("- A: []\n" + text);
    }

    @Test
    void aFileThatIsNoTextIsLeftAlone() throws Exception {
        byte[] bytes = {'#', (byte) 0xff, '\n'};
        Files.write(lab.host.place(FILE), bytes);

        assertThat(preflightOrFailure(of(service("films", "Media", 8096)))).isNotEmpty();
        assertThat(Files.readAllBytes(lab.host.place(FILE))).isEqualTo(bytes);
    }

    @Test
    void aMissingFileIsAnotherFolder() {
        lab.remove(FILE);

        assertThat(preflightOrFailure(of(service("films", "Media", 8096))))
                .extracting(Problem::summary)
                .containsOnly("dashboard not found");
        assertThat(lab.host.place(FILE)).doesNotExist();
    }

    @Test
    void keysThatPeopleAddToATileStayAsLongAsTheTile() {
        apply(of(service("films", "Media", 8096)));
        String more = """
                        widget:
                          type: jellyfin   # with a key
                          key: {{HOMEPAGE_VAR_KEY}}

                          fields: ["movies"]
                """;
        lab.write(FILE, lab.read(FILE).replace("# homelab: end", more + "# homelab: end"));

        apply(of(service("films", "Media", 9000)));

        assertThat(lab.read(FILE)).contains(":9000/\"\n" + more + "# homelab: end\n");
        assertThat(homepage.lastError()).isEmpty();
        apply(of(service("films", "Family", 9000)));
        assertThat(lab.read(FILE)).contains(more);
    }

    @Test
    void aValueThatWasChangedByHandIsDrift() {
        apply(of(service("films", "Media", 8096)));
        String ours = lab.read(FILE);
        lab.write(FILE, ours.replace("icon: \"si-films\"", "icon: mdi-film"));

        assertThat(plan(of(service("films", "Media", 8096))).changes()).hasSize(1);
        apply(of(service("films", "Media", 8096)));

        assertThat(lab.read(FILE)).isEqualTo(ours);
    }

    @Test
    void aGroupOfAPersonHidesOneOfOurs() {
        lab.write(FILE, "- All:\n    - Media:\n        - Films: {href: http://192.0.2.2}\n");

        assertThat(preflightOrFailure(of(service("films", "Media", 8096))))
                .extracting(Problem::summary)
                .containsOnly("group used twice");
        assertThat(preflightOrFailure(of(service("films", "All", 8096)))).isNotEmpty();
        assertThat(preflightOrFailure(of(service("films", "Films", 8096)))).isEmpty();
    }

    @Test
    void anEntryOfAPersonForTheSamePageIsAWarning() {
        lab.write(FILE, "- Mine:\n    - Films: {href: https://films.home.arpa/}\n");

        try (Session<ServiceTile> session = provisioner().open()) {
            Plan<ServiceTile> plan =
                    planner().plan(provisioner().desired(of(service("films", "Media", 8096))), session.observe());

            assertThat(session.warnings(plan.changes()))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.detail()).contains("\"Films\"", "\"Mine\""));
        }
    }

    @Test
    void hostileTextStaysText() {
        List<String> texts = HostileTexts.of(29, 600)
                .map(text -> text + " {{HOMEPAGE_VAR_X}}")
                .toList();
        List<SectionEntry> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            entries.add(new SectionEntry(
                    Mark.parse("home/s" + i),
                    new ServiceTile("s" + i, text, text, text, Optional.of(text), Optional.of(text), Optional.of(text)),
                    List.of()));
        }

        ServicesFile file = ServicesFile.parse(lab.read(FILE));
        Optional<String> written = file.text(entries);

        assertThat(written).isPresent();
        assertThat(written.get()).doesNotContain("{{");
        lab.write(FILE, written.get());
        assertThat(homepage.lastError()).isEmpty();
        assertThat(homepage.names()).containsAll(texts);
    }

    @Test
    void theDashboardIsAskedForTheTiles() {
        ResolvedCatalog catalog = of(service("films", "Media", 8096), several("shop"));
        assertThat(inspected(catalog)).hasSize(3).noneMatch(CheckResult::good);

        apply(catalog);

        assertThat(inspected(catalog))
                .hasSize(3)
                .allMatch(CheckResult::good)
                .contains(new CheckResult("shown on the dashboard, under Media", true, "with title and address"));
    }

    @Test
    void aDashboardThatIsNotThereSaysWhy() {
        homepage.disconnect();

        assertThat(inspected(of(service("films", "Media", 8096))))
                .singleElement()
                .matches(found -> !found.good() && found.found().startsWith("no answer: "));
        homepage.reconnect();
    }

    @Test
    void iconsAreInTheWordsOfHomepage() {
        assertThat(Icons.of("si:jellyfin")).isEqualTo("si-jellyfin");
        assertThat(Icons.of("auto-invert mdi:home")).isEqualTo("mdi-home");
        assertThat(Icons.of("sh:immich")).isEqualTo("sh-immich");
        assertThat(Icons.of("di:immich")).isEqualTo("immich.svg");
        assertThat(Icons.of("di:immich.png")).isEqualTo("immich.png");
        assertThat(Icons.of("/icons/own.png")).isEqualTo("/icons/own.png");
        assertThat(Icons.of("https://home.arpa/a.svg")).isEqualTo("https://home.arpa/a.svg");
    }

    @Test
    void aWidgetInTheWordsOfGlanceIsAMistakeOnlyWithoutAGlance() {
        HomepageAdapter adapter = new HomepageAdapter();
        Target target = target("dashboard", settings());
        ResolvedCatalog alone = Samples.catalog(lab.with(target).inventory(), Map.of(), several("shop"));

        assertThat(adapter.check(target, settings(), alone.catalog()))
                .extracting(Problem::summary)
                .containsExactly("widget of another dashboard");

        ResolvedCatalog both =
                Samples.catalog(lab.with(target("other", new OtherDashboard())).inventory(), Map.of(), several("shop"));
        assertThat(adapter.check(target, settings(), both.catalog())).isEmpty();
    }

    private record OtherDashboard() {}

    private static Target target(String name, Record settings) {
        return new Target(name, "any", Wave.PRESENTATION, Optional.empty(), Optional.empty(), settings);
    }

    private List<CheckResult> inspected(ResolvedCatalog catalog) {
        try (Session<ServiceTile> session = provisioner().open()) {
            Map<ServiceName, List<CheckResult>> found =
                    session.inspect(provisioner().desired(catalog));
            return found.values().stream().flatMap(List::stream).toList();
        }
    }

    private List<Problem> preflightOrFailure(ResolvedCatalog catalog) {
        try (Session<ServiceTile> session = provisioner().open()) {
            Plan<ServiceTile> plan = planner().plan(provisioner().desired(catalog), session.observe());
            List<Problem> problems = session.preflight(provisioner().desired(catalog));
            if (!problems.isEmpty() && !problems.get(0).summary().equals("group used twice")) {
                assertThat(session.apply(new Batch<>(plan.changes()))).noneMatch(Outcome::succeeded);
            }
            return problems.isEmpty() && !plan.isEmpty()
                    ? session.apply(new Batch<>(plan.changes())).stream()
                            .flatMap(outcome -> outcome.problems().stream())
                            .toList()
                    : problems;
        }
    }

    private void apply(ResolvedCatalog catalog) {
        try (Session<ServiceTile> session = provisioner().open()) {
            Plan<ServiceTile> plan = planner().plan(provisioner().desired(catalog), session.observe());
            assertThat(session.preflight(provisioner().desired(catalog))).isEmpty();
            assertThat(session.apply(new Batch<>(plan.changes()))).allMatch(Outcome::succeeded);
        }
    }

    private Plan<ServiceTile> plan(ResolvedCatalog catalog) {
        try (Session<ServiceTile> session = provisioner().open()) {
            return planner().plan(provisioner().desired(catalog), session.observe());
        }
    }

    private static Planner planner() {
        return new Planner("home");
    }

    private HomepageSettings settings() {
        return new HomepageSettings("nas", "/opt/homepage", Optional.of(homepage.uri()));
    }

    private HomepageProvisioner provisioner() {
        return new HomepageProvisioner("dashboard", settings(), lab.context());
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }
}
