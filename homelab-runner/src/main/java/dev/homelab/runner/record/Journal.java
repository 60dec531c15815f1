// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Ending;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run does, as it does it: a file of JSON lines in the run record, which only ever grows.
 *
 * <pre>{@code
 * {"line":"run","run":"20260102-030405-678","homelab":"home","version":"0.1.0","at":"2026-01-02T03:04:05Z","before":{"wiki":...}}
 * {"line":"planned","target":"dns","key":"wiki.lan","progress":"PLANNED","change":{"service":...,"before":...,"after":...}}
 * {"line":"begin","target":"dns","key":"wiki.lan","back":false,"at":"2026-01-02T03:04:06Z"}
 * {"line":"end","target":"dns","key":"wiki.lan","back":false,"result":"APPLIED","at":"2026-01-02T03:04:06Z"}
 * {"line":"verified","service":"wiki","at":"2026-01-02T03:04:08Z"}
 * {"line":"ended","ending":"DONE","at":"2026-01-02T03:04:09Z"}
 * }</pre>
 *
 * <p>All that is planned stands in it from its first moment on. A change is made only after its {@code begin} has lasted.
 * Safe for many threads.
 */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Folder folder;
    private final String file;
    private final Clock clock;

    Journal(Folder folder, String file, Clock clock) {
        this.folder = folder;
        this.file = file;
        this.clock = clock;
    }

    /** Writes the first lines, all at once: the run, and everything it is to change. */
    static Journal begin(Folder folder, PastRun run, String homelab, Clock clock) {
        Journal journal = new Journal(folder, run.run() + Journals.SUFFIX, clock);
        ObjectNode first = line("run").put("run", run.run()).put("homelab", homelab);
        run.holder().ifPresent(holder -> first.put("holder", holder));
        first.put("version", run.version()).put("at", run.at()).set("before", AppliedFile.json(run.before()));
        Stream<ObjectNode> planned = run.changes().stream().map(Journal::planned);
        folder.write(journal.file, text(Stream.concat(Stream.of(first), planned).toList()), Folder.Access.PRIVATE);
        return journal;
    }

    /**
     * Notes that changes of one target are about to be made.
     *
     * @param back whether they put back what was there before
     * @throws dev.homelab.provision.TargetException if that cannot be noted; they must not be made then
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
        outcome.problems().stream()
                .findFirst()
                .ifPresent(problem -> end.put("problem", problem.summary() + ": " + problem.detail()));
        tryToAppend(end.put("back", back).put("result", outcome.result().name()));
    }

    /** Notes that a service was found well. */
    public void verified(ServiceName service) {
        tryToAppend(at("verified").put("service", service.value()));
    }

    /** Notes how the run ended. */
    public void ended(Ending ending) {
        tryToAppend(at("ended").put("ending", ending.name()));
    }

    private static ObjectNode planned(PastChange change) {
        ObjectNode planned = line("planned").put("target", change.target()).put("key", change.key());
        planned.put("progress", change.progress().name());
        return planned.set("change", change.change());
    }

    private void tryToAppend(ObjectNode line) {
        try {
            append(List.of(line));
        } catch (RuntimeException e) {
            LOG.warn("The journal in {} could not be written: {}", folder.path(), e.getMessage());
        }
    }

    private synchronized void append(List<ObjectNode> lines) {
        folder.append(file, text(lines));
    }

    private ObjectNode at(String kind) {
        return line(kind)
                .put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static ObjectNode line(String kind) {
        return JSON.createObjectNode().put("line", kind);
    }

    private static String text(List<ObjectNode> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
