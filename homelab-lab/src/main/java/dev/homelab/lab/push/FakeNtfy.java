// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.nio.charset.StandardCharsets;

/** A server of ntfy without attachments, whose topics ask for a token (ntfy 2, publish as JSON). */
public final class FakeNtfy extends FakePush {

    public static final String TOKEN = "tk_lab0000000000000000000000000";

    private static final int MOST_BYTES = 4096;
    private static final int MOST_PRIORITY = 5;

    /** Starts without a message. */
    public FakeNtfy() {
        super("ntfy");
        start();
    }

    @Override
    Answer take(Request request) {
        if (!request.method().equals("POST") || !request.path().equals("/")) {
            return error(404, 40401, "page not found");
        }
        String authorization = request.header("Authorization").orElse("");
        if (authorization.isEmpty()) {
            return error(403, 40301, "forbidden");
        }
        if (!authorization.equals("Bearer " + TOKEN)) {
            return error(401, 40101, "unauthorized");
        }
        return parse(request)
                .map(this::publish)
                .orElseGet(() -> error(400, 40024, "invalid request: request body must be message JSON"));
    }

    private Answer publish(ObjectNode message) {
        if (!message.path("topic").asText().matches("[-_A-Za-z0-9]{1,64}")) {
            return error(400, 40009, "invalid request: topic invalid");
        }
        int priority = message.path("priority").asInt(3);
        if (priority < 1 || priority > MOST_PRIORITY) {
            return error(400, 40007, "invalid request: priority invalid");
        }
        if (message.path("message").asText().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return error(400, 40014, "invalid request: attachments not allowed");
        }
        ObjectNode shown = message.deepCopy();
        shown.put("id", "lab" + messages().size()).put("event", "message");
        return keep(message, Answer.json(200, shown.toString()));
    }

    @Override
    Answer tooMany() {
        return error(429, 42901, "limit reached: too many requests");
    }

    private static Answer error(int status, int code, String words) {
        return Answer.json(
                status,
                JSON.createObjectNode()
                        .put("code", code)
                        .put("http", status)
                        .put("error", words)
                        .toString());
    }
}
