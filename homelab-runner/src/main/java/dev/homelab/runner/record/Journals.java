// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.record.JournalReader.Entry;
import dev.homelab.spi.Folder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journals of the last runs that had something to change, one file each: {@code journal/NUMBER-RUN-ID.jsonl} in the run
 * record. Every run that begins one resumes the one before if that never ended, so only the last can be open.
 *
 * <p>Each begins with the signature that the one before ended with, and {@link AppliedFile} says with which one they end.
 */
public final class Journals {

    /** How many are kept. */
    static final int KEPT = 50;

    /** Another run may write between two looks; then the next look finds what fits. */
    private static final int LOOKS = 3;

    private final SignedFolder record;
    private final Folder folder;
    private final Clock clock;
    private @Nullable Journal current;

    public Journals(SignedFolder record, Clock clock) {
        this.record = record;
        this.folder = record.folder().folder(JournalName.FOLDER);
        this.clock = clock;
    }

    /**
     * Begins the journal of a run, and removes those that are too many.
     *
     * @param begin remembers its number before the journal is there; see {@link AppliedFile#begin}
     * @param begun the run, with what it is to change
     */
    public Journal begin(LongConsumer begin, PastRun begun, String homelab) {
        Optional<Entry> last = last();
        long number = last.map(entry -> entry.name().number()).orElse(0L) + 1;
        begin.accept(number);
        current = Journal.begin(record, number, last.map(Entry::signature).orElse(""), begun, homelab, clock);
        List<JournalName> names = names();
        names.subList(0, Math.max(names.size() - KEPT, 0)).forEach(name -> folder.delete(name.name()));
        return current;
    }

    /** Goes on with the journal of a run that other stages began. */
    public Journal resume(PastRun run) {
        Entry entry = last().filter(last -> last.run().run().equals(run.run()))
                .orElseThrow(() -> new IllegalStateException("Another run has begun since."));
        current = Journal.resume(record, entry, clock);
        return current;
    }

    /** Returns where the journal that was begun or gone on with here has ended. */
    public Optional<JournalEnd> end() {
        return Optional.ofNullable(current).flatMap(Journal::end);
    }

    /** Returns the interrupted run if a pipeline shares it. */
    public Optional<PastRun> interrupted(String holder) {
        return interrupted().filter(run -> run.holder().equals(Optional.of(holder)));
    }

    /**
     * Returns the last run if it never ended: it was killed, and perhaps left something half-way.
     *
     * @throws TargetException if its journal does not verify
     */
    public Optional<PastRun> interrupted() {
        return last().map(Entry::run).filter(run -> run.ending().isEmpty());
    }

    /** Returns the run before another if it ended badly. */
    public Optional<PastRun> failedBefore(String run) {
        List<JournalName> names = names();
        int place = names.stream().map(JournalName::run).toList().indexOf(run);
        int before = (place < 0 ? names.size() : place) - 1; // a run that had nothing to change has no journal
        return names.stream()
                .skip(Math.max(before, 0))
                .limit(before < 0 ? 0 : 1)
                .flatMap(name -> read(name).stream())
                .map(Entry::run)
                .filter(past -> past.ending()
                        .filter(ending ->
                                ending != Ending.DONE && ending != Ending.PENDING && ending != Ending.CANCELLED)
                        .isPresent())
                .findFirst();
    }

    /**
     * Returns all runs that are kept, the oldest first.
     *
     * @throws TargetException if a journal does not verify, or one is missing
     */
    public List<PastRun> runs() {
        return checked(() ->
                        names().stream().flatMap(name -> read(name).stream()).toList())
                .stream()
                .map(Entry::run)
                .toList();
    }

    private Optional<Entry> last() {
        List<Entry> last = checked(() -> {
            List<JournalName> names = names();
            return names.isEmpty()
                    ? List.of()
                    : read(names.get(names.size() - 1)).stream().toList();
        });
        return last.stream().findFirst();
    }

    /** Reads until what is read fits the rest of the record. */
    private List<Entry> checked(Supplier<List<Entry>> look) {
        for (int looks = 1; ; looks++) {
            List<Entry> entries = look.get();
            List<Problem> problems = problems(entries);
            if (problems.isEmpty()) {
                return entries;
            }
            if (looks == LOOKS) {
                throw new TargetException(problems);
            }
        }
    }

    private List<Problem> problems(List<Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 1; i < entries.size(); i++) {
            Entry before = entries.get(i - 1);
            Entry next = entries.get(i);
            if (next.name().number() != before.name().number() + 1) {
                problems.add(missing(before.name().number() + 1));
            } else if (!before.signatures().contains(next.after())) {
                problems.add(record.broken("lines at the end of \"%s\" are missing.".formatted(place(before))));
            }
        }
        end(entries).ifPresent(problems::add);
        return problems;
    }

    /** Returns what is wrong with the end of the chain. */
    private Optional<Problem> end(List<Entry> entries) {
        Optional<Entry> last = entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
        long number = last.map(entry -> entry.name().number()).orElse(0L);
        Optional<Head> head = new AppliedFile(record).head();
        if (head.isEmpty()) {
            return last.map(entry -> record.broken("\"%s\" is missing, although \"%s\" is there."
                    .formatted(record.place(AppliedFile.NAME), place(entry))));
        }
        long run = head.get().run();
        if (run < number) {
            return last.map(entry -> record.broken(
                    "\"%s\" is older than \"%s\".".formatted(record.place(AppliedFile.NAME), place(entry))));
        }
        if (run > number + 1 || (run > number && !head.get().isOpen())) {
            return Optional.of(missing(run));
        }
        return last.filter(entry -> run == number && !head.get().isOpen())
                .filter(entry -> !entry.signatures().contains(head.get().journal()))
                .map(entry -> record.broken("lines at the end of \"%s\" are missing.".formatted(place(entry))));
    }

    private Problem missing(long number) {
        return record.broken("the journal of run number %d is missing from \"%s\"."
                .formatted(number, record.place(JournalName.FOLDER)));
    }

    private String place(Entry entry) {
        return record.place(entry.name().file());
    }

    private Optional<Entry> read(JournalName name) {
        return record.text(name.file()).map(text -> JournalReader.read(record, name, text));
    }

    /** Other files than journals are passed over. */
    private List<JournalName> names() {
        return folder.files().stream()
                .flatMap(name -> JournalName.read(name).stream())
                .sorted()
                .toList();
    }
}
