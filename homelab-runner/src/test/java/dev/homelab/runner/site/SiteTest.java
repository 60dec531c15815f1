// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.model.Catalog;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.render.Difference;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site says what the definitions, the record and the targets say, as text, and nothing that is secret. */
class SiteTest {

    private static final Instant NOW = Instant.parse("2026-11-30T14:05:00Z");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private static Catalog examples() {
        Path folder = Path.of("../examples/services");
        return Homelab.of(Sources.inventory(folder.resolve("inventory.yaml")).folder(folder))
                .build()
                .catalog()
                .catalog();
    }

    @Test
    void everyServiceAndHostHasAPageAndEveryLinkLeadsToOne() {
        Map<String, String> pages = new Pages().of(new SiteReader(examples(), false).at(NOW));

        assertThat(pages).containsKeys("index.html", "services/immich.html", "hosts/docker.html", "dependencies.html");
        pages.forEach((path, text) -> {
            Matcher links = LINK.matcher(text);
            while (links.find()) {
                String to = links.group(1);
                if (!to.startsWith("https://") && !to.startsWith("http://") && !to.startsWith("#")) {
                    Path target = Path.of("/", path)
                            .resolveSibling(to.replaceFirst("#.*", ""))
                            .normalize();
                    assertThat(pages)
                            .as("%s links to %s", path, to)
                            .containsKey(target.toString().substring(1));
                }
            }
        });
    }

    @Test
    void aServicePageSaysWhatToBackUpAndWhatToRotateAndWhereDefaultsComeFrom() {
        Map<String, String> pages = new Pages().of(new SiteReader(examples(), false).at(NOW));

        assertThat(pages.get("services/paperless.html"))
                .contains(
                        "Data to back up", "Secrets to rotate", "env:", "# containers.server.restart: unless-stopped");
    }

    @Test
    void aHostHasTheSharedNetworksAndNoNetworkOfAContainer() {
        assertThat(new SiteReader(examples(), false).at(NOW).hosts())
                .flatExtracting(Site.HostPage::networks)
                .doesNotContain("host", "container:vpn");
    }

    @Test
    void whatRunsSignInWithIsListedByReference() {
        Map<String, String> pages = new Pages().of(new SiteReader(examples(), false).at(NOW));

        assertThat(pages.get("data.html"))
                .contains(
                        "<td data-l=\"Used as\">key</td><td data-l=\"Kept in\" class=mono>env:HOMELAB_KEY</td>",
                        "ssh.key",
                        "targets.dns.password")
                .doesNotContain("knownHosts");
    }

    @Test
    void whatIsPublicHasNoAddressNoPortAndNoReferenceToASecret() {
        Site site = new SiteReader(examples(), true).at(NOW);
        String all = String.join("\n", new Pages().of(site).values()) + Json.of(site);

        assertThat(all).doesNotContain("192.0.2.", "env:", "2283", "Definition</h2>", "file:~");
    }

    @Test
    void titlesAreText() {
        for (String title : new String[] {
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</title></h1>",
            "{{ site.homelab }}",
            "'\"`&amp;"
        }) {
            Catalog catalog = SampleCatalogs.titled(title);
            Map<String, String> pages = new Pages().of(new SiteReader(catalog, false).at(NOW));
            String page = pages.get("services/photos.html");

            assertThat(page)
                    .contains(title.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace(">", "&gt;")
                            .replace("\"", "&quot;"));
            assertThat(page).doesNotContain("<script", "<img");
            assertThat(new Pages()
                            .markdown(new SiteReader(catalog, false).at(NOW))
                            .get("services/photos.md"))
                    .doesNotContain("<script", "<img");
        }
    }

    @Test
    void everyTextOfAPlanIsText() {
        String hostile = "\"><script>alert(1)</script>\u001b[2K";
        PlanPage.Note note = new PlanPage.Note(hostile, hostile, hostile, hostile);
        PlanPage.Row row = new PlanPage.Row(
                "update",
                hostile,
                hostile,
                hostile,
                hostile,
                List.of(hostile),
                List.of(new Difference(hostile, Optional.of(hostile), Optional.of(hostile))),
                List.of(hostile),
                List.of(new PlanPage.Kept(hostile, hostile)),
                hostile,
                hostile);
        PlanPage plan = new PlanPage(
                hostile,
                hostile,
                hostile,
                new PlanPage.Counts(0, 1, 0, 0, 1, 0, 1, 1),
                List.of(hostile),
                List.of(hostile),
                List.of(new PlanPage.ServiceChanges("photos", List.of(row))),
                List.of(hostile),
                List.of(note),
                List.of(note),
                List.of(note));

        assertThat(new Pages().of(plan))
                .doesNotContain("<script", "\u001b")
                .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u001b[2K");
    }

    @Test
    void fiftyServicesFitInto300Kilobytes() {
        Map<String, String> pages = new Pages().of(new SiteReader(SampleCatalogs.of(50), false).at(NOW));

        assertThat(pages.values().stream()
                        .mapToInt(page -> page.getBytes(StandardCharsets.UTF_8).length)
                        .sum())
                .isLessThan(300_000);
    }

    @Test
    void pagesOfServicesThatAreGoneAreDeletedAndOtherFilesStay(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mine.html"), "mine");
        SiteFolder site = new SiteFolder(folder);
        site.write(Map.of("a.html", "a", "services/b.html", "b"));
        site.write(Map.of("a.html", "other"));

        assertThat(folder.resolve("a.html")).hasContent("other");
        assertThat(folder.resolve("services/b.html")).doesNotExist();
        assertThat(folder.resolve("mine.html")).hasContent("mine");
        assertThatThrownBy(() -> site.write(Map.of("a.html", "x", "mine.html", "x")))
                .isInstanceOf(TargetException.class);
        assertThat(folder.resolve("mine.html")).hasContent("mine");
    }

    @Test
    void aListThatLeadsOutOfTheFolderDeletesNothingThere(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "mine");
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve(SiteFolder.LIST), "../other\n");

