// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;

/** A request that is answered with an error; everything it changed so far is undone. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode body;

    Refusal(int status, ObjectNode body) {
        super(body.toString());
        this.status = status;
        this.body = body;
    }

    static Refusal detail(int status, String detail) {
        return new Refusal(status, JsonNodeFactory.instance.objectNode().put("detail", detail));
    }

    static Refusal notFound() {
        return detail(404, "Not found.");
    }

    static Refusal forbidden() {
        return detail(403, "You do not have permission to perform this action.");
    }

    /** One mistake in one field. */
    static Refusal fields(String field, String mistake) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray(field).add(mistake);
        return new Refusal(400, body);
    }

    /** The same mistakes, one level deeper. */
    Refusal under(String part) {
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        outer.set(part, body);
        return new Refusal(status, outer);
    }

    Answer answer() {
        return Answer.json(status, body.toString());
    }
}
