// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.problem.Where;
import dev.homelab.report.Report;
import java.io.IOException;

/** Reads a report that a job left as JSON. */
final class ReportReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addDeserializer(Where.class, new Place()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportReader() {}

    static Report read(String text) throws IOException {
        return JSON.readValue(text, Report.class);
    }

    /** The kinds of places, distinguished by their keys. */
    private static final class Place extends StdDeserializer<Where> {

        private static final long serialVersionUID = 1L;

        Place() {
            super(Where.class);
        }

        @Override
        public Where deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode place = parser.readValueAsTree();
            if (place.has("file")) {
                return new Where.InFile(
                        place.path("file").asText(),
                        place.path("line").asInt(),
                        place.path("column").asInt(),
                        place.path("path").asText());
            }
            return place.has("name")
                    ? Where.target(
                            place.path("name").asText(), place.path("address").asText())
                    : Where.nowhere();
        }
    }
}
