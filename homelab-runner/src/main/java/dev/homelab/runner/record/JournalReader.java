// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.record.PastChange.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads one journal, line by line. A line that is torn, as the last one of a killed run may be, says nothing. Any other that was
 * not signed after the line before it is a problem.
 */
final class JournalReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<List<String>, PastChange> changes = new LinkedHashMap<>();
    private final List<String> signatures = new ArrayList<>();
    private JsonNode first = JSON.createObjectNode();
    private final Set<ServiceName> verified = new TreeSet<>();
    private final Map<ServiceName, List<String>> found = new TreeMap<>();
    private Optional<Ending> ending = Optional.empty();

    private JournalReader() {}

    /**
     * A journal that verifies.
     *
     * @param name its file
     * @param after the signature that the run before ended with, when this one began; empty for the first
     * @param signatures those of its lines
     * @param isTorn whether half a line stands at its end
     * @param run what it says
     */
    record Entry(JournalName name, String after, List<String> signatures, boolean isTorn, PastRun run) {

        /** Returns the signature of the last line. */
        String signature() {
            return signatures.get(signatures.size() - 1);
        }
    }

    /**
     * Reads the text of a journal.
     *
     * @throws TargetException if it does not verify
     */
    static Entry read(SignedFolder record, JournalName name, String text) {
        JournalReader reader = new JournalReader();
        int end = text.lastIndexOf('\n') + 1;
        String signature = name.toString();
        for (String line : text.substring(0, end).split("\n", -1)) {
            if (line.isEmpty() && !reader.signatures.isEmpty()) {
                continue; // after the last line
            }
            SignedText signed = SignedText.read(record.key(), signature, line)
                    .orElseThrow(() -> new TargetException(record.foreign(name.file(), line)));
            signature = signed.signature();
            reader.signatures.add(signature);
            reader.line(signed);
        }
        return new Entry(
                name, reader.first.path("after").asText(), reader.signatures, end < text.length(), reader.run());
    }

    private PastRun run() {
        return new PastRun(
                first.path("run").asText(),
                first.path("at").asText(),
                first.path("version").asText(),
                AppliedFile.read(first.path("before")),
                new ArrayList<>(changes.values()),
                Optional.ofNullable(first.path("holder").textValue()),
                verified,
                found,
                ending);
    }

    private void line(SignedText text) {
        try {
            line(text.json());
        } catch (IllegalArgumentException e) {
            return; // of a kind that a later version writes
        }
    }

    private void line(JsonNode line) {
        switch (line.path("line").asText()) {
            case "run" -> first = line;
            case "planned" -> changes.put(key(line), planned(line));
            case "begin" -> reach(line, Progress.BEGUN);
            case "end" -> end(line);
            case "verified" -> verified.add(ServiceName.of(line.path("service").asText()));
            case "found" ->
                found.computeIfAbsent(ServiceName.of(line.path("service").asText()), service -> new ArrayList<>())
                        .add(line.path("text").asText());
            case "ended" ->
                ending = Optional.of(Ending.valueOf(line.path("ending").asText()));
            default -> throw new IllegalArgumentException("unknown line");
        }
    }

    /** What was tried in vain is somewhere in between, be it on the way there or back. */
    private void end(JsonNode line) {
        boolean isBack = line.path("back").asBoolean();
        switch (Outcome.Result.valueOf(line.path("result").asText())) {
            case APPLIED -> reach(line, isBack ? Progress.PUT_BACK : Progress.MADE);
            case FAILED ->
                changes.computeIfPresent(
                        key(line),
                        (key, change) -> change.failed(line.path("problem").asText()));
            case SKIPPED -> {} // as far as it was before
        }
    }

    private void reach(JsonNode line, Progress progress) {
        changes.computeIfPresent(key(line), (key, change) -> change.at(progress));
    }

    private static PastChange planned(JsonNode line) {
        JsonNode change = line.path("change");
        List<String> causes = new ArrayList<>();
        line.path("causes").forEach(cause -> causes.add(cause.asText()));
        return new PastChange(
                line.path("target").asText(),
                line.path("key").asText(),
                ServiceName.of(change.path("service").asText()),
                shape(change),
                change.toString(),
                Progress.valueOf(line.path("progress").asText()),
                "",
                causes);
    }

    private static Shape shape(JsonNode change) {
        if (!change.hasNonNull("after")) {
            return Shape.DELETE;
        }
        return change.hasNonNull("before") ? Shape.UPDATE : Shape.CREATE;
    }

    private static List<String> key(JsonNode line) {
        return List.of(line.path("target").asText(), line.path("key").asText());
    }
}
