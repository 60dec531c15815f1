// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes every FTL answer has in common. */
final class PiholeAnswer {

    private static final double TOOK = 0.0001;

    private PiholeAnswer() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    static Answer json(int status, ObjectNode body) {
        return Answer.json(status, body.put("took", TOOK).toString());
    }

    /** An answer without a body; FTL calls it HTML. */
    static Answer empty(int status) {
        return Answer.empty(status).with("Content-Type", "text/html");
    }

    static Answer error(int status, String key, String message, @Nullable String hint) {
        ObjectNode body = object();
        body.putObject("error").put("key", key).put("message", message).put("hint", hint);
        return json(status, body);
    }

    static Answer badRequest(String message, @Nullable String hint) {
        return error(400, "bad_request", message, hint);
    }

    /** Returns what is wrong with a body that is to be JSON, or nothing. */
    static Optional<Answer> notJson(String body) {
        if (body.isEmpty()) {
            return Optional.of(badRequest("No request body data", null));
        }
        return SentJson.parse(body).isMissingNode()
                ? Optional.of(badRequest("Invalid request body data (no valid JSON), error at hint", body))
                : Optional.empty();
    }

    static ObjectNode version() {
        ObjectNode body = object();
        ObjectNode version = body.putObject("version");
        part(version, "core", "v6.4.2");
        part(version, "web", "v6.5");
        part(version, "ftl", "v6.4.1");
        version.putObject("docker").putNull("local").putNull("remote");
        return body;
    }

    private static void part(ObjectNode version, String name, String number) {
        ObjectNode part = version.putObject(name);
        part.putObject("local").put("branch", "master").put("version", number).put("hash", "8d1add8d");
        part.putObject("remote").put("version", number).put("hash", "8d1add8d");
    }
}
