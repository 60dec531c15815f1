// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.ChangeJson;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.cause.Applied;
import dev.homelab.runner.record.PastChange.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final ChangeJson<Line> JSON = new ChangeJson<>(Line.class);

    @TempDir
    Path path;

    private Folder record;
    private Journals journals;

    record Line(String key, String text) implements Resource {
        @Override
        public String summary() {
            return text;
        }
    }

    @BeforeEach
    void open() {
        record = new LocalFolder(path.resolve("record"));
        journals = new Journals(record, new SetClock());
    }

    @Test
    void theNextRunKnowsHowFarEachChangeOfAKilledOneCame() {
        Journal journal = begin("1", "a", "b", "c");
        journal.begin("dns", List.of(change("a"), change("b")), false);
        journal.end("dns", Outcome.applied(change("a")), false);

        PastRun killed = journals.unfinished().orElseThrow();

        assertThat(killed.run()).isEqualTo("1");
        assertThat(killed.changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.MADE, Progress.BEGUN, Progress.PLANNED);
        assertThat(JSON.read(killed.changes().get(2).change())).contains(change("c"));
    }

    @Test
    void whatFailedAndWhatWentBackIsKnown() {
        Journal journal = begin("1", "a", "b");
        journal.begin("dns", List.of(change("a"), change("b")), false);
        journal.end(
                "dns",
                Outcome.failed(change("a"), List.of(new Problem("no room", Where.nowhere(), "it is full.", ""))),
                false);
        journal.end("dns", Outcome.applied(change("b")), false);
        journal.begin("dns", List.of(change("b")), true);
        journal.end("dns", Outcome.applied(change("b")), true);

        assertThat(journals.unfinished().orElseThrow().changes())
                .extracting(PastChange::progress, PastChange::problem)
                .containsExactly(tuple(Progress.FAILED, "no room: it is full."), tuple(Progress.PUT_BACK, ""));
    }

    @Test
    void onlyTheLastRunCanBeUnfinished() {
        begin("1", "a");
        begin("2", "a").ended(Ending.ROLLED_BACK);

        assertThat(journals.unfinished()).isEmpty();
        assertThat(record.folder(Journals.FOLDER).files()).containsExactly("1.jsonl", "2.jsonl");
    }

    @Test
    void aTornLineSaysNothing() {
        begin("1", "a").begin("dns", List.of(change("a")), false);
        record.folder(Journals.FOLDER).append("1.jsonl", "{\"line\":\"ended\",\"end");

        assertThat(journals.unfinished().orElseThrow().changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.BEGUN);
    }

    @Test
    void theOldestGo() {
        for (int run = 100; run < 103 + Journals.KEPT; run++) {
            begin(Integer.toString(run)).ended(Ending.DONE);
        }

        assertThat(record.folder(Journals.FOLDER).files())
                .hasSize(Journals.KEPT)
                .startsWith("103.jsonl");
    }

    @Test
    void whatCannotBeNotedIsNotMade() {
        Journal journal = begin("1", "a");
        record.folder(Journals.FOLDER).delete("1.jsonl");

        assertThatThrownBy(() -> journal.begin("dns", List.of(change("a")), false))
                .isInstanceOf(TargetException.class);
        journal.end("dns", Outcome.applied(change("a")), false);
        journal.ended(Ending.DONE);

        assertThat(journals.unfinished()).isEmpty();
    }

    @Test
    void aChangeInAFormThatNobodyReadsAnyMoreIsPassedOver() {
        assertThat(JSON.read(JSON.write(change("a")).deepCopy())).contains(change("a"));
        assertThat(new ChangeJson<>(Line.class).read(JSON.write(change("a")).path("service")))
                .isEmpty();
    }

    private Journal begin(String run, String... keys) {
        List<PastChange> changes = List.of(keys).stream()
                .map(key -> new PastChange("dns", key, JSON.write(change(key)), Progress.PLANNED))
                .toList();
        PastRun begun = new PastRun(
                run,
                "2026-01-02T03:04:05Z",
                "0.1.0",
                Applied.nothing(),
                changes,
                Optional.empty(),
                Set.of(),
                Optional.empty());
        return journals.begin(begun, "home");
    }

    private static Change<Line> change(String key) {
        return new Change<>(
                WIKI, Optional.empty(), Optional.of(Observed.ownedBy(new Owner("home", WIKI), new Line(key, "text"))));
    }
}
