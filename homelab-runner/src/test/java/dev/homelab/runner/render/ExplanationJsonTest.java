// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {

    @Test
    void valuesHaveTheTypesOfTheDefinition() throws Exception {
        String definition = """
                name: photos
                protect: true
                containers:
                  server:
                    environment: {A: 'true', B: '8080', C: 'yes'}
                routes:
                  - port: 8080
                """;

        JsonNode values = new JsonMapper()
                .readTree(Json.of(new Explanation("photos", definition, Map.of(), Map.of())))
                .path("values");

        assertThat(values.path("protect").isBoolean()).isTrue();
        assertThat(values.at("/routes/0/port").isInt()).isTrue();
        assertThat(values.at("/containers/server/environment"))
                .allSatisfy(value -> assertThat(value.isTextual()).isTrue());
    }
}
