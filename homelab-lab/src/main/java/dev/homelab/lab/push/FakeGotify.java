// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;

/** A server of Gotify with one application (Gotify 2). */
public final class FakeGotify extends FakePush {

    public static final String TOKEN = "AlabGotify00000";

    /** Starts without a message. */
    public FakeGotify() {
        super("gotify");
        start();
    }

    @Override
    Answer take(Request request) {
        if (!request.method().equals("POST") || !request.path().equals("/message")) {
            return error(404, "Not Found", "page not found");
        }
        String token =
                request.header("X-Gotify-Key").or(() -> request.query("token")).orElse("");
        if (!token.equals(TOKEN)) {
            return error(
                    401,
                    "Unauthorized",
                    "you need to provide a valid access token or user credentials to access this api");
        }
        return parse(request).map(this::publish).orElseGet(() -> error(400, "Bad Request", "invalid character"));
    }

    private Answer publish(ObjectNode message) {
        if (message.path("message").asText().isEmpty()) {
            return error(400, "Bad Request", "Field 'message' is required");
        }
        ObjectNode shown = message.deepCopy();
        shown.put("id", messages().size() + 1).put("appid", 1);
        return keep(message, Answer.json(200, shown.toString()));
    }

    @Override
    Answer tooMany() { // by a proxy in front of it: Gotify itself limits nothing
        return Answer.text(429, "Too Many Requests");
    }

    private static Answer error(int status, String words, String description) {
        return Answer.json(
                status,
                JSON.createObjectNode()
                        .put("error", words)
                        .put("errorCode", status)
                        .put("errorDescription", description)
                        .toString());
    }
}
