// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.report.Ending;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journals of the last runs that had something to change, one file each: {@code journal/RUN-ID.jsonl} in the run
 * record. Every run that begins one goes on from the one before if that never ended, so only the last can be open.
 */
public final class Journals {

    static final String FOLDER = "journal";
    static final String SUFFIX = ".jsonl";

    /** How many are kept. */
    static final int KEPT = 50;

    private final Folder folder;
    private final Clock clock;

    public Journals(Folder record, Clock clock) {
        this.folder = record.folder(FOLDER);
        this.clock = clock;
    }

    /**
     * Begins the journal of a run, and removes those that are too many.
     *
     * @param begun the run, with what it is to change
     */
    public Journal begin(PastRun begun, String homelab) {
        Journal journal = Journal.begin(folder, begun, homelab, clock);
        List<String> files = files();
        files.subList(0, Math.max(files.size() - KEPT, 0)).forEach(folder::delete);
        return journal;
    }

    /** Goes on with the journal of a run that other stages began. */
    public Journal goOn(PastRun run) {
        return new Journal(folder, run.run() + SUFFIX, clock);
    }

    /** Returns the last run likewise if it is one that a pipeline shares. */
    public Optional<PastRun> unfinished(String holder) {
        return unfinished().filter(run -> run.holder().equals(Optional.of(holder)));
    }

    /** Returns the last run if it never ended: it was killed, and perhaps left something half-way. */
    public Optional<PastRun> unfinished() {
        List<String> files = files();
        return files.isEmpty()
                ? Optional.empty()
                : folder.read(files.get(files.size() - 1))
                        .map(JournalReader::read)
                        .filter(run -> run.ending().isEmpty());
    }

    /** Returns the run before another if it ended badly. */
    public Optional<PastRun> failedBefore(String run) {
        List<String> earlier = files().stream()
                .filter(file -> file.compareTo(run + SUFFIX) < 0)
                .toList();
        return earlier.isEmpty()
                ? Optional.empty()
                : folder.read(earlier.get(earlier.size() - 1))
                        .map(JournalReader::read)
                        .filter(before -> before.ending()
                                .filter(ending ->
                                        ending != Ending.DONE && ending != Ending.PENDING && ending != Ending.CANCELLED)
                                .isPresent());
    }

    /** Returns all runs that are kept, the oldest first. */
    public List<PastRun> runs() {
        return files().stream()
                .flatMap(file -> folder.read(file).stream())
                .map(JournalReader::read)
                .toList();
    }

    private List<String> files() {
        Stream<String> files = folder.files().stream().filter(name -> name.endsWith(SUFFIX));
        return files.toList();
    }
}
