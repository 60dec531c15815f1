// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Ending;
import dev.homelab.runner.record.PastChange.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one journal, line by line. A line that is torn, as the last one of a killed run may be, says nothing. */
final class JournalReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<List<String>, PastChange> changes = new LinkedHashMap<>();
    private JsonNode first = JSON.createObjectNode();
    private final Set<ServiceName> verified = new TreeSet<>();
    private Optional<Ending> ending = Optional.empty();

    private JournalReader() {}

    static PastRun read(String text) {
        JournalReader reader = new JournalReader();
        text.lines().forEach(reader::line);
        return new PastRun(
                reader.first.path("run").asText(),
                reader.first.path("at").asText(),
                reader.first.path("version").asText(),
                AppliedFile.read(reader.first.path("before")),
                new ArrayList<>(reader.changes.values()),
                Optional.ofNullable(reader.first.path("holder").textValue()),
                reader.verified,
                reader.ending);
    }

    private void line(String text) {
        try {
            line(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return; // torn, or of a kind that a later version writes
        }
    }

    private void line(JsonNode line) {
        switch (line.path("line").asText()) {
            case "run" -> first = line;
            case "planned" -> changes.put(key(line), planned(line));
            case "begin" -> reach(line, Progress.BEGUN);
            case "end" -> end(line);
            case "verified" -> verified.add(ServiceName.of(line.path("service").asText()));
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
        return new PastChange(
                line.path("target").asText(),
                line.path("key").asText(),
                line.path("change"),
                Progress.valueOf(line.path("progress").asText()));
    }

    private static List<String> key(JsonNode line) {
        return List.of(line.path("target").asText(), line.path("key").asText());
    }
}
