// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A GitLab with one merge request and its notes (REST API v4). */
public final class FakeGitlab extends FakeServer {

    /** The token that it takes. */
    public static final String TOKEN = "lab-gitlab-token";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTES = "/api/v4/projects/7/merge_requests/3/notes";

    private final SortedMap<Long, String> notes = new TreeMap<>();

    /** Starts with a note of a person. */
    public FakeGitlab() {
        super("gitlab");
        notes.put(1L, "Looks good to me");
        start();
    }

    /** Returns what the notes say, the oldest first. */
    public synchronized List<String> notes() {
        return List.copyOf(notes.values());
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (!request.header("PRIVATE-TOKEN").orElse("").equals(TOKEN)) {
            return Answer.json(401, "{\"message\":\"401 Unauthorized\"}");
        }
        if (request.path().equals(NOTES) && request.method().equals("GET")) {
            ArrayNode list = JSON.createArrayNode();
            notes.forEach((id, body) -> list.add(note(id, body)));
            return Answer.json(200, list.toString());
        }
        if (request.path().equals(NOTES) && request.method().equals("POST")) {
            return write(notes.lastKey() + 1, request, 201);
        }
        if (request.path().startsWith(NOTES + "/") && request.method().equals("PUT")) {
            return write(Long.parseLong(request.path().substring(NOTES.length() + 1)), request, 200);
        }
        return Answer.json(404, "{\"message\":\"404 Not found\"}");
    }

    private Answer write(long id, Request request, int status) {
        try {
            String body = JSON.readTree(request.body()).path("body").asText();
            if (body.isEmpty()) {
                return Answer.json(400, "{\"error\":\"body is missing\"}");
            }
            if (!faults().allowWrite()) {
                return Answer.json(500, "{\"message\":\"500 Internal Server Error\"}");
            }
            notes.put(id, body);
            countWrite();
            return Answer.json(status, note(id, body).toString());
        } catch (JsonProcessingException e) {
            return Answer.json(400, "{\"error\":\"400 Bad request\"}");
        }
    }

    private static ObjectNode note(long id, String body) {
        return JSON.createObjectNode().put("id", id).put("body", body).put("system", false);
    }
}
