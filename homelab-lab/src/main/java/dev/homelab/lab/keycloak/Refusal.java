// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.lab.http.Answer;

/** A request that Keycloak refuses. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    private Refusal(Answer answer) {
        super(answer.body());
        this.answer = answer;
    }

    static Refusal error(int status, String error) {
        return new Refusal(Answer.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).toString()));
    }

    /** Refuses in the form that Keycloak has for what an administrator may read. */
    static Refusal message(int status, String message) {
        return new Refusal(Answer.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("errorMessage", message)
                        .toString()));
    }

    static Refusal described(int status, String error, String description) {
        return new Refusal(Answer.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", error)
                        .put("error_description", description)
                        .toString()));
    }

    Answer answer() {
        return answer;
    }
}
