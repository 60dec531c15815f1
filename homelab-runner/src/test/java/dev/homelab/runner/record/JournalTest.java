// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.SigningKey;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.report.Ending;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.record.PastChange.Progress;
import dev.homelab.spi.Folder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final String FIRST = "00000001-1.jsonl";
    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final ChangeJson<Line> JSON = new ChangeJson<>(Line.class);

    @TempDir
    Path path;

    private Folder record;
    private SignedFolder signed;
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
        signed = TestRecord.in(record);
        journals = new Journals(signed, new SetClock());
    }

    @Test
    void theNextRunKnowsHowFarEachChangeOfAKilledOneCame() {
        Journal journal = begin("1", "a", "b", "c");
        journal.begin("dns", List.of(change("a"), change("b")), false);
        journal.end("dns", Outcome.applied(change("a")), false);

        PastRun killed = journals.interrupted().orElseThrow();

        assertThat(killed.run()).isEqualTo("1");
        assertThat(killed.changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.MADE, Progress.BEGUN, Progress.PLANNED);
        assertThat(JSON.read(killed.changes().get(2).json())).contains(change("c"));
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

        assertThat(journals.interrupted().orElseThrow().changes())
                .extracting(PastChange::progress, PastChange::problem)
                .containsExactly(tuple(Progress.FAILED, "no room: it is full."), tuple(Progress.PUT_BACK, ""));
    }

    @Test
    void onlyTheLastRunCanBeUnfinished() {
        begin("1", "a");
        begin("2", "a").ended(Ending.ROLLED_BACK);

        assertThat(journals.interrupted()).isEmpty();
        assertThat(record.folder(JournalName.FOLDER).files()).containsExactly("00000001-1.jsonl", "00000002-2.jsonl");
    }

    @Test
    void aTornLineSaysNothing() {
        begin("1", "a").begin("dns", List.of(change("a")), false);
        record.folder(JournalName.FOLDER).append("00000001-1.jsonl", "{\"line\":\"ended\",\"end");

        assertThat(journals.interrupted().orElseThrow().changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.BEGUN);
    }

    @Test
    void theOldestGo() {
        for (int run = 100; run < 103 + Journals.KEPT; run++) {
            begin(Integer.toString(run)).ended(Ending.DONE);
        }

        assertThat(record.folder(JournalName.FOLDER).files())
                .hasSize(Journals.KEPT)
                .startsWith("00000004-103.jsonl");
    }

    @Test
    void whatCannotBeNotedIsNotMade() {
        Journal journal = begin("1", "a");
        record.folder(JournalName.FOLDER).delete("00000001-1.jsonl");

        assertThatThrownBy(() -> journal.begin("dns", List.of(change("a")), false))
                .isInstanceOf(TargetException.class);
        journal.end("dns", Outcome.applied(change("a")), false);
        journal.ended(Ending.DONE);

        assertThat(record.folder(JournalName.FOLDER).files()).isEmpty();
    }

    @Test
    void runsAreOrderedByTheirNumbersWhateverTheirClocksSay() {
        begin("20260102-000000-000", "a").ended(Ending.DONE);
        begin("20250101-000000-000", "a").ended(Ending.INCOMPLETE); // a year earlier, says its runner

        assertThat(journals.runs())
                .extracting(PastRun::run)
                .containsExactly("20260102-000000-000", "20250101-000000-000");
        assertThat(journals.failedBefore("20260303-000000-000")).isPresent();
    }

    @Test
    void aJournalThatWasLeftTornIsGoneOnWith() {
        begin("1", "a", "b").begin("dns", List.of(change("a")), false);
        record.folder(JournalName.FOLDER).append(FIRST, "{\"line\":\"begin\",\"tar");

        Journal next = journals.resume(journals.interrupted().orElseThrow());
        next.begin("dns", List.of(change("b")), false);

        assertThat(journals.interrupted().orElseThrow().changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.BEGUN, Progress.BEGUN);
    }

    @Test
    void aFailedWriteIsCutOffBeforeTheNext() {
        Torn torn = new Torn(record);
        signed = TestRecord.in(torn);
        journals = new Journals(signed, new SetClock());
        Journal journal = begin("1", "a", "b");
        torn.tear = true;
        assertThatThrownBy(() -> journal.begin("dns", List.of(change("a")), false))
                .isInstanceOf(TargetException.class);
        torn.tear = false;

        journal.begin("dns", List.of(change("b")), false);

        assertThat(journals.interrupted().orElseThrow().changes())
                .extracting(PastChange::progress)
                .containsExactly(Progress.PLANNED, Progress.BEGUN);
    }

    /** Every way to change a byte, take a line out, double one or move one; the last line may be torn. */
    @Test
    void aChangedOrRemovedOrMovedLineIsAProblem() {
        Journal journal = begin("1", "a", "b");
        journal.begin("dns", List.of(change("a")), false);
        journal.end("dns", Outcome.applied(change("a")), false);
        String text = record.folder(JournalName.FOLDER).read(FIRST).orElseThrow();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < text.length() - 1; i += 7) {
            char other = text.charAt(i) == '1' ? '2' : '1';
            assertRefused(text.substring(0, i) + other + text.substring(i + 1));
        }
        for (int i = 0; i < lines.size() - 1; i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            assertRefused(String.join("\n", fewer) + "\n");
            List<String> more = new ArrayList<>(lines);
            more.add(i, lines.get(i));
            assertRefused(String.join("\n", more) + "\n");
            List<String> moved = new ArrayList<>(lines);
            Collections.swap(moved, i, i + 1);
            assertRefused(String.join("\n", moved) + "\n");
        }
        assertRefused("");
        assertRefused("\n" + text);
        record.folder(JournalName.FOLDER).write(FIRST, text, Folder.Access.PRIVATE);
        assertThat(journals.runs()).hasSize(1);
    }

    private void assertRefused(String text) {
        record.folder(JournalName.FOLDER).write(FIRST, text, Folder.Access.PRIVATE);
        assertThatThrownBy(() -> journals.interrupted())
                .as(text)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("run record does not verify")
                .hasMessageContaining(record.path() + "/journal/" + FIRST);
        assertThatThrownBy(() -> journals.runs()).isInstanceOf(TargetException.class);
    }

    @Test
    void aJournalUnderTheNameOfAnotherRunIsAProblem() {
        begin("1", "a").ended(Ending.DONE);
        Folder folder = record.folder(JournalName.FOLDER);
        String text = folder.read(FIRST).orElseThrow();
        folder.delete(FIRST);
        folder.write("00000001-2.jsonl", text, Folder.Access.PRIVATE);

        assertThatThrownBy(() -> journals.runs()).isInstanceOf(TargetException.class);
    }

    @Test
    void aJournalThatIsGoneIsMissed() {
        for (String run : List.of("1", "2", "3", "4")) {
            begin(run, "a").ended(Ending.DONE);
        }
        Folder folder = record.folder(JournalName.FOLDER);
        folder.delete("00000002-2.jsonl");
        assertThatThrownBy(() -> journals.runs())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("the journal of run number 2 is missing");

        folder.delete("00000003-3.jsonl");
        folder.delete("00000004-4.jsonl");
        assertThatThrownBy(() -> journals.interrupted())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("the journal of run number 4 is missing");
    }

    @Test
    void aLineThatIsMissingAtTheEndIsMissedOnceTheNextRunHasBegunOrThisOneHasEnded() {
        Journal first = begin("1", "a");
        first.ended(Ending.INCOMPLETE);
        cutLastLine(FIRST);
        assertThat(journals.interrupted()).isPresent(); // as if it had been killed: the next run looks and plans
        record.folder(JournalName.FOLDER).delete(FIRST);
        begin("1", "a").ended(Ending.DONE);
        new AppliedFile(signed).end(Applied.nothing(), journals.end().orElseThrow(), "");

        cutLastLine(FIRST);

        assertThatThrownBy(() -> journals.interrupted())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lines at the end of");
    }

    @Test
    void aLineThatIsMissingInAnEarlierJournalIsMissed() {
        begin("1", "a").ended(Ending.INCOMPLETE);
        begin("2", "a").ended(Ending.DONE);

        cutLastLine(FIRST);

        assertThatThrownBy(() -> journals.runs())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lines at the end of");
    }

    @Test
    void whatWasAppliedMayBeNeitherMissingNorOlderThanTheJournals() {
        begin("1", "a").ended(Ending.DONE);
        String older = record.read(AppliedFile.NAME).orElseThrow();
        begin("2", "a").ended(Ending.DONE);

        record.write(AppliedFile.NAME, older, Folder.Access.PRIVATE);
        assertThatThrownBy(() -> journals.interrupted())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("is older than");

        record.delete(AppliedFile.NAME);
        assertThatThrownBy(() -> journals.interrupted())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("applied.json\" is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "{\"services\":{},\"protected\":[]}", "{\"protected\": 3}", "\u0000"})
    void whatWasAppliedIsNeverForgottenInSilence(String text) {
        record.write(AppliedFile.NAME, text, Folder.Access.PRIVATE);

        assertThatThrownBy(() -> new AppliedFile(signed).read())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("run record does not verify")
                .hasMessageContaining(record.path() + "/applied.json");
    }

    @Test
    void aRecordOfAnotherKeyOrHomelabDoesNotVerify() {
        begin("1", "a").ended(Ending.DONE);
        RootKey another = new RootKey("another root key for tests, long enough");
        RootKey same = new RootKey("a root key for tests that is long enough");

        for (SigningKey key : List.of(another.signing("home"), same.signing("elsewhere"))) {
            Journals others = new Journals(new SignedFolder(record, key, "nas:/record"), new SetClock());
            assertThatThrownBy(others::interrupted)
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("written with another root key or for a homelab of another name");
        }
    }

    @Test
    void aProcessThatLostTheLockDoesNotOverwriteWhatTheNextRunApplied() {
        Journal asleep = begin("1", "a");
        asleep.ended(Ending.DONE);
        JournalEnd end = journals.end().orElseThrow();
        begin("2", "a");

        new AppliedFile(signed).end(Applied.nothing(), end, "");

        assertThat(new AppliedFile(signed).head().orElseThrow().run()).isEqualTo(2);
    }

    private void cutLastLine(String file) {
        String text = record.folder(JournalName.FOLDER).read(file).orElseThrow();
        String rest = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
        record.folder(JournalName.FOLDER).write(file, rest, Folder.Access.PRIVATE);
    }

    @Test
    void aChangeInAFormThatNobodyReadsAnyMoreIsPassedOver() {
        assertThat(JSON.read(JSON.write(change("a")).deepCopy())).contains(change("a"));
        assertThat(new ChangeJson<>(Line.class).read(JSON.write(change("a")).path("service")))
                .isEmpty();
    }

    private Journal begin(String run, String... keys) {
        List<PastChange> changes = List.of(keys).stream()
                .map(key -> new PastChange(
                        "dns",
                        key,
                        change(key).service(),
                        change(key).shape(),
                        JSON.write(change(key)).toString(),
                        Progress.PLANNED))
                .toList();
        PastRun begun = new PastRun(
                run,
                "2026-01-02T03:04:05Z",
                "0.1.0",
                Applied.nothing(),
                changes,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty());
        return journals.begin(number -> new AppliedFile(signed).begin(Applied.nothing(), number, ""), begun, "home");
    }

    private static Change<Line> change(String key) {
        return new Change<>(
                WIKI, Optional.empty(), Optional.of(Observed.ownedBy(new Owner("home", WIKI), new Line(key, "text"))));
    }
}
