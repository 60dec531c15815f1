// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.http.Answer;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTest {

    private final Echo server = new Echo();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aCallCarriesItsHeadersAndBringsTheAnswer() {
        assertThat(call("Bearer abc")).containsEntry("greeting", "Bearer abc");
    }

    @Test
    void aRedirectIsAnAnswerAndIsNotFollowed() {
        server.answer = Answer.redirect("/elsewhere");

        assertThatThrownBy(() -> call("Bearer abc"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("GET /ping was answered 302");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aTokenThatNoHeaderMayHaveIsNotShown() {
        assertThatThrownBy(() -> call("Bearer canary✓"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("\"Authorization\"")
                .hasMessageNotContaining("canary");
        assertThat(server.requests()).isZero();
    }

    @Test
    void aServerThatDoesNotAnswerIsNotReachable() {
        server.answer = Answer.dropped();

        assertThatThrownBy(() -> call("Bearer canary"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("GET /ping got no answer")
                .hasMessageNotContaining("canary");
    }

    private Map<String, String> call(String authorization) {
        try (Http http = new Http()) {
            Pings pings = new Apis(http).api(Pings.class, server.uri(), () -> Map.of("Authorization", authorization));
            return new Calls(Where.nowhere()).get(pings.ping());
        }
    }
}
