// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Printable;
import dev.homelab.runner.timing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where the time of a run went, in the Trace Event Format that Perfetto and Chrome open: a track for each target. */
public final class TraceJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TraceJson() {}

    /** Returns the text of a trace file. Times are in microseconds since the program was started. */
    public static String of(List<Span> spans) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode events = root.putArray("traceEvents");
        List<String> tracks = new ArrayList<>();
        for (Span span : spans) {
            if (!tracks.contains(span.track())) {
                tracks.add(span.track());
                event(events, "thread_name", "M", tracks.size())
                        .putObject("args")
                        .put("name", span.track());
            }
            String name = span.detail().isEmpty() ? span.step() : span.step() + " " + span.detail();
            event(events, name, "X", tracks.indexOf(span.track()) + 1)
                    .put("ts", TimeUnit.NANOSECONDS.toMicros(span.begin().toNanos()))
                    .put("dur", TimeUnit.NANOSECONDS.toMicros(span.length().toNanos()));
        }
        root.put("displayTimeUnit", "ms");
        try {
            return Printable.block(MAPPER.writeValueAsString(root)) + "\n"; // JSON has the same escapes
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON cannot be written. This is a bug in homelab.", e);
        }
    }

    private static ObjectNode event(ArrayNode events, String name, String phase, int track) {
        return events.addObject()
                .put("name", name)
                .put("ph", phase)
                .put("pid", 1)
                .put("tid", track);
    }
}
