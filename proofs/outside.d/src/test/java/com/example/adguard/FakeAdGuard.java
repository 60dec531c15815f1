package com.example.adguard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An AdGuard Home with its rewrites, as far as the adapter speaks to it. It keeps a rewrite twice that is added twice. */
public final class FakeAdGuard extends FakeServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final ArrayNode rewrites = JSON.createArrayNode();
    private final String credentials;

    /** Starts one with a user and a password. */
    public FakeAdGuard(String user, String password) {
        super("adguard");
        byte[] signIn = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        credentials = "Basic " + Base64.getEncoder().encodeToString(signIn);
        start();
    }

    /** Runs one for a user and a password until its input ends, and prints its address. */
    public static void main(String[] arguments) throws Exception {
        try (FakeAdGuard fake = new FakeAdGuard(arguments[0], arguments[1])) {
            System.out.println(fake.uri());
            System.in.readAllBytes();
        }
    }

    synchronized void add(String domain, String answer) {
        rewrites.addObject().put("domain", domain).put("answer", answer).put("enabled", true);
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (!request.header("Authorization").equals(Optional.of(credentials))) {
            return Answer.text(401, "Unauthorized");
        }
        if (request.path().equals("/control/rewrite/list")) {
            return Answer.json(200, rewrites.toString());
        }
        if (!faults().allowWrite()) {
            return Answer.text(500, "no space left on device");
        }
        countWrite();
        JsonNode sent = parse(request.body());
        ObjectNode rewrite = ((ObjectNode) sent).put("enabled", true);
        switch (request.path()) {
            case "/control/rewrite/add" -> rewrites.add(rewrite);
            case "/control/rewrite/delete" -> remove(rewrite);
            default -> {
                return Answer.text(404, "404 page not found");
            }
        }
        return Answer.text(200, "");
    }

    private void remove(JsonNode rewrite) {
        for (int i = rewrites.size() - 1; i >= 0; i--) {
            if (rewrites.get(i).equals(rewrite)) {
                rewrites.remove(i);
            }
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
