// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that keeps the messages it is sent, and can limit how many. */
public abstract class FakePush extends FakeServer {

    static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> messages = new ArrayList<>();
    private int limitedRequests;
    private int retryAfter;

    FakePush(String name) {
        super(name);
    }

    /** Returns what was sent, oldest first. */
    public final synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Answers the next {@code times} requests with 429 and asks to wait {@code seconds}. */
    public final synchronized void rateLimit(int times, int seconds) {
        limitedRequests = times;
        retryAfter = seconds;
    }

    @Override
    protected final synchronized Answer answer(Request request) {
        if (limitedRequests > 0) {
            limitedRequests--;
            return tooMany().with("Retry-After", Integer.toString(retryAfter));
        }
        return take(request);
    }

    /** Answers a request that is not one too many. */
    abstract Answer take(Request request);

    /** Answers one request too many. */
    abstract Answer tooMany();

    /** Keeps a message and answers with this, or fails as {@link #faults()} say. */
    final Answer keep(JsonNode message, Answer accepted) {
        if (!faults().allowWrite()) {
            return Answer.text(500, "Internal Server Error");
        }
        messages.add(message);
        countWrite();
        return accepted;
    }

    static Optional<ObjectNode> parse(Request request) {
        try {
            return JSON.readTree(request.body()) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
