// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.render.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does only for somebody who gave their word, on the lab. */
class ConsentTest {

    private static final String BY_HAND = "192.0.2.99 wiki.home.arpa # mine";
    private static final String FAMILY = "sso: {kind: forward-auth, groups: [family]}";

    private LabHome home;

    @BeforeEach
    void oneService(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aRecordByHandIsTakenOverWhenSomebodySaysSo() {
        home.lab.pihole().addByHand(BY_HAND);
        Report refused = home.apply();
        assertThat(refused.problems())
                .flatExtracting(Problem::remedies)
                .contains(
                        Remedy.of(Remedy.Kind.ADOPT, "dns", "wiki.home.arpa"),
                        Remedy.of(Remedy.Kind.ADOPT_SERVICE, "wiki"));

        RunRequest adopting = LabHome.request().with(Consent.none().adopting("dns/wiki.home.arpa"));

        assertThat(PlanText.lines(home.homelab().plan(adopting))).contains("        adopted");
        assertThat(home.apply(adopting).ending()).contains(Ending.DONE);
        assertThat(home.lab.pihole().hosts())
                .singleElement()
                .asString()
                .startsWith("127.0.0.1 wiki.home.arpa # homelab:lab:wiki");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aProjectByHandIsTakenOverWithItsData() throws IOException {
        projectByHand("wiki:1");
        assertThat(home.apply().ending()).contains(Ending.REFUSED);

        assertThat(apply(Consent.none().adoptingFor("wiki")).ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).contains("wiki_data");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void whatWasTakenOverGoesBackToItsPersonWhenItFails() throws IOException {
        home.lab.pihole().addByHand(BY_HAND);
        projectByHand("wiki:0");
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:1");
        SortedMap<String, String> before = home.lab.snapshot();

        assertThat(apply(Consent.none().adoptingFor("wiki")).ending()).contains(Ending.ROLLED_BACK);

        assertThat(home.lab.pihole().hosts()).containsExactly(BY_HAND);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void deletingMuchNeedsTheNumber() {
        home.define("photos", "photos:1", 8001).define("blog", "blog:1", 8003);
        home.apply();
        home.remove("photos");
        home.remove("blog");
        int writes = home.lab.writes();

        Report refused = apply(Consent.none().deleting(7));

        assertThat(refused.ending()).contains(Ending.REFUSED);
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.render()).contains("too many deletions", "8 of the 12", "blog, photos. You said 7.");
            assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.DELETE, "8"));
        });
        assertThat(home.lab.writes()).isEqualTo(writes);
        assertThat(apply(Consent.none().deleting(8)).ending()).contains(Ending.DONE);
    }

    @Test
    void theLastDefinitionsAreNotDeletedWhateverSomebodySays() {
        home.apply();
        home.remove("wiki");

        assertThat(apply(Consent.none().deleting(4)).problems())
                .extracting(Problem::summary)
                .containsExactly("catalog is empty");
    }

    @Test
    void morePeopleNeedAWord() {
        home.define("wiki", "wiki:1", 8002, FAMILY);
        home.apply();
        home.define("wiki", "wiki:1", 8002, "sso: {kind: forward-auth, groups: [family, admins]}");

        Report refused = home.apply();

        assertThat(refused.problems()).extracting(Problem::summary).containsExactly("confirmation required");
        assertThat(refused.problems().get(0).remedies())
                .containsExactly(Remedy.of(Remedy.Kind.ACCEPT, "wiki:more-people"));
        assertThat(apply(Consent.none().accepting("wiki:more-people")).ending()).contains(Ending.DONE);
    }

    @Test
    void fewerPeopleNeedNone() {
        home.define("wiki", "wiki:1", 8002, "sso: {kind: forward-auth}");
        home.apply();
        home.define("wiki", "wiki:1", 8002, FAMILY);

        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @Test
    void aSignInThatGoesNeedsAWord() {
        home.define("wiki", "wiki:1", 8002, FAMILY);
        home.apply();
        home.define("wiki", "wiki:1", 8002);

        assertThat(home.apply().ending()).contains(Ending.REFUSED);
        assertThat(apply(Consent.none().accepting("wiki:weaker-sign-in")).ending())
                .contains(Ending.DONE);
    }

    @Test
    void aSignInThatIsLeftToTheServiceNeedsAWord() {
        home.define("wiki", "wiki:1", 8002, FAMILY);
        home.apply();
        home.define(
                "wiki",
                "wiki:1",
                8002,
                "sso: {kind: oidc, groups: [family], redirectUris: [\"http://wiki.home.arpa/callback\"]}");

        assertThat(home.apply().problems())
                .flatExtracting(Problem::remedies)
                .containsExactly(Remedy.of(Remedy.Kind.ACCEPT, "wiki:weaker-sign-in"));
    }

    @Test
    void aServiceThatMovesAwayFromItsDataNeedsAWord() {
        wikiOn(Lab.MEDIA, "data:/data", "/srv/wiki:/wiki");
        home.apply();
        wikiOn("docker-core-utils", "data:/data", "/srv/wiki:/wiki");

        assertThat(String.join("\n", PlanText.lines(home.homelab().plan())))
                .contains(
                        "- docker-media       wiki:1  [risk: downtime, data-stays-behind]",
                        "kept: volume wiki_data (delete manually: docker volume rm wiki_data)",
                        "kept: folder /srv/wiki");
        assertThat(home.apply().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.render()).contains("(volume wiki_data, folder /srv/wiki)");
            assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.ACCEPT, "wiki:data-stays-behind"));
        });
        assertThat(apply(Consent.none().accepting("wiki:data-stays-behind")).ending())
                .contains(Ending.DONE);
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).contains("wiki_data");
    }

    @Test
    void aServiceThatMovesAwayFromFoldersAloneIsTold() {
        wikiOn(Lab.MEDIA, "/srv/wiki:/wiki");
        home.apply();
        wikiOn("docker-core-utils", "/srv/wiki:/wiki");

        assertThat(PlanText.lines(home.homelab().plan())).contains("        kept: folder /srv/wiki");
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    private void wikiOn(String host, String... volumes) {
        home.write("media/wiki.yaml", """
                name: wiki
                host: %s
                containers:
                  server: {image: "wiki:1", ports: ["8002:80"], volumes: ["%s"]}
                routes: [{hostname: wiki.home.arpa, container: server, port: 80}]
                widget: {group: Media}
                """.formatted(host, String.join("\", \"", volumes)));
    }

    private void projectByHand(String image) throws IOException {
        FakeHost host = home.lab.host(Lab.MEDIA);
        Path file = host.place("/opt/stacks/wiki/compose.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                services: {web: {image: "%s", ports: ["8002:80"], volumes: ["data:/data"]}}
                volumes: {data: {}}
                """.formatted(image));
        String folder = "/opt/stacks/wiki";
        host.docker()
                .run(List.of(
                        "docker",
                        "compose",
                        "-p",
                        "wiki",
                        "--project-directory",
                        folder,
                        "-f",
                        folder + "/compose.yaml",
                        "up",
                        "-d"));
    }

    private Report apply(Consent consent) {
        return home.apply(LabHome.request().with(consent));
    }
}
