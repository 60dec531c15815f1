// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.provision.CheckResult;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that need others, some of them on another host. */
class DependencyTest {

    private static final String CORE = "docker-core-utils";

    private LabHome home;

    /** By their names, archive would come first and wiki last. */
    @BeforeEach
    void aWikiForTwoOthersOnTwoHosts(@TempDir Path folder) {
        home = new LabHome(folder);
        define("wiki", "1", CORE);
        define("blog", "1", Lab.MEDIA, "wiki");
        define("archive", "1", CORE, "blog");
        define("music", "1", Lab.MEDIA);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void eachComesAfterWhatItNeedsOnWhicheverHost() {
        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(order(report)).containsSubsequence("wiki", "blog", "archive");
    }

    @Test
    void theNetworkOfAnotherServiceIsWaitedForToo() {
        home.write("media/agent.yaml", """
                name: agent
                host: docker-media
                containers: {server: {image: "agent:1", networkMode: "service:blog"}}
                """);

        assertThat(order(home.apply())).containsSubsequence("wiki", "blog", "agent");
    }

    @Test
    void whatNeedsAFailedServiceIsLeftOutAndOthersAreNot() {
        host(CORE).docker().images().unhealthyImage("wiki:1");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.ROLLED_BACK);
        assertThat(status(report, "blog")).isEqualTo(Verdict.Status.LEFT_OUT);
        assertThat(status(report, "archive")).isEqualTo(Verdict.Status.LEFT_OUT);
        assertThat(status(report, "music")).isEqualTo(Verdict.Status.GOOD);
        assertThat(verdict(report, "archive").findings())
                .extracting(CheckResult::found)
                .containsExactly("skipped because wiki failed");
        assertThat(order(report)).doesNotContain("blog", "archive");
        assertThat(host(Lab.MEDIA).docker().containers()).containsOnlyKeys("music-server-1");
    }

    @Test
    void whatWasChangedAlreadyGoesBackWithTheServiceItNeeds() {
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        define("blog", "2", Lab.MEDIA, "wiki");
        home.lab.pihole().faults().failAfter(0);
        home.write("media/wiki.yaml", definition("wiki", "2", CORE) + "dns: [{hostname: docs.home.arpa}]\n");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.ROLLED_BACK);
        assertThat(status(report, "blog")).isEqualTo(Verdict.Status.LEFT_OUT);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void whatFailsUnderItsNewNameGoesBackToItsOldOne() {
        home.define("photos", "photos:1", 8001);
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.remove("photos");
        home.define(
                "pictures",
                "photos:1",
                8001,
                "renamedFrom: photos",
                "verify: [{path: /, contains: a text that is not there}]");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(verdict(report, "photos").findings())
                .extracting(CheckResult::found)
                .containsExactly("skipped because pictures failed");
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    private FakeHost host(String name) {
        return home.lab.host(name);
    }

    private void define(String name, String version, String host, String... needed) {
        home.write("media/" + name + ".yaml", definition(name, version, host, needed));
    }

    private static String definition(String name, String version, String host, String... needed) {
        return """
                name: %1$s
                host: %3$s
                dependsOn: %4$s
                containers: {server: {image: "%1$s:%2$s", healthcheck: {command: [check]}}}
                """.formatted(name, version, host, List.of(needed));
    }

    private static List<String> order(Report report) {
        return report.steps().stream()
                .filter(step -> !step.back())
                .map(Step::service)
                .map(service -> service.value())
                .toList();
    }

    private static Verdict.Status status(Report report, String service) {
        return verdict(report, service).status();
    }

    private static Verdict verdict(Report report, String service) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.service().value().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
