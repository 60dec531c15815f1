// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.spi.Folder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run does, as it does it: a file of JSON lines in the run record, which only ever grows.
 *
 * <pre>{@code
 * {"line":"run","number":7,"after":"SIGNATURE","run":"20260102-030405-678","homelab":"home","version":"0.1.0","at":...,"before":...}
 * {"line":"planned","target":"dns","key":"wiki.lan","progress":"PLANNED","change":{"service":...,"before":...,"after":...}}
 * {"line":"begin","target":"dns","key":"wiki.lan","back":false,"at":"2026-01-02T03:04:06Z"}
 * {"line":"end","target":"dns","key":"wiki.lan","back":false,"result":"APPLIED","at":"2026-01-02T03:04:06Z"}
 * {"line":"verified","service":"wiki","at":"2026-01-02T03:04:08Z"}
 * {"line":"ended","ending":"DONE","at":"2026-01-02T03:04:09Z"}
 * }</pre>
 *
 * <p>Every line is signed together with the signature of the line before it, and the first with that of the run before, so that
 * none can be changed, moved or taken out.
 *
 * <p>All that is planned stands in it from its first moment on. A change is made only after its {@code begin} has lasted.
 * Safe for many threads.
 */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final SignedFolder record;
    private final String file;
    private final long number;
    private final Clock clock;
    private String signature;

    /** Whether the file may end otherwise than with the line of {@link #signature}. */
    private boolean unsure;

    private boolean ended;

    private Journal(SignedFolder record, JournalName name, String signature, Clock clock) {
        this.record = record;
        this.file = name.file();
        this.number = name.number();
        this.signature = signature;
        this.clock = clock;
    }

    /** A journal that is not there before it is published. */
    record Draft(Journal journal, Folder.Draft file) {

        Journal publish() {
            file.publishForAppending();
            return journal;
        }

        /** Removes what was written of it. */
        void giveUp() {
            journal.folder().delete(journal.name());
        }
    }

    /** Begins to write the first lines, all at once: the run, and everything it is to change. */
    static Draft draft(SignedFolder record, long number, String after, PastRun run, String homelab, Clock clock) {
        JournalName name = new JournalName(number, run.run());
        Journal journal = new Journal(record, name, name.toString(), clock);
        ObjectNode first = line("run").put("number", number).put("after", after).put("run", run.run());
        first.put("homelab", homelab);
        run.holder().ifPresent(holder -> first.put("holder", holder));
        first.put("version", run.version()).put("at", run.at()).set("before", AppliedFile.json(run.before()));
        Stream<ObjectNode> planned = run.changes().stream().map(Journal::planned);
        Lines lines = journal.signed(Stream.concat(Stream.of(first), planned).toList());
        journal.signature = lines.signature();
        return new Draft(journal, journal.folder().draft(name.name(), lines.text(), Folder.Access.PRIVATE));
    }

    /** Goes on with a journal, after the last line that verifies: what a process that was killed left torn goes. */
    static Journal resume(SignedFolder record, JournalReader.Entry entry, Clock clock) {
        Journal journal = new Journal(record, entry.name(), entry.signature(), clock);
        journal.unsure = entry.isTorn();
        return journal;
    }

    /**
     * Notes that changes of one target are about to be made.
     *
     * @param back whether they are a rollback
     * @throws TargetException if that cannot be noted; they must not be made then
     */
    public void begin(String target, List<? extends Change<?>> changes, boolean back) {
        append(changes.stream()
                .map(change -> at("begin")
                        .put("target", target)
                        .put("key", change.key())
                        .put("back", back))
                .toList());
    }

    /** Notes what became of a change. If that cannot be noted, the run after this one makes the change once more. */
    public void end(String target, Outcome<?> outcome, boolean back) {
        ObjectNode end =
                at("end").put("target", target).put("key", outcome.change().key());
        outcome.problems().stream().findFirst().ifPresent(problem -> end.put("problem", text(problem)));
        tryToAppend(end.put("back", back).put("result", outcome.result().name()));
    }

    /** Records that a service is verified. */
    public void verified(ServiceName service) {
        tryToAppend(at("verified").put("service", service.value()));
    }

    /** Notes why a service failed, with its evidence, before it is rolled back. */
    public void found(ServiceName service, Problem problem) {
        found(service, text(problem));
    }

    /** Returns all that a person needs of a problem once what it is about is gone. */
    private static String text(Problem problem) {
        return Stream.of(
                        Stream.of(problem.summary() + ": " + problem.detail()),
                        problem.evidence().stream().flatMap(one -> one.lines().stream()),
                        problem.fix().isEmpty() ? Stream.<String>of() : Stream.of("Fix: " + problem.fix()))
                .flatMap(lines -> lines)
                .collect(joining("\n"));
    }

    /** Notes what speaks against a service, before it is rolled back. */
    public void found(ServiceName service, String text) {
        tryToAppend(at("found").put("service", service.value()).put("text", text));
    }

    /** Notes how the run ended. */
    public synchronized void ended(Ending ending) {
        ended = tryToAppend(at("ended").put("ending", ending.name()));
    }

    /** Returns where it ends, once it has ended. */
    synchronized Optional<JournalEnd> end() {
        return ended ? Optional.of(new JournalEnd(number, signature)) : Optional.empty();
    }

    private static ObjectNode planned(PastChange change) {
        ObjectNode planned = line("planned").put("target", change.target()).put("key", change.key());
        planned.put("progress", change.progress().name());
        if (!change.causes().isEmpty()) {
            change.causes().forEach(planned.putArray("causes")::add);
        }
        return planned.putRawValue("change", new RawValue(change.json()));
    }

    private boolean tryToAppend(ObjectNode line) {
        try {
            append(List.of(line));
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The journal in {} could not be written: {}", record.place(file), e.getMessage());
            return false;
        }
    }

    private synchronized void append(List<ObjectNode> lines) {
        if (unsure) {
            cutOff();
        }
        Lines signed = signed(lines);
        unsure = true;
        folder().append(name(), signed.text());
        unsure = false;
        signature = signed.signature();
    }

    /** Takes away what stands after the last line that was written for certain, such as half a line. */
    private void cutOff() {
        String text = record.text(file).orElseThrow(() -> new TargetException(record.foreign(file, "")));
        int known = text.indexOf(signature + "\"}\n");
        if (known < 0) {
            throw new TargetException(record.foreign(file, text));
        }
        String whole = text.substring(0, text.indexOf('\n', known) + 1);
        if (!whole.equals(text)) {
            folder().write(name(), whole, Folder.Access.PRIVATE);
        }
        unsure = false;
    }

    /** Lines with their signatures. */
    private record Lines(String text, String signature) {}

    private Lines signed(List<ObjectNode> lines) {
        StringBuilder text = new StringBuilder();
        String last = signature;
        for (ObjectNode line : lines) {
            SignedText signed = SignedText.of(record.key(), last, line.toString());
            text.append(signed.text()).append('\n');
            last = signed.signature();
        }
        return new Lines(text.toString(), last);
    }

    private Folder folder() {
        return record.folder().folder(JournalName.FOLDER);
    }

    private String name() {
        return file.substring(file.indexOf('/') + 1);
    }

    private ObjectNode at(String kind) {
        return line(kind)
                .put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static ObjectNode line(String kind) {
        return JSON.createObjectNode().put("line", kind);
    }
}
