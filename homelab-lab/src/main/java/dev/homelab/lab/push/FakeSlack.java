// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URI;

/** Slack with one incoming webhook. */
public final class FakeSlack extends FakePush {

    private static final String PATH = "/services/T00000000/B00000000/lab";

    /** Starts without a message. */
    public FakeSlack() {
        super("slack");
        start();
    }

    /** Returns the webhook's address, to be treated as the secret it is at Slack. */
    public URI webhook() {
        return uri().resolve(PATH);
    }

    @Override
    Answer take(Request request) {
        if (!request.path().equals(PATH)) {
            return Answer.text(404, "no_service");
        }
        return parse(request).map(this::publish).orElseGet(() -> Answer.text(400, "invalid_payload"));
    }

    private Answer publish(ObjectNode message) {
        boolean isEmpty = message.path("text").asText().isEmpty()
                && message.path("attachments").isEmpty()
                && message.path("blocks").isEmpty();
        return isEmpty ? Answer.text(400, "no_text") : keep(message, Answer.text(200, "ok"));
    }

    @Override
    Answer tooMany() {
        return Answer.text(429, "rate_limited");
    }
}
