// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URI;

/** A server of any make that takes whatever is sent to its hook; each message is what came, with its headers. */
public final class FakeWebhook extends FakePush {

    private static final String PATH = "/hooks/lab-secret";

    /** Starts without a message. */
    public FakeWebhook() {
        super("webhook");
        start();
    }

    /** Returns the address, which is a secret. */
    public URI address() {
        return uri().resolve(PATH);
    }

    @Override
    Answer take(Request request) {
        if (!request.path().equals(PATH)) {
            return Answer.text(404, "Not Found");
        }
        ObjectNode message = JSON.createObjectNode().put("body", request.body());
        ObjectNode headers = message.putObject("headers");
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return keep(message, Answer.empty(204));
    }

    @Override
    Answer tooMany() {
        return Answer.text(429, "Too Many Requests");
    }
}
