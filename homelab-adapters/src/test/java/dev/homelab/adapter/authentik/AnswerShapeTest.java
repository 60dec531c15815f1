// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class AnswerShapeTest {

    @Test
    void anAnswerWithoutAUserCannotBeRead() {
        assertThatThrownBy(() -> new JsonMapper().readValue("{}", AuthentikApi.Me.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
