// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with a record that was tampered with, and that what it advises works. */
class TamperedRecordTest {

    private LabHome home;
    private Path record;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        record = home.lab.host("docker-core-utils").place("/var/lib/homelab");
        home.define("wiki", "wiki:1", 8001, "protect: true");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        home.define("wiki", "wiki:2", 8001, "protect: true");
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aRollbackRunsNothingThatSomebodyWroteIntoTheJournal() throws IOException {
        Path journal = journals().get(1);
        Files.writeString(journal, Files.readString(journal).replace("wiki:1", "miner:1"));
        String run = journal.getFileName().toString().substring(9).replace(".jsonl", "");

        Report report = home.apply(RunRequest.rollback(run).with(LabHome.options()));

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.steps()).isEmpty();
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("run record does not verify");
        assertThat(home.lab.host("docker-media").place("/opt/stacks/wiki/compose.yaml"))
                .content()
                .contains("wiki:2")
                .doesNotContain("miner");
        assertThatThrownBy(() -> home.homelab().plan()).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> home.homelab().history())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(journal.getFileName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"services\": {}, \"protected\": []}"})
    void protectionIsNotForgottenWithWhatWasApplied(String text) throws IOException {
        home.remove("wiki");
        home.define("other", "other:1", 8002);
        Files.writeString(record.resolve("applied.json"), text);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("run record does not verify");
            assertThat(problem.detail()).contains("docker-core-utils:/var/lib/homelab/applied.json");
        });
        assertThat(home.lab.host("docker-media").place("/opt/stacks/wiki/compose.yaml"))
                .exists();
    }

    @Test
    void whatTheProblemAdvisesBeginsANewRecord() throws IOException {
        Files.delete(record.resolve("applied.json"));
        home.define("wiki", "wiki:3", 8001, "protect: true");
        assertThat(home.apply().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).contains("mv /var/lib/homelab /var/lib/homelab.old"));

        Files.move(record, record.resolveSibling("homelab.old"));

        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().history()).hasSize(1);
    }

    @Test
    void anotherRootKeyIsToldAsThat() {
        home.environment().put("HOMELAB_KEY", "VGhpcyBpcyBhbm90aGVyIHJvb3Qga2V5IG9mIDMyIGJ5dGVzIQ==");

        assertThat(home.apply().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.render()).contains("another root key", "give the right one"));
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(record.resolve("journal"))) {
            return files.sorted().toList();
        }
    }
}
