// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the time of a run went; on the lab. */
class TimingsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private LabHome home;

    @BeforeEach
    void open() {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void anApplySaysItByPhaseAndByTarget() {
        assertThat(homelab("apply", "--timings")).isZero();

        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).matches("Where the time went: [0-9.]+ s"))
                .anySatisfy(line -> assertThat(line).matches(" {2}start and read definitions +[0-9.]+ s"))
                .anySatisfy(line -> assertThat(line).matches(" {2}read current state and plan +[0-9.]+ s"))
                .anySatisfy(line -> assertThat(line).matches(" {2}apply +[0-9.]+ s"))
                .anySatisfy(line -> assertThat(line).matches(" {2}verify +[0-9.]+ s"))
                .anySatisfy(line -> assertThat(line).matches(" {2}dns +[0-9.]+ s.*"));
        assertThat(err.toString()).isEmpty();
    }

    /** The phases follow each other without a gap, and each target is asked by one thread at a time. */
    @Test
    void aTraceHasATrackForTheRunAndForEachTarget() throws IOException {
        Path file = folder.resolve("trace.json");

        assertThat(homelab("apply", "--timings=" + file)).isZero();

        Map<String, List<JsonNode>> tracks = tracks(file);
        assertThat(tracks).containsKeys("run", "dns");
        assertThat(tracks.get("run"))
                .extracting(event -> event.path("name").asText())
                .containsExactly("start and read definitions", "read current state and plan", "apply", "verify", "end");
        assertThat(tracks.get("dns"))
                .extracting(event -> event.path("name").asText())
                .contains("sign in", "read", "change wiki.home.arpa", "sign out");
        tracks.forEach((track, events) -> {
            long end = 0;
            for (JsonNode event : events) {
                assertThat(event.path("ts").asLong()).as(track + event).isGreaterThanOrEqualTo(end - 1);
                end = event.path("ts").asLong() + event.path("dur").asLong();
            }
        });
    }

    @Test
    void withJsonOnlyTheTraceIsWritten() throws IOException {
        Path file = folder.resolve("trace.json");

        assertThat(homelab("plan", "--json", "--timings=" + file)).isZero();

        assertThat(new ObjectMapper().readTree(out.toString()).path("changes")).isNotEmpty();
        assertThat(tracks(file)).containsKeys("run", "dns");
    }

    @Test
    void aTraceThatCannotBeWrittenIsToldAndChangesNothingElse() {
        assertThat(homelab("plan", "--timings=" + folder.resolve("missing/trace.json")))
                .isZero();

        assertThat(err.toString()).contains("warning: trace not written", "missing/trace.json");
        assertThat(out.toString()).contains("Where the time went");
    }

    @Test
    void withoutTheOptionNothingIsSaidOfTime() {
        assertThat(homelab("plan")).isZero();

        assertThat(out.toString()).doesNotContain("Where the time went");
    }

    private Map<String, List<JsonNode>> tracks(Path file) throws IOException {
        JsonNode events = new ObjectMapper().readTree(file.toFile()).path("traceEvents");
        Map<Integer, String> names = new HashMap<>();
        Map<String, List<JsonNode>> tracks = new HashMap<>();
        for (JsonNode event : events) {
            int track = event.path("tid").asInt();
            if (event.path("ph").asText().equals("M")) {
                names.put(track, event.at("/args/name").asText());
            } else {
                tracks.computeIfAbsent(names.get(track), name -> new ArrayList<>())
                        .add(event);
            }
        }
        return tracks;
    }

    private int homelab(String command, String... options) {
        String[] words = Stream.concat(
                        Stream.of(
                                command,
                                "--services",
                                home.services.toString(),
                                "--inventory",
                                home.lab.inventory().toString()),
                        Arrays.stream(options))
                .toArray(String[]::new);
        return Main.run(home.environment(), new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
