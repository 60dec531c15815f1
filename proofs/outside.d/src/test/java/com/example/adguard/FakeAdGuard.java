package com.example.adguard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;

/** An AdGuard Home with its rewrites, as far as the adapter speaks to it. */
public final class FakeAdGuard extends FakeServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final ArrayNode rewrites = JSON.createArrayNode();

    public FakeAdGuard() {
        super("adguard");
        start();
    }

    /** Runs one until its input ends, and prints its address. */
    public static void main(String[] arguments) throws Exception {
        try (FakeAdGuard fake = new FakeAdGuard()) {
            System.out.println(fake.uri());
            System.in.readAllBytes();
        }
    }

    void add(String domain, String answer) {
        rewrites.addObject().put("domain", domain).put("answer", answer);
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (request.header("Authorization").isEmpty()) {
            return Answer.text(401, "unauthorized");
        }
        if (request.path().equals("/control/rewrite/list")) {
            return Answer.json(200, rewrites.toString());
        }
        if (!faults().allowWrite()) {
            return Answer.text(500, "disk is full");
        }
        countWrite();
        JsonNode rewrite = parse(request.body());
        if (request.path().equals("/control/rewrite/add")) {
            rewrites.add(rewrite);
        } else {
            for (int i = rewrites.size() - 1; i >= 0; i--) {
                if (rewrites.get(i).equals(rewrite)) {
                    rewrites.remove(i);
                }
            }
        }
        return Answer.empty(200);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