        new SiteFolder(site).write(Map.of("a.html", "a"));

        assertThat(other).hasContent("mine");
    }

    @Test
    void runsRollbacksAndDriftAreShownAndNoSecretIs(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            home.environment().put("WIKI_TOKEN", "canary-in-a-container");
            home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
            wiki(home, "wiki:1");
            assertThat(home.apply().ending()).contains(Ending.DONE);
            home.environment().put("WIKI_TOKEN", "canary-of-tomorrow");
            wiki(home, "wiki:2");
            assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);
            wiki(home, "wiki:1");
            Path route = home.lab.host("traefik").place("/etc/traefik/dynamic/homelab-wiki.yml");
            Files.delete(route);
            Homelab homelab = home.homelab();

            Site site = new SiteReader(homelab.catalog().catalog(), false)
                    .runs(homelab.history(), homelab::changes)
                    .live(homelab.status(LabHome.options()), homelab.plan(LabHome.request()))
                    .at(NOW);
            Map<String, String> pages = new Pages().of(site);

            assertThat(homelab.status(LabHome.options()).images()).hasSize(1);
            assertThat(pages.get("services/wiki.html"))
                    .containsPattern(
                            "runs <span class=mono>sha256:[0-9a-f]{64}</span><br>built 2026-03-01, 9 months ago");
            assertThat(site.runs()).hasSize(2);
            assertThat(site.runs().get(0).health().word()).isEqualTo("rolled back");
            assertThat(site.runs().get(0).rolledBack()).containsExactly("wiki");
            assertThat(pages.get("services/wiki.html")).contains("rolled back", "verified");
            assertThat(pages.get("drift.html")).contains("1 resource changed by hand, for 1 service.");
            assertThat(String.join("\n", pages.values()) + Json.of(site))
                    .doesNotContain("canary", "sealed:")
                    .doesNotContain(home.environment().get("HOMELAB_KEY"));
        }
    }

    private static void wiki(LabHome home, String image) {
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "%s", ports: ["8002:80"], secrets: {TOKEN: env:WIKI_TOKEN}}
                routes: [{hostname: wiki.home.arpa, container: server, port: 80}]
                """.formatted(image));
    }

    @Test
    void alsoThousandsOfServicesHavePictures() {
        DependencyGraph graph = DependencyGraph.of(SampleCatalogs.of(700));
        Map<String, String> pages = new Pages().of(new SiteReader(SampleCatalogs.of(700), false).at(NOW));

        assertThat(graph.ofNeeds().parts())
                .hasSize(233)
                .allMatch(part -> part.nodes().size() == 2 && part.edges().size() == 1);
        assertThat(String.valueOf(pages.get("dependencies.html")).split("<svg class=graph", -1))
                .hasSize(1 + 150);
        assertThat(pages.get("dependencies.html")).contains("83 more groups of services need each other.");
        assertThat(pages.get("services/app-699.html"))
                .contains("<svg class=graph", "href=\"../services/app-698.html\"", "<g class=here>");
        assertThat(pages.get("services/app-700.html")).doesNotContain("<svg class=graph");
    }

    @Test
    void aPictureIsOfWhatAServiceNeedsThroughOthersAndOfSomeThatNeedIt() {
        List<DependencyGraph.Node> nodes = new ArrayList<>();
        List<DependencyGraph.Edge> edges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            nodes.add(new DependencyGraph.Node("app-" + i, "App", "", true));
            edges.add(new DependencyGraph.Edge("app-" + i, "database", "needs"));
        }
        nodes.add(new DependencyGraph.Node("database", "Database", "", true));
        nodes.add(new DependencyGraph.Node("storage", "Storage", "", true));
        edges.add(new DependencyGraph.Edge("database", "storage", "needs"));
        DependencyGraph graph = new DependencyGraph(nodes, edges);

        assertThat(graph.around("app-7", 30).nodes())
                .extracting(DependencyGraph.Node::id)
                .containsExactly("app-7", "database", "storage");
        assertThat(graph.around("database", 30).nodes()).hasSize(30);
    }

    @Test
    void aGraphNamesEveryServiceAndWhatItNeeds() {
        DependencyGraph graph = DependencyGraph.of(SampleCatalogs.of(6));

        assertThat(graph.mermaid()).startsWith("flowchart LR\n").contains("s_app_3_ --> s_app_2_");
        assertThat(graph.dot()).startsWith("digraph homelab {\n").contains("\"app-3\" -> \"app-2\"");
        assertThat(DependencyGraph.of(SampleCatalogs.titled("\"]; end")).mermaid())
                .contains("#34;#93;#59; end");
        assertThat(DependencyGraph.of(SampleCatalogs.titled("\"]; end")).dot()).contains("\\\"]; end");
    }
}
