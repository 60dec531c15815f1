// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.host.FakeHost;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the run record is full from one of its writes on. {@code -Dfull.every=1} does it for each write; the usual is a
 * sample of them.
 */
class FullDiskTest {

    private static final int EVERY = Integer.getInteger("full.every", 12);
    private static final String NO_SPACE = "no space left on disk";
    private static final String SSO = "sso: {kind: forward-auth, groups: [family]}";

    private LabHome home;
    private FakeHost host;
    private Path record;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        host = home.lab.host("docker-core-utils");
        record = host.place("/var/lib/homelab");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aRunThatFindsTheDiskFullChangesNothingAndNamesIt() throws IOException {
        before();
        after();
        SortedMap<String, String> untouched = home.lab.snapshot();
        host.fillDisk("/var/lib/homelab");

        Report report = home.apply(Agreed.to(home));

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly(NO_SPACE);
        assertThat(report.problems().get(0).fix()).contains("df -h /var/lib/homelab");
        assertThat(home.lab.snapshot()).isEqualTo(untouched);
        assertNoLock("with a full disk");
    }

    @Test
    void aRunWhoseDiskIsFullHalfWayFreesTheLockAndTheNextOneConverges() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        before();
        after();
        home.lab.askRecord(() -> writes.incrementAndGet() > 0);
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
        SortedMap<String, String> undisturbed = home.lab.snapshot();
        assertThat(writes).hasValueGreaterThan(20);

        for (int number = 1; number <= writes.get(); number += EVERY) {
            home.lab.askRecord(() -> true);
            before();
            after();
            String where = "full from write %d of %d on".formatted(number, writes.get());
            Report report = full(number);

            if (!report.ending().equals(Optional.of(Ending.DONE))) {
                assertThat(problems(report)).as("%s: %s", where, report).contains(NO_SPACE);
            }
            assertNoLock(where);
            host.freeDisk();
            assertThat(home.apply(Agreed.to(home)).ending()).as(where).contains(Ending.DONE);
            assertThat(home.lab.snapshot()).as(where).isEqualTo(undisturbed);
        }
    }

    private static List<String> problems(Report report) {
        Stream<Problem> ofSteps = report.steps().stream().flatMap(step -> step.problems().stream());
        return Stream.concat(report.problems().stream(), ofSteps)
                .map(Problem::summary)
                .toList();
    }

    private Report full(int number) {
        AtomicInteger writes = new AtomicInteger();
        RunRequest agreed = Agreed.to(home);
        home.lab.askRecord(() -> {
            if (writes.incrementAndGet() == number) {
                host.fillDisk("/var/lib/homelab");
            }
            return true;
        });
        return home.apply(agreed);
    }

    private void assertNoLock(String where) {
        assertThat(record.resolve("lock")).as(where).doesNotExist();
        assertThat(record.toFile().list((folder, name) -> name.startsWith("lock-")))
                .as(where)
                .isNullOrEmpty();
    }

    private void before() throws IOException {
        clear();
        home.define("same", "same:1", 8001).define("old", "old:1", 8011, SSO);
        home.define("change", "change:1", 8021, "dns: [{hostname: alias.home.arpa, cname: same.home.arpa}]");
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
    }

    private void after() throws IOException {
        clear();
        home.define("same", "same:1", 8001).define("change", "change:2", 8021);
        home.define("fresh", "fresh:1", 8031, SSO, "dns: [{hostname: other.home.arpa, cname: same.home.arpa}]");
    }

    private void clear() throws IOException {
        if (!Files.exists(home.services)) {
            return;
        }
        try (Stream<Path> all = Files.walk(home.services)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
