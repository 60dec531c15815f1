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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
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
    private @Nullable CompletableFuture<Last> ahead;

    /** What was read ahead, until a run is begun. */
    private @Nullable Last known;

    private @Nullable Begun begun;

    /** All journals, and what the last one says. */
    private record Last(List<JournalName> names, Optional<Entry> entry) {

        long number() {
            return entry.map(last -> last.name().number()).orElse(0L);
        }
    }

    /** The run that was begun here, and the journal before it. */
    private record Begun(String run, Optional<Entry> before) {}

    public Journals(SignedFolder record, Clock clock) {
        this.record = record;
        this.folder = record.folder().folder(JournalName.FOLDER);
        this.clock = clock;
    }

    /** Begins to read the last journal, for the first who asks for it. Only for who holds the lock: no other run writes meanwhile. */
    public void readAhead(Executor executor) {
        ahead = CompletableFuture.supplyAsync(this::read, executor);
    }

    /**
     * Begins the journal of a run, and removes those that are too many.
     *
     * @param begin remembers its number before the journal is there; see {@link AppliedFile#begin}
     * @param run with what it is to change
     */
    public Journal begin(LongFunction<Folder.Draft> begin, PastRun run, String homelab) {
        Last last = known == null ? read() : known;
        Drafts drafts = drafts(last, begin, run, homelab);
        if (known != null && hasChangedSince(known)) {
            drafts.journal().giveUp();
            last = read();
            drafts = drafts(last, begin, run, homelab);
        }
        known = null;
        drafts.applied().publish();
        current = drafts.journal().publish();
        begun = new Begun(run.run(), last.entry());
        List<String> names = last.names().stream().map(JournalName::name).toList();
        folder.deleteAll(names.subList(0, Math.max(names.size() + 1 - KEPT, 0)));
        return current;
    }

    /** What is written while the record is looked at once more; the first is published before the second. */
    private record Drafts(Folder.Draft applied, Journal.Draft journal) {}

    private Drafts drafts(Last last, LongFunction<Folder.Draft> begin, PastRun run, String homelab) {
        long number = last.number() + 1;
        return new Drafts(
                begin.apply(number),
                Journal.draft(record, number, last.entry().map(Entry::signature).orElse(""), run, homelab, clock));
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
        return before(run)
                .map(Entry::run)
                .filter(past -> past.ending()
                        .filter(ending ->
                                ending != Ending.DONE && ending != Ending.PENDING && ending != Ending.CANCELLED)
                        .isPresent());
    }

    private Optional<Entry> before(String run) {
        Begun begun = this.begun;
        if (begun != null && begun.run().equals(run)) {
            return begun.before();
        }
        List<JournalName> names = names();
        int place = names.stream().map(JournalName::run).toList().indexOf(run);
        int before = (place < 0 ? names.size() : place) - 1; // a run that had nothing to change has no journal
        return before < 0 ? Optional.empty() : read(names.get(before));
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
        CompletableFuture<Last> reading = ahead;
        ahead = null;
        if (reading == null) {
            return read().entry();
        }
        known = result(reading);
        return known.entry();
    }

    /** A run writes {@link AppliedFile} before its journal, so another that began since what was read before has changed that. */
    private boolean hasChangedSince(Last last) {
        return new AppliedFile(record).head().orElse(Head.none()).run() != last.number();
    }

    private Last read() {
        List<JournalName> names = new ArrayList<>();
        List<Entry> last = checked(() -> {
            names.clear();
            names.addAll(names());
            return names.isEmpty()
                    ? List.of()
                    : read(names.get(names.size() - 1)).stream().toList();
        });
        return new Last(List.copyOf(names), last.stream().findFirst());
    }

    private static Last result(CompletableFuture<Last> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
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
